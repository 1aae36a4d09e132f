//! Pages saved as one file (`.mhtml`, `.mht`): a MIME message (RFC 2557) whose first HTML part is the page.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::escapes::unescaped;
use super::response::{self, Fields};

/// How deep parts may stand in parts.
const DEPTH: usize = 4;

/// The page of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Saved {
    /// Where it was saved from.
    pub url: Option<String>,
    /// The charset that its part names.
    pub charset: Option<String>,
    /// The page.
    pub bytes: Vec<u8>,
    /// Whether it goes on to the end of the file, where something should end it.
    pub cut: bool,
}

/// Whether a file that starts with `head` is a message that holds a page: fields, one of which names the version of MIME.
pub(super) fn is_message(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let fields = text.split("\n\r\n").next().and_then(|head| head.split("\n\n").next()).unwrap_or_default();
    let is_field = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        line.starts_with([' ', '\t'])
            || (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let lower = fields.to_ascii_lowercase();
    let says = |what: &str| lower.contains(what);
    fields.lines().take(3).all(is_field)
        && (says("mime-version:") || says("snapshot-content-location:"))
        && (says("multipart/") || says("text/html"))
}

/// The page of a message.
///
/// # Errors
/// What is wrong with it.
pub(super) fn page(mut bytes: &[u8]) -> Result<Saved, String> {
    let fields = response::fields(&mut bytes).map_err(|_| "a saved page whose head breaks off".to_owned())?;
    let mut saved = part(&fields, bytes, true, DEPTH).ok_or("a saved page without an HTML part")?;
    let whole = fields.get("Snapshot-Content-Location").filter(|url| url.starts_with("http"));
    saved.url = whole.map(str::to_owned).or(saved.url);
    Ok(saved)
}

/// The page in a part, which `last`s to the end of the file or is ended by something.
fn part(fields: &Fields, body: &[u8], last: bool, depth: usize) -> Option<Saved> {
    let depth = depth.checked_sub(1)?;
    let kind = fields.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/") {
        let boundary = fields.parameter("Content-Type", "boundary")?;
        return parts(body, &boundary).into_iter().find_map(|(mut inner, ended)| {
            let fields = response::fields(&mut inner).ok()?;
            part(&fields, inner, last && !ended, depth)
        });
    }
    if !fields.is_html() {
        return None;
    }
    let packed = fields.get("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match packed.as_str() {
        "base64" => unpacked(body),
        "quoted-printable" => unquoted(body),
        _ => body.to_vec(),
    };
    let url = fields.get("Content-Location").filter(|url| url.starts_with("http")).map(str::to_owned);
    // Without parts the file's end is the page's.
    Some(Saved { url, charset: fields.charset(), bytes, cut: last && depth + 1 < DEPTH })
}

/// What stands between the lines of a boundary, and whether such a line ends it.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<(&'b [u8], bool)> {
    let (mut found, mut from, mut at) = (Vec::new(), None, 0);
    let mut rest = body;
    let mut line = Vec::new();
    loop {
        line.clear();
        let Ok(read) = rest.read_until(b'\n', &mut line) else { break };
        if read == 0 {
            break;
        }
        let mark = line.trim_ascii_end().strip_prefix(b"--").and_then(|mark| mark.strip_prefix(boundary.as_bytes()));
        if let Some(mark) = mark.filter(|mark| mark.is_empty() || *mark == b"--") {
            found.extend(from.and_then(|from| body.get(from..at)).map(|part| (part, true)));
            from = mark.is_empty().then_some(at + read);
        }
        at += read;
    }
    found.extend(from.and_then(|from| body.get(from..)).map(|part| (part, false)));
    found
}

/// Base64 with line ends, up to where it breaks off.
fn unpacked(body: &[u8]) -> Vec<u8> {
    let mut signs: Vec<u8> = body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    let sound = signs.iter().position(|b| !b.is_ascii_alphanumeric() && !b"+/=".contains(b)).unwrap_or(signs.len());
    signs.truncate(sound);
    let whole = signs.len() / 4 * 4;
    STANDARD.decode(signs.get(..whole).unwrap_or_default()).unwrap_or_default()
}

/// Quoted-printable (RFC 2045); what is no escape stands for itself.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|&b| b == b'\n') {
        let mut rest = line.trim_ascii_end();
        let soft = rest.last() == Some(&b'=');
        if soft {
            rest = rest.get(..rest.len() - 1).unwrap_or_default();
        }
        bytes.extend(unescaped(rest, b'='));
        if !soft && line.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.example/1\r\nSubject: Bridge\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_b\"\r\n\r\n";

    #[test]
    fn the_first_html_part_is_the_page() {
        let image = "----=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
        let page_of = |kind: &str, body: &str| {
            format!(
                "----=_b\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: {kind}\r\n\r\n{body}\r\n"
            )
        };
        let quoted = page_of("quoted-printable", "<p>caf=E9=\r\n =3D a=zz</p>");
        let packed = page_of("base64", "PHA+Y2Fm\r\n6SA9IGE9eno8L3A+");
        for (one, text) in [(&quoted, &b"<p>caf\xe9 = a=zz</p>\n"[..]), (&packed, b"<p>caf\xe9 = a=zz</p>")] {
            let file = format!("{HEAD}\r\n{image}{one}{image}----=_b--\r\n");
            assert!(is_message(file.as_bytes()));
            let saved = page(file.as_bytes()).unwrap();
            assert_eq!(String::from_utf8_lossy(&saved.bytes), String::from_utf8_lossy(text));
            assert_eq!((saved.url.as_deref(), saved.cut), (Some("https://e.example/1"), false));
            assert_eq!(saved.charset.as_deref(), Some("windows-1252"));
        }
        let file = format!("{HEAD}{quoted}");
        assert!(page(file.as_bytes()).unwrap().cut);
        assert_eq!(page(format!("{HEAD}{image}").as_bytes()).unwrap_err(), "a saved page without an HTML part");
    }

    #[test]
    fn parts_in_parts_and_a_page_alone_are_read() {
        let inner = "--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\nno\n--y\nContent-Type: text/html\n\n<p>a\n--y--\n--x--\n";
        let file = format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{inner}");
        assert_eq!(page(file.as_bytes()).unwrap().bytes, b"<p>a\n");
        let alone = page(b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>a").unwrap();
        assert_eq!((alone.bytes.as_slice(), alone.cut), (&b"<p>a"[..], false));
    }

    #[test]
    fn prose_is_no_message() {
        assert!(!is_message(b"The minister said: no.\n\nMIME-Version: 1.0 and text/html were named."));
        assert!(!is_message(b"Date: 1 March\nTo: all\n\nText/html."));
    }

    proptest::proptest! {
        #[test]
        fn any_message_ends(body in "[-b_=A\n\r: /]{0,120}") {
            let _ = page(format!("{HEAD}{body}").as_bytes());
            let _ = page(body.as_bytes());
        }
    }
}
