//! An event of a report: its rows, namings, quotations and silences, with every place as numbers.

use std::collections::BTreeMap;

use crate::analysis::Annotated;
use crate::attribution::{Attribution, AttributionKind};
use crate::base::Span;
use crate::claims::Claim;
use crate::compare::{Agency, AgencyUse, Cell, EventComparison, Naming, Row, RowConflict, Side, Status};
use crate::rules::Effect;

use super::carried;
use super::data::{
    AgencyView, CellView, ColumnView, ConflictView, DoerView, EventView, NamingView, RowView, SideView, SilenceView,
    StatusCounts, UseView,
};
use crate::render::{clean, first_upper};

/// Where things stand: articles, claims and columns by what the comparison calls them.
pub struct Places<'a> {
    told: &'a [&'a Annotated],
    column_of: &'a [usize],
    articles: BTreeMap<&'a str, usize>,
    columns: BTreeMap<&'a str, usize>,
    claims: BTreeMap<&'a str, (usize, &'a Claim)>,
}

impl<'a> Places<'a> {
    /// The places of these articles.
    pub fn new(told: &'a [&'a Annotated], columns: &'a [ColumnView], column_of: &'a [usize]) -> Places<'a> {
        let claims = told.iter().enumerate().flat_map(|(at, a)| a.claims.iter().map(move |c| (c.id.as_str(), (at, c))));
        Places {
            told,
            column_of,
            articles: told.iter().enumerate().map(|(at, a)| (a.article.id.as_str(), at)).collect(),
            columns: columns.iter().enumerate().map(|(at, c)| (c.name.as_str(), at)).collect(),
            claims: claims.collect(),
        }
    }

    /// The number of an article.
    pub fn article(&self, id: &str) -> Option<usize> {
        self.articles.get(id).copied()
    }

    /// The number of an article's column.
    pub fn column(&self, article: usize) -> Option<usize> {
        self.column_of.get(article).copied()
    }

    /// An attribution of an article.
    pub fn attribution(&self, article: usize, id: usize) -> Option<&'a Attribution> {
        self.told.get(article)?.attributions.iter().find(|a| a.id == id)
    }

    /// The number of the sentence that holds a byte of an article.
    pub fn sentence(&self, article: usize, at: usize) -> usize {
        self.told.get(article).map_or(0, |a| a.sentences.partition_point(|s| s.end <= at))
    }

    /// Whether a claim begins inside quotation marks.
    fn quoted(&self, claim: &str) -> bool {
        let Some(&(article, claim)) = self.claims.get(claim) else { return false };
        let attributions = self.told.get(article).map_or(&[][..], |a| a.attributions.as_slice());
        let inside = |span: &Span| span.start <= claim.span.start && claim.span.start < span.end;
        attributions.iter().any(|a| a.kind == AttributionKind::Direct && a.content.iter().any(inside))
    }

    /// The text of an article.
    pub fn text(&self, article: usize) -> &'a str {
        self.told.get(article).map_or("", |a| a.article.text.as_str())
    }
}

/// An event as a report shows it.
pub fn view(found: &EventComparison, places: &Places) -> EventView {
    let mut articles: Vec<usize> =
        found.event.mentions.iter().filter_map(|m| places.articles.get(m.article.as_str()).copied()).collect();
    articles.sort_unstable();
    let mut columns: Vec<usize> = articles.iter().filter_map(|&a| places.column_of.get(a).copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut counts = StatusCounts::default();
    for row in &found.rows {
        *match row.status {
            Status::Contradicted => &mut counts.contradicted,
            Status::NumbersDiffer => &mut counts.numbers_differ,
            Status::FramedDifferently => &mut counts.framed_differently,
            Status::Corroborated => &mut counts.corroborated,
            Status::SingleOutlet => &mut counts.single_outlet,
        } += 1;
    }
    let (single, rows): (Vec<&Row>, Vec<&Row>) = found.rows.iter().partition(|r| r.status == Status::SingleOutlet);
    let single = telling(&single, &rows, places);
    counts.single_outlet = single.len();
    let silences = silences(found, &rows, &columns, places);
    EventView {
        id: found.event.id.clone(),
        label: found.event.label.clone(),
        terms: found.event.terms.clone(),
        date: found.event.date.clone(),
        counts,
        rows: rows.iter().map(|r| row(r, &columns, places)).collect(),
        single: single.iter().map(|r| row(r, &columns, places)).collect(),
        naming: found.naming.iter().map(|n| naming(n, &columns, places)).collect(),
        agency: found.agency.iter().map(|a| agency(a, &columns, places)).collect(),
        quotations: found.quotations.iter().map(|q| carried::quotation(q, places)).collect(),
        quoted_alone: found.quoted_alone.iter().filter_map(|a| carried::alone(a, places)).collect(),
        silences,
        articles,
        columns,
    }
}

/// The claims of one voice that say more than what is shown anyway, as the articles tell them: one that lies inside a claim of a
/// shared row, or inside a longer one of its own sentence, would only be read twice.
fn telling<'r>(single: &[&'r Row], shared: &[&Row], places: &Places) -> Vec<&'r Row> {
    let of = |row: &Row| -> Vec<(usize, Span)> {
        let ids = row.cells.iter().flat_map(|cell| &cell.claims);
        ids.filter_map(|id| places.claims.get(id.as_str())).map(|(article, claim)| (*article, claim.span)).collect()
    };
    let mut shown: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for (article, span) in shared.iter().flat_map(|row| of(row)) {
        shown.entry(article).or_default().push(span);
    }
    let mut order: Vec<(usize, Span, &Row)> = single
        .iter()
        .filter_map(|row| of(row).into_iter().min().map(|(article, span)| (article, span, *row)))
        .collect();
    // The longest first, so that each is held against those it may lie in.
    order.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)).then(a.2.id.cmp(&b.2.id)));
    order.retain(|(article, span, _)| {
        let others = shown.entry(*article).or_default();
        let new = !others.iter().any(|other| other.start <= span.start && span.end <= other.end);
        if new {
            others.push(*span);
        }
        new
    });
    order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, _, row)| row).collect()
}

