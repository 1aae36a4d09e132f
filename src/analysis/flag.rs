//! What rules find in one article, without what is concluded from it: for counting and comparing rules over many articles.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::attribution::{self, Noted};
use crate::base::{Article, Span};
use crate::cues::{self, Cue, Preset};
use crate::matching::{Engine, Hits, RuleRef, zone};
use crate::rules::{CueRule, Effect};
use crate::text::Document;

use super::annotate::{narration, reporting};
use super::has_rules;
use super::overrides::Overrides;

/// The category of what rules of actors packs find.
pub const ACTOR: &str = "actor";
/// The category of what rules of events packs find.
pub const EVENT: &str = "event";
/// The category of what rules of concepts packs find.
pub const CONCEPT: &str = "concept";

/// An article with what rules find in it.
#[derive(Debug, Clone)]
pub struct Flagged {
    /// The article as given.
    pub article: Article,
    /// Sentences of its text.
    pub sentences: Vec<Span>,
    /// Cues of its text, those of attributions among them.
    pub cues: Vec<Cue>,
    /// Cues of its headline; spans are into the title.
    pub title_cues: Vec<Cue>,
    /// Matches of actors, events and concepts in its text, told apart by category.
    pub named: Vec<Cue>,
    /// Words outside quotation marks.
    pub narration: usize,
    /// Whether no pack is for its language; then nothing was looked for.
    pub unread: bool,
    /// Which of the settings' ignores it needed, by index.
    pub ignored: Vec<usize>,
}

/// Runs the rules over one article.
pub fn flag(article: Article, engine: &Engine, preset: Preset) -> Flagged {
    let document = engine.read(&article.text, article.date.as_deref());
    let sentences = document.sentences.iter().map(|sentence| sentence.span).collect();
    let mut flagged = Flagged {
        sentences,
        cues: Vec::new(),
        title_cues: Vec::new(),
        named: Vec::new(),
        narration: 0,
        unread: !has_rules(&article, engine),
        ignored: Vec::new(),
        article: Article::default(),
    };
    let mut ignored = BTreeSet::new();
    if !flagged.unread {
        let overrides = Overrides::of(&article, engine);
        let find = |document: &Document, headline: bool, ignored: &mut BTreeSet<usize>| {
            let mut hits = engine.find(document, headline);
            overrides.leave_out(&mut hits, document, engine, ignored);
            hits
        };
        let show = |document: &Document, hits: &Hits, headline: bool| {
            let attributions = attribution::find(document, hits, &Noted::new(document, hits), engine);
            let shown =
                cues::find_by(document, hits, engine, preset, headline, |rule: &CueRule| overrides.strength(rule));
            cues::merge(shown, reporting(document, &attributions, headline))
        };
        let hits = find(&document, false, &mut ignored);
        flagged.narration = narration(&document);
        flagged.cues = show(&document, &hits, false);
        flagged.named = named(&document, &hits, engine);
        if let Some(title) = article.title.as_deref() {
            let headline = engine.read(title, article.date.as_deref());
            let hits = find(&headline, true, &mut ignored);
            flagged.title_cues = show(&headline, &hits, true);
        }
    }
    drop(document);
    flagged.ignored = ignored.into_iter().collect();
    flagged.article = article;
    flagged
}

/// Runs the rules over many articles, side by side; the order stays.
pub fn flag_all(articles: Vec<Article>, engine: &Engine, preset: Preset) -> Vec<Flagged> {
    articles.into_par_iter().map(|article| flag(article, engine, preset)).collect()
}

/// Matches of rules that flag nothing, in the form of cues.
fn named(document: &Document, hits: &Hits, engine: &Engine) -> Vec<Cue> {
    let rules = engine.rules();
    let all = hits.actors.iter().chain(&hits.events).chain(&hits.concepts);
    let mut found: Vec<Cue> = all
        .filter_map(|hit| {
            let (rule, category) = match hit.rule {
                RuleRef::Actor(at) => (&rules.actors.get(at)?.id, ACTOR),
                RuleRef::Event(at) => (&rules.events.get(at)?.id, EVENT),
                RuleRef::Concept(at) => (&rules.concepts.get(at)?.id, CONCEPT),
                _ => return None,
            };
            let span = document.span(&hit.tokens);
            Some(Cue {
                span,
                rule: rule.clone(),
                category: category.to_owned(),
                effect: Effect::None,
                strength: 1.0,
                zone: zone(document, &hit.tokens, false),
                text: span.of(document.text).to_owned(),
            })
        })
        .collect();
    found.sort_by(|a, b| (a.span, &a.category, &a.rule).cmp(&(b.span, &b.category, &b.rule)));
    found
}
