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

/// The acts of an event that two columns tell and that one of them tells in a passive without a doer, the other with one.
pub fn agency(told: &[Told], columns: &[Column], event: &Event) -> Vec<Agency> {
    let mut found: BTreeMap<&str, Uses> = BTreeMap::new();
    for (article, text) in told.iter().enumerate() {
        let Some(mention) = event.mentions.iter().find(|m| m.article == text.article.id) else { continue };
        let mut seen: BTreeSet<Span> = BTreeSet::new();
        for claim in text.claims.iter().filter(|claim| speaks_of(mention, claim.sentence, text)) {
            for point in claim.meaning.points.iter().filter(|p| p.doer.is_some() || p.passive) {
                let Some(act) = point.acts.first().filter(|_| seen.insert(point.span)) else { continue };
                let span = NamingSpan { article: text.article.id.clone(), span: point.span };
                let key = (columns[article].name.as_str(), doer(point, text), point.passive);
                found.entry(act).or_default().entry(key).or_default().push(span);
            }
        }
    }
    let mut list = Vec::new();
    for (act, uses) in found {
        let without: BTreeSet<&str> = uses.keys().filter(|(_, doer, _)| doer.is_none()).map(|(c, ..)| *c).collect();
        let with: BTreeSet<&str> = uses.keys().filter(|(_, doer, _)| doer.is_some()).map(|(c, ..)| *c).collect();
        if without.is_empty() || !with.iter().any(|column| !without.contains(column)) {
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

fn doer(point: &Point, text: &Told) -> Option<String> {
    let words = point.doer.as_ref()?.span.of(&text.article.text);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
