//! Plain words and marks: what most of most texts is made of, told by a few bytes without a look at the rest.

/// How a plain word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing goes on with it.
    Sure,
    /// A dot stands behind it, and behind that nothing that could go on with the word: part of it in an abbreviation only.
    Dot,
}

/// The word of at most seven ASCII letters and digits that eight bytes begin with, as a number whose highest byte the first is
/// of `eight` and whose lowest byte the last is of the word; and its length. `None` as well for one that something may go on
/// with. Most words of most texts.
#[inline]
pub(super) fn short_word(eight: u64) -> Option<(u64, usize)> {
    let length = others(eight).leading_zeros() as usize / 8;
    // Letters are above 0x40, and digits below.
    if length.wrapping_sub(1) >= 7 || eight >> 62 != 1 {
        return None;
    }
    let behind = (eight >> (56 - 8 * length)) as u8;
    ENDS_WORD.get(usize::from(behind)).is_some_and(|ends| *ends).then_some((eight >> (64 - 8 * length), length))
}

/// Where a word of ASCII letters and digits ends, unless something stands behind it that may go on with it.
pub(super) fn plain_word(bytes: &[u8], at: usize) -> Option<(usize, End)> {
    let rest = bytes.get(at..)?;
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = alphanumerics(rest);
    let next = rest.get(length + 1);
    let end = match rest.get(length) {
        None => End::Sure,
        Some(b'.') if next.is_none_or(|next| ENDS_WORD.get(usize::from(*next)).is_some_and(|ends| *ends)) => End::Dot,
        Some(b':') if matches!(next, None | Some(b' ' | b'\n')) => End::Sure,
        // A closing quotation mark, a long dash.
        Some(0xe2) if matches!(rest.get(length + 1..length + 3), Some([0x80, 0x9d | 0x94])) => End::Sure,
        Some(&byte) if ENDS_WORD.get(usize::from(byte)).is_some_and(|ends| *ends) => End::Sure,
        _ => return None,
    };
    Some((at + length, end))
}

/// By byte: whether it ends a word, whatever follows.
const ENDS_WORD: [bool; 256] = table(b" \n\r,;!?()\"]");

/// By byte: whether it is a mark by itself.
const IS_MARK: [bool; 256] = table(b",;:!?()[]\"%/");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// Whether a word is of ASCII letters and digits, and begins with a letter.
pub(super) fn is_plain(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_alphabetic) && alphanumerics(word) == word.len()
}

/// Whether the first of eight bytes is a mark by itself, whatever stands around it but a character of more than one byte.
#[inline]
pub(super) fn plain_mark(eight: u64) -> bool {
    let [first, second, third, ..] = eight.to_be_bytes();
    match (first, second) {
        (b'.', b'\n') => true,
        // Of an ellipsis ". . ." the second dot stands behind a blank.
        (b'.', b' ') => third.is_ascii_alphanumeric() || third == b'"',
        _ => second < 0x80 && IS_MARK.get(usize::from(first)).is_some_and(|mark| *mark),
    }
}

/// How many ASCII letters and digits `bytes` begin with. Eight at a time: words are of any length, so that a look at each byte
/// would be a guess that is mostly wrong.
#[inline]
pub(super) fn alphanumerics(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(&eight) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        let others = others(u64::from_be_bytes(eight));
        if others != 0 {
            return length + others.leading_zeros() as usize / 8;
        }
        length += 8;
    }
    length + bytes.get(length..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The highest bit of each byte that is no ASCII letter or digit.
#[inline]
fn others(packed: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    // The highest bit of each byte from `first` to `last`; the highest bits of `packed` are 0.
    let between = |packed: u64, first: u8, last: u8| {
        (packed + ONES * u64::from(0x80 - first)) ^ (packed + ONES * u64::from(0x7f - last))
    };
    let plain = packed & !HIGH;
    let found = between(plain | ONES << 5, b'a', b'z') | between(plain, b'0', b'9');
    !(found & !packed) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_word_ends_before_what_cannot_go_on_with_it() {
        let check = |text: &str, expect| assert_eq!(plain_word(text.as_bytes(), 0), expect, "{text:?}");
        check("spy", Some((3, End::Sure)));
        check("MI5, the", Some((3, End::Sure)));
        check("counterintelligence officers", Some((19, End::Sure)));
        check("said” he", Some((4, End::Sure)));
        check("spy. He", Some((3, End::Dot)));
        check("Mr.", Some((2, End::Dot)));
        for open in ["don't", "U.S.", "ex-spy", "née", "said…", "150", "", "at@home", "ten:30"] {
            check(open, None);
        }
    }

    /// The first eight bytes, filled up with noughts.
    fn eight(text: &str) -> u64 {
        text.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |packed, byte| packed << 8 | u64::from(byte))
    }

    #[test]
    fn a_short_word_is_read_as_a_number() {
        let check = |text: &str, expect: Option<(u64, usize)>| assert_eq!(short_word(eight(text)), expect, "{text:?}");
        check("spy was", Some((0x73_7079, 3)));
        check("a, b", Some((0x61, 1)));
        check("Moscow2)", Some((0x4d_6f73_636f_7732, 7)));
        for other in ["expelled", "10 men", "it's", "ten: a", "spy", " spy", "-", "née ", "said… "] {
            check(other, None);
        }
    }

    #[test]
    fn a_plain_mark_stands_alone() {
        let check = |text: &str, expect: bool| assert_eq!(plain_mark(eight(text)), expect, "{text:?}");
        for mark in [", and", ".\n", ". The", ". \"The", "?\"", "(a", ")"] {
            check(mark, true);
        }
        for part in ["...", ". . .", ".5", "- ", "''", ".”", ",\u{301}", "a", ""] {
            check(part, false);
        }
    }

    proptest! {
        #[test]
        fn short_words_are_plain_words(text in "[a-zA-Z0-9 ,.:'é”]{8,12}") {
            if let Some((word, length)) = short_word(eight(&text)) {
                prop_assert_eq!(plain_word(text.as_bytes(), 0), Some((length, End::Sure)));
                prop_assert_eq!(word, eight(&text) >> (64 - 8 * length));
            }
        }

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
