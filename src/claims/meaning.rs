//! What a claim says, as keys that can be compared across articles: its act, who does it, to whom, with what numbers.

use std::ops::Deref;

use crate::attribution::Noted;
use crate::matching::Engine;
use crate::text::{Clause, ClauseKind, Document, Tag, TokenKind};

use super::point::{Point, denies, points};
use super::terms::{Term, TermKind, within};
use super::unit::Unit;

/// How a claim's verb relates it to the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// It says what must or should be.
    Demand,
    /// It tells what was or has been.
    Past,
    /// Neither, or there is no verb that tells.
    #[default]
    Other,
}

/// A claim made comparable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meaning {
    /// All its terms, those of a subject or antecedent that stands outside its span included.
    pub terms: Vec<Term>,
    /// The other terms of its sentence.
    pub context: Vec<Term>,
    /// Keys of the main verb or event noun and of the verbs that hang on it without a subject of their own: "retaliated by
    /// expelling". Sorted.
    pub acts: Vec<String>,
    /// Keys of who does it.
    pub agents: Vec<String>,
    /// Keys of the names and actors that it is done to or that else take part.
    pub others: Vec<String>,
    /// Whether it is negated where it stands.
    pub negated: bool,
    /// Its verbs and event nouns, each with what is said of it.
    pub points: Vec<Point>,
    /// Whether it tells what should be or what has been.
    pub mood: Mood,
    /// Whether it needs what stands before it to be understood: it opens with a relative, a pronoun or a preposition.
    pub fragment: bool,
}

/// The meaning of a claim where claims are compared. Where they are not, the empty one, which takes no room.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Compared(Option<Box<Meaning>>);

static EMPTY: Meaning = Meaning {
    terms: Vec::new(),
    context: Vec::new(),
    acts: Vec::new(),
    agents: Vec::new(),
    others: Vec::new(),
    negated: false,
    points: Vec::new(),
    mood: Mood::Other,
    fragment: false,
};

impl Deref for Compared {
    type Target = Meaning;

    fn deref(&self) -> &Meaning {
        self.0.as_deref().unwrap_or(&EMPTY)
    }
}

impl From<Meaning> for Compared {
    fn from(meaning: Meaning) -> Compared {
        Compared(Some(Box::new(meaning)))
    }
}

/// The meaning of a unit. `terms` are those of the whole document; `claimed` are the clauses that are units themselves;
/// `told` is whether somebody is said to say it.
pub fn meaning(
    document: &Document,
    unit: &Unit,
    terms: &[Term],
    claimed: &[bool],
    told: bool,
    noted: &Noted,
    engine: &Engine,
) -> Meaning {
    let own = |term: &&Term| unit.own.iter().any(|range| range.contains(&term.token));
    let mut list: Vec<Term> = terms.iter().filter(own).cloned().collect();
    let clause = unit.clause.and_then(|index| document.clauses.get(index));
    let subject = clause.and_then(|c| c.subject).and_then(|index| document.phrases.get(index));
    let mut doers: Vec<Term> = Vec::new();
    if let Some(phrase) = subject {
        doers = within(terms, &phrase.full).to_vec();
        if let Some(antecedents) = antecedent(document, phrase.head, terms) {
            doers = antecedents;
        }
        for term in &doers {
            if !list.iter().any(|t| t.token == term.token && t.key == term.key) {
                list.push(term.clone());
            }
        }
    }
    let acts = acts(document, unit, terms);
    let passive = clause.is_some_and(|c| c.passive);
    let named = |t: &&Term| matches!(t.kind, TermKind::Name | TermKind::Actor);
    let mut agents: Vec<String> = doers.iter().filter(named).map(|t| t.key.clone()).collect();
    let mut others: Vec<String> =
        list.iter().filter(named).map(|t| t.key.clone()).filter(|key| !agents.contains(key)).collect();
    if passive {
        std::mem::swap(&mut agents, &mut others);
        // Of a passive only what a "by" phrase names acts; without one nobody does.
        if !by_phrase(document, unit) {
            others.append(&mut agents);
        }
    } else if unit.clause.is_none() {
        agents = terms
            .iter()
            .filter(|t| named(t) && t.token < unit.head && own(t) && genitive(document, t.token))
            .map(|t| t.key.clone())
            .collect();
        others.retain(|key| !agents.contains(key));
    }
    for keys in [&mut agents, &mut others] {
        keys.sort_unstable();
        keys.dedup();
    }
    let sentence = document.sentences.get(document.sentence_of(unit.head));
    let around = sentence.map_or(&[][..], |sentence| within(terms, &sentence.tokens));
    let context = around.iter().filter(|t| !list.contains(t)).cloned().collect();
    let fragment = document.tokens.get(unit.tokens.start).is_some_and(|t| {
        matches!(
            t.tag,
            Tag::Wh | Tag::Pronoun | Tag::Preposition | Tag::To | Tag::Subordinator | Tag::Gerund | Tag::Past
        ) || matches!(t.tag, Tag::Participle | Tag::Present | Tag::Base | Tag::Modal)
    });
    let negated = clause.is_some_and(|c| c.negated);
    let mut points = points(document, unit, terms, claimed, noted, engine);
    if let Some(main) = points.first_mut() {
        main.denies = told && main.negative && clause.is_some_and(|c| denies(document, c));
    }
    let mood = clause.map_or(Mood::Other, |clause| mood(document, clause, engine));
    Meaning { mood, fragment, terms: list, context, acts, agents, others, negated, points }
}

