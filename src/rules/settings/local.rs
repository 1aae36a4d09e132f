//! Settings that hold for some articles only: those of an outlet, and single findings.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Diagnostic;
use crate::rules::fold;

/// What is looked up article by article.
#[derive(Debug, Clone, Default)]
pub struct Local {
    /// By outlet.
    pub outlets: Vec<OutletSettings>,
    /// In the order of files and places.
    pub ignores: Vec<Ignore>,
}

/// What holds for the articles of one outlet.
#[derive(Debug, Clone, Default)]
pub struct OutletSettings {
    /// As the articles name it, in any case.
    pub name: String,
    /// Ids of the rules that are off.
    pub off: BTreeSet<String>,
    /// By id of a cue rule: its strength.
    pub strength: BTreeMap<String, f32>,
}

/// A finding that is known to be wrong.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// Id of the rule.
    pub rule: String,
    /// The part of the sentence that holds the cue.
    pub text: String,
    /// Only in the article of this id or file.
    pub article: Option<String>,
    /// Only in articles of this outlet.
    pub outlet: Option<String>,
    /// What to say when nothing in a run was it.
    pub idle: Diagnostic,
}

impl Local {
    /// What holds for the articles of an outlet.
    pub fn of(&self, outlet: Option<&str>) -> Option<&OutletSettings> {
        let name = outlet.filter(|_| !self.outlets.is_empty())?;
        self.outlets.iter().find(|settings| same_name(&settings.name, name))
    }
}

impl Ignore {
    /// Whether it speaks of this article.
    pub fn concerns(&self, id: &str, file: Option<&str>, outlet: Option<&str>) -> bool {
        self.article.as_deref().is_none_or(|article| article == id || Some(article) == file)
            && self.outlet.as_deref().is_none_or(|name| outlet.is_some_and(|outlet| same_name(name, outlet)))
    }
}

fn same_name(one: &str, other: &str) -> bool {
    fold(one.trim()) == fold(other.trim())
}
