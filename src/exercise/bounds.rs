//! What makes an item sound, and what a level is asked: the numbers of the tables `exercises` and `exercise-LEVEL`.

use std::collections::BTreeSet;

use crate::rules::RuleSet;

use super::item::{ItemKind, Level};

/// The numbers by name. A table that lacks one makes no item that needs it.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// An attribution must be at least so sure.
    pub attribution: f32,
    /// Claims of a row must be so alike.
    pub row: f32,
    /// Sentences that say the same share at least so many of their stems.
    pub told: f32,
    /// Sentences are of one outlet alone where none of the others' shares more of their stems.
    pub absent: f32,
    /// An outlet says nothing of a claim that others make where none of its sentences shares more of its stems.
    pub silent: f32,
    /// Which part of a sentence a claim fills that is asked for.
    pub filled: f32,
    /// Which part of a headline the sentence repeats that bears it out.
    pub borne: f32,
    /// The same where the sentence leaves to a source what the headline asserts.
    pub left: f32,
    /// A sentence that is told from others has so many stems.
    pub telling: usize,
    /// The same for a claim on which an outlet is silent.
    pub facts: usize,
    /// Words in the shortest sentence.
    pub shortest: usize,
    /// Words in the longest sentence.
    pub words: usize,
    /// How plain a flagged word must be.
    pub strength: f32,
    /// How many there are to choose from.
    pub options: usize,
    /// Rows of a grid, and rows that the key of a comparison points at.
    pub rows: usize,
    /// Words in the name of a source.
    pub name: std::ops::RangeInclusive<usize>,
    stem: usize,
    longer: usize,
    easy: Vec<(ItemKind, u8)>,
}

impl Bounds {
    /// Of a level.
    pub fn of(level: Level, rules: &RuleSet) -> Bounds {
        let own = format!("exercise-{}", level.name());
        let least = |name: &str| rules.number("exercises", name).unwrap_or(f64::INFINITY);
        let most = |name: &str| rules.number("exercises", name).unwrap_or(0.0);
        let asked = |name: &str| rules.number(&own, name).unwrap_or(0.0);
        let difficulty = |name: &str| rules.number("exercise-difficulty", name).unwrap_or(1.0) as u8;
        Bounds {
            attribution: least("attribution") as f32,
            row: least("row") as f32,
            told: least("told") as f32,
            absent: most("absent") as f32,
            silent: most("silent") as f32,
            filled: least("filled") as f32,
            borne: least("borne") as f32,
            left: least("left") as f32,
            telling: least("telling") as usize,
            facts: least("facts") as usize,
            shortest: least("shortest") as usize,
            words: asked("words") as usize,
            strength: rules.number(&own, "strength").unwrap_or(f64::INFINITY) as f32,
            options: asked("options") as usize,
            rows: most("rows") as usize,
            name: least("name-least") as usize..=most("name-most") as usize,
            stem: most("stem") as usize,
            longer: least("longer") as usize,
            easy: ItemKind::ALL.iter().map(|(kind, name)| (*kind, difficulty(name))).collect(),
        }
    }

    /// The beginnings of a text's longer words, by which sentences are told from each other.
    pub fn stems(&self, text: &str) -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= self.longer);
        words.map(|word| word.to_lowercase().chars().take(self.stem).collect()).collect()
    }

    /// Which share of the stems a text has; 1 when there are none.
    pub fn alike(&self, stems: &BTreeSet<String>, text: &str) -> f32 {
        let own = self.stems(text);
        if stems.is_empty() { 1.0 } else { stems.intersection(&own).count() as f32 / stems.len() as f32 }
    }

    /// 1 (easy) to 3: what its kind asks, and one more for a text near the longest that the level has.
    pub fn difficulty(&self, kind: ItemKind, words: usize) -> u8 {
        let own = self.easy.iter().find(|(known, _)| *known == kind).map_or(1, |(_, own)| *own);
        (own + u8::from(words * 4 > self.words * 3)).clamp(1, 3)
    }
}
