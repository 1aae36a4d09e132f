//! The points of a claim: each of its verbs and event nouns with who does it, when, and whether it is said to be so. Two
//! claims contradict each other on a point, never as wholes.

use std::cmp::Reverse;

use crate::attribution::Noted;
use crate::base::Span;
use crate::matching::Engine;
use crate::rules::Word;
use crate::rules::lists;
use crate::text::{Clause, ClauseKind, Document, NameKind, NounPhrase, Quantity, Tag, TokenKind};

use super::terms::{Term, TermKind, within};
use super::unit::Unit;

/// One verb or event noun of a claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// What is done: key of the verb, of the adjective behind a verb that says nothing by itself, or of the event noun.
    pub acts: Vec<String>,
    /// Whether the first act is the verb's own, not that of a word behind it.
    pub verbal: bool,
    /// The verb group, what turns it around included.
    pub span: Span,
    /// Whether the verb is passive.
    pub passive: bool,
    /// Whether it is said not to be so.
    pub negative: bool,
    /// Whether it is negated by those of whom it is told: "he said that he had not signed".
    pub denies: bool,
    /// Whether it is left open if it is so.
    pub open: bool,
    /// Words that have an opposite: which pair they belong to, with a sign for the side, and where they stand.
    pub poles: Vec<(i32, Span)>,
    /// Who does it, when a phrase says so.
    pub doer: Option<Party>,
    /// Keys of what else it holds.
    pub rest: Vec<String>,
    /// When.
    pub times: Vec<Time>,
    /// Results of games, the higher number first: "3-1".
    pub results: Vec<((u32, u32), Span)>,
}

/// Somebody or something that does something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Keys of the names and actors in the phrase. Sorted.
    pub names: Vec<String>,
    /// What the name names, when it is the head.
    pub kind: Option<NameKind>,
    /// Key of the head noun.
    pub head: Option<String>,
    /// Which part somebody has in what happens, from the table `distinct-doers`: in tens which happenings, in ones which part.
    pub part: Option<i32>,
    /// The phrase.
    pub span: Span,
}

/// A day, month or year, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// The year.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// 1 to 7 from Monday, told without a date.
    pub weekday: Option<i8>,
}

/// The points of a unit, its main one first. `terms` are those of the whole document; `claimed` are the clauses that have units of
/// their own.
pub fn points(
    document: &Document,
    unit: &Unit,
    terms: &[Term],
    claimed: &[bool],
    noted: &Noted,
    engine: &Engine,
) -> Vec<Point> {
    let reader = Reader { document, unit, terms, noted, engine };
    let Some(main) = unit.clause else { return vec![reader.nominal()] };
    let mut list = Vec::new();
    for (index, clause) in reader.clauses() {
        let hangs = clause.kind == ClauseKind::NonFinite && !claimed.get(index).copied().unwrap_or(false);
        if index == main || hangs && unit.own.iter().any(|own| own.contains(&clause.head)) {
            list.push((index != main, reader.point(index, clause)));
        }
    }
    list.sort_by_key(|(inner, _)| *inner);
    list.into_iter().map(|(_, point)| point).collect()
}

