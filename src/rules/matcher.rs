//! What every rule with patterns has: patterns, conditions, zones, examples.

use regex::RegexBuilder;

use super::example;
use super::fields::{Fields, Place, Report, Text, one_of};
use super::keys;
use super::pattern::{Lowering, Pattern, check_findable};
use super::schema::{Example, Matcher, Zone};
use crate::base::{Code, Span};

/// A compiled regular expression may take so many bytes.
const REGEX_SIZE: usize = 1 << 20;

/// Whether case counts, under the names files give it.
pub(super) const CASES: [(&str, bool); 2] = [("any", false), ("exact", true)];
pub(super) const ZONES: [(&str, Zone); 3] =
    [("narration", Zone::Narration), ("quotation", Zone::Quotation), ("headline", Zone::Headline)];

/// Whether a rule must show examples.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Examples {
    Needed,
    Welcome,
}

/// Reads the matcher of a rule whose patterns stand under `key`.
pub(super) fn read<'t>(
    fields: &Fields<'t>,
    key: &str,
    examples: Examples,
    lowering: &mut Lowering<'t>,
    report: &mut Report,
) -> Matcher {
    let exact = fields.one_of("case", &CASES, report).unwrap_or(false);
    let patterns = findable(fields, key, exact, lowering, report);
    let regex = regex(fields, report);
    match (fields.get(key), fields.get("regex")) {
        (None, None) => fields.missing(key, report),
        (Some(_), Some(regex)) => {
            report.error(
                regex.place(),
                Code::TwoMatchers,
                format!("`regex` stands instead of `{key}`, not beside it"),
                None,
            );
        }
        (Some(value), None) if value.array().is_some_and(|mut patterns| patterns.next().is_none()) => {
            report.error(value.place(), Code::Empty, format!("`{key}` is empty"), None);
        }
        _ => {}
    }
    let (before, not_before) = beside(fields, "before", exact, lowering, report);
    let (after, not_after) = beside(fields, "after", exact, lowering, report);
    let mut zones: Vec<Zone> =
        fields.texts("zones", report).into_iter().filter_map(|zone| one_of(zone, "zone", &ZONES, report)).collect();
    if let Some(value) = fields.get("zones").filter(|value| value.array().is_some_and(|mut all| all.next().is_none())) {
        let help = "take it out to match everywhere, or name `narration`, `quotation` or `headline`";
        report.caution(
            value.place(),
            Code::Empty,
            "`zones` is empty, and the rule matches everywhere",
            Some(help.into()),
        );
    }
    zones.sort_unstable();
    zones.dedup();
    if examples == Examples::Needed {
        for key in ["hits", "misses"] {
            match fields.get(key) {
                None => fields.missing(key, report),
                Some(value) if value.array().is_some_and(|mut all| all.next().is_none()) => {
                    report.error(
                        value.place(),
                        Code::Empty,
                        format!("`{key}` is empty"),
                        Some("one sentence is enough".into()),
                    );
                }
                Some(_) => {}
            }
        }
    }
    Matcher {
        patterns,
        except: findable(fields, "except", exact, lowering, report),
        before,
        after,
        not_before,
        not_after,
        sentence_has: findable(fields, "sentence_has", exact, lowering, report),
        sentence_lacks: findable(fields, "sentence_lacks", exact, lowering, report),
        regex,
        zones,
        hits: examples_of(fields, "hits", report),
        misses: examples_of(fields, "misses", report),
        at: fields.place().span,
        file: fields.place().file,
        pack: 0,
    }
}

fn lowered<'t>(
    texts: &[Text<'t>],
    exact: bool,
    lowering: &mut Lowering<'t>,
    report: &mut Report,
) -> Vec<(Text<'t>, Pattern)> {
    texts.iter().filter_map(|text| Some((*text, lowering.pattern(text, exact, report)?))).collect()
}

/// Patterns that are looked for anywhere in a text, so that each needs a word to be found by.
fn findable<'t>(
    fields: &Fields<'t>,
    key: &str,
    exact: bool,
    lowering: &mut Lowering<'t>,
    report: &mut Report,
) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (text, pattern) in lowered(&fields.texts(key, report), exact, lowering, report) {
        match check_findable(&pattern) {
            Ok(()) => patterns.push(pattern),
            Err(mistake) => report.mistake(&text, mistake),
        }
    }
    patterns
}

/// What must and what must not stand beside a match: a list, or `{ not = […] }`.
fn beside<'t>(
    fields: &Fields<'t>,
    key: &str,
    exact: bool,
    lowering: &mut Lowering<'t>,
    report: &mut Report,
) -> (Vec<Pattern>, Vec<Pattern>) {
    let Some(value) = fields.get(key) else { return Default::default() };
    let only = |pairs: Vec<(Text, Pattern)>| pairs.into_iter().map(|(_, pattern)| pattern).collect();
    match value.fields() {
        Some(table) => {
            table.only(&[keys::BESIDE], report);
            (Vec::new(), only(lowered(&table.texts("not", report), exact, lowering, report)))
        }
        None => (only(lowered(&value.texts(report), exact, lowering, report)), Vec::new()),
    }
}

fn regex(fields: &Fields, report: &mut Report) -> Option<regex::Regex> {
    let text = fields.text("regex", report)?;
    match RegexBuilder::new(text.value).size_limit(REGEX_SIZE).build() {
        Ok(regex) if regex.is_match("") => {
            report.error(text.place, Code::MatchesEmpty, "the regular expression can match nothing", None);
            None
        }
        Ok(regex) => Some(regex),
        Err(error) => {
            // The last line says what is wrong; those before it draw the expression again.
            let message = error.to_string();
            let message = message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            report.error(
                contents(&text, report),
                Code::BrokenRegex,
                format!("a broken regular expression: {message}"),
                None,
            );
            None
        }
    }
}

fn contents(text: &Text, report: &Report) -> Place {
    Place { file: text.place.file, span: report.inside(text, Span::new(0, text.value.len())) }
}

fn examples_of(fields: &Fields, key: &str, report: &mut Report) -> Vec<Example> {
    let mut examples = Vec::new();
    for text in fields.texts(key, report) {
        match example::parse(text.value) {
            Ok(example) => {
                let place = contents(&text, report);
                examples.push(Example { at: place.span, file: place.file, ..example });
            }
            Err(mistake) => report.mistake(&text, mistake),
        }
    }
    examples
}
