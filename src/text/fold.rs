//! Characters that part words and characters that stand for one another, and folding without an allocation.

use crate::rules::fold_onto;

/// Folds a word into a buffer that is cleared first.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        fold_onto(text, folded);
    }
}

/// White space, controls and marks without width that say nothing about words (byte order, direction).
pub(super) fn is_gap(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_whitespace() || c.is_ascii_control(),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        _ => c.is_whitespace() || c.is_control(),
    }
}

/// Characters that stand inside a word without being part of its spelling: soft hyphen, joiners, variation selectors.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Characters that attach to the one before: combining marks that are not letters of their own.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters. Nearly all characters beyond ASCII in news are quotation marks and dashes: none of their block is one.
#[inline]
pub(super) fn is_alphabetic(c: char) -> bool {
    !PUNCTUATION.contains(&c) && c.is_alphabetic()
}

/// Letters and digits.
#[inline]
pub(super) fn is_alphanumeric(c: char) -> bool {
    !PUNCTUATION.contains(&c) && c.is_alphanumeric()
}

/// The block of general punctuation.
const PUNCTUATION: std::ops::RangeInclusive<char> = '\u{2000}'..='\u{206f}';

/// Apostrophes, also those typed as an accent or as an opening mark.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | 'ʼ' | '′' | '`' | '´')
}

/// Hyphens and what stands for them: non-breaking hyphen, figure dash, en dash, minus.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fold;

    #[test]
    fn texts_and_rules_fold_alike() {
        let check = |input: &str, expect: &str| {
            let mut folded = String::new();
            fold_into(input, &mut folded);
            assert_eq!((folded.as_str(), fold(input).as_str()), (expect, expect), "{input:?}");
        };
        check("MI5", "mi5");
        check("Don't", "don't");
        check("Don’t", "don't");
        check("Russia–Ukraine", "russia-ukraine");
        check("co\u{ad}operate", "cooperate");
        check("ÉCLAIR", "éclair");
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn whatever_stands_for_an_apostrophe_or_a_hyphen_folds_to_it() {
        let characters = || ('\0'..='\u{ffff}').filter(|&c| !c.is_ascii_uppercase());
        for c in characters() {
            let folded = fold(&c.to_string());
            assert_eq!(is_apostrophe(c), folded == "'", "{c:?}");
            assert_eq!(is_hyphen(c), folded == "-", "{c:?}");
            assert_eq!(is_joiner(c), folded.is_empty(), "{c:?}");
        }
    }
}
