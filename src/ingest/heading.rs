//! What stands above an article: headline, standfirst, author and date among captions, labels and buttons.

use std::collections::BTreeSet;

use super::byline;
use super::lines::{ends_statement, key, starts_lower};
use super::outlet;
use super::page::{Row, is_caption};
use crate::rules::RuleSet;

/// What the head of a page tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// The headline.
    pub title: Option<String>,
    /// The outlet's name behind the headline, by index.
    pub outlet: Option<usize>,
    /// The byline.
    pub author: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// Index of the row with which the article goes on without a break.
    pub body: usize,
}

/// Reads the head; headline, byline and dateline rows, and the labels between them, are then left out of the text, a standfirst is fixed.
pub(super) fn heading(rows: &mut [Row], rules: &RuleSet) -> Heading {
    let Some(first) = first_prose(rows) else {
        return Heading { body: rows.len(), ..Heading::default() };
    };
    let body = head_end(rows, first, rules);
    let mut heading = Heading { body, ..Heading::default() };
    heading.date = date(rows, body);
    heading.author = author(rows, body, rules);
    let title = title(rows, first, body);
    let again = title.and_then(|at| told_again(rows, at, body));
    let bare = again.as_deref();
    if let Some(at) = title
        && let Some(row) = rows.get_mut(at)
    {
        let whole = row.line.text.clone();
        let parted = outlet::of_title(&whole, rules);
        heading.outlet = parted.map(|(_, outlet)| outlet);
        let bare = parted.map(|(title, _)| title).or(bare).unwrap_or(&whole).to_owned();
        row.key = key(&bare);
        heading.title = Some(bare);
        row.fixed = true;
        row.why = Some("structure/headline".to_owned());
    }
    let standfirst = title.and_then(|at| standfirst(rows, at, body, rules));
    for (at, row) in rows.iter_mut().enumerate().take(body) {
        if Some(at) == standfirst {
            row.fixed = true;
        } else if !row.prose || title.is_some_and(|title| at < title) || is_caption(&row.line.text) {
            row.drop("structure/head");
        }
    }
    heading
}

/// The first paragraph of the article, or of what looks like one.
fn first_prose(rows: &[Row]) -> Option<usize> {
    let doubled = |at: usize| {
        let same =
            |other: Option<&Row>| other.is_some_and(|other| Some(&other.key) == rows.get(at).map(|row| &row.key));
        same(rows.get(at + 1)) || (at > 0 && same(rows.get(at - 1)))
    };
    let is_first = |row: &Row| row.is_kept() && row.prose && row.words > 4 && !row.is_dateline();
    let sound = |(at, row): &(usize, &Row)| is_first(row) && !is_caption(&row.line.text) && !doubled(*at);
    let strict = rows.iter().enumerate().find(sound).map(|(at, _)| at);
    strict.or_else(|| rows.iter().position(is_first))
}

/// How many rows behind the first paragraph a byline or dateline may stand that makes it a standfirst or a caption.
const REACH: usize = 10;

/// Where the head ends: at the first paragraph, or behind a byline or dateline that follows with at most one more before it.
fn head_end(rows: &[Row], first: usize, rules: &RuleSet) -> usize {
    let mut prose = 0;
    let mut end = first;
    for (at, row) in rows.iter().enumerate().skip(first).take(REACH) {
        let tells = row.is_dateline() || (row.words <= 14 && byline::explicit(&row.line.text, rules).is_some());
        if tells && (row.is_kept() || row.is_dateline()) {
            end = at + 1;
        } else if row.is_kept() && row.prose {
            prose += 1;
            if prose > 2 {
                break;
            }
        }
    }
    // A note at the foot of a short article is no head.
    if rows.iter().skip(end).any(|row| row.is_kept() && row.prose) { end } else { first }
}

/// The date of publication; that of a change only where no other is told.
fn date(rows: &mut [Row], body: usize) -> Option<String> {
    let mut found: Option<(bool, String)> = None;
    let last_prose = rows.iter().rposition(|row| row.is_kept() && row.prose).unwrap_or(0);
    for (at, row) in rows.iter_mut().enumerate() {
        if (body..=last_prose).contains(&at) || !row.is_dateline() {
            continue;
        }
        let Some(stamp) = row.stamp.clone() else { continue };
        row.drop("structure/dateline");
        if found.as_ref().is_none_or(|(updated, _)| *updated && !stamp.updated) {
            found = Some((stamp.updated, stamp.date));
        }
    }
    found.map(|(_, date)| date)
}

