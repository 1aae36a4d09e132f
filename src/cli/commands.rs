//! What each command does: read, call `analysis`, show.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use rayon::prelude::*;

use crate::analysis::{self, EventChoice, Line, Options, Pair, stamped};
use crate::base::{Article, Diagnostic, Error, Result};
use crate::cues::Preset;
use crate::ingest::{self, Duplicates, Record};
use crate::matching::Engine;
use crate::render::{HappeningsView, ProfilesView};
use crate::rules::{self, Sources};
use crate::store;

use super::arguments::{Choice, Cli, Command, Common, Format, Inputs, PresetName};
use super::{batches, comparison, events, exercise, fetch, interrupt, output, progress, report, rule_commands};

/// Articles read before they are written.
const BATCH: usize = 64;

/// Articles that are read for each thread before they are annotated: as many as are read together, and few enough to stay near the
/// processor.
const BATCH_OF_THREAD: usize = 32;

/// Of several threads each takes so many of these at once at most: the last ones of a batch keep no other waiting for long.
const SHARE_OF_THREAD: usize = 8;

/// Runs a command, typed as `command`; `false` when some input could not be used or a check failed.
///
/// # Errors
/// When nothing could be done at all.
pub fn run(cli: Cli, command: &str) -> Result<bool> {
    if let Some(threads) = cli.common.threads {
        if threads == 0 {
            return Err(Error::Usage("--threads takes a number from 1 on".into()));
        }
        // Only the first setting counts; a run makes only one.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let common = &cli.common;
    match &cli.command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "parallax", &mut script);
            output::write(common.output.as_deref(), &script).map(|()| true)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(|e| Error::io("manual page", e))?;
            output::write(common.output.as_deref(), &page).map(|()| true)
        }
        Command::Rules { command } => rule_commands::run(common, command),
        Command::Ingest { inputs, explain } => {
            formats(common, &[Format::Json, Format::Jsonl])?;
            let (engine, sound) = engine(common, &inputs.inputs)?;
            Ok(articles(common, &engine, inputs, *explain)? && sound)
        }
        Command::Fetch(arguments) => fetch::run(common, arguments),
        Command::Annotate { inputs } => {
            formats(common, &[Format::Json, Format::Jsonl])?;
            let (engine, sound) = engine(common, &inputs.inputs)?;
            Ok(annotate(common, &engine, inputs)? && sound)
        }
        Command::Events { inputs, stories: true, state, .. } => {
            let (engine, sound) = engine(common, &inputs.inputs)?;
            Ok(events::stories(common, &engine, inputs, state.as_deref())? && sound)
        }
        Command::Events { inputs, choice, .. } => {
            let (engine, sound) = engine(common, &inputs.inputs)?;
            let read = self::ingest(common, &engine, inputs);
            let options = options(common, Some(choice));
            let mut articles = annotated(common, read.articles, &engine, &options);
            articles.sort_by(|a, b| a.article.id.cmp(&b.article.id));
            let found = analysis::happenings(&articles, &engine, &options)?;
            output::show(
                common,
                Format::Table,
                &HappeningsView { happenings: &found, articles: &articles },
                &stamped(&engine, &found),
            )?;
            Ok(sound && read.sound)
        }
        Command::Compare(arguments) => comparison::run(common, arguments),
        Command::Report(arguments) => report::run(common, arguments, command),
        Command::Exercise(arguments) => exercise::run(common, arguments, command),
        Command::Profile { inputs } => {
            let (engine, sound) = engine(common, &inputs.inputs)?;
            let read = self::ingest(common, &engine, inputs);
            let mut articles = annotated(common, read.articles, &engine, &options(common, None));
            articles.sort_by(|a, b| a.article.id.cmp(&b.article.id));
            let profiles = analysis::profiles(&articles, &engine);
            output::show(
                common,
                Format::Table,
                &ProfilesView { profiles: &profiles, whole: true },
                &stamped(&engine, Profiles { profiles: &profiles }),
            )?;
            Ok(sound && read.sound)
        }
        Command::Align { pairs } => {
            formats(common, &[Format::Json, Format::Jsonl])?;
            let (engine, sound) = engine(common, std::slice::from_ref(pairs))?;
            Ok(align(common, &engine, pairs)? && sound)
        }
    }
}

#[derive(serde::Serialize)]
struct Profiles<'a> {
    profiles: &'a [crate::profile::Profile],
}

