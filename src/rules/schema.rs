//! What packs hold, after loading: plain values with their patterns lowered.

use std::borrow::Cow;

use serde::Serialize;

use super::complements::Complements;
use super::manifest::Manifest;
use super::pattern::Pattern;
use super::settings::Local;
use super::{Tables, Words};
use crate::base::{Diagnostic, Diagnostics, Span};

/// The kinds of pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum PackKind {
    Cues,
    Frames,
    Actors,
    Events,
    Concepts,
    Page,
    Outlets,
    Tables,
}

/// A pack's head.
#[derive(Debug, Clone, Serialize)]
pub struct Pack {
    /// Path under `rules/` without `.toml`: `en/doubt`.
    pub id: String,
    /// Its kind.
    pub kind: PackKind,
    /// Language of the texts it is for; `None` for any.
    pub language: Option<String>,
    /// For cues: the category.
    pub category: Option<String>,
    /// One line for people.
    pub title: String,
    /// The file, as diagnostics name it.
    pub file: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub manifest: Manifest,
}

/// Where a rule may match and where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Zone {
    Narration,
    Quotation,
    Headline,
}

/// What a cue does to the claim in whose clause it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Effect {
    Hedges,
    Doubts,
    Denies,
    Endorses,
    Boosts,
    None,
}

/// How the outlet carries what a source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Stance {
    Neutral,
    Endorsing,
    Doubting,
    Denying,
    Accusing,
}

/// What a negation around a match does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Negated {
    Keep,
    Drop,
    Flip,
}

/// How far a piece of page furniture reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Reach {
    /// The matched line.
    Line,
    /// The run of lines without a blank one between them.
    Block,
    /// Up to the next paragraph of prose.
    Paragraph,
    /// Everything from here on.
    End,
}

/// A sentence of `hits` or `misses`: its text without the marks, and what it marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// The sentence, marks taken out.
    pub text: String,
    /// `[…]` marks: where a match is expected. Empty: anywhere (hits), nowhere (misses).
    pub spans: Vec<Span>,
    /// `{role: …}` marks.
    pub roles: Vec<(String, Span)>,
    /// Where the example stands in its file.
    pub at: Span,
    /// The file: index into [`RuleSet::sources`].
    pub file: usize,
}

/// What every rule with patterns has.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Any of these.
    pub patterns: Vec<Pattern>,
    /// A match that overlaps a match of one of these is dropped.
    pub except: Vec<Pattern>,
    /// Any of these must stand directly before / after the match, when not empty.
    pub before: Vec<Pattern>,
    /// See `before`.
    pub after: Vec<Pattern>,
    /// None of these may stand directly before the match (in TOML: `before = { not = […] }`).
    pub not_before: Vec<Pattern>,
    /// None of these may stand directly after the match.
    pub not_after: Vec<Pattern>,
    /// The sentence must hold one of these, when not empty.
    pub sentence_has: Vec<Pattern>,
    /// The sentence must hold none of these.
    pub sentence_lacks: Vec<Pattern>,
    /// Instead of patterns: a regular expression on the sentence's text.
    pub regex: Option<regex::Regex>,
    /// Zones it may match in; empty for all.
    pub zones: Vec<Zone>,
    /// Sentences that must match.
    pub hits: Vec<Example>,
    /// Sentences that must not.
    pub misses: Vec<Example>,
    /// Where the rule stands in its file.
    pub at: Span,
    /// The file: index into [`RuleSet::sources`].
    pub file: usize,
    /// Index into [`RuleSet::packs`].
    pub pack: usize,
}

/// A rule of a cues pack.
#[derive(Debug, Clone)]
pub struct CueRule {
    /// In full: `en/doubt/no-evidence-offered`.
    pub id: String,
    /// Patterns, conditions, examples.
    pub matcher: Matcher,
    /// The pack's category.
    pub category: String,
    /// What it does to its claim.
    pub effect: Effect,
    /// 0 to 1: how sure that this is the category.
    pub strength: f32,
    /// What a negation does.
    pub negated: Negated,
    /// Why it is flagged.
    pub why: String,
    /// The question to ask.
    pub question: String,
    /// An innocent reading.
    pub innocent: String,
    /// The literature.
    pub source: Option<String>,
}

/// A frame: an order of source, cue and content. Roles are named in its patterns.
#[derive(Debug, Clone)]
pub struct Frame {
    /// In full.
    pub id: String,
    /// Patterns with the roles `source`, `cue`, `content`.
    pub matcher: Matcher,
    /// Stance, unless the verb's own entry says otherwise.
    pub stance: Stance,
    /// 0 to 1: how often it is right.
    pub strength: f32,
    /// Why a reader should see it.
    pub why: String,
}

