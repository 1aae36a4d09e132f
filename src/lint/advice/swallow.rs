//! Rules whose matches another rule, another pattern or their own `except` takes, every one of them.

use rustc_hash::FxHashMap;

use super::Advice;
use super::cover::{covers, covers_part};
use crate::base::Code;
use crate::cues::{self, Cue, Preset};
use crate::lint::entry::{Entry, hits_of};
use crate::matching::{Engine, RuleRef};
use crate::rules::pattern::{Node, Pattern};
use crate::rules::{CueRule, Matcher, Negated, RuleSet, Word, Zone};

/// Warns of patterns all of whose matches overlap a match of the rule's `except`.
pub(super) fn by_its_except(entry: &Entry, advice: &mut Advice) {
    for pattern in &entry.matcher.patterns {
        if let Some(except) = entry.matcher.except.iter().find(|except| covers_part(&except.nodes, &pattern.nodes)) {
            let message = format!("`except` takes every match of this: `{}`", except.text);
            let help = "narrow the exception, or take the pattern out";
            advice.at_pattern(pattern, Code::ExceptSwallows, message, help);
        }
    }
}

/// Warns of patterns that add nothing to their rule or category, and of rules whose own examples go to other rules.
pub(super) fn by_others(all: &[Entry], engine: &Engine, wanted: &dyn Fn(usize) -> bool, advice: &mut Advice) {
    let index = Index::new(all, engine.rules());
    for (number, entry) in all.iter().enumerate().filter(|(_, entry)| wanted(entry.matcher.file)) {
        for (place, pattern) in entry.matcher.patterns.iter().enumerate() {
            by_pattern(all, (number, place), pattern, &index, engine.rules(), advice);
        }
        if let RuleRef::Cue(rule) = entry.rule
            && let Some(rule) = engine.rules().cues.get(rule)
        {
            by_examples(entry, rule, engine, advice);
        }
    }
}

/// Patterns by the words of which every match of theirs holds one.
struct Index {
    by_word: FxHashMap<Word, Vec<(usize, usize)>>,
}

impl Index {
    fn new(all: &[Entry], rules: &RuleSet) -> Index {
        let mut by_word: FxHashMap<Word, Vec<(usize, usize)>> = FxHashMap::default();
        for (number, entry) in all.iter().enumerate() {
            for (place, pattern) in entry.matcher.patterns.iter().enumerate() {
                for word in rarest(&pattern.nodes, rules).unwrap_or_default() {
                    by_word.entry(word).or_default().push((number, place));
                }
            }
        }
        Index { by_word }
    }

    /// The patterns that may cover this one, in their order.
    fn candidates(&self, pattern: &Pattern) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        collect(&pattern.nodes, &mut words);
        let mut found: Vec<_> = words.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The words of which any match holds one: the set that stands in the fewest articles.
fn rarest(nodes: &[Node], rules: &RuleSet) -> Option<Vec<Word>> {
    let sets = nodes.iter().filter_map(|node| match node {
        Node::Words(words) => Some(words.clone()),
        Node::Exact(word, _) => Some(vec![*word]),
        Node::Role(_, inner) => rarest(inner, rules),
        Node::Choice(branches) => {
            let sets: Option<Vec<_>> = branches.iter().map(|branch| rarest(branch, rules)).collect();
            sets.map(|sets| sets.concat())
        }
        _ => None,
    });
    let cost = |set: &Vec<Word>| set.iter().map(|&word| u64::from(rules.tables.frequency(word).max(1))).sum::<u64>();
    sets.min_by_key(cost)
}

fn collect(nodes: &[Node], words: &mut Vec<Word>) {
    for node in nodes {
        match node {
            Node::Words(more) => words.extend(more),
            Node::Exact(word, _) => words.push(*word),
            Node::Optional(inner) | Node::Role(_, inner) => collect(inner, words),
            Node::Choice(branches) => branches.iter().for_each(|branch| collect(branch, words)),
            _ => {}
        }
    }
}

fn by_pattern(
    all: &[Entry],
    (number, place): (usize, usize),
    pattern: &Pattern,
    index: &Index,
    rules: &RuleSet,
    advice: &mut Advice,
) {
    let Some(entry) = all.get(number) else { return };
    for (other_number, other_place) in index.candidates(pattern) {
        let Some(other) = all.get(other_number) else { continue };
        let Some(wide) = other.matcher.patterns.get(other_place) else { continue };
        let same = wide.nodes == pattern.nodes;
        if other_number == number {
            // Of two that are the same the later one is too much.
            let later = other_place != place && (!same || other_place < place);
            // A pattern with named parts or a larger span says more than that it matches.
            // "attack~v" and "attack~n" share forms, and saying both says what is meant.
            let told_apart = !same && stem(&wide.text) == stem(&pattern.text);
            if later && !told_apart && !has_roles(&pattern.nodes) && covers(&wide.nodes, &pattern.nodes) {
                let (what, help) = match same {
                    true => ("stands in this rule already", "take one out"),
                    false => ("adds nothing: another pattern of the rule matches all of it", "take it out"),
                };
                let message = format!("this pattern {what}: `{}`", wide.text);
                advice.at_pattern(pattern, Code::DuplicatePattern, message, help);
                return;
            }
            continue;
        }
        if wins(other.rule, entry.rule, rules) && covers(&wide.nodes, &pattern.nodes) {
            let code = if same { Code::DuplicatePattern } else { Code::Swallowed };
            let message = format!("every match of this goes to `{}`, which has `{}`", other.id, wide.text);
            let help = "of one category the longest match stays, then the stronger rule, then the smaller id: take this out, \
                        or give that rule an `except`";
            advice.at_pattern(pattern, code, message, help);
            return;
        }
    }
}

/// A pattern without the signs of inflection.
fn stem(pattern: &str) -> String {
    pattern.replace("~v", "").replace("~n", "").replace("~a", "").replace('~', "")
}

fn has_roles(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Role(..)))
}

