//! A comparison of any number of articles, event by event.
//!
//! Each article is read and annotated once; what stories and events need of it is kept, the rest put aside ([`Shelf`]). Then the
//! articles of a few events at a time are taken up again and compared. So memory holds outlines and terms of all articles, and
//! everything else only of those that are at hand.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::base::{Article, Result};
use crate::compare::{Column, Comparer, EventComparison, Told, columns};
use crate::events::{Copies, Event, Outline, Story};
use crate::matching::Engine;
use crate::profile::{self, Habits, Profile, Vocabulary};

use super::comparison::{Digest, categories, habit, happenings_of, titled, told};
use super::outlines::OutlineReader;
use super::rulings::Places;
use super::shelf::Shelf;
use super::{Annotated, Comparison, Options, Part, annotate};

/// Articles that are at hand at a time, unless one event has more.
const AT_HAND: usize = 256;

/// Articles taken in one after another.
pub struct Gathering<'e> {
    engine: &'e Engine,
    options: &'e Options,
    outlines: Vec<Outline>,
    reader: OutlineReader<'e>,
    taken: Vec<(Digest, Option<Habits>)>,
    shelf: Shelf,
    places: Places,
    resolved: BTreeSet<usize>,
    categories: Vec<String>,
    /// Which of the settings' ignores some article needed, by index.
    pub ignored: BTreeSet<usize>,
}

impl<'e> Gathering<'e> {
    /// Nothing yet.
    pub fn new(engine: &'e Engine, options: &'e Options) -> Gathering<'e> {
        Gathering {
            engine,
            options,
            outlines: Vec::new(),
            reader: OutlineReader::new(engine),
            taken: Vec::new(),
            shelf: Shelf::default(),
            places: Places::default(),
            resolved: BTreeSet::new(),
            categories: categories(engine),
            ignored: BTreeSet::new(),
        }
    }

    /// Takes some articles in.
    ///
    /// # Errors
    /// When they cannot be put aside.
    pub fn take(&mut self, articles: Vec<Article>) -> Result<()> {
        self.outlines.extend(self.reader.read(&articles));
        let (engine, options, categories) = (self.engine, self.options, &self.categories);
        let made: Vec<(Annotated, Digest, Option<Habits>)> = articles
            .into_par_iter()
            .map(|article| {
                let annotated = annotate(article, engine, options);
                // Terms that tell no event are wanted only by who asks for one by its words.
                let digest = Digest::of(&annotated, options.event.is_some());
                let habits = (!annotated.unread).then(|| Habits::of(&habit(&annotated), categories));
                (annotated, digest, habits)
            })
            .collect();
        for (annotated, digest, habits) in made {
            self.places.look(&annotated.article, &self.options.rulings);
            self.resolved.extend(self.places.resolved(&[told(&annotated, 0)]));
            self.ignored.extend(annotated.ignored.iter().copied());
            self.taken.push((digest, habits));
            self.shelf.put(annotated)?;
        }
        Ok(())
    }

    /// Finds stories and events.
    ///
    /// # Errors
    /// When an event or outlet is asked for that is not there, or an article cannot be taken up again.
    pub fn finish(mut self) -> Result<Gathered<'e>> {
        drop(self.reader);
        self.taken.sort_by(|a, b| a.0.article.id.cmp(&b.0.article.id));
        let (digests, habits): (Vec<Digest>, Vec<Option<Habits>>) = self.taken.into_iter().unzip();
        let shelf = &mut self.shelf;
        let text = |id: &str| shelf.text(id);
        let found = happenings_of(&digests, self.outlines, text, self.engine, self.options)?;
        let articles: Vec<Article> = digests.into_iter().map(|digest| digest.article).collect();
        let columns = columns(&articles.iter().collect::<Vec<_>>(), &found.copies);
        self.options.asked.check(&columns)?;
        let shown: Vec<bool> = columns.iter().map(|column| self.options.asked.shows(column)).collect();
        let places = articles.iter().enumerate().map(|(at, article)| (article.id.clone(), at)).collect();
        let mut gathered = Gathered {
            engine: self.engine,
            options: self.options,
            copies: found.copies,
            stories: found.stories,
            events: found.events,
            articles,
            columns,
            shown,
            numbers: places,
            habits,
            shelf: self.shelf,
            places: self.places,
            vocabulary: Vocabulary::default(),
            counted: BTreeSet::new(),
            resolved: self.resolved,
            categories: self.categories,
        };
        let (shown, numbers) = (&gathered.shown, &gathered.numbers);
        let is_shown = |id: &String| numbers.get(id).is_some_and(|&at| shown.get(at) == Some(&true));
        gathered.stories.iter_mut().for_each(|story| story.articles.retain(is_shown));
        gathered.stories.retain(|story| !story.articles.is_empty());
        Ok(gathered)
    }
}

/// All articles, their stories and events, ready to be compared.
pub struct Gathered<'e> {
    engine: &'e Engine,
    options: &'e Options,
    copies: Vec<Copies>,
    /// Stories.
    pub stories: Vec<Story>,
    events: Vec<Event>,
    /// Without their texts, by id.
    articles: Vec<Article>,
    columns: Vec<Column>,
    shown: Vec<bool>,
    numbers: BTreeMap<String, usize>,
    habits: Vec<Option<Habits>>,
    shelf: Shelf,
    places: Places,
    vocabulary: Vocabulary,
    counted: BTreeSet<usize>,
    resolved: BTreeSet<usize>,
    categories: Vec<String>,
}

