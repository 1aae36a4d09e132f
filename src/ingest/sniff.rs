//! What a file holds, judged by its first bytes; the extension only decides where they leave it open.

use super::columns::Columns;
use super::{table, warc};

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
    /// A crawler's file of pages.
    Warc,
    /// No text at all; what it is, where that is known.
    Binary(Option<&'static str>),
    /// Text.
    Plain,
}

/// Signatures of files that people keep beside articles.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX or EPUB"),
    (b"\x1f\x8b", "gzip inside a compressed file"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "old Word"),
    (b"PAR1", "Parquet"),
    (b"{\\rtf", "RTF"),
];

/// Tags that an HTML page, or a piece of one, starts with.
const TAGS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<article",
    "<div",
    "<meta",
    "<script",
    "<?xml",
    "<!--",
    "<title",
    "<p>",
];

/// The format of a file that starts with `head`.
pub(super) fn format(head: &[u8], extension: Option<&str>, columns: &Columns) -> Format {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Format::Binary(Some(name));
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
    if TAGS.iter().any(|tag| start.starts_with(tag)) {
        return Format::Html;
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
        check(" \r\n\u{feff}", "txt", Format::Plain);
        check(" \r\n", "txt", Format::Empty);
    }

    #[test]
    fn text_with_a_stray_nul_is_text_and_a_picture_is_not() {
        check("Ministers met in Geneva\0 on Friday.", "txt", Format::Plain);
        assert_eq!(format(b"\x89PNG\r\n\x1a\n", Some("txt"), &known()), Format::Binary(Some("PNG")));
        assert_eq!(format(&[0, 1, 2, 3, 0, 0, 65], None, &known()), Format::Binary(None));
    }
}
