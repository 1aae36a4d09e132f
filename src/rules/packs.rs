//! Files parsed and put together to packs: heads, lists, and which file changes which.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::DeTable;

use super::fields::{Fields, Place, Report, Text, Value, listed, shown};
use super::files::File;
use super::keys;
use super::manifest::{self, Folder, Manifest};
use super::pattern::List;
use super::schema::{Pack, PackKind};
use crate::base::{Code, Span};

/// The only schema there is.
const SCHEMA: f64 = 1.0;

/// The kinds of pack under the names files give them.
pub(super) const KINDS: [(&str, PackKind); 8] = [
    ("cues", PackKind::Cues),
    ("frames", PackKind::Frames),
    ("actors", PackKind::Actors),
    ("events", PackKind::Events),
    ("concepts", PackKind::Concepts),
    ("page", PackKind::Page),
    ("outlets", PackKind::Outlets),
    ("tables", PackKind::Tables),
];

/// A parsed file.
pub(super) struct Parsed<'f> {
    pub file: usize,
    pub table: Spanned<DeTable<'f>>,
    /// Where its syntax is broken.
    pub broken: Vec<usize>,
}

/// One pack, out of one file or of several that change one another.
pub(super) struct Source<'t> {
    pub pack: Pack,
    /// The roots of its files.
    pub body: Fields<'t>,
}

impl Parsed<'_> {
    /// Whether the syntax is broken between this place and the next table's head: then what is missing there is known.
    pub fn spoils(&self, place: Place, files: &[File]) -> bool {
        if self.broken.is_empty() || place.file != self.file {
            return false;
        }
        let text = files.get(self.file).map_or("", |file| file.text.as_ref());
        let start = place.span.start;
        let end = text.get(start..).and_then(|rest| rest.find("\n[")).map_or(text.len(), |length| start + length);
        self.broken.iter().any(|at| (start..=end).contains(at))
    }
}

/// Puts files together to packs, by id.
pub(super) fn gather<'t>(parsed: &'t [Parsed<'t>], folders: &[Folder], report: &mut Report) -> Vec<Source<'t>> {
    let mut bodies: BTreeMap<String, Fields<'t>> = BTreeMap::new();
    for document in parsed {
        let table = document.table.get_ref();
        let place = Place { file: document.file, span: Span::default() };
        let root = Fields::new(place, table);
        check_schema(&root, document, report);
        let own = root.get("pack").and_then(Value::fields).and_then(|head| head.get("id")?.text());
        let file = report.files.get(document.file).map_or("", |file| file.id.as_str());
        let id = own.map_or(file, |id| id.value).to_owned();
        bodies.entry(id).or_insert_with(|| Fields { layers: Vec::new() }).layers.push((place, table));
    }
    let mut sources = Vec::new();
    for (id, body) in bodies {
        if let Some(pack) = head(id, &body, parsed, folders, report) {
            body.only(&[keys::ROOT, keys::of_kind(pack.kind)], report);
            sources.push(Source { pack, body });
        }
    }
    sources
}

/// Reports a version of the format that this one does not read.
pub(super) fn check_version(schema: Value, report: &mut Report) {
    if schema.number() != Some(SCHEMA) {
        let help = "this version reads `schema = 1`";
        report.error(schema.place(), Code::BadValue, "an unknown schema", Some(help.into()));
    }
}

fn check_schema(root: &Fields, document: &Parsed, report: &mut Report) {
    match root.get("schema") {
        Some(schema) => check_version(schema, report),
        None if document.spoils(root.place(), report.files) => {}
        None => report.error(
            root.place(),
            Code::MissingKey,
            "the schema is missing",
            Some("begin the file with `schema = 1`".into()),
        ),
    }
}

/// Reads `[pack]`; of several files the last that says something counts.
fn head(id: String, body: &Fields, parsed: &[Parsed], folders: &[Folder], report: &mut Report) -> Option<Pack> {
    let mut head = Fields { layers: Vec::new() };
    for &(place, table) in &body.layers {
        if let Some(value) = table.get("pack") {
            match (Value { file: place.file, value }).fields() {
                Some(fields) => head.layers.extend(fields.layers),
                None => (Value { file: place.file, value }).unexpected("a table", report),
            }
        }
    }
    let place = head.layers.last().map_or(body.place(), |&(place, _)| place);
    let spoiled = parsed.iter().any(|document| document.spoils(place, report.files));
    if head.layers.is_empty() {
        if !spoiled {
            report.error(
                place,
                Code::MissingKey,
                "the table `[pack]` is missing",
                Some("it says what kind of pack this is".into()),
            );
        }
        return None;
    }
    head.only(&[keys::PACK, keys::MANIFEST], report);
    if head.get("kind").is_none() {
        if !spoiled {
            let help = format!("it can be {}", listed(KINDS.iter().map(|&(name, _)| name)));
            report.error(place, Code::MissingKey, "the key `kind` is missing", Some(help));
        }
        return None;
    }
    let kind = head.one_of("kind", &KINDS, report)?;
    let text = |key: &str, report: &mut Report| head.text(key, report).map(|text| text.value.to_owned());
    // It was read before, to find the files of the pack.
    text("id", report);
    let category = text("category", report);
    if kind == PackKind::Cues && category.is_none() && !spoiled {
        report.error(
            place,
            Code::MissingKey,
            "the key `category` is missing",
            Some("what these rules find: `hedge`, `doubt` …".into()),
        );
    }
    let title = text("title", report);
    if kind != PackKind::Tables && title.is_none() && !spoiled {
        report.error(place, Code::MissingKey, "the key `title` is missing", Some("one line that people read".into()));
    }
    let file = body.layers.first().and_then(|(place, _)| report.files.get(place.file));
    let folder = file.and_then(|file| manifest::inherited(folders, &file.id, file.layer));
    let (own, met) = manifest::read(&head, report);
    if !met || folder.is_some_and(|folder| !folder.met) {
        return None;
    }
    let inherited = folder.map_or_else(Manifest::default, |folder| folder.manifest.clone());
    Some(Pack {
        manifest: own.or(&inherited),
        kind,
        language: text("language", report).or_else(|| folder?.language.clone()),
        category,
        title: title.unwrap_or_else(|| id.clone()),
        file: file.map_or_else(String::new, |file| file.name.clone()),
        id,
    })
}

/// All lists of all packs, by `pack:name`; of several files of a pack the last that has a list counts.
pub(super) fn lists<'t>(sources: &[Source<'t>], report: &mut Report) -> FxHashMap<String, List<'t>> {
    let mut all = FxHashMap::default();
    for source in sources {
        for &(place, table) in &source.body.layers {
            let Some(value) = table.get("lists") else { continue };
            let Some(lists) = (Value { file: place.file, value }).fields() else {
                (Value { file: place.file, value }).unexpected("a table", report);
                continue;
            };
            for (name, value) in lists.entries() {
                all.insert(format!("{}:{}", source.pack.id, name.value), list(name, value, report));
            }
        }
    }
    all
}

fn list<'t>(name: Text<'t>, value: Value<'t>, report: &mut Report) -> List<'t> {
    let entries = value.texts(report);
    if entries.is_empty() && value.array().is_some_and(|mut values| values.next().is_none()) {
        report.error(name.place, Code::Empty, format!("the list `{}` is empty", shown(name.value)), None);
    }
    List { entries }
}

/// Whether a file's syntax is broken around this place.
pub(super) fn spoiled(place: Place, parsed: &[Parsed], report: &Report) -> bool {
    parsed.iter().any(|document| document.spoils(place, report.files))
}