/// What a quantity measures: keys of the verb that governs it, of its subject where the verb says nothing by itself, and of the
/// noun behind it. Of money and shares only the noun before their "of", when there is one: a loss of a million is not sales of one.
pub fn measured(document: &Document, quantity: &Quantity, terms: &[Term], engine: &Engine) -> Vec<String> {
    let (tables, tokens) = (&engine.rules().tables, &quantity.tokens);
    let mut keys: Vec<String> = Vec::new();
    let mut add = |token: usize| {
        keys.extend(within(terms, &(token..token + 1)).iter().map(|t| t.key.clone()));
        let word = document.tokens.get(token).map_or(Word::UNKNOWN, |t| t.word);
        let kin =
            tables.value("kindred-acts", word).or_else(|| tables.value("kindred-acts", engine.rules().lemma(word)));
        keys.extend(kin.map(|kin| format!("~{kin}")));
    };
    let tag = |at: usize| document.tokens.get(at).map_or(Tag::Mark, |t| t.tag);
    let word = |at: usize| document.tokens.get(at).map_or(Word::UNKNOWN, |t| t.word);
    let noun = |at: &usize| matches!(tag(*at), Tag::Noun | Tag::Gerund);
    let before = tokens.start.checked_sub(2).filter(|at| noun(at) && tables.has("partitives", word(at + 1)));
    if let Some(before) = before.filter(|_| tables.has("measure-units", quantity.unit_word)) {
        add(before);
    } else if let Some(clause) = innermost(document, tokens.start) {
        add(clause.head);
        let empty = tables.has("empty-words", word(clause.head));
        let subject = clause.subject.and_then(|s| document.phrases.get(s));
        if let Some(subject) = subject.filter(|s| empty && !s.tokens.contains(&tokens.start)) {
            add(subject.head);
        }
    }
    let mut behind = tokens.end;
    let mut passed = false;
    while behind < tokens.end + 4 {
        let preposition = tag(behind) == Tag::Preposition && !passed;
        passed |= preposition;
        if !preposition && !matches!(tag(behind), Tag::Adjective | Tag::Participle | Tag::Name | Tag::Noun) {
            break;
        }
        if noun(&behind) {
            add(behind);
        }
        behind += 1;
    }
    let unit = quantity.unit.as_deref().unwrap_or_default();
    keys.retain(|key| !unit.split(' ').any(|word| word == key));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a clause is said not to be so: by its own words, by a subject that is nobody, by "it is untrue that" before it.
pub fn negated(document: &Document, clause: &Clause, noted: &Noted) -> bool {
    let subject = clause.subject.and_then(|index| document.phrases.get(index));
    let nobody = subject.is_some_and(|s| noted.lists(s.tokens.start) & lists::NEGATIVE_OBJECTS != 0);
    // In front of the text stands nothing.
    let before = |back: usize| noted.lists(clause.tokens.start.wrapping_sub(back));
    let untrue = clause.kind == ClauseKind::Subordinate && (before(1) | before(2)) & lists::UNTRUE_WORDS != 0;
    (clause.negated || nobody) != untrue
}

/// Whether a negated clause is a denial by those of whom it is told: its subject is a pronoun, and it tells no plan.
pub fn denies(document: &Document, clause: &Clause) -> bool {
    let subject = clause.subject.and_then(|index| document.phrases.get(index));
    let tag = |at: usize| document.tokens.get(at).map_or(Tag::Mark, |t| t.tag);
    subject.is_some_and(|s| tag(s.head) == Tag::Pronoun) && !clause.verb.clone().any(|at| tag(at) == Tag::Modal)
}

/// The smallest clause that holds a token.
fn innermost<'d>(document: &'d Document, token: usize) -> Option<&'d Clause> {
    let sentence = document.sentences.get(document.sentence_of(token))?;
    let start = document.clauses.partition_point(|c| c.tokens.start < sentence.tokens.start);
    let list = document.clauses.iter().skip(start).take_while(|c| c.tokens.start <= token);
    list.filter(|c| c.tokens.contains(&token)).min_by_key(|c| (c.tokens.len(), Reverse(c.tokens.start)))
}

struct Reader<'d> {
    document: &'d Document<'d>,
    unit: &'d Unit,
    terms: &'d [Term],
    noted: &'d Noted,
    engine: &'d Engine,
}

