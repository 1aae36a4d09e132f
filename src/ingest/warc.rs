//! WARC files (ISO 28500), as web archives and crawlers write them: the pages among their records, one after another.
//!
//! Only one page is held at a time, and what is no page is passed over unread. The members of a `.warc.gz` are unpacked before
//! they come here.

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::response::{self, Fields};
use crate::base::Error;
use crate::store::Counted;

/// How a record begins.
pub(super) const MAGIC: &[u8] = b"WARC/";

/// A page as it was fetched.
#[derive(Debug)]
pub(super) struct Page {
    /// As messages name it.
    pub place: String,
    /// Where it was fetched.
    pub url: Option<String>,
    /// The charset that the server named.
    pub charset: Option<String>,
    /// The page, unpacked.
    pub bytes: Vec<u8>,
}

/// The pages of a WARC file, each with the number of its record, from 1.
pub(super) struct Pages<R> {
    reader: Counted<R>,
    place: String,
    unpack_limit: u64,
    number: usize,
    begin: u64,
    any: bool,
    ended: bool,
}

/// What one record was.
enum Record {
    Page(Result<Page, Error>),
    Other,
    None,
}

impl<R: BufRead> Pages<R> {
    /// Pages of `reader`; `place` names it in messages.
    pub(super) fn new(reader: R, place: &str, unpack_limit: u64) -> Self {
        let reader = Counted::new(reader, Arc::default());
        Pages { reader, place: place.to_owned(), unpack_limit, number: 0, begin: 0, any: false, ended: false }
    }

    fn record(&mut self) -> io::Result<Record> {
        let version = loop {
            self.begin = self.reader.count();
            match response::line(&mut self.reader)? {
                None => return Ok(Record::None),
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
            }
        };
        self.number += 1;
        let broken = |what| Err(io::Error::new(io::ErrorKind::InvalidData, what));
        if !version.as_bytes().starts_with(MAGIC) {
            return broken("no record begins where one should");
        }
        let head = response::fields(&mut self.reader)?;
        let Some(length) = head.get("Content-Length").and_then(|length| length.parse().ok()) else {
            return broken("a record without a length");
        };
        let place = format!("{} (record {})", self.place, self.number);
        let mut block = (&mut self.reader).take(length);
        let found = match page(&head, &mut block, place.clone(), self.unpack_limit) {
            // The record is whole, what it holds is not.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && block.limit() == 0 => {
                let help = "this page was left out; the others were read";
                Record::Page(Err(Error::input(place, "a response whose head breaks off", help)))
            }
            found => found?,
        };
        io::copy(&mut block, &mut io::sink())?;
        if block.limit() > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(found) }
    }

    fn broken(&self, error: &io::Error) -> Error {
        let place = format!("{} (record {}, from byte {})", self.place, self.number.max(1), self.begin);
        let cut = error.kind() == io::ErrorKind::UnexpectedEof;
        let what = if cut { "cut off in the middle of a record".to_owned() } else { error.to_string() };
        Error::input(place, what, "nothing behind that place was read; fetch the file again")
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = (usize, Result<Page, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Ok(Record::Other) => {}
                Ok(Record::Page(page)) => {
                    self.any = true;
                    return Some((self.number, page));
                }
                Ok(Record::None) => {
                    self.ended = true;
                    if !self.any {
                        let what = format!("no HTML page among its {} records", self.number);
                        let help = "only responses with HTML are read, not extracts of text or metadata";
                        return Some((self.number, Err(Error::input(&self.place, what, help))));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some((self.number, Err(self.broken(&error))));
                }
            }
        }
        None
    }
}

/// The page in a record's block: of a response that brought HTML, or kept without one as a resource.
fn page(head: &Fields, block: &mut impl BufRead, place: String, unpack_limit: u64) -> io::Result<Record> {
    let is = |kind: &str| head.get("WARC-Type").is_some_and(|own| own.eq_ignore_ascii_case(kind));
    let url = head.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let http;
    let fields = if is("response") && url.as_ref().is_some_and(|url| url.starts_with("http")) {
        // What is cut off here is so in the file, or the record's length is wrong; neither makes a page.
        let Some(status) = response::line(block)? else { return Ok(Record::Other) };
        let good = status.split_whitespace().nth(1).is_some_and(|code| code.len() == 3 && code.starts_with('2'));
        if !good {
            return Ok(Record::Other);
        }
        http = response::fields(block)?;
        &http
    } else if is("resource") {
        head
    } else {
        return Ok(Record::Other);
    };
    if !fields.is_html() {
        return Ok(Record::Other);
    }
    let mut bytes = Vec::new();
    block.take(response::BODY + 1).read_to_end(&mut bytes)?;
    let read = if bytes.len() as u64 > response::BODY {
        Err(response::too_long())
    } else {
        response::body(fields, bytes, unpack_limit)
    };
    let shown = url.as_deref().map_or(place.clone(), |url| format!("{place}, {url}"));
    Ok(Record::Page(match read {
        Ok(bytes) => Ok(Page { place: shown, url, charset: fields.charset(), bytes }),
        Err(what) => Err(Error::input(shown, what, "this page was left out; the others were read")),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <http://e.example/>\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn http(status: &str, kind: &str, body: &str) -> String {
        record("response", &format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}"))
    }

    fn shown(bytes: &[u8]) -> Vec<String> {
        let show = |(number, page): (usize, Result<Page, Error>)| match page {
            Ok(page) => format!("{number} {} {}", page.url.unwrap_or_default(), String::from_utf8_lossy(&page.bytes)),
            Err(error) => error.to_string(),
        };
        Pages::new(bytes, "c.warc", 100).map(show).collect()
    }

    #[test]
    fn only_pages_that_came_are_read() {
        let file = [
            record("warcinfo", "software: x\r\n"),
            http("200 OK", "text/html; charset=utf-8", "<p>a"),
            http("200 OK", "image/png", "<p>"),
            http("404 Not Found", "text/html", "<p>gone"),
            http("203 OK", "application/xhtml+xml", "<p>b"),
        ];
        assert_eq!(shown(file.concat().as_bytes()), ["2 http://e.example/ <p>a", "5 http://e.example/ <p>b"]);
    }

    #[test]
    fn a_cut_names_record_and_byte_and_what_came_before_stands() {
        let first = http("200 OK", "text/html", "<p>a");
        let file = format!("{first}{}", http("200 OK", "text/html", "<p>b"));
        for end in first.len() + 1..file.len() - 4 {
            let got = shown(&file.as_bytes()[..end]);
            let place = format!("c.warc (record 2, from byte {}): ", first.len());
            assert!(got.len() == 2 && got[1].starts_with(&place), "{end}: {got:?}");
        }
    }

    #[test]
    fn what_is_no_record_and_a_file_without_pages_are_named() {
        let got = shown(format!("{}<html>", http("200 OK", "text/html", "<p>a")).as_bytes());
        assert!(got[1].contains("no record begins where one should"), "{got:?}");
        let got = shown(record("metadata", "x").as_bytes());
        assert!(got[0].starts_with("c.warc: no HTML page among its 1 records"), "{got:?}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), length in 0_usize..400) {
            let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e\r\nContent-Length: {length}\r\n\r\n");
            let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
            let _ = shown(&[head.as_bytes(), http.as_bytes(), &bytes].concat());
            let _ = shown(&[b"WARC/1.0\r\n", bytes.as_slice()].concat());
        }
    }
}
