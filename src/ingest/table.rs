//! Tables with a line of names: CSV, TSV and their kin, one article a record, read record by record.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::columns::{self, Columns};
use super::structured::{self, Parsed};
use crate::base::Error;
use crate::store;

/// What may part fields, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The longest first line that is looked at as a line of names, in bytes.
const LONGEST_HEADER: usize = 4096;

/// What parts the fields of a table that starts with `head`; `None` when it is none. An extension makes it one; else its first
/// line names the text and another field.
pub(super) fn delimiter(head: &[u8], extension: Option<&str>, columns: &Columns) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let line = head.trim_ascii_start().split(|&b| b == b'\n' || b == b'\r').next().unwrap_or_default();
    let known = |delimiter: u8| {
        let names: Vec<String> = header(line, delimiter);
        let all = names.iter().filter(|name| columns.knows(name)).count();
        if names.iter().any(|name| columns.is("text", name)) { all } else { 0 }
    };
    let is = |name: &str| extension.is_some_and(|e| e.eq_ignore_ascii_case(name));
    if is("tsv") || is("tab") {
        return Some(b'\t');
    }
    if is("csv") {
        let count = |d: u8| line.iter().filter(|&&b| b == d).count();
        let best = DELIMITERS.into_iter().rev().max_by_key(|&d| (known(d), count(d)));
        return best;
    }
    if line.len() > LONGEST_HEADER {
        return None;
    }
    DELIMITERS.into_iter().rev().max_by_key(|&d| known(d)).filter(|&d| known(d) > 1)
}

fn header(line: &[u8], delimiter: u8) -> Vec<String> {
    let names = line.split(|&b| b == delimiter);
    names.map(|name| String::from_utf8_lossy(name).trim().trim_matches('"').trim().to_owned()).collect()
}

/// How many quotation marks were read, and whether the end was. The CSV reader takes an open quotation at the end of a file
/// for a field, with all that follows the mark in it; only this tells.
#[derive(Debug, Default)]
struct Quotes {
    odd: AtomicBool,
    end: AtomicBool,
}

struct Watched<R> {
    reader: R,
    quotes: Arc<Quotes>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let marks = buffer.iter().take(read).filter(|&&b| b == b'"').count();
        self.quotes.odd.fetch_xor(marks % 2 == 1, Ordering::Relaxed);
        self.quotes.end.fetch_or(read == 0, Ordering::Relaxed);
        Ok(read)
    }
}

/// The articles of a table.
pub(super) struct Table<R> {
    reader: Reader<Watched<R>>,
    quotes: Arc<Quotes>,
    place: String,
    columns: Columns,
    names: Vec<String>,
    record: ByteRecord,
    ready: VecDeque<Parsed>,
    number: usize,
    done: bool,
}

impl<R: Read> Table<R> {
    /// Records of `reader`; `place` names it in messages.
    pub(super) fn new(reader: R, delimiter: u8, place: &str, columns: &Columns) -> Self {
        let quotes = Arc::new(Quotes::default());
        let reader = Watched { reader, quotes: Arc::clone(&quotes) };
        let reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        let mut table = Table {
            reader,
            quotes,
            place: place.to_owned(),
            columns: columns.clone(),
            names: Vec::new(),
            record: ByteRecord::new(),
            ready: VecDeque::new(),
            number: 0,
            done: false,
        };
        table.begin();
        table
    }

    fn begin(&mut self) {
        let error = match self.reader.byte_headers() {
            Ok(names) => {
                let clean =
                    |name: &[u8]| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_owned();
                self.names = names.iter().map(clean).collect();
                if self.columns.has_text(&self.names) {
                    return;
                }
                columns::no_text(&format!("{}:1", self.place), &self.names)
            }
            Err(error) => broken(&format!("{}:1", self.place), error),
        };
        self.done = true;
        self.ready.push_back((1, Err(error)));
    }

    /// The article of the record that was just read.
    fn article(&self, place: &str) -> Result<(crate::base::Article, Vec<Error>), Error> {
        let runs_on = self.record.iter().next_back().is_some_and(|last| last.contains(&b'\n'));
        if runs_on && self.quotes.end.load(Ordering::Relaxed) && self.quotes.odd.load(Ordering::Relaxed) {
            let what = "a quotation mark is opened here and never closed";
            return Err(Error::input(place, what, "close it; what follows it was not read"));
        }
        if self.record.len() != self.names.len() {
            let (has, wants) = (self.record.len(), self.names.len());
            let what =
                format!("{has} {} where the first line names {wants}", if has == 1 { "field" } else { "fields" });
            let help =
                "put fields that hold the delimiter or a line break into quotation marks, and double those inside";
            return Err(Error::input(place, what, help));
        }
        let mut object = Map::new();
        for (name, value) in self.names.iter().zip(&self.record) {
            let value = std::str::from_utf8(value).map_err(|_| not_utf8(place, value))?;
            if !value.trim().is_empty() && !object.contains_key(name) {
                object.insert(name.clone(), Value::String(value.to_owned()));
            }
        }
        structured::article(&object, &self.columns, place)
    }
}

