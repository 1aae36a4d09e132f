//! `parallax.toml`: what a user changes of the rules without copying a pack. Which rules are on, how strong they are, what
//! lists hold, what holds for one outlet only, and single findings that are known to be wrong.
//!
//! Of several files the nearest says the last word; within them a rule's own name counts for more than its pack's, a pack's
//! for more than a folder's, and a folder's for more than a category's.

mod lists;
mod local;
mod names;
mod reading;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use super::fields::{Fields, Place, Report, Text};
use crate::base::{Diagnostic, Span};

pub use local::{Ignore, Local, OutletSettings};
pub(super) use names::{Address, Known};
pub(super) use reading::scaled;

/// What all settings files say, the farthest first.
#[derive(Default)]
pub(super) struct Settings<'t> {
    /// Of the nearest file that has the key.
    only: Vec<Text<'t>>,
    switches: Switches<'t>,
    lists: Vec<lists::Edit<'t>>,
    outlets: Vec<OutletTable<'t>>,
    ignores: Vec<IgnoreTable<'t>>,
}

/// Names with what they are set to, the farthest file first.
#[derive(Default)]
struct Switches<'t> {
    enabled: Vec<(Text<'t>, bool)>,
    strength: Vec<(Text<'t>, f64)>,
}

struct OutletTable<'t> {
    name: Text<'t>,
    place: Place,
    switches: Switches<'t>,
}

struct IgnoreTable<'t> {
    rule: Text<'t>,
    ignore: Ignore,
}

/// The folders of packs that a settings file adds, relative to its own; what is wrong in it is reported later.
pub(super) fn packs(text: &str, file: &Path) -> Vec<PathBuf> {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let fields = Fields::new(Place { file: 0, span: Span::default() }, table.get_ref());
    let folder = file.parent().unwrap_or(Path::new(""));
    fields.texts("rules", &mut Report::new(&[])).iter().map(|path| folder.join(path.value)).collect()
}

impl Settings<'_> {
    /// Whether a rule is on, where the settings say anything about it.
    pub fn enabled(&self, rule: &Address) -> Option<bool> {
        let chosen = !self.only.is_empty() && rule.category.is_some();
        let only = chosen.then(|| self.only.iter().any(|name| rule.rank(name.value).is_some()));
        rule.last(&self.switches.enabled).or(only.filter(|&on| !on))
    }

    /// What the strength of a rule is multiplied by.
    pub fn factor(&self, rule: &Address) -> f64 {
        rule.last(&self.switches.strength).unwrap_or(1.0)
    }
}

/// A finding that is shown when something comes of it only in a run.
fn diagnostic(place: Place, of: impl Fn(&str, &str) -> Diagnostic, report: &Report) -> Option<Diagnostic> {
    report.files.get(place.file).map(|file| of(&file.name, &file.text))
}
