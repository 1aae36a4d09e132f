//! The kinds of item, each made only where the analysis leaves no doubt about the answer.

use std::collections::BTreeMap;

use crate::attribution::Attribution;
use crate::base::Span;
use crate::render::clean;
use crate::rules::Effect;

use super::choice::Chance;
use super::item::{Body, Item, ItemKind, Key};
use super::material::{Line, Material};
use super::sound::{last, name, own_voice, reports, statement, sure};
use super::{facts, naming, open, rows, voices};

/// Every sound item of a kind.
pub fn items(kind: ItemKind, material: &Material, chance: &mut Chance) -> Vec<Item> {
    match kind {
        ItemKind::Hedges => material.lines().filter_map(|line| hedges(material, line)).collect(),
        ItemKind::FactOrClaim => facts_and_claims(material, chance),
        ItemKind::WhoSays => who_says(material, chance),
        ItemKind::Naming => naming::naming(material, chance),
        ItemKind::Verbs => voices::verbs(material),
        ItemKind::Quotations => voices::quotations(material),
        ItemKind::Match => rows::matching(material, chance),
        ItemKind::Order => rows::order(material, chance),
        ItemKind::Numbers => rows::numbers(material, chance),
        ItemKind::Headline => open::headlines(material),
        ItemKind::Rewrite => open::rewrites(material),
        ItemKind::Comparison => open::comparison(material),
        ItemKind::Grid => facts::grids(material, chance),
        ItemKind::Missing => facts::missing(material, chance),
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
    let found: Vec<&Attribution> = line.attributions().collect();
    let (right, shown, reasons) = match found.as_slice() {
        [] => {
            if !own_voice(material, line) {
                return None;
            }
            (0, Vec::new(), Vec::new())
        }
        [one] if reports(material, one, line) => {
            let words = one.cue.first().map_or("", |s| s.of(&line.told.article.text));
            (1, one.cue.to_vec(), material.reason(&one.rule, words).into_iter().collect())
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

fn who_says(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let surely = |a: &Attribution| a.confidence >= material.bounds.attribution;
    let all =
        material.told.iter().flat_map(|(told, _)| told.attributions.iter().map(|found| (found, &told.article.text)));
    let sure_names = all.filter(|(found, _)| surely(found)).filter_map(|(found, text)| name(material, found, text));
    let names: BTreeMap<String, String> = sure_names.map(|name| (last(&name), name)).collect();
    let mut list = Vec::new();
    for line in material.lines() {
        let found: Vec<&Attribution> = line.attributions().collect();
        let [one] = found.as_slice() else { continue };
        let (Some(right), [content]) = (
            name(material, one, &line.told.article.text).filter(|_| sure(material, one, line)),
            one.content.as_slice(),
        ) else {
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
            || !statement(material, one, said)
            || list.iter().any(|(name, _): &(String, Item)| last(name) == last(&right))
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
        list.push((right, Item { passages: vec![passage], ..made }));
    }
    list.into_iter().map(|(_, item)| item).collect()
}
