//! What the finding of stories keeps of an article: its words and pairs of words as numbers, its day, its sketch.
//!
//! An outline is made from the bare text, without sentences or parts of speech, so that a million articles can be grouped.
//! Memory grows with outlines, never with texts. Keys are the same numbers on every machine.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use crate::base::Article;
use crate::rules::{RuleSet, Word};

use super::sketch::{Sketch, sketch};

/// Words a reader remembers are forgotten from this number on, so that odd texts do not fill the memory.
const REMEMBERED: usize = 1 << 20;

/// An article as the finding of stories sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The article's id.
    pub id: String,
    /// Its headline, or the first words of its text.
    pub title: String,
    /// Its address without what follows a `?` or `#`.
    pub url: Option<String>,
    /// Days since 1970-01-01.
    pub day: Option<i32>,
    /// Keys of words (even) and of pairs of neighbouring words (odd), sorted.
    pub keys: Vec<u32>,
    /// How much each key counts, by how often and where it stands.
    pub times: Vec<u8>,
    /// A sample of its shingles, by which copies are known.
    pub sketch: Sketch,
}

/// The key of the words that any text is full of.
const EMPTY: u64 = 0;

/// Makes outlines. It remembers the words it has met, which changes nothing but the time.
pub struct Outliner<'r> {
    rules: &'r RuleSet,
    weights: Weights,
    stemmers: Vec<(String, Option<Stemmer>)>,
    known: Known,
    /// The language of the rules.
    home: &'r str,
    /// Language whose words `known` holds.
    language: String,
    folded: String,
    /// Of a text: the hash of each word and where it stands.
    shingled: Vec<(u64, usize, usize)>,
    /// The keys of its words, and what counts how much.
    words: Vec<u64>,
    counted: Vec<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Weights {
    headline: u8,
    lead: u8,
    lead_words: usize,
    empty: f32,
}

