//! The forms of packs and settings as JSON Schema, for editors. Draft 7, and no choice between whole tables: what Taplo, the
//! engine of Even Better TOML, completes and explains best.
//!
//! A file may change a pack that lies elsewhere, so keys that a whole rule needs are not required here; loading reports them.

use serde_json::{Map, Value, json};

use super::keys::{self, Form, Key, Keys};
use super::packs::KINDS;

/// The schema of pack files.
pub fn pack_schema() -> Value {
    let kinds = KINDS.iter().flat_map(|&(_, kind)| keys::of_kind(kind));
    let all: Vec<&Key> = keys::ROOT.iter().chain(kinds).collect();
    // A key of another kind is no key of this one.
    let exclusive = KINDS.iter().map(|&(name, kind)| {
        let own: Vec<&str> = keys::of_kind(kind).iter().map(|key| key.name).collect();
        let others = KINDS.iter().flat_map(|&(_, other)| keys::of_kind(other)).map(|key| key.name);
        let others: Map<String, Value> =
            others.filter(|other| !own.contains(other)).map(|other| (other.to_owned(), json!(false))).collect();
        let is_kind = json!({"properties": {"kind": {"const": name}}, "required": ["kind"]});
        json!({"if": {"properties": {"pack": is_kind}, "required": ["pack"]}, "then": {"properties": others}})
    });
    let mut schema = table(&all, &["schema"]);
    schema.insert("allOf".into(), exclusive.collect());
    document("A rule pack of Parallax", schema)
}

/// The schema of `parallax.toml`.
pub fn settings_schema() -> Value {
    document("Settings of Parallax", table(&keys::SETTINGS.iter().collect::<Vec<_>>(), &[]))
}

fn document(title: &str, mut schema: Map<String, Value>) -> Value {
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".into(), json!(title));
    Value::Object(schema)
}

fn table(keys: &[&Key], required: &[&str]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut form = form(&key.form);
        if let Value::Object(form) = &mut form {
            form.insert("description".into(), json!(key.about));
        }
        properties.insert(key.name.to_owned(), form);
    }
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Value::Object(properties));
    schema.insert("additionalProperties".into(), json!(false));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema
}

fn tables(keys: Keys, required: &[&str]) -> Value {
    let all: Vec<&Key> = keys.iter().copied().flatten().collect();
    json!({"type": "array", "items": table(&all, required)})
}

fn form(form: &Form) -> Value {
    match form {
        Form::Version => json!({"type": "number", "const": 1}),
        Form::Text | Form::Date => json!({"type": "string"}),
        Form::Said => json!({"type": "string", "pattern": r"\S"}),
        Form::Id => json!({"type": "string", "pattern": r"^[\p{Alphabetic}\p{N}_./-]+$"}),
        Form::Texts => json!({"type": ["string", "array"], "items": {"type": "string"}}),
        Form::Words => json!({"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1}),
        Form::Flag => json!({"type": "boolean"}),
        Form::Number(None) => json!({"type": "number"}),
        Form::Number(Some((least, greatest))) => json!({"type": "number", "minimum": least, "maximum": greatest}),
        Form::OneOf(names) => json!({"type": "string", "enum": names()}),
        Form::SomeOf(names) => {
            let one = json!({"type": "string", "enum": names()});
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Form::Table(keys) => Value::Object(table(&keys.iter().copied().flatten().collect::<Vec<_>>(), &[])),
        Form::Tables(keys, required) => tables(keys, &[required]),
        Form::Rows(keys) => tables(keys, &[]),
        Form::Map(inner) => json!({"type": "object", "additionalProperties": self::form(inner)}),
        Form::Either(one, other) => json!({"anyOf": [self::form(one), self::form(other)]}),
    }
}

#[cfg(test)]
mod tests;