impl Reader<'_> {
    fn has(&self, list: &str, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|t| self.engine.rules().tables.has(list, t.word))
    }

    fn tag(&self, at: usize) -> Tag {
        self.document.tokens.get(at).map_or(Tag::Mark, |t| t.tag)
    }

    /// The clauses of the unit's sentence that overlap it.
    fn clauses(&self) -> impl Iterator<Item = (usize, &Clause)> {
        let sentence = self.document.sentences.get(self.document.sentence_of(self.unit.head));
        let range = sentence.map_or(0..0, |s| s.tokens.clone());
        let start = self.document.clauses.partition_point(|c| c.tokens.start < range.start);
        let list = self.document.clauses.iter().enumerate().skip(start);
        list.take_while(move |(_, c)| c.tokens.start < range.end)
    }

    /// The unit's own tokens that stand in no smaller clause than `index`.
    fn tokens(&self, index: usize) -> Vec<usize> {
        let main = self.unit.clause == Some(index);
        let innermost = |at: usize| {
            let inside = self.clauses().filter(|(other, c)| {
                c.tokens.contains(&at) && (Some(*other) == self.unit.clause || c.kind == ClauseKind::NonFinite)
            });
            inside.min_by_key(|(other, c)| (c.tokens.len(), usize::MAX - other)).map(|(other, _)| other)
        };
        let own = self.unit.own.iter().flat_map(Clone::clone);
        own.filter(|&at| innermost(at).map_or(main, |inner| inner == index)).collect()
    }

    fn point(&self, index: usize, clause: &Clause) -> Point {
        let tokens = self.tokens(index);
        let acts = self.acts(clause.head, &tokens);
        let doer = self.doer(clause, &tokens);
        let dated = |token: usize| self.document.dates.iter().any(|d| d.tokens.contains(&token));
        let range = tokens.first().copied().unwrap_or_default()..tokens.last().map_or(0, |last| last + 1);
        let own = within(self.terms, &range).iter().filter(|t| {
            let told = !matches!(t.kind, TermKind::Number | TermKind::Year) && !acts.contains(&t.key);
            told && tokens.binary_search(&t.token).is_ok() && doer.as_ref().is_none_or(|d| !d.holds(t))
        });
        let mut rest: Vec<String> = own.filter(|t| !dated(t.token)).map(|t| t.key.clone()).collect();
        rest.sort_unstable();
        rest.dedup();
        let (negative, span) = self.polarity(clause);
        Point {
            poles: self.poles(clause.head, &tokens),
            times: self.times(&tokens),
            results: self.results(&tokens),
            open: self.open(clause),
            denies: false,
            passive: clause.passive,
            verbal: !self.keys(clause.head).is_empty() && !self.has("empty-words", clause.head),
            acts,
            span,
            negative,
            doer,
            rest,
        }
    }

    /// What a verb says is done: itself, and behind one that says nothing by itself the first word that does.
    fn acts(&self, head: usize, tokens: &[usize]) -> Vec<String> {
        let mut acts = self.keys(head);
        if acts.is_empty() || self.has("empty-words", head) {
            let behind = |at: &&usize| **at > head && !self.document.dates.iter().any(|d| d.tokens.contains(at));
            if let Some(at) = tokens.iter().filter(behind).find(|at| !self.keys(**at).is_empty()) {
                acts.extend(self.keys(*at));
            }
        }
        acts
    }

    /// Whether a verb is turned around, with the words that say it: "did not sign", "failed to sign", "without signing", "found no
    /// trace".
    fn polarity(&self, clause: &Clause) -> (bool, Span) {
        let head = clause.head;
        let token = |at: usize| self.document.span(&(at..at + 1));
        let mut span = self.document.span(&clause.verb).join(token(head));
        let mut negative = negated(self.document, clause, self.noted);
        let governor = clause.parent.and_then(|parent| self.document.clauses.get(parent));
        if clause.kind == ClauseKind::NonFinite {
            if let Some(governor) = governor.filter(|g| self.has("negative-governors", g.head)) {
                negative = !governor.negated;
                span = span.join(token(governor.head));
            } else if let Some(at) = self.opening(clause).find(|at| self.has("negations", *at)) {
                negative = true;
                span = span.join(token(at));
            }
        }
        if self.has("negative-objects", head + 1) {
            negative = !negative;
            let behind = if self.tag(head + 2) == Tag::Noun { head + 2 } else { head + 1 };
            span = span.join(token(behind));
        }
        (negative, span)
    }

    /// Whether the clause leaves open if it is so: what may be, what somebody is to do, what was tried.
    fn open(&self, clause: &Clause) -> bool {
        let governor = clause.parent.and_then(|parent| self.document.clauses.get(parent));
        let infinitive = clause.kind == ClauseKind::NonFinite
            && self.opening(clause).chain(clause.verb.clone()).any(|at| self.tag(at) == Tag::To)
            && !governor.is_some_and(|g| self.has("negative-governors", g.head) || self.has("carried-out", g.head));
        infinitive || self.opening(clause).any(|at| self.has("open-conjunctions", at))
    }

    /// The words that lead into a clause.
    fn opening(&self, clause: &Clause) -> impl Iterator<Item = usize> + use<> {
        clause.tokens.start.saturating_sub(1)..clause.verb.start.min(clause.tokens.start + 1)
    }

    /// An event noun: neither doer nor time is looked for.
    fn nominal(&self) -> Point {
        let head = self.unit.head;
        let acts = self.keys(head);
        let own = within(self.terms, &self.unit.tokens).iter().filter(|t| !acts.contains(&t.key));
        let rest = own.map(|t| t.key.clone()).collect();
        let poles = self.poles(head, &[head]);
        Point { span: self.document.span(&(head..head + 1)), acts, rest, poles, ..Point::default() }
    }

    fn keys(&self, at: usize) -> Vec<String> {
        let act = |t: &&Term| matches!(t.kind, TermKind::Concept | TermKind::Word);
        within(self.terms, &(at..at + 1)).iter().filter(act).map(|t| t.key.clone()).collect()
    }

    /// The subject; of a passive the phrase behind its "by".
    fn doer(&self, clause: &Clause, tokens: &[usize]) -> Option<Party> {
        let phrase = if clause.passive {
            let by = tokens
                .iter()
                .copied()
                .filter(|at| *at > clause.head)
                .find(|at| self.has("manner-prepositions", *at))?;
            self.document.phrases.iter().find(|p| p.tokens.start == by + 1)
        } else {
            clause.subject.and_then(|index| self.document.phrases.get(index))
        }?;
        self.party(phrase)
    }

    fn party(&self, phrase: &NounPhrase) -> Option<Party> {
        if matches!(self.tag(phrase.head), Tag::Pronoun | Tag::Wh | Tag::Number)
            || self.tag(phrase.tokens.start) == Tag::Number
        {
            return None;
        }
        let named = |t: &&Term| matches!(t.kind, TermKind::Name | TermKind::Actor);
        let mut names: Vec<String> =
            within(self.terms, &phrase.tokens).iter().filter(named).map(|t| t.key.clone()).collect();
        names.sort_unstable();
        names.dedup();
        let name = self.document.names.iter().find(|n| n.tokens.contains(&phrase.head));
        // "The South Carolina Republican" may be anybody who has a name as well.
        if self.tag(phrase.tokens.start) == Tag::Determiner && names.len() > 1 {
            names.clear();
        }
        let head = self.keys(phrase.head).into_iter().next().filter(|_| name.is_none());
        let rules = self.engine.rules();
        let word = self.document.tokens.get(phrase.head).map_or(Word::UNKNOWN, |t| t.word);
        let part = rules.tables.value("distinct-doers", rules.lemma(word));
        let part = part.map(|part| part as i32);
        Some(Party { names, kind: name.map(|n| n.kind), head, part, span: self.document.span(&phrase.tokens) })
    }

    fn poles(&self, head: usize, tokens: &[usize]) -> Vec<(i32, Span)> {
        let rules = self.engine.rules();
        let pole = |at: usize| {
            let token = self.document.tokens.get(at)?;
            // Of adjectives those that say how something is: "was unconstitutional", not "an unconstitutional abuse".
            let says = matches!(token.tag, Tag::Adjective | Tag::Participle | Tag::Adverb)
                && !matches!(self.tag(at + 1), Tag::Noun | Tag::Name | Tag::Adjective);
            let counts = at == head || says;
            let value = rules.tables.value("opposites", token.word);
            let value = value.or_else(|| rules.tables.value("opposites", rules.lemma(token.word)));
            // Small whole numbers; a foreign one is cut off, not trusted.
            value.filter(|_| counts).map(|value| (value as i32, token.span))
        };
        tokens.iter().filter_map(|at| pole(*at)).collect()
    }

    fn times(&self, tokens: &[usize]) -> Vec<Time> {
        let rules = self.engine.rules();
        // "Today" in somebody's mouth is not the day of writing.
        let told = |at: usize| self.document.quotation_of(at).is_none();
        let dates = self.document.dates.iter().filter(|d| tokens.binary_search(&d.tokens.start).is_ok());
        let dates = dates.filter(|d| told(d.tokens.start));
        dates
            .map(|date| {
                let words = self.document.tokens.get(date.tokens.clone()).unwrap_or_default();
                let weekday = words.iter().find_map(|t| rules.tables.value("weekdays", t.word)).map(|day| day as i8);
                Time {
                    span: self.document.span(&date.tokens),
                    year: date.year,
                    month: date.month,
                    day: date.day,
                    weekday: weekday.filter(|_| date.day.is_none()),
                }
            })
            .collect()
    }

    fn results(&self, tokens: &[usize]) -> Vec<((u32, u32), Span)> {
        let number = |at: usize| {
            let token = self.document.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
            token.span.of(self.document.text).parse::<u32>().ok().filter(|n| *n < 1000)
        };
        let result = |at: usize| {
            let dash = self.document.tokens.get(at + 1)?;
            let (one, two) = (number(at)?, number(at + 2)?);
            let span = self.document.span(&(at..at + 3));
            let counted = self.document.quantities.iter().any(|q| q.span.overlaps(span) && q.unit.is_some());
            let joined = matches!(dash.span.of(self.document.text), "-" | "–") && span.len() <= 7 + dash.span.len();
            (joined && !dash.spaced && !counted).then_some(((one.max(two), one.min(two)), span))
        };
        tokens.iter().filter_map(|at| result(*at)).collect()
    }
}

impl Party {
    fn holds(&self, term: &Term) -> bool {
        self.names.contains(&term.key) || self.head.as_ref() == Some(&term.key)
    }
}
