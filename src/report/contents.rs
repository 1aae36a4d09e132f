//! From a comparison to a report's contents: articles in the order of time, columns, events, habits.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::analysis::{Annotated, Comparison};
use crate::base::Span;
use crate::profile::{ActorHabit, Carried, Profile, Share};
use crate::rules::RuleSet;

use super::carried;
use super::cited::Cited;
use super::data::{ActorView, ArticleView, BearingView, ColumnView, Made, Report, TimeView};
use super::event::{self, Places};
use super::text;

/// What of a comparison a page holds, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Articles.
    pub articles: Vec<usize>,
    /// Events, all of whose articles are among them.
    pub events: Vec<usize>,
    /// Whether habits of outlets are shown.
    pub profiles: bool,
}

impl Scope {
    /// All of it.
    pub fn whole(comparison: &Comparison) -> Scope {
        Scope {
            articles: (0..comparison.articles.len()).collect(),
            events: (0..comparison.events.len()).collect(),
            profiles: true,
        }
    }
}

/// How many actors are shown.
const ACTORS: usize = 25;

/// The contents of a report on a part of a comparison.
pub fn report(comparison: &Comparison, scope: &Scope, rules: &RuleSet, made: &Made) -> Report {
    let mut order: Vec<usize> = scope.articles.clone();
    let article = |at: usize| comparison.articles.get(at);
    order.sort_by_key(|&at| {
        let date = article(at).and_then(|a| a.article.date.clone());
        (date.is_none(), date, at)
    });
    let told: Vec<&Annotated> = order.iter().filter_map(|&at| article(at)).collect();
    let cited = Cited::of(told.iter().flat_map(|a| a.cues.iter().chain(&a.title_cues)), rules);
    let (columns, column_of) = columns(comparison, &order);
    let articles: Vec<ArticleView> =
        told.iter().zip(&column_of).map(|(a, &column)| view(comparison, a, column, &cited)).collect();
    let places = Places::new(&told, &columns, &column_of);
    let events =
        scope.events.iter().filter_map(|&at| comparison.events.get(at)).map(|e| event::view(e, &places)).collect();
    let profiles: Vec<Profile> = if scope.profiles { comparison.profiles.clone() } else { Vec::new() };
    let kinds: BTreeSet<_> = profiles.iter().flat_map(|p| p.sources.keys().copied()).collect();
    Report {
        made: made.clone(),
        title: title(comparison, scope),
        timeline: timeline(&articles),
        copies: carried::copies(&comparison.copies, &places),
        columns,
        articles,
        events,
        categories: cited.categories,
        rules: cited.rules,
        source_kinds: kinds.into_iter().collect(),
        actors: actors(&profiles),
        profiles,
    }
}

/// The columns of the articles by name, and the number of each article's.
fn columns(comparison: &Comparison, order: &[usize]) -> (Vec<ColumnView>, Vec<usize>) {
    let name = |at: usize| comparison.columns.get(at).map_or("", |c| c.name.as_str());
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, &at) in order.iter().enumerate() {
        by_name.entry(name(at)).or_default().push(number);
    }
    let mut column_of = vec![0; order.len()];
    let mut list = Vec::new();
    for (name, articles) in by_name {
        for &number in &articles {
            if let Some(slot) = column_of.get_mut(number) {
                *slot = list.len();
            }
        }
        let given = |number: &usize| order.get(*number).and_then(|&at| comparison.articles.get(at));
        let outlet = articles.iter().filter_map(given).any(|a| a.article.outlet.as_deref() == Some(name));
        list.push(ColumnView { name: name.to_owned(), outlet, articles });
    }
    (list, column_of)
}

/// What the first event that an article speaks of says of its headline.
fn bearing(comparison: &Comparison, id: &str) -> Option<BearingView> {
    let found = comparison.events.iter().flat_map(|event| &event.headlines).find(|headline| headline.article == id)?;
    Some(BearingView {
        bearing: found.bearing,
        certainty: found.certainty,
        body: found.body.as_ref().map(|body| body.certainty),
        sentence: found.body.as_ref().map(|body| body.sentence),
    })
}

