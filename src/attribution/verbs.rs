//! Attributions whose cue is a verb: which complement it has here, how sure that makes it, and the three spans.

use smallvec::smallvec;

use super::Parts;
use super::candidate::{Candidate, precision};
use super::complement::{self, Complement, Opening, opening};
use super::content::{self, Reach};
use super::direct;
use super::extent;
use super::headline;
use super::passive::{passive, raising};
use super::reading::Reading;
use super::source::{self, Earlier, Source};
use super::traits::{ADVERBIAL, ASKS, CLOSE, COMMA, CONJUNCTION, DASH, FINITE, MARK, PARENTHESIS, PARTICIPLE, WH};
use super::verb_group::{self, VerbGroup};
use crate::matching::{Hit, RuleRef};
use crate::rules::figures::{self, ASIDE, COLON, Form, INVERTED, Key, QUOTE};
use crate::rules::lists;
use crate::rules::{Verb, complements};
use crate::text::{Tag, Tokens};

/// A verb hit at work.
pub(super) struct Cue<'c> {
    pub reading: &'c Reading<'c>,
    verb: &'c Verb,
    /// Index of the verb.
    entry: usize,
    pub group: VerbGroup,
}

/// The attribution that the verb of `hit` makes, if any.
pub(super) fn candidate<'c>(reading: &'c Reading<'c>, hit: &Hit, earlier: &Earlier) -> Option<Candidate<'c>> {
    let RuleRef::Verb(index) = hit.rule else { return None };
    let verb = reading.rules.verbs.get(index)?;
    let group = verb_group::around(reading, &hit.tokens)?;
    if direct::speaks_inside(reading, group.head) {
        return None;
    }
    let cue = Cue { reading, verb, entry: index, group };
    if let Some(found) = inverted(&cue) {
        return Some(found);
    }
    if verb.complements & complements::PATIENT == 0 && (cue.group.passive || opens_participle(reading, &cue.group)) {
        return passive(&cue);
    }
    if cue.group.bare_participle
        && !reading.is(COMMA, cue.group.tokens.start.wrapping_sub(1))
        && reading.is(PARTICIPLE, cue.group.head)
    {
        return None;
    }
    if verb.complements & complements::RAISING != 0 {
        return raising(&cue);
    }
    let source = source::of(reading, &cue.group, earlier);
    let right = complement::of(reading, cue.group.tokens.end, takes_addressee(verb));
    // A relative pronoun follows the one it stands for, not what that one said.
    let here = source.as_ref().filter(|s| !s.shared && !s.relative);
    let left = here.and_then(|s| left_content(reading, s.tokens.start));
    best(&cue, source, &right, left)
}

/// "Asked about it, he …", "when asked whether": a participle that opens its sentence or clause.
fn opens_participle(reading: &Reading, group: &VerbGroup) -> bool {
    let before = group.tokens.start.checked_sub(1);
    let first = reading.sentence(group.head).start == group.tokens.start
        || before.is_some_and(|b| reading.is(ADVERBIAL, b) || reading.is(PARENTHESIS, b));
    first && matches!(reading.tag(group.head), Tag::Participle | Tag::Past) && !group.infinitive
}

fn takes_addressee(verb: &Verb) -> bool {
    verb.complements & complements::ADDRESSEE != 0
}

/// Content that ends directly left of "S V".
enum Left {
    Quotation(usize),
    Aside(Tokens),
    /// The same without a verb: it says something only together with what follows.
    Start(Tokens),
}

/// What stands left of a source that starts at `at`: a quotation, or a clause and a comma.
fn left_content(reading: &Reading, at: usize) -> Option<Left> {
    let before = at.checked_sub(1)?;
    let sentence = reading.sentence(at);
    let mark = if reading.is(COMMA, before) || reading.is(DASH, before) { before.checked_sub(1)? } else { before };
    if reading.is(CLOSE, mark)
        && (mark >= sentence.start || asks(reading, mark, at))
        && reading.closes_speech(mark)
        && let Some(quotation) = reading.quotation_closing(mark)
    {
        return Some(Left::Quotation(quotation));
    }
    if before < sentence.start || mark == before || mark < sentence.start {
        return None;
    }
    if reading.has(lists::ASIDE_BLOCKERS, sentence.start) {
        return None;
    }
    let content = content::before(reading, before);
    if content.is_empty() {
        return None;
    }
    let says = reading.any(FINITE, &content) || headline::is_closed_by(reading, &content, at);
    Some(if says { Left::Aside(content) } else { Left::Start(content) })
}

/// Whether the quotation that closes at `mark` ends like a sentence that a cue can still follow: “Why?” he asked.
fn asks(reading: &Reading, mark: usize, at: usize) -> bool {
    let paragraph = |i: usize| reading.document.sentences.get(reading.document.sentence_of(i)).map(|s| s.paragraph);
    let end = mark.checked_sub(1);
    end.is_some_and(|e| reading.is(ASKS, e)) && paragraph(mark) == paragraph(at)
}

