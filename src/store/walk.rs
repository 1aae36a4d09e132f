//! The files that an input argument stands for: itself, or all articles of a folder, in an order that is the same everywhere.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{canonical, shown, unreadable};
use crate::base::{Error, Result};

/// A file that an argument stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is, as the argument names it.
    pub path: PathBuf,
    /// Path relative to the argument, the argument's last component included, with `/` on every system.
    pub relative: String,
    /// The folder the argument names; for a file argument, the folder it lies in.
    pub root: PathBuf,
}

/// The files of one argument: of a folder all that may hold articles, at any depth, by path. Left out in a folder are
/// hidden files, `README`s, `.toml` files (manifests and settings) and what a browser saved along with a page. A folder or file that cannot be read is an error in its place.
pub fn files(argument: &Path) -> Vec<Result<Found>> {
    let name = last_component(argument);
    let meta = match std::fs::metadata(argument) {
        Ok(meta) => meta,
        Err(source) => return vec![Err(unreadable(argument, source))],
    };
    if !meta.is_dir() {
        let root = argument.parent().unwrap_or(Path::new("")).to_owned();
        return vec![Ok(Found { path: argument.to_owned(), relative: name, root })];
    }
    let mut found = Vec::new();
    let walk = WalkDir::new(argument).follow_links(true).min_depth(1).into_iter();
    for entry in walk.filter_entry(|entry| !is_hidden(entry.file_name()) && !is_of_page(entry.path())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && !is_left_out(entry.path()) => {
                let inner = entry.path().strip_prefix(argument).unwrap_or(entry.path());
                let relative = format!("{name}/{}", shown(inner));
                found.push((inner.to_owned(), Ok((entry.path().to_owned(), relative))));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(argument).to_owned();
                let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder holds itself"));
                found.push((path.clone(), Err(unreadable(&path, source))));
            }
        }
    }
    if found.is_empty() {
        let help = "name a folder with saved articles: text files, JSON Lines or JSON";
        return vec![Err(Error::input(shown(argument), "no article in this folder", help))];
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let root = argument.to_owned();
    let named = |(path, relative)| Found { path, relative, root: root.clone() };
    found.into_iter().map(|(_, file)| file.map(named)).collect()
}

/// What browsers put behind a page's name to call the folder of its pictures and frames, by language.
const OF_PAGE: [&str; 18] = [
    "_files",
    ".files",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_file",
    "_bestanden",
    "-filer",
    "_filer",
    "_pliki",
    "_soubory",
    "_elemei",
    "_tiedostot",
    "_dosyalar",
    "_bylos",
    "_файлы",
];

/// Whether a folder holds what a browser saved along with the page beside it: its frames are no articles.
fn is_of_page(path: &Path) -> bool {
    let Some(name) = path.file_name().map(OsStr::to_string_lossy) else { return false };
    let stem = OF_PAGE.iter().find_map(|ending| name.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    let page =
        |stem: &str| ["html", "htm", "xhtml"].iter().any(|e| path.with_file_name(format!("{stem}.{e}")).is_file());
    stem.is_some_and(page) && path.is_dir()
}

/// The last component of a path, links and `..` resolved where it has none of its own (`.` is called by the folder's name).
fn last_component(path: &Path) -> String {
    let own = path.file_name().map(OsStr::to_owned);
    let name = own.or_else(|| canonical(path)?.file_name().map(OsStr::to_owned));
    name.map_or_else(|| "input".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn is_hidden(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn is_left_out(path: &Path) -> bool {
    let is = |part: Option<&OsStr>, what: &str| part.is_some_and(|p| p.to_string_lossy().eq_ignore_ascii_case(what));
    is(path.extension(), "toml") || is(path.file_stem(), "readme")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(argument: &Path) -> Vec<String> {
        files(argument).into_iter().map(|f| f.map_or_else(|e| e.to_string(), |f| f.relative)).collect()
    }

    #[test]
    fn a_folder_is_read_by_path_without_notes_and_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("news");
        fs::create_dir_all(root.join("b/.git")).unwrap();
        for name in ["c.txt", "b/2.txt", "b/1.txt", "README.md", "corpus.toml", ".hidden", "b/.git/x.txt", "a.jsonl"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let want = ["news/a.jsonl", "news/b/1.txt", "news/b/2.txt", "news/c.txt"];
        assert_eq!(names(&root), want);
        assert_eq!(names(&root.join("b/..")), want.map(|n| n.to_owned()));
        assert_eq!(names(&root.join("c.txt")), ["c.txt"]);
    }

    #[test]
    fn what_a_browser_saved_along_with_a_page_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("news");
        for name in ["Bridge.html", "Bridge_files/frame.html", "Quay.htm", "Quay-Dateien/a/b.html", "court_files/1.txt"]
        {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        assert_eq!(names(&root), ["news/Bridge.html", "news/Quay.htm", "news/court_files/1.txt"]);
        assert_eq!(names(&root.join("Bridge_files")), ["Bridge_files/frame.html"]);
    }

    #[test]
    fn a_folder_without_articles_says_so() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("README"), "x").unwrap();
        assert!(names(folder.path())[0].contains("no article in this folder"));
    }
}
