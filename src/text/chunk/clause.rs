//! Clauses: one pass over a sentence with a stack of open clauses. Connectors open them, verb groups give them their verb or
//! begin the next, quotation marks and brackets wall them in.

use super::cell::{
    BRACKET, CLAUSAL, CLOSE, COLON, CONJUNCTION, DASH, OPEN, PREPOSITION, PUNCTUATION, QUOTE, SIGN, SUBORDINATOR,
    Traits, UNBRACKET, WH,
};
use super::chain::{Chain, Chains};
use super::classes::{CLAUSE_PREPOSITION, RELATIVE, SUBJECT_PRONOUN};
use super::draft::{Adjunct, Draft, Link, settle};
use super::surroundings::link;
use super::verb_group::{self, Form, Group};
use super::view::View;
use super::{Clause, ClauseKind, complement};
use crate::text::{NounPhrase, Tokens};

/// No sentence is nested deeper; the bound keeps looking down the stack cheap.
const DEEPEST: usize = 32;

/// What opens or ends clauses between phrases and verbs: marks and connectors.
const CONNECTING: Traits = QUOTE | SIGN | SUBORDINATOR | WH | CLAUSAL;

/// A quotation or bracket that is open: what is begun inside ends inside.
#[derive(Debug, Clone, Copy)]
struct Wall {
    /// Height of the stack when it was opened.
    height: usize,
    /// Where it closes.
    closes: usize,
}

/// The state of reading one sentence; its lists serve all sentences of a document.
pub(super) struct Builder<'v> {
    pub(super) view: &'v View<'v>,
    /// Those of the document.
    pub(super) phrases: Vec<NounPhrase>,
    /// Those of the sentences read so far.
    clauses: Vec<Clause>,
    /// The first phrase of the sentence and the one behind its last.
    pub(super) range: Tokens,
    pub(super) sentence: Tokens,
    pub(super) drafts: Vec<Draft>,
    pub(super) chains: Chains,
    /// Open clauses, outermost first: indexes into `drafts`.
    pub(super) stack: Vec<usize>,
    walls: Vec<Wall>,
    /// Where words went on while no clause was open.
    fresh: Option<usize>,
    /// The verb groups, in order.
    pub(super) groups: Vec<Group>,
    /// Start of the sentence's last finite verb group.
    pub(super) last_finite: Option<usize>,
    /// Room to put clauses in order.
    order: Vec<usize>,
    /// Room for the verbs of phrases.
    verbs: Vec<usize>,
}

impl<'v> Builder<'v> {
    /// For all sentences of a document and their phrases; `clauses` is room for theirs.
    pub(super) fn new(view: &'v View<'v>, phrases: Vec<NounPhrase>, clauses: Vec<Clause>) -> Self {
        Builder {
            view,
            phrases,
            clauses,
            range: 0..0,
            sentence: 0..0,
            drafts: Vec::new(),
            chains: Chains::default(),
            stack: Vec::new(),
            walls: Vec::new(),
            fresh: None,
            groups: Vec::new(),
            last_finite: None,
            order: Vec::new(),
            verbs: Vec::new(),
        }
    }

    /// The phrases and clauses of all sentences read.
    pub(super) fn finish(self) -> (Vec<NounPhrase>, Vec<Clause>) {
        (self.phrases, self.clauses)
    }

    /// Reads the clauses of the next sentence, and what belongs to its phrases, which are those of `range`.
    pub(super) fn sentence(&mut self, sentence: &Tokens, range: Tokens) {
        self.sentence = sentence.clone();
        self.range = range.clone();
        self.drafts.clear();
        self.chains.clear();
        self.stack.clear();
        self.walls.clear();
        self.fresh = None;
        let phrases = self.phrases.get(range.clone()).unwrap_or_default();
        verb_group::find(self.view, phrases, sentence, &mut self.groups);
        self.last_finite = self.groups.iter().rev().find(|g| g.form == Form::Finite).map(|g| g.start);
        self.run();
        let first = self.clauses.len();
        settle(&mut self.drafts, self.view, &self.phrases, sentence, &mut self.order, &mut self.clauses);
        complement::verbs(&range, self.clauses.get(first..).unwrap_or_default(), &mut self.verbs);
        complement::extend(self.view, self.phrases.get_mut(range).unwrap_or_default(), &self.verbs, sentence);
    }
}