/// A verb (or noun) of saying, thinking, showing: its stance, and the complements it takes as a cue.
#[derive(Debug, Clone)]
pub struct Verb {
    /// In full.
    pub id: String,
    /// Its words.
    pub matcher: Matcher,
    /// Stance towards the content.
    pub stance: Stance,
    /// Complements that make it a cue: `quote`, `clause`, `that`, `np`, `to`, `of`, `for`, `about`, `wh`, `noun` …
    pub takes: Vec<String>,
    /// The kinds of these.
    pub complements: Complements,
    /// Why the stance.
    pub why: Option<String>,
}

/// Whom claims are about and by.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Short id as written: `russia`.
    pub id: String,
    /// What tables call it: `Russia`.
    pub title: String,
    /// Its names.
    pub matcher: Matcher,
}

/// An event a user defines.
#[derive(Debug, Clone)]
pub struct EventDefinition {
    /// In full.
    pub id: String,
    /// For people.
    pub title: String,
    /// What its passages hold.
    pub matcher: Matcher,
    /// When it happened, `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// Words that mean the same act or thing.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Short id as written: `expel`.
    pub id: String,
    /// Its words.
    pub matcher: Matcher,
    /// Ids of concepts that contradict it ("deny" / "confirm").
    pub opposes: Vec<String>,
}

/// What is not the article.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// In full.
    pub id: String,
    /// Its line patterns.
    pub matcher: Matcher,
    /// How far it reaches.
    pub until: Reach,
}

/// How an outlet signs.
#[derive(Debug, Clone)]
pub struct Outlet {
    /// Its name as it calls itself.
    pub name: String,
    /// Other names that pages and feeds give for it.
    pub aliases: Vec<String>,
    /// Signatures in a page's text.
    pub matcher: Matcher,
    /// Domains.
    pub domains: Vec<String>,
}

/// All sound rules of all packs in force.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Packs, by id.
    pub packs: Vec<Pack>,
    /// Name and text of every file in force, to show where a rule stands.
    pub sources: Vec<(String, Cow<'static, str>)>,
    /// By file: index of its pack, where it is one.
    pub pack_of: Vec<Option<usize>>,
    /// So many of the files, the first ones, are bundled.
    pub bundled: usize,
    /// Hash of all files in force, hexadecimal.
    pub hash: String,
    /// The vocabulary.
    pub words: Words,
    /// Word lists and values that the stages ask for by name.
    pub tables: Tables,
    /// Cue rules, by id.
    pub cues: Vec<CueRule>,
    /// Frames, by id.
    pub frames: Vec<Frame>,
    /// Verbs, by id.
    pub verbs: Vec<Verb>,
    /// The one of them that stands for every verb beside a quotation.
    pub any_verb: Option<usize>,
    /// Actors.
    pub actors: Vec<Actor>,
    /// Defined events.
    pub events: Vec<EventDefinition>,
    /// Concepts.
    pub concepts: Vec<Concept>,
    /// Page furniture.
    pub furniture: Vec<Furniture>,
    /// Outlets.
    pub outlets: Vec<Outlet>,
    /// What settings say of single outlets and single findings.
    pub local: Local,
}

impl RuleSet {
    /// A number that a stage works with, by its name in `[values.TABLE]`.
    pub fn number(&self, table: &str, name: &str) -> Option<f64> {
        self.tables.value(table, self.words.get(name))
    }

    /// The least strength of a cue that a preset shows, by the preset's name; 0 without a table.
    pub fn least_strength(&self, preset: &str) -> f32 {
        // The strengths of rules are `f32` too: 0.7 is then no less than 0.7.
        self.number("presets", preset).unwrap_or(0.0) as f32
    }

    /// Findings about its files together with the texts that they point into.
    pub fn shown(&self, list: Vec<Diagnostic>) -> Diagnostics {
        let named = |name: &String| list.iter().any(|finding| finding.file == *name);
        let sources = self.sources.iter().filter(|(name, _)| named(name));
        Diagnostics { sources: sources.map(|(name, text)| (name.clone(), text.to_string())).collect(), list }
    }

    /// The id and the matcher of every rule, kind by kind.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Matcher)> {
        let cues = self.cues.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let frames = self.frames.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let verbs = self.verbs.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let actors = self.actors.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let events = self.events.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let concepts = self.concepts.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let furniture = self.furniture.iter().map(|rule| (rule.id.as_str(), &rule.matcher));
        let outlets = self.outlets.iter().map(|rule| (rule.name.as_str(), &rule.matcher));
        cues.chain(frames).chain(verbs).chain(actors).chain(events).chain(concepts).chain(furniture).chain(outlets)
    }
}
