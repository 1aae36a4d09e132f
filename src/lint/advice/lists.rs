//! Lists that nobody uses, and entries that stand in a list twice.

use super::Advice;
use crate::base::Code;
use crate::lint::entry::line;
use crate::rules::{RuleSet, SurveyedList, survey};

/// Warns of what is too much in the lists of the wanted files.
pub(super) fn check(rules: &RuleSet, sound: bool, wanted: &dyn Fn(usize) -> bool, advice: &mut Advice) {
    for list in survey(rules).iter().filter(|list| wanted(list.file)) {
        // What a broken rule refers to is not known.
        if !list.used && sound {
            let message = format!("nobody uses the list `{}`", list.name);
            let help = format!("write `<{}>` in a pattern, or take the list out", list.name);
            advice.warn(list.file, list.at, Code::UnusedList, message, help);
        }
        repeats(list, rules, advice);
    }
}

fn repeats(list: &SurveyedList, rules: &RuleSet, advice: &mut Advice) {
    for entry in &list.entries {
        let Some(other) = entry.repeats.and_then(|index| list.entries.get(index)) else { continue };
        let line = line(rules, list.file, other.at.start);
        let message = match entry.text == other.text {
            true => format!("this entry stands in `{}` already, in line {line}", list.name),
            false => format!("`{}` in line {line} matches all that this entry does", other.text),
        };
        advice.warn(list.file, entry.at, Code::DuplicateEntry, message, "take one of them out");
    }
}
