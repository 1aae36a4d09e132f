//! Whether each rule does what its own examples say.

use std::fmt;

use serde::Serialize;

use super::Scope;
use super::entry::{Entry, entries, hits_of, line};
use super::marking::{Mark, aligned};
use crate::cues::{self, Preset};
use crate::matching::{Engine, Hit, Hits, RuleRef};
use crate::rules::{Example, Zone};
use crate::text::Document;

/// How the examples of a rule set came out.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tested {
    /// Number of rules with examples.
    pub rules: usize,
    /// Number of sentences tried.
    pub examples: usize,
    /// What did not come out as it should.
    pub failures: Vec<Failure>,
}

/// An example that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// Its file.
    pub file: String,
    /// Line of the example, counted from 1.
    pub line: usize,
    /// The sentence.
    pub example: String,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub found: Vec<String>,
    /// The sentence as it is marked and as it would be, word under word.
    pub lines: [String; 2],
}

/// Runs every rule on its own examples.
pub fn test(engine: &Engine) -> Tested {
    test_in(engine, Scope::All)
}

/// Runs every rule of some files on its own examples.
pub fn test_in(engine: &Engine, scope: Scope) -> Tested {
    let mut tested = Tested::default();
    for entry in entries(engine.rules()).iter().filter(|entry| scope.holds(engine.rules(), entry.matcher)) {
        let matcher = entry.matcher;
        tested.rules += usize::from(!matcher.hits.is_empty() || !matcher.misses.is_empty());
        for (example, wanted) in
            matcher.hits.iter().map(|example| (example, true)).chain(matcher.misses.iter().map(|one| (one, false)))
        {
            tested.examples += 1;
            tested.failures.extend(failure(engine, entry, example, wanted));
        }
    }
    tested
}

/// What a rule finds in an example: the spans, and the roles of each.
struct Found {
    text: String,
    roles: Vec<(String, String)>,
    fits: bool,
}

fn failure(engine: &Engine, entry: &Entry, example: &Example, wanted: bool) -> Option<Failure> {
    let document = engine.read(&example.text, None);
    let hits = matched(engine, &document, entry);
    let found: Vec<Found> = hits.iter().map(|hit| found(&document, hit, example)).collect();
    let marked = hits.iter().filter(|hit| example.spans.contains(&document.span(&hit.tokens))).count();
    let expected = match wanted {
        false if found.is_empty() => return None,
        false => "no match".to_owned(),
        true if found.is_empty() => "a match".to_owned(),
        true if marked < example.spans.len() => {
            let spans: Vec<&str> = example.spans.iter().map(|span| span.of(&example.text)).collect();
            format!("a match of [{}]", spans.join("], ["))
        }
        true if !found.iter().any(|found| found.fits) => {
            let roles: Vec<String> =
                example.roles.iter().map(|(role, span)| format!("{{{role}: {}}}", span.of(&example.text))).collect();
            format!("the roles {}", roles.join(" "))
        }
        true => return None,
    };
    let rules = engine.rules();
    let (file, _) = rules.sources.get(example.file)?;
    let lines = lines(&document, &hits, example);
    Some(Failure {
        rule: entry.id.to_owned(),
        file: file.clone(),
        line: line(rules, example.file, example.at.start),
        example: example.text.clone(),
        expected,
        found: found.into_iter().map(shown).collect(),
        lines,
    })
}

/// The sentence as it was marked, and with marks where matches were found.
fn lines(document: &Document, hits: &[Hit], example: &Example) -> [String; 2] {
    let mut wanted: Vec<Mark> = example.spans.iter().map(|&span| (span, None)).collect();
    wanted.extend(example.roles.iter().map(|(role, span)| (*span, Some(role.as_str()))));
    let mut got: Vec<Mark> = Vec::new();
    for hit in hits {
        // Where roles are what was asked for, the match as a whole would only hide them.
        if example.roles.is_empty() || hit.roles.is_empty() {
            got.push((document.span(&hit.tokens), None));
        }
        if !example.roles.is_empty() {
            got.extend(hit.roles.iter().map(|(role, tokens)| (document.span(tokens), Some(role.name()))));
        }
    }
    let (expected, found) = aligned(document.text, &wanted, &got);
    [expected, found]
}

/// What becomes of a rule in an example: the hits that become cues, for a rule of a cues pack; all hits of any other rule.
pub(super) fn matched(engine: &Engine, document: &Document, entry: &Entry) -> Vec<Hit> {
    let headline = entry.matcher.zones.as_slice() == [Zone::Headline];
    let hits = hits_of(engine.find(document, headline), entry.rule);
    if !matches!(entry.rule, RuleRef::Cue(_)) {
        return hits;
    }
    // Alone, so that no other rule's longer match stands in its way.
    let alone = |hit: &Hit| Hits { cues: vec![hit.clone()], ..Hits::default() };
    let stays = |hit: &Hit| !cues::find(document, &alone(hit), engine, Preset::Full, headline).is_empty();
    hits.into_iter().filter(stays).collect()
}

fn found(document: &Document, hit: &Hit, example: &Example) -> Found {
    let spans: Vec<_> = hit.roles.iter().map(|(role, tokens)| (role.name(), document.span(tokens))).collect();
    Found {
        text: document.span(&hit.tokens).of(document.text).to_owned(),
        fits: example.roles.iter().all(|(role, span)| spans.contains(&(role.as_str(), *span))),
        roles: spans.iter().map(|(role, span)| ((*role).to_owned(), span.of(document.text).to_owned())).collect(),
    }
}

fn shown(found: Found) -> String {
    let roles: String = found.roles.iter().map(|(role, text)| format!(" {{{role}: {text}}}")).collect();
    format!("[{}]{roles}", found.text)
}

impl fmt::Display for Tested {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for failure in &self.failures {
            writeln!(out, "{failure}")?;
        }
        writeln!(out, "{} rules, {} examples, failed: {}", self.rules, self.examples, self.failures.len())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let [expected, found] = &self.lines;
        writeln!(out, "{}:{}: {}", self.file, self.line, self.rule)?;
        let what = if self.expected.starts_with("the roles") { "other roles" } else { &self.expected };
        writeln!(out, "  expected  {expected}{}", note(expected, &self.example, what))?;
        writeln!(out, "  found     {found}{}", note(found, &self.example, "no match"))
    }
}

/// Says what an unmarked line stands for.
fn note(line: &str, sentence: &str, what: &str) -> String {
    let marked = line.chars().filter(|sign| "[{".contains(*sign)).count()
        > sentence.chars().filter(|sign| "[{".contains(*sign)).count();
    if marked { String::new() } else { format!("   ({what})") }
}