impl Builder<'_> {
    fn run(&mut self) {
        let view = self.view;
        let mut at = self.sentence.start;
        let (mut phrase, mut group) = (self.range.start, 0);
        let (mut next_phrase, mut next_group) = (self.phrase_start(phrase), self.group_place(group));
        while at < self.sentence.end {
            self.leave_walls(at);
            let cell = view.at(at);
            if self.stack.is_empty()
                && self.fresh.is_none()
                && (!cell.has(PUNCTUATION | CONJUNCTION) || view.negative(at))
            {
                self.fresh = Some(at);
            }
            if next_phrase == at {
                at = self.phrase(phrase).max(at + 1);
            } else if next_group.start <= at
                && let Some(&found) = self.groups.get(group)
            {
                // A group may begin with a negation that was passed as an adverb.
                self.group(found);
                at = found.end.max(at + 1);
            } else {
                if cell.has(CONNECTING) {
                    self.other(at);
                }
                at += 1;
                continue;
            }
            while next_phrase < at {
                phrase += 1;
                next_phrase = self.phrase_start(phrase);
            }
            while next_group.end < at {
                group += 1;
                next_group = self.group_place(group);
            }
        }
        let end = self.sentence.end;
        self.pop_to(0, end);
    }

    /// Where a phrase of the sentence starts; behind all tokens when there is none.
    fn phrase_start(&self, phrase: usize) -> usize {
        let phrase = self.phrases.get(phrase).filter(|_| phrase < self.range.end);
        phrase.map_or(usize::MAX, |phrase| phrase.tokens.start)
    }

    /// Where a verb group starts and where its main verb stands; behind all tokens when there is none.
    fn group_place(&self, group: usize) -> Tokens {
        self.groups.get(group).map_or(usize::MAX..usize::MAX, |group| group.start..group.head)
    }

    /// Connectors and marks.
    fn other(&mut self, at: usize) {
        let cell = *self.view.at(at);
        match () {
            () if cell.has(OPEN) => {
                let open_end = self.view.quotation(at).map_or(self.sentence.end, |q| q.end);
                self.open(at, if cell.closes_at() > at { cell.closes_at() } else { open_end });
            }
            () if cell.has(CLOSE) => self.close(at, true),
            () if cell.has(SIGN) => match () {
                () if cell.has(BRACKET) => self.open(at, self.sentence.end),
                () if cell.has(UNBRACKET) => {
                    self.close(at, false);
                    self.place_and_agency(at);
                }
                () if cell.has(COLON) => self.pop_to(self.floor(), at),
                () if cell.has(DASH) => self.dateline(at),
                () => {}
            },
            () if cell.has(SUBORDINATOR) => self.subordinator(at),
            () if cell.has(WH) => self.wh(at),
            () if cell.has(PREPOSITION) && cell.has(CLAUSAL) && self.opens_clause(at) => self.subordinator(at),
            () => {}
        }
    }

    fn open(&mut self, at: usize, closes: usize) {
        let bracket = self.view.has(at, SIGN);
        let after_break = bracket || matches!(self.link(at), Link::Comma | Link::Break);
        self.walls.push(Wall { height: self.stack.len(), closes });
        let speaks = self.groups.iter().skip(self.groups.partition_point(|g| g.start <= at));
        let speaks =
            speaks.take_while(|g| g.head < closes).take(8).any(|g| matches!(g.form, Form::Finite | Form::Bare));
        if after_break && speaks {
            self.push(Draft::new(ClauseKind::Main, at + 1, None));
        }
    }

    fn close(&mut self, at: usize, quotation: bool) {
        // A mark whose partner stands in an earlier sentence ends everything; a mark inside a phrase was never opened here.
        let Some(place) =
            self.walls.iter().rposition(|w| w.closes == at || !quotation && w.closes == self.sentence.end)
        else {
            if quotation && self.view.quotation(at).is_some_and(|q| q.start < self.sentence.start) {
                self.walls.clear();
                self.pop_to(0, at);
            }
            return;
        };
        let height = self.walls.get(place).map_or(0, |w| w.height);
        self.walls.truncate(place);
        self.pop_to(height.max(self.floor()), at);
    }

    /// Ends what is walled in by quotations that end without a mark, or whose mark was read as part of a phrase.
    #[inline]
    fn leave_walls(&mut self, at: usize) {
        while let Some(wall) = self.walls.last().copied() {
            if wall.closes > at || wall.closes == at && self.view.has(at, CLOSE) {
                break;
            }
            self.walls.pop();
            self.pop_to(wall.height.max(self.floor()), wall.closes);
        }
    }

    /// Reads a phrase, and says where it ends.
    fn phrase(&mut self, index: usize) -> usize {
        let Some(phrase) = self.phrases.get(index) else { return 0 };
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        let view = self.view;
        let time = self.time(phrase);
        let top = self.top(start);
        let mut before = start;
        while before > self.sentence.start && view.quote(before - 1) {
            before -= 1;
        }
        let governed = before > self.sentence.start
            && view.has(before - 1, PREPOSITION)
            && !self.drafts.get(top).is_some_and(|d| d.opened == before && d.kind == ClauseKind::Subordinate)
            && !(view.is(start, SUBJECT_PRONOUN) && end == start + 1 && view.is(before - 1, CLAUSE_PREPOSITION));
        let link = |at| link(view, self.sentence.start, at);
        let Some(draft) = self.drafts.get_mut(top) else { return end };
        let joins_adjunct = draft.adjunct.as_ref().is_some_and(|a| {
            a.end < start && view.has(start - 1, CONJUNCTION) && a.end + 1 == start && draft.chains.is_empty()
        });
        if joins_adjunct {
            if let Some(adjunct) = &mut draft.adjunct {
                adjunct.end = end;
            }
        } else if governed {
            let preposition = before - 1;
            match (self.chains.last_mut(draft.chains), &mut draft.adjunct) {
                // "incidents such as these"
                (Some(chain), _)
                    if view.only_adverbs(chain.end, preposition)
                        || chain.end + 1 == preposition && !view.has(chain.end, PUNCTUATION) =>
                {
                    chain.end = end;
                }
                (_, Some(adjunct)) if adjunct.end == preposition => adjunct.end = end,
                _ => draft.adjunct = Some(Adjunct { start: preposition, end, link: link(preposition) }),
            }
        } else {
            // "and on Monday the police": the phrase is tied to what stands before the adjunct.
            let (from, link) = match (&draft.adjunct, self.chains.last(draft.chains)) {
                (Some(adjunct), _) if adjunct.end == start => (adjunct.start, adjunct.link),
                (_, Some(chain)) if chain.time && chain.end == start => (chain.start, chain.link),
                _ => (start, link(start)),
            };
            self.chains.push(&mut draft.chains, Chain { phrase: index, start: from, end, link, time });
        }
        end
    }

    fn subordinator(&mut self, at: usize) {
        if let Some(draft) = self.stack.last().and_then(|&d| self.drafts.get_mut(d))
            && draft.group.is_none()
            && draft.kind == ClauseKind::Subordinate
            && draft.opened == at
        {
            // "so that", "even if": one connector.
            draft.opened = at + 1;
            return;
        }
        match self.link(at) {
            Link::Comma => self.pop_nonfinite(at),
            Link::Conjunction(comma) => {
                // "that … and that …": back to the clause that holds the first.
                let word = self.view.word(at);
                let same = |d: &Draft| d.kind == ClauseKind::Subordinate && self.view.word(d.start) == word;
                let place = self.open_clauses().find(|&(_, d)| same(d)).map(|(place, _)| place);
                match place {
                    Some(place) => self.pop_to(place, at),
                    // "…, but if he does, she will": what follows is a clause of its own.
                    None if comma && self.open_clauses().all(|(_, d)| d.group.is_some()) => {
                        let floor = self.floor();
                        self.pop_to(floor, at);
                        self.push(Draft::new(ClauseKind::Main, at, None));
                    }
                    None => {}
                }
            }
            Link::Direct | Link::Break => {}
        }
        let parent = self.top(at);
        let mut draft = Draft::new(ClauseKind::Subordinate, at, Some(parent));
        draft.opened = at + 1;
        draft.bracketed = self.link(at) == Link::Comma;
        self.push(draft);
    }

    fn wh(&mut self, at: usize) {
        let view = self.view;
        let top = self.top(at);
        let preposition = at > self.sentence.start && view.has(at - 1, PREPOSITION);
        let start = if preposition { at - 1 } else { at };
        let link = self.link(start);
        let tied = link == Link::Direct || link == Link::Comma;
        let antecedent = if tied { self.phrase_before(start).map(|near| self.antecedent(near, at)) } else { None };
        let relative = view.is(at, RELATIVE) && antecedent.is_some();
        let kind = if relative { ClauseKind::Relative } else { ClauseKind::Subordinate };
        let mut draft = Draft::new(kind, start, Some(top));
        draft.opened = at + 1;
        draft.bracketed = link == Link::Comma;
        draft.antecedent = antecedent.filter(|_| relative);
        self.push(draft);
    }

    /// The height of the stack that what is read now may not go below.
    pub(super) fn floor(&self) -> usize {
        self.walls.last().map_or(0, |w| w.height)
    }

    /// The innermost open clause; a new main clause from `at` when there is none.
    pub(super) fn top(&mut self, at: usize) -> usize {
        match self.stack.last() {
            Some(&top) => top,
            None => {
                let start = self.fresh.take().unwrap_or(at).min(at);
                let top = self.add(Draft::new(ClauseKind::Main, start, None));
                self.stack.push(top);
                top
            }
        }
    }

    /// Open clauses that may be ended here, innermost first, with their place on the stack.
    pub(super) fn open_clauses(&self) -> impl Iterator<Item = (usize, &Draft)> {
        let floor = self.floor();
        (floor..self.stack.len()).rev().filter_map(|place| Some((place, self.drafts.get(*self.stack.get(place)?)?)))
    }

    /// Opens a clause.
    pub(super) fn push(&mut self, draft: Draft) {
        if self.stack.len() >= DEEPEST {
            let floor = self.floor();
            self.pop_to(floor.max(DEEPEST - 1).min(self.stack.len()), draft.start);
        }
        let top = self.add(draft);
        self.stack.push(top);
    }

    /// Keeps a clause, which stays closed until it is put on the stack. Returns its index.
    pub(super) fn add(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Ends the clauses above `place` of the stack; they end before `boundary`.
    pub(super) fn pop_to(&mut self, place: usize, boundary: usize) {
        while self.stack.len() > place {
            let Some(draft) = self.stack.pop().and_then(|index| self.drafts.get_mut(index)) else { break };
            draft.end = draft.end.min(boundary);
        }
        self.fresh = None;
    }

    /// Ends open clauses without a finite verb, up to one that has it.
    pub(super) fn pop_nonfinite(&mut self, boundary: usize) {
        let place =
            self.open_clauses().find(|(_, d)| !(d.kind == ClauseKind::NonFinite && d.group.is_some())).map(|(p, _)| p);
        if let Some(place) = place {
            self.pop_to(place + 1, boundary);
        }
    }
}
