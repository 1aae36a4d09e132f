//! Folding: the one form under which words of texts and of rules are compared, and the characters that part words.

/// Folds a word: lower case, `'` for every apostrophe, `-` for every short dash, soft hyphens and joiners dropped, a
/// plain space for every other white space.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// As [`fold`], into a buffer that is cleared first.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return;
    }
    for c in text.chars() {
        match c {
            _ if is_apostrophe(c) => folded.push('\''),
            _ if is_hyphen(c) => folded.push('-'),
            _ if is_joiner(c) => {}
            _ if c.is_whitespace() => folded.push(' '),
            _ => folded.extend(c.to_lowercase()),
        }
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

    #[test]
    fn folding_levels_case_apostrophes_dashes_and_invisible_characters() {
        let check = |input: &str, expect: &str| assert_eq!(fold(input), expect, "{input:?}");
        check("MI5", "mi5");
        check("Don’t", "don't");
        check("Russia–Ukraine", "russia-ukraine");
        check("co\u{ad}operate", "cooperate");
        check("10\u{a0}000", "10 000");
        check("ÉCLAIR", "éclair");
    }
}
