//! Rows: the claims of an event that say the same, or contradict each other on the same point.

use std::collections::{BTreeSet, HashSet};

use sha2::{Digest, Sha256};

use crate::align::{Statement, Weights, conflict};
use crate::base::Span;
use crate::claims::{Certainty, Claim, ClaimForm, DeniedBy};
use crate::events::{Event, Mention};
use crate::rules::fold;

use super::candidates::{Laid, among};
use super::linking::{self, Bounds};
use super::ruled::Ruled;
use super::{Asked, Cell, Column, Row, RowConflict, Side, Told, label, status};

/// What the rows of earlier events have used up.
#[derive(Debug, Default)]
pub struct Used {
    /// Claims that stand in a row, as (number of the article, claim): a claim is in at most one row.
    taken: HashSet<(usize, usize)>,
    ids: Ids,
}

/// The rows of one event that are asked for, in no order for people. Takes the claims it uses.
pub fn rows(
    told: &[Told],
    columns: &[Column],
    event: &Event,
    weights: &Weights,
    asked: &Asked,
    ruled: &Ruled,
    used: &mut Used,
) -> Vec<Row> {
    let free = |c: &(usize, usize)| !used.taken.contains(&(told[c.0].number, c.1));
    let claims = ruled.with_partners(eligible(told, event).into_iter().filter(free).collect());
    let claims: Vec<(usize, usize)> = claims.into_iter().filter(free).collect();
    let weights = among(told, &claims, weights);
    let laid = Laid::new(told, &claims, &weights);
    let edges = ruled.over(&claims, laid.edges());
    let articles: Vec<usize> = claims.iter().map(|(article, _)| *article).collect();
    let bounds = Bounds { pair: weights.row, mean: weights.link, same: weights.surely, noun: weights.surely_noun };
    let groups = linking::groups(&articles, &edges, bounds, |pair| laid.of_likest(pair));
    let mut list: Vec<(Option<Oldest>, Row)> = Vec::new();
    for group in groups {
        let members: Vec<(usize, usize)> = group.claims.iter().map(|&at| claims[at]).collect();
        used.taken.extend(members.iter().map(|&(article, claim)| (told[article].number, claim)));
        let shown: Vec<(usize, usize)> =
            members.iter().copied().filter(|(article, _)| asked.shows(&columns[*article])).collect();
        if !shown.is_empty() {
            let row = row(told, columns, &shown, group.weakest, &weights);
            list.push((oldest(told, &members), Row { by_reader: ruled.of(&members), ..row }));
        }
    }
    // Numbers that keep equal words apart go by age, not by the order in which groups were found.
    list.sort_by(|a, b| a.0.cmp(&b.0));
    let named = list.into_iter().map(|(oldest, row)| Row { id: used.ids.of(&oldest), ..row });
    named.filter(|row| row.voices >= asked.voices).collect()
}

/// What a row's id is made of: the words of its oldest claim, which stay when the article of a later day joins, when a file is
/// moved, and when the inputs are given in another order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Oldest<'a> {
    undated: bool,
    date: Option<&'a str>,
    words: String,
    sentence: String,
    place: (&'a str, Span),
}

fn oldest<'a>(told: &[Told<'a>], members: &[(usize, usize)]) -> Option<Oldest<'a>> {
    let one = |&(article, claim): &(usize, usize)| {
        let text = told.get(article)?;
        let claim = text.claims.get(claim)?;
        let line = |span: Span| fold(&span.of(&text.article.text).split_whitespace().collect::<Vec<_>>().join(" "));
        let date = text.article.date.as_deref();
        Some(Oldest {
            undated: date.is_none(),
            date,
            words: line(claim.span),
            sentence: text.sentences.get(claim.sentence).map_or_else(String::new, |span| line(*span)),
            place: (&text.article.id, claim.span),
        })
    };
    members.iter().filter_map(one).min()
}

/// The ids given so far in a run: each is given once.
#[derive(Debug, Default)]
struct Ids {
    given: BTreeSet<u64>,
}

impl Ids {
    fn of(&mut self, oldest: &Option<Oldest>) -> String {
        let (words, sentence) = oldest.as_ref().map_or(("", ""), |o| (&o.words, &o.sentence));
        for number in 0u64.. {
            let mut hash = Sha256::new();
            hash.update(words);
            hash.update([0]);
            hash.update(sentence);
            if number > 0 {
                hash.update([0]);
                hash.update(number.to_le_bytes());
            }
            let id = hash.finalize().iter().take(5).fold(0u64, |id, byte| id << 8 | u64::from(*byte));
            if self.given.insert(id) {
                return format!("row:{id:010x}");
            }
        }
        String::new()
    }
}

/// The claims that speak of the event: in its sentences and those beside them, or anywhere in an article it fills.
fn eligible(told: &[Told], event: &Event) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    for (article, text) in told.iter().enumerate() {
        let Some(mention) = event.mentions.iter().find(|m| m.article == text.article.id) else { continue };
        let own = text.claims.iter().enumerate().filter(|(_, claim)| speaks_of(mention, claim.sentence, text));
        list.extend(own.map(|(number, _)| (article, number)));
    }
    list
}