/// The best of what right and left offer.
fn best<'c>(cue: &Cue<'c>, source: Option<Source>, right: &Complement, left: Option<Left>) -> Option<Candidate<'c>> {
    let reading = cue.reading;
    let relative = source.as_ref().is_some_and(|s| s.relative);
    let source = source.map(|s| s.tokens).filter(|t| !t.is_empty());
    let source_tokens = source.as_slice();
    let clausal = matches!(right.opening, Opening::That | Opening::Clause) && !right.distant && right.object.is_none();
    let object = right.opening == Opening::Phrase && !takes_addressee(cue.verb);
    let ahead = |quotation: usize| {
        let titled = right.opening != Opening::Nothing && !direct::asserts(reading, quotation);
        (clausal || object || titled) && !direct::opens_with(reading, quotation)
    };
    if let Some(&Left::Quotation(quotation)) = left.as_ref().filter(|l| !matches!(l, Left::Quotation(q) if ahead(*q))) {
        let mut content = direct::ending(reading, quotation);
        if let Opening::Quotation(next) = right.opening {
            content.extend(direct::starting(reading, next));
        } else if let Some(rest) = goes_on(reading, right) {
            content.push(rest);
        }
        return cue.make(QUOTE, source_tokens, cue.group.tokens.clone(), || content, true);
    }
    if let (Opening::Quotation(quotation), Some(Left::Aside(before))) = (right.opening, &left)
        && !direct::is_whole(reading, quotation)
        && reading.is(COMMA, right.start)
        && !reading.is(ADVERBIAL | WH, before.start)
    {
        // The plan that he had made, Berg said, “was dead.”
        let mut content = smallvec![before.clone()];
        content.extend(direct::starting(reading, quotation));
        return cue.make(QUOTE, source_tokens, cue.group.tokens.clone(), || content, true);
    }
    if let Some(found) = introduced(cue, source_tokens, right) {
        return Some(found);
    }
    if let Some(found) = rightward(cue, source_tokens, right, relative) {
        return Some(found);
    }
    let alone = matches!(&left, Some(Left::Aside(_)));
    if let (Some(Left::Aside(before) | Left::Start(before)), Opening::Nothing) = (left, right.opening) {
        if source_tokens.is_empty() {
            return None;
        }
        let mut content: Parts = smallvec![before];
        let next = right.start + 1;
        let closed = alone && reading.has(lists::CONTENT_CLOSERS, next);
        if reading.is(COMMA, right.start) && next < reading.sentence_end(cue.group.head) && !closed {
            content.push(content::from(reading, next, Reach::Clause));
        }
        if !alone && !content.iter().skip(1).flat_map(|t| t.clone()).any(|i| reading.is_finite(i)) {
            return None;
        }
        return cue.make(ASIDE, source_tokens, cue.group.tokens.clone(), || content, false);
    }
    None
}

/// “The whole plan,” he said, “will fail”: the clause that goes on behind the cue with its verb or with "that".
fn goes_on(reading: &Reading, right: &Complement) -> Option<Tokens> {
    let next = right.start + 1;
    let opens = reading.is(COMMA, right.start)
        && (reading.is_finite(next) && !content::is_cue(reading, next) || opening(reading, next) == Opening::That);
    (right.opening == Opening::Nothing && opens).then(|| content::from(reading, next, Reach::Clause))
}

/// "As S said, C".
fn introduced<'c>(cue: &Cue<'c>, source: &[Tokens], right: &Complement) -> Option<Candidate<'c>> {
    let reading = cue.reading;
    let opener = source.first()?.start.checked_sub(1)?;
    let next = right.start + 1;
    let first = reading.sentence(cue.group.head).start;
    let opens = (first == opener || opener.checked_sub(1).is_some_and(|mark| reading.is(COMMA, mark)))
        && reading.has(lists::ASIDE_BLOCKERS, opener);
    let quoted = matches!(right.opening, Opening::Quotation(_));
    if !opens || !reading.is(COMMA, right.start) || !(quoted || right.opening == Opening::Nothing) {
        return None;
    }
    let content = || smallvec![content::from(reading, next, Reach::Clause)];
    cue.make(ASIDE, source, cue.group.tokens.clone(), content, quoted)
}

