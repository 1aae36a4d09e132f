//! Folding of words, and the parts a written word falls into. Rules and texts must agree on both, or nothing matches.

use rustc_hash::FxHashMap;

/// A word folded: lower case, `'` for `’`, `-` for `–`, no soft hyphens.
pub fn fold(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii() && byte != b'`') {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    fold_onto(word, &mut folded);
    folded
}

/// The same, added to a string.
pub fn fold_onto(word: &str, folded: &mut String) {
    for sign in word.chars() {
        match sign {
            '’' | '‘' | '‛' | 'ʼ' | '′' | '`' | '´' => folded.push('\''),
            '‐' | '‑' | '‒' | '–' | '−' => folded.push('-'),
            '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => {}
            '\0'..='\x7f' => folded.push(sign.to_ascii_lowercase()),
            _ => folded.extend(sign.to_lowercase()),
        }
    }
}

/// A mark folded: all dashes that stand alone are one, whatever their length.
pub fn fold_mark(mark: char) -> char {
    match mark {
        '-' | '–' | '—' | '―' | '‒' | '−' => '—',
        _ => mark,
    }
}

/// How written-together words come apart: "don't" is `do` and `not`. Data of a language.
#[derive(Debug, Clone, Default)]
pub struct Contractions {
    /// Ending as written (folded), and the word it stands for; longest first.
    endings: Vec<(Box<str>, Box<str>)>,
    /// What is left before an ending, where it is not a word itself: `ca` is `can`.
    stems: FxHashMap<Box<str>, Box<str>>,
    /// Whether an ending has no apostrophe, so that words without one have to be looked at.
    bare: bool,
}

impl Contractions {
    /// From the entries of the lists `contraction-endings` ("'s"), `contracted-endings` ("n't not") and
    /// `contracted-stems` ("ca can").
    pub(super) fn new<'e>(
        kept: impl Iterator<Item = &'e str>,
        changed: impl Iterator<Item = &'e str>,
        stems: impl Iterator<Item = &'e str>,
    ) -> Self {
        let pair = |entry: &str| -> Option<(Box<str>, Box<str>)> {
            let folded = fold(entry);
            let (short, full) = folded.split_once(' ')?;
            Some((short.into(), full.trim().into()))
        };
        let mut endings: Vec<_> = kept.map(|ending| (fold(ending).into(), fold(ending).into())).collect();
        endings.extend(changed.filter_map(pair));
        endings.sort_by(|a: &(Box<str>, _), b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        let bare = endings.iter().any(|(ending, _)| !ending.contains('\''));
        Contractions { endings, stems: stems.filter_map(pair).collect(), bare }
    }

    /// The byte length of the ending that `folded` has, and the word the ending stands for.
    pub fn ending(&self, folded: &str) -> Option<(usize, &str)> {
        if !self.bare && !folded.bytes().any(|byte| byte == b'\'') {
            return None;
        }
        let (ending, word) =
            self.endings.iter().find(|(ending, _)| folded.len() > ending.len() && folded.ends_with(ending.as_ref()))?;
        Some((ending.len(), word))
    }

    /// What stands before an ending, as a word of its own.
    pub fn stem<'a>(&'a self, before: &'a str) -> &'a str {
        self.stems.get(before).map_or(before, |stem| stem)
    }

    /// The words that a folded word falls into: mostly itself.
    pub(super) fn split<'a>(&'a self, folded: &'a str) -> (&'a str, Option<&'a str>) {
        match self.ending(folded) {
            Some((length, word)) => {
                let before = folded.get(..folded.len() - length).unwrap_or(folded);
                // Only a lost "n't" changes what stands before it: "can't", not "ca's".
                (if word.starts_with('\'') { before } else { self.stem(before) }, Some(word))
            }
            None => (folded, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_levels_case_apostrophes_and_dashes() {
        assert_eq!(fold("O’Brien"), "o'brien");
        assert_eq!(fold("Anglo–Russian"), "anglo-russian");
        assert_eq!(fold("co\u{ad}operate"), "cooperate");
        assert_eq!(fold_mark('–'), '—');
    }
}
