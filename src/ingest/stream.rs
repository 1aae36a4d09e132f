//! Input after input, article after article: what is held in memory does not grow with the file, but for sixteen bytes an
//! article by which an id that comes twice is told.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, Cursor, Read};
use std::path::PathBuf;

use super::input::{Item, Step, steps};
use super::manifest::{self, Manifests};
use super::sniff::{self, Format};
use super::structured::{self, Parsed};
use super::{Options, Record, language, outlet, plain};
use crate::base::{Article, Error};
use crate::matching::Engine;
use crate::store;

/// The articles of files, folders and standard input, one after another; see [`stream`].
pub struct Stream<'e> {
    engine: &'e Engine,
    options: Options,
    steps: std::vec::IntoIter<Step>,
    manifests: Manifests,
    ready: VecDeque<Result<Record, Error>>,
    open: Option<Open>,
    /// Where each id was met first: hash of the id to index of the place and number inside it.
    seen: HashMap<u64, (u32, u32)>,
    places: Vec<String>,
}

/// A file of many articles, half read.
struct Open {
    item: Item,
    articles: Box<dyn Iterator<Item = Parsed> + Send>,
    entries: Vec<manifest::Entry>,
}

/// Reads inputs lazily: paths of files, folders (at any depth, by path), and `-` for standard input.
///
/// What cannot be used is an [`Error`] in its place; the rest goes on. Ids are those given, else made from the path relative
/// to the argument, its last component included, with the number of the line or element where a file holds several.
pub fn stream<'e>(inputs: &[PathBuf], options: &Options, engine: &'e Engine) -> Stream<'e> {
    Stream {
        engine,
        options: *options,
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

impl Stream<'_> {
    /// Opens a file; a plain text is read at once.
    fn begin(&mut self, item: Item) -> Result<(), Error> {
        let mut problems = Vec::new();
        let entries = match item.file {
            Some(_) => self.manifests.of(&item.path, &item.root, &mut problems),
            None => Vec::new(),
        };
        self.ready.extend(problems.into_iter().map(Err));
        self.places.push(item.place.clone());
        let mut reader = store::open(&item.path)?;
        let io = |source| Error::io(&item.path, source);
        let mut head = Vec::new();
        (&mut reader).take(sniff::HEAD as u64).read_to_end(&mut head).map_err(io)?;
        let format = sniff::format(&head, item.path.extension().and_then(|e| e.to_str()));
        let mut reader: Box<dyn BufRead + Send> = Box::new(Cursor::new(head).chain(reader));
        let articles: Box<dyn Iterator<Item = Parsed> + Send> = match format {
            Format::JsonLines => Box::new(structured::Lines::new(reader, &item.place)),
            Format::Json => Box::new(structured::whole(reader, &item.place).into_iter()),
            Format::Plain | Format::Empty | Format::Utf16 => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(io)?;
                return self.take_text(&item, &bytes, format, &entries);
            }
            Format::Html => {
                let help = "save the article as text, without the page around it";
                return Err(Error::input(&item.place, "an HTML page, which cannot be read yet", help));
            }
            Format::Binary(name) => {
                let what = name.map_or("a binary file".to_owned(), |name| format!("a binary file ({name})"));
                return Err(Error::input(&item.place, what, "save the article as plain text in UTF-8"));
            }
        };
        self.open = Some(Open { item, articles, entries });
        Ok(())
    }

    fn take_text(
        &mut self,
        item: &Item,
        bytes: &[u8],
        format: Format,
        entries: &[manifest::Entry],
    ) -> Result<(), Error> {
        let text = match (format, std::str::from_utf8(bytes)) {
            (Format::Utf16, _) => match encoding_rs::Encoding::for_bom(bytes).map(|(e, _)| e.decode(bytes)) {
                Some((text, _, false)) => text.into_owned(),
                _ => return Err(Error::input(&item.place, "broken UTF-16", "save the file as UTF-8")),
            },
            (_, Ok(text)) => text.to_owned(),
            (_, Err(_)) => return Err(store::not_utf8(&item.place, 1, bytes)),
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

    fn take(&mut self, open: &Open, number: usize, parsed: Result<(Article, Vec<Error>), Error>) {
        let (article, problems) = match parsed {
            Ok(parsed) => parsed,
            Err(error) => return self.ready.push_back(Err(error)),
        };
        self.ready.extend(problems.into_iter().map(Err));
        let mut record = Record { article, dropped: Vec::new() };
        if self.options.clean {
            clean(&mut record, self.engine);
        }
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
