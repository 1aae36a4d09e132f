//! Reading packs: bundled ones, the user's configuration folder, `--rules` folders; later ones add or, by the same id, change.
//!
//! In the order of need: files, syntax, packs, inflection, lists, rules, tables, frequencies, lemmas.

use std::path::PathBuf;

use super::fields::{Fields, Place, Report};
use super::files::{self, File, Files, Use};
use super::fold::Contractions;
use super::lowering::{Context, lower};
use super::manifest;
use super::mending::{self, Mended};
use super::packs::Parsed;
use super::pattern::Lowering;
use super::schema::PackKind;
use super::settings::{Known, Settings};
use super::word_lists::{self, Raw};
use super::{RuleSet, Tables, bundled, frequency, inflection, near_words, packs};
use crate::base::{Code, Diagnostics, Span};

/// Where packs come from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// `--rules`: files or folders, in the order given.
    pub paths: Vec<PathBuf>,
    /// Files and folders of articles: a `parallax.toml` beside them counts.
    pub beside: Vec<PathBuf>,
    /// Whether the user's configuration folder and every `parallax.toml` that is not in `paths` are left out
    /// (`--no-user-rules`; tests always do).
    pub no_user_rules: bool,
}

/// A rule set with everything that was wrong on the way. Broken rules are left out; sound ones run.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The sound rules.
    pub rules: RuleSet,
    /// Every mistake of every file.
    pub diagnostics: Diagnostics,
}

/// Loads all packs. Never fails as a whole: a missing folder or an unreadable file is a diagnostic as well.
pub fn load(sources: &Sources) -> Loaded {
    build(files::collect(sources))
}

/// Loads packs from texts, each with the path that makes its id (`en/doubt.toml`), after the bundled ones.
pub fn load_texts(texts: &[(&str, &str)]) -> Loaded {
    let mut files = files::collect(&Sources { no_user_rules: true, ..Sources::default() });
    for (path, text) in texts {
        files.add(path, (*path).to_owned(), (*text).to_owned().into(), 1);
    }
    build(files)
}

pub(super) fn build(files: Files) -> Loaded {
    let mut report = Report::new(&files.list);
    for (file, message, help) in &files.problems {
        report.error(
            Place { file: *file, span: Span::default() },
            Code::Unreadable,
            message.as_str(),
            Some(help.clone()),
        );
    }
    let mut rules = RuleSet { hash: files.hash(), ..RuleSet::default() };
    let of = |purpose: Use| (0..).zip(&files.list).filter(move |(_, file)| file.purpose == purpose);
    let (sound, mended) = syntax(of(Use::Pack).chain(of(Use::Settings)).chain(of(Use::Manifest)));
    let is =
        |document: &Parsed, purpose: Use| files.list.get(document.file).is_some_and(|file| file.purpose == purpose);
    let (settings, parsed): (Vec<_>, Vec<_>) =
        parsed(sound, &mended, &mut report).into_iter().partition(|document| is(document, Use::Settings));
    let (manifests, parsed): (Vec<_>, Vec<_>) = parsed.into_iter().partition(|document| is(document, Use::Manifest));
    let folders = manifest::folders(&manifests, &mut report);
    let sources = packs::gather(&parsed, &folders, &mut report);
    let mut names = vec![String::new(); files.list.len()];
    let mut pack_of = vec![0; files.list.len()];
    let mut known_packs = vec![None; files.list.len()];
    for (index, source) in sources.iter().enumerate() {
        for &(place, _) in &source.body.layers {
            if let (Some(name), Some(pack)) = (names.get_mut(place.file), pack_of.get_mut(place.file)) {
                name.clone_from(&source.pack.id);
                *pack = index;
            }
            if let Some(known) = known_packs.get_mut(place.file) {
                *known = Some(index);
            }
        }
    }
    let changes = Settings::read(&settings, &mut report);
    let mut lists = packs::lists(&sources, &mut report);
    changes.edit_lists(&mut lists, &mut report);
    let mut raw = word_lists::gather(&sources, &mut report);
    changes.edit_tables(&mut raw, &sources);
    let mut lowering = Lowering::new(names, lists);
    let mut tables = Tables::default();
    if of(Use::Frequency).any(|(_, file)| file.is_bundled()) {
        lowering.words = bundled::vocabulary(&mut tables);
    }
    lowering.contractions = contractions(&raw);
    for source in sources.iter().filter(|source| source.pack.kind == PackKind::Tables) {
        for &(place, table) in &source.body.layers {
            inflection::read(&Fields::new(place, table), &mut lowering.inflection, &mut report);
        }
    }
    lowering.inflection.trace_back();
    let mut context =
        Context { sources: &sources, parsed: &parsed, lowering, pack_of, settings: &changes, ids: Vec::new() };
    lower(&mut context, &mut rules, &mut report);
    let known = Known::new(&context.ids, &sources);
    let mut lowering = context.lowering;
    lowering.check_lists(&mut report);
    word_lists::read(&sources, &raw, &mut lowering, &mut tables, &mut report);
    rules.packs = sources.iter().map(|source| source.pack.clone()).collect();
    rules.local = changes.resolve(&known, &rules, &mut report);
    for (_, file) in of(Use::Frequency).filter(|(_, file)| !file.is_bundled()) {
        frequency::read(&file.text, &mut lowering.words, &mut tables);
    }
    for (file, one) in of(Use::NearWords).filter(|(_, file)| !file.is_bundled()) {
        near_words::check(file, &one.text, &mut report);
    }
    tables.lemmas = inflection::Lemmas::new(&lowering.inflection, &mut lowering.words);
    tables.inflection = lowering.inflection;
    rules.words = lowering.words;
    rules.tables = tables;
    let diagnostics = diagnostics(report.found, &files.list);
    rules.bundled = files.bundled;
    rules.pack_of = known_packs;
    rules.sources = files.list.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
    Loaded { rules, diagnostics }
}