fn view(comparison: &Comparison, told: &Annotated, column: usize, cited: &Cited) -> ArticleView {
    let given = &told.article;
    let title = given.title.as_deref().unwrap_or_default();
    ArticleView {
        id: given.id.clone(),
        column,
        outlet: given.outlet.clone(),
        title: text::parts(title, Span::new(0, title.len()), &told.title_cues, cited),
        bearing: bearing(comparison, &given.id),
        author: given.author.clone(),
        date: given.date.clone(),
        url: given.url.clone(),
        lang: given.lang.clone(),
        unread: told.unread,
        narration: told.narration,
        paragraphs: text::paragraphs(&given.text, (&told.paragraphs, &told.sentences), &told.cues, cited),
    }
}

/// The label of the first event, which most is told of; `None` where that is a bare list of its words, which names nothing. A story's
/// label is no title: it is one outlet's headline.
fn title(comparison: &Comparison, scope: &Scope) -> Option<String> {
    let event = &comparison.events.get(*scope.events.first()?)?.event;
    let listed = event.defined_by.is_none() && is_list(&event.label, &event.terms);
    (!listed).then(|| event.label.clone())
}

/// Whether a label lists distinctive words of its event one by one.
fn is_list(label: &str, terms: &[String]) -> bool {
    label.split_once(", ").is_some_and(|(first, _)| terms.iter().any(|term| term == first))
}

fn actors(profiles: &[Profile]) -> Vec<ActorView> {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in profiles.iter().flat_map(|p| &p.actors) {
        *totals.entry(&actor.actor).or_default() += actor.says + actor.told;
    }
    let mut order: Vec<(&str, usize)> = totals.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let view = |(id, _): (&str, usize)| {
        let habits: Vec<Option<ActorHabit>> =
            profiles.iter().map(|p| p.actors.iter().find(|actor| actor.actor == id).cloned()).collect();
        ActorView {
            id: id.to_owned(),
            name: habits.iter().flatten().next().map_or(id, |habit| habit.title.as_str()).to_owned(),
            withheld: habits.iter().map(|habit| habit.as_ref().map(withheld)).collect(),
            says: habits.iter().flatten().map(|habit| habit.says).sum(),
            told: habits.iter().flatten().map(|habit| habit.told).sum(),
            habits,
        }
    };
    order.into_iter().take(ACTORS).map(view).collect()
}

fn withheld(habit: &ActorHabit) -> Share {
    let kinds = [Carried::Hedged, Carried::Doubted, Carried::Denied];
    let count = kinds.iter().filter_map(|kind| habit.carried.get(kind)).map(|cell| cell.share.count).sum();
    Share::of(count, habit.says)
}

/// Seconds since the year nought of an RFC 3339 date or date-time, as far as that can be told.
fn seconds(date: &str) -> Option<f64> {
    if let Ok(time) = date.parse::<jiff::Timestamp>() {
        return Some(time.as_second() as f64);
    }
    let day: civil::Date = date.get(..10)?.parse().ok()?;
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_second() as f64)
}

fn timeline(articles: &[ArticleView]) -> Vec<TimeView> {
    let dated = articles.iter().enumerate();
    let dated: Vec<(usize, f64)> =
        dated.filter_map(|(number, a)| Some((number, seconds(a.date.as_deref()?)?))).collect();
    let first = dated.iter().map(|d| d.1).fold(f64::INFINITY, f64::min);
    let last = dated.iter().map(|d| d.1).fold(f64::NEG_INFINITY, f64::max);
    if dated.len() < 2 || last <= first {
        return Vec::new();
    }
    dated.into_iter().map(|(article, at)| TimeView { article, at: (at - first) / (last - first) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_list, seconds};

    #[test]
    fn a_list_of_an_events_words_is_no_name_for_it() {
        let terms = ["skripal".to_owned(), "diplomats".to_owned()];
        assert!(is_list("skripal, diplomats, March 2018", &terms));
        assert!(!is_list("Expulsion of Russian diplomats, March 2018", &terms));
    }

    #[test]
    fn a_day_is_its_midnight() {
        assert_eq!(seconds("2018-12-06"), seconds("2018-12-06T00:00:00Z"));
        assert_eq!(seconds("2018-12-06T01:00:00+01:00"), seconds("2018-12-06"));
        assert_eq!(seconds("last week"), None);
    }
}
