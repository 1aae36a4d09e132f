//! RSS (0.9 to 2.0, RDF) and Atom: their items, one after another, as people's feeds are: cut off, with entities that nobody
//! declared, with markup that is not escaped.
//!
//! The pull parser of the tree is used, not a library for feeds: those read whole feeds or none, say no place, and bring fifty
//! packages along.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml::{self, Lines};
use super::{Record, html};
use crate::base::Error;
use crate::matching::Engine;

/// An item of a feed, as it stands there: entities resolved once, markup kept.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// The headline.
    pub title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// When it was published, else changed.
    pub date: Option<String>,
    /// Where the article is.
    pub url: Option<String>,
    /// Who published it: the item's source, else the feed.
    pub outlet: Option<String>,
    /// The whole of it, else the summary; HTML or plain.
    pub body: String,
}

/// What an element of an item holds, the better one of a kind first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Title,
    Creator,
    Author,
    Published,
    Updated,
    Original,
    Link,
    Guid,
    Source,
    Content,
    Summary,
}

/// Elements by the names that feeds give them.
const FIELDS: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("dc:title", Field::Title),
    ("dc:creator", Field::Creator),
    ("author", Field::Author),
    ("pubDate", Field::Published),
    ("published", Field::Published),
    ("issued", Field::Published),
    ("dc:date", Field::Published),
    ("updated", Field::Updated),
    ("modified", Field::Updated),
    ("feedburner:origLink", Field::Original),
    ("link", Field::Link),
    ("guid", Field::Guid),
    ("source", Field::Source),
    ("content:encoded", Field::Content),
    ("content", Field::Content),
    ("description", Field::Summary),
    ("summary", Field::Summary),
];

/// The names of the roots of feeds.
pub(super) const ROOTS: [&str; 3] = ["rss", "feed", "RDF"];
/// Elements that hold an item.
const ITEMS: [&str; 2] = ["item", "entry"];
/// Elements whose title is the feed's.
const CHANNELS: [&str; 2] = ["channel", "feed"];

