//! Labels and dates of events, as the texts have them: "Expulsion of Russian diplomats, March 2018".

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::{RuleSet, Word};
use crate::text::fold;

use super::event::by_id;
use super::{Mention, Passages};

/// Words in a label at most.
const LONGEST: usize = 10;

/// The words of the texts that name the event best: a noun phrase of an act with its participants, or nothing. `weight` is
/// what a folded word of the text tells of the event.
pub(super) fn act(
    articles: &[Passages],
    mentions: &[Mention],
    weight: &BTreeMap<&str, f32>,
    rules: &RuleSet,
) -> Option<String> {
    let mut best: BTreeMap<String, (f32, BTreeSet<&str>, &str)> = BTreeMap::new();
    for mention in mentions {
        let Some(passages) = by_id(articles, &mention.article) else { continue };
        for act in passages.acts.iter().filter(|act| mention.sentences.binary_search(&act.sentence).is_ok()) {
            let Some(words) = bare(act.words, rules) else { continue };
            let told: BTreeSet<String> = words.split(|c: char| !c.is_alphanumeric()).map(fold).collect();
            let sum: f32 = told.iter().filter_map(|word| weight.get(word.as_str())).sum();
            let known = told.iter().filter(|word| weight.contains_key(word.as_str())).count();
            let length = words.split_whitespace().count();
            if known < 2 || length > LONGEST {
                continue;
            }
            // Few words that tell much.
            let slot = best.entry(fold(words)).or_insert((sum / (3.0 + length as f32), BTreeSet::new(), words));
            slot.1.insert(passages.id);
        }
    }
    let rank = |held: usize, score: f32| score * (1.0 + held as f32).ln();
    let (.., words) = best
        .iter()
        .max_by(|(a, (x, m, _)), (b, (y, n, _))| rank(m.len(), *x).total_cmp(&rank(n.len(), *y)).then(b.cmp(a)))?
        .1;
    Some(capitalised(words))
}

/// The headline that tells most of the event in the fewest words, in quotation marks, for it is one outlet's; of articles that
/// speak of the event at length.
pub(super) fn headline(articles: &[Passages], mentions: &[Mention], weight: &BTreeMap<&str, f32>) -> Option<String> {
    let most = mentions.iter().map(|mention| mention.sentences.len()).max().unwrap_or(0);
    let told = mentions.iter().filter(|mention| mention.sentences.len() * 2 >= most);
    let headlines = told.filter_map(|mention| by_id(articles, &mention.article)?.headline);
    let scored = headlines.filter_map(|headline| {
        let words: BTreeSet<String> = headline.split(|c: char| !c.is_alphanumeric()).map(fold).collect();
        let known: Vec<f32> = words.iter().filter_map(|word| weight.get(word.as_str()).copied()).collect();
        let score = known.iter().sum::<f32>() / (3.0 + words.len() as f32);
        (known.len() > 1).then_some((score, headline))
    });
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?.1;
    let words = best.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("“{words}”"))
}

/// A noun phrase without the determiner in front; `None` when it breaks off in the middle of a line.
fn bare<'t>(words: &'t str, rules: &RuleSet) -> Option<&'t str> {
    let first = words.split_whitespace().next()?;
    let left_out = rules.tables.has("label-left-out", rules.words.get(&fold(first)));
    let rest = if left_out { words.strip_prefix(first)?.trim_start() } else { words };
    (!rest.is_empty() && !rest.contains(['\n', '"', '“', '”'])).then_some(rest)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The date that at least two articles give the event, and more than any other: a day, else a month ("2018-03").
pub(super) fn date(articles: &[Passages], mentions: &[Mention]) -> Option<String> {
    let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for mention in mentions {
        let Some(passages) = by_id(articles, &mention.article) else { continue };
        for (sentence, date) in passages.dates {
            if mention.sentences.binary_search(sentence).is_ok() && date.len() >= 7 {
                held.entry(date).or_default().insert(passages.id);
                if let Some(month) = date.get(..7) {
                    held.entry(month).or_default().insert(passages.id);
                }
            }
        }
    }
    let most = |days: bool| {
        let dates = held.iter().filter(|(date, articles)| (date.len() == 10) == days && articles.len() > 1);
        dates
            .max_by(|a, b| a.1.len().cmp(&b.1.len()).then(b.0.cmp(a.0)))
            .map(|(date, articles)| (*date, articles.len()))
    };
    let (month, of_month) = most(false)?;
    match most(true) {
        Some((day, of_day)) if day.starts_with(month) && 2 * of_day > of_month => Some(day.to_owned()),
        _ => Some(month.to_owned()),
    }
}

/// A label with the month of its date, in words: "…, March 2018".
pub(super) fn dated(label: String, date: Option<&str>, rules: &RuleSet) -> String {
    let parts = date.and_then(|date| Some((date.get(..4)?, date.get(5..7)?.parse::<u8>().ok()?)));
    let Some((year, month)) = parts else { return label };
    let mut names: Vec<&str> = rules
        .tables
        .values("months")
        .filter(|(_, value)| *value as u8 == month)
        .map(|(word, _): (Word, f64)| rules.words.text(word))
        .collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    match names.first() {
        Some(name) if !label.contains(year) => format!("{label}, {} {year}", capitalised(name)),
        _ => label,
    }
}
