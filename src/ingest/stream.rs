//! Input after input, article after article: what is held in memory does not grow with the file, but for sixteen bytes an
//! article by which an id that comes twice is told.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::columns::Columns;
use super::input::{self, Item, Step, steps};
use super::manifest::{self, Manifests};
use super::sniff::{self, Format};
use super::structured::{self, Parsed};
use super::table::Table;
use super::warc::{self, Pages};
use super::{Options, Record, html, language, outlet, plain};
use crate::base::Error;
use crate::matching::Engine;
use crate::store;

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
    Stream {
        engine,
        options: options.clone(),
        columns: Columns::new(&options.map),
        steps: steps(inputs).into_iter(),
        manifests: Manifests::default(),
        ready: VecDeque::new(),
        open: None,
        seen: HashMap::new(),
        places: Vec::new(),
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
    /// Opens a file; a plain text is read at once.
    fn begin(&mut self, item: Item) -> Result<(), Error> {
        let mut problems = Vec::new();
        let entries = match item.file {
            Some(_) => self.manifests.of(&item.path, &item.root, &mut problems),
            None => Vec::new(),
        };
        self.ready.extend(problems.into_iter().map(Err));
        self.places.push(item.place.clone());
        let io = |source| Error::io(&item.place, source);
        let limit = self.options.unpack_limit.unwrap_or(store::UNPACK_LIMIT);
        let reader = store::unpacked(store::open(&item.path)?, limit).map_err(io)?;
        let (mut reader, utf16) = decoded(reader, self.options.charset).map_err(io)?;
        let mut head = Vec::new();
        // What was read before a failure is still good; the failure comes again behind it.
        let failed = match (&mut reader).take(sniff::HEAD as u64).read_to_end(&mut head) {
            Err(error) if head.is_empty() => return Err(io(error)),
            read => Failed(read.err()),
        };
        let format = sniff::format(&head, input::extension(&item.path), &self.columns);
        let mut reader: Box<dyn BufRead + Send> = Box::new(Cursor::new(head).chain(failed).chain(reader));
        let articles: Articles<'e> = match format {
            Format::JsonLines => self.verbatim(structured::Lines::new(reader, &item.place, &self.columns)),
            Format::Json => self.verbatim(structured::whole(reader, &item.place, &self.columns).into_iter()),
            Format::Table(delimiter) => self.verbatim(Table::new(reader, delimiter, &item.place, &self.columns)),
            Format::Warc => Box::new(pages(Pages::new(reader, &item.place, limit), self.engine)),
            Format::Plain | Format::Empty => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                return self.take_text(&item, &bytes, utf16, &entries);
            }
            Format::Html => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                return self.take_page(&item, &bytes, &entries);
            }
            Format::Binary(name) => {
                let what = name.map_or("a binary file".to_owned(), |name| format!("a binary file ({name})"));
                return Err(Error::input(&item.place, what, "save the article as plain text in UTF-8"));
            }
        };
        self.open = Some(Open { item, articles, entries });
        Ok(())
    }

    fn take_page(&mut self, item: &Item, bytes: &[u8], entries: &[manifest::Entry]) -> Result<(), Error> {
        let mut record = html::page(bytes, None, None, &item.place, self.engine)?;
        record.article.id.clone_from(&item.id);
        self.admit(item, 0, entries, record);
        Ok(())
    }

    fn take_text(&mut self, item: &Item, bytes: &[u8], utf16: bool, entries: &[manifest::Entry]) -> Result<(), Error> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if utf16 && text.contains(char::REPLACEMENT_CHARACTER) => {
                return Err(Error::input(&item.place, "broken UTF-16", "save the file as UTF-8"));
            }
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => return Err(store::not_utf8(&item.place, 1, bytes)),
        };
        if !text.contains(|c: char| c.is_alphanumeric()) {
            return Err(Error::input(&item.place, "empty", "put the article's text into the file"));
        }
        let (mut article, dropped) = plain::read(&text, self.engine);
        if article.text.is_empty() {
            let help = "check that the file holds the article itself";
            return Err(Error::input(&item.place, "nothing but page furniture", help));
        }
        article.id.clone_from(&item.id);
        self.admit(item, 0, entries, Record { article, dropped });
        Ok(())
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

/// Nothing, or once the failure that reading met before.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Bytes as UTF-8, and whether they were UTF-16, which a byte order mark tells; without one they are in `charset` where that
/// is given and else handed on as they are.
fn decoded(
    mut reader: Box<dyn BufRead + Send>,
    charset: Option<&'static Encoding>,
) -> io::Result<(Box<dyn BufRead + Send>, bool)> {
    let mut mark = Vec::new();
    (&mut reader).take(warc::MAGIC.len() as u64).read_to_end(&mut mark)?;
    let told = Encoding::for_bom(&mark).map(|(encoding, _)| encoding);
    // Its pages say their own.
    let charset = charset.filter(|_| mark != warc::MAGIC);
    let whole = Cursor::new(mark).chain(reader);
    let Some(encoding) = told.or(charset).filter(|&encoding| encoding != encoding_rs::UTF_8) else {
        return Ok((Box::new(whole), false));
    };
    let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(whole);
    let utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Ok((Box::new(BufReader::with_capacity(1 << 16, decoder)), utf16))
}

/// The articles of a crawler's pages.
fn pages(
    pages: impl Iterator<Item = (usize, Result<warc::Page, Error>)>,
    engine: &Engine,
) -> impl Iterator<Item = (usize, Result<(Record, Vec<Error>), Error>)> {
    pages.map(move |(number, page)| {
        let record = page.and_then(|page| {
            html::page(&page.bytes, page.charset.as_deref(), page.url.as_deref(), &page.place, engine)
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
