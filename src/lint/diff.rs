//! What a change of rules does to articles: the cues gained, lost and changed, rule by rule, with sentences.
//!
//! Counts are added up article by article, so that memory grows with rules only.

use std::collections::BTreeMap;

use serde::Serialize;

use super::samples::{Rank, Samples, hash};
use super::selection::{Selection, rank};
use super::sentence::MarkedSentence;
use crate::analysis::Flagged;
use crate::base::Span;
use crate::cues::Cue;
use crate::rules::Effect;

/// What became of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the new rules find it.
    Gained,
    /// Only the old rules find it.
    Lost,
    /// Both find something of its category there, with other words, another rule, strength or effect.
    Changed,
}

/// The difference that rules make in some articles.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Diff {
    /// Number of articles.
    pub articles: usize,
    /// Number of cues that only the new rules find.
    pub gained: usize,
    /// Number of cues that only the old rules find.
    pub lost: usize,
    /// Number of cues that both find, but not alike.
    pub changed: usize,
    /// Number of cues that are as before.
    pub same: usize,
    /// The rules with a difference: by category, the most changed first.
    pub rules: Vec<RuleDiff>,
}

/// The difference in what one rule finds.
#[derive(Debug, Clone, Serialize)]
pub struct RuleDiff {
    /// In full.
    pub rule: String,
    /// Its category; `actor`, `event`, `concept` for rules of those packs.
    pub category: String,
    /// Cues gained.
    pub gained: usize,
    /// Cues lost.
    pub lost: usize,
    /// Cues that changed, also those that went to or came from another rule.
    pub changed: usize,
    /// Some of them, each kind with as many.
    pub samples: Vec<Difference>,
}

/// One cue that is not as it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// As the old rules find it.
    pub before: Option<FoundCue>,
    /// As the new rules find it.
    pub after: Option<FoundCue>,
}

/// A cue in its sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundCue {
    /// The rule.
    pub rule: String,
    /// 0 to 1.
    pub strength: f32,
    /// What it does to its claim.
    pub effect: Effect,
    /// Where it stands.
    #[serde(flatten)]
    pub sentence: MarkedSentence,
}

/// A difference in the making: feed it article by article, in any order.
#[derive(Debug, Clone, Default)]
pub struct DiffTally {
    selection: Selection,
    most: usize,
    diff: Diff,
    rules: BTreeMap<(String, String), Counted>,
}

#[derive(Debug, Clone, Default)]
struct Counted {
    gained: usize,
    lost: usize,
    changed: usize,
    samples: BTreeMap<Change, Samples<Difference>>,
}

/// A cue and whether it stands in the headline.
type Placed<'f> = (&'f Cue, bool);

impl DiffTally {
    /// An empty one, for the wanted rules and as many sample sentences of each kind for each.
    pub fn new(selection: Selection, most: usize) -> DiffTally {
        DiffTally { selection, most, ..DiffTally::default() }
    }

    /// Takes in one article as the old and as the new rules flag it.
    pub fn add(&mut self, old: &Flagged, new: &Flagged) {
        self.diff.articles += 1;
        let (pairs, same) = paired(self.wanted(old), self.wanted(new));
        self.diff.same += same;
        let mut before: BTreeMap<(Change, String), Rank> = BTreeMap::new();
        for (one, other) in pairs {
            let (change, total) = match (one, other) {
                (None, _) => (Change::Gained, &mut self.diff.gained),
                (_, None) => (Change::Lost, &mut self.diff.lost),
                _ => (Change::Changed, &mut self.diff.changed),
            };
            *total += 1;
            let found = |flagged: &Flagged, placed: Option<Placed>| {
                placed.map(|(cue, headline)| FoundCue {
                    rule: cue.rule.clone(),
                    strength: cue.strength,
                    effect: cue.effect,
                    sentence: MarkedSentence::new(flagged, cue, headline),
                })
            };
            let mut names: Vec<(&String, &String)> =
                [one, other].into_iter().flatten().map(|(cue, _)| (&cue.category, &cue.rule)).collect();
            names.dedup();
            for (category, rule) in names {
                let rank = before.entry((change, rule.clone())).or_insert_with(|| (0, hash(rule, &new.article.id)));
                let counted = self.rules.entry((category.clone(), rule.clone())).or_default();
                *counted.of(change) += 1;
                let make = || Difference { change, before: found(old, one), after: found(new, other) };
                let same = |a: &Difference, b: &Difference| a.words() == b.words();
                counted.samples.entry(change).or_default().offer(*rank, self.most, make, same);
                rank.0 += 1;
            }
        }
    }

    /// The result.
    pub fn finish(self) -> Diff {
        let mut rules: Vec<RuleDiff> = Vec::new();
        for ((category, rule), counted) in self.rules {
            let samples = counted.samples.into_values().flat_map(Samples::into_list).collect();
            let (gained, lost, changed) = (counted.gained, counted.lost, counted.changed);
            rules.push(RuleDiff { rule, category, gained, lost, changed, samples });
        }
        let size = |rule: &RuleDiff| rule.gained + rule.lost + rule.changed;
        rules.sort_by(|a, b| {
            let order = rank(&a.category).cmp(&rank(&b.category));
            order.then(size(b).cmp(&size(a))).then_with(|| a.rule.cmp(&b.rule))
        });
        Diff { rules, ..self.diff }
    }

    fn wanted<'f>(&self, flagged: &'f Flagged) -> Vec<Placed<'f>> {
        let text = flagged.cues.iter().chain(&flagged.named).map(|cue| (cue, false));
        let all = text.chain(flagged.title_cues.iter().map(|cue| (cue, true)));
        all.filter(|(cue, _)| self.selection.has(&cue.rule, &cue.category)).collect()
    }
}

