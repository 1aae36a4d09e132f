//! Which mentions of names are one bearer's: full forms, last names, acronyms, inside one document.

use rustc_hash::FxHashMap;

use super::kinds::{Gender, Lists, Mention};
use super::{Name, NameKind};
use crate::text::{Document, Shape, fold};

/// All mentions written the same way.
struct Form {
    /// Folded words.
    words: Vec<String>,
    /// As first written in other than capitals.
    text: String,
    kind: NameKind,
    gender: Option<Gender>,
    titled: bool,
    shouted: bool,
    /// The last word that is no "Jr.".
    last: String,
    /// Whether it starts with a given name.
    given: bool,
    generic: bool,
    mentions: usize,
    /// The form it is short for.
    full: Option<usize>,
}

impl Form {
    /// Takes in what one more mention tells.
    fn meet(&mut self, mention: &Mention) {
        if self.kind == NameKind::Unknown || mention.titled && mention.kind == NameKind::Person {
            self.kind = mention.kind;
        }
        self.gender = self.gender.or(mention.gender);
        self.titled |= mention.titled;
        self.mentions += 1;
    }
}

/// Ties mentions to bearers.
pub(super) fn resolve(document: &Document, lists: &Lists, mentions: &[Mention]) -> (Vec<Name>, Vec<String>) {
    let (mut forms, form_of) = forms(document, lists, mentions);
    shorten(&mut forms);
    acronyms(&mut forms);
    let by_word = index(&forms);
    let mut names = Vec::with_capacity(mentions.len());
    let mut entities: Vec<(usize, String)> = Vec::new();
    let mut entity_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (mention, &form) in mentions.iter().zip(&form_of) {
        let bearer = bearer(&forms, &by_word, form, mention);
        let entity = *entity_of.entry(bearer).or_insert_with(|| {
            entities.push((bearer, forms.get(bearer).map_or(String::new(), |f| f.text.clone())));
            entities.len() - 1
        });
        let full = forms.get(bearer).map_or(NameKind::Unknown, |f| f.kind);
        let own = forms.get(form).map_or(mention.kind, |f| f.kind);
        let kind = match full {
            // "Skripal" of two Skripals.
            NameKind::Unknown if shares_person(&forms, &by_word, form) => NameKind::Person,
            NameKind::Unknown => own,
            _ => full,
        };
        names.push(Name { tokens: mention.tokens.clone(), entity, kind });
    }
    (names, entities.into_iter().map(|(_, text)| text).collect())
}

/// Mentions by how they are written, and the form of each mention.
fn forms(document: &Document, lists: &Lists, mentions: &[Mention]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut known: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    // Most names come again as they were written before.
    let mut written: FxHashMap<&str, usize> = FxHashMap::default();
    let mut form_of = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let tokens = document.tokens.get(mention.tokens.clone()).unwrap_or_default();
        let as_written = document.span(&mention.tokens).of(document.text);
        if let Some(&index) = written.get(as_written)
            && let Some(form) = forms.get_mut(index)
        {
            form.meet(mention);
            form_of.push(index);
            continue;
        }
        let words: Vec<String> = tokens.iter().map(|t| undotted(fold(t.span.of(document.text)))).collect();
        let shouted = tokens.iter().all(|t| t.shape == Shape::Upper);
        let text = tokens.iter().map(|t| t.span.of(document.text)).collect::<Vec<_>>().join(" ");
        let index = known.get(&words).copied().unwrap_or_else(|| {
            let kind = NameKind::Unknown;
            let suffixes = tokens.iter().rev().take_while(|t| lists.suffix(t.word)).count();
            let last = words.len().checked_sub(suffixes + 1).and_then(|at| words.get(at)).cloned().unwrap_or_default();
            let given = tokens.first().is_some_and(|t| lists.given(t.word));
            let generic = words.len() == 1 && tokens.iter().any(|t| lists.generic(t.word));
            let text = text.clone();
            known.insert(words.clone(), forms.len());
            forms.push(Form {
                words,
                text,
                kind,
                gender: None,
                titled: false,
                shouted,
                last,
                given,
                generic,
                mentions: 0,
                full: None,
            });
            forms.len() - 1
        });
        if let Some(form) = forms.get_mut(index) {
            form.meet(mention);
            if form.shouted && !shouted {
                form.text = text;
                form.shouted = false;
            }
        }
        written.insert(as_written, index);
        form_of.push(index);
    }
    (forms, form_of)
}

/// "u.s." and "us" are one.
fn undotted(word: String) -> String {
    if word.len() > 1 && word.contains('.') { word.replace('.', "") } else { word }
}

fn personal(kind: NameKind) -> bool {
    matches!(kind, NameKind::Person | NameKind::Unknown)
}

/// Ties forms of several words to longer ones: "Malcolm Rifkind" to "Malcolm Leslie Rifkind", "Foreign Ministry" to "Russian
/// Foreign Ministry" when there is only one.
fn shorten(forms: &mut [Form]) {
    let mut by_last: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate() {
        if form.words.len() > 1 {
            by_last.entry(&form.last).or_default().push(index);
        }
    }
    let mut full_of = Vec::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.words.len() > 1) {
        let Some(last) = by_last.get(form.last.as_str()).filter(|last| last.len() > 1) else { continue };
        let others =
            || last.iter().take(20).filter_map(|&at| Some((at, forms.get(at)?))).filter(|&(at, _)| at != index);
        let core = others().find(|(_, other)| is_core(other, form)).map(|(at, _)| at);
        let mut longer = others().filter(|(_, other)| !is_core(form, other) && is_short_for(form, other));
        let full = core.or_else(|| longer.next().filter(|_| longer.next().is_none()).map(|(at, _)| at));
        full_of.push((index, full));
    }
    for (index, full) in full_of {
        if let Some(form) = forms.get_mut(index) {
            form.full = full;
        }
    }
}

