//! The kinds of item, each made only where the analysis leaves no doubt about the answer.

use std::collections::BTreeMap;

use crate::attribution::Attribution;
use crate::base::Span;
use crate::claims::{Certainty, ClaimForm};
use crate::compare::NamingUse;
use crate::render::clean;
use crate::rules::Effect;

use super::choice::Chance;
use super::item::{Body, Item, ItemKind, Key};
use super::material::{Line, Material, stems};
use super::{open, rows, voices};

/// Every sound item of a kind, in the order of the articles; none of a kind that is not made yet.
pub fn items(kind: ItemKind, material: &Material, chance: &mut Chance) -> Vec<Item> {
    match kind {
        ItemKind::Hedges => material.lines().filter_map(|line| hedges(material, line)).collect(),
        ItemKind::FactOrClaim => facts_and_claims(material, chance),
        ItemKind::WhoSays => who_says(material, chance),
        ItemKind::Naming => naming(material, chance),
        ItemKind::Verbs => voices::verbs(material),
        ItemKind::Quotations => voices::quotations(material),
        ItemKind::Match => rows::matching(material, chance),
        ItemKind::Order => rows::order(material, chance),
        ItemKind::Numbers => rows::numbers(material, chance),
        ItemKind::Headline => open::headlines(material),
        ItemKind::Rewrite => open::rewrites(material),
        ItemKind::Comparison => open::comparison(material),
        ItemKind::Grid | ItemKind::Missing => Vec::new(),
    }
}

/// An item with the prompt of its kind, not numbered yet.
pub fn item(material: &Material, kind: ItemKind, body: Body, key: Key) -> Item {
    let name = kind.name().replace('-', "_");
    let prompt = material.words.get("prompt", &name).to_owned();
    Item { id: String::new(), kind, prompt, passages: Vec::new(), body, key, difficulty: 2 }
}

fn hedges(material: &Material, line: Line) -> Option<Item> {
    let within = |span: Span| span.start >= line.span.start && span.end <= line.span.end;
    let (mut spans, mut also, mut reasons) = (Vec::<Span>::new(), Vec::new(), Vec::new());
    for cue in line.cues().filter(|cue| within(cue.span)) {
        let plain = cue.effect == Effect::Hedges && cue.strength >= material.bounds.strength;
        let free = spans.iter().all(|s| !s.overlaps(cue.span));
        match (plain, free, material.reason(&cue.rule, &cue.text)) {
            (true, true, Some(reason)) => {
                spans.push(cue.span);
                reasons.push(reason);
            }
            (false, true, _) if matches!(cue.effect, Effect::Hedges | Effect::Doubts) => also.push(cue.span),
            _ => {}
        }
    }
    spans.sort();
    also.retain(|a: &Span| spans.iter().all(|s| !s.overlaps(*a)));
    if spans.is_empty() {
        return None;
    }
    let text = &line.told.article.text;
    let words = |list: &[Span]| -> Vec<String> { list.iter().map(|s| clean(s.of(text))).collect() };
    let own = |list: &[Span]| -> Vec<Span> {
        list.iter().map(|s| Span::new(s.start - line.span.start, s.end - line.span.start)).collect()
    };
    let passage = material.passage(line, line.span, &[]);
    let key = Key {
        answer: words(&spans).join(" · "),
        reasons,
        cites: vec![passage.cite.clone()],
        accept_also: words(&also),
    };
    let body = Body::MarkSpans { text: passage.text, spans: own(&spans), accept_also: own(&also) };
    Some(item(material, ItemKind::Hedges, body, key))
}

/// As many claims as sentences of the outlets' own, so that neither is the answer to all of them.
fn facts_and_claims(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let all = material.lines().filter_map(|line| fact_or_claim(material, line));
    let own = |item: &Item| matches!(item.body, Body::Choice { right: 0, .. });
    let (mut facts, mut claims): (Vec<Item>, Vec<Item>) = all.partition(own);
    chance.shuffle(&mut facts);
    chance.shuffle(&mut claims);
    facts.into_iter().zip(claims).flat_map(|(fact, claim)| [fact, claim]).collect()
}

/// One attribution that fills most of the sentence, or a sentence of the outlet's own without any.
fn fact_or_claim(material: &Material, line: Line) -> Option<Item> {
    let text = line.span.of(&line.told.article.text);
    let found: Vec<&Attribution> = line.attributions().collect();
    let (right, shown, reasons) = match found.as_slice() {
        [] => {
            if !own_voice(material, line) {
                return None;
            }
            (0, Vec::new(), Vec::new())
        }
        [one] if sure(material, one, line) => {
            let filled: usize = one.content.iter().filter(|s| s.overlaps(line.span)).map(|s| s.end - s.start).sum();
            if filled * 2 < text.len() {
                return None;
            }
            let words = one.cue.first().map_or("", |s| s.of(&line.told.article.text));
            (1, one.cue.clone(), material.reason(&one.rule, words).into_iter().collect())
        }
        _ => return None,
    };
    let options: Vec<String> =
        ["own_voice", "claim"].iter().map(|name| material.words.get("option", name).to_owned()).collect();
    let passage = material.passage(line, line.span, &[]);
    let words: Vec<String> = shown.iter().map(|s| clean(s.of(&line.told.article.text))).collect();
    let mut answer = options.get(right).cloned().unwrap_or_default();
    if !words.is_empty() {
        answer = format!("{answer}: “{}”", words.join(" … "));
    }
    let key = Key { answer, reasons, cites: vec![passage.cite.clone()], accept_also: Vec::new() };
    let made = item(material, ItemKind::FactOrClaim, Body::Choice { options, right }, key);
    Some(Item { passages: vec![passage], ..made })
}

