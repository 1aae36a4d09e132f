//! Clauses: one pass over a sentence with a stack of open clauses. Connectors open them, verb groups give them their verb or
//! begin the next, quotation marks and brackets wall them in.

use super::classes::{CLAUSE_PREPOSITION, RELATIVE, SUBJECT_PRONOUN};
use super::draft::{Adjunct, Chain, Draft, Link, settle};
use super::verb_group::{Form, Group, begins, read};
use super::view::View;
use super::{Clause, ClauseKind};
use crate::text::{NounPhrase, Tag, TokenKind, Tokens};

/// No sentence is nested deeper; the bound keeps looking down the stack cheap.
const DEEPEST: usize = 32;

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
    pub(super) phrases: &'v [NounPhrase],
    /// The first phrase of the sentence and the one behind its last.
    pub(super) range: Tokens,
    pub(super) sentence: Tokens,
    pub(super) drafts: Vec<Draft>,
    /// Open clauses, outermost first: indexes into `drafts`.
    pub(super) stack: Vec<usize>,
    walls: Vec<Wall>,
    /// Where words went on while no clause was open.
    fresh: Option<usize>,
    /// The verb groups, in order.
    pub(super) groups: Vec<Group>,
    /// Start of the sentence's last finite verb group.
    pub(super) last_finite: Option<usize>,
    /// Lists of chains that earlier sentences are done with.
    spare: Vec<Vec<Chain>>,
    /// Room to put clauses in order.
    order: Vec<usize>,
}

impl<'v> Builder<'v> {
    /// For all sentences of a document and their phrases.
    pub(super) fn new(view: &'v View<'v>, phrases: &'v [NounPhrase]) -> Self {
        Builder {
            view,
            phrases,
            range: 0..0,
            sentence: 0..0,
            drafts: Vec::new(),
            stack: Vec::new(),
            walls: Vec::new(),
            fresh: None,
            groups: Vec::new(),
            last_finite: None,
            spare: Vec::new(),
            order: Vec::new(),
        }
    }

    /// Appends the clauses of the next sentence; `range` are its phrases.
    pub(super) fn sentence(&mut self, sentence: &Tokens, range: Tokens, clauses: &mut Vec<Clause>) {
        self.sentence = sentence.clone();
        self.range = range;
        self.stack.clear();
        self.walls.clear();
        self.fresh = None;
        self.find_groups();
        self.last_finite = self.groups.iter().rev().find(|g| g.form == Form::Finite).map(|g| g.tokens.start);
        self.run();
        settle(&mut self.drafts, self.view, self.phrases, sentence, &mut self.order, clauses);
        for mut draft in self.drafts.drain(..) {
            if draft.chains.capacity() > 0 {
                draft.chains.clear();
                self.spare.push(draft.chains);
            }
        }
    }

    /// The verb groups between and behind the noun phrases of the sentence.
    fn find_groups(&mut self) {
        self.groups.clear();
        let view = self.view;
        let phrases = self.phrases.get(self.range.clone()).unwrap_or_default().iter().map(|phrase| &phrase.tokens);
        let mut at = self.sentence.start;
        for phrase in phrases.chain(std::iter::once(&(self.sentence.end..self.sentence.end))) {
            let mut free = at;
            while at < phrase.start {
                match begins(view.tag(at)).then(|| read(view, free, at, phrase.start)).flatten() {
                    Some(group) => {
                        at = group.tokens.end.max(at + 1);
                        free = at;
                        self.groups.push(group);
                    }
                    None => at += 1,
                }
            }
            at = phrase.end.max(at);
        }
    }
}

