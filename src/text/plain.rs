//! Plain words and marks: what most of most texts is made of, told by sixteen bytes without a look at the rest.

/// How a plain word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing goes on with it.
    Sure,
    /// A dot stands behind it, and behind that nothing that could go on with the word: part of it in an abbreviation only.
    Dot,
}

/// How many ASCII letters and digits sixteen bytes begin with, given as a number with the first byte highest.
#[inline]
pub(super) fn leading(sixteen: u128) -> usize {
    let others = u128::from(others((sixteen >> 64) as u64)) << 64 | u128::from(others(sixteen as u64));
    others.leading_zeros() as usize / 8
}

/// How a word of ASCII letters and digits that ends at `end` does so, unless something stands behind it that may go on with it.
#[inline]
pub(super) fn ending(bytes: &[u8], end: usize) -> Option<End> {
    let next = |distance: usize| bytes.get(end + distance).copied();
    let behind = next(0);
    if behind.is_none_or(|byte| ENDS_WORD.get(usize::from(byte)).is_some_and(|ends| *ends)) {
        return Some(End::Sure);
    }
    match behind {
        Some(b'.') if next(1).is_none_or(|next| ENDS_WORD.get(usize::from(next)).is_some_and(|ends| *ends)) => {
            Some(End::Dot)
        }
        Some(b':') if matches!(next(1), None | Some(b' ' | b'\n')) => Some(End::Sure),
        // A closing quotation mark, a long dash.
        Some(0xe2) if matches!((next(1), next(2)), (Some(0x80), Some(0x9d | 0x94))) => Some(End::Sure),
        _ => None,
    }
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
        let check = |text: &str, expect| {
            let end = alphanumerics(text.as_bytes());
            assert_eq!(ending(text.as_bytes(), end).map(|ending| (end, ending)), expect, "{text:?}");
        };
        check("spy", Some((3, End::Sure)));
        check("MI5, the", Some((3, End::Sure)));
        check("counterintelligence officers", Some((19, End::Sure)));
        check("said” he", Some((4, End::Sure)));
        check("spy. He", Some((3, End::Dot)));
        check("Mr.", Some((2, End::Dot)));
        check("ten: a", Some((3, End::Sure)));
        for open in ["don't", "U.S.", "ex-spy", "née", "said…", "at@home", "ten:30"] {
            check(open, None);
        }
    }

    /// The first eight bytes, filled up with noughts.
    fn eight(text: &str) -> u64 {
        text.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |packed, byte| packed << 8 | u64::from(byte))
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
        fn letters_and_digits_are_counted_alike_in_sixteen_bytes(text in "[a-zA-Z0-9 ,.:'é”]{0,20}") {
            let mut sixteen = [0; 16];
            sixteen.iter_mut().zip(text.bytes()).for_each(|(room, byte)| *room = byte);
            prop_assert_eq!(leading(u128::from_be_bytes(sixteen)), alphanumerics(text.as_bytes()).min(16));
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
