//! Files that are ZIP archives inside: word processors' documents and electronic books.
//!
//! Parts are looked up by name in the archive; nothing is written, so that no name can lead out of it.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml;

/// A longer part is no article, in bytes.
const PART: u64 = 32 << 20;
/// A longer file is not unpacked, in bytes.
pub(super) const LONGEST: u64 = 512 << 20;

/// An archive in memory.
pub(super) type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// What an archive is.
pub(super) enum Package {
    /// A DOCX document: its text, one paragraph a block, and the title it is filed under.
    Document(String, Option<String>),
    /// An EPUB.
    Book(Archive),
}

/// What an archive holds.
///
/// # Errors
/// What is wrong with it, and what to do.
pub(super) fn open(bytes: Vec<u8>) -> Result<Package, (String, &'static str)> {
    let damaged = |error: ZipError| (format!("a damaged or cut off ZIP archive ({error})"), "fetch or save it again");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let has = |archive: &Archive, name: &str| archive.index_for_name(name).is_some();
    if has(&archive, "word/document.xml") {
        let broken = |what| (what, "open it in a word processor and save it again");
        let document = part(&mut archive, "word/document.xml").map_err(broken)?;
        let title = part(&mut archive, "docProps/core.xml").ok().and_then(|core| filed_title(&core));
        return paragraphs(&document).map(|text| Package::Document(text, title)).map_err(broken);
    }
    if has(&archive, "META-INF/container.xml") {
        return Ok(Package::Book(archive));
    }
    let open_document = has(&archive, "content.xml") && has(&archive, "mimetype");
    Err(if open_document {
        ("an OpenDocument file".to_owned(), "open it in a word processor and save it as DOCX or as text")
    } else if has(&archive, "[Content_Types].xml") {
        ("an Office file without a text document".to_owned(), "save the text as DOCX, or a table as CSV")
    } else {
        ("a ZIP archive".to_owned(), "unpack it and name the folder")
    })
}

/// A part of an archive as text.
///
/// # Errors
/// When there is none of that name, it is damaged, encrypted, or too long.
pub(super) fn part(archive: &mut Archive, name: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let found = archive.by_name(name).map_err(|error| format!("its part `{name}` cannot be read ({error})"))?;
    found.take(PART + 1).read_to_end(&mut bytes).map_err(|error| format!("its part `{name}` is damaged ({error})"))?;
    if bytes.len() as u64 > PART {
        return Err(format!("its part `{name}` has more than {} MiB", PART >> 20));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => super::html::decode(error.as_bytes(), None),
    })
}

/// The paragraphs of a document's main part, those of tables among them; deleted text and what stands in for pictures left out.
fn paragraphs(document: &str) -> Result<String, String> {
    let mut reader = xml::reader(document.as_bytes());
    let (mut paragraphs, mut line) = (Vec::<String>::new(), String::new());
    let (mut inside, mut skipped, mut whole, mut buffer) = (false, 0_usize, false, Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let event = event.map_err(|error| format!("its text breaks off or is damaged ({error})"))?;
        let name = match &event {
            Event::Start(start) | Event::Empty(start) => xml::name(start),
            Event::End(end) => String::from_utf8_lossy(end.name().into_inner()).into_owned(),
            _ => String::new(),
        };
        let local = xml::local(&name);
        // The same text box for older programs; text taken out with changes tracked.
        let is_other = matches!(local, "Fallback" | "del" | "moveFrom");
        match event {
            Event::Eof if whole => break,
            Event::Eof => return Err("its text breaks off".to_owned()),
            Event::End(_) if local == "document" => whole = true,
            Event::Start(_) if is_other => skipped += 1,
            Event::End(_) if is_other => skipped = skipped.saturating_sub(1),
            _ if skipped > 0 => {}
            Event::Start(_) if local == "t" => inside = true,
            Event::End(_) if local == "t" => inside = false,
            Event::Empty(_) if matches!(local, "tab" | "ptab") => line.push(' '),
            Event::Empty(_) if matches!(local, "br" | "cr") => line.push('\n'),
            Event::Empty(_) if local == "noBreakHyphen" => line.push('-'),
            Event::End(_) if local == "p" => paragraphs.push(std::mem::take(&mut line).trim().to_owned()),
            Event::Text(text) if inside => line.push_str(&String::from_utf8_lossy(&text)),
            Event::GeneralRef(reference) if inside => line.push_str(&xml::resolved(&reference)),
            _ => {}
        }
    }
    paragraphs.push(line);
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    Ok(paragraphs.join("\n\n"))
}

/// The title among a document's properties.
fn filed_title(core: &str) -> Option<String> {
    let (_, rest) = core.split_once("<dc:title")?;
    let (title, _) = rest.split_once('>')?.1.split_once("</dc:title>")?;
    let title = quick_xml::escape::unescape(title).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_those_a_reader_sees() {
        let document = "<w:document><w:body><w:p><w:pPr><w:tab/></w:pPr><w:r><w:t>The caf&#233; </w:t><w:tab/><w:t>was</w:t></w:r>\
            <w:del><w:r><w:delText>never</w:delText><w:t>not</w:t></w:r></w:del><w:r><w:t xml:space='preserve'> A &amp; B.</w:t></w:r></w:p><w:p/>\
            <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
        assert_eq!(paragraphs(document).unwrap(), "The café  was A & B.\n\nBox\n\ncell");
        assert!(paragraphs("<w:p><w:t>cut</w:t").unwrap_err().starts_with("its text breaks off"));
        assert_eq!(filed_title("<x><dc:title>A &amp;\n B</dc:title></x>").as_deref(), Some("A & B"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_opened_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = open([b"PK\x03\x04", bytes.as_slice()].concat());
        }
    }
}
