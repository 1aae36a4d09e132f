//! Who has been mentioned so far, and how prominently: what a pronoun can mean is weighed by the salience of Lappin and Leass
//! (1994), cut to what chunks tell. Subjects and speakers weigh most, each sentence back halves the weight, and sentences that are
//! nothing but quotation neither count nor mention anybody.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::SourceKind;
use super::bearer::{self, Bearers, Gender};
use super::kind;
use super::reading::Reading;
use super::traits::{
    COMMA, CONJUNCTION, GENITIVE, NAME_START, NOUN, POSSESSIVE, PREPOSITION, PRONOUN, QUOTED, SUBJECT_HEAD, Traits,
    WORD,
};
use crate::base::Span;
use crate::rules::Word;
use crate::rules::lists;
use crate::text::{Name, NameKind, Tag, Tokens};

/// Somebody mentioned: the words that name or introduce them, and what is known of them.
#[derive(Debug, Clone)]
pub(super) struct Referent<'a> {
    /// Its name, or the words that it has for one.
    pub name: &'a str,
    /// The words that introduce it.
    pub span: Span,
    pub kind: SourceKind,
    pub actor: Option<&'a str>,
    pub gender: Gender,
    /// Whether it has a name.
    pub named: bool,
}

/// How far the discourse has got with the bearer of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Never,
    /// By this name, without having been thought of since.
    By(usize),
    /// As this referent.
    As(usize),
}

/// One mention of a referent.
#[derive(Debug, Clone, Copy)]
struct Mention {
    who: usize,
    /// Its sentence, counted in narration.
    sentence: usize,
    weight: f32,
}

/// A document read up to a token.
pub(super) struct Discourse<'d> {
    reading: &'d Reading<'d>,
    bearers: &'d Bearers,
    /// By sentence: how many sentences before it hold words of the narrator.
    narrated: Vec<usize>,
    referents: Vec<Referent<'d>>,
    by_entity: Vec<Met>,
    by_role: FxHashMap<Word, usize>,
    mentions: Vec<Mention>,
    /// The last token at which somebody is known to speak.
    settled: usize,
    /// The last source that is several people or things.
    pub plural_speaker: Option<Tokens>,
    /// The next token and quotation to read.
    token: usize,
    quotation: usize,
}

impl<'d> Discourse<'d> {
    /// Nothing is read yet.
    pub fn new(reading: &'d Reading<'d>, bearers: &'d Bearers) -> Self {
        Discourse {
            reading,
            bearers,
            narrated: narrated(reading),
            referents: Vec::new(),
            by_entity: vec![Met::Never; reading.document.entities.len()],
            by_role: FxHashMap::default(),
            mentions: Vec::new(),
            settled: 0,
            plural_speaker: None,
            token: 0,
            quotation: 0,
        }
    }

    /// Takes in everybody mentioned before the token `until`.
    pub fn read_to(&mut self, until: usize) {
        let document = self.reading.document;
        while let Some(at) = self.reading.first(MENTIONS, &(self.token..until)) {
            self.token = at + 1;
            let traits = self.reading.traits(at);
            if traits & QUOTED != 0
                && let Some(behind) = self.speech_around(at)
            {
                self.token = behind.min(until.max(at + 1));
            } else if traits & NAME_START != 0 {
                let index = document.name_of(at);
                if let Some((index, name)) = index.and_then(|index| Some((index, document.names.get(index)?))) {
                    self.mention_name(index, name);
                }
            } else if traits & (PRONOUN | POSSESSIVE) != 0 {
                self.mention_pronoun(at);
            } else if traits & NOUN != 0 {
                self.mention_role(at);
            }
        }
        self.token = self.token.max(until);
    }

    /// The end of the quoted speech that holds the token.
    fn speech_around(&mut self, at: usize) -> Option<usize> {
        let quotations = &self.reading.document.quotations;
        while quotations.get(self.quotation).is_some_and(|q| q.tokens.end <= at || q.tokens.len() < SHORTEST) {
            self.quotation += 1;
        }
        quotations.get(self.quotation).filter(|q| q.tokens.contains(&at)).map(|q| q.tokens.end)
    }