/// Whether of two cues of the same words that of `winner` stays, in every sentence and for every preset.
fn wins(winner: RuleRef, loser: RuleRef, rules: &RuleSet) -> bool {
    let (RuleRef::Cue(winner), RuleRef::Cue(loser)) = (winner, loser) else { return false };
    let (Some(winner), Some(loser)) = (rules.cues.get(winner), rules.cues.get(loser)) else { return false };
    let stronger = winner.strength > loser.strength || winner.strength == loser.strength && winner.id < loser.id;
    winner.category == loser.category
        && stronger
        && (winner.negated != Negated::Drop || loser.negated == Negated::Drop)
        && at_least_as_free(&winner.matcher, &loser.matcher)
}

/// Whether the conditions of the one let through whatever those of the other do.
fn at_least_as_free(one: &Matcher, other: &Matcher) -> bool {
    let texts = |patterns: &[Pattern]| patterns.iter().map(|pattern| pattern.text.clone()).collect::<Vec<_>>();
    let same_or_none = |one: &[Pattern], other: &[Pattern]| one.is_empty() || texts(one) == texts(other);
    let everywhere = [Zone::Narration, Zone::Quotation, Zone::Headline];
    let zones = |matcher: &Matcher| if matcher.zones.is_empty() { everywhere.to_vec() } else { matcher.zones.clone() };
    let open = zones(one);
    zones(other).iter().all(|zone| open.contains(zone))
        && same_or_none(&one.except, &other.except)
        && same_or_none(&one.before, &other.before)
        && same_or_none(&one.after, &other.after)
        && same_or_none(&one.not_before, &other.not_before)
        && same_or_none(&one.not_after, &other.not_after)
        && same_or_none(&one.sentence_has, &other.sentence_has)
        && same_or_none(&one.sentence_lacks, &other.sentence_lacks)
}

/// Warns when in every one of a rule's `hits` another rule of its category takes the place.
fn by_examples(entry: &Entry, rule: &CueRule, engine: &Engine, advice: &mut Advice) {
    let headline = entry.matcher.zones.as_slice() == [Zone::Headline];
    let mut winners: Vec<String> = Vec::new();
    let mut tried = 0;
    for example in &entry.matcher.hits {
        let document = engine.read(&example.text, None);
        let found = engine.find(&document, headline);
        let shown = cues::find(&document, &found, engine, Preset::Full, headline);
        let own = hits_of(found, entry.rule);
        if own.is_empty() {
            continue;
        }
        tried += 1;
        if shown.iter().any(|cue| cue.rule == rule.id) {
            return;
        }
        let takes = |cue: &&Cue| {
            cue.category == rule.category && own.iter().any(|hit| document.span(&hit.tokens).overlaps(cue.span))
        };
        match shown.iter().find(takes) {
            Some(cue) => winners.push(cue.rule.clone()),
            // Not a matter of other rules: a negation, a name.
            None => return,
        }
    }
    winners.sort_unstable();
    winners.dedup();
    if tried > 0 && !winners.is_empty() {
        let message = format!("in each of its own `hits` another rule takes the place: `{}`", winners.join("`, `"));
        let help = "of one category the longest match stays, then the stronger rule, then the smaller id: show a sentence \
                    where this one stays, or merge the two";
        advice.at_rule(entry, Code::Swallowed, message, help);
    }
}
