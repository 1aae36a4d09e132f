//! Inflection, both ways: all forms of a base form (for patterns), and the base form of a word (for comparison).
//! Regular rules and irregular forms are data in `rules/<language>/inflection.toml`.

mod lemma;
mod read;

use rustc_hash::{FxHashMap, FxHashSet};

pub use lemma::{Lemmas, lemma};
pub(super) use read::read;

/// As what a word of a pattern is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Inflect {
    /// Not at all.
    No,
    /// `~v`
    Verb,
    /// `~n`
    Noun,
    /// `~a`
    Adjective,
    /// `~`: as any of them.
    All,
}

impl Inflect {
    /// This, unless it is none: then `outer`.
    pub(super) fn or(self, outer: Inflect) -> Inflect {
        if self == Inflect::No { outer } else { self }
    }

    fn classes(self) -> &'static [usize] {
        match self {
            Inflect::No => &[],
            Inflect::Verb => &[0],
            Inflect::Noun => &[1],
            Inflect::Adjective => &[2],
            Inflect::All => &[0, 1, 2],
        }
    }
}

/// The inflection of a language. Verbs are class 0, nouns 1, adjectives 2.
#[derive(Debug, Clone, Default)]
pub struct Inflection {
    irregular: [FxHashMap<Box<str>, Vec<Box<str>>>; 3],
    regular: [Rules; 3],
    /// All ways from a regular form back to what may be its base, by [`Undoing::last`].
    undoings: Vec<Undoing>,
    letters: Letters,
    /// Words that are never taken for a form of another.
    own: FxHashSet<Box<str>>,
    /// Adjectives whose comparison is undone; empty for all.
    gradable: FxHashSet<Box<str>>,
    /// By irregular form: what it is a form of.
    origins: FxHashMap<Box<str>, Origins>,
}

/// What an irregular form is a form of.
#[derive(Debug, Clone, Default)]
struct Origins {
    /// Its bases in all classes, sorted.
    all: Vec<Box<str>>,
    /// The one that it is taken back to: the first in the order of classes and letters, unless it is a base itself there.
    irregular: Option<Box<str>>,
}

/// Classes of letters, by the capital that stands for them in an ending; `N` counts syllables.
type Letters = FxHashMap<char, FxHashSet<char>>;

/// The regular rules of a class; of those that fit a word the first counts.
#[derive(Debug, Clone, Default)]
struct Rules {
    list: Vec<Regular>,
    /// Words that a rule names, with its index.
    by_word: FxHashMap<Box<str>, usize>,
}

/// Takes `add` off, then one of two equal letters where the last was repeated, and puts `back` on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Undoing {
    add: Box<str>,
    repeat: bool,
    back: Box<str>,
}

impl Undoing {
    /// The last byte of the forms that it undoes.
    fn last(&self) -> Option<u8> {
        self.add.as_bytes().last().copied()
    }
}

/// How words of some endings make their forms.
#[derive(Debug, Clone, Default)]
struct Regular {
    endings: Vec<Vec<char>>,
    /// The most syllables the word may have.
    syllables: Option<usize>,
    forms: Vec<Form>,
}

/// Drops so many letters, repeats the last one, adds an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    drop: usize,
    repeat: bool,
    add: Box<str>,
}