impl Gathered<'_> {
    /// The annotated articles that are shown, each as JSON, by id.
    ///
    /// # Errors
    /// When an article cannot be taken up again, and what `take` gives.
    pub fn each_article(&mut self, mut take: impl FnMut(String) -> Result<()>) -> Result<()> {
        for (article, _) in self.articles.iter().zip(&self.shown).filter(|(_, shown)| **shown) {
            take(self.shelf.json(&article.id)?)?;
        }
        Ok(())
    }

    /// Compares the events one after another, in their order.
    ///
    /// # Errors
    /// When an article cannot be taken up again, and what `take` gives.
    pub fn each_event(&mut self, mut take: impl FnMut(EventComparison) -> Result<()>) -> Result<()> {
        let mut comparer = Comparer::new(self.engine.rules());
        let mut events = std::mem::take(&mut self.events).into_iter().peekable();
        while events.peek().is_some() {
            let (mut some, mut ids): (Vec<Event>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
            while let Some(event) = events.next_if(|_| some.is_empty() || ids.len() < AT_HAND) {
                ids.extend(self.ids_of(&event));
                some.push(event);
            }
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let at_hand = self.shelf.whole(&ids, self.engine, self.options)?;
            for event in some {
                if let Some(mut compared) = self.event(event, &at_hand, &mut comparer) {
                    self.options.parts.trim(&mut compared);
                    take(compared)?;
                }
            }
        }
        Ok(())
    }

    /// The articles that speak of an event, and those that a reader joins to them.
    fn ids_of(&self, event: &Event) -> BTreeSet<String> {
        let ids: BTreeSet<String> = event.mentions.iter().map(|mention| mention.article.clone()).collect();
        let partners = self.places.partners(&ids, &self.options.rulings);
        ids.into_iter().chain(partners).collect()
    }

    fn event(&mut self, event: Event, at_hand: &[Annotated], comparer: &mut Comparer) -> Option<EventComparison> {
        let ids = self.ids_of(&event);
        let own: Vec<&Annotated> = at_hand.iter().filter(|a| ids.contains(&a.article.id)).collect();
        let number = |a: &Annotated| self.numbers.get(&a.article.id).copied().unwrap_or(usize::MAX);
        let told: Vec<Told> = own.iter().map(|annotated| told(annotated, number(annotated))).collect();
        let columns: Vec<Column> = told.iter().filter_map(|t| self.columns.get(t.number).cloned()).collect();
        let ruled = self.places.ruled(&told, &self.options.rulings);
        let compared = comparer.event(&told, &columns, event, &self.options.asked, &ruled)?;
        // Words are set against those of others who tell of the same.
        let tellers: Vec<usize> =
            compared.event.mentions.iter().filter_map(|m| self.numbers.get(&m.article).copied()).collect();
        let names: BTreeSet<&str> =
            tellers.iter().filter_map(|&at| self.columns.get(at)).map(|column| column.name.as_str()).collect();
        if names.len() > 1 {
            for annotated in own.iter().filter(|a| tellers.contains(&number(a)) && !a.unread) {
                if self.counted.insert(number(annotated))
                    && let Some(column) = self.columns.get(number(annotated))
                {
                    self.vocabulary.add(&column.name, annotated.narration, &annotated.vocabulary);
                }
            }
        }
        Some(compared)
    }

    /// Profiles of the columns that are shown, as far as they are wanted. Distinctive words are those of the events compared so far.
    pub fn profiles(&self) -> Vec<Profile> {
        if !self.options.parts.has(Part::Profiles) {
            return Vec::new();
        }
        let all = self.habits.iter().zip(&self.columns).zip(&self.shown).filter(|(_, shown)| **shown);
        let habits = all.filter_map(|((habits, column), _)| Some((column.name.as_str(), habits.as_ref()?)));
        titled(profile::of_columns(&habits.collect::<Vec<_>>(), &self.categories, &self.vocabulary), self.engine)
    }

    /// Quotations of the reader's rulings that name no one claim.
    pub fn warnings(&self) -> Vec<crate::base::Diagnostic> {
        self.places.warnings(&self.options.rulings, &self.resolved)
    }

    /// Everything at once. With `lean`, articles hold only what tables show: titles, dates and cues.
    ///
    /// # Errors
    /// When an article cannot be taken up again.
    pub fn comparison(mut self, lean: bool) -> Result<Comparison> {
        let mut events = Vec::new();
        self.each_event(|event| {
            events.push(event);
            Ok(())
        })?;
        let (profiles, warnings) = (self.profiles(), self.warnings());
        let mut articles = Vec::new();
        let shown: Vec<(Article, Column)> = std::mem::take(&mut self.articles)
            .into_iter()
            .zip(std::mem::take(&mut self.columns))
            .zip(&self.shown)
            .filter(|(_, shown)| **shown)
            .map(|(both, _)| both)
            .collect();
        let ids: Vec<&str> = shown.iter().map(|(article, _)| article.id.as_str()).collect();
        let options = Options { flags_only: lean, ..self.options.clone() };
        for some in ids.chunks(AT_HAND) {
            let whole = self.shelf.whole(some, self.engine, &options)?;
            articles.extend(whole.into_iter().map(|annotated| if lean { annotated.lean() } else { annotated }));
        }
        let columns = shown.into_iter().map(|(_, column)| column).collect();
        Ok(Comparison { articles, columns, copies: self.copies, stories: self.stories, events, profiles, warnings })
    }
}
