//! Who is said to do what: the same act with a doer in one outlet, and in a passive without one in another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::Span;
use crate::claims::Point;
use crate::events::Event;

use super::naming::NamingSpan;
use super::row::speaks_of;
use super::{Column, Told};

/// How one column tells an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgencyUse {
    /// The column.
    pub column: String,
    /// The words for who does it; `null` when a passive leaves it out.
    pub doer: Option<String>,
    /// Whether the verb is passive.
    pub passive: bool,
    /// How often.
    pub count: usize,
    /// The verb groups.
    pub spans: Vec<NamingSpan>,
}

/// An act of which the columns do not name the same doers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agency {
    /// The act: a concept, or the verb by its base form.
    pub act: String,
    /// By column.
    pub uses: Vec<AgencyUse>,
}

/// By column, doer and voice of the verb, where they stand.
type Uses<'a> = BTreeMap<(&'a str, Option<String>, bool), Vec<NamingSpan>>;

/// An act where one column tells it.
struct Telling<'a> {
    column: &'a str,
    point: &'a Point,
    doer: Option<String>,
    span: NamingSpan,
}

/// The acts of an event that two columns tell of the same people or things, one of them in a passive without a doer, the other
/// with one.
pub fn agency(told: &[Told], columns: &[Column], event: &Event) -> Vec<Agency> {
    let mut found: BTreeMap<&str, Vec<Telling>> = BTreeMap::new();
    for (article, text) in told.iter().enumerate() {
        let Some(mention) = event.mentions.iter().find(|m| m.article == text.article.id) else { continue };
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        for claim in text.claims.iter().filter(|claim| speaks_of(mention, claim.sentence, text)) {
            for point in claim.meaning.points.iter().filter(|p| p.verbal && (p.doer.is_some() || p.passive)) {
                let Some(act) = point.acts.first().filter(|_| seen.insert(point.span)) else { continue };
                let span = NamingSpan { article: text.article.id.clone(), span: point.span };
                let column = columns[article].name.as_str();
                found.entry(act).or_default().push(Telling { column, point, doer: doer(point, text), span });
            }
        }
    }
    let mut list = Vec::new();
    for (act, tellings) in found {
        let with: BTreeSet<&str> = tellings.iter().filter(|t| t.doer.is_some()).map(|t| t.column).collect();
        let without: BTreeSet<&str> = tellings.iter().filter(|t| t.doer.is_none()).map(|t| t.column).collect();
        let mut uses = Uses::new();
        for telling in tellings.iter().filter(|t| tellings.iter().any(|other| answers(t, other))) {
            let key = (telling.column, telling.doer.clone(), telling.point.passive);
            uses.entry(key).or_default().push(telling.span.clone());
        }
        let left_out = uses.keys().any(|(_, doer, _)| doer.is_none());
        if without.is_empty() || !with.iter().any(|column| !without.contains(column)) || !left_out {
            continue;
        }
        let uses = uses.into_iter().map(|((column, doer, passive), spans)| AgencyUse {
            column: column.to_owned(),
            doer,
            passive,
            count: spans.len(),
            spans,
        });
        list.push(Agency { act: act.trim_start_matches('=').replace('-', " "), uses: uses.collect() });
    }
    list.sort_by(|a, b| b.uses.len().cmp(&a.uses.len()).then(a.act.cmp(&b.act)));
    list
}

/// Whether one column names a doer where the other leaves it out, of the same people or things.
fn answers(one: &Telling, other: &Telling) -> bool {
    one.column != other.column
        && one.doer.is_some() != other.doer.is_some()
        && one.point.rest.iter().any(|key| other.point.rest.contains(key))
}

fn doer(point: &Point, text: &Told) -> Option<String> {
    let words = point.doer.as_ref()?.span.of(&text.article.text);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
