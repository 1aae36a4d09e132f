//! Articles that come as JSON: fields as the contract says, others ignored, the text verbatim.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::Value;

use super::dateline;
use crate::base::{Article, Error};

/// An article as somebody else wrote it down.
#[derive(Debug, Deserialize)]
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
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`; `place` names it in messages.
    pub(super) fn new(reader: R, place: &str) -> Self {
        Lines { reader, place: place.to_owned(), number: 0, buffer: Vec::new() }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            self.buffer.clear();
            self.number += 1;
            match self.reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(source) => return Some((self.number, Err(Error::io(&self.place, source)))),
            }
            let bytes = self.buffer.as_slice();
            let line = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
            if line.is_empty() {
                continue;
            }
            let place = format!("{}:{}", self.place, self.number);
            return Some((self.number, parse_line(line, &place)));
        }
    }
}

fn parse_line(line: &[u8], place: &str) -> Result<(Article, Vec<Error>), Error> {
    match serde_json::from_slice::<Given>(line) {
        Ok(given) => Ok(article(given, place)),
        Err(error) if error.is_data() => Err(not_an_article(place, &error)),
        Err(error) => {
            let what = format!("not valid JSON: {}", reason(&error));
            Err(Error::input(place, what, "in JSON Lines every line is one whole object; mend or remove the line"))
        }
    }
}

/// Articles of a JSON array, or of objects one after another, however they are broken into lines.
pub(super) fn whole(mut reader: impl Read, place: &str) -> Vec<Parsed> {
    let mut bytes = Vec::new();
    if let Err(source) = reader.read_to_end(&mut bytes) {
        return vec![(1, Err(Error::io(place, source)))];
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut found = Vec::new();
    let mut push = |value: Value| {
        let number = found.len() + 1;
        let at = format!("{place} (article {number})");
        let parsed = match serde_json::from_value::<Given>(value) {
            Ok(given) => Ok(article(given, &at)),
            Err(error) => Err(not_an_article(&at, &error)),
        };
        found.push((number, parsed));
    };
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        match value {
            Ok(Value::Array(values)) => values.into_iter().for_each(&mut push),
            Ok(value) => push(value),
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

fn article(given: Given, place: &str) -> (Article, Vec<Error>) {
    let told = |field: Option<String>| field.filter(|value| !value.trim().is_empty());
    let mut problems = Vec::new();
    let date = told(given.date).and_then(|date| {
        let sound = dateline::rfc3339(date.trim());
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

fn not_an_article(place: &str, error: &serde_json::Error) -> Error {
    let help = "an article is an object with a string `text`; id, outlet, title, author, url, date and lang are strings or null";
    Error::input(place, format!("not an article: {}", reason(error)), help)
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
        let got = shown(Lines::new(input.as_bytes(), "n.jsonl").collect());
        assert_eq!(got.len(), 4, "{got:?}");
        assert_eq!(got[0], "1 7| a\r\n| 0");
        assert!(got[1].starts_with("n.jsonl:3: not valid JSON: EOF while parsing"), "{}", got[1]);
        assert!(got[2].starts_with("n.jsonl:4: not an article: missing field `text`"), "{}", got[2]);
        assert_eq!(got[3], "5 |b| 0");
    }

    #[test]
    fn bytes_that_are_not_utf8_spoil_their_line_only() {
        let got = shown(Lines::new(&b"{\"text\": \"\xe9\"}\n{\"text\": \"b\"}"[..], "n").collect());
        assert!(got[0].starts_with("n:1: not valid JSON"), "{}", got[0]);
        assert_eq!(got[1], "2 |b| 0");
    }

    #[test]
    fn an_array_and_a_spread_object_are_read() {
        let got = shown(whole(&b"[{\"text\": \"a\", \"id\": \"p\"}, 3]"[..], "n.json"));
        assert_eq!(got[0], "1 p|a| 0");
        assert!(got[1].starts_with("n.json (article 2): not an article"), "{}", got[1]);
        assert_eq!(shown(whole(&b"{\n \"text\": \"a\"\n}"[..], "n.json")), ["1 |a| 0"]);
        assert!(shown(whole(&b"[{\"text\":\n"[..], "n.json"))[0].starts_with("n.json:2: not valid JSON"));
    }

    #[test]
    fn a_date_that_is_none_is_said_and_left_out() {
        let got = shown(
            Lines::new(&b"{\"text\": \"a\", \"date\": \"soon\"}\n{\"text\": \"a\", \"date\": \"2018-12-06\"}"[..], "n")
                .collect(),
        );
        assert_eq!(got, ["1 |a| 1", "2 |a|2018-12-06 0"]);
    }
}
