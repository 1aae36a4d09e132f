//! Lists of any pack, extended, thinned out or replaced.

use rustc_hash::FxHashMap;

use crate::base::Code;
use crate::rules::fields::{Fields, Report, Text, shown};
use crate::rules::keys;
use crate::rules::near;
use crate::rules::packs::Source;
use crate::rules::pattern::List;
use crate::rules::schema::PackKind;
use crate::rules::word_lists::Raw;

/// What becomes of one list.
pub(super) struct Edit<'t> {
    /// `pack:name`.
    key: Text<'t>,
    replace: Option<Vec<Text<'t>>>,
    remove: Vec<Text<'t>>,
    add: Vec<Text<'t>>,
}

/// Reads `[lists."pack:name"]`.
pub(super) fn read<'t>(fields: &Fields<'t>, report: &mut Report) -> Vec<Edit<'t>> {
    let Some(table) = fields.table("lists", report) else { return Vec::new() };
    let mut edits = Vec::new();
    for (key, value) in table.entries() {
        let Some(edit) = value.fields() else {
            let help = "write `[lists.\"pack:name\"]` and under it `add`, `remove` or `replace`";
            report.error(value.place(), Code::WrongType, "expected a table", Some(help.into()));
            continue;
        };
        edit.only(&[keys::EDIT], report);
        let replace = edit.get("replace").map(|_| edit.texts("replace", report));
        if let (Some([]), Some(value)) = (replace.as_deref(), edit.get("replace")) {
            report.error(value.place(), Code::Empty, "an empty list", Some("switch off what uses it instead".into()));
            continue;
        }
        edits.push(Edit { key, replace, remove: edit.texts("remove", report), add: edit.texts("add", report) });
    }
    edits
}

impl<'t> super::Settings<'t> {
    /// Changes the lists that patterns use; lists that do not exist are reported.
    pub fn edit_lists(&self, lists: &mut FxHashMap<String, List<'t>>, report: &mut Report) {
        for edit in &self.lists {
            if let Some(list) = lists.get_mut(edit.key.value) {
                edit.apply(&mut list.entries, report);
                continue;
            }
            let mut names: Vec<&str> = lists.keys().map(String::as_str).collect();
            names.sort_unstable();
            let name = |key: &&&str| key.rsplit(':').next() == Some(edit.key.value);
            let help = near(edit.key.value, names.iter().copied())
                .or_else(|| names.iter().find(name).map(|key| format!("did you mean `{key}`?")))
                .unwrap_or_else(|| "a list is named by its pack and its name: `en/doubt:evidence`".into());
            let message = format!("no list is called `{}`", shown(edit.key.value));
            report.error(edit.key.place, Code::UnknownList, message, Some(help));
        }
    }

    /// Changes the lists that stages ask for by name: those of tables packs.
    pub fn edit_tables(&self, raw: &mut Raw<'t>, sources: &[Source]) {
        for edit in &self.lists {
            let Some((pack, name)) = edit.key.value.split_once(':') else { continue };
            let tables = |source: &&Source| source.pack.kind == PackKind::Tables && source.pack.id == pack;
            if let (Some(_), Some((.., entries))) = (sources.iter().find(tables), raw.get_mut(name)) {
                // What cannot be removed has been reported.
                edit.apply(entries, &mut Report::new(&[]));
            }
        }
    }
}

impl<'t> Edit<'t> {
    fn apply(&self, entries: &mut Vec<Text<'t>>, report: &mut Report) {
        if let Some(replace) = &self.replace {
            entries.clone_from(replace);
        }
        for gone in &self.remove {
            let before = entries.len();
            let near = near(gone.value, entries.iter().map(|entry| entry.value));
            entries.retain(|entry| entry.value != gone.value);
            if entries.len() == before {
                let message = format!("the list has no entry `{}`", shown(gone.value));
                report.error(gone.place, Code::UnknownValue, message, near);
            }
        }
        entries.extend(&self.add);
        if entries.is_empty() {
            report.error(self.key.place, Code::Empty, "nothing is left of the list", None);
        }
    }
}