    fn mention_name(&mut self, index: usize, name: &Name) {
        if name.kind != NameKind::Person {
            // Nobody whom a pronoun can mean, unless it speaks.
            if let Some(met @ Met::Never) = self.by_entity.get_mut(name.entity) {
                *met = Met::By(index);
            }
            return;
        }
        let Some(who) = self.bearer(name) else { return };
        let weight = if self.reading.is(GENITIVE, name.tokens.end) {
            OWNER
        } else {
            self.weight(name.tokens.start, name.tokens.end.saturating_sub(1))
        };
        self.mention(who, name.tokens.start, weight);
    }

    fn mention_pronoun(&mut self, at: usize) {
        if self.settled == at && !self.mentions.is_empty() {
            return;
        }
        let Some(gender) = self.gender_of_pronoun(at) else { return };
        if let Some(who) = self.salient(at, gender, SURE) {
            let nominative = self.reading.has(lists::NOMINATIVE_PRONOUNS, at);
            let weight = match self.reading.tag(at) {
                Tag::Possessive => OWNER,
                _ if nominative => SUBJECT,
                _ => OBJECT,
            };
            self.mention(who, at, weight);
        }
    }

    /// "The judge rubbed his chin": somebody without a name who does something.
    fn mention_role(&mut self, head: usize) {
        let reading = self.reading;
        if !reading.lemma_in(lists::SOURCE_PERSON_NOUNS, head) || reading.is_plural(head) {
            return;
        }
        let Some(index) = reading.document.phrase_of(head) else { return };
        let Some(phrase) = reading.document.phrases.get(index).filter(|p| p.head == head) else { return };
        if kind::named_beside(reading, &phrase.full).is_some() {
            return;
        }
        let who = self.in_role(&phrase.full, head);
        let weight = self.weight(head, head);
        self.mention(who, head, weight);
    }

    /// The one whom a role without a name means: the one before it of this role, or somebody new.
    pub fn in_role(&mut self, words: &Tokens, head: usize) -> usize {
        let reading = self.reading;
        let lemma = reading.rules.lemma(reading.word(head));
        let bare = words.len() == 2 && reading.has(lists::DEFINITE, words.start);
        let known = self.by_role.get(&lemma).copied().filter(|_| bare);
        known.unwrap_or_else(|| {
            let behind = phrase_end(reading, words, head);
            let who = self.add(described(reading, &(words.start..behind)));
            self.by_role.insert(lemma, who);
            who
        })
    }

    fn add(&mut self, referent: Referent<'d>) -> usize {
        self.referents.push(referent);
        self.referents.len() - 1
    }

    /// The bearer of a name; `None` when two people share it.
    pub fn bearer(&mut self, name: &Name) -> Option<usize> {
        let document = self.reading.document;
        // Its kind is the one of the first mention.
        let name = match self.by_entity.get(name.entity) {
            Some(&Met::As(known)) => return Some(known),
            Some(&Met::By(first)) => document.names.get(first).unwrap_or(name),
            _ => name,
        };
        let bearers = self.bearers;
        let bearer = bearers.get(name.entity).filter(|b| !b.shared)?;
        let kind = match name.kind {
            NameKind::Person => SourceKind::Person,
            NameKind::Unknown if bearers.is_person(bearer, self.reading) => SourceKind::Person,
            _ => kind::of(self.reading, std::slice::from_ref(&name.tokens)),
        };
        let who = self.add(Referent {
            name: document.entities.get(name.entity).map_or("", |name| name),
            span: document.span(&bearer.fullest),
            kind,
            actor: bearers.actor(bearer, self.reading),
            gender: bearers.gender(bearer, self.reading),
            named: true,
        });
        if let Some(met) = self.by_entity.get_mut(name.entity) {
            *met = Met::As(who);
        }
        Some(who)
    }

