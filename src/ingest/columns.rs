//! What the fields of an article are called in the files of others.
//!
//! The names are data (`columns.toml`): the formats of services and data sets, in the order in which they are tried.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::language;
use crate::base::Error;

/// The fields of an article that a file can give.
pub const FIELDS: [&str; 8] = ["text", "id", "outlet", "title", "author", "url", "date", "lang"];

/// A field by the name it has in a file, as in `text=body`.
///
/// # Errors
/// What is wrong with it, when there is no such field or no name.
pub fn mapping(given: &str) -> Result<(String, String), String> {
    match given.split_once('=').map(|(field, name)| (field.trim(), name.trim())) {
        Some((field, name)) if FIELDS.contains(&field) && !name.is_empty() => Ok((field.to_owned(), name.to_owned())),
        Some((field, _)) if !FIELDS.contains(&field) => {
            Err(format!("no field `{field}`; an article has {}", FIELDS.join(", ")))
        }
        _ => Err("write it as FIELD=NAME: text=body".to_owned()),
    }
}

/// The names of each field, in the order in which they are tried.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    names: Vec<(&'static str, Vec<Name>)>,
    /// What marks a round-up, and the name of its article's headline.
    roundup: Option<(Name, Name)>,
    /// Whether no field was given another name.
    own: bool,
}

/// A name of a field, and by which of the objects that may have it are told from the others at once.
#[derive(Debug, Clone)]
struct Name {
    text: String,
    signs: u64,
}

impl Name {
    fn new(text: &str) -> Name {
        Name { text: text.to_owned(), signs: sign(text) | sign(first(text)) }
    }

    /// What an object has that holds it: of one whose dots lead into objects, the first part.
    fn first(&self) -> &str {
        first(&self.text)
    }
}

/// The first part of a name with dots.
fn first(name: &str) -> &str {
    name.split_once('.').map_or(name, |(first, _)| first)
}

/// One bit for a key, whatever its case, which other keys may have too.
fn sign(key: &str) -> u64 {
    let first = key.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    1 << ((usize::from(first) * 5 + key.len() * 11) & 63)
}

/// The fields of an object, and the signs of their keys.
struct Given<'v> {
    object: &'v Map<String, Value>,
    signs: u64,
}

impl<'v> Given<'v> {
    fn new(object: &'v Map<String, Value>) -> Given<'v> {
        Given { object, signs: object.keys().fold(0, |signs, key| signs | sign(key)) }
    }

    fn get(&self, name: &Name) -> Option<&'v Value> {
        // Most of the many names that a field can have are in no file.
        (self.signs & name.signs != 0).then(|| get(self.object, &name.text)).flatten()
    }
}

