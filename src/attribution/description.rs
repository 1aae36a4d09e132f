//! Whom "the officer", "the ministry", "the survey" means: words of the same head that introduced somebody or something, the holder of
//! an office, or, in newspapers' elegant variation, the one the article has just been speaking of.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::bearer::{self, Gender};
use super::discourse::{self, Discourse};
use super::kind;
use super::reading::Reading;
use super::resolve::{Meant, known};
use super::traits::{COMMA, CONJUNCTION, GENITIVE, NAME, NOUN, POSSESSIVE};
use crate::rules::Word;
use crate::rules::lists;
use crate::text::{Name, NameKind, NounPhrase, Tokens};

/// Names by office.
pub(super) type Offices = FxHashMap<Word, Vec<usize>>;

/// Whom a definite description without a name means.
pub(super) fn meant<'a>(
    reading: &Reading<'a>,
    discourse: &mut Discourse<'a>,
    offices: &OnceCell<Offices>,
    words: &Tokens,
) -> Option<Meant<'a>> {
    if reading.is(POSSESSIVE, words.start) {
        return None;
    }
    let head = kind::head(reading, words).filter(|&h| reading.is(NOUN, h))?;
    if words.clone().any(|i| reading.is(GENITIVE, i) || reading.is(CONJUNCTION, i)) {
        return None;
    }
    let plural = reading.is_plural(head);
    let person = reading.lemma_in(lists::SOURCE_PERSON_NOUNS, head) && !plural;
    let bare = head + 1 >= words.end || reading.is(COMMA, head + 1);
    let mut unmet = false;
    if person
        && bare
        && let Some(holders) = offices.get_or_init(|| bearer::offices(reading)).get(&bearer::office(reading, head))
    {
        match holder(reading, discourse, holders, words) {
            Holder::Met(who) => return known(discourse, who),
            Holder::Several => return None,
            Holder::Later => unmet = true,
        }
    }
    if !plural
        && bare
        && reading.lemma_in(lists::ANAPHORIC_ORGANISATION_NOUNS, head)
        && let Some(name) = only_organisation(reading, discourse, words.start)
    {
        let who = discourse.bearer(name)?;
        return known(discourse, who);
    }
    match introduced(reading, discourse, words, head) {
        Introduced::Once(phrase) => return Some(of_phrase(reading, discourse, &phrase)),
        Introduced::Often => return None,
        Introduced::Never => {}
    }
    if person && bare && !unmet {
        let gender = bearer::gender_of_noun(reading, head);
        let named = reading.lemma_in(lists::ANAPHORIC_PERSON_NOUNS, head) || words.len() > 2;
        let who = discourse.salient(words.start, gender, LEAD).filter(|&who| named && discourse.is_named(who))?;
        return known(discourse, who);
    }
    None
}

/// Who of an office's holders is meant.
enum Holder {
    /// This one.
    Met(usize),
    /// None of them: the only one is named later.
    Later,
    /// One that cannot be told.
    Several,
}

/// The only one of an office's holders, or the one the text has spoken of most lately.
fn holder(reading: &Reading, discourse: &mut Discourse, holders: &[usize], words: &Tokens) -> Holder {
    let names = &reading.document.names;
    let holders = || holders.iter().filter_map(|&holder| names.get(holder));
    let bearers: Vec<usize> = holders().filter_map(|name| discourse.bearer(name)).collect();
    match bearers.as_slice() {
        [only] if holders().any(|name| discourse.is_named_before(name, words.end)) => Holder::Met(*only),
        [_] => Holder::Later,
        _ => {
            let who = discourse.salient(words.start, Gender::Open, HOLDER).filter(|who| bearers.contains(who));
            who.map_or(Holder::Several, Holder::Met)
        }
    }
}

