//! The rows of a page and which of them are furniture: by rule, by repetition, by place among the others.

use std::collections::BTreeMap;

use super::Dropped;
use super::dateline::{Stamp, stamp};
use super::furniture::{Marks, marks};
use super::lines::{self, Line, ends_sentence, ends_statement, has_inner_end, starts_lower};
use crate::matching::Engine;
use crate::rules::Reach;

/// A line of a page with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The line.
    pub line: Line,
    /// Its number of words.
    pub words: usize,
    /// Letters and digits, by which repeats are told.
    pub key: String,
    /// What the packs say.
    pub marks: Marks,
    /// The date it tells.
    pub stamp: Option<Stamp>,
    /// Whether it reads like the article, not like a label.
    pub prose: bool,
    /// Whether it is kept whatever its neighbours are: headline, standfirst.
    pub fixed: bool,
    /// Why it is left out.
    pub why: Option<String>,
}

impl Row {
    /// Leaves the row out, unless it is already.
    pub(super) fn drop(&mut self, why: &str) {
        if self.why.is_none() {
            self.why = Some(why.to_owned());
        }
    }

    /// Whether it stands in the article so far.
    pub(super) fn is_kept(&self) -> bool {
        self.why.is_none()
    }

    /// Whether it is little more than a date.
    pub(super) fn is_dateline(&self) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| stamp.others <= 2) && self.words <= 16
    }

    /// How far the rule reaches that the row was told by.
    fn reach(&self) -> Option<Reach> {
        self.marks.line.as_ref().map(|mark| mark.until)
    }

    /// Whether a rule told it for the credit of a picture or the like, which reaches over its block.
    pub(super) fn is_credit(&self) -> bool {
        self.reach() == Some(Reach::Block)
    }
}

/// The rows of a page; those that a rule or their own shape tells to be furniture are left out already.
pub(super) fn rows(text: &str, engine: &Engine) -> (Vec<Row>, Vec<Dropped>) {
    let rules = engine.rules();
    let mut cut = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for mut line in lines::lines(text, rules) {
        let marks = marks(&line.text, lines::words(&line.text), engine);
        for (span, rule) in marks.cuts.iter().rev() {
            let text = span.of(&line.text).to_owned();
            cut.push(Dropped { article: String::new(), line: line.number, text, why: rule.clone() });
            if line.text.get(span.start..span.end).is_some() {
                line.text.replace_range(span.start..span.end, "");
            }
        }
        line.text = line.text.trim().to_owned();
        let words = lines::words(&line.text);
        let stamp = if words <= 20 { stamp(&line.text, rules) } else { None };
        let key = lines::key(&line.text);
        rows.push(Row { line, words, key, marks, stamp, prose: false, fixed: false, why: None });
    }
    for at in 0..rows.len() {
        let goes_on = rows.get(at + 1).is_some_and(|next| starts_lower(&next.line.text) && next.words > 2);
        if let Some(row) = rows.get_mut(at) {
            row.prose = is_prose(row, goes_on);
            let why = row.marks.line.as_ref().map(|mark| mark.rule.clone()).or_else(|| shape(&row.line.text));
            row.why = why;
        }
    }
    (rows, cut)
}

fn is_prose(row: &Row, goes_on: bool) -> bool {
    let text = &row.line.text;
    let sentence = ends_statement(text) && row.words >= 4;
    let several = has_inner_end(text) && row.words >= 12;
    let broken = goes_on && row.words >= 6 && !ends_sentence(text);
    sentence || several || broken || row.words >= 30
}

/// What a line's own shape tells: rules and numbers, menus, addresses, handles.
fn shape(line: &str) -> Option<String> {
    let menu = ["|", "•", "·", ">", "»", "/"].iter().any(|sign| {
        let pieces: Vec<&str> = line.split(sign).map(str::trim).filter(|piece| !piece.is_empty()).collect();
        pieces.len() > 2 && pieces.iter().all(|piece| lines::words(piece) <= 3)
    });
    let why = if !line.contains(char::is_alphabetic) {
        "structure/no-words"
    } else if is_address(line) {
        "structure/address"
    } else if line.starts_with('@') && !line.contains(' ') {
        "structure/handle"
    } else if menu && line.len() < 200 {
        "structure/menu"
    } else {
        return None;
    };
    Some(why.to_owned())
}

