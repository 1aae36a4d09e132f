//! Input after input, article after article: what is held in memory does not grow with the file, but for sixteen bytes an
//! article by which an id that comes twice is told.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::book::Book;
use super::columns::Columns;
use super::feed::Feed;
use super::html::Source;
use super::input::{self, Item, Step, steps};
use super::manifest::{self, Manifests};
use super::package::{self, Package};
use super::sniff::{self, Format};
use super::structured::{self, Parsed};
use super::table::Table;
use super::warc::{self, Pages};
use super::{Options, Record, decoding, feed, html, language, mhtml, outlet, plain, xml};
use crate::base::Error;
use crate::matching::Engine;
use crate::store::{self, Counted};

/// The articles of files, folders and standard input, one after another; see [`stream`].
pub struct Stream<'e> {
    engine: &'e Engine,
    options: Options,
    columns: Columns,
    steps: std::vec::IntoIter<Step>,
    manifests: Manifests,
    ready: VecDeque<Result<Record, Error>>,
    open: Option<Open<'e>>,
    /// Where each id was met first: hash of the id to index of the place and number inside it.
    seen: HashMap<u64, (u32, u32)>,
    places: Vec<String>,
    read: Arc<AtomicU64>,
    size: Option<u64>,
}

/// The articles of a file, each with its number and what was wrong without making it unusable.
type Articles<'e> = Box<dyn Iterator<Item = (usize, Result<(Record, Vec<Error>), Error>)> + Send + 'e>;

/// A file of many articles, half read.
struct Open<'e> {
    item: Item,
    articles: Articles<'e>,
    entries: Vec<manifest::Entry>,
}

/// Reads inputs lazily: paths of files, folders (at any depth, by path), and `-` for standard input.
///
/// What cannot be used is an [`Error`] in its place; the rest goes on. Ids are those given, else made from the path relative
/// to the argument, its last component included, with the number of the line or element where a file holds several.
pub fn stream<'e>(inputs: &[PathBuf], options: &Options, engine: &'e Engine) -> Stream<'e> {
    let steps = steps(inputs);
    let sizes = steps.iter().map(|step| match step {
        Step::File(item) => store::size(&item.path),
        Step::Problem(_) => Some(0),
    });
    let size = sizes.sum();
    Stream {
        engine,
        options: options.clone(),
        columns: Columns::new(&options.map),
        steps: steps.into_iter(),
        manifests: Manifests::default(),
        ready: VecDeque::new(),
        open: None,
        seen: HashMap::new(),
        places: Vec::new(),
        read: Arc::default(),
        size,
    }
}

impl Iterator for Stream<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(result) = self.ready.pop_front() {
                return Some(result);
            }
            if let Some(mut open) = self.open.take() {
                if let Some((number, parsed)) = open.articles.next() {
                    self.take(&open, number, parsed);
                    self.open = Some(open);
                }
                continue;
            }
            match self.steps.next()? {
                Step::Problem(error) => return Some(Err(error)),
                Step::File(item) => {
                    if let Err(error) = self.begin(item) {
                        self.ready.push_back(Err(error));
                    }
                }
            }
        }
    }
}