/// A phrase as what it names, else as the words it is.
fn of_phrase<'a>(reading: &Reading<'a>, discourse: &mut Discourse<'a>, phrase: &Tokens) -> Meant<'a> {
    let ends = |n: &&Name| n.kind != NameKind::Demonym && n.tokens.end >= phrase.end;
    let named = kind::main_name(reading, phrase).filter(ends);
    let who = named.and_then(|name| discourse.bearer(name));
    who.and_then(|who| known(discourse, who))
        .unwrap_or_else(|| Meant { referent: discourse::described(reading, phrase), who: None })
}

/// How often words of one head have introduced something.
enum Introduced {
    Never,
    Once(Tokens),
    Often,
}

/// The earlier phrase with this head that introduces what the description takes up: an indefinite one, or one that says more than
/// "the" and the head.
fn introduced(reading: &Reading, discourse: &Discourse, words: &Tokens, head: usize) -> Introduced {
    let lemma = reading.rules.lemma(reading.word(head));
    if lemma == Word::UNKNOWN {
        return Introduced::Never;
    }
    let phrases = &reading.document.phrases;
    let until = phrases.partition_point(|p| p.tokens.end <= words.start);
    // "the Romney campaign" is none of Mr Obama's.
    let names: Vec<&str> = (words.start..head).filter(|&i| reading.is(NAME, i)).map(|i| reading.text(i)).collect();
    let named = |p: &NounPhrase| names.iter().all(|name| p.tokens.clone().any(|i| reading.text(i) == *name));
    let plural = reading.is_plural(head);
    let same = |p: &&NounPhrase| {
        // Most phrases say no more than that, or have another head.
        p.tokens.len() + usize::from(!reading.has(lists::DEFINITE, p.tokens.start)) > 2
            && reading.rules.lemma(reading.word(p.head)) == lemma
            && named(p)
            && reading.is_plural(p.head) == plural
            && !reading.is(POSSESSIVE, p.tokens.start)
            && reading.quotation_around(p.head).is_none()
    };
    let text = |p: &NounPhrase| reading.document.span(&p.tokens).of(reading.document.text).to_lowercase();
    let mut found = phrases.iter().take(until).rev().take(RECENT).filter(same);
    let Some(nearest) = found.next() else { return Introduced::Never };
    let here = discourse.sentence(words.start);
    let near = here.saturating_sub(discourse.sentence(nearest.head)) <= 1;
    let other = found.find(|p| text(p) != text(nearest));
    let far = |p: &NounPhrase| here.saturating_sub(discourse.sentence(p.head)) > 2;
    if other.is_some_and(|other| !near || !far(other)) {
        return Introduced::Often;
    }
    Introduced::Once(nearest.tokens.clone())
}

/// The only organisation named in the description's sentence before it, else in the sentence before.
fn only_organisation<'a>(reading: &Reading<'a>, discourse: &Discourse, at: usize) -> Option<&'a Name> {
    let names = &reading.document.names;
    let here = discourse.sentence(at);
    let until = names.partition_point(|n| n.tokens.end <= at);
    let back = |name: &Name| here.saturating_sub(discourse.sentence(name.tokens.start));
    let near = names.iter().take(until).rev().take(RECENT).take_while(|n| back(n) <= 1).filter(|n| {
        matches!(n.kind, NameKind::Organisation | NameKind::Unknown)
            && !reading.is_plural(n.tokens.end.saturating_sub(1))
            && reading.quotation_around(n.tokens.start).is_none()
    });
    let mut found: Option<(&Name, usize)> = None;
    for name in near {
        let back = back(name);
        match found {
            Some((_, sentence)) if back > sentence => break,
            Some((one, _)) if one.entity != name.entity => return None,
            Some(_) => {}
            None => found = Some((name, back)),
        }
    }
    found.map(|(name, _)| name)
}

/// How many phrases and names back an antecedent is looked for.
const RECENT: usize = 300;
/// How many times the salience of the next one somebody must have to be "the billionaire".
const LEAD: f32 = 1.5;
/// The same among those who hold one office.
const HOLDER: f32 = 1.2;
