//! `rules watch`: waits for saves and shows what each does.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::analysis::Stamped;
use crate::base::{Error, Result, SCHEMA_VERSION};
use crate::ingest;
use crate::lint::{Saved, Watch};
use crate::rules::{self, Loaded, Sources};
use crate::store;

use super::arguments::{Common, Format};
use super::{commands, output};

/// A save is over when nothing more happens for so long.
const QUIET: Duration = Duration::from_millis(20);
/// A save that goes on is looked at after so long.
const PATIENCE: Duration = Duration::from_millis(100);
/// How often a folder that is gone is looked for.
const RETURN: Duration = Duration::from_millis(300);

/// What wakes it.
enum Signal {
    Happened(notify::Event),
    Stop,
}

/// A path on the command line, and the whole paths that the system may call it by.
struct Watched {
    given: PathBuf,
    real: Vec<PathBuf>,
}

impl Watched {
    fn new(given: &Path) -> Watched {
        let real = std::path::absolute(given).ok().into_iter().chain(store::canonical(given)).collect();
        Watched { given: given.to_owned(), real }
    }
}

/// Watches a file or folder of rules until it is interrupted; `false` when some article could not be read.
///
/// # Errors
/// When there is nothing to watch, or the system cannot watch it.
pub fn watch(common: &Common, folder: &Path, inputs: &[PathBuf]) -> Result<bool> {
    commands::formats(common, &[Format::Table, Format::Json, Format::Jsonl])?;
    if !store::exists(folder) {
        return Err(Error::Usage(format!("{}: no such file or folder; name a folder of rules", store::shown(folder))));
    }
    let (sender, signals) = mpsc::channel();
    let stop = sender.clone();
    // A second handler is never set; if the system refuses one, Ctrl-C ends the program as it would anyway.
    let _ = ctrlc::set_handler(move || drop(stop.send(Signal::Stop)));
    let happened = move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event {
            let _ = sender.send(Signal::Happened(event));
        }
    };
    let mut watcher = notify::recommended_watcher(happened).map_err(|error| refused(folder, &error))?;
    let all: Vec<PathBuf> = common.rules.iter().cloned().chain([folder.to_owned()]).collect();
    let watched: Vec<Watched> = all.iter().map(|path| Watched::new(path)).collect();
    for path in &all {
        begin(&mut watcher, path).map_err(|error| refused(path, &error))?;
    }
    let mut sound = true;
    let read = |engine: &_| {
        let read = ingest::read(inputs, &ingest::Options::default(), engine);
        read.problems.iter().for_each(|problem| eprintln!("error: {problem}"));
        sound = read.problems.is_empty();
        read.articles
    };
    let began = Instant::now();
    let (mut watch, mut first) = Watch::begin(load(common, &all, inputs), read, commands::preset(common))?;
    if !common.quiet {
        eprintln!("watching {}, articles: {}; end with Ctrl-C", store::shown(folder), watch.articles());
    }
    first.milliseconds = milliseconds(began);
    let mut open = print(common, watch.ruleset(), &first)?;
    let mut gone = false;
    while open {
        let Some((files, since)) = next_save(&signals, &watched, gone) else { break };
        let away = all.iter().any(|path| !store::exists(path));
        // What was taken away and put back is another folder to the system.
        if gone || away || files.iter().any(|file| all.contains(file)) {
            all.iter().for_each(|path| drop(begin(&mut watcher, path)));
        }
        if gone && away {
            continue;
        }
        gone = away;
        let Some(mut saved) = watch.look(load(common, &all, inputs), named(&files))? else { continue };
        saved.milliseconds = milliseconds(since);
        open = print(common, watch.ruleset(), &saved)?;
    }
    Ok(sound)
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn refused(path: &Path, error: &notify::Error) -> Error {
    Error::Usage(format!("{}: cannot be watched: {error}", store::shown(path)))
}

/// Watches a folder, or the folder of a file, since editors put a new file in the place of the old one.
fn begin(watcher: &mut RecommendedWatcher, path: &Path) -> notify::Result<()> {
    let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (path, mode) =
        if path.is_dir() { (path, RecursiveMode::Recursive) } else { (around, RecursiveMode::NonRecursive) };
    // Watching anew what is watched already is an error on some systems.
    let _ = watcher.unwatch(path);
    watcher.watch(path, mode)
}

fn load(common: &Common, paths: &[PathBuf], beside: &[PathBuf]) -> Loaded {
    let (paths, beside) = (paths.to_vec(), beside.to_vec());
    rules::load(&Sources { paths, beside, no_user_rules: common.no_user_rules })
}

/// The files of the next save and when it began; `None` when the program is to end. While something is `gone` it is looked for
/// from time to time.
fn next_save(signals: &Receiver<Signal>, all: &[Watched], gone: bool) -> Option<(Vec<PathBuf>, Instant)> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut began: Option<Instant> = None;
    loop {
        let signal = match began {
            None if gone => signals.recv_timeout(RETURN),
            None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(began) => signals.recv_timeout(QUIET.min(PATIENCE.saturating_sub(began.elapsed()))),
        };
        match signal {
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            // Reading the rules is an event, too.
            Ok(Signal::Happened(event)) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(Signal::Happened(event)) => {
                let before = files.len();
                files.extend(event.paths.iter().filter_map(|path| as_given(path, all)));
                if files.len() > before {
                    began.get_or_insert_with(Instant::now);
                }
            }
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    files.sort();
    files.dedup();
    Some((files, began.unwrap_or_else(Instant::now)))
}

/// The path of an event as it was named on the command line; `None` for what lies only beside what is watched.
fn as_given(path: &Path, all: &[Watched]) -> Option<PathBuf> {
    let inside = |one: &Watched| {
        let inner = one.real.iter().find_map(|real| path.strip_prefix(real).ok())?;
        Some(if inner.as_os_str().is_empty() { one.given.clone() } else { one.given.join(inner) })
    };
    all.iter().find_map(inside)
}

/// Rule files by name, each with whether it is still there.
fn named(files: &[PathBuf]) -> Vec<String> {
    let is_rules = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "toml" || ending == "tsv");
    let state = |path: &PathBuf| if store::exists(path) { "saved" } else { "gone" };
    files.iter().filter(is_rules).map(|path| format!("{}: {}", store::shown(path), state(path))).collect()
}

/// Prints what came of a save; `false` when nobody reads it any more.
fn print(common: &Common, ruleset: &str, saved: &Saved) -> Result<bool> {
    let text = match common.format {
        Some(Format::Json | Format::Jsonl) => {
            output::as_json(&Stamped { schema_version: SCHEMA_VERSION, ruleset, result: saved })?
        }
        _ => format!("{saved}\n"),
    };
    let mut out = io::stdout().lock();
    Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_ok())
}
