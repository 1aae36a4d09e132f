//! Profiles as a page.

use crate::profile::{Profile, Rate, Share};

use std::collections::BTreeSet;

use super::page::{Page, Table, line};
use super::{Report, asymmetry};

/// Profiles to show.
#[derive(Debug, Clone, Copy)]
pub struct ProfilesView<'a> {
    /// The result.
    pub profiles: &'a [Profile],
    /// Whether sources, stances and actors are shown too.
    pub whole: bool,
}

impl Report for ProfilesView<'_> {
    fn page(&self) -> Page {
        let mut page = Page::new("");
        let thin = self.profiles.iter().any(|p| p.categories.values().any(|r| r.rate.is_none()));
        let mut text = "Cues in narration per 1,000 words, with the count in brackets.".to_owned();
        if thin {
            text.push_str(" Below 1,000 words of narration there are counts only.");
        }
        page.text(text);
        let categories: Vec<&String> = self.profiles.first().map(|p| p.categories.keys().collect()).unwrap_or_default();
        let counts = |name: &str, of: fn(&Profile) -> usize| {
            [name.to_owned()].into_iter().chain(self.profiles.iter().map(|p| of(p).to_string())).collect::<Vec<_>>()
        };
        let mut rows = vec![counts("articles", |p| p.articles), counts("words", |p| p.words)];
        rows.extend(categories.iter().map(|category| {
            let of = |profile: &Profile| profile.categories.get(*category).map_or(String::new(), rate);
            [category.replace('_', " ")].into_iter().chain(self.profiles.iter().map(of)).collect()
        }));
        page.table(Table { head: head("In narration", self.profiles), rows });
        distinctive(&mut page, self.profiles, if self.whole { usize::MAX } else { SHOWN });
        if self.whole {
            sources(&mut page, self.profiles);
            stances(&mut page, self.profiles);
            asymmetry::add(&mut page, self.profiles);
        }
        page
    }

    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let mut records = Vec::new();
        let number = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.3}"));
        for profile in self.profiles {
            let mut add = |row: [String; 8]| {
                let mut record = vec![profile.column.clone(), profile.articles.to_string(), profile.words.to_string()];
                record.extend(row);
                records.push(record);
            };
            for (category, rate) in &profile.categories {
                let (value, low, high) = (number(rate.rate), number(rate.low), number(rate.high));
                let of = profile.words.to_string();
                add(["cues".into(), String::new(), category.clone(), rate.count.to_string(), of, value, low, high]);
            }
            let all = profile.sources.values().sum::<usize>().to_string();
            let none = String::new;
            for (kind, count) in &profile.sources {
                let kind = asymmetry::word(kind);
                add(["sources".into(), none(), kind, count.to_string(), all.clone(), none(), none(), none()]);
            }
            let words = profile.quoted.values().map(|q| q.words).sum::<usize>().to_string();
            for (kind, quoted) in &profile.quoted {
                let kind = asymmetry::word(kind);
                let (value, low, high) = (number(quoted.share), number(quoted.low), number(quoted.high));
                add(["quoted words".into(), none(), kind, quoted.words.to_string(), words.clone(), value, low, high]);
            }
            for (stance, count) in &profile.stances {
                let stance = asymmetry::word(stance);
                add(["stances".into(), none(), stance, count.to_string(), all.clone(), none(), none(), none()]);
            }
            for word in &profile.distinctive {
                let both = (word.count + word.others).to_string();
                let count = word.count.to_string();
                add(["distinctive".into(), none(), word.word.clone(), count, both, number(word.z), none(), none()]);
            }
            asymmetry::records(profile).into_iter().for_each(add);
        }
        let header =
            vec!["column", "articles", "words", "measure", "actor", "category", "count", "of", "rate", "low", "high"];
        (header, records)
    }
}

/// Words shown of each column beside a comparison.
const SHOWN: usize = 8;

/// The words that each uses more than the others.
fn distinctive(page: &mut Page, profiles: &[Profile], most: usize) {
    let shown = profiles.iter().filter(|profile| !profile.distinctive.is_empty()).map(|profile| {
        let words = profile.distinctive.iter().take(most).map(|word| {
            let sure = word.z.map_or(String::new(), |z| format!(", z {z:.1}"));
            format!("{} {} (others {}{sure})", line(&word.word), word.count, word.others)
        });
        vec![line(&profile.column), words.collect::<Vec<_>>().join("; ")]
    });
    let rows: Vec<Vec<String>> = shown.collect();
    if rows.is_empty() {
        return;
    }
    let mut text = "With its count, that of all others together, and, where there is text enough, how sure it is: from z 2 on a chance \
        difference is rare, but among many words some reach it by chance."
        .to_owned();
    if profiles.iter().flat_map(|p| &p.distinctive).any(|word| word.z.is_none()) {
        text.push_str(" Below 1,000 words of narration on either side there are counts only.");
    }
    page.text(text);
    page.table(Table { head: ["Column", "Words it uses more than the others"].map(str::to_owned).to_vec(), rows });
}

/// Who is made to speak, and whose words are quoted.
fn sources(page: &mut Page, profiles: &[Profile]) {
    let kinds: BTreeSet<_> = profiles.iter().flat_map(|p| p.sources.keys().copied()).collect();
    if kinds.is_empty() {
        return;
    }
    page.heading(1, "Sources");
    page.text(
        "How often each kind of source is made to speak, and, in brackets, its share of the words in quotation marks with the 95 % \
         interval over articles.",
    );
    let rows = kinds.iter().map(|kind| {
        let mut row = vec![asymmetry::word(kind)];
        row.extend(profiles.iter().map(|profile| {
            let count = profile.sources.get(kind).copied().unwrap_or(0);
            match profile.quoted.get(kind).map(|q| (q.share, q.low, q.high)) {
                Some((Some(share), Some(low), Some(high))) => {
                    format!("{count} ({:.0} %, {:.0}–{:.0})", 100.0 * share, 100.0 * low, 100.0 * high)
                }
                Some((Some(share), ..)) => format!("{count} ({:.0} %)", 100.0 * share),
                _ => count.to_string(),
            }
        }));
        row
    });
    page.table(Table { head: head("Kind of source", profiles), rows: rows.collect() });
}

/// How its words of saying carry what is said.
fn stances(page: &mut Page, profiles: &[Profile]) {
    let stances: BTreeSet<_> = profiles.iter().flat_map(|p| p.stances.keys().copied()).collect();
    if stances.is_empty() {
        return;
    }
    page.heading(1, "Words of saying");
    page.text("Attributions by the stance of their verb or phrase.");
    let rows = stances.iter().map(|stance| {
        let mut row = vec![asymmetry::word(stance)];
        row.extend(profiles.iter().map(|profile| {
            let (count, all) = (profile.stances.get(stance).copied().unwrap_or(0), profile.stances.values().sum());
            asymmetry::share(&Share::of(count, all))
        }));
        row
    });
    page.table(Table { head: head("Stance", profiles), rows: rows.collect() });
}

fn head(first: &str, profiles: &[Profile]) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(profiles.iter().map(|p| line(&p.column))).collect()
}

fn rate(rate: &Rate) -> String {
    match (rate.rate, rate.low, rate.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.1} ({}), {low:.1}–{high:.1}", rate.count),
        (Some(value), ..) => format!("{value:.1} ({})", rate.count),
        _ => format!("({})", rate.count),
    }
}
