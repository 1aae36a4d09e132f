//! `corpus.toml`: what people know about the files of a folder and the files do not say. It overrides what was found.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dates;
use crate::base::{Article, Error};
use crate::store;

/// The name of the file.
pub const NAME: &str = "corpus.toml";

/// What may be said of a file, in the order in which messages name it; the last two, the address that was asked for and the day, are
/// what `fetch` notes down for people.
const KEYS: [&str; 9] = ["file", "outlet", "date", "url", "author", "title", "lang", "asked", "fetched"];

/// One `[[article]]`: values by key.
pub(super) type Entry = BTreeMap<&'static str, String>;

/// The manifests read so far, by folder.
#[derive(Debug, Default)]
pub(super) struct Manifests {
    read: BTreeMap<PathBuf, BTreeMap<PathBuf, Entry>>,
}

impl Manifests {
    /// What the manifests between `root` and the folder of `path` say of it; the nearest comes last. Mistakes of a manifest
    /// are added to `problems` when it is read, which happens once.
    pub(super) fn of(&mut self, path: &Path, root: &Path, problems: &mut Vec<Error>) -> Vec<Entry> {
        let mut folders: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).collect();
        folders.reverse();
        let mut entries = Vec::new();
        for folder in folders {
            let known = self.read.entry(folder.to_owned()).or_insert_with(|| load(folder, problems));
            entries.extend(path.strip_prefix(folder).ok().and_then(|inner| known.get(inner)).cloned());
        }
        entries
    }
}

/// Puts what an entry says in place of what was found.
pub(super) fn apply(entry: &Entry, article: &mut Article) {
    for (key, value) in entry {
        let field = match *key {
            "outlet" => &mut article.outlet,
            "date" => &mut article.date,
            "url" => &mut article.url,
            "author" => &mut article.author,
            "title" => &mut article.title,
            "lang" => &mut article.lang,
            _ => continue,
        };
        *field = Some(value.clone());
    }
}

/// The entries of a folder's manifest by file; none when it has no manifest.
fn load(folder: &Path, problems: &mut Vec<Error>) -> BTreeMap<PathBuf, Entry> {
    let path = folder.join(NAME);
    if !store::is_file(&path) {
        return BTreeMap::new();
    }
    match store::read_text(&path) {
        Ok(source) => read(&source, &store::shown(&path), |file| store::is_file(&folder.join(file)), problems),
        Err(error) => {
            problems.push(error);
            BTreeMap::new()
        }
    }
}

/// Reads a manifest; `place` names it in messages, `exists` tells whether a file it names is there.
fn read(
    source: &str,
    place: &str,
    exists: impl Fn(&str) -> bool,
    problems: &mut Vec<Error>,
) -> BTreeMap<PathBuf, Entry> {
    let mut entries = BTreeMap::new();
    let mut complain = |at: usize, what: String, help: String| {
        let line = source.bytes().take(at).filter(|&b| b == b'\n').count() + 1;
        problems.push(Error::input(format!("{place}:{line}"), what, help));
    };
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        complain(at, format!("not valid TOML: {}", error.message()), "mend the line".to_owned());
    }
    for (key, value) in in_order(table.get_ref()) {
        let Some(articles) = value.get_ref().as_array().filter(|_| key.get_ref() == "article") else {
            let what = format!("unknown key `{}`", key.get_ref());
            complain(key.span().start, what, "a manifest consists of [[article]] tables".to_owned());
            continue;
        };
        for article in articles.iter() {
            let start = article.span().start;
            let Some(fields) = article.get_ref().as_table() else {
                complain(start, "not a table".to_owned(), "write [[article]]".to_owned());
                continue;
            };
            let entry = read_entry(fields, &mut complain);
            match entry.get("file").cloned() {
                None => complain(start, "no `file`".to_owned(), "name the file that this is about".to_owned()),
                Some(file) if !is_inside(&file) => {
                    let at = fields.get("file").map_or(start, |value| value.span().start);
                    let help = "a manifest speaks only of the files in its folder and the folders in it".to_owned();
                    complain(at, format!("`{file}` is outside this folder"), help);
                }
                Some(file) if !exists(&file) => {
                    let at = fields.get("file").map_or(start, |value| value.span().start);
                    complain(
                        at,
                        format!("no file `{file}` in this folder"),
                        "mend the name or remove the entry".to_owned(),
                    );
                }
                Some(file) => {
                    if entries.insert(PathBuf::from(&file), entry).is_some() {
                        complain(start, format!("`{file}` is described twice"), "keep one of the two".to_owned());
                    }
                }
            }
        }
    }
    entries
}