/// The items of a feed, each with its number from 1.
pub(super) struct Feed<R> {
    reader: Reader<Lines<R>>,
    place: String,
    title: Option<String>,
    /// The elements that are open around what is read.
    path: Vec<String>,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Feed<R> {
    /// Items of `reader`, which is UTF-8; `place` names it in messages.
    pub(super) fn new(reader: R, place: &str) -> Self {
        let reader = xml::reader(reader);
        Feed { reader, place: place.to_owned(), title: None, path: Vec::new(), number: 0, ended: false }
    }

    /// The next item; `None` behind the last.
    fn item(&mut self) -> quick_xml::Result<Option<Item>> {
        let mut buffer = Vec::new();
        let mut item: Option<Vec<(Field, String)>> = None;
        let mut open: Option<Open> = None;
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer)?;
            if let Some(field) = open.as_mut() {
                if field.take(&event) {
                    if let Some(Open { field, text, .. }) = open.take() {
                        match (&mut item, field) {
                            (Some(fields), Some(field)) => fields.push((field, text)),
                            _ => self.title = self.title.take().or(Some(text)),
                        }
                    }
                } else if matches!(event, Event::Eof) {
                    return Ok(None);
                }
                continue;
            }
            match event {
                Event::Start(start) | Event::Empty(start) if item.is_some() && is_empty(&start) => {
                    let address = reference(&start);
                    item.iter_mut().for_each(|fields| fields.extend(address.clone().map(|to| (Field::Link, to))));
                }
                Event::Start(start) => {
                    let name = xml::name(&start);
                    let local = xml::local(&name);
                    if item.is_none() && ITEMS.contains(&local) {
                        item = Some(Vec::new());
                        self.number += 1;
                    } else if item.is_some() {
                        open = Some(Open::new(&name, field(&name)));
                    } else if local == "title" && self.path.last().is_some_and(|p| CHANNELS.contains(&p.as_str())) {
                        open = Some(Open::new(&name, None));
                    } else {
                        self.path.push(local.to_owned());
                    }
                }
                Event::End(end) => {
                    let name = String::from_utf8_lossy(end.name().into_inner()).into_owned();
                    let local = xml::local(&name);
                    if let Some(fields) = item.take_if(|_| ITEMS.contains(&local)) {
                        return Ok(Some(made(fields, self.title.as_deref())));
                    }
                    if let Some(at) = self.path.iter().rposition(|open| open == local) {
                        self.path.truncate(at);
                    }
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn failed(&self, error: Option<&quick_xml::Error>) -> Error {
        let place = format!("{}:{}", self.place, self.reader.get_ref().line());
        let at = format!("at item {}", self.number.max(1));
        let (what, help) = match error {
            Some(quick_xml::Error::Io(source)) => {
                return Error::io(place, std::io::Error::new(source.kind(), source.to_string()));
            }
            Some(quick_xml::Error::Syntax(_)) | None => (format!("the feed is cut off {at}"), "fetch it again"),
            Some(error) => (format!("not a whole feed {at}: {error}"), "mend or fetch it again"),
        };
        Error::input(place, what, format!("{help}; the items before that place were read"))
    }
}

impl<R: BufRead> Iterator for Feed<R> {
    type Item = (usize, Result<Item, Error>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let before = self.number;
        let error = match self.item() {
            Ok(Some(item)) => return Some((self.number, Ok(item))),
            Ok(None) if self.number == 0 && self.path.is_empty() => {
                Error::input(&self.place, "a feed without items", "fetch it again, or name another")
            }
            // The root was closed behind the last item.
            Ok(None) if self.number == before && self.path.is_empty() => return None,
            Ok(None) => self.failed(None),
            Err(error) => self.failed(Some(&error)),
        };
        self.ended = true;
        Some((self.number.max(1), Err(error)))
    }
}

/// The articles of a feed's items. Those without a text are counted, and said behind the last.
pub(super) fn articles(
    feed: impl Iterator<Item = (usize, Result<Item, Error>)>,
    place: String,
    engine: &Engine,
) -> impl Iterator<Item = (usize, Result<(Record, Vec<Error>), Error>)> {
    let (mut all, mut bare) = (0, 0);
    // The end of the feed is one more element.
    let feed = feed.map(Some).chain([None]);
    feed.filter_map(move |next| match next {
        Some((number, item)) => {
            all = number;
            match item.map(|item| html::item(item, engine)) {
                Ok(record) if record.article.text.is_empty() => {
                    bare += 1;
                    None
                }
                Ok(record) => Some((number, Ok((record, Vec::new())))),
                Err(error) => Some((number, Err(error))),
            }
        }
        None => (bare > 0).then(|| {
            let what = format!("{bare} of its {all} items have no text, only what leads to it");
            (all + 1, Err(Error::input(&place, what, "save the pages that they lead to")))
        }),
    })
}

/// An element whose text is being read.
struct Open {
    field: Option<Field>,
    name: String,
    text: String,
    /// How many elements are open in it; some are never closed.
    inner: usize,
    /// How many of them have its own name.
    same: usize,
}

impl Open {
    fn new(name: &str, field: Option<Field>) -> Open {
        Open { field, name: name.to_owned(), text: String::new(), inner: 0, same: 0 }
    }

    /// Takes an event in; `true` when it closes the element. Markup inside is kept as it is.
    fn take(&mut self, event: &Event) -> bool {
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            Event::Text(text) => self.text.push_str(&lossy(text)),
            Event::CData(text) => self.text.push_str(&lossy(text)),
            Event::GeneralRef(reference) if self.inner == 0 => self.text.push_str(&xml::resolved(reference)),
            Event::GeneralRef(reference) => self.text.push_str(&format!("&{};", lossy(reference))),
            Event::Start(start) => {
                self.inner += 1;
                self.same += usize::from(xml::name(start) == self.name);
                self.text.push_str(&format!("<{}>", lossy(start)));
            }
            Event::Empty(start) => self.text.push_str(&format!("<{}/>", lossy(start))),
            Event::End(end) => {
                let name = lossy(end.name().into_inner());
                if name == self.name && self.same == 0 {
                    return true;
                }
                self.same -= usize::from(name == self.name);
                self.inner = self.inner.saturating_sub(1);
                self.text.push_str(&format!("</{name}>"));
            }
            _ => {}
        }
        false
    }
}

fn field(name: &str) -> Option<Field> {
    let name = name.strip_prefix("atom:").unwrap_or(name);
    FIELDS.iter().find(|(own, _)| *own == name).map(|(_, field)| *field)
}

/// Whether an element tells by its attributes, not by what is in it.
fn is_empty(start: &BytesStart) -> bool {
    let name = xml::name(start);
    field(&name) == Some(Field::Link) && xml::attribute(start, "href").is_some()
}

/// Where a link of Atom leads, if to the article itself.
fn reference(start: &BytesStart) -> Option<String> {
    let kind = xml::attribute(start, "rel");
    kind.is_none_or(|kind| kind == "alternate").then(|| xml::attribute(start, "href")).flatten()
}

/// The item that its elements make.
fn made(mut fields: Vec<(Field, String)>, feed: Option<&str>) -> Item {
    fields.retain(|(_, text)| !text.trim().is_empty());
    // Stable: the first of a kind counts.
    fields.sort_by_key(|(field, _)| *field);
    let of = |wanted: &[Field]| {
        let found = fields.iter().find(|(field, _)| wanted.contains(field));
        found.map(|(_, text)| text.trim().to_owned())
    };
    let link = of(&[Field::Original, Field::Link]).or_else(|| of(&[Field::Guid]));
    Item {
        title: of(&[Field::Title]),
        author: of(&[Field::Creator, Field::Author]).and_then(|author| person(&author)),
        date: of(&[Field::Published, Field::Updated]),
        url: link.filter(|link| link.starts_with("http")),
        outlet: of(&[Field::Source]).and_then(|source| inside(&source, "title")).or(feed.map(str::to_owned)),
        body: of(&[Field::Content, Field::Summary]).unwrap_or_default(),
    }
}

/// A name as Atom has it in an element of its own, and RSS in brackets behind an address.
fn person(author: &str) -> Option<String> {
    let author = inside(author, "name")?;
    let bracketed = || author.split_once('(')?.1.strip_suffix(')').map(str::to_owned);
    if author.contains('@') { bracketed() } else { Some(author) }
}

/// What the first element of a name holds; all when there is no element at all.
fn inside(text: &str, name: &str) -> Option<String> {
    if !text.contains('<') {
        return Some(text.to_owned());
    }
    let from = text.split_once(&format!("<{name}"))?.1.split_once('>')?.1;
    from.split_once("</").map(|(inner, _)| inner.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(feed: &str) -> Vec<String> {
        let or = |field: Option<String>| field.unwrap_or("-".to_owned());
        let show = |(number, item): (usize, Result<Item, Error>)| match item {
            Ok(i) => {
                let fields = [i.title, i.author, i.date, i.url, i.outlet].map(or).join("|");
                format!("{number} {fields}|{}", i.body)
            }
            Err(error) => error.to_string(),
        };
        Feed::new(feed.as_bytes(), "f.xml").map(show).collect()
    }

    const RSS: &str = "<?xml version='1.0'?>\n<rss><channel><title>The Echo</title><image><title>Logo</title></image>\
        <atom:link href='https://e.example/feed' rel='self'/>\n";

    #[test]
    fn an_item_of_rss_is_read_with_its_whole_content() {
        let item = "<item><title>Bridge &amp; pier&nbsp;shut</title><link>https://e.example/1</link><media:title>No</media:title>\
            <author>a@e.example (Ann Moss)</author><pubDate>Fri, 01 Mar 2024 09:30:00 GMT</pubDate>\
            <description>Short.</description><content:encoded><![CDATA[<p>Long &amp; whole.</p>]]></content:encoded></item>";
        let want = "1 Bridge & pier&nbsp;shut|Ann Moss|Fri, 01 Mar 2024 09:30:00 GMT|https://e.example/1|The Echo|<p>Long &amp; whole.</p>";
        assert_eq!(shown(&format!("{RSS}{item}</channel></rss>")), [want]);
    }

    #[test]
    fn an_entry_of_atom_is_read_with_its_markup() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>The Echo</title><entry><title>Shut</title>\
            <link rel='enclosure' href='https://e.example/a.mp3'/><link href='https://e.example/1'></link><updated>2024-03-02</updated><published>2024-03-01</published>\
            <author><name>Ann Moss</name><uri>https://e.example/ann</uri></author><source><id>x</id><title>The Post</title></source>\
            <content type='xhtml'><div><p>One<br/>two &lt; three.</p></div></content></entry></feed>";
        let want = "1 Shut|Ann Moss|2024-03-01|https://e.example/1|The Post|<div><p>One<br/>two &lt; three.</p></div>";
        assert_eq!(shown(feed), [want]);
    }

    #[test]
    fn items_of_rdf_stand_beside_their_channel() {
        let feed = "<rdf:RDF><channel><title>The Echo</title></channel><item><title>A</title><dc:date>2024-03-01</dc:date>\
            <description>a &lt;b&gt;b&lt;/b&gt; <p>c</description></item></rdf:RDF>";
        assert_eq!(shown(feed), ["1 A|-|2024-03-01|-|The Echo|a <b>b</b> <p>c"]);
    }

    #[test]
    fn a_cut_names_its_line_and_the_items_before_it_stand() {
        let item = "<item><title>A</title><description>a</description></item>\n";
        let whole = format!("{RSS}{item}{item}</channel></rss>");
        for end in RSS.len() + item.len() + 1..whole.len() - 1 {
            let got = shown(&whole[..end]);
            assert_eq!(got[0], "1 A|-|-|-|The Echo|a", "{end}");
            let last = got.last().unwrap();
            assert!(last.starts_with("f.xml:") && last.contains("the feed is cut off at item"), "{end}: {got:?}");
        }
        assert_eq!(
            shown(&format!("{RSS}</channel></rss>")),
            ["f.xml: a feed without items; fetch it again, or name another"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_feed_ends(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<item>", "</item>", "<title>", "</title>", "<link href='h'/>", "&amp;", "&x;", "&", "<![CDATA[", "]]>", "<content", ">", "a", "<!--", "</channel>", "</rss>"
        ]), 0..30)) {
            let _ = shown(&format!("{RSS}{}", pieces.concat()));
        }
    }
}
