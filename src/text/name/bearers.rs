//! Which mentions of names are one bearer's: full forms, last names, acronyms, inside one document.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::kinds::{Gender, Lists, Mention};
use super::{Name, NameKind};
use crate::rules::{Word, Words};
use crate::text::plain::alphanumerics;
use crate::text::{Document, Shape, Token, TokenKind, Tokens, fold};

/// The number of a folded word in this document: that of the vocabulary, or one behind them.
type Number = usize;

/// Stands for the last word of a name that has none: all its words are like "Jr.".
const NO_WORD: Number = usize::MAX;

/// All mentions written the same way.
struct Form<'n> {
    /// Folded words.
    words: &'n [Number],
    /// Where it was first written in other than capitals.
    tokens: Tokens,
    kind: NameKind,
    gender: Option<Gender>,
    titled: bool,
    shouted: bool,
    /// The last word that is no "Jr.".
    last: Number,
    /// Whether it starts with a given name.
    given: bool,
    generic: bool,
    mentions: usize,
    /// The form it is short for.
    full: Option<usize>,
}

impl Form<'_> {
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
pub(super) fn resolve(
    document: &Document,
    words: &Words,
    lists: &Lists,
    mentions: &[Mention],
) -> (Vec<Name>, Vec<Arc<str>>) {
    let numbers = numbers(document, words, mentions);
    let (mut forms, form_of) = forms(document, lists, mentions, &numbers);
    shorten(&mut forms);
    acronyms(document, &mut forms);
    let by_word = index(&forms);
    let mut names = Vec::with_capacity(mentions.len());
    let mut entities = Vec::new();
    let mut entity_of = vec![None; forms.len()];
    for (mention, &form) in mentions.iter().zip(&form_of) {
        let bearer = bearer(&forms, &by_word, form, mention);
        let known = entity_of.get(bearer).copied().flatten();
        let entity = known.unwrap_or_else(|| {
            entities.push(forms.get(bearer).map_or(Cow::Borrowed(""), |f| spelled(document, &f.tokens)).into());
            entities.len() - 1
        });
        if let Some(place) = entity_of.get_mut(bearer) {
            *place = Some(entity);
        }
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
    (names, entities)
}

/// The numbers of the words of all mentions, one mention after the other.
fn numbers(document: &Document, words: &Words, mentions: &[Mention]) -> Vec<Number> {
    let mut numbers = Vec::with_capacity(mentions.iter().map(|mention| mention.tokens.len()).sum());
    // As they are written, so that most of what comes again need not be folded again.
    let mut written: FxHashMap<&str, Number> = FxHashMap::default();
    let mut unknown: FxHashMap<String, Number> = FxHashMap::default();
    for mention in mentions {
        for (token, at) in
            document.tokens.get(mention.tokens.clone()).unwrap_or_default().iter().zip(mention.tokens.clone())
        {
            // Most words are known, and are no shortened ones.
            if token.word != Word::UNKNOWN && is_whole(document, token, at) {
                numbers.push(token.word.0 as usize);
                continue;
            }
            let text = token.span.of(document.text);
            numbers.push(*written.entry(text).or_insert_with(|| {
                let folded = undotted(fold(text));
                match words.get(&folded) {
                    Word::UNKNOWN => {
                        let next = words.len() + unknown.len();
                        *unknown.entry(folded).or_insert(next)
                    }
                    word => word.0 as usize,
                }
            }));
        }
    }
    numbers
}

/// Whether the token at `at` is a word of letters and digits that no ending is written onto ("ca" of "can't"): then it is written as
/// the rules know it.
fn is_whole(document: &Document, token: &Token, at: usize) -> bool {
    let ending = |next: &Token| next.kind == TokenKind::Word && next.span.start == token.span.end;
    let rest = document.text.as_bytes().get(token.span.start..).unwrap_or_default();
    alphanumerics(rest) >= token.span.len() && !document.tokens.get(at + 1).is_some_and(ending)
}

/// The words of a name, a space between them: nearly always they stand so in the text.
fn spelled<'d>(document: &'d Document, tokens: &Tokens) -> Cow<'d, str> {
    let words = document.tokens.get(tokens.clone()).unwrap_or_default();
    let one_space = |pair: &[Token]| match pair {
        [one, next] => one.span.end + 1 == next.span.start && document.text.as_bytes().get(one.span.end) == Some(&b' '),
        _ => false,
    };
    if words.windows(2).all(one_space) {
        return Cow::Borrowed(document.span(tokens).of(document.text));
    }
    let words: Vec<&str> = words.iter().map(|token| token.span.of(document.text)).collect();
    Cow::Owned(words.join(" "))
}