impl<'r> Outliner<'r> {
    /// A reader of articles.
    pub fn new(rules: &'r RuleSet) -> Outliner<'r> {
        let value = |name: &str, otherwise: f64| rules.number("stories", name).unwrap_or(otherwise);
        let weights = Weights {
            headline: value("headline", 4.0) as u8,
            lead: value("lead", 2.0) as u8,
            lead_words: value("lead-words", 60.0) as usize,
            empty: value("empty", 0.35) as f32 * rules.tables.background() as f32,
        };
        Outliner {
            rules,
            weights,
            stemmers: Vec::new(),
            known: Known::default(),
            home: rules.packs.iter().find_map(|pack| pack.language.as_deref()).unwrap_or(""),
            language: String::new(),
            folded: String::new(),
            shingled: Vec::new(),
            words: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// The outline of an article.
    pub fn outline(&mut self, article: &Article) -> Outline {
        let home = self.home;
        self.speak(article.lang.as_deref().map_or(home, |lang| lang.split(['-', '_']).next().unwrap_or(lang)));
        self.counted.clear();
        let title = article.title.as_deref().unwrap_or_default();
        self.read(title);
        self.count(|_, weights| weights.headline);
        self.read(&article.text);
        self.count(|at, weights| if at < weights.lead_words { weights.lead } else { 1 });
        let sketch = sketch(&self.shingled);
        let (keys, times) = summed(&mut self.counted);
        let title = if title.trim().is_empty() { first_words(&article.text) } else { title.to_owned() };
        let url = article.url.as_deref().and_then(|url| url.split(['?', '#']).next());
        let url = url.map(|url| url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
        Outline { id: article.id.clone(), title, url, day: day(article.date.as_deref()), keys, times, sketch }
    }

    fn speak(&mut self, language: &str) {
        if language != self.language {
            self.known.clear();
            language.clone_into(&mut self.language);
        }
    }

    /// Cuts a text into words, runs of letters and digits, and looks all of them up. That is done behind the cutting, so that
    /// the machine can wait for several places of the memory at once.
    fn read(&mut self, text: &str) {
        self.words.clear();
        self.shingled.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (start, mut hash) = (at, HASH);
            while let Some(&byte) = bytes.get(at) {
                let folded = FOLDED[usize::from(byte)];
                if folded != 0 {
                    hash = hashed(hash, folded);
                    at += 1;
                    continue;
                }
                let c = if byte.is_ascii() { None } else { text.get(at..).and_then(|rest| rest.chars().next()) };
                let Some(c) = c.filter(|c| c.is_alphanumeric()) else { break };
                for c in c.to_lowercase() {
                    hash = c.encode_utf8(&mut [0; 4]).bytes().fold(hash, hashed);
                }
                at += c.len_utf8();
            }
            if at > start {
                self.shingled.push((mix(hash), start, at));
            } else {
                at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            }
        }
        let shingled = std::mem::take(&mut self.shingled);
        for &(hash, start, end) in &shingled {
            // A single letter is what an apostrophe or an initial leaves.
            if end - start > 1 || bytes.get(start).is_some_and(u8::is_ascii_digit) {
                let key =
                    self.known.get(hash).unwrap_or_else(|| self.meet(hash, text.get(start..end).unwrap_or_default()));
                self.words.push(key);
            }
        }
        self.shingled = shingled;
    }

    /// Remembers a word that was not met before.
    #[cold]
    fn meet(&mut self, hash: u64, word: &str) -> u64 {
        self.folded.clear();
        self.folded.extend(word.chars().flat_map(char::to_lowercase));
        let word = self.rules.words.get(&self.folded);
        let empty = self.language == self.home && self.rules.tables.frequency(word) as f32 > self.weights.empty;
        let key = if empty { EMPTY } else { self.stem_key().max(EMPTY + 1) };
        self.known.insert(hash, key);
        key
    }

    fn stem_key(&mut self) -> u64 {
        if !self.stemmers.iter().any(|(language, _)| *language == self.language) {
            self.stemmers.push((self.language.clone(), algorithm(&self.language).map(Stemmer::create)));
        }
        let stemmer = self.stemmers.iter().find(|(language, _)| *language == self.language);
        match stemmer.and_then(|(_, stemmer)| stemmer.as_ref()) {
            Some(stemmer) => hash(stemmer.stem(&self.folded).as_bytes()),
            None => hash(self.folded.as_bytes()),
        }
    }

    fn count(&mut self, weight: impl Fn(usize, &Weights) -> u8) {
        let mut before = EMPTY;
        for (at, &key) in self.words.iter().enumerate() {
            if key != EMPTY {
                let times = weight(at, &self.weights);
                self.counted.push(counted(word_key(key), times));
                if before != EMPTY {
                    self.counted.push(counted(pair_key(before, key), times));
                }
            }
            before = key;
        }
    }

    /// For each key of the background's words, in what share of the background articles it stands.
    pub fn background(&mut self) -> FxHashMap<u32, f32> {
        let mut shares: FxHashMap<u32, f32> = FxHashMap::default();
        let total = self.rules.tables.background().max(1) as f32;
        self.speak(self.home);
        for word in (0..self.rules.words.len()).filter_map(|number| u32::try_from(number).ok().map(Word)) {
            let frequency = self.rules.tables.frequency(word);
            if frequency > 0 {
                self.rules.words.text(word).clone_into(&mut self.folded);
                let share = shares.entry(word_key(self.stem_key())).or_default();
                *share = share.max(frequency as f32 / total);
            }
        }
        shares
    }
}

/// Words by their hash, which is enough: comparing the letters as well would take longer than all the rest, and of 64 bits no
/// two words meet. A word lies at the first free place from where its hash points to, so that one look into the memory finds it.
#[derive(Default)]
struct Known {
    /// Hash and key; a hash of nought where there is none. A power of two, at most half of them taken.
    places: Vec<(u64, u64)>,
    taken: usize,
}

impl Known {
    fn get(&self, hash: u64) -> Option<u64> {
        let mut at = hash as usize & self.places.len().wrapping_sub(1);
        loop {
            match self.places.get(at) {
                Some(&(there, key)) if there == hash => return Some(key),
                None | Some((0, _)) => return None,
                Some(_) => at = (at + 1) & (self.places.len() - 1),
            }
        }
    }

    fn insert(&mut self, hash: u64, key: u64) {
        if self.taken >= REMEMBERED {
            self.clear();
        }
        if self.places.len() <= 2 * self.taken {
            let room = (2 * self.places.len()).max(1 << 10);
            let old = std::mem::replace(&mut self.places, vec![(0, 0); room]);
            old.into_iter().filter(|(hash, _)| *hash != 0).for_each(|(hash, key)| self.put(hash, key));
        }
        self.put(hash, key);
        self.taken += 1;
    }

    fn put(&mut self, hash: u64, key: u64) {
        let mut at = hash as usize & (self.places.len() - 1);
        while self.places[at].0 != 0 {
            at = (at + 1) & (self.places.len() - 1);
        }
        self.places[at] = (hash, key);
    }

    fn clear(&mut self) {
        self.places.fill((0, 0));
        self.taken = 0;
    }
}

fn counted(key: u32, times: u8) -> u64 {
    u64::from(key) << 8 | u64::from(times)
}

/// Keys that stand more than once are summed; sorted by key.
fn summed(counted: &mut [u64]) -> (Vec<u32>, Vec<u8>) {
    counted.sort_unstable();
    let same = |a: &u64, b: &u64| a >> 8 == b >> 8;
    let room = counted.chunk_by(same).count();
    let (mut keys, mut times) = (Vec::with_capacity(room), Vec::with_capacity(room));
    for run in counted.chunk_by(same) {
        keys.extend(run.first().map(|one| (one >> 8) as u32));
        times.push(run.iter().fold(0u8, |sum, one| sum.saturating_add(*one as u8)));
    }
    (keys, times)
}

fn first_words(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let mut words: Vec<&str> = line.split_whitespace().take(16).collect();
    if words.len() == 16 {
        words.truncate(15);
        words.push("…");
    }
    words.join(" ")
}

/// Days since 1970-01-01 of an RFC 3339 date.
fn day(date: Option<&str>) -> Option<i32> {
    let date: jiff::civil::Date = date?.get(..10)?.parse().ok()?;
    date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok().map(|span| span.get_days())
}

/// FNV-1a with the finish of MurmurHash3: short words, every bit used, the same on every machine.
fn hash(bytes: &[u8]) -> u64 {
    mix(bytes.iter().copied().fold(HASH, hashed))
}

/// The hash of nothing.
const HASH: u64 = 0xcbf2_9ce4_8422_2325;

fn hashed(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Bytes of letters and digits in lower case; nought for all others.
const FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            folded[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

fn word_key(word: u64) -> u32 {
    (word >> 32) as u32 & !1
}

fn pair_key(first: u64, second: u64) -> u32 {
    (mix(first.rotate_left(1) ^ second) >> 32) as u32 | 1
}

/// Snowball's stemmer for an ISO 639-1 code; the words of other languages stay as they are.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// Whether a key is of a pair of words.
pub(super) fn is_pair(key: u32) -> bool {
    key & 1 == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let rules = RuleSet::default();
        let mut outliner = Outliner::new(&rules);
        outliner.read(text);
        outliner.shingled.iter().map(|(hash, ..)| *hash).collect()
    }

    #[test]
    fn single_letters_are_no_words_but_digits_are() {
        let rules = RuleSet::default();
        let mut outliner = Outliner::new(&rules);
        outliner.read("x 5 ö of");
        assert_eq!(outliner.words.len(), 3);
    }

    proptest! {
        #[test]
        fn words_are_runs_of_letters_and_digits_in_lower_case(text in "[a-zA-Z0-9 .,'’—ÄéßİЖ中\u{301}]{0,40}") {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let expected: Vec<u64> = words
                .map(|word| hash(word.chars().flat_map(char::to_lowercase).collect::<String>().as_bytes()))
                .collect();
            prop_assert_eq!(hashes(&text), expected);
        }

        #[test]
        fn known_words_are_found_and_no_others(given in prop::collection::btree_map(1u64.., any::<u64>(), 0..2000)) {
            let mut known = Known::default();
            given.iter().for_each(|(&hash, &key)| known.insert(hash, key));
            for (&hash, &key) in &given {
                prop_assert_eq!(known.get(hash), Some(key));
                let next = hash.wrapping_add(1).max(1);
                prop_assert_eq!(known.get(next), given.get(&next).copied());
            }
        }
    }
}
