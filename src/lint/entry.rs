//! Rules of all kinds under one face.

use crate::matching::{Hit, Hits, RuleRef};
use crate::rules::{Matcher, RuleSet};

/// What rules of all kinds have in common.
pub(super) struct Entry<'r> {
    pub rule: RuleRef,
    pub id: &'r str,
    pub matcher: &'r Matcher,
    /// Where the kind has one.
    pub strength: Option<f32>,
    /// Why it flags, or what it is for.
    pub why: &'r str,
}

/// All rules of a rule set, kind by kind, by id.
pub(super) fn entries(rules: &RuleSet) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    let mut add = |rule, id, matcher, strength, why| all.push(Entry { rule, id, matcher, strength, why });
    for (i, rule) in rules.cues.iter().enumerate() {
        add(RuleRef::Cue(i), rule.id.as_str(), &rule.matcher, Some(rule.strength), rule.why.as_str());
    }
    for (i, frame) in rules.frames.iter().enumerate() {
        add(RuleRef::Frame(i), &frame.id, &frame.matcher, Some(frame.strength), &frame.why);
    }
    for (i, verb) in rules.verbs.iter().enumerate() {
        add(RuleRef::Verb(i), &verb.id, &verb.matcher, None, verb.why.as_deref().unwrap_or(""));
    }
    for (i, actor) in rules.actors.iter().enumerate() {
        add(RuleRef::Actor(i), &actor.id, &actor.matcher, None, "");
    }
    for (i, event) in rules.events.iter().enumerate() {
        add(RuleRef::Event(i), &event.id, &event.matcher, None, &event.title);
    }
    for (i, concept) in rules.concepts.iter().enumerate() {
        add(RuleRef::Concept(i), &concept.id, &concept.matcher, None, "");
    }
    for (i, furniture) in rules.furniture.iter().enumerate() {
        add(RuleRef::Furniture(i), &furniture.id, &furniture.matcher, None, "");
    }
    for (i, outlet) in rules.outlets.iter().enumerate() {
        add(RuleRef::Outlet(i), &outlet.name, &outlet.matcher, None, "");
    }
    all
}

/// The hits of one rule.
pub(super) fn hits_of(hits: Hits, rule: RuleRef) -> Vec<Hit> {
    let mut all = match rule {
        RuleRef::Cue(_) => hits.cues,
        RuleRef::Frame(_) => hits.frames,
        RuleRef::Verb(_) => hits.verbs,
        RuleRef::Actor(_) => hits.actors,
        RuleRef::Event(_) => hits.events,
        RuleRef::Concept(_) => hits.concepts,
        RuleRef::Furniture(_) => hits.furniture,
        RuleRef::Outlet(_) => hits.outlets,
    };
    all.retain(|hit| hit.rule == rule);
    all
}

/// File and line where a rule stands.
pub(super) fn place(rules: &RuleSet, matcher: &Matcher) -> (String, usize) {
    let name = rules.sources.get(matcher.file).map_or_else(String::new, |(name, _)| name.clone());
    (name, line(rules, matcher.file, matcher.at.start))
}

/// Line, counted from 1, of an offset in a file.
pub(super) fn line(rules: &RuleSet, file: usize, offset: usize) -> usize {
    let text = rules.sources.get(file).map_or("", |(_, text)| text);
    text.get(..offset).map_or(0, |before| before.matches('\n').count()) + 1
}