/// The attribution whose content stands right of the verb.
fn rightward<'c>(cue: &Cue<'c>, source: &[Tokens], right: &Complement, relative: bool) -> Option<Candidate<'c>> {
    let reading = cue.reading;
    let group = cue.group.tokens.clone();
    let reach = if relative { Reach::Relative } else { Reach::Clause };
    let make = |key: Key, cue_tokens: Tokens, content: &dyn Fn() -> Parts, quoted: bool| {
        cue.make(key, source, cue_tokens, content, quoted)
    };
    // "When Berg said C, …", "Noting that C, Berg …"
    let opens = cue.group.gerund && reading.sentence(group.start).start == group.start;
    let fronted = opens || source.first().is_some_and(|s| opens_fronted(reading, s.start));
    let clause = |start| {
        move || {
            let content = content::from(reading, start, reach);
            smallvec![if fronted { content::before_main(reading, content) } else { content }]
        }
    };
    let phrase = |start| {
        move || {
            let content = content::from(reading, start, Reach::Phrase);
            smallvec![if relative { content::before_cue(reading, content) } else { content }]
        }
    };
    // An object with the phrase behind it that starts at a token.
    let whole = |object, start| {
        move || {
            let part = object..content::from(reading, start, Reach::Phrase).end;
            smallvec![part]
        }
    };
    let object = right.object.as_ref().map(|o| o.start);
    let opened = |form, preposition| reading.figures.key(form, preposition);
    match (right.opening, object) {
        (Opening::Quotation(quotation), _) => make(QUOTE, group, &|| direct::starting(reading, quotation), true),
        (Opening::Colon, _) => {
            let start = right.start + 1;
            match reading.quotation_opening(start) {
                // "He was angry: “It is public,” he wrote."
                Some(quotation) if content::is_told(reading, quotation) => {
                    object.and_then(|object| make(figures::NP, group, &phrase(object), false))
                }
                Some(quotation) => make(QUOTE, group, &|| direct::starting(reading, quotation), true),
                None => make(COLON, group, &|| smallvec![content::from(reading, start, Reach::Clause)], false),
            }
        }
        (Opening::That, None) => make(figures::THAT, group, &clause(right.start), false),
        (Opening::That, Some(object)) => make(figures::NP_THAT, group.clone(), &clause(right.start), false)
            .or_else(|| make(figures::NP, group, &phrase(object), false)),
        (Opening::Clause, None) => make(figures::CLAUSE, group, &clause(right.start), false),
        (Opening::Clause, Some(_)) => make(figures::NP_THAT, group, &clause(right.start), false),
        (Opening::Question, None) => make(figures::WH, group.clone(), &clause(right.start), false).or_else(|| {
            // "condemned what he called a breach"
            let free = reading.has(lists::FREE_RELATIVES, right.start);
            if free { make(figures::NP, group, &phrase(right.start), false) } else { None }
        }),
        (Opening::Question, Some(object)) => make(figures::NP_WH, group.clone(), &clause(right.start), false)
            .or_else(|| make(figures::NP, group, &phrase(object), false)),
        (Opening::Infinitive, None) => make(figures::TO, group, &phrase(right.start), false),
        (Opening::Infinitive, Some(object)) => make(figures::NP_TO, group.clone(), &phrase(object), false)
            .or_else(|| make(figures::NP, group, &phrase(object), false)),
        (Opening::Gerund, None) => make(figures::GERUND, group, &phrase(right.start), false),
        (Opening::Preposition(preposition), None) => {
            make(opened(Form::Plain, preposition), group.start..right.start + 1, &phrase(right.start + 1), false)
        }
        (Opening::Preposition(preposition), Some(object)) => {
            let key = opened(Form::Object, preposition);
            let named = cue.make(key, source, group.clone(), whole(object, right.start + 1), false);
            // "described the ad on the subject as false"
            let second = || {
                let (next, word) = complement::second_preposition(reading, right.start)?;
                let key = opened(Form::Object, word);
                let takes = reading.figures.takes(cue.entry, key);
                takes.then(|| cue.make(key, source, group.clone(), whole(object, next + 1), false)).flatten()
            };
            named.or_else(second).or_else(|| make(figures::NP, group, &phrase(object), false))
        }
        (Opening::Phrase, None)
            if reading.has(lists::ANSWERS, right.start) && !reading.opens_phrase(right.start + 1) =>
        {
            make(figures::CLAUSE, group, &phrase(right.start), false)
        }
        (Opening::Phrase, None) => make(figures::NP, group.clone(), &phrase(right.start), false)
            .filter(|c| c.confidence >= SURE)
            .or_else(|| make_clause(cue, source, right.start))
            .or_else(|| make(figures::NP, group, &phrase(right.start), false)),
        (Opening::Gerund | Opening::Phrase, Some(object)) => make(figures::NP, group, &phrase(object), false),
        (Opening::Other, None) if reading.is_finite(right.start) => {
            // "which critics say was weak": the pronoun before the source is the subject.
            let pronoun = source.first().and_then(|s| s.start.checked_sub(1)).filter(|&i| relative_pronoun(reading, i));
            let content = || content::from(reading, right.start, Reach::Relative);
            let parts = || pronoun.map(|i| i..i + 1).into_iter().chain([content()]).collect();
            make(figures::CLAUSE, group, &parts, false)
        }
        // "said no"
        (Opening::Other, _) if reading.has(lists::ANSWERS, right.start) => {
            make(figures::CLAUSE, group, &phrase(right.start), false)
        }
        (Opening::Nothing | Opening::Other, _) => None,
    }
}