/// Whether a line is nothing but a web address.
pub(super) fn is_address(line: &str) -> bool {
    let start =
        ["http://", "https://", "www."].iter().any(|s| line.get(..s.len()).is_some_and(|l| l.eq_ignore_ascii_case(s)));
    start && !line.contains(' ')
}

/// A caption by its shape: a finished sentence with a short credit in brackets behind it.
pub(super) fn is_caption(line: &str) -> bool {
    let Some((before, inner)) = line.strip_suffix(')').and_then(|line| line.rsplit_once('(')) else { return false };
    ends_sentence(before) && lines::words(inner) <= 6 && inner.starts_with(char::is_uppercase) && !ends_sentence(inner)
}

/// How many rows a list of links behind its heading has at most.
const LIST: usize = 12;
/// How many words of prose must stand before furniture that ends the page.
const BODY: usize = 40;

/// How many rows that may end the page are looked at.
const ENDS: usize = 20;

/// Lets the rules reach as far as they say: over the block, up to the next paragraph of prose, to the end.
pub(super) fn spread(rows: &mut [Row]) {
    let mut ends = 0;
    for at in 0..rows.len() {
        let free = rows.get(at).filter(|row| !row.fixed);
        let Some(mark) = free.and_then(|row| row.marks.line.clone()) else { continue };
        match mark.until {
            Reach::Block => spread_block(rows, at, &mark.rule),
            Reach::Paragraph => {
                bridge(rows, at, &mark.rule);
                for row in rows.iter_mut().skip(at + 1).take(LIST) {
                    if row.prose || row.fixed || (ends_statement(&row.line.text) && row.words > 2) {
                        break;
                    }
                    row.drop(&mark.rule);
                }
            }
            Reach::End if ends < ENDS => {
                ends += 1;
                // The same words stand on a button above the article.
                let prose = |rows: &[Row]| -> usize {
                    rows.iter().filter(|row| row.is_kept() && row.prose).map(|row| row.words).sum()
                };
                let before = rows.get(..at).map_or(0, prose);
                if before >= BODY && before * 2 >= rows.get(at..).map_or(0, prose) {
                    rows.iter_mut().skip(at).for_each(|row| row.drop(&mark.rule));
                    return;
                }
            }
            Reach::Line | Reach::End => {}
        }
    }
}

/// Labels that stand in one block with the row at `at`.
fn spread_block(rows: &mut [Row], at: usize, rule: &str) {
    let is_label = |row: &Row| !row.prose && !row.fixed && !ends_sentence(&row.line.text);
    for next in at + 1..rows.len() {
        match rows.get_mut(next) {
            Some(row) if !row.line.gap && is_label(row) => row.drop(rule),
            _ => break,
        }
    }
    for before in (0..at).rev() {
        let joined = rows.get(before + 1).is_some_and(|row| !row.line.gap);
        match rows.get_mut(before) {
            Some(row) if joined && is_label(row) => row.drop(rule),
            _ => break,
        }
    }
}

/// An appeal of several paragraphs: up to three rows between two paragraphs of prose that one rule tells belong to it.
fn bridge(rows: &mut [Row], at: usize, rule: &str) {
    let same = |row: &Row| row.marks.line.as_ref().is_some_and(|mark| mark.rule == rule);
    let Some(next) = (at + 1..rows.len().min(at + 5)).find(|&next| rows.get(next).is_some_and(same)) else { return };
    if rows.get(at).is_some_and(|row| row.prose) && rows.get(next).is_some_and(|row| row.prose) {
        rows.iter_mut().take(next).skip(at + 1).filter(|row| !row.fixed).for_each(|row| row.drop(rule));
    }
}

/// How many labels between two pieces of furniture belong to them.
const BETWEEN: usize = 3;

