//! The lists of all packs as they are written: their entries with places, and whether any pattern refers to them. For the
//! tools of rule writers; loading keeps none of it.

use rustc_hash::{FxHashMap, FxHashSet};
use toml::de::DeTable;

use super::RuleSet;
use super::fields::{Fields, Place, Report, Text, Value};
use super::fold::fold;
use super::inflection::Inflection;
use super::keys;
use super::pattern::{Item, Part, parse};
use super::schema::PackKind;
use crate::base::Span;

/// The keys of rules under which patterns stand.
const PATTERNS: [&str; 11] =
    ["match", "words", "names", "any", "line", "signs", "except", "before", "after", "sentence_has", "sentence_lacks"];

/// A list of a pack.
#[derive(Debug, Clone)]
pub struct SurveyedList {
    /// Its name in its pack.
    pub name: String,
    /// Index of its file in [`RuleSet::sources`].
    pub file: usize,
    /// Where its name stands.
    pub at: Span,
    /// Its entries.
    pub entries: Vec<ListEntry>,
    /// Whether a rule refers to it, itself or by way of other lists. Lists of tables packs are asked for by name.
    pub used: bool,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct ListEntry {
    /// As written.
    pub text: String,
    /// Where it stands.
    pub at: Span,
    /// Index of an entry that matches all that this one does.
    pub repeats: Option<usize>,
}

/// All lists of all packs, in the order of files and places.
pub fn survey(rules: &RuleSet) -> Vec<SurveyedList> {
    let tables: Vec<_> = rules.sources.iter().map(|(_, text)| DeTable::parse_recoverable(text).0).collect();
    let mut roots = Vec::new();
    let mut refers: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut lists: Vec<(String, SurveyedList)> = Vec::new();
    for (file, table) in tables.iter().enumerate() {
        let Some(pack) = rules.pack_of.get(file).copied().flatten().and_then(|pack| rules.packs.get(pack)) else {
            continue;
        };
        let fields = Fields::new(Place { file, span: Span::default() }, table.get_ref());
        // Whatever is wrong was reported when the packs were loaded.
        let report = &mut Report::new(&[]);
        for array in keys::of_kind(pack.kind).iter().filter_map(|key| fields.get(key.name)?.array()) {
            array.for_each(|rule| roots.extend(of_rule(rule, &pack.id)));
        }
        let Some(section) = fields.table("lists", report) else { continue };
        for (name, value) in section.entries() {
            let texts = value.texts(report);
            let key = format!("{}:{}", pack.id, name.value);
            refers.entry(key.clone()).or_default().extend(texts.iter().flat_map(|text| named(text.value, &pack.id)));
            let inflection = (pack.kind != PackKind::Tables).then_some(&rules.tables.inflection);
            let entries = entries(&texts, inflection);
            let used = pack.kind == PackKind::Tables;
            let at = name.place.span;
            lists.push((key, SurveyedList { name: name.value.to_owned(), file, at, entries, used }));
        }
    }
    let mut used: FxHashSet<String> = FxHashSet::default();
    while let Some(key) = roots.pop() {
        if used.insert(key.clone()) {
            roots.extend(refers.get(&key).into_iter().flatten().cloned());
        }
    }
    for (key, list) in &mut lists {
        list.used |= used.contains(key);
    }
    lists.sort_by_key(|(_, list)| (list.file, list.at));
    lists.into_iter().map(|(_, list)| list).collect()
}

/// The lists that a rule's patterns refer to.
fn of_rule(rule: Value, pack: &str) -> Vec<String> {
    let Some(table) = rule.table() else { return Vec::new() };
    let mut found = Vec::new();
    for (_, value) in table.iter().filter(|(key, _)| PATTERNS.contains(&key.get_ref().as_ref())) {
        let value = Value { file: rule.file, value };
        let inner = value.fields().and_then(|fields| fields.get("not")).unwrap_or(value);
        for text in inner.texts(&mut Report::new(&[])) {
            found.extend(named(text.value, pack));
        }
    }
    found
}

/// The lists that a pattern names, in full.
fn named(pattern: &str, pack: &str) -> Vec<String> {
    fn walk(items: &[Item], pack: &str, found: &mut Vec<String>) {
        for item in items {
            match &item.part {
                Part::List { name, .. } if name.contains(':') => found.push((*name).to_owned()),
                Part::List { name, .. } => found.push(format!("{pack}:{name}")),
                Part::Group { branches, .. } => branches.iter().for_each(|branch| walk(branch, pack, found)),
                Part::Role(_, inner) => walk(inner, pack, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&parse(pattern).unwrap_or_default(), pack, &mut found);
    found
}

fn entries(texts: &[Text], inflection: Option<&Inflection>) -> Vec<ListEntry> {
    let forms: Vec<Vec<String>> = texts.iter().map(|text| forms(text.value, inflection)).collect();
    let mut by_form: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, forms) in forms.iter().enumerate() {
        for form in forms {
            by_form.entry(form).or_default().push(index);
        }
    }
    let repeats = |index: usize, own: &Vec<String>| {
        let others = by_form.get(own.first()?.as_str())?;
        others.iter().copied().find(|&other| {
            let Some(wide) = forms.get(other).filter(|_| other != index) else { return false };
            own.iter().all(|form| wide.contains(form)) && (wide.len() > own.len() || other < index)
        })
    };
    let entry = |(index, text): (usize, &Text)| ListEntry {
        text: text.value.to_owned(),
        at: text.place.span,
        repeats: forms.get(index).and_then(|own| repeats(index, own)),
    };
    texts.iter().enumerate().map(entry).collect()
}

/// The forms of an entry of one word; any other entry is its own only form.
fn forms(entry: &str, inflection: Option<&Inflection>) -> Vec<String> {
    if let Some(inflection) = inflection
        && let Ok([Item { part: Part::Word { written, exact: false, inflect }, optional: false, .. }]) =
            parse(entry).as_deref()
    {
        return inflection.forms(&fold(written), *inflect);
    }
    vec![entry.split_whitespace().collect::<Vec<_>>().join(" ")]
}