/// Mentions by how they are written, and the form of each mention.
fn forms<'n>(
    document: &Document,
    lists: &Lists,
    mentions: &[Mention],
    numbers: &'n [Number],
) -> (Vec<Form<'n>>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::with_capacity(mentions.len() / 2);
    let mut known: FxHashMap<&[Number], usize> = FxHashMap::with_capacity_and_hasher(mentions.len(), FxBuildHasher);
    let mut form_of = Vec::with_capacity(mentions.len());
    let mut behind = 0;
    for mention in mentions {
        let tokens = document.tokens.get(mention.tokens.clone()).unwrap_or_default();
        let words = numbers.get(behind..behind + tokens.len()).unwrap_or_default();
        behind += tokens.len();
        let index = *known.entry(words).or_insert_with(|| {
            forms.push(Form::new(lists, mention, words, tokens));
            forms.len() - 1
        });
        if let Some(form) = forms.get_mut(index) {
            form.meet(mention);
            if form.shouted && !shouted(tokens) {
                form.tokens = mention.tokens.clone();
                form.shouted = false;
            }
        }
        form_of.push(index);
    }
    (forms, form_of)
}

impl<'n> Form<'n> {
    /// A form that no mention has been counted for.
    fn new(lists: &Lists, mention: &Mention, words: &'n [Number], tokens: &[Token]) -> Self {
        let suffixes = tokens.iter().rev().take_while(|t| lists.suffix(t.word)).count();
        let last = words.len().checked_sub(suffixes + 1).and_then(|at| words.get(at)).copied().unwrap_or(NO_WORD);
        Form {
            words,
            tokens: mention.tokens.clone(),
            kind: NameKind::Unknown,
            gender: None,
            titled: false,
            shouted: shouted(tokens),
            last,
            given: tokens.first().is_some_and(|t| lists.given(t.word)),
            generic: words.len() == 1 && tokens.iter().any(|t| lists.generic(t.word)),
            mentions: 0,
            full: None,
        }
    }
}

/// Whether all words are in capitals.
fn shouted(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| token.shape == Shape::Upper)
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
    let long = || forms.iter().enumerate().filter(|(_, form)| form.words.len() > 1);
    let by_last = ByWord::new(long().map(|(index, form)| (form.last, index)).collect());
    let mut full_of = Vec::new();
    for (index, form) in long() {
        let last = by_last.get(form.last);
        if last.len() < 2 {
            continue;
        }
        let others = || last.iter().filter_map(|&(_, at)| Some((at, forms.get(at)?))).filter(|&(at, _)| at != index);
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
        && long.words.ends_with(short.words)
}

/// "Malcolm Rifkind" for "Malcolm Leslie Rifkind", "Foreign Ministry" for "Russian Foreign Ministry".
fn is_short_for(short: &Form, long: &Form) -> bool {
    if long.words.len() <= short.words.len() || personal(short.kind) != personal(long.kind) {
        return false;
    }
    let same_ends = long.words.first() == short.words.first() && personal(short.kind);
    // "White House" is no short form of a "Clinton White House" named once.
    same_ends || short.mentions <= long.mentions.max(1) && long.words.ends_with(short.words)
}

/// So many forms with a word in common are looked at; the bound keeps what follows linear.
const ALIKE: usize = 20;

/// Forms by a word: sorted, those of one word in the order of the forms.
struct ByWord(Vec<(Number, usize)>);

