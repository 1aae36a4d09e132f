//! The same utterance in different outlets: whole, cut, altered or told in the outlet's words; and who alone quotes whom.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::attribution::{Attribution, AttributionKind};
use crate::base::Span;

use super::candidates::within;
use super::{Column, Told};

/// How an outlet gives the utterance, against the longest form found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fidelity {
    /// All of it.
    Whole,
    /// A part of it, in the same words.
    Cut,
    /// In part other words, inside quotation marks.
    Altered,
    /// In the outlet's words.
    Paraphrased,
}

/// One outlet's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// The column.
    pub column: String,
    /// The article.
    pub article: String,
    /// The attribution's index there.
    pub attribution: usize,
    /// Where the words stand.
    pub content: Vec<Span>,
    /// The words.
    pub text: String,
    /// Against the longest version.
    pub fidelity: Fidelity,
    /// Words in its quotation marks that only this version has.
    pub own_words: Vec<String>,
    /// Words in the longest version's marks that this one leaves out.
    pub left_out: Vec<String>,
}

/// An utterance that two or more voices report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedQuotation {
    /// Who says it, as the longest version names them.
    pub source: Option<String>,
    /// Longest version first.
    pub versions: Vec<Quoted>,
}

/// Somebody whose words only one voice quotes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct QuotedAlone {
    /// The column that quotes them; of copies the first.
    pub column: String,
    /// Whom.
    pub source: String,
    /// The article.
    pub article: String,
    /// Indexes of the attributions there.
    pub attributions: Vec<usize>,
}

/// Two quotations with this many words of a row in common are the same utterance.
const RUN: usize = 5;
/// A shorter one is, when the same person is quoted and all of it stands in the longer one.
const SHORTEST: usize = 3;
/// A paraphrase shares this part of its telling words with the quotation, and this many at least.
const PARAPHRASE: (f32, usize) = (0.6, 3);

/// A quotation or report with what it is compared by.
struct Version {
    voice: usize,
    direct: bool,
    quoted: Quoted,
    source: Option<(String, String)>,
    words: Vec<String>,
    /// Those of them that stand in quotation marks; all of them where none does.
    marked: Vec<String>,
    /// Keys of its telling words. Sorted.
    keys: Vec<u64>,
}

/// The utterances that different voices report, at least one of them in quotation marks.
pub fn shared(told: &[Told], columns: &[Column], present: &[usize]) -> Vec<SharedQuotation> {
    let mut all: Vec<Version> = present.iter().flat_map(|&a| versions(&told[a], &columns[a])).collect();
    all.sort_by(|a, b| {
        b.words
            .len()
            .cmp(&a.words.len())
            .then_with(|| a.quoted.article.cmp(&b.quoted.article))
            .then(a.quoted.attribution.cmp(&b.quoted.attribution))
    });
    let (quotations, reports): (Vec<Version>, Vec<Version>) = all.into_iter().partition(|v| v.direct);
    let mut used = vec![false; quotations.len()];
    let mut told_again = vec![false; reports.len()];
    let mut list = Vec::new();
    for (at, longest) in quotations.iter().enumerate().filter(|(_, v)| v.words.len() >= RUN) {
        if used[at] {
            continue;
        }
        let mut versions = vec![longest.quoted.clone()];
        for (other, version) in quotations.iter().enumerate().skip(at + 1) {
            if !used[other] && version.voice != longest.voice && same_words(longest, version) {
                used[other] = true;
                versions.push(against(longest, version));
            }
        }
        for (other, version) in reports.iter().enumerate() {
            if !told_again[other] && version.voice != longest.voice && paraphrases(longest, version) {
                told_again[other] = true;
                versions.push(against(longest, version));
            }
        }
        if versions.len() > 1 {
            list.push(SharedQuotation { source: longest.source.as_ref().map(|(_, name)| name.clone()), versions });
        }
    }
    list
}

/// Who is quoted in quotation marks by one voice only, by column.
pub fn alone(told: &[Told], columns: &[Column], present: &[usize]) -> Vec<QuotedAlone> {
    // By source: who quotes it, and the article, attribution and name of each quotation.
    let mut voices: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for &article in present {
        for version in versions(&told[article], &columns[article]).into_iter().filter(|v| v.direct) {
            if let Some((key, name)) = version.source {
                voices.entry(key.clone()).or_default().insert(version.voice);
                by.entry(key).or_default().push((article, version.quoted.attribution, name));
            }
        }
    }
    let mut list = Vec::new();
    for (key, quoted) in by {
        let once = voices.get(&key).is_some_and(|voices| voices.len() == 1);
        let Some((first, ..)) = quoted.first().filter(|_| once) else { continue };
        let own = || quoted.iter().filter(|(article, ..)| article == first);
        let source = own().map(|(.., name)| name).max_by_key(|name| name.len()).cloned().unwrap_or_default();
        list.push(QuotedAlone {
            column: columns[*first].name.clone(),
            source,
            article: told[*first].article.id.clone(),
            attributions: own().map(|(_, attribution, _)| *attribution).collect(),
        });
    }
    list.sort();
    list
}