/// What the verb group of a clause tells by its first verb: "must go", "needs to go", "went", "has gone".
fn mood(document: &Document, clause: &Clause, engine: &Engine) -> Mood {
    let tables = &engine.rules().tables;
    let token = |at: usize| document.tokens.get(at);
    let has = |list: &str, at: usize| token(at).is_some_and(|t| tables.has(list, t.word));
    let tag = |at: usize| token(at).map(|t| t.tag);
    let demand = |at: usize| {
        has("demand-words", at) || has("demand-verbs", at) && tag(at + 1).is_some_and(|next| next == Tag::To)
    };
    let perfect =
        |at: usize| tag(at) == Some(Tag::Present) && tag(clause.head) == Some(Tag::Participle) && !clause.passive;
    let mut verbs = clause.verb.clone();
    match () {
        () if verbs.clone().any(demand) => Mood::Demand,
        () if verbs.any(|at| tag(at) == Some(Tag::Past) || at < clause.head && perfect(at)) => Mood::Past,
        () => Mood::Other,
    }
}

fn acts(document: &Document, unit: &Unit, terms: &[Term]) -> Vec<String> {
    let mut heads = vec![unit.head];
    for (index, clause) in document.clauses.iter().enumerate() {
        let hangs = unit.clause.is_some() && clause.parent == unit.clause && Some(index) != unit.clause;
        if hangs && clause.kind == ClauseKind::NonFinite && unit.own.iter().any(|own| own.contains(&clause.head)) {
            heads.push(clause.head);
        }
    }
    let of = |head: &usize| {
        let act = |t: &&Term| matches!(t.kind, TermKind::Concept | TermKind::Word);
        let near = |t: &&Term| t.kind == TermKind::Concept && t.token + 2 >= *head && t.token <= head + 2;
        let own = |t: &&Term| unit.own.iter().any(|range| range.contains(&t.token));
        terms.iter().filter(act).find(|t| t.token == *head).or_else(|| terms.iter().filter(own).find(near))
    };
    let mut keys: Vec<String> = heads.iter().filter_map(of).map(|t| t.key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a genitive mark follows the word or the name that holds it: "Moscow's".
fn genitive(document: &Document, token: usize) -> bool {
    let end = document.names.iter().find(|n| n.tokens.contains(&token)).map_or(token + 1, |n| n.tokens.end);
    document.tokens.get(end).is_some_and(|t| t.tag == Tag::Genitive)
}

/// Whether the verb group is directly followed by a preposition and a phrase with a name: a rough "by" phrase.
fn by_phrase(document: &Document, unit: &Unit) -> bool {
    let Some(clause) = unit.clause.and_then(|index| document.clauses.get(index)) else { return false };
    document.tokens.get(clause.head + 1).is_some_and(|t| t.tag == Tag::Preposition)
        && document.names.iter().any(|n| n.tokens.start >= clause.head + 2 && n.tokens.start <= clause.head + 4)
}

/// The terms that a personal pronoun stands for: the people or names joined by "and" (or the one) that the sentence before
/// ends its naming with. Only for comparison, never shown.
fn antecedent(document: &Document, head: usize, terms: &[Term]) -> Option<Vec<Term>> {
    let token = document.tokens.get(head)?;
    if token.tag != Tag::Pronoun || token.kind != TokenKind::Word {
        return None;
    }
    let sentence = document.sentence_of(head);
    let before = document.sentences.get(sentence.checked_sub(1)?)?;
    let here = document.sentences.get(sentence)?;
    let name = document
        .names
        .iter()
        .rfind(|n| (here.tokens.start..head).contains(&n.tokens.start))
        .or_else(|| document.names.iter().rfind(|n| before.tokens.contains(&n.tokens.start)))?;
    let from = name.tokens.start.saturating_sub(6).max(before.tokens.start);
    Some(
        terms
            .iter()
            .filter(|t| {
                (from..name.tokens.end).contains(&t.token) && matches!(t.kind, TermKind::Name | TermKind::Actor)
            })
            .cloned()
            .collect(),
    )
}
