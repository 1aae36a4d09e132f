//! The characters of a page: byte order mark, then what header and page declare, then what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into the page its declaration is looked for.
const HEAD: usize = 4096;
/// UTF-8 with fewer errors is damaged UTF-8, not another encoding.
const ERRORS: usize = 4;

/// The bytes of a page as text, without NULs; `header` is the charset that the server named. Never fails: what no encoding knows becomes U+FFFD.
pub fn decode(bytes: &[u8], header: Option<&str>) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        // Browsers save pages in UTF-8 and leave the old declaration in them.
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => {
                let declared =
                    header.and_then(|label| Encoding::for_label(label.trim().as_bytes())).or_else(|| declared(bytes));
                let text = declared.unwrap_or_else(|| detected(bytes)).decode_without_bom_handling(bytes).0;
                let damaged = declared == Some(UTF_8) && text.matches('\u{fffd}').count() >= ERRORS;
                if damaged { detected(bytes).decode_without_bom_handling(bytes).0 } else { text }
            }
        },
    };
    text.replace('\0', "")
}

/// The encoding that a `meta` element names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let encoding = head.match_indices("charset=").find_map(|(at, name)| {
        let label = head.get(at + name.len()..)?.trim_start_matches(['"', '\'', ' ']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).unwrap_or(label.len());
        Encoding::for_label(label.get(..end)?.as_bytes())
    })?;
    // Who could read the declaration does not read UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], header: Option<&str>, expect: &str) {
        assert_eq!(decode(bytes, header), expect);
    }

    #[test]
    fn mark_then_header_then_meta_then_the_bytes_decide() {
        check(b"\xff\xfe<\0p\0>\0\xe9\0", Some("windows-1251"), "<p>é");
        check(b"caf\xe9", Some("windows-1252"), "café");
        check(b"<meta charset='windows-1251'>\xcc\xe8\xf0", None, "<meta charset='windows-1251'>Мир");
        check(b"<meta charset='windows-1251'>caf\xe9", Some("windows-1252"), "<meta charset='windows-1251'>café");
        check("<meta charset=windows-1252>café".as_bytes(), Some("windows-1252"), "<meta charset=windows-1252>café");
        check(
            b"The caf\xe9 on the quay was closed, Mr. Andr\xe9 said.",
            None,
            "The café on the quay was closed, Mr. André said.",
        );
        check(b"a\0b", None, "ab");
    }
}
