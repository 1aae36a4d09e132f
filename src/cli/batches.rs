//! Articles handed on batch by batch as they are read, so that memory does not grow with the input.

use crate::base::{Article, Result};
use crate::ingest;
use crate::matching::Engine;

use super::arguments::{Common, Inputs};
use super::progress;

/// Hands all articles on, at most `size` at a time; `false` when some input could not be used or there was none, which is said
/// on standard error.
///
/// # Errors
/// What `take` gives; then nothing more is read.
pub fn each(
    common: &Common,
    engine: &Engine,
    inputs: &Inputs,
    size: usize,
    mut take: impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<bool> {
    let bar = progress::bar(None, common.quiet);
    let (mut sound, mut any) = (true, false);
    let mut batch = Vec::with_capacity(size);
    for article in ingest::stream(&inputs.inputs, &ingest::Options { clean: inputs.clean }, engine) {
        match article {
            Ok(record) => {
                any = true;
                batch.push(record.article);
                bar.inc(1);
                if batch.len() == size {
                    take(std::mem::replace(&mut batch, Vec::with_capacity(size)))?;
                }
            }
            Err(error) => {
                sound = false;
                eprintln!("error: {error}");
            }
        }
    }
    if !batch.is_empty() {
        take(batch)?;
    }
    bar.finish_and_clear();
    if !any && sound && !common.quiet {
        eprintln!("warning: no article in the input");
    }
    Ok(sound && any)
}