/// Whether the outlet alone speaks in a sentence: nothing in it is attributed, hedged or quoted, and no word in it could be one
/// of saying that the analysis passed over.
pub fn own_voice(material: &Material, line: Line) -> bool {
    let text = line.span.of(&line.told.article.text);
    let claims: Vec<_> = line.told.claims.iter().filter(|c| c.sentence == line.number).collect();
    claims.iter().all(|c| c.certainty == Certainty::Asserted && c.attribution.is_none())
        && claims.iter().any(|c| c.form == ClaimForm::Clause)
        && line.attributions().next().is_none()
        && line.cues().next().is_none()
        && !text.contains(['“', '”', '"', '‘', '?'])
        && !material.speaks(text)
}

/// Whether an attribution is certain, and its source and verb stand in the sentence.
pub fn sure(material: &Material, found: &Attribution, line: Line) -> bool {
    let here = |spans: &[Span]| !spans.is_empty() && spans.iter().all(|s| s.overlaps(line.span));
    found.confidence >= material.bounds.attribution && found.via.is_none() && here(&found.source) && here(&found.cue)
}

/// The name of a source, where it is one.
fn name(found: &Attribution) -> Option<String> {
    let name = clean(&found.resolved.as_ref()?.name);
    // Groups may take in other names, and a single word is too often a title.
    let words: Vec<&str> = name.split(' ').collect();
    ((2..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))).then_some(name)
}

fn last(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

fn who_says(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let surely = |a: &&Attribution| a.confidence >= material.bounds.attribution;
    let all = material.told.iter().flat_map(|(told, _)| &told.attributions).filter(surely);
    let names: BTreeMap<String, String> = all.filter_map(name).map(|name| (last(&name), name)).collect();
    let mut list = Vec::new();
    for line in material.lines() {
        let found: Vec<&Attribution> = line.attributions().collect();
        let [one] = found.as_slice() else { continue };
        let (Some(right), [content]) = (name(one).filter(|_| sure(material, one, line)), one.content.as_slice()) else {
            continue;
        };
        let text = &line.told.article.text;
        let said = content.of(text);
        let sentence = line.span.of(text).to_lowercase();
        let other = |key: &&String| **key != last(&right) && !sentence.contains(key.as_str());
        let mut others: Vec<&String> = names.keys().filter(other).collect();
        if others.len() < 2
            || said.split_whitespace().count() < material.bounds.shortest
            || said.to_lowercase().contains(&last(&right))
        {
            continue;
        }
        chance.shuffle(&mut others);
        others.truncate(material.bounds.options.saturating_sub(1));
        let mut options: Vec<String> = others.iter().filter_map(|key| names.get(*key).cloned()).collect();
        options.push(right.clone());
        chance.shuffle(&mut options);
        let Some(at) = options.iter().position(|name| *name == right) else { continue };
        let passage = material.passage(line, *content, &[]);
        let words = one.cue.first().map_or("", |s| s.of(text));
        let key = Key {
            answer: right.clone(),
            reasons: material.reason(&one.rule, words).into_iter().collect(),
            cites: vec![passage.cite.clone()],
            accept_also: one
                .source
                .iter()
                .map(|s| clean(s.of(text)).trim_end_matches(',').to_owned())
                .filter(|words| *words != right && words.starts_with(char::is_uppercase))
                .collect(),
        };
        let made = item(material, ItemKind::WhoSays, Body::Choice { options, right: at }, key);
        list.push(Item { passages: vec![passage], ..made });
    }
    list
}

/// Words that only one outlet uses for somebody, to that outlet.
fn naming(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut list = Vec::new();
    let all = material.comparison.events.first().map_or(&[][..], |event| &event.naming);
    // What acts and things are called differs by a letter too often to ask for; people and groups have names.
    for naming in all.iter().filter(|naming| naming.name.starts_with(char::is_uppercase)) {
        let alone = |own: &NamingUse| {
            let others = || naming.uses.iter().filter(|other| other.column != own.column);
            let (words, stem) = (own.words.to_lowercase(), stems(&own.words));
            let telling = own.words.contains([' ', '-']) && !naming.name.to_lowercase().contains(&words);
            let like = |other: &NamingUse| {
                let folded = other.words.to_lowercase();
                folded.contains(&words) || words.contains(&folded) || !stem.is_empty() && stem == stems(&other.words)
            };
            telling && !others().any(like)
        };
        let mut right: Vec<(String, String, super::item::Cite)> = Vec::new();
        for used in naming.uses.iter().filter(|used| alone(used)) {
            let place = used
                .spans
                .iter()
                .find_map(|span| Some(material.cite(material.article(&span.article)?, span.span.start)));
            if let Some(cite) = place.filter(|_| right.iter().all(|(_, column, _)| *column != used.column)) {
                right.push((clean(&used.words), used.column.clone(), cite));
            }
        }
        if right.len() < 2 {
            continue;
        }
        chance.shuffle(&mut right);
        let left: Vec<String> = right.iter().map(|(words, ..)| words.clone()).collect();
        let mut columns: Vec<String> = right.iter().map(|(_, column, _)| column.clone()).collect();
        columns.sort();
        let pairs = right.iter().filter_map(|(_, column, _)| columns.iter().position(|c| c == column)).collect();
        let told = right.iter().map(|(words, column, _)| format!("{words}: {column}"));
        let key = Key {
            answer: told.collect::<Vec<_>>().join(" · "),
            cites: right.iter().map(|(.., cite)| cite.clone()).collect(),
            ..Key::default()
        };
        let made = item(material, ItemKind::Naming, Body::Match { left, right: columns, pairs }, key);
        list.push(Item { prompt: made.prompt.replace("{name}", &clean(&naming.name)), ..made });
    }
    list
}
