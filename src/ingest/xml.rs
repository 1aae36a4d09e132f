//! XML as it comes: what its root is, which line is read, names, attributes and references.

use std::io::{self, BufRead, Read};

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart};

/// Counts the line ends that are read.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    ends: usize,
}

impl<R> Lines<R> {
    /// The number of the line that is read, from 1.
    pub(super) fn line(&self) -> usize {
        self.ends + 1
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut own = self.fill_buf()?;
        let read = own.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed is in the buffer already.
        let buffer = self.reader.fill_buf().unwrap_or_default();
        self.ends += buffer.iter().take(amount).filter(|&&b| b == b'\n').count();
        self.reader.consume(amount);
    }
}

/// A pull parser that forgives what feeds and saved pages get wrong.
pub(super) fn reader<R: BufRead>(reader: R) -> Reader<Lines<R>> {
    let mut reader = Reader::from_reader(Lines { reader, ends: 0 });
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The whole name of an element.
pub(super) fn name(start: &BytesStart) -> String {
    String::from_utf8_lossy(start.name().into_inner()).into_owned()
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, by its whole name.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut all = start.html_attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    let value = String::from_utf8_lossy(&found.value).into_owned();
    Some(quick_xml::escape::unescape(&value).map(|value| value.into_owned()).unwrap_or(value))
}

/// The character of a reference; one that XML does not know is left for HTML to know.
pub(super) fn resolved(reference: &BytesRef) -> String {
    let name = String::from_utf8_lossy(reference).into_owned();
    let known = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
    let number = || reference.resolve_char_ref().ok().flatten().map(String::from);
    known.or_else(number).unwrap_or_else(|| format!("&{name};"))
}

/// The name of the root without its prefix, as far as `head` shows it.
pub(super) fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.split_once('<')?.1;
        if rest.starts_with("!--") {
            rest = rest.split_once("-->")?.1;
        } else if !rest.starts_with(['!', '?']) {
            let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            return rest.get(..end).map(local);
        }
    }
}

/// The charset that the first line of XML names.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let line = head.split(|&b| b == b'>').next()?;
    let line = String::from_utf8_lossy(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)).into_owned();
    let (_, rest) = line.trim_start().strip_prefix("<?xml")?.split_once("encoding")?;
    let label = rest.trim_start_matches(['=', ' ', '"', '\'']);
    let end = label.find(['"', '\'', '?'])?;
    Encoding::for_label(label.get(..end)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_found_behind_what_may_stand_before_it() {
        let head = "<?xml version='1.0' encoding=\"ISO-8859-1\"?><!-- <rss> --><!DOCTYPE rdf>\n<rdf:RDF xmlns='x'>";
        assert_eq!(root(head), Some("RDF"));
        assert_eq!(root("<?xml version='1.0'?>\n<urlset"), None);
        assert_eq!(declared(head.as_bytes()), Some(encoding_rs::WINDOWS_1252));
        assert_eq!(declared(b"<rss encoding='x'>"), None);
    }
}
