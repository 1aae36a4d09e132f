//! The rules that flag something in a report, numbered, with what they say for themselves.

use std::collections::BTreeMap;

use crate::cues::Cue;
use crate::rules::{RuleSet, Stance};

use super::data::{CategoryView, RuleView};

/// Rules and categories by number.
#[derive(Debug, Default)]
pub struct Cited {
    /// The rules: by category, then those that flag most.
    pub rules: Vec<RuleView>,
    /// The categories.
    pub categories: Vec<CategoryView>,
    numbers: BTreeMap<(String, String), (usize, usize)>,
}

impl Cited {
    /// The rules of all cues.
    pub fn of<'a>(cues: impl Iterator<Item = &'a Cue>, rules: &RuleSet) -> Cited {
        let mut counts: BTreeMap<(&str, &str), (usize, &Cue)> = BTreeMap::new();
        for cue in cues {
            counts.entry((&cue.category, &cue.rule)).or_insert((0, cue)).0 += 1;
        }
        let mut cited = Cited::default();
        let mut ordered: Vec<(&str, &str, usize, &Cue)> =
            counts.into_iter().map(|((category, rule), (count, cue))| (category, rule, count, cue)).collect();
        ordered.sort_by(|a, b| a.0.cmp(b.0).then(b.2.cmp(&a.2)).then(a.1.cmp(b.1)));
        for (category, rule, count, cue) in ordered {
            if cited.categories.last().is_none_or(|c| c.id != category) {
                cited.categories.push(CategoryView { id: category.to_owned(), count: 0 });
            }
            let number = cited.categories.len() - 1;
            if let Some(view) = cited.categories.last_mut() {
                view.count += count;
            }
            cited.numbers.insert((category.to_owned(), rule.to_owned()), (cited.rules.len(), number));
            cited.rules.push(described(rules, cue, number, count));
        }
        cited
    }

    /// The numbers of a cue's rule and category.
    pub fn number(&self, cue: &Cue) -> Option<(usize, usize)> {
        self.numbers.get(&(cue.category.clone(), cue.rule.clone())).copied()
    }
}

fn described(rules: &RuleSet, cue: &Cue, category: usize, count: usize) -> RuleView {
    let mut view = RuleView {
        id: cue.rule.clone(),
        category,
        effect: cue.effect,
        stance: None::<Stance>,
        why: String::new(),
        question: String::new(),
        innocent: String::new(),
        source: None,
        count,
    };
    if let Some(rule) = rules.cues.iter().find(|rule| rule.id == cue.rule) {
        view.why.clone_from(&rule.why);
        view.question.clone_from(&rule.question);
        view.innocent.clone_from(&rule.innocent);
        view.source.clone_from(&rule.source);
    } else if let Some(verb) = rules.verbs.iter().find(|rule| rule.id == cue.rule) {
        view.stance = Some(verb.stance);
        view.why = verb.why.clone().unwrap_or_default();
    } else if let Some(frame) = rules.frames.iter().find(|rule| rule.id == cue.rule) {
        view.stance = Some(frame.stance);
        view.why.clone_from(&frame.why);
    }
    view
}