impl<R: Read> Iterator for Table<R> {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        if self.done {
            return None;
        }
        let mut record = std::mem::take(&mut self.record);
        let read = self.reader.read_byte_record(&mut record);
        self.record = record;
        self.number += 1;
        let line = self.record.position().map_or(0, csv::Position::line);
        match read {
            Ok(true) => Some((self.number, self.article(&format!("{}:{line}", self.place)))),
            Ok(false) => None,
            Err(error) => {
                self.done = true;
                let place = format!("{}:{}", self.place, self.reader.position().line());
                Some((self.number, Err(broken(&place, error))))
            }
        }
    }
}

fn not_utf8(place: &str, value: &[u8]) -> Error {
    // The place has its line already; only the guess is wanted.
    match store::not_utf8(place, 1, value) {
        Error::Input { what, .. } => {
            Error::input(place, what, "save the file as UTF-8, or name its charset: --charset")
        }
        error => error,
    }
}

fn broken(place: &str, error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::io(place, source),
        kind => Error::input(place, format!("not a table: {kind:?}"), "mend the line"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let columns = Columns::new(&BTreeMap::new());
        let delimiter = delimiter(text.as_bytes(), Some("csv"), &columns).unwrap();
        let show = |(number, result): Parsed| match result {
            Ok((a, problems)) => {
                format!(
                    "{number} {}|{}|{} {}",
                    a.outlet.unwrap_or_default(),
                    a.title.unwrap_or_default(),
                    a.text,
                    problems.len()
                )
            }
            Err(error) => error.to_string(),
        };
        Table::new(text.as_bytes(), delimiter, "n.csv", &columns).map(show).collect()
    }

    #[test]
    fn quotes_within_quotes_and_line_breaks_are_kept() {
        let got = shown("\u{feff}Source;Headline;Body\r\nEcho;\"A \"\"calm\"\" day; so far\";\"One.\n\nTwo.\"\r\n");
        assert_eq!(got, ["1 Echo|A \"calm\" day; so far|One.\n\nTwo. 0"]);
    }

    #[test]
    fn a_ragged_row_is_named_with_its_line_and_the_others_go_through() {
        let got = shown("outlet,title,text\nEcho,One,\"a\nb\"\nEcho,Two\nEcho,Three,c,d\nEcho,Four,e\n");
        assert_eq!(got.len(), 4);
        assert_eq!((got[0].as_str(), got[3].as_str()), ("1 Echo|One|a\nb 0", "4 Echo|Four|e 0"));
        assert!(got[1].starts_with("n.csv:4: 2 fields where the first line names 3;"), "{}", got[1]);
        assert!(got[2].starts_with("n.csv:5: 4 fields"), "{}", got[2]);
    }

    #[test]
    fn a_quotation_that_is_never_closed_does_not_swallow_the_rest_in_silence() {
        let got = shown("title,text\nOne,a\nTwo,\"b\nThree,c\n");
        assert_eq!(got.len(), 2);
        assert!(got[1].starts_with("n.csv:3: a quotation mark is opened here and never closed"), "{}", got[1]);
    }

    #[test]
    fn a_table_without_text_says_what_it_has() {
        let want = "n.csv:1: no column with the text among url, tone; say which it is: --map text=NAME";
        assert_eq!(shown("url,tone\na,1\n"), [want]);
    }

    #[test]
    fn a_table_is_told_from_prose_by_its_first_line() {
        let columns = Columns::new(&BTreeMap::new());
        let told = |head: &str| delimiter(head.as_bytes(), None, &columns);
        assert_eq!(told("url\ttitle\ttext\n"), Some(b'\t'));
        assert_eq!(told("\"source\",\"content\"\n"), Some(b','));
        assert_eq!(told("The text, they said, was short.\n"), None);
        assert_eq!(told("Text\n"), None);
        assert_eq!(delimiter(b"a\tb", Some("TSV"), &columns), Some(b'\t'));
    }

    proptest::proptest! {
        #[test]
        fn any_table_ends(text in "[a,;\t\"\n\r]{0,80}") {
            let columns = Columns::new(&BTreeMap::new());
            let _ = Table::new(format!("text,id\n{text}").as_bytes(), b',', "n", &columns).count();
        }
    }
}