/// The engine with the rules in force, those of settings beside the inputs included; `false` when some rule was broken and left out.
pub fn engine(common: &Common, inputs: &[PathBuf]) -> Result<(Engine, bool)> {
    let loaded = rules::load(&Sources {
        paths: common.rules.clone(),
        beside: inputs.to_vec(),
        no_user_rules: common.no_user_rules,
    });
    let sound = !loaded.diagnostics.has_errors();
    if !sound || (!common.quiet && !loaded.diagnostics.list.is_empty()) {
        eprint!("{}", loaded.diagnostics.render(false));
    }
    Ok((Engine::new(loaded.rules)?, sound))
}

/// That the wanted format is one of those that a command prints.
///
/// # Errors
/// When it is not.
pub fn formats(common: &Common, able: &[Format]) -> Result<()> {
    match common.format {
        Some(format) if !able.contains(&format) => {
            let names: Vec<String> = able.iter().map(|f| format!("{f:?}").to_lowercase()).collect();
            Err(Error::Usage(format!("this command prints {} only", names.join(" or "))))
        }
        _ => Ok(()),
    }
}

/// What the options of every command ask for, and the event that is wanted.
pub fn options(common: &Common, choice: Option<&Choice>) -> Options {
    Options {
        preset: preset(common),
        event: choice.and_then(|c| c.event.clone()).map(EventChoice),
        ..Options::default()
    }
}

/// The preset that was asked for.
pub fn preset(common: &Common) -> Preset {
    match common.preset {
        PresetName::Careful => Preset::Careful,
        PresetName::Default => Preset::Default,
        PresetName::Full => Preset::Full,
        PresetName::Classroom => Preset::Classroom,
    }
}

/// JSON values as lines, or as one array.
fn listed(common: &Common, lines: &[String]) -> String {
    match common.format {
        Some(Format::Json) => format!("[{}]\n", lines.iter().map(|l| l.trim_end()).collect::<Vec<_>>().join(",\n")),
        _ => lines.concat(),
    }
}

/// What was read.
pub struct Read {
    /// In order of the inputs.
    pub articles: Vec<Article>,
    /// Whether all inputs could be used.
    pub sound: bool,
}

/// Reads all articles; what cannot be used is said on standard error.
pub fn ingest(common: &Common, engine: &Engine, inputs: &Inputs) -> Read {
    let read = ingest::read(&inputs.inputs, &inputs.options(), engine);
    for problem in &read.problems {
        eprintln!("error: {problem}");
    }
    let sound = read.problems.is_empty();
    if read.articles.is_empty() {
        if sound && !common.quiet {
            eprintln!("warning: no article in the input");
        }
        return Read { articles: Vec::new(), sound: false };
    }
    Read { articles: read.articles, sound }
}

/// Annotates side by side, with a bar and warnings.
pub fn annotated(
    common: &Common,
    articles: Vec<Article>,
    engine: &Engine,
    options: &Options,
) -> Vec<analysis::Annotated> {
    warn_unread(common, &unread(&articles, engine));
    let bar = progress::bar(progress::Over::Articles(articles.len() as u64), common.quiet);
    let made: Vec<_> = articles
        .into_par_iter()
        .map(|article| {
            let made = analysis::annotate(article, engine, options);
            bar.inc(1);
            made
        })
        .collect();
    bar.finish_and_clear();
    let ignored = made.iter().flat_map(|article| article.ignored.iter().copied()).collect();
    warn_idle(common, analysis::idle_ignores(&ignored, engine), engine);
    made
}

/// Warns of settings that ignore findings which no article has.
pub fn warn_idle(common: &Common, idle: Vec<Diagnostic>, engine: &Engine) {
    if !common.quiet && !idle.is_empty() {
        eprint!("{}", engine.rules().shown(idle).render(false));
    }
}

/// The articles in languages that no pack is for, as a warning names them.
pub fn unread(articles: &[Article], engine: &Engine) -> Vec<String> {
    let unread = articles.iter().filter(|a| !analysis::has_rules(a, engine));
    let name = |a: &Article| format!("{} ({})", a.file.as_deref().unwrap_or(&a.id), a.lang.as_deref().unwrap_or("?"));
    unread.map(name).collect()
}

