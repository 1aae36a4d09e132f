//! Items on which outlets tell a thing at all: the fact grid, and what is missing. A thing is told where a sentence of a close row
//! shares most of its words, or a person speaks; it is missing where no sentence comes near, or the name does not occur.

use std::collections::BTreeMap;

use crate::attribution::Attribution;
use crate::render::clean;

use super::choice::Chance;
use super::item::{Body, Cite, Item, ItemKind, Key};
use super::kinds::item;
use super::material::Material;
use super::rows;
use super::sound::{last, name};

/// A thing that some of the outlets tell.
#[derive(Debug, Clone)]
struct Fact {
    words: String,
    /// The outlet whose words these are, if any.
    from: Option<String>,
    /// By outlet: whether it is told; only what is certain.
    told: BTreeMap<String, bool>,
    cites: Vec<Cite>,
}

impl Fact {
    fn tellers(&self) -> usize {
        self.told.values().filter(|told| **told).count()
    }
}

/// Tables of facts and outlets: told or not.
pub fn grids(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let outlets: Vec<String> = material.outlets().into_iter().take(material.bounds.options).collect();
    let certain = |fact: &Fact| outlets.iter().all(|outlet| fact.told.contains_key(outlet)) && fact.tellers() > 0;
    let (mut shared, mut lone): (Vec<Fact>, Vec<Fact>) =
        facts(material).into_iter().filter(certain).partition(|fact| fact.tellers() > 1);
    chance.shuffle(&mut shared);
    chance.shuffle(&mut lone);
    let mut list = Vec::new();
    while shared.len() >= 2 && !lone.is_empty() && shared.len() + lone.len() >= 3 {
        // Half of the rows and more are told by several, so that neither yes nor no is the answer to all.
        let several = shared.len().min(material.bounds.rows.saturating_sub(1)).max(2);
        let mut rows: Vec<Fact> = shared.drain(..several).collect();
        let rest = material.bounds.rows.saturating_sub(rows.len()).clamp(1, lone.len());
        rows.extend(lone.drain(..rest));
        chance.shuffle(&mut rows);
        let cells: Vec<Vec<bool>> =
            rows.iter().map(|fact| outlets.iter().map(|o| fact.told.get(o) == Some(&true)).collect()).collect();
        let tellers = |fact: &Fact| {
            let own: Vec<&str> =
                outlets.iter().filter(|o| fact.told.get(*o) == Some(&true)).map(String::as_str).collect();
            format!("{} → {}", fact.words, own.join(", "))
        };
        let key = Key {
            answer: rows.iter().map(tellers).collect::<Vec<_>>().join(" · "),
            cites: rows.iter().flat_map(|fact| fact.cites.iter().cloned()).collect(),
            ..Key::default()
        };
        let body =
            Body::Grid { rows: rows.into_iter().map(|fact| fact.words).collect(), columns: outlets.clone(), cells };
        list.push(item(material, ItemKind::Grid, body, key));
    }
    list
}

/// One thing that an outlet leaves out, among others that it tells in its own words.
pub fn missing(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let all = facts(material);
    let mut list = Vec::new();
    for outlet in material.outlets() {
        let of = |told: bool| {
            let meant = |fact: &&Fact| fact.told.get(&outlet) == Some(&told) && fact.from.as_ref() != Some(&outlet);
            all.iter().filter(meant).cloned().collect::<Vec<Fact>>()
        };
        let (mut present, mut absent) = (of(true), of(false));
        // With a third outlet what one alone tells is no silence of the others.
        let most = absent.iter().map(Fact::tellers).max().unwrap_or(0);
        absent.retain(|fact| fact.tellers() == most);
        chance.shuffle(&mut present);
        chance.shuffle(&mut absent);
        let others = material.bounds.options.saturating_sub(1).max(2);
        for gone in absent {
            if present.len() < 2 {
                break;
            }
            let mut options: Vec<Fact> = present.drain(..others.min(present.len())).collect();
            options.push(gone.clone());
            chance.shuffle(&mut options);
            let Some(right) = options.iter().position(|fact| fact.words == gone.words) else { continue };
            let key = Key {
                answer: gone.words.clone(),
                cites: options.iter().flat_map(|fact| fact.cites.iter().cloned()).collect(),
                ..Key::default()
            };
            let options = options.into_iter().map(|fact| fact.words).collect();
            let made = item(material, ItemKind::Missing, Body::Choice { options, right }, key);
            list.push(Item { prompt: made.prompt.replace("{outlet}", &outlet), ..made });
        }
    }
    list
}

