//! Whether each rule does what its own examples say.

use std::fmt;

use serde::Serialize;

use super::entry::{Entry, entries, hits_of, line};
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
}

/// Runs every rule on its own examples.
pub fn test(engine: &Engine) -> Tested {
    let mut tested = Tested::default();
    for entry in entries(engine.rules()) {
        let matcher = entry.matcher;
        tested.rules += usize::from(!matcher.hits.is_empty() || !matcher.misses.is_empty());
        for (example, wanted) in
            matcher.hits.iter().map(|example| (example, true)).chain(matcher.misses.iter().map(|one| (one, false)))
        {
            tested.examples += 1;
            tested.failures.extend(failure(engine, &entry, example, wanted));
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
    let headline = entry.matcher.zones.as_slice() == [Zone::Headline];
    let hits = hits_of(engine.find(&document, headline), entry.rule);
    let hits = kept(engine, &document, entry.rule, hits, headline);
    let found: Vec<Found> = hits.iter().map(|hit| found(&document, hit, example)).collect();
    let marked =
        |count: usize| hits.iter().filter(|hit| example.spans.contains(&document.span(&hit.tokens))).count() >= count;
    let expected = match wanted {
        false if found.is_empty() => return None,
        false => "no match".to_owned(),
        true if found.is_empty() => "a match".to_owned(),
        true if !marked(example.spans.len()) => {
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
    Some(Failure {
        rule: entry.id.to_owned(),
        file: file.clone(),
        line: line(rules, example.file, example.at.start),
        example: example.text.clone(),
        expected,
        found: found.into_iter().map(shown).collect(),
    })
}

/// The hits that become cues, for a rule of a cues pack; all hits of any other rule.
fn kept(engine: &Engine, document: &Document, rule: RuleRef, hits: Vec<Hit>, headline: bool) -> Vec<Hit> {
    if !matches!(rule, RuleRef::Cue(_)) {
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
        writeln!(out, "{}:{}: {}", self.file, self.line, self.rule)?;
        writeln!(out, "  in        {}", self.example)?;
        writeln!(out, "  expected  {}", self.expected)?;
        let found = if self.found.is_empty() { "nothing".to_owned() } else { self.found.join(", ") };
        writeln!(out, "  found     {found}")
    }
}
