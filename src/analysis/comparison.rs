//! Many articles: stories, events, rows, profiles.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::{Article, Diagnostic, Result};
use crate::claims::ClaimForm;
use crate::compare::{self, Column, EventComparison, Told, columns};
use crate::events::{self, Act, Copies, Definition, Event, Grouped, Outline, Passages, Story};
use crate::matching::Engine;
use crate::profile::{self, Habit, Profile};

use super::outlines::OutlineReader;
use super::rulings::Places;
use super::{Annotated, Options, Part};

/// Which event is wanted: its id, or words that its passages hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventChoice(pub String);

/// Stories and events. Serialises as `events` of the JSON contract.
#[derive(Debug, Clone, Serialize)]
pub struct Happenings {
    /// A partition of the articles.
    pub stories: Vec<Story>,
    /// Near-duplicates.
    pub copies: Vec<Copies>,
    /// Events, defined ones first.
    pub events: Vec<Event>,
}

/// Everything compared. Serialises as `compare` of the JSON contract.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The articles, by id.
    pub articles: Vec<Annotated>,
    /// What stands above each article's column, in their order.
    #[serde(skip)]
    pub columns: Vec<Column>,
    /// Stories.
    pub stories: Vec<Story>,
    /// Events with their rows.
    pub events: Vec<EventComparison>,
    /// Profiles, by column.
    pub profiles: Vec<Profile>,
    /// Quotations of the reader's rulings that name no one claim.
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
}

/// Stories and events of annotated articles.
///
/// # Errors
/// When an event is asked for that is not there.
pub fn happenings(articles: &[Annotated], engine: &Engine, options: &Options) -> Result<Happenings> {
    let acts: Vec<Vec<Act>> = articles.iter().map(acts).collect();
    let passages = passages(articles, &acts);
    let given: Vec<&Article> = articles.iter().map(|a| &a.article).collect();
    let mut outlines = OutlineReader::new(engine).read(&given);
    outlines.sort_by(|a, b| a.id.cmp(&b.id));
    let copies = events::copies(&outlines, engine.rules());
    let Grouped { stories, happenings } = events::grouped(outlines, &copies, engine.rules());
    let definitions = definitions(articles, engine);
    let mut found = events::events(&passages, &happenings, &definitions, engine.rules());
    if let Some(choice) = &options.event {
        found = chosen(found, &passages, choice)?;
    }
    let copies = copies.into_iter().map(|group| reaching(group, articles)).collect();
    Ok(Happenings { stories, copies, events: found })
}

/// Stories and copies alone, of any number of articles; `events` is empty.
pub fn stories(mut outlines: Vec<Outline>, engine: &Engine) -> Happenings {
    outlines.par_sort_by(|a, b| a.id.cmp(&b.id));
    let copies = events::copies(&outlines, engine.rules());
    let stories = events::stories(outlines, &copies, engine.rules());
    Happenings { stories, copies, events: Vec::new() }
}

/// Compares annotated articles. They are sorted by id first.
///
/// # Errors
/// When an event is asked for that is not there.
pub fn compare(mut articles: Vec<Annotated>, engine: &Engine, options: &Options) -> Result<Comparison> {
    articles.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let found = happenings(&articles, engine, options)?;
    let given: Vec<&Article> = articles.iter().map(|a| &a.article).collect();
    let columns = columns(&given, &found.copies);
    let told: Vec<Told> = articles.iter().map(told).collect();
    options.asked.check(&columns)?;
    let mut places = Places::default();
    articles.iter().for_each(|annotated| places.look(&annotated.article, &options.rulings));
    let ruled = places.ruled(&told, &options.rulings);
    let warnings = places.warnings(&options.rulings, &places.resolved(&told));
    let mut events = compare::compare(&told, &columns, found.events, &options.asked, &ruled, engine.rules());
    events.iter_mut().for_each(|event| options.parts.trim(event));
    drop(told);
    let (articles, columns): (Vec<Annotated>, Vec<Column>) =
        articles.into_iter().zip(columns).filter(|(_, column)| options.asked.shows(column)).unzip();
    let mut stories = found.stories;
    let shown: BTreeSet<&str> = articles.iter().map(|a| a.article.id.as_str()).collect();
    stories.iter_mut().for_each(|story| story.articles.retain(|id| shown.contains(id.as_str())));
    stories.retain(|story| !story.articles.is_empty());
    let wanted = options.parts.has(Part::Profiles);
    let several = events.iter().filter(|event| told_by_several(event, &articles, &columns));
    let compared: BTreeSet<&str> =
        several.flat_map(|event| &event.event.mentions).map(|mention| mention.article.as_str()).collect();
    let profiles = if wanted { by_column(&articles, &columns, |id| compared.contains(id), engine) } else { Vec::new() };
    Ok(Comparison { columns, stories, events, profiles, articles, warnings })
}

