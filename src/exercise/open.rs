//! Items answered in sentences: a headline made over, a sentence told neutrally, a comparison. A rubric judges them; the key says
//! what a good answer has.

use crate::analysis::Annotated;
use crate::compare::{Bearing, Borne, Status, shorten};
use crate::cues::Cue;
use crate::render::clean;
use crate::rules::Effect;

use super::item::{Body, Cite, Item, ItemKind, Key, Passage, Reason};
use super::kinds::item;
use super::material::Material;
use super::sound::last;

/// Letters of a sentence that the key points at.
const SHOWN: usize = 110;

/// What the cues of a stretch ask, as points of an answer.
fn points(material: &Material, reasons: &[Reason], own: &str) -> Vec<String> {
    let mut list: Vec<String> = reasons
        .iter()
        .filter(|reason| !reason.question.is_empty())
        .map(|reason| format!("“{}”: {}", reason.words, reason.question))
        .collect();
    list.push(material.words.get("point", own).to_owned());
    list
}

/// Headlines that are surer than what their text bears out.
pub fn headlines(material: &Material) -> Vec<Item> {
    let mut list = Vec::new();
    for headline in material.comparison.events.first().map_or(&[][..], |event| &event.headlines) {
        let Some(article) = material.article(&headline.article) else { continue };
        let (Some(body), Some((told, _))) = (&headline.body, material.told.get(article)) else { continue };
        // A headline that is careful already has nothing to make over.
        let judging = headline.cues.iter().filter(|cue| material.judges(&cue.category));
        let reasons: Vec<Reason> = judging.filter_map(|cue| material.reason(&cue.rule, &cue.text)).collect();
        let weaker = headline.bearing == Bearing::Weaker && surely_weaker(material, told, body, &headline.text);
        if body.share < material.bounds.borne || !weaker && reasons.iter().all(|r| r.question.is_empty()) {
            continue;
        }
        let Some(sentence) = told.sentences.get(body.sentence) else { continue };
        let place = Cite { article, paragraph: 0, sentence: 0 };
        let passage = Passage { text: clean(&headline.text), shown: Vec::new(), cite: place.clone() };
        let from = material.cite(article, body.span.start);
        let key = Key {
            answer: clean(sentence.of(&told.article.text)),
            cites: vec![place, from],
            accept_also: Vec::new(),
            reasons: reasons.clone(),
        };
        let body = Body::Open { points: points(material, &reasons, "headline"), lines: 2 };
        let made = item(material, ItemKind::Headline, body, key);
        list.push(Item { passages: vec![passage], ..made });
    }
    list
}

/// Whether the text surely leaves to a source what the headline says, or hedges it; "X declares" and "X said he declares" are one.
fn surely_weaker(material: &Material, told: &Annotated, body: &Borne, headline: &str) -> bool {
    let Some(claim) = told.claims.iter().find(|claim| claim.id == body.claim) else { return false };
    let Some(source) = claim.attribution.and_then(|id| told.attributions.get(id)) else {
        let plain = |cue: &Cue| cue.effect == Effect::Hedges && cue.strength >= material.bounds.strength;
        return claim.cues.iter().filter_map(|at| told.cues.get(*at)).any(plain);
    };
    let own = source.resolved.as_ref().is_some_and(|name| headline.to_lowercase().contains(&last(&name.name)));
    let sure = source.confidence >= material.bounds.attribution && body.share >= material.bounds.left;
    sure && material.verb(&source.rule).is_some() && !own
}

/// Sentences in which the outlet itself uses a word that judges.
pub fn rewrites(material: &Material) -> Vec<Item> {
    let mut list = Vec::new();
    for line in material.lines() {
        let plain = |strength: f32| strength >= material.bounds.strength;
        let judging: Vec<_> = line
            .cues()
            .filter(|cue| cue.effect == Effect::None && plain(cue.strength) && line.attributions().next().is_none())
            .filter(|cue| material.judges(&cue.category))
            .collect();
        let reasons: Vec<Reason> = judging.iter().filter_map(|cue| material.reason(&cue.rule, &cue.text)).collect();
        if reasons.is_empty() {
            continue;
        }
        let passage = material.passage(line, line.span, &[]);
        let words: Vec<String> = reasons.iter().map(|reason| format!("“{}”", reason.words)).collect();
        let key = Key {
            answer: words.join(" · "),
            cites: vec![passage.cite.clone()],
            accept_also: Vec::new(),
            reasons: reasons.clone(),
        };
        let body = Body::Open { points: points(material, &reasons, "rewrite"), lines: 3 };
        let made = item(material, ItemKind::Rewrite, body, key);
        list.push(Item { passages: vec![passage], ..made });
    }
    list
}

/// A paragraph on how the outlets tell it; the key points at what the analysis is sure of.
pub fn comparison(material: &Material) -> Vec<Item> {
    let Some(event) = material.comparison.events.first() else { return Vec::new() };
    let (mut found, mut cites) = (Vec::new(), Vec::new());
    let sound = |status: Status| matches!(status, Status::FramedDifferently | Status::Corroborated);
    for row in event
        .rows
        .iter()
        .filter(|row| row.confidence >= material.bounds.row && sound(row.status))
        .take(material.bounds.rows)
    {
        let (mut told, mut words) = (Vec::new(), String::new());
        for cell in &row.cells {
            let Some(line) = material.article(&cell.article).and_then(|a| material.sentence(a, cell.sentence)) else {
                continue;
            };
            if words.is_empty() {
                words = clean(line.text());
            }
            told.push(format!("{}: {}", material.named(&cell.column), material.words.of("certainty", &cell.certainty)));
            cites.push(material.cite(line.article, line.span.start));
        }
        if told.len() > 1 {
            found.push(format!("{} ({})", shorten(&words, SHOWN), told.join("; ")));
        }
    }
    let own = ["shared", "different", "quoted", "evidence"].map(|name| material.words.get("point", name).to_owned());
    let answer = material.words.get("point", "comparison").to_owned();
    let body = Body::Open { points: own.into_iter().chain(found).collect(), lines: 10 };
    vec![item(material, ItemKind::Comparison, body, Key { answer, cites, ..Key::default() })]
}
