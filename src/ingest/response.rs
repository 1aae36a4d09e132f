//! HTTP responses as crawlers keep them: head, charset, and the body as the server meant it.

use std::io::{self, BufRead, Cursor, Read};

use crate::store;

/// Longest line of a head, in bytes.
const LINE: u64 = 1 << 16;
/// Most lines of a head.
const LINES: usize = 1000;
/// A longer body is no article, in bytes.
pub(super) const BODY: u64 = 32 << 20;

/// Names and values, in their order.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value under a name, whose case does not matter; the first of several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether `Content-Type` names HTML.
    pub(super) fn is_html(&self) -> bool {
        let kind = self.get("Content-Type").and_then(|value| value.split(';').next()).unwrap_or_default().trim();
        ["text/html", "application/xhtml+xml"].iter().any(|html| kind.eq_ignore_ascii_case(html))
    }

    /// The charset that `Content-Type` names.
    pub(super) fn charset(&self) -> Option<String> {
        self.parameter("Content-Type", "charset")
    }

    /// A parameter behind the value under a name: the `x` of `text/html; charset=x`.
    pub(super) fn parameter(&self, name: &str, wanted: &str) -> Option<String> {
        let mut parts = self.get(name)?.split(';').skip(1).filter_map(|part| part.split_once('='));
        let (_, value) = parts.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
        Some(value.trim().trim_matches(['"', '\'']).to_owned())
    }
}

/// One line without its end; `None` behind the last.
///
/// # Errors
/// When reading fails or the line is longer than any head has.
pub(super) fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if reader.take(LINE).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 == LINE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a line of a head without an end"));
    }
    Ok(Some(String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned()))
}

/// The fields up to the blank line behind them; a line that begins with white space goes on with the one before.
///
/// # Errors
/// When reading fails, the input ends before the blank line, or there are more lines than any head has.
pub(super) fn fields(reader: &mut impl BufRead) -> io::Result<Fields> {
    let mut fields = Fields::default();
    for _ in 0..LINES {
        let line = line(reader)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        if line.is_empty() {
            return Ok(fields);
        }
        match (line.split_once(':'), fields.0.last_mut()) {
            (_, Some((_, value))) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (Some((name, value)), _) => fields.0.push((name.trim().to_owned(), value.trim().to_owned())),
            (None, _) => {}
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidData, "a head without an end"))
}

/// The body without chunks and unpacked. Many crawlers undo both and leave the head as it was, so the bytes decide.
///
/// # Errors
/// What is wrong with it.
pub(super) fn body(fields: &Fields, bytes: Vec<u8>, unpack_limit: u64) -> Result<Vec<u8>, String> {
    let says = |name: &str, what: &str| fields.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(what));
    let bytes = if says("Transfer-Encoding", "chunked") { joined(bytes)? } else { bytes };
    let markup = bytes.trim_ascii_start().strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    for packing in ["br", "deflate", "compress"] {
        if says("Content-Encoding", packing) && !markup.starts_with(b"<") {
            return Err(format!("a page packed with `{packing}`"));
        }
    }
    let mut body = Vec::new();
    let reader = store::unpacked(Box::new(Cursor::new(bytes)), unpack_limit).map_err(|error| error.to_string())?;
    reader.take(BODY + 1).read_to_end(&mut body).map_err(|error| error.to_string())?;
    if body.len() as u64 > BODY { Err(too_long()) } else { Ok(body) }
}

/// What is said of a body that no article has.
pub(super) fn too_long() -> String {
    format!("a page of more than {} MiB", BODY >> 20)
}

/// A body of chunks as one; bytes that do not begin with the size of a chunk are handed back.
fn joined(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let (mut body, mut rest) = (Vec::new(), bytes.as_slice());
    let mut first = true;
    loop {
        match chunk(rest) {
            Some((&[], _)) => return Ok(body),
            Some((chunk, behind)) => {
                body.extend_from_slice(chunk);
                rest = behind;
            }
            None if first && size(rest).is_none() => return Ok(bytes),
            None => return Err("a page whose chunks break off".to_owned()),
        }
        first = false;
    }
}

/// The first chunk and what is behind it.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, rest) = size(bytes)?;
    let (chunk, rest) = rest.split_at_checked(size)?;
    Some((chunk, rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest)))
}

/// The size of a chunk and what is behind its line.
fn size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().position(|&b| b == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
    Some((size, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, bytes: &[u8]) -> Result<String, String> {
        let fields = fields(&mut format!("{head}\r\n\r\n").as_bytes()).unwrap();
        body(&fields, bytes.to_vec(), store::UNPACK_LIMIT).map(|body| String::from_utf8(body).unwrap())
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let head = "Transfer-Encoding: Chunked";
        assert_eq!(read(head, b"3;x=y\r\n<p>\r\nA\r\n0123456789\r\n0\r\n\r\n").unwrap(), "<p>0123456789");
        assert_eq!(read(head, b"<p>\nplain").unwrap(), "<p>\nplain");
        assert_eq!(read(head, b"3\r\n<p>\r\nA\r\n0123").unwrap_err(), "a page whose chunks break off");
        assert_eq!(read(head, b"ffffffffffffffff\r\n<p>").unwrap_err(), "a page whose chunks break off");
    }

    #[test]
    fn a_packing_that_is_not_read_is_named_unless_it_was_undone() {
        assert_eq!(read("Content-Encoding: br", b"\x0b\x02\x80").unwrap_err(), "a page packed with `br`");
        assert_eq!(read("Content-Encoding: br", b" <p>").unwrap(), " <p>");
    }

    #[test]
    fn a_type_tells_html_and_charset() {
        let fields = fields(&mut &b"content-type: Text/HTML;\r\n charset=\"windows-1252\"\r\n\r\n"[..]).unwrap();
        assert!(fields.is_html());
        assert_eq!(fields.charset().as_deref(), Some("windows-1252"));
    }
}