fn row(row: &Row, columns: &[usize], places: &Places) -> RowView {
    let of = |column: &usize| {
        let own = row.cells.iter().filter(|c| places.columns.get(c.column.as_str()) == Some(column));
        own.filter_map(|c| cell(c, places)).collect()
    };
    RowView {
        id: row.id.clone(),
        label: first_upper(&clean(&row.label)),
        status: row.status,
        confidence: row.confidence,
        conflicts: row.conflicts.iter().filter_map(|c| conflict(c, places)).collect(),
        cells: columns.iter().map(of).collect(),
    }
}

fn cell(cell: &Cell, places: &Places) -> Option<CellView> {
    let decides = |effect: Effect| matches!(effect, Effect::Hedges | Effect::Doubts | Effect::Denies);
    let mut cues: Vec<String> = cell.cues.iter().filter(|c| decides(c.effect)).map(|c| clean(&c.text)).collect();
    cues.dedup();
    Some(CellView {
        article: *places.articles.get(cell.article.as_str())?,
        sentence: cell.sentence,
        certainty: cell.certainty,
        certainties: cell.certainties.clone(),
        attributed_to: cell.attributed_to.as_deref().map(clean),
        cues,
        quoted: cell.claims.first().is_some_and(|claim| places.quoted(claim)),
        text: clean(&cell.text),
    })
}

fn conflict(found: &RowConflict, places: &Places) -> Option<ConflictView> {
    Some(ConflictView { kind: found.kind, sides: vec![side(&found.a, places)?, side(&found.b, places)?] })
}

fn side(side: &Side, places: &Places) -> Option<SideView> {
    let &(article, claim) = places.claims.get(side.claim.as_str())?;
    let text = places.text(article);
    let whole = claim.span.join(side.span);
    Some(SideView {
        column: *places.column_of.get(article)?,
        article,
        sentence: claim.sentence,
        before: one_line(Span::new(whole.start, side.span.start).of(text)),
        words: one_line(side.span.of(text)),
        after: one_line(Span::new(side.span.end, whole.end).of(text)),
    })
}

fn naming(found: &Naming, columns: &[usize], places: &Places) -> NamingView {
    let of = |column: &usize| {
        let own = found.uses.iter().filter(|u| places.columns.get(u.column.as_str()) == Some(column));
        let view = |used: &crate::compare::NamingUse| {
            let first = used.spans.first()?;
            let article = *places.articles.get(first.article.as_str())?;
            let sentence = places.sentence(article, first.span.start);
            Some(UseView { words: clean(&used.words), count: used.count, article, sentence })
        };
        own.filter_map(view).collect()
    };
    NamingView { name: clean(&found.name), uses: columns.iter().map(of).collect() }
}

fn agency(found: &Agency, columns: &[usize], places: &Places) -> AgencyView {
    let of = |column: &usize| {
        let own = found.uses.iter().filter(|u| places.columns.get(u.column.as_str()) == Some(column));
        let view = |used: &AgencyUse| {
            let first = used.spans.first()?;
            let article = places.article(&first.article)?;
            let sentence = places.sentence(article, first.span.start);
            Some(DoerView { doer: used.doer.as_deref().map(clean), count: used.count, article, sentence })
        };
        own.filter_map(view).collect()
    };
    AgencyView { act: clean(&found.act), uses: columns.iter().map(of).collect() }
}

fn silences(found: &EventComparison, rows: &[&Row], columns: &[usize], places: &Places) -> Vec<SilenceView> {
    let mut by_column: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for silence in &found.silences {
        let column = places.columns.get(silence.column.as_str()).filter(|c| columns.contains(c));
        let row = rows.iter().position(|r| r.id == silence.row);
        if let (Some(&column), Some(row)) = (column, row) {
            by_column.entry(column).or_default().push(row);
        }
    }
    by_column.into_iter().map(|(column, rows)| SilenceView { column, rows }).collect()
}

/// Words on one line, with a space kept at either end.
fn one_line(text: &str) -> String {
    let mut out = clean(text);
    if text.starts_with(char::is_whitespace) && !out.is_empty() {
        out.insert(0, ' ');
    }
    if text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
    out
}
