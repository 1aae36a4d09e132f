//! Plain words and marks: what most of most texts is made of, told by a few bytes without a look at the rest.

/// The end of a word of ASCII letters behind which nothing stands that could go on with it: most words of most texts.
#[inline]
pub(super) fn plain_word(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = alphanumerics(rest);
    let over = match rest.get(length) {
        None | Some(b' ' | b'\n' | b'\r' | b',' | b';' | b'!' | b'?' | b'(' | b')' | b'"' | b']') => true,
        Some(b':') => matches!(rest.get(length + 1), None | Some(b' ' | b'\n')),
        // A closing quotation mark, a long dash.
        Some(0xe2) => matches!(rest.get(length + 1..length + 3), Some([0x80, 0x9d | 0x94])),
        _ => false,
    };
    over.then_some(at + length)
}

/// Whether a word is of ASCII letters and digits, and begins with a letter.
pub(super) fn is_plain(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_alphabetic) && alphanumerics(word) == word.len()
}

/// Whether the byte at `at` is a mark by itself, whatever stands around it but a character of more than one byte.
#[inline]
pub(super) fn plain_mark(bytes: &[u8], at: usize) -> bool {
    let alone = match bytes.get(at) {
        Some(b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'"' | b'%' | b'/') => true,
        // Of an ellipsis ". . ." the second dot stands behind a blank.
        Some(b'.') => match bytes.get(at + 1) {
            None | Some(b'\n') => return true,
            Some(b' ') => bytes.get(at + 2).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'"'),
            _ => false,
        },
        _ => false,
    };
    alone && bytes.get(at + 1).is_none_or(u8::is_ascii)
}

/// How many ASCII letters and digits `bytes` begin with. Eight at a time: words are of any length, so that a look at each byte
/// would be a guess that is mostly wrong.
#[inline]
pub(super) fn alphanumerics(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    // The highest bit of each byte from `first` to `last`; the highest bits of `packed` are 0.
    let between = |packed: u64, first: u8, last: u8| {
        (packed + ONES * u64::from(0x80 - first)) ^ (packed + ONES * u64::from(0x7f - last))
    };
    let mut length = 0;
    while let Some(&eight) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        let packed = u64::from_be_bytes(eight);
        let plain = packed & !HIGH;
        let found = between(plain | ONES << 5, b'a', b'z') | between(plain, b'0', b'9');
        let others = !(found & !packed) & HIGH;
        if others != 0 {
            return length + others.leading_zeros() as usize / 8;
        }
        length += 8;
    }
    length + bytes.get(length..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_word_ends_before_what_cannot_go_on_with_it() {
        let check = |text: &str, expect: Option<usize>| assert_eq!(plain_word(text.as_bytes(), 0), expect, "{text:?}");
        check("spy", Some(3));
        check("MI5, the", Some(3));
        check("counterintelligence officers", Some(19));
        check("said” he", Some(4));
        for open in ["don't", "U.S.", "ex-spy", "Sen. Paul", "née", "said…", "150", "", "at@home", "ten:30"] {
            check(open, None);
        }
    }

    #[test]
    fn a_plain_mark_stands_alone() {
        let check = |text: &str, expect: bool| assert_eq!(plain_mark(text.as_bytes(), 0), expect, "{text:?}");
        for mark in [", and", ".", ".\n", ". The", ". \"The", "?\"", "(a", ")"] {
            check(mark, true);
        }
        for part in ["...", ". . .", ".5", "- ", "''", ".”", ",\u{301}", "a", ""] {
            check(part, false);
        }
    }

    proptest! {
        #[test]
        fn letters_and_digits_are_counted_as_one_by_one(bytes in prop::collection::vec(any::<u8>(), 0..40), from in 0_usize..30) {
            let bytes = bytes.get(from..).unwrap_or_default();
            let expect = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            prop_assert_eq!(alphanumerics(bytes), expect);
        }

        #[test]
        fn runs_of_letters_and_digits_are_counted_whole(text in "[a-zA-Z0-9]{0,40}[ -~]{0,9}") {
            let expect = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
            prop_assert_eq!(alphanumerics(text.as_bytes()), expect);
        }
    }
}
