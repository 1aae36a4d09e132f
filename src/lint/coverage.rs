//! What of the rules no example exercises.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::columns::columns;
use super::entry::{Entry, entries, line, place};
use super::examples::matched;
use super::{Scope, columns::counted};
use crate::matching::{Engine, RuleRef};
use crate::rules::pattern::Node;
use crate::rules::{RuleSet, Word};

/// How much of the rules their examples exercise.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coverage {
    /// The rules that have examples, or must have some.
    pub rules: Vec<RuleCoverage>,
    /// Number of rules of kinds that can do without examples, and have none.
    pub without_examples: usize,
}

/// How much of one rule its `hits` exercise.
#[derive(Debug, Clone, Serialize)]
pub struct RuleCoverage {
    /// The rule.
    pub rule: String,
    /// Its file.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// Whether any example fires it.
    pub fired: bool,
    /// Number of its patterns.
    pub patterns: usize,
    /// Those that no example fires.
    pub uncovered: Vec<Uncovered>,
    /// Number of alternatives in its patterns: branches of groups, entries of lists.
    pub alternatives: usize,
    /// How many of them some example's match holds the words of.
    pub exercised: usize,
}

/// A pattern that no example fires.
#[derive(Debug, Clone, Serialize)]
pub struct Uncovered {
    /// As written.
    pub pattern: String,
    /// Its file.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
}

impl Coverage {
    /// The rules that no example fires.
    pub fn failures(&self) -> impl Iterator<Item = &RuleCoverage> {
        self.rules.iter().filter(|rule| !rule.fired)
    }
}

/// Runs the `hits` of every rule, each rule on its own.
pub fn coverage(engine: &Engine, scope: Scope) -> Coverage {
    let mut coverage = Coverage::default();
    for entry in entries(engine.rules()).iter().filter(|entry| scope.holds(engine.rules(), entry.matcher)) {
        match entry.matcher.hits.is_empty() && !matches!(entry.rule, RuleRef::Cue(_) | RuleRef::Frame(_)) {
            true => coverage.without_examples += 1,
            false => coverage.rules.push(of_rule(engine, entry)),
        }
    }
    coverage
}

fn of_rule(engine: &Engine, entry: &Entry) -> RuleCoverage {
    let rules = engine.rules();
    let mut fired: BTreeSet<usize> = BTreeSet::new();
    let mut words: Vec<BTreeSet<Word>> = Vec::new();
    for example in &entry.matcher.hits {
        let document = engine.read(&example.text, None);
        for hit in matched(engine, &document, entry) {
            fired.insert(hit.pattern);
            let tokens = document.tokens.get(hit.tokens.clone()).unwrap_or_default();
            let parts = tokens.iter().flat_map(|token| {
                let start = token.parts.0 as usize;
                document.parts.get(start..start + usize::from(token.parts.1)).unwrap_or_default()
            });
            words.push(tokens.iter().map(|token| &token.word).chain(parts).copied().collect());
        }
    }
    let patterns = &entry.matcher.patterns;
    let mut all = Vec::new();
    patterns.iter().for_each(|pattern| alternatives(&pattern.nodes, rules, &mut all));
    let holds = |alternative: &&Vec<Vec<Word>>| {
        words.iter().any(|words| alternative.iter().all(|one| one.iter().any(|word| words.contains(word))))
    };
    let uncovered = patterns.iter().enumerate().filter(|(index, _)| !fired.contains(index)).map(|(_, pattern)| {
        let file = rules.sources.get(pattern.file).map_or_else(String::new, |(name, _)| name.clone());
        Uncovered { pattern: pattern.text.clone(), file, line: line(rules, pattern.file, pattern.at.start) }
    });
    let (file, line) = place(rules, entry.matcher);
    RuleCoverage {
        rule: entry.id.to_owned(),
        file,
        line,
        fired: !fired.is_empty(),
        patterns: patterns.len() + usize::from(entry.matcher.regex.is_some()),
        uncovered: uncovered.collect(),
        exercised: all.iter().filter(holds).count(),
        alternatives: all.len(),
    }
}

/// The alternatives of a pattern, each as the words of which a match of it holds one each.
fn alternatives(nodes: &[Node], rules: &RuleSet, found: &mut Vec<Vec<Vec<Word>>>) {
    for node in nodes {
        match node {
            Node::Words(words) => {
                // The inflections of a word are one alternative.
                let lemmas: BTreeSet<Word> = words.iter().map(|&word| rules.lemma(word)).collect();
                if lemmas.len() > 1 {
                    let forms = |lemma: Word| words.iter().copied().filter(move |&word| rules.lemma(word) == lemma);
                    found.extend(lemmas.into_iter().map(|lemma| vec![forms(lemma).collect()]));
                }
            }
            Node::Choice(branches) => {
                for branch in branches {
                    let before = found.len();
                    alternatives(branch, rules, found);
                    if found.len() == before {
                        found.push(mandatory(branch));
                    }
                }
            }
            Node::Optional(inner) | Node::Role(_, inner) => alternatives(inner, rules, found),
            _ => {}
        }
    }
}

fn mandatory(nodes: &[Node]) -> Vec<Vec<Word>> {
    let words = nodes.iter().filter_map(|node| match node {
        Node::Words(words) => Some(words.clone()),
        Node::Exact(word, _) => Some(vec![*word]),
        _ => None,
    });
    words.collect()
}

impl fmt::Display for Coverage {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut rows = vec![["rule", "patterns", "of", "alternatives", "of"].map(str::to_owned).to_vec()];
        rows.extend(self.rules.iter().map(|rule| {
            let covered = (rule.patterns - rule.uncovered.len()).min(rule.patterns);
            let numbers = [covered, rule.patterns, rule.exercised, rule.alternatives].map(|number| number.to_string());
            [vec![rule.rule.clone()], numbers.to_vec()].concat()
        }));
        for line in columns(&rows, 1) {
            writeln!(out, "{line}")?;
        }
        let uncovered: Vec<_> = self.rules.iter().flat_map(|rule| &rule.uncovered).collect();
        if !uncovered.is_empty() {
            writeln!(out, "\npatterns that no example fires")?;
        }
        for pattern in &uncovered {
            writeln!(out, "  {}:{}  {}", pattern.file, pattern.line, pattern.pattern)?;
        }
        let failed: Vec<_> = self.failures().collect();
        if !failed.is_empty() {
            writeln!(out, "\nrules that no example fires")?;
        }
        for rule in &failed {
            writeln!(out, "  {}:{}  {}", rule.file, rule.line, rule.rule)?;
        }
        let sum = |of: fn(&RuleCoverage) -> usize| self.rules.iter().map(of).sum::<usize>();
        let patterns = sum(|rule| rule.patterns);
        writeln!(
            out,
            "\n{}, not fired: {}; {} of {} patterns; {} of {} alternatives; {} without examples",
            counted(self.rules.len(), "rule", "rules"),
            failed.len(),
            patterns - uncovered.len(),
            patterns,
            sum(|rule| rule.exercised),
            sum(|rule| rule.alternatives),
            counted(self.without_examples, "rule", "rules"),
        )
    }
}
