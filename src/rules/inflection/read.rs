//! The sections of a tables pack that say how words inflect.

use rustc_hash::FxHashSet;

use super::{Form, Inflection, Regular, Rules, Undoing};
use crate::base::Code;
use crate::rules::fields::{Fields, Report, Value};
use crate::rules::fold::fold;
use crate::rules::keys;

const CLASSES: [&str; 3] = ["verbs", "nouns", "adjectives"];

/// Reads what a pack says about inflection; later packs add irregular words and replace regular rules.
pub(in crate::rules) fn read(pack: &Fields, inflection: &mut Inflection, report: &mut Report) {
    if let Some(letters) = pack.table("letters", report) {
        read_letters(&letters, inflection, report);
    }
    if let Some(irregular) = pack.table("irregular", report) {
        irregular.only(&[keys::IRREGULAR], report);
        for (name, all) in CLASSES.iter().zip(&mut inflection.irregular) {
            for (word, value) in irregular.table(name, report).iter().flat_map(Fields::entries) {
                let forms = value.texts(report).iter().map(|form| fold(form.value).into()).collect();
                all.insert(fold(word.value).into(), forms);
            }
        }
    }
    if let Some(regular) = pack.table("regular", report) {
        regular.only(&[keys::REGULAR], report);
        for (name, all) in CLASSES.iter().zip(&mut inflection.regular) {
            if let Some(rules) = regular.get(name) {
                *all = read_regular(rules, report);
            }
        }
        inflection.undoings = undoings(&inflection.regular);
    }
    let lists = pack.get("lists").and_then(Value::fields);
    let set = |name: &str, words: &mut FxHashSet<Box<str>>| {
        let Some(list) = lists.as_ref().and_then(|lists| lists.get(name)) else { return };
        // What is wrong with a list is reported where lists are read.
        words.extend(list.array().into_iter().flatten().filter_map(|word| Some(fold(word.text()?.value).into())));
    };
    set("uninflected", &mut inflection.own);
    set("gradable", &mut inflection.gradable);
}

fn read_letters(letters: &Fields, inflection: &mut Inflection, report: &mut Report) {
    for (name, value) in letters.entries() {
        let mut signs = name.value.chars();
        match (signs.next(), signs.next(), value.text()) {
            (Some(capital), None, Some(text)) if capital.is_uppercase() => {
                inflection.letters.insert(capital, text.value.chars().collect());
            }
            (_, _, Some(_)) => {
                report.error(name.place, Code::BadValue, "a class of letters is called by one capital", None)
            }
            (_, _, None) => value.unexpected("a string of letters", report),
        }
    }
}

fn read_regular(rules: Value, report: &mut Report) -> Rules {
    let Some(rules) = rules.array() else {
        rules.unexpected("an array of tables", report);
        return Rules::default();
    };
    let mut all = Rules::default();
    for rule in rules {
        let Some(rule) = rule.fields() else {
            rule.unexpected("a table", report);
            continue;
        };
        rule.only(&[keys::INFLECTING], report);
        for word in rule.texts("words", report) {
            all.by_word.entry(fold(word.value).into()).or_insert(all.list.len());
        }
        all.list.push(Regular {
            endings: rule.texts("endings", report).iter().map(|ending| ending.value.chars().collect()).collect(),
            syllables: rule.number("syllables", report).map(|most| most.max(0.0) as usize),
            forms: rule.texts("forms", report).iter().map(|form| read_form(form.value)).collect(),
        });
    }
    all
}

/// Every way back from a form, by the form's last letter: the letters that it dropped come from its rule's endings and words.
fn undoings(regular: &[Rules; 3]) -> Vec<Undoing> {
    let mut all = Vec::new();
    for rules in regular {
        let named = rules.by_word.iter().map(|(word, &rule)| (rule, word.chars().collect::<Vec<_>>()));
        let by_ending = (0..).zip(&rules.list).flat_map(|(i, rule)| rule.endings.iter().map(move |e| (i, e.clone())));
        for (rule, base) in by_ending.chain(named) {
            for form in rules.list.get(rule).map_or(&[][..], |rule| &rule.forms) {
                let dropped = base.len().checked_sub(form.drop).and_then(|kept| base.get(kept..));
                // A class of letters is not a letter to put back.
                let Some(dropped) = dropped.filter(|letters| letters.iter().all(|sign| !sign.is_uppercase())) else {
                    continue;
                };
                let back = dropped.iter().collect::<String>().into();
                all.push(Undoing { add: form.add.clone(), repeat: form.repeat, back });
            }
        }
    }
    all.sort();
    all.dedup();
    all.sort_by_key(Undoing::last);
    all
}

/// `-` drops a letter, `*` repeats the last one, the rest is added.
fn read_form(written: &str) -> Form {
    let rest = written.trim_start_matches('-');
    let add = rest.strip_prefix('*').unwrap_or(rest);
    Form { drop: written.len() - rest.len(), repeat: rest.len() != add.len(), add: add.into() }
}
