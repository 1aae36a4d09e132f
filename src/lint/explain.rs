//! Why a sentence is flagged as it is: its tokens, the rules that fired, those that were cancelled and by what, and those that
//! almost fired and where they stopped.

mod cause;
mod near;
mod target;
mod text;
mod tokens;

use serde::Serialize;

use super::entry::{Entry, entries};
use super::selection::near as near_name;
use crate::attribution::{self, Noted};
use crate::base::{Error, Result, Span};
use crate::cues::{self, ATTRIBUTION, Cue, Preset};
use crate::matching::{Engine, Hit, Hits, RuleRef, Traced, zone};
use crate::rules::{Effect, RuleSet, Zone};
use crate::text::{Document, Tokens};

pub use cause::{Cause, CauseKind};
pub use near::{Almost, Stopped};
pub use target::{Given, given};
pub use tokens::{Chunk, ExplainedToken};

/// What to say of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only this rule, in full or the last part of its id; then its near misses are told however far they got.
    pub rule: Option<String>,
    /// Every near miss, not the nearest ones only.
    pub all: bool,
    /// The preset that cuts cues.
    pub preset: Preset,
}

/// The explained texts.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// In the order asked for.
    pub texts: Vec<ExplainedText>,
}

/// One text, of one or several sentences. All offsets are into it.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedText {
    /// Where it stands, when it was read from a file.
    pub place: Option<String>,
    /// The text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<ExplainedSentence>,
}

/// One sentence.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedSentence {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its tokens.
    pub tokens: Vec<ExplainedToken>,
    /// Noun phrases and clauses.
    pub chunks: Vec<Chunk>,
    /// Matches that stand.
    pub fired: Vec<Match>,
    /// Matches that do not, each with what cancelled it.
    pub cancelled: Vec<Match>,
    /// Rules that almost fired, the nearest first.
    pub almost: Vec<Almost>,
    /// How many more there are that are not shown.
    pub further: usize,
    /// Who says what, as the frames and verbs make it out.
    pub attributions: Vec<Said>,
}

/// A match of a rule.
#[derive(Debug, Clone, Serialize)]
pub struct Match {
    /// The rule.
    pub rule: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its category, of cues, frames and verbs.
    pub category: Option<String>,
    /// Of cues: what it does to its claim here.
    pub effect: Option<Effect>,
    /// 0 to 1, where its kind has one.
    pub strength: Option<f32>,
    /// Whose words they are.
    pub zone: Zone,
    /// Where the words stand.
    #[serde(flatten)]
    pub span: Span,
    /// The words.
    pub text: String,
    /// Named parts.
    pub roles: Vec<Part>,
    /// The pattern that matched, as written.
    pub pattern: String,
    /// Why the rule flags.
    pub why: String,
    /// What cancelled it.
    pub because: Option<Cause>,
}

/// A named part of a match.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// `source`, `cue` or `content`.
    pub role: &'static str,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// An attribution.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The frame or verb.
    pub rule: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// Explains texts.
///
/// # Errors
/// When the wanted rule does not exist.
pub fn explain(engine: &Engine, texts: Vec<Given>, wanted: &Wanted) -> Result<Explained> {
    let all = entries(engine.rules());
    let only = wanted.rule.as_deref().map(|id| rule(&all, id)).transpose()?;
    let texts = texts.into_iter().map(|given| one(engine, &all, given, only, wanted)).collect();
    Ok(Explained { texts })
}

fn rule(all: &[Entry], id: &str) -> Result<RuleRef> {
    let ends = |entry: &&Entry| entry.id.strip_suffix(id).is_some_and(|rest| rest.ends_with('/'));
    let found: Vec<&Entry> = match all.iter().find(|entry| entry.id == id) {
        Some(entry) => vec![entry],
        None => all.iter().filter(ends).collect(),
    };
    match found.as_slice() {
        [entry] => Ok(entry.rule),
        [] => {
            let help = near_name(id, all.iter().map(|entry| entry.id));
            let help = help.unwrap_or("`parallax rules list` shows them all".to_owned());
            Err(Error::Usage(format!("no rule is called `{id}`; {help}")))
        }
        several => {
            let names: Vec<String> = several.iter().map(|entry| format!("`{}`", entry.id)).collect();
            Err(Error::Usage(format!("several rules are called `{id}`: {}", names.join(", "))))
        }
    }
}

/// What explaining one text needs at hand.
struct Reading<'a> {
    document: &'a Document<'a>,
    engine: &'a Engine,
    entries: &'a [Entry<'a>],
    headline: bool,
    preset: Preset,
    /// The cues that are shown in the end.
    cues: Vec<Cue>,
}

