//! The asymmetry table: how an outlet carries what each actor says, and what it says of the actor, with the sentences behind each
//! count. Differences between actors are the finding; no single count is one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Span;
use crate::claims::{Certainty, Claim};
use crate::cues::{ATTRIBUTION, Cue};
use crate::rules::{Effect, Stance};

use super::Habit;
use super::share::Share;

/// How an outlet carries what somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Carried {
    /// It takes it for true: "revealed that".
    Endorsed,
    /// It hands it on: "said that". An actor's denial handed on so is carried neutrally too.
    Neutral,
    /// It leaves it open.
    Hedged,
    /// It withholds belief: "claimed", "without evidence".
    Doubted,
    /// It says that it is not so.
    Denied,
}

/// One sentence behind a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instance {
    /// Id of the article.
    pub article: String,
    /// Index of the sentence in the article.
    pub sentence: usize,
    /// The sentence.
    pub text: String,
    /// The words of saying, or the cues that decided.
    pub cues: Vec<String>,
}

/// A count with its share and the sentences behind it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Cell {
    /// How often, and which share of all with its Wilson interval; no share for few.
    #[serde(flatten)]
    pub share: Share,
    /// The sentences in order of articles, at most `KEPT`.
    pub sentences: Vec<Instance>,
}

/// What an outlet makes of one actor.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ActorHabit {
    /// Id of the actor.
    pub actor: String,
    /// What the actor is called; its id until the rules are asked.
    pub title: String,
    /// How many attributions are the actor's.
    pub says: usize,
    /// How these are carried.
    pub carried: BTreeMap<Carried, Cell>,
    /// How many claims, others' and the outlet's own, the actor takes part in.
    pub told: usize,
    /// On which rung the outlet tells these.
    pub certainty: BTreeMap<Certainty, Cell>,
}

/// What one article makes of each actor; shares are left for the table.
pub fn of_article(habit: &Habit) -> BTreeMap<String, ActorHabit> {
    let mut actors: BTreeMap<String, ActorHabit> = BTreeMap::new();
    let derived: BTreeMap<&str, &str> = habit
        .attributions
        .iter()
        .filter_map(|a| Some((a.resolved.as_ref()?.name.as_str(), a.actor.as_deref()?)))
        .collect();
    for (index, attribution) in habit.attributions.iter().enumerate() {
        let Some(actor) = attribution.actor.as_deref() else { continue };
        let Some(first) = attribution.content.first().or(attribution.source.first()) else { continue };
        let (carried, cues) = carried(habit, index);
        let entry = of(&mut actors, actor);
        entry.says += 1;
        let instance = instance(habit, first.start, cues);
        add(entry.carried.entry(carried).or_default(), instance);
    }
    for claim in habit.claims {
        let speaker = claim.attribution.and_then(|a| habit.attributions.get(a)).and_then(|a| a.actor.as_deref());
        for actor in participants(claim, &derived) {
            if speaker != Some(actor) {
                let entry = of(&mut actors, actor);
                entry.told += 1;
                let instance = instance(habit, claim.span.start, cues_of(habit, claim));
                add(entry.certainty.entry(claim.certainty).or_default(), instance);
            }
        }
    }
    actors
}

/// The asymmetry table of an outlet from its articles in their order, the actors that speak most first, then by id.
pub fn table<'h>(articles: impl Iterator<Item = &'h BTreeMap<String, ActorHabit>>) -> Vec<ActorHabit> {
    let mut actors: BTreeMap<String, ActorHabit> = BTreeMap::new();
    for (actor, habit) in articles.flatten() {
        let entry = of(&mut actors, actor);
        entry.says += habit.says;
        entry.told += habit.told;
        habit.carried.iter().for_each(|(kind, cell)| join(entry.carried.entry(*kind).or_default(), cell));
        habit.certainty.iter().for_each(|(kind, cell)| join(entry.certainty.entry(*kind).or_default(), cell));
    }
    let mut table: Vec<ActorHabit> = actors.into_values().collect();
    for actor in &mut table {
        let (says, told) = (actor.says, actor.told);
        actor.carried.values_mut().for_each(|cell| cell.share = Share::of(cell.share.count, says));
        actor.certainty.values_mut().for_each(|cell| cell.share = Share::of(cell.share.count, told));
    }
    table.sort_by(|a, b| (b.says, b.told).cmp(&(a.says, a.told)).then_with(|| a.actor.cmp(&b.actor)));
    table
}