/// The files whose syntax is sound, and the others mended.
type Syntax<'f> = (Vec<Parsed<'f>>, Vec<(usize, Mended)>);

fn syntax<'f>(files: impl Iterator<Item = (usize, &'f File)>) -> Syntax<'f> {
    let (mut sound, mut mended) = (Vec::new(), Vec::new());
    for (file, one) in files {
        match mending::parse(&one.text) {
            Ok(table) => sound.push(Parsed { file, table, broken: Vec::new() }),
            Err(broken) => mended.push((file, broken)),
        }
    }
    (sound, mended)
}

/// All files parsed, in their order.
fn parsed<'f>(mut sound: Vec<Parsed<'f>>, mended: &'f [(usize, Mended)], report: &mut Report) -> Vec<Parsed<'f>> {
    for (file, one) in mended {
        let (table, broken) = one.parse(*file, report);
        sound.push(Parsed { file: *file, table, broken });
    }
    sound.sort_by_key(|document| document.file);
    sound
}

/// How contractions come apart, by three lists of the tables packs.
fn contractions(raw: &Raw) -> Contractions {
    let entries = |name: &str| raw.get(name).map_or(&[][..], |(.., entries)| entries).iter().map(|entry| entry.value);
    Contractions::new(entries("contraction-endings"), entries("contracted-endings"), entries("contracted-stems"))
}

/// The findings in the order of files and places, with the texts they point into.
pub(super) fn diagnostics(mut found: Vec<(usize, crate::base::Diagnostic)>, files: &[File]) -> Diagnostics {
    found.sort_by(|(a, one), (b, other)| (a, one.span, &one.message).cmp(&(b, other.span, &other.message)));
    found.dedup();
    let mut seen: Vec<usize> = found.iter().map(|&(file, _)| file).collect();
    seen.dedup();
    let sources = seen.iter().filter_map(|&file| files.get(file));
    Diagnostics {
        sources: sources.map(|file| (file.name.clone(), file.text.clone().into_owned())).collect(),
        list: found.into_iter().map(|(_, diagnostic)| diagnostic).collect(),
    }
}

#[cfg(test)]
mod tests;