/// Whether `long` is the person `short` with a word too many in front: "Republican Marco Rubio".
fn is_core(short: &Form, long: &Form) -> bool {
    short.kind == NameKind::Person
        && short.given
        && short.words.len() > 1
        && long.words.len() > short.words.len()
        && personal(long.kind)
        && !long.given
        && long.words.ends_with(&short.words)
}

/// "Malcolm Rifkind" for "Malcolm Leslie Rifkind", "Foreign Ministry" for "Russian Foreign Ministry".
fn is_short_for(short: &Form, long: &Form) -> bool {
    if long.words.len() <= short.words.len() || personal(short.kind) != personal(long.kind) {
        return false;
    }
    let same_ends = long.words.first() == short.words.first() && personal(short.kind);
    // "White House" is no short form of a "Clinton White House" named once.
    same_ends || short.mentions <= long.mentions.max(1) && long.words.ends_with(&short.words)
}

/// Forms by a word, folded.
type ByWord<'f> = FxHashMap<&'f str, Vec<usize>>;

/// Forms of several words by their last word, and people's by their first as well.
fn index(forms: &[Form]) -> ByWord<'_> {
    let mut by_word = ByWord::default();
    for (index, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1 && f.full.is_none()) {
        let first = form.words.first().filter(|_| form.kind == NameKind::Person);
        for word in std::iter::once(&form.last).chain(first) {
            by_word.entry(word).or_default().push(index);
        }
    }
    by_word
}

/// Ties "CPS" to "Crown Prosecution Service".
fn acronyms(forms: &mut [Form]) {
    if !forms.iter().any(|f| f.words.len() == 1 && f.shouted) {
        return;
    }
    let mut by_initials: FxHashMap<String, usize> = FxHashMap::default();
    for (index, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1 && !f.shouted) {
        let initials: String =
            form.text.split(' ').filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        if initials.chars().count() >= 2 {
            by_initials.entry(initials).or_insert(index);
        }
    }
    for index in 0..forms.len() {
        let Some(form) = forms.get(index).filter(|f| f.words.len() == 1 && f.shouted) else { continue };
        let text = form.text.replace('.', "");
        if let Some(&full) = by_initials.get(&text).filter(|&&full| full != index)
            && let Some(form) = forms.get_mut(index)
        {
            form.full = Some(full);
        }
    }
}

/// Whether a form of one word is the last or first name of some person.
fn shares_person(forms: &[Form], by_word: &ByWord, index: usize) -> bool {
    let Some(word) = forms.get(index).filter(|f| f.words.len() == 1).and_then(|f| f.words.first()) else {
        return false;
    };
    let others = by_word.get(word.as_str()).map_or(&[][..], |others| others);
    others.iter().take(20).any(|&other| forms.get(other).is_some_and(|f| f.kind == NameKind::Person))
}

/// The form that stands for the bearer of a mention.
fn bearer(forms: &[Form], by_word: &ByWord, index: usize, mention: &Mention) -> usize {
    let Some(form) = forms.get(index) else { return index };
    if let Some(full) = form.full {
        // Chains of short forms are at most a few long; the bound only guards against a circle.
        let mut at = full;
        for _ in 0..4 {
            match forms.get(at).and_then(|f| f.full) {
                Some(next) => at = next,
                None => break,
            }
        }
        return at;
    }
    let single = form.words.len() == 1;
    if !single
        || form.generic
        || matches!(form.kind, NameKind::Demonym)
        || form.kind == NameKind::Place && !mention.titled
    {
        return index;
    }
    let Some(candidates) = form.words.first().and_then(|word| by_word.get(word.as_str())) else { return index };
    let fits = |&&at: &&usize| {
        forms.get(at).is_some_and(|other| {
            // A last name that the text uses before it introduces somebody's junior is the elder's.
            let younger = other.words.last() != Some(&other.last) && index < at && form.mentions > other.mentions;
            let kinds = match (form.kind, other.kind) {
                (NameKind::Organisation, kind) => kind == NameKind::Organisation,
                (NameKind::Person, kind) => personal(kind),
                (_, kind) => kind != NameKind::Place && kind != NameKind::Demonym,
            };
            // A family name that others bear as a given name tells nothing: "Bradley" of Rebecca Bradley.
            let told = mention.gender.filter(|_| mention.titled || !form.words.contains(&other.last));
            let genders = told.is_none() || other.gender.is_none() || told == other.gender;
            kinds && genders && !younger
        })
    };
    let fitting: Vec<usize> = candidates.iter().take(20).filter(fits).copied().collect();
    match fitting.as_slice() {
        [] => index,
        [only] => *only,
        [first, rest @ ..] => main_bearer(forms, *first, rest).unwrap_or(index),
    }
}

/// Of several people with one last name the one who goes by it alone: newspapers give it to the one they introduce first and name
/// most, and call the others by their full names. `None` when that is nobody.
fn main_bearer(forms: &[Form], first: usize, rest: &[usize]) -> Option<usize> {
    let mentions = |index: usize| forms.get(index).filter(|f| f.kind == NameKind::Person).map_or(0, |f| f.mentions);
    let most = rest.iter().copied().max_by_key(|&other| (mentions(other), std::cmp::Reverse(other)))?;
    let (early, late) = (mentions(first), mentions(most));
    match () {
        () if early > late => Some(first),
        () if late >= LEADS * early.max(1) => Some(most),
        () => None,
    }
}

/// How many times as often as one introduced earlier somebody is named in full to be the main bearer of a last name.
const LEADS: usize = 3;