fn versions(told: &Told, column: &Column) -> Vec<Version> {
    let version = |attribution: &Attribution| {
        let parts: Vec<&str> = attribution.content.iter().map(|s| s.of(&told.article.text)).collect();
        let words = parts.join(" ");
        let mut keys: Vec<u64> =
            attribution.content.iter().flat_map(|s| within(told.wording, *s)).map(|w| w.key).collect();
        keys.sort_unstable();
        keys.dedup();
        let quoted = Quoted {
            column: column.name.clone(),
            article: told.article.id.clone(),
            attribution: attribution.id,
            content: attribution.content.to_vec(),
            text: words.split_whitespace().collect::<Vec<_>>().join(" "),
            fidelity: Fidelity::Whole,
            own_words: Vec::new(),
            left_out: Vec::new(),
        };
        let direct = attribution.kind != AttributionKind::Indirect;
        let marked = folded(&in_marks(&words));
        let words = folded(&words);
        let marked = if marked.is_empty() { words.clone() } else { marked };
        Version { voice: column.voice, direct, quoted, source: source(told, attribution), words, marked, keys }
    };
    told.attributions.iter().map(version).filter(|v| v.words.len() >= SHORTEST).collect()
}

/// Who says it: a key that is the same in all articles, and the name to show. A person is known by the last name.
fn source(told: &Told, attribution: &Attribution) -> Option<(String, String)> {
    let words: Vec<&str> = attribution.source.iter().map(|s| s.of(&told.article.text)).collect();
    let name = attribution.resolved.as_ref().map(|r| r.name.clone()).or_else(|| {
        let named = words.iter().any(|w| w.contains(char::is_uppercase) && w.contains(char::is_whitespace));
        named.then(|| words.join(" "))
    })?;
    let key = name.split_whitespace().last()?.to_lowercase();
    Some((key, name))
}

fn same_source(a: &Version, b: &Version) -> bool {
    matches!((&a.source, &b.source), (Some((x, _)), Some((y, _))) if x == y)
}

fn same_words(longest: &Version, other: &Version) -> bool {
    let run = common_run(&longest.words, &other.words);
    run >= RUN || run >= SHORTEST && run == other.words.len() && same_source(longest, other)
}

/// Whether a report without quotation marks tells the quotation in other words.
fn paraphrases(quotation: &Version, report: &Version) -> bool {
    let common = report.keys.iter().filter(|key| quotation.keys.binary_search(key).is_ok()).count();
    let share = common as f32 / report.keys.len().max(1) as f32;
    same_source(quotation, report) && common >= PARAPHRASE.1 && share >= PARAPHRASE.0
}

fn against(longest: &Version, version: &Version) -> Quoted {
    let lacks = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|w| !those.contains(w)).cloned().collect()
    };
    // What leads over to the quotation marks is the outlet's own: “Trump as ‘a nasty …’”.
    let own_words = lacks(&version.marked, &longest.words);
    let left_out = lacks(&longest.marked, &version.words);
    let fidelity = match (version.direct, own_words.is_empty(), version.marked.len() == longest.marked.len()) {
        (false, ..) => Fidelity::Paraphrased,
        (true, true, true) => Fidelity::Whole,
        (true, true, false) => Fidelity::Cut,
        (true, false, _) => Fidelity::Altered,
    };
    Quoted { fidelity, own_words, left_out, ..version.quoted.clone() }
}

/// What stands between double quotation marks; one that is left open ends with the text.
fn in_marks(text: &str) -> String {
    let mut inside = false;
    let marked = text.chars().map(|c| {
        inside = match c {
            '“' | '«' | '„' => true,
            '”' | '»' => false,
            '"' => !inside,
            _ => inside,
        };
        if inside { c } else { ' ' }
    });
    marked.collect()
}

fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .map(|w| w.trim_matches(['’', '\'']))
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('’', "'"))
        .collect()
}

/// Length of the longest run of words that both have.
fn common_run(a: &[String], b: &[String]) -> usize {
    let mut best = 0;
    let mut before = vec![0usize; b.len() + 1];
    for x in a {
        let mut row = vec![0usize; b.len() + 1];
        for (at, y) in b.iter().enumerate() {
            if x == y {
                row[at + 1] = before[at] + 1;
                best = best.max(row[at + 1]);
            }
        }
        before = row;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_quotation_marks_is_a_speakers() {
        let marked = |text: &str| folded(&in_marks(text)).join(" ");
        assert_eq!(marked("him as “a loud, nasty fraud” who"), "a loud nasty fraud");
        assert_eq!(marked("that \"he\" was \"not"), "he not");
        assert_eq!(marked("it is over"), "");
    }
}