fn one(engine: &Engine, all: &[Entry], given: Given, only: Option<RuleRef>, wanted: &Wanted) -> ExplainedText {
    let document = engine.read(&given.text, None);
    let hits = engine.find(&document, given.headline);
    let reading = Reading {
        document: &document,
        engine,
        entries: all,
        headline: given.headline,
        preset: wanted.preset,
        cues: cues::find(&document, &hits, engine, wanted.preset, given.headline),
    };
    let traced = engine.trace(&document, given.headline);
    let matches: Vec<(usize, Match)> = traced
        .iter()
        .filter(|traced| only.is_none_or(|only| traced.hit.rule == only))
        .filter_map(|traced| Some((traced.hit.sentence, reading.of_trace(traced)?)))
        .collect();
    let misses = engine.near_misses(&document, only);
    let mut said = said(&document, &hits, engine);
    let asked = only.and_then(|only| reading.entry(only)).map(|entry| entry.id);
    said.retain(|(_, said)| asked.is_none_or(|rule| said.rule == rule));
    let sentences = document.sentences.iter().enumerate().map(|(number, sentence)| {
        let own = || matches.iter().filter(move |(at, _)| *at == number).map(|(_, found)| found.clone());
        let misses: Vec<_> = misses.iter().filter(|miss| miss.sentence == number).collect();
        let (almost, further) = near::nearest(&reading, &misses, &traced, only.is_some(), wanted.all);
        ExplainedSentence {
            span: sentence.span,
            tokens: tokens::tokens(&document, &sentence.tokens, &engine.rules().tables),
            chunks: tokens::chunks(&document, &sentence.tokens),
            fired: own().filter(|found| found.because.is_none()).collect(),
            cancelled: own().filter(|found| found.because.is_some()).collect(),
            almost,
            further,
            attributions: said.iter().filter(|(at, _)| *at == number).map(|(_, said)| said.clone()).collect(),
        }
    });
    let sentences = sentences.collect();
    ExplainedText { place: given.place, sentences, text: given.text }
}

impl Reading<'_> {
    fn rules(&self) -> &RuleSet {
        self.engine.rules()
    }

    fn entry(&self, rule: RuleRef) -> Option<&Entry<'_>> {
        self.entries.iter().find(|entry| entry.rule == rule)
    }

    fn words(&self, tokens: &Tokens) -> (Span, String) {
        let span = self.document.span(tokens);
        (span, span.of(self.document.text).to_owned())
    }

    fn of_trace(&self, traced: &Traced) -> Option<Match> {
        let hit = &traced.hit;
        let kind = match hit.rule {
            RuleRef::Cue(_) => "cue",
            RuleRef::Frame(_) => "frame",
            RuleRef::Verb(_) => "verb",
            RuleRef::Actor(_) => "actor",
            RuleRef::Event(_) => "event",
            RuleRef::Concept(_) => "concept",
            // They are about pages, not about sentences.
            RuleRef::Furniture(_) | RuleRef::Outlet(_) => return None,
        };
        let entry = self.entry(hit.rule)?;
        let judged = cues::judge(self.document, hit, self.engine, self.preset, self.headline);
        let because = match &traced.obstacle {
            Some(obstacle) => Some(self.of_obstacle(entry, hit, obstacle)?),
            None => self.of_cue(entry, hit, &judged),
        };
        let (span, text) = self.words(&hit.tokens);
        let category = match hit.rule {
            RuleRef::Cue(at) => self.rules().cues.get(at).map(|rule| rule.category.clone()),
            RuleRef::Frame(_) | RuleRef::Verb(_) => Some(ATTRIBUTION.to_owned()),
            _ => None,
        };
        let pattern = entry.matcher.patterns.get(hit.pattern).map(|pattern| pattern.text.clone());
        let regex = || entry.matcher.regex.as_ref().map(|regex| regex.as_str().to_owned());
        Some(Match {
            rule: entry.id.to_owned(),
            kind,
            category,
            effect: judged.ok().map(|cue| cue.effect),
            strength: entry.strength,
            zone: zone(self.document, &hit.tokens, self.headline),
            span,
            text,
            roles: self.roles(hit),
            pattern: pattern.or_else(regex).unwrap_or_default(),
            why: entry.why.to_owned(),
            because,
        })
    }

    fn roles(&self, hit: &Hit) -> Vec<Part> {
        let part = |(role, tokens): &(crate::rules::pattern::Role, Tokens)| {
            let (span, text) = self.words(tokens);
            Part { role: role.name(), span, text }
        };
        hit.roles.iter().map(part).collect()
    }
}

/// The attributions of a document, each with its sentence.
fn said(document: &Document, hits: &Hits, engine: &Engine) -> Vec<(usize, Said)> {
    let all = attribution::find(document, hits, &Noted::new(document, hits), engine).into_iter().filter_map(|found| {
        let named = [("source", &found.source), ("cue", &found.cue), ("content", &found.content)];
        let parts: Vec<Part> = named
            .into_iter()
            .flat_map(|(role, spans)| spans.iter().map(move |span| (role, *span)))
            .map(|(role, span)| Part { role, span, text: span.of(document.text).to_owned() })
            .collect();
        let first = found.cue.iter().chain(&found.content).map(|span| span.start).next()?;
        let sentence = document.sentences.partition_point(|sentence| sentence.span.end <= first);
        Some((sentence, Said { rule: found.rule, parts }))
    });
    all.collect()
}