/// Whether the subject at `at` is that of an adverbial clause which opens its sentence: "When Berg said".
fn opens_fronted(reading: &Reading, at: usize) -> bool {
    let mut first = reading.sentence(at).start;
    while first < at && (reading.is(CONJUNCTION, first) || reading.is(MARK, first)) {
        first += 1;
    }
    let opener = at.checked_sub(1);
    opener.is_some_and(|opener| {
        opener >= first
            && reading.is(ADVERBIAL, opener)
            && (opener == first || reading.is(COMMA, opener - 1) || opener == first + 1)
    })
}

/// A clause whose finite verb was not found: only for a verb that takes clauses and no phrases.
fn make_clause<'c>(cue: &Cue<'c>, source: &[Tokens], start: usize) -> Option<Candidate<'c>> {
    let takes = |key| cue.reading.figures.takes(cue.entry, key);
    let content = content::from(cue.reading, start, Reach::Clause);
    let finite = cue.reading.any(FINITE, &content);
    let clause = finite && takes(figures::CLAUSE) && !takes(figures::NP);
    clause.then(|| cue.make(figures::CLAUSE, source, cue.group.tokens.clone(), || smallvec![content], false)).flatten()
}

fn relative_pronoun(reading: &Reading, at: usize) -> bool {
    reading.is(WH, at) || reading.has(lists::RELATIVE_PRONOUNS, at)
}

/// `"C," said S` and `C, said S`: the verb stands directly behind the content, the source behind the verb.
fn inverted<'c>(cue: &Cue<'c>) -> Option<Candidate<'c>> {
    let (reading, group) = (cue.reading, &cue.group);
    if cue.group.passive || !reading.is_finite(group.tokens.start) {
        return None;
    }
    let before = group.tokens.start.checked_sub(1)?;
    let comma = reading.is(COMMA, before);
    let mark = if comma { before.checked_sub(1)? } else { before };
    let speech = reading.is(CLOSE, mark) && reading.closes_speech(mark);
    let closing = speech.then(|| reading.quotation_closing(mark)).flatten();
    let sentence = reading.sentence(group.head);
    if closing.is_none() && (!comma || mark <= sentence.start) {
        return None;
    }
    if comma && source::behind_quotation(reading, before) {
        // “C,” Anna Berg, the captain, said: the comma closes an apposition of the source.
        return None;
    }
    let source = extent::right(reading, group.tokens.end)?;
    let behind = complement::opening(reading, source.end);
    let next = (reading.is(COMMA, source.end)).then(|| reading.quotation_opening(source.end + 1)).flatten();
    let finite = reading.is_finite(reading.behind_adverbs(source.end, sentence.end));
    if let Some(quotation) = closing.filter(|&q| !finite || direct::opens_with(reading, q)) {
        let mut content = direct::ending(reading, quotation);
        content.extend(next.map(|q| direct::starting(reading, q)).unwrap_or_default());
        return cue.make(QUOTE, &[source], group.tokens.clone(), || content, true);
    }
    if !comma || mark <= sentence.start || matches!(behind, Opening::That | Opening::Infinitive | Opening::Clause) {
        return None;
    }
    if finite {
        return None;
    }
    let content = content::before(reading, before);
    let says = extent::has_main_verb(reading, content.clone()) || headline::is_clipped(reading, &content, &source);
    says.then(|| cue.make(INVERTED, &[source], group.tokens.clone(), || smallvec![content], false)).flatten()
}

impl<'c> Cue<'c> {
    /// The candidate, when the verb takes this complement; only then the content is worked out.
    pub fn make(
        &self,
        key: Key,
        source: &[Tokens],
        cue: Tokens,
        content: impl FnOnce() -> Parts,
        quoted: bool,
    ) -> Option<Candidate<'c>> {
        let word = self.reading.word(self.group.head);
        let confidence = precision(self.reading, self.entry, word, key)?;
        let mut content = content();
        content.retain(|part| !Tokens::is_empty(part));
        (!content.is_empty()).then(|| Candidate {
            source: source.iter().cloned().collect(),
            cue: smallvec![cue],
            content,
            stance: self.verb.stance,
            rule: &self.verb.id,
            confidence,
            quoted,
            measured: Some((word, key)),
        })
    }
}

/// A noun phrase that is no object of this verb starts a clause that was not recognised.
const SURE: f32 = 0.3;
