//! Items made of what several outlets tell: whose sentence it is, which commits its outlet more, whose number.

use std::collections::BTreeSet;

use crate::align::ConflictKind;
use crate::claims::Certainty;
use crate::compare::{Cell, Row};
use crate::render::clean;

use super::choice::Chance;
use super::item::{Body, Cite, Item, ItemKind, Key};
use super::kinds::{item, own_voice, sure};
use super::material::{Line, Material, alike, stems};

fn rows<'a>(material: &Material<'a>) -> &'a [Row] {
    material.comparison.events.first().map_or(&[][..], |event| &event.rows)
}

fn line<'a>(material: &Material<'a>, cell: &Cell) -> Option<Line<'a>> {
    material.line(material.article(&cell.article)?, cell.sentence)
}

/// A list with what belongs to each, as a body and a key; the columns in the order of the alphabet.
fn matched(mut told: Vec<(String, String, Cite)>, chance: &mut Chance) -> (Body, Key) {
    chance.shuffle(&mut told);
    let mut right: Vec<String> = told.iter().map(|(_, column, _)| column.clone()).collect();
    right.sort();
    right.dedup();
    let pairs = told.iter().filter_map(|(_, column, _)| right.iter().position(|c| c == column)).collect();
    let answers: Vec<String> = told.iter().map(|(words, column, _)| format!("{words}: {column}")).collect();
    let key = Key {
        answer: answers.join(" · "),
        cites: told.iter().map(|(.., cite)| cite.clone()).collect(),
        ..Key::default()
    };
    (Body::Match { left: told.into_iter().map(|(words, ..)| words).collect(), right, pairs }, key)
}

/// Sentences of different outlets, each of which has nothing like it in the others.
pub fn matching(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let columns: BTreeSet<&str> = material.told.iter().map(|(_, name)| *name).collect();
    let mut by_column: Vec<Vec<(String, String, Cite)>> = Vec::new();
    for column in &columns {
        let mut own = Vec::new();
        for line in material.lines().filter(|l| material.told.get(l.article).is_some_and(|(_, name)| name == column)) {
            let text = line.span.of(&line.told.article.text);
            let stems = stems(text);
            let names_it = stems.intersection(&self::stems(column)).next().is_some();
            let alone = columns.iter().all(|other| other == column || material.lacks(other, &stems));
            if stems.len() >= material.bounds.telling && alone && !names_it {
                own.push((clean(text), (*column).to_owned(), material.cite(line.article, line.span.start)));
            }
        }
        chance.shuffle(&mut own);
        by_column.push(own);
    }
    let mut list = Vec::new();
    loop {
        let mut told: Vec<_> = by_column.iter_mut().filter_map(Vec::pop).collect();
        if told.len() < 2 {
            return list;
        }
        told.truncate(material.bounds.options);
        let (body, key) = matched(told, chance);
        list.push(item(material, ItemKind::Match, body, key));
    }
}

/// How far an outlet commits itself: its own voice, what a source or a hedge carries, a denial.
fn grade(material: &Material, cell: &Cell, line: Line) -> Option<u8> {
    match cell.certainties.as_slice() {
        [Certainty::Asserted] if own_voice(material, line) => Some(0),
        [Certainty::Attributed]
            if line.attributions().count() == 1 && line.attributions().all(|a| sure(material, a, line)) =>
        {
            Some(1)
        }
        _ => None,
    }
}

/// One claim in the outlet's own voice here and on somebody's word there.
pub fn order(material: &Material, chance: &mut Chance) -> Vec<Item> {
    let mut list = Vec::new();
    for row in rows(material).iter().filter(|row| row.confidence >= material.bounds.row && row.conflicts.is_empty()) {
        let mut told: Vec<(u8, String, Cite)> = Vec::new();
        for cell in &row.cells {
            let Some(line) = line(material, cell) else { continue };
            let Some(grade) = grade(material, cell, line) else { continue };
            let text = clean(line.span.of(&line.told.article.text));
            if told.iter().all(|(other, ..)| *other != grade) {
                told.push((grade, text, material.cite(line.article, line.span.start)));
            }
        }
        if told.len() < 2 {
            continue;
        }
        chance.shuffle(&mut told);
        let mut order: Vec<usize> = (0..told.len()).collect();
        order.sort_by_key(|at| told.get(*at).map(|(grade, ..)| *grade));
        let words: Vec<String> = order.iter().filter_map(|at| told.get(*at)).map(|(_, text, _)| text.clone()).collect();
        let key = Key {
            answer: words.join(" → "),
            cites: order.iter().filter_map(|at| told.get(*at)).map(|(.., cite)| cite.clone()).collect(),
            ..Key::default()
        };
        let body = Body::Order { items: told.into_iter().map(|(_, text, _)| text).collect(), order };
        list.push(item(material, ItemKind::Order, body, key));
    }
    list
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
                    told.push((words, side.column.clone(), material.cite(article, side.span.start)));
                }
            }
            let [(a, one, _), (b, other, _)] = told.as_slice() else { continue };
            if one == other || alike(&stems(a), b) > material.bounds.absent && a == b {
                continue;
            }
            let (body, key) = matched(told, chance);
            let made = item(material, ItemKind::Numbers, body, key);
            list.push(Item { prompt: made.prompt.replace("{claim}", &clean(&row.label)), ..made });
        }
    }
    list
}