impl ByWord {
    fn new(mut forms: Vec<(Number, usize)>) -> Self {
        forms.sort_unstable();
        ByWord(forms)
    }

    /// The first forms of a word, each with the word.
    fn get(&self, word: Number) -> &[(Number, usize)] {
        let rest = self.0.get(self.0.partition_point(|&(other, _)| other < word)..).unwrap_or_default();
        let count = rest.iter().take(ALIKE).take_while(|&&(other, _)| other == word).count();
        rest.get(..count).unwrap_or_default()
    }
}

/// Forms of several words by their last word, and people's by their first as well.
fn index(forms: &[Form]) -> ByWord {
    let mut by_word = Vec::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1 && f.full.is_none()) {
        let first = form.words.first().filter(|_| form.kind == NameKind::Person);
        by_word.extend(std::iter::once(&form.last).chain(first).map(|&word| (word, index)));
    }
    ByWord::new(by_word)
}

/// Ties "CPS" to "Crown Prosecution Service".
fn acronyms(document: &Document, forms: &mut [Form]) {
    // By what is written in capitals without dots: the first form with these initials. Few texts have many.
    let mut full_of: FxHashMap<String, Option<usize>> = FxHashMap::default();
    let short = |form: &Form| form.words.len() == 1 && form.shouted;
    let written = |form: &Form| spelled(document, &form.tokens).replace('.', "");
    full_of.extend(forms.iter().filter(|form| short(form)).map(|form| (written(form), None)));
    if full_of.is_empty() {
        return;
    }
    let mut initials = String::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, f)| f.words.len() > 1 && !f.shouted) {
        let tokens = document.tokens.get(form.tokens.clone()).unwrap_or_default();
        let first = |token: &Token| token.span.of(document.text).chars().next();
        initials.clear();
        initials.extend(tokens.iter().filter_map(first).filter(|c| c.is_uppercase()));
        if initials.chars().nth(1).is_some()
            && let Some(full) = full_of.get_mut(&initials)
        {
            *full = full.or(Some(index));
        }
    }
    if full_of.values().all(Option::is_none) {
        return;
    }
    for form in forms.iter_mut().filter(|form| short(form)) {
        if let Some(&Some(full)) = full_of.get(&written(form)) {
            form.full = Some(full);
        }
    }
}

/// Whether a form of one word is the last or first name of some person.
fn shares_person(forms: &[Form], by_word: &ByWord, index: usize) -> bool {
    let Some(word) = forms.get(index).filter(|f| f.words.len() == 1).and_then(|f| f.words.first()) else {
        return false;
    };
    by_word.get(*word).iter().any(|&(_, other)| forms.get(other).is_some_and(|f| f.kind == NameKind::Person))
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
    let candidates = form.words.first().map_or(&[][..], |&word| by_word.get(word));
    let fits = |&at: &usize| {
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
    let mut fitting = candidates.iter().map(|&(_, other)| other).filter(fits);
    match (fitting.next(), fitting.next()) {
        (None, _) => index,
        (Some(only), None) => only,
        (Some(first), Some(second)) => {
            main_bearer(forms, first, std::iter::once(second).chain(fitting)).unwrap_or(index)
        }
    }
}

/// Of several people with one last name the one who goes by it alone: newspapers give it to the one they introduce first and name
/// most, and call the others by their full names. `None` when that is nobody.
fn main_bearer(forms: &[Form], first: usize, rest: impl Iterator<Item = usize>) -> Option<usize> {
    let mentions = |index: usize| forms.get(index).filter(|f| f.kind == NameKind::Person).map_or(0, |f| f.mentions);
    let most = rest.max_by_key(|&other| (mentions(other), std::cmp::Reverse(other)))?;
    let (early, late) = (mentions(first), mentions(most));
    match () {
        () if early > late => Some(first),
        () if late >= LEADS * early.max(1) => Some(most),
        () => None,
    }
}

/// How many times as often as one introduced earlier somebody is named in full to be the main bearer of a last name.
const LEADS: usize = 3;
