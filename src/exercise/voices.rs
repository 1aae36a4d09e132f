//! Items about how outlets carry the words of others: the verb of saying, and whether quotations are the same.

use crate::attribution::{Attribution, AttributionKind};
use crate::compare::{Fidelity, Quoted};
use crate::render::clean;
use crate::rules::Stance;

use super::item::{Body, Item, ItemKind, Key, Passage};
use super::kinds::item;
use super::material::{Line, Material};
use super::sound::sure;

/// What a verb of saying does to the words that it carries; as many neutral ones as there are others.
pub fn verbs(material: &Material) -> Vec<Item> {
    let all: Vec<(bool, Item)> = material.lines().filter_map(|line| verb(material, line)).collect();
    let loaded = all.iter().filter(|(neutral, _)| !neutral).count();
    let mut left = loaded.max(1);
    all.into_iter()
        .filter(|(neutral, _)| {
            let kept = !neutral || left > 0;
            left = left.saturating_sub(usize::from(*neutral));
            kept
        })
        .map(|(_, item)| item)
        .collect()
}

fn verb(material: &Material, line: Line) -> Option<(bool, Item)> {
    let found: Vec<&Attribution> = line.attributions().collect();
    let ([one], text) = (found.as_slice(), &line.told.article.text) else { return None };
    let cue = *one.cue.first().filter(|_| one.cue.len() == 1 && sure(material, one, line))?;
    let words = clean(cue.of(text));
    let entry = material.verb(&one.rule)?;
    let (right, why) = match one.stance {
        Stance::Neutral if !words.contains(' ') => ("neutral", entry.why.clone()),
        Stance::Endorsing => ("endorsing", Some(entry.why.clone()?)),
        Stance::Doubting => ("doubting", Some(entry.why.clone()?)),
        // Without words of the source it is a deed that is told, not an accusation that is carried on.
        Stance::Accusing if one.kind != AttributionKind::Indirect => ("accusing", Some(entry.why.clone()?)),
        _ => return None,
    };
    // Another word of weight would leave open which of them is meant.
    if line.cues().any(|other| !other.span.overlaps(cue) && !one.content.iter().any(|c| c.overlaps(other.span))) {
        return None;
    }
    let names = ["neutral", "endorsing", "doubting", "accusing"];
    let options = names.iter().map(|name| material.words.get("option", name).to_owned()).collect();
    let at = names.iter().position(|name| *name == right)?;
    let passage = material.passage(line, line.span, &[cue]);
    let key = Key {
        answer: format!("“{words}”: {}", material.words.get("option", right)),
        reasons: material.reason(&entry.id, &words).filter(|_| why.is_some()).into_iter().collect(),
        cites: vec![passage.cite.clone()],
        accept_also: Vec::new(),
    };
    let made = item(material, ItemKind::Verbs, Body::Choice { options, right: at }, key);
    Some((right == "neutral", Item { passages: vec![passage], ..made }))
}

/// Two outlets that give one utterance: in the same words, a part of them, or words of their own.
pub fn quotations(material: &Material) -> Vec<Item> {
    let all = material.comparison.events.first().map_or(&[][..], |event| &event.quotations);
    let names = ["same", "cut", "paraphrased"];
    let options: Vec<String> = names.iter().map(|name| material.words.get("option", name).to_owned()).collect();
    let mut list = Vec::new();
    for shared in all {
        let Some((whole, others)) = shared.versions.split_first() else { continue };
        let Some(first) = passage(material, whole) else { continue };
        for other in others.iter().filter(|v| v.column != whole.column) {
            let right = match other.fidelity {
                Fidelity::Whole if other.own_words.is_empty() && other.left_out.is_empty() => 0,
                Fidelity::Cut if other.own_words.is_empty() => 1,
                Fidelity::Paraphrased => 2,
                _ => continue,
            };
            let Some(second) = passage(material, other) else { continue };
            let near = material.bounds.alike(&material.bounds.stems(&second.text), &first.text) >= material.bounds.told;
            if right == 2 && (!near || material.lacks_subject(&second.text)) {
                continue;
            }
            let key = Key {
                answer: options.get(right).cloned().unwrap_or_default(),
                cites: vec![first.cite.clone(), second.cite.clone()],
                ..Key::default()
            };
            let made = item(material, ItemKind::Quotations, Body::Choice { options: options.clone(), right }, key);
            list.push(Item { passages: vec![first.clone(), second], ..made });
        }
    }
    list
}

/// The words of a version, as long as the level has sentences at most.
fn passage(material: &Material, version: &Quoted) -> Option<Passage> {
    let article = material.article(&version.article)?;
    let text = clean(&version.text);
    let words = text.split_whitespace().count();
    let place = version.content.first()?;
    (material.bounds.shortest..=material.bounds.words).contains(&words).then(|| Passage {
        text,
        shown: Vec::new(),
        cite: material.cite(article, place.start),
    })
}
