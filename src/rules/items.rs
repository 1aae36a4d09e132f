//! The tables that rules are written in, gathered over all packs: by id, with those that change an earlier one.

use std::collections::BTreeMap;

use super::fields::{Fields, Place, Report, Text, Value, shown};
use super::files::Use;
use super::keys;
use super::near;
use super::packs::{KINDS, Parsed, Source, spoiled};
use super::schema::PackKind;
use crate::base::Code;

/// Rules of one kind: by id, each with the tables that make it up.
pub(super) type Items<'t> = BTreeMap<String, Fields<'t>>;

/// Gathers the tables under `array` of all packs. `short` ids are one namespace over all packs; others begin with the
/// pack's id. A table of a later layer changes an earlier one of the same id; within a layer that is a mistake.
pub(super) fn items<'t>(
    sources: &[Source<'t>],
    parsed: &[Parsed<'t>],
    (array, key, short): (&str, &str, bool),
    report: &mut Report,
) -> Items<'t> {
    let kinds: Vec<PackKind> = KINDS
        .iter()
        .map(|&(_, kind)| kind)
        .filter(|&kind| keys::of_kind(kind).iter().any(|key| key.name == array))
        .collect();
    let mut tables: Vec<(Place, &Source, Value<'t>)> = Vec::new();
    for source in sources.iter().filter(|source| kinds.contains(&source.pack.kind)) {
        for &(place, table) in &source.body.layers {
            let Some(value) = table.get(array) else { continue };
            let value = Value { file: place.file, value };
            match value.array() {
                Some(values) => tables.extend(values.map(|value| (place, source, value))),
                None => {
                    report.error(value.place(), Code::WrongType, format!("write `[[{array}]]` with two brackets"), None)
                }
            }
        }
    }
    // Files in the order in which later ones change earlier ones.
    tables.sort_by_key(|&(place, ..)| place.file);
    let mut items: Items<'t> = BTreeMap::new();
    for (_, source, value) in tables {
        let pack = source.pack.id.as_str();
        let Some(fields) = value.fields() else {
            value.unexpected("a table", report);
            continue;
        };
        if spoiled(fields.place(), parsed, report) {
            continue;
        }
        let Some(id) = id_of(&fields, key, report) else { continue };
        let full = if short { id.value.to_owned() } else { format!("{pack}/{}", id.value) };
        match items.get_mut(&full) {
            None if changes_only(source, &fields) => {
                let known: Vec<&str> =
                    items.keys().filter(|known| known.starts_with(pack)).map(String::as_str).collect();
                let help = near(&full, known.into_iter()).unwrap_or_else(|| {
                    format!("a new rule needs more keys; `parallax rules show {pack}` shows those there are")
                });
                let message = format!("`{pack}` has no {array} `{}` to change", shown(id.value));
                report.error(id.place, Code::UnknownId, message, Some(help));
            }
            None => {
                items.insert(full, fields);
            }
            Some(before) if layer(before.place(), report) == layer(fields.place(), report) => {
                let help = place_of(before.place(), report).map(|first| format!("it stands at {first} already"));
                report.error(
                    id.place,
                    Code::GivenTwice,
                    format!("the {key} `{}` is given twice", shown(id.value)),
                    help,
                );
            }
            Some(before) => before.layers.extend(fields.layers),
        }
    }
    items
}

/// Whether a table of a later file of a pack has nothing to match by: then it was meant to change a rule of an earlier one.
fn changes_only(source: &Source, fields: &Fields) -> bool {
    let first = source.body.layers.first().is_some_and(|(place, _)| place.file == fields.place().file);
    let matches = ["match", "regex", "words", "names", "any", "line", "signs", "domains"];
    // A slip in one of these is reported as an unknown key.
    let slip = || fields.entries().any(|(key, _)| near(key.value, matches.into_iter()).is_some());
    !first && !matches.iter().any(|key| fields.get(key).is_some()) && !slip()
}

fn id_of<'t>(fields: &Fields<'t>, key: &str, report: &mut Report) -> Option<Text<'t>> {
    let Some(value) = fields.get(key) else {
        let near = fields.entries().find_map(|(name, _)| near(name.value, [key].into_iter()).map(|_| name.place));
        let help = Some("by it others can change or switch off this one".to_owned());
        report.error(near.unwrap_or(fields.place()), Code::MissingKey, format!("the key `{key}` is missing"), help);
        return None;
    };
    let text = fields.text(key, report)?;
    let fits = |sign: char| sign.is_alphanumeric() || "-_./".contains(sign) || (key == "name" && !sign.is_control());
    if text.value.trim().is_empty() || !text.value.chars().all(fits) {
        let help = Some("letters, digits and hyphens".to_owned());
        report.error(value.place(), Code::BadValue, format!("`{}` cannot be an id", shown(text.value)), help);
        return None;
    }
    Some(text)
}

fn layer(place: Place, report: &Report) -> usize {
    report.files.get(place.file).map_or(0, |file| file.layer)
}

fn place_of(place: Place, report: &Report) -> Option<String> {
    let file = report.files.get(place.file).filter(|file| file.purpose == Use::Pack)?;
    let line = file.text.get(..place.span.start)?.matches('\n').count() + 1;
    Some(format!("{}:{line}", file.name))
}
