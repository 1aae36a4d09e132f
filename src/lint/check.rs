//! Everything that is wrong with the packs: what loading found, and what is legal but surely not meant.

use std::fmt;

use serde::Serialize;

use super::advice::advise;
use super::entry::entries;
use crate::base::{Diagnostic, Diagnostics, Level, Result};
use crate::matching::Engine;
use crate::rules::{Loaded, Matcher, RuleSet};

/// Which files are looked at. What is broken is reported of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All files in force.
    All,
    /// Those that are not bundled.
    Own,
}

impl Scope {
    /// Whether a rule is looked at.
    pub(super) fn holds(self, rules: &RuleSet, matcher: &Matcher) -> bool {
        self == Scope::All || matcher.file >= rules.bundled
    }
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// Number of packs that were looked at.
    pub packs: usize,
    /// Number of their sound rules, of all kinds.
    pub rules: usize,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// The findings, in the order of files and places.
    pub findings: Vec<Diagnostic>,
    /// The findings as a terminal shows them, without colour.
    #[serde(skip)]
    shown: String,
}

/// Sums up what loading found, and looks at what is left.
///
/// # Errors
/// When the rule set cannot be compiled at all.
pub fn check(loaded: Loaded, scope: Scope) -> Result<Checked> {
    Ok(check_engine(&Engine::new(loaded.rules)?, loaded.diagnostics, scope))
}

/// The same where the rules are compiled already.
pub(super) fn check_engine(engine: &Engine, diagnostics: Diagnostics, scope: Scope) -> Checked {
    let sound = !diagnostics.has_errors();
    let rules = engine.rules();
    let wanted = |file: usize| scope == Scope::All || file >= rules.bundled;
    let mut findings = diagnostics.list;
    findings.extend(advise(engine, sound, &wanted));
    let file = |finding: &Diagnostic| rules.sources.iter().position(|(name, _)| *name == finding.file);
    findings.sort_by_cached_key(|finding| (file(finding), finding.span, finding.message.clone()));
    findings.dedup();
    let Diagnostics { sources, .. } = rules.shown(findings.clone());
    let shown = Diagnostics { list: findings, sources };
    let errors = shown.list.iter().filter(|finding| finding.level == Level::Error).count();
    let packs = rules.pack_of.iter().enumerate().filter(|(file, _)| wanted(*file)).filter_map(|(_, pack)| *pack);
    Checked {
        packs: packs.collect::<std::collections::BTreeSet<_>>().len(),
        rules: entries(rules).iter().filter(|entry| scope.holds(rules, entry.matcher)).count(),
        errors,
        warnings: shown.list.len() - errors,
        shown: shown.render(false),
        findings: shown.list,
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}", self.shown)?;
        writeln!(
            out,
            "packs: {}, sound rules: {}, errors: {}, warnings: {}",
            self.packs, self.rules, self.errors, self.warnings
        )
    }
}