/// The profile of every outlet.
pub fn profiles(articles: &[Annotated], engine: &Engine) -> Vec<Profile> {
    let given: Vec<&Article> = articles.iter().map(|a| &a.article).collect();
    by_column(articles, &columns(&given, &[]), |_| true, engine)
}

/// Whether two columns or more speak of the event.
fn told_by_several(event: &EventComparison, articles: &[Annotated], columns: &[Column]) -> bool {
    let at = |id: &str| articles.binary_search_by(|a| a.article.id.as_str().cmp(id)).ok();
    let names = event.event.mentions.iter().filter_map(|mention| columns.get(at(&mention.article)?));
    names.map(|column| &column.name).collect::<BTreeSet<_>>().len() > 1
}

/// Profiles; `compared` says of an article whether others tell of the same events, so that its words can be set against theirs.
fn by_column(
    articles: &[Annotated],
    columns: &[Column],
    compared: impl Fn(&str) -> bool,
    engine: &Engine,
) -> Vec<Profile> {
    let habits: Vec<Habit> = articles
        .iter()
        .zip(columns)
        .filter(|(a, _)| !a.unread)
        .map(|(a, column)| Habit {
            article: &a.article,
            column: &column.name,
            words: a.narration,
            cues: &a.cues,
            attributions: &a.attributions,
            quoted: &a.quoted,
            claims: &a.claims,
            sentences: &a.sentences,
            vocabulary: &a.vocabulary,
            compared: compared(&a.article.id),
        })
        .collect();
    let mut categories: BTreeSet<String> = engine.rules().cues.iter().map(|rule| rule.category.clone()).collect();
    categories.insert(crate::cues::ATTRIBUTION.to_owned());
    let mut profiles = profile::profiles(&habits, &categories.into_iter().collect::<Vec<_>>());
    for habit in profiles.iter_mut().flat_map(|profile| &mut profile.actors) {
        let actor = engine.rules().actors.iter().find(|actor| actor.id == habit.actor);
        habit.title = actor.map_or_else(|| habit.actor.clone(), |actor| actor.title.clone());
    }
    profiles
}

fn passages<'a>(articles: &'a [Annotated], acts: &'a [Vec<Act<'a>>]) -> Vec<Passages<'a>> {
    let both = articles.iter().zip(acts);
    both.map(|(a, acts)| Passages { id: &a.article.id, sentences: &a.terms, acts, dates: &a.dates }).collect()
}

fn acts(annotated: &Annotated) -> Vec<Act<'_>> {
    let nominal = annotated.claims.iter().filter(|claim| claim.form == ClaimForm::Nominal);
    nominal.map(|c| Act { sentence: c.sentence, words: c.span.of(&annotated.article.text) }).collect()
}

/// Lets the shared passages of copies reach as far as the texts agree. `articles` are sorted by id.
fn reaching(mut copies: Copies, articles: &[Annotated]) -> Copies {
    let text = |id: &str| {
        let at = articles.iter().position(|a| a.article.id == id)?;
        articles.get(at).map(|a| a.article.text.as_str())
    };
    for shared in &mut copies.shared {
        if let (Some(one), Some(other)) = (text(&shared.article), text(&shared.other)) {
            shared.passages = events::reach(&shared.passages, one, other);
        }
    }
    copies
}

fn told(annotated: &Annotated) -> Told<'_> {
    Told {
        article: &annotated.article,
        sentences: &annotated.sentences,
        terms: &annotated.terms,
        wording: &annotated.wording,
        cues: &annotated.cues,
        title_cues: &annotated.title_cues,
        headline: annotated.headline.as_ref(),
        attributions: &annotated.attributions,
        claims: &annotated.claims,
        phrases: &annotated.phrases,
    }
}

fn definitions<'e>(articles: &[Annotated], engine: &'e Engine) -> Vec<Definition<'e>> {
    let rules = engine.rules().events.iter().enumerate();
    rules
        .map(|(index, rule)| Definition {
            id: &rule.id,
            title: &rule.title,
            date: rule.date.as_deref(),
            matches: articles
                .iter()
                .enumerate()
                .flat_map(|(article, a)| {
                    let own = a.defined.iter().filter(move |(rule, ..)| *rule == index);
                    own.map(move |(_, sentence, words)| (article, *sentence, words.clone()))
                })
                .collect(),
        })
        .collect()
}

/// The wanted event by id; else one made of the sentences that hold the wanted words.
fn chosen(events: Vec<Event>, passages: &[Passages], choice: &EventChoice) -> Result<Vec<Event>> {
    if let Some(event) = events.iter().find(|e| e.id == choice.0) {
        return Ok(vec![event.clone()]);
    }
    events::of_words(passages, &choice.0).map(|event| vec![event]).ok_or_else(|| {
        let known: Vec<&str> = events.iter().map(|e| e.id.as_str()).take(8).collect();
        crate::base::Error::Usage(format!(
            "no event has the id `{}` and no sentence holds these words; events found here: {}",
            choice.0,
            if known.is_empty() { "none".to_owned() } else { known.join(", ") }
        ))
    })
}