    /// Whether the bearer of a name is named before the token `until`, by whatever name.
    pub fn is_named_before(&self, name: &Name, until: usize) -> bool {
        self.bearers.first(name.entity, self.reading).is_some_and(|first| first.tokens.start < until)
    }

    /// Notes that somebody speaks at the token.
    pub fn speaks(&mut self, who: usize, at: usize) {
        self.mention(who, at, SPEAKER);
        self.settled = at;
    }

    fn mention(&mut self, who: usize, at: usize, weight: f32) {
        let sentence = self.sentence(at);
        self.mentions.push(Mention { who, sentence, weight });
    }

    /// Whether somebody has a name.
    pub fn is_named(&self, who: usize) -> bool {
        self.referents.get(who).is_some_and(|r| r.named)
    }

    /// What is known of somebody.
    pub fn referent(&self, who: usize) -> Option<&Referent<'d>> {
        self.referents.get(who)
    }

    /// The sentence of a token, counted in narration.
    pub fn sentence(&self, at: usize) -> usize {
        self.narrated.get(self.reading.document.sentence_of(at)).copied().unwrap_or(0)
    }

    /// How much a mention in the phrase of `start` weighs whose last word is `last`.
    fn weight(&self, start: usize, last: usize) -> f32 {
        let document = self.reading.document;
        let Some(index) = document.phrase_of(start) else { return MODIFIER };
        let Some(phrase) = document.phrases.get(index).filter(|p| p.tokens.contains(&last)) else { return MODIFIER };
        let subject = self.reading.is(SUBJECT_HEAD, phrase.head);
        let joined = self.reading.is(CONJUNCTION, phrase.tokens.end)
            || phrase.tokens.start.checked_sub(1).is_some_and(|b| self.reading.is(CONJUNCTION, b));
        match phrase.head <= last {
            _ if !subject && phrase.tokens.start.checked_sub(1).is_some_and(|b| self.reading.is(PREPOSITION, b)) => {
                MODIFIER
            }
            true if subject => {
                if joined {
                    OBJECT
                } else {
                    SUBJECT
                }
            }
            true => OBJECT,
            false => MODIFIER,
        }
    }

    /// Whom a gendered pronoun means.
    pub fn gender_of_pronoun(&self, at: usize) -> Option<Gender> {
        match self.reading.lists(at) {
            lists if lists & lists::MALE_PRONOUNS != 0 => Some(Gender::Male),
            lists if lists & lists::FEMALE_PRONOUNS != 0 => Some(Gender::Female),
            _ => None,
        }
    }

    /// The most salient person before the token whom `gender` fits, when the next one is `lead` times less so.
    pub fn salient(&self, at: usize, gender: Gender, lead: f32) -> Option<usize> {
        let here = self.sentence(at);
        let mut people: SmallVec<[Salience; PEOPLE]> = SmallVec::new();
        for mention in self.mentions.iter().rev().take(RECENT).take_while(|m| here.saturating_sub(m.sentence) <= NEAR) {
            let Some(fit) = self.referents.get(mention.who).and_then(|r| fit(r, gender)) else { continue };
            // No more than a few sentences lie between.
            let weight = fit * mention.weight / (1u32 << here.saturating_sub(mention.sentence)) as f32;
            match people.iter_mut().find(|person| person.who == mention.who) {
                Some(person) => person.add(mention.sentence, weight),
                None => {
                    people.push(Salience { who: mention.who, sentence: mention.sentence, here: weight, behind: None })
                }
            }
        }
        let mut weights = people.iter().map(|person| (person.who, person.weight()));
        let first = weights.next()?;
        // The weightiest, and what the next one weighs.
        let (best, next) = weights.fold((first, 0.0f32), |(best, next), person| match person.1 > best.1 {
            true => (person, next.max(best.1)),
            false => (best, next.max(person.1)),
        });
        (best.1 >= lead * next && best.1 >= FAINT).then_some(best.0)
    }
}

