//! `rules fit`, `rules fit-alignment`: the figures of a pack, measured on labelled data read line by line.

use std::path::{Path, PathBuf};

use crate::base::{Error, Result};
use crate::lint::{Attributed, Fit, FitAlignment, HEAD, LabelledPair, LabelledStory, head};
use crate::store;

use super::arguments::{Common, Format};
use super::rule_commands::sound_rules;
use super::{commands, output, rule_gold};

/// Fits the precision of cues and writes the pack; `false`, and nothing is written, when some line could not be used.
///
/// # Errors
/// When a file cannot be read or written, or the data holds no possible attribution.
pub fn fit(common: &Common, gold: &Path, least: usize) -> Result<bool> {
    commands::formats(common, &[Format::Table])?;
    let (engine, sound) = sound_rules(common, &[], &[])?;
    let mut fit = Fit::default();
    let read = rule_gold::in_batches(gold, Attributed::read, |batch| {
        batch.iter().for_each(|(_, article)| fit.add(article, &engine));
    })?;
    if !read {
        return Ok(false);
    }
    let (articles, seen, right) = fit.totals();
    if seen == 0 {
        let help = "give articles with attributions, one JSON object a line";
        return Err(Error::input(store::shown(gold), "no possible attribution in it", help));
    }
    let before = common.output.as_deref().filter(|path| store::is_file(path)).map(store::read_text).transpose()?;
    let above = before.as_deref().map_or(HEAD, head);
    output::write(common.output.as_deref(), fit.pack(above, least).as_bytes())?;
    eprintln!("{articles} articles: {right} of {seen} possible attributions are right");
    Ok(sound)
}

/// Fits the chances of alignment and writes their table; `false`, and nothing is written, when some line could not be used.
///
/// # Errors
/// When a file cannot be read or written, or the data holds nothing to compare.
pub fn fit_alignment(common: &Common, pairs: &[PathBuf], rows: &[PathBuf]) -> Result<bool> {
    commands::formats(common, &[Format::Table])?;
    let (engine, sound) = sound_rules(common, &[], &[])?;
    let mut fit = FitAlignment::default();
    let mut usable = true;
    for path in pairs {
        fit.open_pairs();
        usable &= rule_gold::in_batches(path, LabelledPair::read, |batch| {
            fit.add_pairs(batch.into_iter().map(|(_, pair)| pair).collect(), &engine);
        })?;
    }
    for path in rows {
        let mut found = true;
        usable &= rule_gold::in_batches(path, LabelledStory::read, |batch| {
            for (line, story) in batch {
                if let Err((what, help)) = fit.add_story(story, &engine) {
                    found = false;
                    eprintln!("error: {}", Error::input(format!("{}:{line}", store::shown(path)), what, help));
                }
            }
        })?;
        usable &= found;
    }
    if !usable {
        return Ok(false);
    }
    if fit.cases() == 0 {
        return Err(Error::Usage("the files hold no two things to compare".into()));
    }
    let before = common.output.as_deref().filter(|path| store::is_file(path)).map(store::read_text).transpose()?;
    output::write(common.output.as_deref(), fit.table(before.as_deref().unwrap_or_default()).as_bytes())?;
    Ok(sound)
}