impl Inflection {
    /// The folded word and all its forms, sorted. Of a hyphenated word the last part is inflected.
    pub fn forms(&self, base: &str, inflect: Inflect) -> Vec<String> {
        let (front, last) = base.rfind('-').map_or(("", base), |at| base.split_at(at + 1));
        let mut forms = vec![base.to_owned()];
        for &class in inflect.classes() {
            // Where the writer does not say what a word is, only known adjectives are compared: no "planner" of plan.
            if inflect == Inflect::All && class == 2 && !self.gradable.contains(last) {
                continue;
            }
            self.each_form(last, class, |form| forms.push([front, form].concat()));
        }
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// A form of `base`, as any part of speech, that is an irregular form of another word; and that word.
    pub(super) fn collision(&self, base: &str) -> Option<(String, &str)> {
        self.forms(base, Inflect::All).into_iter().filter(|form| form != base).find_map(|form| {
            let other = self.origins.get(form.as_str())?.all.iter().find(|other| other.as_ref() != base)?;
            Some((form, other.as_ref()))
        })
    }

    /// Works out where irregular forms come from, when all of them are known.
    pub(super) fn trace_back(&mut self) {
        let mut origins: FxHashMap<Box<str>, Origins> = FxHashMap::default();
        for class in &self.irregular {
            let mut words: Vec<_> = class.iter().collect();
            words.sort_unstable();
            for (base, forms) in words {
                for form in forms {
                    let origin = origins.entry(form.clone()).or_default();
                    origin.all.push(base.clone());
                    if origin.irregular.is_none() && !class.contains_key(form) {
                        origin.irregular = Some(base.clone());
                    }
                }
            }
        }
        origins.values_mut().for_each(|origin| origin.all.sort_unstable());
        self.origins = origins;
    }

    fn each_form(&self, base: &str, class: usize, mut take: impl FnMut(&str)) {
        if let Some(forms) = self.irregular.get(class).and_then(|words| words.get(base)) {
            forms.iter().for_each(|form| take(form));
        } else if let Some(rule) = self.rule_of(base, class) {
            rule.forms.iter().filter_map(|form| form.of(base)).for_each(|form| take(&form));
        }
    }

    /// The first regular rule that a word falls under.
    fn rule_of(&self, base: &str, class: usize) -> Option<&Regular> {
        let rules = self.regular.get(class)?;
        let named = rules.by_word.get(base).copied().unwrap_or(rules.list.len());
        let ends_so = |rule: &&Regular| {
            rule.endings.iter().any(|ending| ends(&self.letters, base, ending))
                && rule.syllables.is_none_or(|most| self.syllables(base) <= most)
        };
        rules.list.iter().take(named).find(ends_so).or_else(|| rules.list.get(named))
    }

    fn syllables(&self, word: &str) -> usize {
        let Some(nuclei) = self.letters.get(&'N') else { return 0 };
        let mut count = 0;
        let mut inside = false;
        for sign in word.chars() {
            let nucleus = nuclei.contains(&sign);
            count += usize::from(nucleus && !inside);
            inside = nucleus;
        }
        count
    }
}

impl Form {
    fn of(&self, base: &str) -> Option<String> {
        let mut kept = base.chars();
        for _ in 0..self.drop {
            kept.next_back()?;
        }
        let mut form = String::with_capacity(base.len() + self.add.len() + 4);
        form.push_str(kept.as_str());
        if self.repeat {
            form.push(kept.next_back()?);
        }
        form.push_str(&self.add);
        Some(form)
    }

    /// Whether [`Form::of`] the base is `word`.
    fn makes(&self, base: &str, word: &str) -> bool {
        let Some(stem) = word.strip_suffix(self.add.as_ref()) else { return false };
        let mut kept = base.chars();
        let dropped = (0..self.drop).all(|_| kept.next_back().is_some());
        dropped
            && stem.strip_prefix(kept.as_str()).is_some_and(|rest| {
                let repeated = kept.next_back().filter(|_| self.repeat);
                let mut rest = rest.chars();
                rest.next() == repeated && rest.next().is_none() && repeated.is_some() == self.repeat
            })
    }
}

/// Whether a word ends so; capitals of the ending stand for classes of letters.
fn ends(letters: &Letters, word: &str, ending: &[char]) -> bool {
    let mut signs = word.chars().rev();
    ending.iter().rev().all(|wanted| match signs.next() {
        Some(sign) if wanted.is_uppercase() => letters.get(wanted).is_some_and(|class| class.contains(&sign)),
        Some(sign) => sign == *wanted,
        None => false,
    })
}
