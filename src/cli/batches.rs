//! Articles handed on batch by batch as they are read, so that memory does not grow with the input.

use crate::base::{Article, Result};
use crate::ingest::{self, Record};
use crate::matching::Engine;

use super::arguments::{Common, Inputs};
use super::{interrupt, progress};

/// Hands all articles on, at most `size` at a time; `false` when some input could not be used or there was none, which is said
/// on standard error. A Ctrl-C that is heeded ends the reading, not the handing on.
///
/// # Errors
/// What `take` gives; then nothing more is read.
pub fn each(
    common: &Common,
    engine: &Engine,
    inputs: &Inputs,
    size: usize,
    take: impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<bool> {
    filtered(common, engine, (inputs, inputs.options()), size, |_| true, take)
}

/// As [`each`], but read with other options, and only the articles that `keep` lets through.
///
/// # Errors
/// As [`each`].
pub fn filtered(
    common: &Common,
    engine: &Engine,
    (inputs, options): (&Inputs, ingest::Options),
    size: usize,
    mut keep: impl FnMut(&Record) -> bool,
    mut take: impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<bool> {
    let mut stream = ingest::stream(&inputs.inputs, &options, engine);
    let bar = progress::bar(progress::Over::Bytes(stream.size()), common.quiet);
    let (mut sound, mut any, mut handed) = (true, false, 0_u64);
    let mut batch = Vec::with_capacity(size);
    while let Some(article) = stream.next() {
        if interrupt::asked() {
            eprintln!("error: stopped; what was complete is written");
            sound = false;
            break;
        }
        match article {
            Ok(record) => {
                any = true;
                if !keep(&record) {
                    continue;
                }
                batch.push(record.article);
                handed += 1;
                bar.set_position(stream.read());
                bar.set_message(handed.to_string());
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