impl Counted {
    fn of(&mut self, change: Change) -> &mut usize {
        match change {
            Change::Gained => &mut self.gained,
            Change::Lost => &mut self.lost,
            Change::Changed => &mut self.changed,
        }
    }
}

impl Difference {
    /// The sentences and the marked words, by which one that two articles share is shown once.
    fn words(&self) -> [Option<(&str, usize, usize)>; 2] {
        fn words(found: &Option<FoundCue>) -> Option<(&str, usize, usize)> {
            found.as_ref().map(|found| (found.sentence.sentence.as_str(), found.sentence.start, found.sentence.end))
        }
        [words(&self.before), words(&self.after)]
    }
}

impl Eq for Difference {}

impl PartialOrd for Difference {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Difference {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let sentence =
            |found: &Option<FoundCue>| found.as_ref().map(|found| (found.sentence.clone(), found.rule.clone()));
        (sentence(&self.before), sentence(&self.after)).cmp(&(sentence(&other.before), sentence(&other.after)))
    }
}

/// A cue as the old rules find it, and as the new ones do; one of the two is always there.
type Pair<'f> = (Option<Placed<'f>>, Option<Placed<'f>>);

/// What differs, in text order, and how many cues do not. A cue of which only the rule, the strength, the effect or some of the
/// words are others is paired with what the other rules find of its category in its place.
fn paired<'f>(old: Vec<Placed<'f>>, new: Vec<Placed<'f>>) -> (Vec<Pair<'f>>, usize) {
    let mut groups: BTreeMap<(bool, Span, &str), [Vec<&Cue>; 2]> = BTreeMap::new();
    for (side, all) in [old, new].into_iter().enumerate() {
        for (cue, headline) in all {
            let group = groups.entry((headline, cue.span, cue.category.as_str())).or_default();
            group.get_mut(side).into_iter().for_each(|cues| cues.push(cue));
        }
    }
    let mut same = 0;
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut lost, mut gained): (Vec<Placed>, Vec<Placed>) = (Vec::new(), Vec::new());
    for ((headline, ..), [mut before, mut after]) in groups {
        before.retain(|cue| match after.iter().position(|other| other == cue) {
            Some(at) => {
                after.remove(at);
                same += 1;
                false
            }
            None => true,
        });
        let both = before.len().min(after.len());
        let placed = |cue: &&'f Cue| (*cue, headline);
        pairs.extend(before.iter().zip(&after).map(|(one, other)| (Some(placed(one)), Some(placed(other)))));
        lost.extend(before.iter().skip(both).map(placed));
        gained.extend(after.iter().skip(both).map(placed));
    }
    for (cue, headline) in lost {
        let meets = |&(other, there): &Placed| {
            there == headline && other.category == cue.category && other.span.overlaps(cue.span)
        };
        let other = gained.iter().position(meets).map(|at| gained.remove(at));
        pairs.push((Some((cue, headline)), other));
    }
    pairs.extend(gained.into_iter().map(|placed| (None, Some(placed))));
    pairs.sort_by_key(|(one, other)| one.or(*other).map(|(cue, headline)| (headline, cue.span, cue.category.clone())));
    (pairs, same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Zone;

    fn cue((start, end, category, rule, strength): (usize, usize, &str, &str, f32)) -> Cue {
        Cue {
            span: Span::new(start, end),
            rule: rule.to_owned(),
            category: category.to_owned(),
            effect: Effect::None,
            strength,
            zone: Zone::Narration,
            text: String::new(),
        }
    }

    /// Checks the rules of each pair, `-` for none, and the number of equal cues.
    fn check(
        old: &[(usize, usize, &str, &str, f32)],
        new: &[(usize, usize, &str, &str, f32)],
        expect: &[&str],
        equal: usize,
    ) {
        let (old, new): (Vec<Cue>, Vec<Cue>) =
            (old.iter().copied().map(cue).collect(), new.iter().copied().map(cue).collect());
        let placed = |cues| -> Vec<Placed> { Vec::from_iter(cues).into_iter().map(|cue| (cue, false)).collect() };
        let (pairs, same) = paired(placed(&old), placed(&new));
        let rule = |placed: Option<Placed>| placed.map_or("-".to_owned(), |(cue, _)| cue.rule.clone());
        let found: Vec<String> = pairs.into_iter().map(|(a, b)| format!("{} {}", rule(a), rule(b))).collect();
        assert_eq!((found, same), (expect.iter().map(|one| (*one).to_owned()).collect(), equal));
    }

    #[test]
    fn cues_are_paired_by_place_and_category() {
        let one = (3, 6, "hedge", "may", 0.8);
        check(&[one], &[one], &[], 1);
        check(&[one], &[], &["may -"], 0);
        check(&[], &[one], &["- may"], 0);
        check(&[one], &[(3, 6, "hedge", "may", 0.7)], &["may may"], 0);
        check(&[one], &[(3, 6, "hedge", "might", 0.8)], &["may might"], 0);
        check(&[one], &[(3, 9, "hedge", "longer", 0.8)], &["may longer"], 0);
        check(&[one], &[(3, 6, "doubt", "may", 0.8)], &["- may", "may -"], 0);
        check(&[one], &[(6, 9, "hedge", "next", 0.8), one], &["- next"], 1);
        check(&[one, (9, 12, "hedge", "b", 0.5)], &[(3, 12, "hedge", "long", 0.9)], &["may long", "b -"], 0);
    }
}
