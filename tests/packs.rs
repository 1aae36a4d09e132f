//! What every bundled cue rule owes its reader: reasons, a question, an innocent reading, and examples that come out.

use std::collections::BTreeMap;

use parallax::lint;
use parallax::matching::Engine;
use parallax::rules::{self, CueRule, Sources};

const CATEGORIES: [&str; 5] = ["booster", "doubt", "hedge", "loaded", "vague_source"];

fn bundled() -> rules::Loaded {
    rules::load(&Sources { no_user_rules: true, ..Sources::default() })
}

/// Ids of the rules that do not pass.
fn failing(passes: impl Fn(&CueRule) -> bool) -> Vec<String> {
    let mut found: Vec<_> = bundled().rules.cues.into_iter().filter(|rule| !passes(rule)).map(|rule| rule.id).collect();
    found.sort();
    found
}

#[test]
fn bundled_packs_are_without_mistakes() {
    let checked = lint::check(bundled(), lint::Scope::All).unwrap();
    assert_eq!((checked.errors, checked.warnings), (0, 0), "{checked}");
}

#[test]
fn bundled_examples_come_out() {
    let tested = lint::test(&Engine::new(bundled().rules).unwrap());
    assert!(tested.examples > 500);
    assert!(tested.failures.is_empty(), "{tested}");
}

#[test]
fn some_example_fires_every_rule_that_needs_examples() {
    let coverage = lint::coverage(&Engine::new(bundled().rules).unwrap(), lint::Scope::All);
    assert!(coverage.rules.len() > 150);
    assert_eq!(coverage.failures().map(|rule| rule.rule.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn there_are_rules_of_every_category() {
    let cues = bundled().rules.cues;
    assert!(cues.len() >= 120, "{} rules", cues.len());
    for category in CATEGORIES {
        assert!(cues.iter().filter(|rule| rule.category == category).count() >= 10, "{category}");
    }
}

#[test]
fn every_rule_explains_itself_in_short_sentences() {
    let fits = |text: &str| (15..=160).contains(&text.chars().count());
    let explained = |rule: &CueRule| fits(&rule.why) && fits(&rule.innocent) && fits(&rule.question);
    assert_eq!(failing(explained), Vec::<String>::new());
    assert_eq!(failing(|rule| rule.question.contains('?')), Vec::<String>::new());
    assert_eq!(failing(|rule| rule.source.is_some()), Vec::<String>::new());
}

#[test]
fn no_rule_calls_an_outlet_names() {
    let plain = |rule: &CueRule| {
        let words = format!("{} {} {}", rule.why, rule.question, rule.innocent).to_lowercase();
        !words.contains("biased") && !words.contains("false")
    };
    assert_eq!(failing(plain), Vec::<String>::new());
}

#[test]
fn every_hit_marks_its_span_and_every_rule_has_both_kinds_of_example() {
    let shown = |rule: &CueRule| {
        let matcher = &rule.matcher;
        !matcher.hits.is_empty() && !matcher.misses.is_empty() && matcher.hits.iter().all(|hit| !hit.spans.is_empty())
    };
    assert_eq!(failing(shown), Vec::<String>::new());
}

#[test]
fn no_two_rules_say_the_same_to_the_reader() {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for rule in bundled().rules.cues {
        for text in [rule.why, rule.question, rule.innocent] {
            said.entry(text).or_default().push(rule.id.clone());
        }
    }
    said.retain(|_, rules| rules.len() > 1);
    assert_eq!(said, BTreeMap::new());
}