/// Everything that is certainly told here and certainly not told there, no two alike.
fn facts(material: &Material) -> Vec<Fact> {
    let mut list: Vec<Fact> = Vec::new();
    for fact in claims(material).into_iter().chain(lone(material)).chain(voices(material)) {
        let stems = material.bounds.stems(&fact.words);
        if list.iter().all(|other| material.bounds.alike(&stems, &other.words) <= material.bounds.absent) {
            list.push(fact);
        }
    }
    list
}

/// Sentences that a close row has of one outlet, and whether the others tell them.
fn claims(material: &Material) -> Vec<Fact> {
    let mut list = Vec::new();
    for row in
        rows::rows(material).iter().filter(|row| row.confidence >= material.bounds.row && row.conflicts.is_empty())
    {
        let fact = row.cells.iter().filter_map(|cell| {
            let line = rows::line(material, cell)?;
            let words = clean(line.span.of(&line.told.article.text));
            let whole = cell.text.len() as f32 >= material.bounds.filled * words.len() as f32;
            let stems = material.bounds.stems(&words);
            if !whole || stems.len() < material.bounds.facts || !material.stands(&words) {
                return None;
            }
            let (mut told, mut cites) = (BTreeMap::new(), Vec::new());
            for outlet in material.outlets() {
                let own = row.cells.iter().filter(|cell| material.named(&cell.column) == outlet);
                let said = own.filter_map(|cell| material.sentence(material.article(&cell.article)?, cell.sentence));
                let near = said
                    .filter(|other| {
                        material.bounds.alike(&stems, other.span.of(&other.told.article.text)) >= material.bounds.told
                    })
                    .map(|other| material.cite(other.article, other.span.start))
                    .next();
                if let Some(cite) = near {
                    cites.push(cite);
                    told.insert(outlet, true);
                } else if material.lacks(&outlet, &stems, material.bounds.silent) {
                    told.insert(outlet, false);
                }
            }
            Some(Fact { words, from: Some(material.named(&cell.column)), told, cites })
        });
        list.extend(fact.max_by_key(Fact::tellers));
    }
    list
}

/// Sentences of one outlet that come near none of the others.
fn lone(material: &Material) -> Vec<Fact> {
    let mut list = Vec::new();
    for (outlet, line) in rows::alone(material) {
        let words = clean(line.span.of(&line.told.article.text));
        if material.stands(&words) && material.bounds.stems(&words).len() >= material.bounds.facts {
            let told = material.outlets().into_iter().map(|other| (other.clone(), other == outlet)).collect();
            list.push(Fact {
                words,
                from: Some(outlet),
                told,
                cites: vec![material.cite(line.article, line.span.start)],
            });
        }
    }
    list
}

/// Whose words an outlet gives, and whom it does not so much as name.
fn voices(material: &Material) -> Vec<Fact> {
    let mut heard: BTreeMap<String, (String, BTreeMap<String, Cite>)> = BTreeMap::new();
    for (article, (told, outlet)) in material.told.iter().enumerate() {
        let sure = |found: &&Attribution| found.confidence >= material.bounds.attribution && found.via.is_none();
        for found in told.attributions.iter().filter(sure) {
            let (Some(name), Some(at)) = (name(material, found, &told.article.text), found.content.first()) else {
                continue;
            };
            let entry = heard.entry(last(&name)).or_insert_with(|| (name, BTreeMap::new()));
            entry.1.entry(outlet.clone()).or_insert_with(|| material.cite(article, at.start));
        }
    }
    let mut list = Vec::new();
    for (key, (name, cites)) in heard {
        let mut told = BTreeMap::new();
        for outlet in material.outlets() {
            if cites.contains_key(&outlet) {
                told.insert(outlet, true);
            } else if !material.mentions(&outlet, &key) {
                told.insert(outlet, false);
            }
        }
        let words = material.words.get("fact", "speaks").replace("{name}", &name);
        list.push(Fact { words, from: None, told, cites: cites.into_values().collect() });
    }
    list
}
