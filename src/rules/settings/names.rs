//! What a name in the settings may mean: a rule, a pack, a folder of packs, a category.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Code;
use crate::rules::fields::{Report, Text, shown};
use crate::rules::near;
use crate::rules::packs::Source;
use crate::rules::schema::PackKind;

/// A rule with everything it can be addressed by.
pub(in crate::rules) struct Address<'a> {
    pub id: &'a str,
    pub pack: &'a str,
    /// For rules of cues packs.
    pub category: Option<&'a str>,
}

impl Address<'_> {
    /// How exactly a name means this rule; `None` when it does not.
    pub fn rank(&self, name: &str) -> Option<usize> {
        if name == self.id {
            return Some(usize::MAX);
        }
        let inside = self.pack.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        match inside && !name.is_empty() {
            true => Some(name.len()),
            false => (self.category == Some(name)).then_some(0),
        }
    }

    /// What the most exact of the names is set to; of equal ones the last.
    pub fn last<T: Copy>(&self, names: &[(Text, T)]) -> Option<T> {
        let ranked = names.iter().filter_map(|(name, value)| Some((self.rank(name.value)?, *value)));
        ranked.max_by_key(|&(rank, _)| rank).map(|(_, value)| value)
    }
}

/// What kind of thing a name can mean.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Wanted {
    /// Anything with rules.
    Rules,
    /// Something with a strength.
    Strength,
    /// One rule that flags words: of a cues or a frames pack.
    Flag,
}

/// All names there are, each with the arrays its rules stand in.
pub(in crate::rules) struct Known {
    names: BTreeMap<String, BTreeSet<&'static str>>,
    rules: BTreeMap<String, &'static str>,
}

impl Known {
    /// From all rules that were read (id and array, sound or not) and all packs.
    pub fn new(ids: &[(String, &'static str)], sources: &[Source]) -> Known {
        let mut names: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        for source in sources {
            let arrays: &[&'static str] = match source.pack.kind {
                PackKind::Cues => &["rule"],
                PackKind::Frames => &["frame", "verb"],
                _ => &["other"],
            };
            let mut add = |name: &str| names.entry(name.to_owned()).or_default().extend(arrays);
            add(&source.pack.id);
            for (slash, _) in source.pack.id.match_indices('/') {
                source.pack.id.get(..slash).into_iter().for_each(&mut add);
            }
            source.pack.category.as_deref().into_iter().for_each(&mut add);
        }
        for (id, array) in ids {
            names.entry(id.clone()).or_default().insert(array);
        }
        Known { names, rules: ids.iter().cloned().collect() }
    }

    /// Whether a name means something of the kind that is wanted; if not, that is reported.
    pub fn check(&self, name: &Text, wanted: Wanted, report: &mut Report) -> bool {
        let arrays: BTreeSet<&str> = match wanted {
            Wanted::Flag => self.rules.get(name.value).into_iter().copied().collect(),
            _ => self.names.get(name.value).into_iter().flatten().copied().collect(),
        };
        let fits = |array: &&str| match wanted {
            Wanted::Rules => true,
            Wanted::Strength => ["rule", "frame"].contains(array),
            Wanted::Flag => ["rule", "frame", "verb"].contains(array),
        };
        if arrays.iter().any(fits) {
            return true;
        }
        let (code, message) = match (arrays.is_empty(), wanted) {
            (false, Wanted::Strength) => (Code::BadValue, "has no strength"),
            (false, _) => (Code::BadValue, "flags no words"),
            (true, Wanted::Flag) => (Code::UnknownId, "is not the id of a rule"),
            (true, _) => (Code::UnknownId, "is not the name of a rule, a pack or a category"),
        };
        let help = (code == Code::UnknownId).then(|| self.help(name.value, wanted)).flatten();
        report.error(name.place, code, format!("`{}` {message}", shown(name.value)), help);
        false
    }

    fn help(&self, written: &str, wanted: Wanted) -> Option<String> {
        let names = || -> Box<dyn Iterator<Item = &str>> {
            match wanted {
                Wanted::Flag => Box::new(self.rules.keys().map(String::as_str)),
                _ => Box::new(self.names.keys().map(String::as_str)),
            }
        };
        let last = |name: &&str| name.strip_suffix(written).is_some_and(|rest| rest.ends_with('/'));
        let whole = names().find(last).map(|name| format!("did you mean `{name}`?"));
        whole.or_else(|| near(written, names())).or_else(|| Some("`parallax rules list` shows them all".into()))
    }
}