impl Builder<'_> {
    fn run(&mut self) {
        let mut at = self.sentence.start;
        let (mut phrase, mut group) = (self.range.start, 0);
        let (mut next_phrase, mut next_group) = (self.phrase_start(phrase), self.group_place(group));
        while at < self.sentence.end {
            while next_phrase < at {
                phrase += 1;
                next_phrase = self.phrase_start(phrase);
            }
            while next_group.end < at {
                group += 1;
                next_group = self.group_place(group);
            }
            self.leave_walls(at);
            let word = || !matches!(self.view.tag(at), Tag::Mark | Tag::Conjunction) || self.view.negative(at);
            if self.stack.is_empty() && self.fresh.is_none() && word() {
                self.fresh = Some(at);
            }
            if next_phrase == at {
                at = self.phrase(phrase).max(at + 1);
                continue;
            }
            // A group may begin with a negation that was passed as an adverb.
            if next_group.start <= at
                && let Some(found) = self.groups.get(group).cloned()
            {
                let end = found.tokens.end;
                self.group(found);
                at = end.max(at + 1);
                continue;
            }
            self.other(at);
            at += 1;
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
        self.groups.get(group).map_or(usize::MAX..usize::MAX, |group| group.tokens.start..group.head)
    }

    /// Connectors and marks.
    fn other(&mut self, at: usize) {
        let view = self.view;
        let cell = view.at(at);
        match (cell.kind, cell.tag) {
            (TokenKind::Open, _) => {
                let open_end = self.view.quotation(at).map_or(self.sentence.end, |q| q.end);
                self.open(at, if cell.closes_at() > at { cell.closes_at() } else { open_end });
            }
            (TokenKind::Close, _) => self.close(at, true),
            (TokenKind::Mark, _) => match cell.mark {
                '(' | '[' => self.open(at, self.sentence.end),
                ')' | ']' => self.close(at, false),
                ':' | ';' => self.pop_to(self.floor(), at),
                '–' | '—' | '-' => self.dateline(at),
                _ => {}
            },
            (_, Tag::Subordinator) => self.subordinator(at),
            (_, Tag::Wh) => self.wh(at),
            (_, Tag::Preposition) if cell.classes & CLAUSE_PREPOSITION != 0 && self.opens_clause(at) => {
                self.subordinator(at)
            }
            _ => {}
        }
    }

    /// "LONDON (Agency) — ": what stands before the dash is where the report was written.
    fn dateline(&mut self, at: usize) {
        let (view, phrases) = (self.view, self.phrases);
        if at > self.sentence.start + 12 || self.stack.len() != 1 {
            return;
        }
        let Some(draft) = self.stack.first().and_then(|&d| self.drafts.get_mut(d)) else { return };
        let head = |c: &Chain| phrases.get(c.phrase).map_or(0, |p| p.head);
        let placed = draft.chains.first().is_some_and(|c| view.at(head(c)).place && c.start == self.sentence.start);
        if draft.group.is_none() && placed && draft.chains.iter().all(|c| view.at(head(c)).name != 0) {
            draft.chains.clear();
            draft.start = at + 1;
        }
    }

    fn open(&mut self, at: usize, closes: usize) {
        let bracket = self.view.at(at).kind == TokenKind::Mark;
        let after_break = bracket || matches!(self.link(at), Link::Comma | Link::Break);
        self.walls.push(Wall { height: self.stack.len(), closes });
        let speaks = self.groups.iter().skip(self.groups.partition_point(|g| g.tokens.start <= at));
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
            if wall.closes > at || wall.closes == at && self.view.at(at).kind == TokenKind::Close {
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
            && view.tag(before - 1) == Tag::Preposition
            && !self.drafts.get(top).is_some_and(|d| d.opened == before && d.kind == ClauseKind::Subordinate)
            && !(view.is(start, SUBJECT_PRONOUN) && end == start + 1 && view.is(before - 1, CLAUSE_PREPOSITION));
        let link = self.link(if governed { before - 1 } else { start });
        let Some(draft) = self.drafts.get_mut(top) else { return end };
        let joins_adjunct = draft.adjunct.as_ref().is_some_and(|a| {
            a.end < start && view.tag(start - 1) == Tag::Conjunction && a.end + 1 == start && draft.chains.is_empty()
        });
        if joins_adjunct {
            if let Some(adjunct) = &mut draft.adjunct {
                adjunct.end = end;
            }
        } else if governed {
            let preposition = before - 1;
            match (draft.chains.last_mut(), &mut draft.adjunct) {
                // "incidents such as these"
                (Some(chain), _)
                    if view.only_adverbs(chain.end, preposition)
                        || chain.end + 1 == preposition && view.tag(chain.end) != Tag::Mark =>
                {
                    chain.end = end;
                }
                (_, Some(adjunct)) if adjunct.end == preposition => adjunct.end = end,
                _ => draft.adjunct = Some(Adjunct { start: preposition, end, link }),
            }
        } else {
            // "and on Monday the police": the phrase is tied to what stands before the adjunct.
            let (from, link) = match (&draft.adjunct, draft.chains.last()) {
                (Some(adjunct), _) if adjunct.end == start => (adjunct.start, adjunct.link),
                (_, Some(chain)) if chain.time && chain.end == start => (chain.start, chain.link),
                _ => (start, link),
            };
            draft.chains.push(Chain { phrase: index, start: from, end, link, time });
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
        let preposition = at > self.sentence.start && view.before(at).tag == Tag::Preposition;
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

    /// Keeps a clause, which stays closed until it is put on the stack, and gives it a list for its chains. Returns its index.
    pub(super) fn add(&mut self, mut draft: Draft) -> usize {
        if draft.chains.capacity() == 0 {
            draft.chains = self.spare.pop().unwrap_or_default();
        }
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