/// Names in one line the articles in languages that no pack is for.
pub fn warn_unread(common: &Common, unread: &[String]) {
    if !unread.is_empty() && !common.quiet {
        let more = if unread.len() > 5 { format!(" and {} more", unread.len() - 5) } else { String::new() };
        let first = unread.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        eprintln!(
            "warning: no rules for the language of {first}{more}; kept, but not analysed and left out of all rates"
        );
    }
}

/// Prints the articles as they are read, each once; of those printed only a hash and the id stay in memory.
fn articles(common: &Common, engine: &Engine, inputs: &Inputs, explain: bool) -> Result<bool> {
    let mut out = output::Listed::begin(common)?;
    interrupt::heed();
    let mut met = Duplicates::default();
    let keep = |record: &Record| {
        if explain {
            record.dropped.iter().for_each(|dropped| eprintln!("{dropped}"));
        }
        let article = &record.article;
        let before = met.before(article);
        if let Some(before) = before.filter(|_| !common.quiet) {
            eprintln!("note: {}: the same as {before}; left out", article.id);
        }
        before.is_none()
    };
    let options = ingest::Options { explain, ..inputs.options() };
    let sound = batches::filtered(common, engine, (inputs, options), BATCH, keep, |batch| {
        batch.iter().try_for_each(|article| out.write(output::as_json(article)?.as_bytes()))
    })?;
    out.finish()?;
    Ok(sound)
}

/// Annotates batch by batch, so that memory does not grow with the input.
fn annotate(common: &Common, engine: &Engine, inputs: &Inputs) -> Result<bool> {
    let options = Options { flags_only: true, ..options(common, None) };
    let mut out = output::Listed::begin(common)?;
    interrupt::heed();
    let mut ignored = BTreeSet::new();
    let threads = rayon::current_num_threads();
    let size = BATCH_OF_THREAD * threads;
    // The lines of one batch, written over by those of the next.
    let mut lines: Vec<Line> = std::iter::repeat_with(Line::default).take(size).collect();
    let sound = batches::each(common, engine, inputs, size, |batch| {
        if threads == 1 {
            // What one thread has read it does itself, rather than hand it to another and wait; and writes each line at once, so that
            // one is enough.
            let mut written = Ok(());
            analysis::annotate_several(batch, engine, &options, |article, made| {
                let Some(line) = lines.first_mut().filter(|_| written.is_ok()) else { return };
                analysis::line(engine, article, &made, line);
                ignored.extend(made.ignored);
                written = out.write(line.bytes());
            });
            return written;
        }
        // An article is let go once it is a line, so that a batch takes little room.
        let write = |share: Vec<(Article, &mut Line)>| {
            let (articles, lines): (Vec<_>, Vec<_>) = share.into_iter().unzip();
            let (mut lines, mut needed) = (lines.into_iter(), Vec::with_capacity(articles.len()));
            analysis::annotate_several(articles, engine, &options, |article, made| {
                lines.next().into_iter().for_each(|line| analysis::line(engine, article, &made, line));
                needed.push(made.ignored);
            });
            needed
        };
        let most = batch.len().div_ceil(threads).clamp(1, SHARE_OF_THREAD);
        let made: Vec<Vec<usize>> = batch.into_par_iter().zip(&mut lines).chunks(most).flat_map_iter(write).collect();
        for (needed, line) in made.into_iter().zip(&lines) {
            ignored.extend(needed);
            out.write(line.bytes())?;
        }
        Ok(())
    })?;
    warn_idle(common, analysis::idle_ignores(&ignored, engine), engine);
    out.finish()?;
    Ok(sound)
}

fn align(common: &Common, engine: &Engine, path: &Path) -> Result<bool> {
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    let mut pairs: Vec<Pair> = Vec::new();
    let mut sound = true;
    for (number, line) in store::open(path)?.split(b'\n').enumerate() {
        let line = line.map_err(|e| Error::io(&name, e))?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Pair>(&line) {
            Ok(pair) => pairs.push(pair),
            Err(error) => {
                sound = false;
                let help = "each line is an object with the strings \"id\", \"a\" and \"b\"";
                eprintln!("error: {}", Error::input(format!("{name}:{}", number + 1), error.to_string(), help));
            }
        }
    }
    let made = analysis::align(&pairs, engine);
    let lines: Vec<String> = made.iter().map(|pair| output::as_json(&stamped(engine, pair))).collect::<Result<_>>()?;
    output::write(common.output.as_deref(), listed(common, &lines).as_bytes())?;
    Ok(sound)
}
