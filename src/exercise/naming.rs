//! What the outlets call one person or group, where that tells them apart.

use crate::compare::NamingUse;
use crate::render::clean;

use super::choice::Chance;
use super::item::{Cite, Item, ItemKind};
use super::kinds::item;
use super::material::Material;
use super::rows;

/// Words that only one outlet uses for somebody, to that outlet.
pub fn naming(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut list = Vec::new();
    let all = material.comparison.events.first().map_or(&[][..], |event| &event.naming);
    // What acts and things are called differs by a letter too often to ask for; people and groups have names.
    for naming in all.iter().filter(|naming| naming.name.starts_with(char::is_uppercase)) {
        let alone = |own: &NamingUse| {
            let mut others = naming.uses.iter().filter(|other| other.column != own.column);
            let telling =
                own.words.contains([' ', '-']) && !naming.name.to_lowercase().contains(&own.words.to_lowercase());
            telling && !others.any(|other| same_words(material, &own.words, &other.words))
        };
        let mut right: Vec<(String, String, Cite)> = Vec::new();
        for used in naming.uses.iter().filter(|used| alone(used)) {
            let place = used
                .spans
                .iter()
                .find_map(|span| Some(material.cite(material.article(&span.article)?, span.span.start)));
            let outlet = material.named(&used.column);
            if let Some(cite) = place.filter(|_| right.iter().all(|(_, other, _)| *other != outlet)) {
                right.push((clean(&used.words), outlet, cite));
            }
        }
        if right.len() < 2 {
            continue;
        }
        let (body, key) = rows::matched(right, chance);
        let made = item(material, ItemKind::Naming, body, key);
        list.push(Item { prompt: made.prompt.replace("{name}", &clean(&naming.name)), ..made });
    }
    list
}

/// Whether one of two namings is in the other, or they differ in little but an abbreviation: "NJ Gov", "New Jersey Gov.".
fn same_words(material: &Material, a: &str, b: &str) -> bool {
    let parts = |words: &str| -> Vec<String> {
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (own, other) = (parts(a), parts(b));
    let initials = |long: &[String], short: &[String]| {
        let first: String = long.iter().filter_map(|word| word.chars().next()).collect();
        short.iter().any(|word| word.chars().count() > 1 && first.contains(word.as_str()))
    };
    let shared = own.iter().filter(|word| other.contains(word)).count();
    let stems = material.bounds.stems(a);
    let (whole, more) = (a.to_lowercase(), b.to_lowercase());
    whole.contains(&more)
        || more.contains(&whole)
        || shared * 2 > own.len().min(other.len())
        || initials(&own, &other)
        || initials(&other, &own)
        || !stems.is_empty() && stems == material.bounds.stems(b)
}
