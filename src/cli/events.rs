//! `parallax events`: with texts and passages, or over outlines only, which any number of articles fit in.

use std::collections::HashSet;
use std::path::Path;

use crate::analysis::{self, stamped};
use crate::base::Result;
use crate::events::{Outline, decode, encode};
use crate::matching::Engine;
use crate::render::HappeningsView;
use crate::store;

use super::arguments::{Common, Format, Inputs};
use super::{batches, output};

/// Articles outlined side by side before their texts are forgotten.
const BATCH: usize = 2048;

/// Stories and copies alone. Each text is read once and forgotten: memory grows with outlines. With a state, the articles of
/// earlier runs take part; one that is given again takes the place of the earlier.
///
/// # Errors
/// When the state cannot be used, or the result cannot be written.
pub fn stories(common: &Common, engine: &Engine, inputs: &Inputs, state: Option<&Path>) -> Result<bool> {
    let kept = kept(engine, state)?;
    let mut outlines = Vec::new();
    let mut reader = analysis::OutlineReader::new(engine);
    let sound = batches::each(common, engine, inputs, BATCH, |batch| {
        outlines.extend(reader.read(&batch));
        Ok(())
    })?;
    drop(reader);
    let given: HashSet<String> = outlines.iter().map(|outline| outline.id.clone()).collect();
    outlines.extend(kept.into_iter().filter(|outline| !given.contains(&outline.id)));
    if let Some(path) = state.filter(|_| !given.is_empty()) {
        outlines.sort_by(|a, b| a.id.cmp(&b.id));
        store::write_atomically(path, &encode(&outlines, &engine.rules().hash))?;
    }
    let found = analysis::stories(outlines, engine);
    output::show(
        common,
        Format::Table,
        &HappeningsView { happenings: &found, articles: &[] },
        &stamped(engine, &found),
    )?;
    Ok(sound)
}

/// The articles of earlier runs.
fn kept(engine: &Engine, state: Option<&Path>) -> Result<Vec<Outline>> {
    match state.filter(|path| store::is_file(path)) {
        Some(path) => decode(&store::read_bytes(path)?, &engine.rules().hash, &store::shown(path)),
        None => Ok(Vec::new()),
    }
}
