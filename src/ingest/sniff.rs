//! What a file holds, judged by its first bytes; the extension only decides where they leave it open.

use super::columns::Columns;
use super::{feed, mhtml, table, warc, xml};

/// How many bytes are looked at.
pub(super) const HEAD: usize = 8192;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing but white space.
    Empty,
    /// One JSON object a line.
    JsonLines,
    /// A JSON array, or one object over several lines.
    Json,
    /// A table with a line of names, and what parts its fields.
    Table(u8),
    /// An HTML page.
    Html,
    /// RSS or Atom.
    Feed,
    /// XML of another kind.
    Xml,
    /// A crawler's file of pages.
    Warc,
    /// A page saved as one file.
    Message,
    /// A ZIP archive: a document, a book, or neither.
    Zip,
    /// Rows of articles, column by column.
    #[cfg(feature = "parquet")]
    Parquet,
    /// No text at all; what it is and what to do, where that is known.
    Binary(Option<(&'static str, &'static str)>),
    /// Text.
    Plain,
}

/// What to do with a picture.
const PICTURE: &str = "type the text of the article, or let a program recognise it, and save that";
/// What to do with a document of an old kind.
const OLD: &str = "open it in a word processor and save it as DOCX or as text";

/// Signatures of files that people keep beside articles: what they are, and what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "PDF", "save the page itself, or copy the text out of it: pdftotext FILE.pdf FILE.txt"),
    (b"\x1f\x8b", "gzip inside a compressed file", "unpack it once more"),
    (b"\x89PNG", "PNG", PICTURE),
    (b"\xff\xd8\xff", "JPEG", PICTURE),
    (b"GIF8", "GIF", PICTURE),
    (b"\xd0\xcf\x11\xe0", "old Office", OLD),
    (b"{\\rtf", "RTF", OLD),
    #[cfg(not(feature = "parquet"))]
    (b"PAR1", "Parquet", "this build does not read it: build with `--features parquet`, or export it as JSON Lines"),
    (b"bplist00", "Safari web archive", "save the page as HTML source instead"),
];

/// Tags that an HTML page, or a piece of one, starts with.
const TAGS: &[&str] =
    &["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta", "<script", "<!--", "<title", "<p>"];

/// The format of a file that starts with `head`.
pub(super) fn format(head: &[u8], extension: Option<&str>, columns: &Columns) -> Format {
    if let Some((_, name, help)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Format::Binary(Some((name, help)));
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return Format::Parquet;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Format::Zip;
    }
    if head.starts_with(warc::MAGIC) {
        return Format::Warc;
    }
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if body.is_empty() {
        return Format::Empty;
    }
    let controls = body.iter().filter(|&&b| b < 0x20 && !b"\t\n\r\x0c\x1b".contains(&b)).count();
    if controls * 10 > body.len() {
        return Format::Binary(None);
    }
    let start = String::from_utf8_lossy(body.get(..64).unwrap_or(body)).to_ascii_lowercase();
    if body.starts_with(b"<") {
        let text = String::from_utf8_lossy(body);
        let root = xml::root(&text).unwrap_or_default();
        if feed::ROOTS.contains(&root) {
            return Format::Feed;
        }
        if start.starts_with("<?xml") {
            let known = TAGS.iter().any(|tag| tag.trim_matches(['<', '>']).eq_ignore_ascii_case(root));
            return if known || root.is_empty() { Format::Html } else { Format::Xml };
        }
    }
    if TAGS.iter().any(|tag| start.starts_with(tag)) {
        return Format::Html;
    }
    if mhtml::is_message(body) {
        return Format::Message;
    }
    if let Some(delimiter) = table::delimiter(body, extension, columns) {
        return Format::Table(delimiter);
    }
    let json = extension.is_some_and(|e| ["json", "jsonl", "ndjson"].iter().any(|j| e.eq_ignore_ascii_case(j)));
    let after = |bytes: &[u8]| bytes.trim_ascii_start().first().copied();
    match body {
        [b'{', rest @ ..] if json || matches!(after(rest), Some(b'"' | b'}') | None) => {
            let first_line = body.split(|&b| b == b'\n').next().unwrap_or_default();
            if first_line.trim_ascii() == b"{" { Format::Json } else { Format::JsonLines }
        }
        [b'[', rest @ ..] if json || matches!(after(rest), Some(b'{')) => Format::Json,
        _ if json => Format::JsonLines,
        _ => Format::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Columns {
        Columns::new(&std::collections::BTreeMap::new())
    }

    #[track_caller]
    fn check(head: &str, extension: &str, expect: Format) {
        assert_eq!(format(head.as_bytes(), Some(extension), &known()), expect);
    }

    #[test]
    fn content_decides_before_the_extension() {
        check("{\"text\": \"a\"}\n", "txt", Format::JsonLines);
        check("\u{feff} [{\"text\": \"a\"}]", "txt", Format::Json);
        check("{\n  \"text\": \"a\"\n}", "json", Format::Json);
        check("Ministers met.", "txt", Format::Plain);
        check("[Photo] Ministers met.", "txt", Format::Plain);
        check("{sic} he wrote", "txt", Format::Plain);
        check("not json", "jsonl", Format::JsonLines);
        check("\n<!DOCTYPE HTML><p>", "txt", Format::Html);
        check("<?xml version='1.0'?><!DOCTYPE html><html>", "txt", Format::Html);
        check("\u{feff}<?xml version='1.0'?>\n<!-- x --><feed xmlns='x'>", "txt", Format::Feed);
        check("<rss version='2.0'>", "html", Format::Feed);
        check("<?xml version='1.0'?><urlset>", "html", Format::Xml);
        check(" \r\n\u{feff}", "txt", Format::Plain);
        check(" \r\n", "txt", Format::Empty);
    }

    #[test]
    fn text_with_a_stray_nul_is_text_and_a_picture_is_not() {
        check("Ministers met in Geneva\0 on Friday.", "txt", Format::Plain);
        check("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>", "txt", Format::Message);
        assert_eq!(format(b"\x89PNG\r\n\x1a\n", Some("txt"), &known()), Format::Binary(Some(("PNG", PICTURE))));
        assert_eq!(format(&[0, 1, 2, 3, 0, 0, 65], None, &known()), Format::Binary(None));
    }
}
