//! Many articles: stories, events, rows, profiles.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::{Article, Diagnostic, Result};
use crate::claims::{ClaimForm, Term};
use crate::compare::{Column, Comparer, EventComparison, Told, columns};
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
    /// Near-duplicates.
    #[serde(skip)]
    pub copies: Vec<Copies>,
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

/// What stories, events and columns need of an article; the rest of it can be put aside.
#[derive(Debug)]
pub struct Digest {
    /// Without its text.
    pub article: Article,
    terms: Vec<Vec<Term>>,
    acts: Vec<(usize, String)>,
    dates: Vec<(usize, String)>,
    defined: Vec<(usize, usize, String)>,
}

impl Digest {
    /// Of an annotated article; of its terms those that can tell an event, or all.
    pub fn of(annotated: &Annotated, all: bool) -> Digest {
        let given = &annotated.article;
        let nominal = annotated.claims.iter().filter(|claim| claim.form == ClaimForm::Nominal);
        let terms = |sentence: &Vec<Term>| sentence.iter().filter(|t| all || events::eventful(t)).cloned().collect();
        Digest {
            article: Article {
                id: given.id.clone(),
                file: given.file.clone(),
                outlet: given.outlet.clone(),
                title: given.title.clone(),
                date: given.date.clone(),
                ..Article::default()
            },
            terms: annotated.terms.iter().map(terms).collect(),
            acts: nominal.map(|c| (c.sentence, c.span.of(&given.text).to_owned())).collect(),
            dates: annotated.dates.clone(),
            defined: annotated.defined.clone(),
        }
    }
}

/// Stories and events of annotated articles.
///
/// # Errors
/// When an event is asked for that is not there.
pub fn happenings(articles: &[Annotated], engine: &Engine, options: &Options) -> Result<Happenings> {
    let given: Vec<&Article> = articles.iter().map(|a| &a.article).collect();
    let outlines = OutlineReader::new(engine).read(&given);
    let digests: Vec<Digest> = articles.iter().map(|annotated| Digest::of(annotated, true)).collect();
    let text = |id: &str| {
        let at = articles.binary_search_by(|a| a.article.id.as_str().cmp(id)).ok()?;
        articles.get(at).map(|a| a.article.text.clone())
    };
    happenings_of(&digests, outlines, text, engine, options)
}

/// The same of what was kept of the articles, which are sorted by id; `text` gives the texts of copies.
///
/// # Errors
/// When an event is asked for that is not there.
pub fn happenings_of(
    digests: &[Digest],
    mut outlines: Vec<Outline>,
    mut text: impl FnMut(&str) -> Option<String>,
    engine: &Engine,
    options: &Options,
) -> Result<Happenings> {
    let acts: Vec<Vec<Act>> = digests
        .iter()
        .map(|digest| digest.acts.iter().map(|(sentence, words)| Act { sentence: *sentence, words }).collect())
        .collect();
    let passages: Vec<Passages> = digests
        .iter()
        .zip(&acts)
        .map(|(d, acts)| Passages {
            id: &d.article.id,
            headline: d.article.title.as_deref(),
            sentences: &d.terms,
            acts,
            dates: &d.dates,
        })
        .collect();
    outlines.sort_by(|a, b| a.id.cmp(&b.id));
    let copies = events::copies(&outlines, engine.rules());
    let Grouped { stories, happenings } = events::grouped(outlines, &copies, engine.rules());
    let definitions = definitions(digests, engine);
    let mut found = events::events(&passages, &happenings, &definitions, engine.rules());
    if let Some(choice) = &options.event {
        found = chosen(found, &passages, choice)?;
    }
    let copies = copies.into_iter().map(|group| reaching(group, &mut text)).collect();
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
    let told: Vec<Told> = articles.iter().enumerate().map(|(number, a)| told(a, number)).collect();
    options.asked.check(&columns)?;
    let mut places = Places::default();
    articles.iter().for_each(|annotated| places.look(&annotated.article, &options.rulings));
    let ruled = places.ruled(&told, &options.rulings);
    let warnings = places.warnings(&options.rulings, &places.resolved(&told));
    let mut comparer = Comparer::new(engine.rules());
    let compared = found.events.into_iter().filter_map(|event| {
        let mut event = comparer.event(&told, &columns, event, &options.asked, &ruled)?;
        options.parts.trim(&mut event);
        Some(event)
    });
    let events: Vec<EventComparison> = compared.collect();
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
    Ok(Comparison { columns, copies: found.copies, stories, events, profiles, articles, warnings })
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
        .map(|(a, column)| Habit { column: &column.name, compared: compared(&a.article.id), ..habit(a) })
        .collect();
    titled(profile::profiles(&habits, &categories(engine)), engine)
}

/// Profiles with the titles of their actors.
pub fn titled(mut profiles: Vec<Profile>, engine: &Engine) -> Vec<Profile> {
    for habit in profiles.iter_mut().flat_map(|profile| &mut profile.actors) {
        let actor = engine.rules().actors.iter().find(|actor| actor.id == habit.actor);
        habit.title = actor.map_or_else(|| habit.actor.clone(), |actor| actor.title.clone());
    }
    profiles
}

/// What the profile needs of an article, but for its column.
pub fn habit(annotated: &Annotated) -> Habit<'_> {
    Habit {
        article: &annotated.article,
        column: "",
        words: annotated.narration,
        cues: &annotated.cues,
        attributions: &annotated.attributions,
        quoted: &annotated.quoted,
        claims: &annotated.claims,
        sentences: &annotated.sentences,
        vocabulary: &annotated.vocabulary,
        compared: true,
    }
}

/// The categories of cues that profiles count.
pub fn categories(engine: &Engine) -> Vec<String> {
    let mut categories: BTreeSet<String> = engine.rules().cues.iter().map(|rule| rule.category.clone()).collect();
    categories.insert(crate::cues::ATTRIBUTION.to_owned());
    categories.into_iter().collect()
}

/// Lets the shared passages of copies reach as far as the texts agree.
fn reaching(mut copies: Copies, text: &mut impl FnMut(&str) -> Option<String>) -> Copies {
    for shared in &mut copies.shared {
        if let (Some(one), Some(other)) = (text(&shared.article), text(&shared.other)) {
            shared.passages = events::reach(&shared.passages, &one, &other);
        }
    }
    copies
}

/// What the comparison needs of an article; `number` is its place in the run.
pub fn told(annotated: &Annotated, number: usize) -> Told<'_> {
    Told {
        number,
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

fn definitions<'e>(articles: &[Digest], engine: &'e Engine) -> Vec<Definition<'e>> {
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