/// How many rows above the article a name alone is looked for.
const NEAR: usize = 100;

fn author(rows: &mut [Row], body: usize, rules: &RuleSet) -> Option<String> {
    for row in rows.iter_mut().take(body).filter(|row| row.words <= 20 && !row.prose) {
        if let Some(names) = byline::explicit(&row.line.text, rules) {
            row.drop("structure/byline");
            return Some(names);
        }
    }
    // A name alone, when the date or what its bearer does stands beside it.
    for at in body.saturating_sub(NEAR)..body {
        let Some(row) = rows.get(at).filter(|row| row.is_kept() && row.words <= 5) else { continue };
        let Some(name) = byline::lone_name(&row.line.text, rules) else { continue };
        let key = row.key.clone();
        let beside =
            |row: Option<&Row>| row.is_some_and(|row| row.is_dateline() || byline::is_role(&row.line.text, rules));
        let after = rows.iter().skip(at + 1).find(|row| row.key != key);
        if beside(after) || (at > 0 && beside(rows.get(at - 1))) {
            rows.iter_mut().take(body).filter(|row| row.key == key).for_each(|row| row.drop("structure/byline"));
            return Some(name);
        }
    }
    None
}

/// The headline: of the lines before the first paragraph the one that shares most words with the article. Only where there
/// is none, and a byline or dateline says that the head goes on, a line behind that paragraph.
fn title(rows: &[Row], first: usize, body: usize) -> Option<usize> {
    let told = content_words(rows.iter().skip(first).filter(|row| row.is_kept() && row.prose));
    let best = |range: std::ops::Range<usize>| {
        let candidates: Vec<(usize, usize)> = range
            .filter_map(|at| rows.get(at).filter(|row| is_headline(row, rows.get(at + 1))).map(|row| (at, row)))
            .map(|(at, row)| (at, content_words([row].into_iter()).intersection(&told).count().min(3)))
            .collect();
        let most = candidates.iter().map(|(_, shared)| *shared).max()?;
        let (at, _) = *candidates.iter().find(|(_, shared)| *shared == most)?;
        let words = rows.get(at).map_or(0, |row| row.words);
        (most > 0 || (candidates.len() == 1 && words > 3)).then_some(at)
    };
    best(0..first).or_else(|| best(first..body))
}

/// The headline without the name of the site behind it, where the page has it a second time without.
fn told_again(rows: &[Row], title: usize, body: usize) -> Option<String> {
    let whole = &rows.get(title)?.line.text;
    let others = || rows.iter().take(body).map(|row| row.key.as_str());
    let cuts = outlet::SIGNS.iter().filter_map(|sign| whole.rfind(sign)).filter_map(|at| whole.get(..at));
    cuts.filter(|cut| others().any(|other| other == key(cut))).max_by_key(|cut| cut.len()).map(str::to_owned)
}

fn is_headline(row: &Row, next: Option<&Row>) -> bool {
    let text = &row.line.text;
    let broken = next.is_some_and(|next| !next.line.gap && starts_lower(&next.line.text));
    let ends = ends_statement(text) || text.ends_with([':', ',', ';']);
    row.is_kept() && (3..=35).contains(&row.words) && !ends && !broken && !row.is_dateline() && !is_caption(text)
}

/// Words long or unusual enough to tell what a text is about, cut so that inflections fall together.
fn content_words<'r>(rows: impl Iterator<Item = &'r Row>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for row in rows {
        for word in row.line.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            let marked = length > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
            let dense = word.chars().any(|c| u32::from(c) > 0x0e00);
            if length > 4 || marked || dense {
                words.insert(word.to_lowercase().chars().take(5).collect());
            }
        }
    }
    words
}

/// The row under the headline that sums the article up: long enough, and no caption of a picture.
fn standfirst(rows: &[Row], title: usize, body: usize, rules: &RuleSet) -> Option<usize> {
    let headline = &rows.get(title)?.key;
    let (at, row) = rows.iter().enumerate().take(body).skip(title + 1).find(|(_, row)| row.key != *headline)?;
    let credited = rows.get(at + 1).is_some_and(|next| !next.line.gap && next.is_credit());
    let doubled = rows.get(at + 1).is_some_and(|next| next.key == row.key);
    let label = row.is_dateline() || byline::lone_name(&row.line.text, rules).is_some() || is_caption(&row.line.text);
    (row.is_kept() && row.words > 5 && !credited && !doubled && !label).then_some(at)
}
