//! How outlets carry what actors say, side by side, with the sentences that are not carried neutrally.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::claims::Certainty;
use crate::profile::{ActorHabit, Carried, Cell, FEW, Profile, Share};

use super::page::{Page, Table, line};

/// Adds the asymmetry tables of the profiles; nothing when no actor speaks or is spoken of.
pub(super) fn add(page: &mut Page, profiles: &[Profile]) {
    if profiles.iter().all(|p| p.actors.is_empty()) {
        return;
    }
    page.heading(1, "What actors say, and how it is carried");
    page.text(
        "Endorsed: taken for true (\"revealed\"). Neutral: handed on (\"said\"), an actor's own denial too. Hedged: left open. Doubted: \
         belief withheld (\"claimed\"). Denied: contradicted. Compare actors inside one outlet, and outlets on one actor; the sentences \
         stand below.",
    );
    page.text(format!(
        "Shares of the actor's statements with their 95 % intervals; below {FEW} statements there are counts only."
    ));
    page.table(side_by_side(profiles, |actor| (actor.says, cells(&actor.carried))));
    page.heading(1, "What is said of actors");
    page.text(
        "Statements in which the actor takes part and that are not its own, by how the outlet commits itself to them.",
    );
    page.table(side_by_side(profiles, |actor| (actor.told, cells(&actor.certainty))));
    page.heading(1, "The sentences behind what is not neutral");
    page.text(format!("At most {SHOWN} for each count; json has more."));
    page.table(sentences(profiles));
}

/// A row for each actor, a column for each outlet; actors that have more come first.
fn side_by_side(profiles: &[Profile], of: impl Fn(&ActorHabit) -> (usize, Vec<String>)) -> Table {
    let mut totals: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for actor in profiles.iter().flat_map(|p| &p.actors) {
        *totals.entry((&actor.actor, &actor.title)).or_default() += of(actor).0;
    }
    let mut order: Vec<((&str, &str), usize)> = totals.into_iter().filter(|(_, total)| *total > 0).collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut head = vec!["Actor".to_owned()];
    head.extend(profiles.iter().map(|p| line(&p.column)));
    let row = |((id, title), _): &((&str, &str), usize)| {
        let mut row = vec![line(title)];
        row.extend(profiles.iter().map(|profile| {
            let found = profile.actors.iter().find(|actor| actor.actor == *id).map(&of);
            found.filter(|(total, _)| *total > 0).map_or(String::new(), |(_, cells)| cells.join("\n"))
        }));
        row
    };
    Table { head, rows: order.iter().take(ACTORS).map(row).collect() }
}

fn cells<K: Debug>(cells: &BTreeMap<K, Cell>) -> Vec<String> {
    cells.iter().map(|(kind, cell)| format!("{} {}", word(kind), share(&cell.share))).collect()
}

/// "3", or "3 (25 %, 9–53)".
pub(super) fn share(share: &Share) -> String {
    match (share.share, share.low, share.high) {
        (Some(value), Some(low), Some(high)) => {
            format!("{} ({:.0} %, {:.0}–{:.0})", share.count, 100.0 * value, 100.0 * low, 100.0 * high)
        }
        _ => share.count.to_string(),
    }
}

fn sentences(profiles: &[Profile]) -> Table {
    let head = ["Outlet", "Actor", "Carried", "Words", "Sentence"].map(str::to_owned).to_vec();
    let mut rows = Vec::new();
    for profile in profiles {
        for actor in profile.actors.iter().take(ACTORS) {
            for (carried, cell) in actor.carried.iter().filter(|(carried, _)| **carried != Carried::Neutral) {
                for sentence in cell.sentences.iter().take(SHOWN) {
                    let cues: Vec<String> = sentence.cues.iter().map(|c| line(c)).collect();
                    rows.push(vec![
                        line(&profile.column),
                        line(&actor.title),
                        word(carried),
                        cues.join("; "),
                        line(&sentence.text),
                    ]);
                }
            }
        }
    }
    Table { head, rows }
}

/// One record for each count: what is counted, the actor, how, how often, of how many, the share and its interval.
pub(super) fn records(profile: &Profile) -> Vec<[String; 8]> {
    let mut records = Vec::new();
    for actor in &profile.actors {
        let mut add = |measure: &str, kind: String, total: usize, share: &Share| {
            let number = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.3}"));
            records.push([
                measure.to_owned(),
                actor.actor.clone(),
                kind,
                share.count.to_string(),
                total.to_string(),
                number(share.share),
                number(share.low),
                number(share.high),
            ]);
        };
        actor.carried.iter().for_each(|(kind, cell)| add("says", word(kind), actor.says, &cell.share));
        let certainty: &BTreeMap<Certainty, Cell> = &actor.certainty;
        certainty.iter().for_each(|(kind, cell)| add("said of", word(kind), actor.told, &cell.share));
    }
    records
}

/// A variant as a word.
pub(super) fn word(variant: impl Debug) -> String {
    format!("{variant:?}").to_lowercase()
}

/// How many actors are shown.
const ACTORS: usize = 25;
/// How many sentences are shown behind a count.
const SHOWN: usize = 3;
