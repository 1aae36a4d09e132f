//! Articles that come as JSON: fields as the contract says, others ignored, the text verbatim.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, Read};

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::columns::{self, Columns};
use super::{dates, language};
use crate::base::{Article, Error};

/// An article as somebody else wrote it down.
#[derive(Debug, Default, Deserialize)]
struct Given {
    text: String,
    id: Option<Id>,
    outlet: Option<String>,
    title: Option<String>,
    author: Option<String>,
    url: Option<String>,
    date: Option<String>,
    lang: Option<String>,
}

/// Ids are strings, but data bases like to give numbers.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// One article, its id empty when none was given, with the number of its line or element; or why it is none.
/// The list holds what was wrong without making the article unusable.
pub(super) type Parsed = (usize, Result<(Article, Vec<Error>), Error>);

/// Articles of JSON Lines, read one by one.
pub(super) struct Lines<R> {
    reader: R,
    place: String,
    number: usize,
    buffer: Vec<u8>,
    failed: bool,
    columns: Columns,
    /// The articles of a line that is wrapped around several.
    ready: VecDeque<Parsed>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`; `place` names it in messages.
    pub(super) fn new(reader: R, place: &str, columns: &Columns) -> Self {
        let (columns, ready) = (columns.clone(), VecDeque::new());
        Lines { reader, place: place.to_owned(), number: 0, buffer: Vec::new(), failed: false, columns, ready }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        while !self.failed {
            self.buffer.clear();
            self.number += 1;
            match self.reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(source) => {
                    self.failed = true;
                    return Some((self.number, Err(Error::io(format!("{}:{}", self.place, self.number), source))));
                }
            }
            let bytes = self.buffer.as_slice();
            let line = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
            if line.is_empty() {
                continue;
            }
            let place = format!("{}:{}", self.place, self.number);
            if let Some(given) = own(line, &self.columns) {
                return Some((self.number, Ok(given_article(given, &place))));
            }
            let mut values = match parse_line(line, &place) {
                Ok(value) if value.is_object() => articles(value, &self.columns),
                Ok(value) => vec![value],
                Err(error) => return Some((self.number, Err(error))),
            };
            if values.len() == 1 {
                return values.pop().map(|value| (self.number, from_value(value, &self.columns, &place)));
            }
            let first = self.number;
            for (at, value) in values.into_iter().enumerate() {
                let parsed = from_value(value, &self.columns, &format!("{place} (article {})", at + 1));
                self.ready.push_back((first + at, parsed));
            }
            match self.ready.pop_front() {
                Some(ready) => return Some(ready),
                None => return Some((first, Err(Error::input(place, "no article in it", "check what was exported")))),
            }
        }
        None
    }
}

/// An article under its own names, as most lines are: read at one go. One that may have fields by other names is looked into one by
/// one.
fn own(line: &[u8], columns: &Columns) -> Option<Given> {
    if !columns.are_own() {
        return None;
    }
    let mut parser = serde_json::Deserializer::from_slice(line);
    let given = Own(columns).deserialize(&mut parser).ok().filter(|_| parser.end().is_ok())?;
    let lang = given.lang.map(|lang| language::of_tag(&lang).unwrap_or(lang));
    Some(Given { lang, ..given })
}

/// Reads an object under its own names; fields that are nothing's are passed over.
struct Own<'c>(&'c Columns);

impl<'de> DeserializeSeed<'de> for Own<'_> {
    type Value = Given;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Given, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Own<'_> {
    type Value = Given;

    fn expecting(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str("an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Given, A::Error> {
        let (mut given, mut met) = (Given::default(), [false; columns::FIELDS.len()]);
        while let Some(Key(key)) = map.next_key()? {
            let Some(field) = columns::FIELDS.iter().position(|field| *field == key) else {
                if self.0.may_be_of_use(&key) {
                    return Err(A::Error::custom("a field by another name"));
                }
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if met.get_mut(field).is_none_or(|met| std::mem::replace(met, true)) {
                return Err(A::Error::custom("a field twice"));
            }
            match &*key {
                "text" => given.text = map.next_value()?,
                "id" => given.id = map.next_value()?,
                "outlet" => given.outlet = map.next_value()?,
                "title" => given.title = map.next_value()?,
                "author" => given.author = map.next_value()?,
                "url" => given.url = map.next_value()?,
                "date" => given.date = map.next_value()?,
                _ => given.lang = map.next_value()?,
            }
        }
        match met.first() {
            Some(true) => Ok(given),
            _ => Err(A::Error::custom("no text")),
        }
    }
}

/// The name of a field, borrowed where it can be.
#[derive(Deserialize)]
struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

fn parse_line(line: &[u8], place: &str) -> Result<Value, Error> {
    serde_json::from_slice::<Value>(line).map_err(|error| {
        let what = format!("not valid JSON: {}", reason(&error));
        Error::input(place, what, "in JSON Lines every line is one whole object; mend or remove the line")
    })
}

/// Articles of a JSON array, of an object around one, or of objects one after another, however they are broken into lines.
pub(super) fn whole(mut reader: impl Read, place: &str, columns: &Columns) -> Vec<Parsed> {
    let mut bytes = Vec::new();
    if let Err(source) = reader.read_to_end(&mut bytes) {
        return vec![(1, Err(Error::io(place, source)))];
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        match value {
            Ok(value) => {
                for value in articles(value, columns) {
                    let number = found.len() + 1;
                    found.push((number, from_value(value, columns, &format!("{place} (article {number})"))));
                }
            }
            Err(error) => {
                let what = format!("not valid JSON: {}", reason(&error));
                let help = "mend the file; nothing behind that place was read";
                let number = found.len() + 1;
                found.push((number, Err(Error::input(format!("{place}:{}", error.line()), what, help))));
                break;
            }
        }
    }
    found
}

/// The articles that a value stands for: its elements, those it is wrapped around, or itself.
fn articles(value: Value, columns: &Columns) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Object(mut object) if !columns.holds_text(&object) => {
            columns::wrapped(&mut object).unwrap_or_else(|| vec![Value::Object(object)])
        }
        value => vec![value],
    }
}

fn from_value(value: Value, columns: &Columns, place: &str) -> Result<(Article, Vec<Error>), Error> {
    match value {
        Value::Object(object) => article(&object, columns, place),
        value => match serde_json::from_value::<Given>(value) {
            Ok(given) => Ok(given_article(given, place)),
            Err(error) => Err(not_an_article(place, &reason(&error))),
        },
    }
}

/// The article of an object, its fields found by the names that `columns` knows, with what was wrong but not fatal.
///
/// # Errors
/// When it has no text, or a field is of the wrong kind.
pub(super) fn article(
    object: &Map<String, Value>,
    columns: &Columns,
    place: &str,
) -> Result<(Article, Vec<Error>), Error> {
    let picked = columns.pick(object);
    if !picked.contains_key("text") {
        let what = format!("missing field `text`, also by the names {}", columns.of_text());
        return Err(not_an_article(place, &what));
    }
    match serde_json::from_value::<Given>(Value::Object(picked)) {
        Ok(given) => Ok(given_article(given, place)),
        Err(error) => Err(not_an_article(place, &reason(&error))),
    }
}

fn given_article(given: Given, place: &str) -> (Article, Vec<Error>) {
    let told = |field: Option<String>| field.filter(|value| !value.trim().is_empty());
    let mut problems = Vec::new();
    let date = told(given.date).and_then(|date| {
        let sound = dates::published(&date);
        if sound.is_none() {
            let help = "write it as 2018-12-06 or 2018-12-06T17:07:00Z; the article was read without a date";
            problems.push(Error::input(place, format!("`{date}` is not a date"), help));
        }
        sound
    });
    let id = match given.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => String::new(),
    };
    let article = Article {
        id,
        file: None,
        outlet: told(given.outlet),
        title: told(given.title),
        author: told(given.author),
        url: told(given.url),
        date,
        lang: told(given.lang),
        text: given.text,
    };
    (article, problems)
}

fn not_an_article(place: &str, why: &str) -> Error {
    let help = "an article is an object with a string `text`; id, outlet, title, author, url, date and lang are strings or null; \
        other names are given by --map";
    Error::input(place, format!("not an article: {why}"), help)
}

/// What the parser found, without its line: the place is said before.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.split_once(" at line ") {
        Some((what, _)) if error.column() > 0 => format!("{what} at column {}", error.column()),
        Some((what, _)) => what.to_owned(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Columns {
        Columns::new(&std::collections::BTreeMap::new())
    }

    #[test]
    fn an_article_read_at_one_go_is_the_one_that_is_read_by_its_names() {
        for line in [
            r#"{"text": "It rained.", "id": "a", "outlet": " Echo ", "lang": "EN_gb", "date": "2018-12-06", "title": null}"#,
            r#"{"id": 7, "text": "", "author": "", "url": "x", "lang": "English", "date": "some day"}"#,
            r#"{"text": "a", "id": 1.50, "lang": " "}"#,
            r#"{"story": {"text": "c"}, "text": "a", "words": [1, "b"], "id": "x"}"#,
        ] {
            let given = own(line.as_bytes(), &known()).unwrap();
            let (quick, problems) = given_article(given, "n:1");
            let (slow, expect) = from_value(serde_json::from_str(line).unwrap(), &known(), "n:1").unwrap();
            assert_eq!((quick, problems.len()), (slow, expect.len()), "{line}");
        }
        for other in [r#"{"text": "a", "headline": "b"}"#, r#"{"text": "a", "HEADLINE": "b"}"#, r#"{"text": 5}"#, "[]"]
        {
            assert!(own(other.as_bytes(), &known()).is_none(), "{other}");
        }
        for other in [
            r#"{"text": "a", "text": "b"}"#,
            r#"{"text": "a"} {}"#,
            r#"{"id": "a"}"#,
            r#"{"text": "a", "source": {"name": "b"}}"#,
        ] {
            assert!(own(other.as_bytes(), &known()).is_none(), "{other}");
        }
    }

    fn shown(parsed: Vec<Parsed>) -> Vec<String> {
        let show = |(number, result): Parsed| match result {
            Ok((a, problems)) => {
                format!("{number} {}|{}|{} {}", a.id, a.text, a.date.unwrap_or_default(), problems.len())
            }
            Err(error) => error.to_string(),
        };
        parsed.into_iter().map(show).collect()
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_go_through() {
        let input = "\u{feff}{\"text\": \" a\\r\\n\", \"id\": 7, \"other\": []}\n\n{\"text\": \n{\"id\": \"x\"}\n{\"text\": \"b\", \"title\": null}";
        let got = shown(Lines::new(input.as_bytes(), "n.jsonl", &known()).collect());
        assert_eq!(got.len(), 4, "{got:?}");
        assert_eq!(got[0], "1 7| a\r\n| 0");
        assert!(got[1].starts_with("n.jsonl:3: not valid JSON: EOF while parsing"), "{}", got[1]);
        assert!(got[2].starts_with("n.jsonl:4: not an article: missing field `text`"), "{}", got[2]);
        assert_eq!(got[3], "5 |b| 0");
    }

    #[test]
    fn bytes_that_are_not_utf8_spoil_their_line_only() {
        let got = shown(Lines::new(&b"{\"text\": \"\xe9\"}\n{\"text\": \"b\"}"[..], "n", &known()).collect());
        assert!(got[0].starts_with("n:1: not valid JSON"), "{}", got[0]);
        assert_eq!(got[1], "2 |b| 0");
    }

    #[test]
    fn an_array_and_a_spread_object_are_read() {
        let got = shown(whole(&b"[{\"text\": \"a\", \"id\": \"p\"}, 3]"[..], "n.json", &known()));
        assert_eq!(got[0], "1 p|a| 0");
        assert!(got[1].starts_with("n.json (article 2): not an article"), "{}", got[1]);
        assert_eq!(shown(whole(&b"{\n \"text\": \"a\"\n}"[..], "n.json", &known())), ["1 |a| 0"]);
        assert!(shown(whole(&b"[{\"text\":\n"[..], "n.json", &known()))[0].starts_with("n.json:2: not valid JSON"));
    }

    #[test]
    fn an_object_around_a_list_of_articles_is_its_articles() {
        let wrapped = br#"{"status": "ok", "articles": [{"content": "a", "source": {"name": "Echo"}}, {"url": "x"}]}"#;
        let lines = shown(Lines::new(&wrapped[..], "n.jsonl", &known()).collect());
        let spread = shown(whole(&wrapped[..], "n.json", &known()));
        for (got, place) in [(lines, "n.jsonl:1 (article 2)"), (spread, "n.json (article 2)")] {
            assert_eq!((got.len(), got[0].as_str()), (2, "1 |a| 0"));
            assert!(got[1].starts_with(&format!("{place}: not an article: missing field `text`")), "{}", got[1]);
        }
        let none = shown(Lines::new(&br#"{"articles": []}"#[..], "n", &known()).collect());
        assert_eq!(none, ["n:1: no article in it; check what was exported"]);
    }

    #[test]
    fn a_date_that_is_none_is_said_and_left_out() {
        let got = shown(
            Lines::new(
                &b"{\"text\": \"a\", \"date\": \"soon\"}\n{\"text\": \"a\", \"date\": \"2018-12-06\"}"[..],
                "n",
                &known(),
            )
            .collect(),
        );
        assert_eq!(got, ["1 |a| 1", "2 |a|2018-12-06 0"]);
    }
}
