//! `rules fit`: the figures of a pack, measured on labelled articles read line by line.

use std::path::Path;

use crate::base::{Error, Result};
use crate::lint::{Attributed, Fit, HEAD, head};
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