/// How salient somebody is whose mentions are gone through from the last one on: only the weightiest of a sentence counts.
struct Salience {
    who: usize,
    /// The sentence of the mentions that were looked at last, and the most that one of these weighs.
    sentence: usize,
    here: f32,
    /// What the mentions of the sentences behind it weigh together.
    behind: Option<f32>,
}

impl Salience {
    fn add(&mut self, sentence: usize, weight: f32) {
        if sentence == self.sentence {
            self.here = self.here.max(weight);
        } else {
            *self = Salience { who: self.who, sentence, here: weight, behind: Some(self.weight()) };
        }
    }

    fn weight(&self) -> f32 {
        match self.behind {
            Some(behind) => behind.max(self.here) + REPEATED * behind.min(self.here),
            None => self.here,
        }
    }
}

/// How well a pronoun or role of this gender fits somebody; `None`: not at all.
fn fit(referent: &Referent, gender: Gender) -> Option<f32> {
    let person = match referent.kind {
        SourceKind::Person | SourceKind::Anonymous => 1.0,
        SourceKind::Unknown if referent.named => UNTOLD,
        _ => return None,
    };
    match (referent.gender, gender) {
        (told, asked) if told == asked || asked == Gender::Open => Some(person),
        (Gender::Open, _) => Some(person * UNTOLD),
        _ => None,
    }
}

/// Words without a name as a referent of their own.
pub(super) fn described<'a>(reading: &Reading<'a>, words: &Tokens) -> Referent<'a> {
    let span = reading.document.span(words);
    Referent {
        name: span.of(reading.document.text),
        span,
        kind: kind::of(reading, std::slice::from_ref(words)),
        actor: kind::actor(reading, words),
        gender: kind::head(reading, words).map_or(Gender::Open, |head| bearer::gender_of_noun(reading, head)),
        named: false,
    }
}

/// The end of a description that goes no further than its first noun phrase.
fn phrase_end(reading: &Reading, words: &Tokens, head: usize) -> usize {
    if reading.is(COMMA, head + 1) { head + 1 } else { words.end }
}

/// By sentence: how many sentences before it are not wholly inside a quotation.
fn narrated(reading: &Reading) -> Vec<usize> {
    let document = reading.document;
    let mut quoted = vec![false; document.sentences.len()];
    for quotation in document.quotations.iter().filter(|q| q.depth == 0) {
        let from = document.sentence_of(quotation.tokens.start);
        for (sentence, quoted) in document.sentences.iter().zip(quoted.iter_mut()).skip(from) {
            if sentence.tokens.start >= quotation.tokens.end {
                break;
            }
            let outside = |i: usize| reading.is(WORD, i) && !quotation.tokens.contains(&i);
            *quoted |= !sentence.tokens.clone().any(outside);
        }
    }
    let mut before = 0;
    let count = |quoted: bool| {
        let here = before;
        before += usize::from(!quoted);
        here
    };
    quoted.into_iter().map(count).collect()
}

/// What mentions somebody, or can.
const MENTIONS: Traits = PRONOUN | POSSESSIVE | NAME_START | SUBJECT_HEAD;
/// A quotation of fewer tokens, its marks counted, is a word in quotation marks.
const SHORTEST: usize = 5;
/// How many sentences back somebody can be meant.
const NEAR: usize = 4;
/// How many mentions back at most.
const RECENT: usize = 120;
/// Rarely are more people mentioned so lately.
const PEOPLE: usize = 8;
/// How often the runner-up's salience the best must have where a pronoun only passes.
const SURE: f32 = 1.05;
/// Salience below which somebody is no longer meant.
const FAINT: f32 = 0.3;
/// What a mention in a further sentence adds.
const REPEATED: f32 = 0.3;
/// What a gender that nothing tells is worth.
const UNTOLD: f32 = 0.8;
/// What a mention weighs by what it is in its sentence.
const SPEAKER: f32 = 6.0;
const SUBJECT: f32 = 3.0;
const OBJECT: f32 = 1.5;
const OWNER: f32 = 1.2;
const MODIFIER: f32 = 0.8;
