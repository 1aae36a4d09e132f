//! Rule writers' commands that read articles: batch by batch, so that memory does not grow with the input.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use crate::analysis;
use crate::base::{Error, Result};
use crate::lint::{self, DiffTally, Selection, Tally};
use crate::render;
use crate::store;

use super::arguments::{Common, Format, Inputs};
use super::rule_arguments::Selected;
use super::rule_commands::{show, sound_rules};
use super::{batches, commands, output};

/// Articles that are read side by side.
const BATCH: usize = 256;
/// What stands for the rules without any others over them.
const BUNDLED: &str = "bundled";

/// Counts how often each rule fires.
///
/// # Errors
/// When an unknown rule is asked for or the result cannot be written.
pub fn stats(common: &Common, inputs: &Inputs, selected: &Selected, samples: usize) -> Result<bool> {
    commands::formats(common, &[Format::Table, Format::Csv, Format::Json])?;
    let (engine, sound) = commands::engine(common, &inputs.inputs)?;
    let selection = selection(selected);
    selection.check(&[engine.rules()])?;
    let preset = commands::preset(common);
    let mut ignored = BTreeSet::new();
    let mut tally = Tally::new(selection, samples);
    let read = batches::each(common, &engine, inputs, BATCH, |articles| {
        for flagged in analysis::flag_all(articles, &engine, preset) {
            tally.add(&flagged);
            ignored.extend(flagged.ignored);
        }
        Ok(())
    })?;
    commands::warn_idle(common, analysis::idle_ignores(&ignored, &engine), &engine);
    let stats = tally.finish(engine.rules(), preset);
    match common.format {
        Some(Format::Csv) => {
            let (head, records) = stats.records();
            output::write(common.output.as_deref(), render::csv(&head, &records).as_bytes())?;
        }
        _ => show(common, Some(&engine), &stats)?,
    }
    Ok(sound && read)
}

/// Compares what two sets of rules find: whether all could be read, and whether anything differs.
///
/// # Errors
/// When rules or an unknown rule are asked for that are not there, or the result cannot be written.
pub fn diff(
    common: &Common,
    sides: [&PathBuf; 2],
    inputs: &Inputs,
    selected: &Selected,
    samples: usize,
) -> Result<(bool, bool)> {
    commands::formats(common, &[Format::Table, Format::Json])?;
    let side = |path: &PathBuf| match path.to_str() {
        Some(BUNDLED) => sound_rules(common, &[], &inputs.inputs),
        _ if !store::exists(path) => {
            Err(Error::Usage(format!("{}: no such file or folder; name rule files, or `{BUNDLED}`", path.display())))
        }
        _ => sound_rules(common, std::slice::from_ref(path), &inputs.inputs),
    };
    let [old, new] = sides.map(side);
    let ((old, sound), (new, also_sound)) = (old?, new?);
    let selection = selection(selected);
    selection.check(&[old.rules(), new.rules()])?;
    let preset = commands::preset(common);
    let mut tally = DiffTally::new(selection, samples);
    let read = batches::each(common, &new, inputs, BATCH, |articles| {
        let before = analysis::flag_all(articles.clone(), &old, preset);
        let after = analysis::flag_all(articles, &new, preset);
        before.iter().zip(&after).for_each(|(before, after)| tally.add(before, after));
        Ok(())
    })?;
    let diff = Compared { old_ruleset: &old.rules().hash, diff: tally.finish() };
    show(common, Some(&new), &diff)?;
    Ok((sound && also_sound && read, !diff.diff.rules.is_empty()))
}

/// A difference with the hash of the rules that it is a difference to.
#[derive(Serialize)]
struct Compared<'r> {
    old_ruleset: &'r str,
    #[serde(flatten)]
    diff: lint::Diff,
}

impl fmt::Display for Compared<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        self.diff.fmt(out)
    }
}

/// The rules that were asked for.
pub fn selection(selected: &Selected) -> Selection {
    Selection { rules: selected.rule.clone(), categories: selected.category.clone() }
}