fn join(cell: &mut Cell, other: &Cell) {
    cell.share.count += other.share.count;
    let room = KEPT.saturating_sub(cell.sentences.len());
    cell.sentences.extend(other.sentences.iter().take(room).cloned());
}

fn of<'a>(actors: &'a mut BTreeMap<String, ActorHabit>, actor: &str) -> &'a mut ActorHabit {
    let new = || ActorHabit { actor: actor.to_owned(), title: actor.to_owned(), ..ActorHabit::default() };
    actors.entry(actor.to_owned()).or_insert_with(new)
}

fn add(cell: &mut Cell, instance: Option<Instance>) {
    cell.share.count += 1;
    if cell.sentences.len() < KEPT {
        cell.sentences.extend(instance);
    }
}

/// How the outlet carries an attribution, and the cues that say so: by the stance of its verb, and by the cues that bear on what is
/// attributed from directly outside it. A hedge or doubt inside a content is the speaker's own, one in the source bears on the source;
/// that an actor denies something is what the actor says, and neutral.
fn carried(habit: &Habit, index: usize) -> (Carried, Vec<String>) {
    let Some(attribution) = habit.attributions.get(index) else { return (Carried::Neutral, Vec::new()) };
    let claims = habit.claims.iter().filter(|claim| claim.attribution == Some(index));
    let spoken = |cue: &Cue| {
        habit.attributions.iter().flat_map(|a| a.content.iter().chain(&a.source)).any(|part| part.overlaps(cue.span))
    };
    let parts = || attribution.cue.iter().chain(&attribution.content);
    let gap =
        |cue: &Cue, part: &Span| part.start.saturating_sub(cue.span.end).max(cue.span.start.saturating_sub(part.end));
    let outside =
        |cue: &&Cue| cue.category != ATTRIBUTION && !spoken(cue) && parts().any(|part| gap(cue, part) <= BESIDE);
    let bearing = claims.flat_map(|claim| &claim.cues).filter_map(|&cue| habit.cues.get(cue)).filter(outside);
    let kind = |cue: &Cue| match cue.effect {
        Effect::Hedges => Carried::Hedged,
        Effect::Doubts => Carried::Doubted,
        Effect::Denies => Carried::Denied,
        Effect::Endorses | Effect::Boosts | Effect::None => Carried::Neutral,
    };
    let own = || attribution.cue.iter().map(|span| span.of(&habit.article.text).to_owned()).collect::<Vec<_>>();
    let verb = match attribution.stance {
        Stance::Endorsing => Carried::Endorsed,
        Stance::Doubting => Carried::Doubted,
        Stance::Neutral | Stance::Denying | Stance::Accusing => Carried::Neutral,
    };
    match bearing.max_by_key(|cue| kind(cue)) {
        Some(cue) if kind(cue) > verb.max(Carried::Neutral) => (kind(cue), vec![cue.text.clone()]),
        _ => (verb, own()),
    }
}

/// The actors that take part in a claim: named as such, or by the name of somebody who speaks for one.
fn participants<'c>(claim: &'c Claim, derived: &BTreeMap<&str, &'c str>) -> Vec<&'c str> {
    let keys = claim.meaning.agents.iter().chain(&claim.meaning.others);
    let named = keys.filter_map(|key| key.strip_prefix('@'));
    let people = claim.entities.iter().filter_map(|entity| derived.get(&*entity.name).copied());
    let mut found: Vec<&str> = named.chain(people).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn cues_of(habit: &Habit, claim: &Claim) -> Vec<String> {
    claim.cues.iter().filter_map(|&c| habit.cues.get(c)).map(|cue| cue.text.clone()).collect()
}

fn instance(habit: &Habit, at: usize, cues: Vec<String>) -> Option<Instance> {
    let sentence = habit.sentences.partition_point(|s| s.end <= at);
    let span = habit.sentences.get(sentence)?;
    let text = span.of(&habit.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Instance { article: habit.article.id.clone(), sentence, text, cues })
}

/// How many bytes at most stand between an attribution and a cue that bears on it.
const BESIDE: usize = 24;
/// How many sentences are kept behind a count.
pub const KEPT: usize = 20;