impl Columns {
    /// The names that are known, but for the fields that `map` names.
    pub(super) fn new(map: &BTreeMap<String, String>) -> Columns {
        let names = |field: &&'static str| {
            let own = map.get(*field).map(|name| vec![Name::new(name)]);
            (*field, own.unwrap_or_else(|| known(field).iter().map(|name| Name::new(name)).collect()))
        };
        let roundup = match known("roundup") {
            [mark, headline] if !map.contains_key("title") => Some((Name::new(mark), Name::new(headline))),
            _ => None,
        };
        Columns { names: FIELDS.iter().map(names).collect(), roundup, own: map.is_empty() }
    }

    /// Whether every field is first looked for under its own name.
    pub(super) fn are_own(&self) -> bool {
        self.own
    }

    /// Whether one of the names of `field` is `name`.
    pub(super) fn is(&self, field: &str, name: &str) -> bool {
        self.names.iter().any(|(own, names)| *own == field && names.iter().any(|n| n.text.eq_ignore_ascii_case(name)))
    }

    /// Whether any field may be called `name`.
    pub(super) fn knows(&self, name: &str) -> bool {
        FIELDS.iter().any(|field| self.is(field, name))
    }

    /// Whether what an object has by the name `key` may be looked at for some field.
    pub(super) fn may_be_of_use(&self, key: &str) -> bool {
        let is = |name: &Name| {
            name.signs & sign(key) != 0
                && (name.text.eq_ignore_ascii_case(key) || name.first().eq_ignore_ascii_case(key))
        };
        let roundup = self.roundup.iter().flat_map(|(mark, headline)| [mark, headline]);
        self.names.iter().flat_map(|(_, names)| names).chain(roundup).any(is)
    }

    /// Whether one of `names`, or of what a dot leads into, is that of the text.
    pub(super) fn has_text(&self, names: &[String]) -> bool {
        let is = |known: &Name, name: &String| known.text.eq_ignore_ascii_case(name) || known.first() == name;
        let text = self.names.iter().filter(|(field, _)| *field == "text");
        text.flat_map(|(_, known)| known).any(|known| names.iter().any(|name| is(known, name)))
    }

    /// The names of the text, for messages.
    pub(super) fn of_text(&self) -> String {
        let text = self.names.iter().find(|(field, _)| *field == "text");
        let names = text.iter().flat_map(|(_, names)| names).map(|name| name.text.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// The article's fields in an object, under their own names. Lists of strings are joined by commas and of objects the
    /// `name` is taken; what stands under an article's own name and is of another kind is left as it is, to be complained of.
    pub(super) fn pick(&self, object: &Map<String, Value>) -> Map<String, Value> {
        let given = Given::new(object);
        let mut picked = Map::new();
        for (field, names) in &self.names {
            let roundup = || (*field == "title").then(|| self.headline_of_roundup(&given)).flatten();
            if let Some(value) = roundup().or_else(|| found(&given, field, names)) {
                picked.insert((*field).to_owned(), value);
            }
        }
        picked
    }

    /// Whether an object has a text.
    pub(super) fn holds_text(&self, object: &Map<String, Value>) -> bool {
        let given = Given::new(object);
        let told = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let holds = |(at, name): (usize, &Name)| {
            given.get(name).is_some_and(|value| told(value) || at == 0 && !value.is_null())
        };
        let mut text = self.names.iter().filter(|(field, _)| *field == "text");
        text.any(|(_, names)| names.iter().enumerate().any(holds))
    }

    /// The headline of an article of a round-up, whose own title stands in its place.
    fn headline_of_roundup(&self, given: &Given) -> Option<Value> {
        let (mark, headline) = self.roundup.as_ref()?;
        given.get(mark)?;
        simple("title", given.get(headline)?)
    }
}

/// What an object has for a field, by the first of its names that holds something.
fn found(given: &Given, field: &str, names: &[Name]) -> Option<Value> {
    names.iter().enumerate().find_map(|(at, name)| {
        let value = given.get(name)?;
        simple(field, value).or_else(|| (at == 0 && !value.is_null()).then(|| value.clone()))
    })
}

/// The list under which a file's articles stand, when it is one object around them.
pub(super) fn wrapped(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let name = known("wrappers").iter().find(|name| {
        let list = get(object, name).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().all(Value::is_object))
    })?;
    let mut parts = name.split('.');
    let mut value = object.get_mut(parts.next()?)?;
    for part in parts {
        value = value.get_mut(part)?;
    }
    match value.take() {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

/// The value under a name, whose dots may lead into objects and whose case may differ.
fn get<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let whole = || object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let inner = || {
        let (first, rest) = name.split_once('.')?;
        get(object.get(first)?.as_object()?, rest)
    };
    object.get(name).or_else(whole).or_else(inner)
}

/// A value as a field's text; `None` when it has none.
fn simple(field: &str, value: &Value) -> Option<Value> {
    let text = match value {
        Value::String(text) if field == "lang" => language::of_tag(text)?,
        Value::String(text) => text.clone(),
        Value::Number(_) if field == "id" => return Some(value.clone()),
        Value::Array(list) if field != "text" => {
            list.iter().filter_map(|one| named(one)).collect::<Vec<_>>().join(", ")
        }
        Value::Object(_) if field != "text" => named(value)?.to_owned(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(Value::String(text))
}

fn named(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}

/// The names of the table of this module.
fn known(field: &str) -> &'static [String] {
    static TABLE: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| toml::from_str(include_str!("columns.toml")).unwrap_or_default());
    table.get(field).map_or(&[], |names| names)
}

/// The error for what has no text.
pub(super) fn no_text(place: &str, found: &[String]) -> Error {
    let what = format!("no column with the text among {}", found.join(", "));
    Error::input(place, what, "say which it is: --map text=NAME")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(map: &str, object: &str, expect: &str) {
        let map = map.split_terminator(',').map(|one| mapping(one).unwrap()).collect();
        let picked = Columns::new(&map).pick(&serde_json::from_str(object).unwrap());
        assert_eq!(Value::Object(picked), serde_json::from_str::<Value>(expect).unwrap());
    }

    #[test]
    fn the_table_names_every_field() {
        for field in FIELDS {
            assert_eq!(known(field).first().map(String::as_str), Some(field));
        }
        assert!(!known("wrappers").is_empty());
    }

    #[test]
    fn names_of_services_are_known() {
        check(
            "",
            r#"{"source": {"id": null, "name": "The Echo"}, "author": null, "publishedAt": "2018-12-06T17:07:00Z", "content": "It rained."}"#,
            r#"{"text": "It rained.", "outlet": "The Echo", "date": "2018-12-06T17:07:00Z"}"#,
        );
        check(
            "",
            r#"{"maintext": "It rained.", "authors": ["A. Moss", "B. Fen"], "source_domain": "echo.example", "language": "en"}"#,
            r#"{"text": "It rained.", "author": "A. Moss, B. Fen", "outlet": "echo.example", "lang": "en"}"#,
        );
    }

    #[test]
    fn the_title_of_a_round_up_is_not_that_of_its_articles() {
        let row = r#"{"title": "Perspectives: The bridge", "heading": "Bridge closed", "source": "Echo", "text": "a", "bias_rating": "left"}"#;
        check("", row, r#"{"title": "Bridge closed", "outlet": "Echo", "text": "a"}"#);
        check("title=title", row, r#"{"title": "Perspectives: The bridge", "outlet": "Echo", "text": "a"}"#);
    }

    #[test]
    fn own_names_come_first_and_a_map_before_them() {
        check("", r#"{"TEXT": "a", "content": "b", "ID": 7}"#, r#"{"text": "a", "id": 7}"#);
        check("text=raw.body,title=kicker", r#"{"text": "a", "title": "t", "raw": {"body": "b"}}"#, r#"{"text": "b"}"#);
        check("", r#"{"text": "a", "language": "English"}"#, r#"{"text": "a"}"#);
        check("", r#"{"text": "a", "language": "en-GB"}"#, r#"{"text": "a", "lang": "en"}"#);
        check("", r#"{"text": "a", "title": 3}"#, r#"{"text": "a", "title": 3}"#);
    }

    #[test]
    fn a_mapping_that_maps_nothing_says_why() {
        assert_eq!(mapping("body").unwrap_err(), "write it as FIELD=NAME: text=body");
        assert!(mapping("bias=left").unwrap_err().starts_with("no field `bias`; an article has text, id"));
    }
}
