//! `rules precision`: labelled sentences read line by line, so that memory does not grow with their number.

use std::io::BufRead;
use std::path::Path;

use crate::analysis;
use crate::base::{Article, Error, Result};
use crate::lint::{Gold, GoldForm, PrecisionTally};
use crate::store;

use super::arguments::{Common, Format};
use super::commands;
use super::rule_arguments::{GoldFields, Selected};
use super::rule_commands::{show, sound_rules};
use super::rule_corpus::selection;

/// Texts that are read side by side.
const BATCH: usize = 4096;
/// Broken lines that are named one by one.
const NAMED: usize = 10;

/// Measures how right each rule is; `false` when some line could not be used.
///
/// # Errors
/// When the file cannot be read, an unknown rule is asked for, or the result cannot be written.
pub fn precision(
    common: &Common,
    path: &Path,
    selected: &Selected,
    form: &GoldFields,
    least: Option<f64>,
    samples: usize,
) -> Result<bool> {
    commands::formats(common, &[Format::Table, Format::Json])?;
    if least.is_some_and(|least| !(0.0..=1.0).contains(&least)) {
        return Err(Error::Usage("--least takes a share from 0 to 1".into()));
    }
    let (engine, sound) = sound_rules(common, &[], &[])?;
    let selection = selection(selected);
    selection.check(&[engine.rules()])?;
    let preset = commands::preset(common);
    let mut tally = PrecisionTally::new(selection, samples);
    let form = gold_form(form);
    let read = in_batches(
        path,
        |line| form.read(line),
        |batch| {
            let article = |(line, gold): &(usize, Gold)| Article {
                id: format!("line {line}"),
                text: gold.text.clone(),
                ..Article::default()
            };
            let flagged = analysis::flag_all(batch.iter().map(article).collect(), &engine, preset);
            batch.iter().zip(&flagged).for_each(|((_, gold), flagged)| tally.add(gold, flagged));
        },
    )?;
    show(common, Some(&engine), &tally.finish(engine.rules(), preset, least))?;
    Ok(sound && read)
}

fn gold_form(form: &GoldFields) -> GoldForm {
    GoldForm {
        text: form.text_field.clone(),
        label: form.label_field.clone(),
        spans: form.spans_field.clone(),
        category: form.category_field.clone(),
        positive: form.positive.clone(),
    }
}

/// Hands all labelled texts on in batches, with their lines; names broken lines and gives `false` when there are some.
///
/// # Errors
/// When the file cannot be read.
pub fn in_batches<T>(
    path: &Path,
    read: impl Fn(&[u8]) -> std::result::Result<T, (String, String)>,
    mut take: impl FnMut(Vec<(usize, T)>),
) -> Result<bool> {
    let name = if path == Path::new(store::STDIN) { "standard input".to_owned() } else { store::shown(path) };
    let mut broken = 0;
    let mut batch = Vec::with_capacity(BATCH);
    for (number, line) in (1..).zip(store::open(path)?.split(b'\n')) {
        let line = line.map_err(|error| Error::io(&name, error))?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match read(&line) {
            Ok(gold) => batch.push((number, gold)),
            Err((what, help)) => {
                broken += 1;
                if broken <= NAMED {
                    eprintln!("error: {}", Error::input(format!("{name}:{number}"), what, help));
                }
            }
        }
        if batch.len() == BATCH {
            take(std::mem::take(&mut batch));
        }
    }
    take(batch);
    if broken > NAMED {
        eprintln!("error: {name}: {} more broken lines", broken - NAMED);
    }
    Ok(broken == 0)
}
