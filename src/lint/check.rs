//! Everything that is wrong with the packs, as they were loaded.

use std::fmt;

use serde::Serialize;

use super::entry::entries;
use crate::base::{Diagnostic, Level};
use crate::rules::Loaded;

/// What loading found.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// Number of packs that are in force.
    pub packs: usize,
    /// Number of sound rules of all kinds.
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

/// Sums up what loading found.
pub fn check(loaded: &Loaded) -> Checked {
    let findings = loaded.diagnostics.list.clone();
    let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
    Checked {
        packs: loaded.rules.packs.len(),
        rules: entries(&loaded.rules).len(),
        errors,
        warnings: findings.len() - errors,
        findings,
        shown: loaded.diagnostics.render(false),
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}", self.shown)?;
        writeln!(
            out,
            "{} packs, {} sound rules, errors: {}, warnings: {}",
            self.packs, self.rules, self.errors, self.warnings
        )
    }
}
