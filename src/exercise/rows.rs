//! Items made of what several outlets tell: whose sentence it is, which commits its outlet more, whose number.

use std::collections::BTreeMap;

use crate::align::ConflictKind;
use crate::claims::Certainty;
use crate::compare::{Cell, Row};
use crate::render::clean;
use crate::rules::{Effect, Stance};

use super::choice::Chance;
use super::item::{Body, Cite, Item, ItemKind, Key};
use super::kinds::item;
use super::material::{Line, Material};
use super::sound::{own_voice, reports};

/// Of the event that the exercise is on.
pub fn rows<'a>(material: &Material<'a>) -> &'a [Row] {
    material.comparison.events.first().map_or(&[][..], |event| &event.rows)
}

/// The sentence of a cell, if items can use it.
pub fn line<'a>(material: &Material<'a>, cell: &Cell) -> Option<Line<'a>> {
    material.line(material.article(&cell.article)?, cell.sentence)
}

/// A list with what belongs to each, as a body and a key; the columns in the order of the alphabet.
pub fn matched(mut told: Vec<(String, String, Cite)>, chance: &mut Chance) -> (Body, Key) {
    chance.shuffle(&mut told);
    let mut right: Vec<String> = told.iter().map(|(_, column, _)| column.clone()).collect();
    right.sort();
    right.dedup();
    let pairs = told.iter().filter_map(|(_, column, _)| right.iter().position(|c| c == column)).collect();
    let answers: Vec<String> = told.iter().map(|(words, column, _)| format!("{words} → {column}")).collect();
    let key = Key {
        answer: answers.join(" · "),
        cites: told.iter().map(|(.., cite)| cite.clone()).collect(),
        ..Key::default()
    };
    (Body::Match { left: told.into_iter().map(|(words, ..)| words).collect(), right, pairs }, key)
}

/// The sentences that come near none of the other outlets', with the outlet.
pub fn alone<'a>(material: &Material<'a>) -> Vec<(String, Line<'a>)> {
    let outlets = material.outlets();
    let mut list = Vec::new();
    for line in material.lines() {
        let Some(own) = material.outlet(line.article) else { continue };
        let stems = material.bounds.stems(line.text());
        let names_it = stems.intersection(&material.bounds.stems(own)).next().is_some();
        let lacking = outlets.iter().all(|other| other == own || material.lacks(other, &stems, material.bounds.absent));
        if stems.len() >= material.bounds.telling && lacking && !names_it && material.stands(line.text()) {
            list.push((own.to_owned(), line));
        }
    }
    list
}

/// Sentences of different outlets, each of which has nothing like it in the others.
pub fn matching(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut by_outlet: BTreeMap<String, Vec<(String, String, Cite)>> = BTreeMap::new();
    for (outlet, line) in alone(material) {
        let told = (clean(line.text()), outlet.clone(), material.cite(line.article, line.span.start));
        by_outlet.entry(outlet).or_default().push(told);
    }
    by_outlet.values_mut().for_each(|own| chance.shuffle(own));
    let mut list = Vec::new();
    loop {
        let mut told: Vec<_> = by_outlet.values_mut().filter_map(Vec::pop).collect();
        if told.len() < 2 {
            return list;
        }
        told.truncate(material.bounds.options);
        let (body, key) = matched(told, chance);
        list.push(item(material, ItemKind::Match, body, key));
    }
}

/// How far an outlet stands back from a sentence: not at all, behind a source, behind a source that it doubts.
fn grade(material: &Material, line: Line) -> Option<u8> {
    if own_voice(material, line) {
        return Some(0);
    }
    let found: Vec<_> = line.attributions().collect();
    let [one] = found.as_slice() else { return None };
    let mut outside = line.cues().filter(|cue| !one.content.iter().chain(&one.cue).any(|s| s.overlaps(cue.span)));
    match one.stance {
        _ if !reports(material, one, line) || outside.any(|cue| cue.effect != Effect::None) => None,
        Stance::Neutral => Some(1),
        Stance::Doubting => Some(2),
        _ => None,
    }
}

/// A sentence of a grade.
type Graded = (u8, String, Cite);

/// One claim in the outlet's own voice here and on somebody's word there; else three sentences, one of each grade.
pub fn order(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut list = Vec::new();
    for row in rows(material).iter().filter(|row| row.confidence >= material.bounds.row && row.conflicts.is_empty()) {
        let mut told: Vec<Graded> = Vec::new();
        for cell in &row.cells {
            let Some(line) = line(material, cell) else { continue };
            let fitting = |grade: &u8| match cell.certainties.as_slice() {
                [Certainty::Asserted] => *grade == 0,
                [Certainty::Attributed] => *grade == 1,
                _ => false,
            };
            let Some(grade) = grade(material, line).filter(fitting) else { continue };
            if told.iter().all(|(other, ..)| *other != grade) {
                told.push((grade, clean(line.text()), material.cite(line.article, line.span.start)));
            }
        }
        if told.len() > 1 {
            list.push(ordered(material, told, chance));
        }
    }
    let mut grades: [Vec<Graded>; 3] = Default::default();
    for line in material.lines().filter(|line| material.stands(line.text())) {
        let Some(grade) = grade(material, line) else { continue };
        if let Some(own) = grades.get_mut(usize::from(grade)) {
            own.push((grade, clean(line.text()), material.cite(line.article, line.span.start)));
        }
    }
    grades.iter_mut().for_each(|own| chance.shuffle(own));
    let [own, reported, doubted] = grades;
    let ladders = own.into_iter().zip(reported).zip(doubted).map(|((a, b), c)| vec![a, b, c]);
    list.extend(ladders.map(|told| ordered(material, told, chance)));
    list
}

fn ordered(material: &Material, mut told: Vec<Graded>, chance: &mut Chance) -> Item {
    chance.shuffle(&mut told);
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|at| told.get(*at).map(|(grade, ..)| *grade));
    let right: Vec<&Graded> = order.iter().filter_map(|at| told.get(*at)).collect();
    let key = Key {
        answer: right.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(" → "),
        cites: right.iter().map(|(.., cite)| cite.clone()).collect(),
        ..Key::default()
    };
    let body = Body::Order { items: told.into_iter().map(|(_, text, _)| text).collect(), order };
    item(material, ItemKind::Order, body, key)
}

/// Outlets that give different numbers for one thing.
pub fn numbers(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut list = Vec::new();
    for row in rows(material).iter().filter(|row| row.confidence >= material.bounds.row) {
        for conflict in row.conflicts.iter().filter(|c| c.kind == ConflictKind::Number) {
            let mut told = Vec::new();
            for side in [&conflict.a, &conflict.b] {
                let found = row.cells.iter().find(|cell| cell.claims.contains(&side.claim));
                let Some(article) = found.and_then(|cell| material.article(&cell.article)) else { continue };
                let Some((of, _)) = material.told.get(article) else { continue };
                let words = clean(side.span.of(&of.article.text));
                if words.contains(char::is_numeric) {
                    told.push((words, material.named(&side.column), material.cite(article, side.span.start)));
                }
            }
            let [(a, one, _), (b, other, _)] = told.as_slice() else { continue };
            if one == other || a == b {
                continue;
            }
            let (body, key) = matched(told, chance);
            let made = item(material, ItemKind::Numbers, body, key);
            list.push(Item { prompt: made.prompt.replace("{claim}", &clean(&row.label)), ..made });
        }
    }
    list
}