/// Labels with furniture on both sides: the parts of a form, the names of a list.
pub(super) fn drop_between(rows: &mut [Row]) {
    let is_label = |row: &Row| row.is_kept() && !row.prose && !row.fixed && !ends_sentence(&row.line.text);
    let mut at = 0;
    while at < rows.len() {
        let length = rows.iter().skip(at).take_while(|row| is_label(row)).count();
        let told = |row: Option<&Row>| row.is_some_and(|row| row.marks.line.is_some());
        let before = at.checked_sub(1).and_then(|before| rows.get(before));
        if (1..=BETWEEN).contains(&length) && told(before) && told(rows.get(at + length)) {
            rows.iter_mut().skip(at).take(length).for_each(|row| row.drop("structure/between"));
        }
        at += length.max(1);
    }
}

/// From how many times on two labels that come again are those of speakers.
const SPEAKERS: usize = 3;

/// Rows that come again: of a paragraph the first is kept, of a label none. Both of a caption that stands there twice at
/// once, once for those who cannot see the picture, before the article begins at `body`.
pub(super) fn drop_repeats(rows: &mut [Row], body: usize) {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.key.is_empty()) {
        seen.entry(row.key.clone()).or_default().push(at);
    }
    let is_label =
        |at: &usize| rows.get(*at).is_some_and(|row| row.marks.line.is_none() && !ends_sentence(&row.line.text));
    let often = seen.values().filter(|places| places.len() >= SPEAKERS && places.iter().all(is_label)).count();
    for places in seen.into_values().filter(|places| places.len() > 1) {
        // Names before what is said in turn.
        if often > 1 && places.len() >= SPEAKERS {
            let first = places.first().filter(|&&at| at + 1 == body).and_then(|&at| rows.get_mut(at));
            if let Some(row) = first {
                row.why = None;
            }
            continue;
        }
        let is = |test: fn(&Row) -> bool| places.iter().any(|&at| rows.get(at).is_some_and(test));
        let (fixed, prose) = (is(|row| row.fixed), is(|row| row.prose && row.words > 5));
        let sentence = is(|row| ends_sentence(&row.line.text));
        let mut first = prose && !fixed;
        for &at in &places {
            let Some(row) = rows.get_mut(at).filter(|row| !row.fixed) else { continue };
            let in_head = at < body;
            if (first && !in_head) || (sentence && !prose && !in_head && !fixed) {
                first = false;
            } else {
                row.drop("structure/repeat");
            }
        }
    }
}

/// How many candidates for a pull quote are looked at.
const CANDIDATES: usize = 60;
/// A page with more of them has its text twice.
const PULL_QUOTES: usize = 5;

/// Sentences set large beside the article that stand in one of its paragraphs as well.
pub(super) fn drop_pull_quotes(rows: &mut [Row]) {
    let all: String = rows.iter().filter(|r| r.is_kept() && r.prose).map(|row| format!("{} ", row.key)).collect();
    let short = |row: &&mut Row| row.is_kept() && !row.fixed && (5..=40).contains(&row.words);
    let mut quotes: Vec<&mut Row> = Vec::new();
    for row in rows.iter_mut().filter(short).take(CANDIDATES) {
        let once = format!("{} ", row.key);
        let inside = all.match_indices(&row.key).any(|(at, _)| {
            let own = all.get(at..).is_some_and(|rest| rest.starts_with(&once))
                && (at == 0 || all.get(..at).is_some_and(|before| before.ends_with(' ')));
            !own
        });
        if inside {
            quotes.push(row);
        }
    }
    if quotes.iter().filter(|row| row.prose).count() <= PULL_QUOTES {
        quotes.into_iter().for_each(|row| row.drop("structure/pull-quote"));
    }
}

/// Below so many words a line at the end without a full stop is a label or a link.
const LABEL: usize = 16;

/// Labels and links behind the last paragraph.
pub(super) fn drop_tail(rows: &mut [Row]) {
    for row in rows.iter_mut().rev() {
        let ends = ends_sentence(&row.line.text) && !(row.line.text.ends_with('?') && row.words <= LABEL);
        if row.is_kept() && (row.fixed || ends || row.words >= LABEL) {
            return;
        }
        row.drop("structure/tail");
    }
}