impl<'e> Stream<'e> {
    /// The bytes of all inputs, packed as they are; `None` when that cannot be known.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// How many of them were read.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Opens a file; a plain text is read at once.
    fn begin(&mut self, item: Item) -> Result<(), Error> {
        let (explain, mut problems) = (self.options.explain, Vec::new());
        let entries = match item.file {
            Some(_) => self.manifests.of(&item.path, &item.root, &mut problems),
            None => Vec::new(),
        };
        self.ready.extend(problems.into_iter().map(Err));
        self.places.push(item.place.clone());
        let io = |source| Error::io(&item.place, source);
        let limit = self.options.unpack_limit.unwrap_or(store::UNPACK_LIMIT);
        let reader = store::unpacked(Box::new(Counted::new(store::open(&item.path)?, Arc::clone(&self.read))), limit)
            .map_err(io)?;
        let (mut reader, decoded) = decoding::decoded(reader, self.options.charset).map_err(io)?;
        let mut head = Vec::new();
        // What was read before a failure is still good; the failure comes again behind it.
        let failed = match (&mut reader).take(sniff::HEAD as u64).read_to_end(&mut head) {
            Err(error) if head.is_empty() => return Err(io(error)),
            read => decoding::Failed(read.err()),
        };
        let format = sniff::format(&head, input::extension(&item.path), &self.columns);
        let start = head.clone();
        let mut reader: Box<dyn BufRead + Send> = Box::new(Cursor::new(head).chain(failed).chain(reader));
        let articles: Articles<'e> = match format {
            Format::JsonLines => self.verbatim(structured::Lines::new(reader, &item.place, &self.columns)),
            Format::Json => self.verbatim(structured::whole(reader, &item.place, &self.columns).into_iter()),
            Format::Table(delimiter) => self.verbatim(Table::new(reader, delimiter, &item.place, &self.columns)),
            Format::Warc => Box::new(pages(Pages::new(reader, &item.place, limit), explain, self.engine)),
            Format::Feed => {
                let charset = xml::declared(&start).filter(|_| decoded.is_none() && !decoding::is_utf8(&start));
                let reader = match charset {
                    Some(charset) => decoding::recoded(reader, charset),
                    None => reader,
                };
                Box::new(feed::articles(Feed::new(reader, &item.place), item.place.clone(), self.engine))
            }
            Format::Xml => {
                let root = String::from_utf8_lossy(&start);
                let what =
                    format!("XML that is no page and no feed (its root is `{}`)", xml::root(&root).unwrap_or("?"));
                return Err(Error::input(&item.place, what, "save the article itself, as a page or as text"));
            }
            Format::Plain | Format::Empty => {
                let utf16 = decoded.is_some_and(decoding::is_utf16);
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                let text = match String::from_utf8(bytes) {
                    Ok(text) if utf16 && text.contains(char::REPLACEMENT_CHARACTER) => {
                        return Err(Error::input(&item.place, "broken UTF-16", "save the file as UTF-8"));
                    }
                    Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
                    Err(error) => return Err(store::not_utf8(&item.place, 1, error.as_bytes())),
                };
                return self.take_text(&item, text, None, &entries);
            }
            Format::Html => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                let record = html::page(
                    Source { bytes: &bytes, place: &item.place, explain, ..Source::default() },
                    self.engine,
                )?;
                return self.take_whole(&item, &entries, record);
            }
            Format::Message => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                let refuse = |what| Error::input(&item.place, what, "save the page again, as HTML");
                let saved = mhtml::page(&bytes).map_err(refuse)?;
                let (charset, url) = (saved.charset.as_deref(), saved.url.as_deref());
                let source = Source { bytes: &saved.bytes, charset, url, place: &item.place, explain };
                let record = html::page(source, self.engine)?;
                self.take_whole(&item, &entries, record)?;
                let cut =
                    || Error::input(&item.place, "the saved page breaks off", "save it again; what there is was read");
                return if saved.cut { Err(cut()) } else { Ok(()) };
            }
            Format::Zip => {
                let mut bytes = Vec::new();
                (&mut reader).take(package::LONGEST + 1).read_to_end(&mut bytes).map_err(io)?;
                let refuse = |(what, help): (String, &'static str)| Error::input(&item.place, what, help);
                if bytes.len() as u64 > package::LONGEST {
                    let what = format!("an archive of more than {} MiB", package::LONGEST >> 20);
                    return Err(refuse((what, "unpack it and name the folder")));
                }
                match package::open(bytes).map_err(refuse)? {
                    Package::Document(text, title) => return self.take_text(&item, text, title, &entries),
                    Package::Book(archive) => {
                        let book = Book::new(archive, &item.place, explain, self.engine)?;
                        Box::new(book.map(|(number, record)| (number, record.map(|record| (record, Vec::new())))))
                    }
                }
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                self.verbatim(super::columnar::Rows::new(&item.path, reader, &item.place, &self.columns)?)
            }
            Format::Binary(told) => {
                let what = told.map_or("a binary file".to_owned(), |(name, _)| format!("a binary file ({name})"));
                let help = told.map_or("save the article as plain text in UTF-8", |(_, help)| help);
                return Err(Error::input(&item.place, what, help));
            }
        };
        self.open = Some(Open { item, articles, entries });
        Ok(())
    }

    /// The one article of a file.
    fn take_whole(&mut self, item: &Item, entries: &[manifest::Entry], mut record: Record) -> Result<(), Error> {
        record.article.id.clone_from(&item.id);
        self.admit(item, 0, entries, record);
        Ok(())
    }

    /// Plain text; `title` is its title where the text has none.
    fn take_text(
        &mut self,
        item: &Item,
        text: String,
        title: Option<String>,
        entries: &[manifest::Entry],
    ) -> Result<(), Error> {
        if !text.contains(|c: char| c.is_alphanumeric()) {
            return Err(Error::input(&item.place, "empty", "put the article's text into the file"));
        }
        let (mut article, dropped) = plain::read(&text, self.engine);
        if article.text.is_empty() {
            let help = "check that the file holds the article itself";
            return Err(Error::input(&item.place, "nothing but page furniture", help));
        }
        article.title = article.title.or(title);
        self.take_whole(item, entries, Record { article, dropped })
    }

    /// Articles whose text is taken as it is, unless it is to be cleaned.
    fn verbatim(&self, articles: impl Iterator<Item = Parsed> + Send + 'e) -> Articles<'e> {
        let (cleaning, engine) = (self.options.clean, self.engine);
        Box::new(articles.map(move |(number, parsed)| {
            let parsed = parsed.map(|(article, problems)| {
                let mut record = Record { article, dropped: Vec::new() };
                if cleaning {
                    clean(&mut record, engine);
                }
                (record, problems)
            });
            (number, parsed)
        }))
    }

    fn take(&mut self, open: &Open, number: usize, parsed: Result<(Record, Vec<Error>), Error>) {
        let (mut record, problems) = match parsed {
            Ok(parsed) => parsed,
            Err(error) => return self.ready.push_back(Err(error)),
        };
        self.ready.extend(problems.into_iter().map(Err));
        if record.article.id.is_empty() {
            record.article.id = format!("{}:{number}", open.item.id);
        }
        self.admit(&open.item, number, &open.entries, record);
    }

    /// Puts in what the manifest, the address and the language of the text say, and lets the article through if its id is new.
    fn admit(&mut self, item: &Item, number: usize, entries: &[manifest::Entry], mut record: Record) {
        let article = &mut record.article;
        record.dropped.iter_mut().for_each(|dropped| dropped.article.clone_from(&article.id));
        article.file.clone_from(&item.file);
        for entry in entries {
            manifest::apply(entry, article);
        }
        if article.outlet.is_none() {
            article.outlet = article.url.as_deref().and_then(|url| outlet::of_address(url, self.engine.rules()));
        }
        if article.lang.is_none() {
            article.lang = language::detect(&article.text, self.engine.rules());
        }
        let mut hasher = DefaultHasher::new();
        article.id.hash(&mut hasher);
        let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let here = (place, u32::try_from(number).unwrap_or(u32::MAX));
        let first = *self.seen.entry(hasher.finish()).or_insert(here);
        let result = if first == here {
            Ok(record)
        } else {
            let what = format!("the id `{}` was already given at {}", record.article.id, self.named(first));
            Err(Error::input(self.named(here), what, "give each article an id of its own; this one was left out"))
        };
        self.ready.push_back(result);
    }

    fn named(&self, (place, number): (u32, u32)) -> String {
        let name = self.places.get((place as usize).wrapping_sub(1)).map_or("", |name| name);
        if number == 0 { name.to_owned() } else { format!("{name}:{number}") }
    }
}

/// The articles of a crawler's pages.
fn pages(
    pages: impl Iterator<Item = (usize, Result<warc::Page, Error>)>,
    explain: bool,
    engine: &Engine,
) -> impl Iterator<Item = (usize, Result<(Record, Vec<Error>), Error>)> {
    pages.map(move |(number, page)| {
        let record = page.and_then(|page| {
            let (charset, url) = (page.charset.as_deref(), page.url.as_deref());
            html::page(Source { bytes: &page.bytes, charset, url, place: &page.place, explain }, engine)
        });
        (number, record.map(|record| (record, Vec::new())))
    })
}

/// Cleans the text of a structured article as if it were a page; its own fields stand.
fn clean(record: &mut Record, engine: &Engine) {
    let (found, dropped) = plain::read(&record.article.text, engine);
    if found.text.is_empty() {
        return;
    }
    let article = &mut record.article;
    let fill = |own: &mut Option<String>, found: Option<String>| *own = own.take().or(found);
    fill(&mut article.title, found.title);
    fill(&mut article.author, found.author);
    fill(&mut article.outlet, found.outlet);
    fill(&mut article.date, found.date);
    fill(&mut article.url, found.url);
    article.text = found.text;
    record.dropped = dropped;
}
