//! EPUBs, as readers of news save them: the documents of a book in reading order, each with an article of its own.

use quick_xml::events::Event;

use super::escapes::unescaped;
use super::html::Source;
use super::package::{self, Archive};
use super::{Record, dates, html, language, outlet, xml};
use crate::base::Error;
use crate::matching::Engine;

/// A book with more documents is refused.
const MOST: usize = 5000;

/// The articles of a book, each with the number of its document, from 1.
pub(super) struct Book<'e> {
    archive: Archive,
    place: String,
    engine: &'e Engine,
    explain: bool,
    about: About,
    number: usize,
    any: bool,
    ended: bool,
}

/// What a book says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct About {
    publisher: Option<String>,
    date: Option<String>,
    lang: Option<String>,
    /// The names of its documents, in reading order.
    documents: Vec<String>,
}

impl<'e> Book<'e> {
    /// The articles of an archive; `place` names it in messages, `explain` asks what the extraction left out.
    ///
    /// # Errors
    /// When it does not say what it holds.
    pub(super) fn new(mut archive: Archive, place: &str, explain: bool, engine: &'e Engine) -> Result<Self, Error> {
        let refuse = |what: String| Error::input(place, what, "fetch or convert the book again");
        let container = package::part(&mut archive, "META-INF/container.xml").map_err(refuse)?;
        let index = index(&container).ok_or_else(|| refuse("a book that names no contents".to_owned()))?;
        let about = about(&package::part(&mut archive, &index).map_err(refuse)?, &index);
        if about.documents.len() > MOST {
            return Err(refuse(format!("a book of more than {MOST} documents")));
        }
        Ok(Book { archive, place: place.to_owned(), engine, explain, about, number: 0, any: false, ended: false })
    }

    fn document(&mut self, name: &str) -> Result<Record, Error> {
        let place = format!("{} ({name})", self.place);
        let html = package::part(&mut self.archive, name);
        let html = html.map_err(|what| Error::input(&place, what, "the other parts of the book were read"))?;
        let source = Source { bytes: html.as_bytes(), place: &place, explain: self.explain, ..Source::default() };
        let mut record = html::page(source, self.engine)?;
        let article = &mut record.article;
        let publisher = article.outlet.take().or_else(|| self.about.publisher.clone());
        article.outlet = outlet::of_site(publisher, article.url.as_deref(), self.engine.rules());
        article.date = article.date.take().or_else(|| self.about.date.clone());
        article.lang = article.lang.take().or_else(|| self.about.lang.clone());
        Ok(record)
    }
}

impl Iterator for Book<'_> {
    type Item = (usize, Result<Record, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(name) = self.about.documents.get(self.number).cloned() {
            self.number += 1;
            let found = self.document(&name);
            // Covers and tables of contents have no article.
            let is_empty = matches!(&found, Err(Error::Input { what, .. }) if what == html::NO_ARTICLE);
            if !is_empty {
                self.any = true;
                return Some((self.number, found));
            }
        }
        if self.any || std::mem::replace(&mut self.ended, true) {
            return None;
        }
        let what = format!("no article in the {} documents of this book", self.number);
        Some((self.number + 1, Err(Error::input(&self.place, what, "check that it is not locked to one reader"))))
    }
}

/// The name of the part that lists the contents.
fn index(container: &str) -> Option<String> {
    let mut reader = xml::reader(container.as_bytes());
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) | Event::Empty(start) if xml::local(&xml::name(&start)) == "rootfile" => {
                return inside("", &xml::attribute(&start, "full-path")?);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What the list of contents says; what is broken in it is left out.
fn about(contents: &str, name: &str) -> About {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut about = About::default();
    let mut items: Vec<(String, String)> = Vec::new();
    let mut reader = xml::reader(contents.as_bytes());
    let (mut buffer, mut open) = (Vec::new(), String::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let name = xml::name(&start);
                let local = xml::local(&name).to_owned();
                let of = |attribute| xml::attribute(&start, attribute);
                let is_page = of("media-type").is_some_and(|kind| kind.contains("html"));
                match local.as_str() {
                    "item" if is_page => items.extend(of("id").zip(of("href").and_then(|to| inside(folder, &to)))),
                    "itemref" => {
                        let to = of("idref").and_then(|id| items.iter().find(|(own, _)| *own == id));
                        about.documents.extend(to.map(|(_, name)| name.clone()));
                    }
                    _ => {}
                }
                open = local;
            }
            Ok(Event::Text(text)) => {
                let text = String::from_utf8_lossy(&text).trim().to_owned();
                let field = match open.as_str() {
                    "publisher" => &mut about.publisher,
                    "date" => &mut about.date,
                    "language" => &mut about.lang,
                    _ => continue,
                };
                *field = field.take().or(Some(text).filter(|text| !text.is_empty()));
            }
            Ok(Event::End(_)) => open.clear(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    about.date = about.date.and_then(|date| dates::published(&date));
    about.lang = about.lang.and_then(|lang| language::of_tag(&lang));
    about
}

/// The name in the archive that an address in `folder` leads to; `None` when it leads out of the archive.
fn inside(folder: &str, to: &str) -> Option<String> {
    let to = to.split('#').next()?;
    let mut parts: Vec<String> = folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(String::from_utf8_lossy(&unescaped(part.as_bytes(), b'%')).into_owned()),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_of_the_spine_are_read_in_order() {
        let contents = "<package><metadata><dc:publisher>The Echo</dc:publisher><dc:date>2024-03-01</dc:date><dc:language>en-GB</dc:language></metadata>\
            <manifest><item id='a' href='Text/a%20b.xhtml#top' media-type='application/xhtml+xml'/><item id='p' href='p.png' media-type='image/png'/>\
            <item id='c' href='../c.html' media-type='text/html'/><item id='x' href='../../etc/passwd' media-type='text/html'/></manifest>\
            <spine><itemref idref='c'/><itemref idref='a'/><itemref idref='p'/><itemref idref='x'/></spine></package>";
        let want = About {
            publisher: Some("The Echo".to_owned()),
            date: Some("2024-03-01".to_owned()),
            lang: Some("en".to_owned()),
            documents: vec!["c.html".to_owned(), "OEBPS/Text/a b.xhtml".to_owned()],
        };
        assert_eq!(about(contents, "OEBPS/content.opf"), want);
        let container = "<container><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>";
        assert_eq!(index(container).as_deref(), Some("OEBPS/content.opf"));
        assert_eq!(index("<rootfile full-path='../x.opf'/>"), None);
    }
}