/// Whether a sentence belongs to an event: it is one of the mention's or beside one, or the event fills the article.
pub fn speaks_of(mention: &Mention, sentence: usize, text: &Told) -> bool {
    mention.sentences.len() * 3 >= text.sentences.len() || mention.sentences.iter().any(|s| s.abs_diff(sentence) <= 1)
}

/// A claim of an article, ready to be compared.
pub fn statement<'t>(told: &'t Told, claim: &'t Claim) -> Statement<'t> {
    let cue = claim.attribution.and_then(|id| told.attributions.get(id)).and_then(|a| a.cue.first().copied());
    Statement {
        meaning: &claim.meaning,
        span: claim.span,
        quantities: &claim.quantities,
        denied: (claim.denied_by == Some(DeniedBy::Source)).then_some(cue.unwrap_or(claim.span)),
    }
}

fn row(told: &[Told], columns: &[Column], members: &[(usize, usize)], confidence: f32, weights: &Weights) -> Row {
    let claim = |(article, claim): (usize, usize)| &told[article].claims[claim];
    let clearest = label::clearest(told, members, weights);
    let mut cells: Vec<Cell> = Vec::new();
    let articles: BTreeSet<usize> = members.iter().map(|m| m.0).collect();
    for article in articles {
        let mut own: Vec<(usize, usize)> = members.iter().copied().filter(|m| m.0 == article).collect();
        own.sort_by_key(|&m| (claim(m).form == ClaimForm::Nominal, claim(m).certainty, claim(m).span));
        cells.push(cell(told, columns, article, &own));
    }
    cells.sort_by(|a, b| (&a.column, &a.article).cmp(&(&b.column, &b.article)));
    let conflicts = conflicts(told, columns, members);
    let standing: Vec<(usize, &Claim)> = members.iter().map(|&m| (columns[m.0].voice, claim(m))).collect();
    let status = status::status(&standing, &conflicts);
    let nominal = members.iter().all(|&m| claim(m).form == ClaimForm::Nominal);
    let voices: BTreeSet<usize> = members.iter().map(|m| columns[m.0].voice).collect();
    Row {
        id: String::new(),
        label: clearest,
        confidence,
        status,
        voices: voices.len(),
        by_reader: None,
        nominal,
        conflicts,
        cells,
    }
}

fn cell(told: &[Told], columns: &[Column], article: usize, own: &[(usize, usize)]) -> Cell {
    let text = &told[article];
    let claims: Vec<&Claim> = own.iter().filter_map(|&(_, c)| text.claims.get(c)).collect();
    let mut certainties: Vec<Certainty> = claims.iter().map(|c| c.certainty).collect();
    certainties.sort_unstable();
    certainties.dedup();
    let committed = claims.iter().min_by_key(|c| c.certainty);
    let attribution = committed.and_then(|c| c.attribution).and_then(|id| text.attributions.get(id));
    let attributed_to = attribution.and_then(|a| {
        let words: Vec<&str> = a.source.iter().map(|s| s.of(&text.article.text)).collect();
        a.resolved.as_ref().map(|r| r.name.clone()).or_else(|| (!words.is_empty()).then(|| words.join(" ")))
    });
    let mut numbers: Vec<usize> = claims.iter().flat_map(|c| c.cues.iter().copied()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Cell {
        outlet: text.article.outlet.clone(),
        column: columns[article].name.clone(),
        article: text.article.id.clone(),
        claims: claims.iter().map(|c| c.id.clone()).collect(),
        certainty: committed.map_or(Certainty::Asserted, |c| c.certainty),
        certainties,
        attributed_to,
        cues: numbers.into_iter().filter_map(|n| text.cues.get(n).cloned()).collect(),
        text: committed.map_or(String::new(), |c| c.telling.of(&text.article.text)),
        sentence: committed.map_or(0, |c| c.sentence),
    }
}

/// The disagreements between different voices, one a kind and pair of articles.
fn conflicts(told: &[Told], columns: &[Column], members: &[(usize, usize)]) -> Vec<RowConflict> {
    let mut seen = BTreeSet::new();
    let mut list = Vec::new();
    for (at, &x) in members.iter().enumerate() {
        for &y in members.iter().skip(at + 1) {
            if columns[x.0].voice == columns[y.0].voice {
                continue;
            }
            let (a, b) = (&told[x.0].claims[x.1], &told[y.0].claims[y.1]);
            if let Some(found) = conflict(&statement(&told[x.0], a), &statement(&told[y.0], b))
                && seen.insert((found.kind, x.0, y.0))
            {
                let side = |article: usize, claim: &Claim, span: Span| Side {
                    claim: claim.id.clone(),
                    column: columns[article].name.clone(),
                    text: span.of(&told[article].article.text).to_owned(),
                    span,
                };
                let (a, b) = (side(x.0, a, found.a), side(y.0, b, found.b));
                list.push(RowConflict { kind: found.kind, a, b });
            }
        }
    }
    list
}
