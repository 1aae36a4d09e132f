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

/// What a word is to the reader: its key, and whether it is one of those that any text is full of.
#[derive(Debug, Clone, Copy)]
struct Known {
    key: u64,
    empty: bool,
}

/// Makes outlines. It remembers the words it has met, which changes nothing but the time.
pub struct Outliner<'r> {
    rules: &'r RuleSet,
    weights: Weights,
    stemmers: Vec<(String, Option<Stemmer>)>,
    /// By hash: comparing the letters as well would take longer than all the rest, and of 64 bits no two words meet.
    known: FxHashMap<u64, Known>,
    /// The language of the rules.
    home: &'r str,
    /// Language whose words `known` holds.
    language: String,
    folded: String,
    words: Vec<(Known, (usize, usize))>,
    shingled: Vec<(u64, usize, usize)>,
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
            known: FxHashMap::default(),
            home: rules.packs.iter().find_map(|pack| pack.language.as_deref()).unwrap_or(""),
            language: String::new(),
            folded: String::new(),
            words: Vec::new(),
            shingled: Vec::new(),
        }
    }

    /// The outline of an article.
    pub fn outline(&mut self, article: &Article) -> Outline {
        let home = self.home;
        self.speak(article.lang.as_deref().map_or(home, |lang| lang.split(['-', '_']).next().unwrap_or(lang)));
        let mut counted: Vec<(u32, u8)> = Vec::with_capacity(article.text.len() / 4);
        let title = article.title.as_deref().unwrap_or_default();
        self.read(title);
        self.count(&mut counted, |_, weights| weights.headline);
        self.read(&article.text);
        self.count(&mut counted, |at, weights| if at < weights.lead_words { weights.lead } else { 1 });
        let sketch = sketch(&self.shingled);
        let (keys, times) = summed(counted);
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

    /// Cuts a text into words: runs of letters and digits.
    fn read(&mut self, text: &str) {
        self.words.clear();
        self.shingled.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            self.folded.clear();
            let mut plain = true;
            while let Some(&byte) = bytes.get(at) {
                if byte.is_ascii_alphanumeric() {
                    self.folded.push(byte.to_ascii_lowercase() as char);
                    at += 1;
                } else if byte.is_ascii() {
                    break;
                } else {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                    if !c.is_alphanumeric() {
                        break;
                    }
                    plain = false;
                    self.folded.extend(c.to_lowercase());
                    at += c.len_utf8();
                }
            }
            if at == start {
                at += if byte.is_ascii() {
                    1
                } else {
                    text.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8)
                };
                continue;
            }
            let span = (start, at);
            let hash = hash(self.folded.as_bytes());
            self.shingled.push((hash, span.0, span.1));
            // A single letter is what an apostrophe or an initial leaves.
            if self.folded.len() > 1 || !plain || self.folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
                let known = self.known(hash);
                self.words.push((known, span));
            }
        }
    }

    fn known(&mut self, hash: u64) -> Known {
        if let Some(&known) = self.known.get(&hash) {
            return known;
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let word = self.rules.words.get(&self.folded);
        let empty = self.language == self.home && self.rules.tables.frequency(word) as f32 > self.weights.empty;
        let known = Known { key: self.stem_key(), empty };
        self.known.insert(hash, known);
        known
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

    fn count(&self, counted: &mut Vec<(u32, u8)>, weight: impl Fn(usize, &Weights) -> u8) {
        let mut before: Option<u64> = None;
        for (at, (known, _)) in self.words.iter().enumerate() {
            if known.empty {
                before = None;
                continue;
            }
            let times = weight(at, &self.weights);
            counted.push((word_key(known.key), times));
            if let Some(before) = before {
                counted.push((pair_key(before, known.key), times));
            }
            before = Some(known.key);
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

/// Keys that stand more than once are summed; sorted by key.
fn summed(mut counted: Vec<(u32, u8)>) -> (Vec<u32>, Vec<u8>) {
    counted.sort_unstable_by_key(|(key, _)| *key);
    let (mut keys, mut times) = (Vec::with_capacity(counted.len()), Vec::with_capacity(counted.len()));
    for (key, more) in counted {
        match (keys.last(), times.last_mut()) {
            (Some(&last), Some(sum)) if last == key => *sum = more.saturating_add(*sum),
            _ => {
                keys.push(key);
                times.push(more);
            }
        }
    }
    keys.shrink_to_fit();
    times.shrink_to_fit();
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
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

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