/// Whether a path leads into its folder, and nowhere else on the way.
fn is_inside(file: &str) -> bool {
    !file.contains('\\') && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}

fn read_entry(fields: &DeTable<'_>, complain: &mut impl FnMut(usize, String, String)) -> Entry {
    let mut entry = Entry::new();
    for (key, value) in in_order(fields) {
        let Some(known) = KEYS.into_iter().find(|known| known == key.get_ref()) else {
            let near = KEYS.into_iter().max_by(|a, b| {
                strsim::jaro_winkler(a, key.get_ref()).total_cmp(&strsim::jaro_winkler(b, key.get_ref()))
            });
            let help = match near.filter(|near| strsim::jaro_winkler(near, key.get_ref()) > 0.8) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", KEYS.join(", ")),
            };
            complain(key.span().start, format!("unknown key `{}`", key.get_ref()), help);
            continue;
        };
        let text = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        let is_date = ["date", "fetched"].contains(&known);
        let sound = if is_date { dates::rfc3339(&text) } else { Some(text).filter(|text| !text.is_empty()) };
        match sound {
            Some(text) => {
                entry.insert(known, text);
            }
            None if is_date => {
                let help = "write it as 2018-12-06 or 2018-12-06T17:07:00Z".to_owned();
                complain(value.span().start, "not a date".to_owned(), help);
            }
            None => {
                let help = "write it as a string, or leave the key out".to_owned();
                complain(value.span().start, format!("`{known}` has no text"), help);
            }
        }
    }
    entry
}

/// The entries of a table in the order in which they stand in the file.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Spanned<toml::de::DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect_entries: usize, expect: &[&str]) {
        let mut problems = Vec::new();
        let entries = read(source, "corpus.toml", |file| file.starts_with('a'), &mut problems);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(entries.len(), expect_entries);
        assert_eq!(problems, expect);
    }

    #[test]
    fn an_entry_overrides_what_was_found() {
        let source = "[[article]]\nfile = \"a.txt\"\noutlet = \"The Echo\"\ndate = 2018-12-06\n";
        let entries = read(source, "corpus.toml", |_| true, &mut Vec::new());
        let mut article =
            Article { outlet: Some("?".to_owned()), title: Some("Kept".to_owned()), ..Article::default() };
        apply(&entries[Path::new("a.txt")], &mut article);
        assert_eq!(article.outlet.as_deref(), Some("The Echo"));
        assert_eq!(article.date.as_deref(), Some("2018-12-06"));
        assert_eq!(article.title.as_deref(), Some("Kept"));
    }

    #[test]
    fn a_path_out_of_the_folder_is_refused_before_it_is_looked_at() {
        for file in ["../a.txt", "/a.txt", "a/../../a.txt", "a\\\\a.txt"] {
            let mut problems = Vec::new();
            let source = format!("[[article]]\nfile = \"{file}\"\n");
            let entries = read(&source, "corpus.toml", |_| panic!("looked at {file}"), &mut problems);
            assert!(entries.is_empty());
            let said = problems.iter().map(ToString::to_string).collect::<String>();
            assert!(said.starts_with("corpus.toml:2: ") && said.contains("is outside this folder"), "{said}");
        }
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        check(
            "[[article]]\nfile = \"a.txt\"\noulet = \"x\"\n[[article]]\nfile = \"b.txt\"\n[[article]]\ntitle = \"x\"\n",
            1,
            &[
                "corpus.toml:3: unknown key `oulet`; did you mean `outlet`?",
                "corpus.toml:5: no file `b.txt` in this folder; mend the name or remove the entry",
                "corpus.toml:6: no `file`; name the file that this is about",
            ],
        );
        check(
            "[article]\nfile = \"a\"\n",
            0,
            &["corpus.toml:1: unknown key `article`; a manifest consists of [[article]] tables"],
        );
        check(
            "[[article]]\nfile = \"a\"\ndate = \"soon\"\n",
            1,
            &["corpus.toml:3: not a date; write it as 2018-12-06 or 2018-12-06T17:07:00Z"],
        );
    }
}
