//! The lists and values of tables packs, as the stages ask for them by name.
//!
//! An entry without signs of the pattern language is plain words, so that "mr." and "n't" stay what they are; any other
//! is a pattern that must come down to words.

use rustc_hash::FxHashMap;

use super::fields::{Fields, Place, Report, Text, Value, shown};
use super::fold::fold;
use super::packs::Source;
use super::pattern::{Lowering, Mistake, Node};
use super::schema::PackKind;
use super::{Tables, Word};
use crate::base::{Code, Span};

/// Signs that make an entry a pattern.
const SIGNS: [char; 13] = ['~', '<', '>', '(', ')', '|', '{', '}', '_', '^', '=', '?', '%'];
/// One entry may stand for so many phrases.
const PHRASES: usize = 500;

/// Raw entries of all lists of tables packs by name. Of two packs of one layer that have a list of the same name the
/// second is a mistake; a later layer's list takes the place of the earlier.
pub(super) type Raw<'t> = FxHashMap<&'t str, (usize, Text<'t>, Vec<Text<'t>>)>;

/// Gathers the raw lists.
pub(super) fn gather<'t>(sources: &[Source<'t>], report: &mut Report) -> Raw<'t> {
    let mut raw: Raw<'t> = FxHashMap::default();
    for fields in sections(sources, "lists", report) {
        for (name, value) in fields.entries() {
            let layer = report.files.get(name.place.file).map_or(0, |file| file.layer);
            // What is wrong inside was reported when lists were read as lists of patterns.
            let entries = value.texts(&mut Report::new(&[]));
            match raw.get(name.value) {
                Some(&(before, first, _)) if before == layer && first.place.file != name.place.file => {
                    let other =
                        report.files.get(first.place.file).map(|file| format!("it stands in {} too", file.name));
                    report.error(
                        name.place,
                        Code::GivenTwice,
                        format!("the list `{}` is given twice", shown(name.value)),
                        other,
                    );
                }
                _ => {
                    raw.insert(name.value, (layer, name, entries));
                }
            }
        }
    }
    raw
}

/// Fills `tables` with all lists and values.
pub(super) fn read<'t>(
    sources: &[Source<'t>],
    raw: &Raw<'t>,
    lowering: &mut Lowering<'t>,
    tables: &mut Tables,
    report: &mut Report,
) {
    let mut names: Vec<&&str> = raw.keys().collect();
    names.sort_unstable();
    for name in names {
        let Some((_, _, entries)) = raw.get(*name) else { continue };
        let (mut words, mut phrases) = (Vec::new(), Vec::new());
        for entry in entries {
            for phrase in phrases_of(entry, lowering, report) {
                match phrase.as_slice() {
                    [] => {}
                    [word] => words.push(*word),
                    _ => phrases.push(phrase),
                }
            }
        }
        tables.add(name, words, phrases);
    }
    for fields in sections(sources, "values", report) {
        for (name, value) in fields.entries() {
            let Some(table) = value.fields() else {
                value.unexpected("a table of numbers", report);
                continue;
            };
            for (word, value) in table.entries() {
                match value.number() {
                    Some(number) => tables.set(name.value, lowering.words.add(&fold(word.value)), number),
                    None => value.unexpected("a number", report),
                }
            }
        }
    }
}

/// A section of all tables packs, in the order in which later files change earlier ones.
fn sections<'t>(sources: &[Source<'t>], key: &str, report: &mut Report) -> Vec<Fields<'t>> {
    let mut found: Vec<(Place, Fields<'t>)> = Vec::new();
    for source in sources.iter().filter(|source| source.pack.kind == PackKind::Tables) {
        for &(place, table) in &source.body.layers {
            let Some(value) = table.get(key) else { continue };
            match (Value { file: place.file, value }).fields() {
                Some(fields) => found.push((place, fields)),
                // Lists that are no table have been reported already.
                None if key == "lists" => {}
                None => (Value { file: place.file, value }).unexpected("a table", report),
            }
        }
    }
    found.sort_by_key(|(place, _)| place.file);
    found.into_iter().map(|(_, fields)| fields).collect()
}

fn phrases_of<'t>(entry: &Text<'t>, lowering: &mut Lowering<'t>, report: &mut Report) -> Vec<Vec<Word>> {
    if !entry.value.contains(SIGNS) {
        return vec![plain(entry.value, lowering)];
    }
    // A broken pattern was reported when lists were read as lists of patterns.
    let Some(pattern) = lowering.pattern(entry, false, &mut Report::new(report.files)) else { return Vec::new() };
    let mut phrases = vec![Vec::new()];
    if spell(&pattern.nodes, &mut phrases).is_none() {
        let at = Span::new(0, entry.value.len());
        report
            .mistake(entry, Mistake::new(Code::TableEntry, at, "an entry of a table is words only, and not too many"));
        return Vec::new();
    }
    phrases
}

/// The words of an entry without signs, with contractions apart as in texts.
fn plain(entry: &str, lowering: &mut Lowering) -> Vec<Word> {
    let mut phrase = Vec::new();
    for written in entry.split_whitespace() {
        let folded = fold(written);
        let (stem, ending) = lowering.contractions.split(&folded);
        phrase.push(lowering.words.add(stem));
        phrase.extend(ending.map(|ending| lowering.words.add(ending)));
    }
    phrase
}

/// Puts every way to say `nodes` behind every phrase; `None` when they are more than words, or too many.
fn spell(nodes: &[Node], phrases: &mut Vec<Vec<Word>>) -> Option<()> {
    for node in nodes {
        let mut longer = Vec::new();
        match node {
            Node::Words(words) => {
                for phrase in phrases.iter() {
                    longer.extend(words.iter().map(|&word| [phrase.as_slice(), &[word]].concat()));
                }
            }
            Node::Choice(branches) => {
                for branch in branches {
                    let mut with = phrases.clone();
                    spell(branch, &mut with)?;
                    longer.append(&mut with);
                }
            }
            Node::Optional(inner) => {
                longer.clone_from(phrases);
                spell(inner, phrases)?;
                longer.append(phrases);
            }
            _ => return None,
        }
        if longer.len() > PHRASES {
            return None;
        }
        *phrases = longer;
    }
    Some(())
}
