//! `parallax events`: with texts and passages, or over outlines only, which any number of articles fit in.

use crate::analysis::{self, stamped};
use crate::base::{Article, Result};
use crate::ingest;
use crate::matching::Engine;
use crate::render::HappeningsView;

use super::arguments::{Common, Format, Inputs};
use super::{output, progress};

/// Articles outlined side by side before their texts are forgotten.
const BATCH: usize = 2048;

/// Stories and copies alone. Each text is read once and forgotten: memory grows with outlines.
///
/// # Errors
/// When the result cannot be written.
pub fn stories(common: &Common, engine: &Engine, inputs: &Inputs) -> Result<bool> {
    let bar = progress::bar(None, common.quiet);
    let mut sound = true;
    let mut outlines = Vec::new();
    let mut batch: Vec<Article> = Vec::with_capacity(BATCH);
    let mut reader = analysis::OutlineReader::new(engine);
    for read in ingest::stream(&inputs.inputs, &ingest::Options { clean: inputs.clean }, engine) {
        match read {
            Ok(record) => {
                batch.push(record.article);
                bar.inc(1);
                if batch.len() == BATCH {
                    outlines.extend(reader.read(&batch));
                    batch.clear();
                }
            }
            Err(error) => {
                sound = false;
                eprintln!("error: {error}");
            }
        }
    }
    outlines.extend(reader.read(&batch));
    drop((batch, reader));
    bar.finish_and_clear();
    if outlines.is_empty() {
        if sound && !common.quiet {
            eprintln!("warning: no article in the input");
        }
        sound = false;
    }
    let found = analysis::stories(outlines, engine);
    output::show(common, Format::Table, &HappeningsView { happenings: &found }, &stamped(engine, &found))?;
    Ok(sound)
}
