//! The folder that fetched pages are kept in, with its manifest: where each came from, and when.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use url::Url;

use super::Page;
use crate::base::{Error, Result};
use crate::ingest;
use crate::store;

/// Longest name of a file, in bytes, without its ending.
const NAME: usize = 100;

/// How files of a media type are called; `None` for what is not kept.
pub(super) fn ending(kind: &str) -> Option<&'static str> {
    match kind {
        "text/html" | "application/xhtml+xml" => Some("html"),
        "text/plain" => Some("txt"),
        "text/xml" | "application/xml" | "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => {
            Some("xml")
        }
        _ => None,
    }
}

/// A folder of pages.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    manifest: String,
    /// The addresses that the manifest knows.
    known: BTreeSet<String>,
}

impl Folder {
    /// Opens a folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be made, or its manifest cannot be read.
    pub fn open(path: &Path) -> Result<Folder> {
        let at = path.join(ingest::MANIFEST);
        store::make_folder_of(&at)?;
        let manifest = if store::is_file(&at) { store::read_text(&at)? } else { String::new() };
        let table = manifest.parse::<toml::Table>().map_err(|error| {
            Error::input(store::shown(&at), format!("not valid TOML: {}", error.message()), "mend it first")
        })?;
        let articles = table.get("article").and_then(toml::Value::as_array);
        let addresses = articles.into_iter().flatten().flat_map(|article| {
            ["url", "asked"].into_iter().filter_map(|key| article.get(key)?.as_str().map(str::to_owned))
        });
        let known = addresses.collect();
        Ok(Folder { path: path.to_owned(), manifest, known })
    }

    /// Whether a page of that address is kept already.
    pub fn has(&self, address: &str) -> bool {
        self.known.contains(address)
    }

    /// Keeps a page that was asked for by `address`, and writes it into the manifest: the name of its file.
    ///
    /// A page is kept in UTF-8, for the charset that a server names is not in the page; readers tell UTF-8 from what a page says.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&mut self, address: &str, page: &Page, today: &str) -> Result<String> {
        let ending = ending(&page.kind).unwrap_or("html");
        let stem = stem(&page.url);
        let names = (1..).map(|n| if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") });
        let is_free = |name: &String| !store::exists(&self.path.join(name));
        let name = names.take(10_000).find(is_free).unwrap_or_else(|| format!("{stem}.{ending}"));
        let bytes = match ending {
            "html" => ingest::page_text(&page.bytes, page.charset.as_deref()).into_bytes(),
            _ => page.bytes.clone(),
        };
        store::write_atomically(&self.path.join(&name), &bytes)?;
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut entry = format!("[[article]]\nfile = {}\n", quoted(&name));
        // Of a feed, each item has an address of its own.
        let key = if ending == "html" { "url" } else { "asked" };
        entry.push_str(&format!("{key} = {}\n", quoted(&page.url)));
        if page.url != address && key == "url" {
            entry.push_str(&format!("asked = {}\n", quoted(address)));
        }
        entry.push_str(&format!("fetched = {today}\n"));
        if !self.manifest.is_empty() {
            self.manifest.push_str(if self.manifest.ends_with('\n') { "\n" } else { "\n\n" });
        }
        self.manifest.push_str(&entry);
        store::write_atomically(&self.path.join(ingest::MANIFEST), self.manifest.as_bytes())?;
        self.known.extend([address.to_owned(), page.url.clone()]);
        Ok(name)
    }
}

/// The name of a file for an address: host and path, in letters that every system takes.
fn stem(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("page");
    let path = url.as_ref().map_or("", Url::path);
    let mut stem = String::new();
    for c in format!("{}/{path}", host.trim_start_matches("www.")).chars() {
        let c = if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
        if c != '-' || !stem.ends_with('-') {
            stem.push(c);
        }
    }
    let whole =
        [".html", ".htm", ".php", ".aspx", ".xml", ".rss"].iter().find_map(|e| stem.trim_matches('-').strip_suffix(e));
    let stem = whole.unwrap_or(&stem).trim_matches(['-', '.']);
    // The end of a path tells more than its beginning.
    let from = stem.len().saturating_sub(NAME);
    stem.get(from..).unwrap_or(stem).trim_matches(['-', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_host_and_path_and_stays_in_the_folder() {
        assert_eq!(stem("https://www.echo.example/news/Bridge%20shut.html?a=b"), "echo.example-news-bridge-20shut");
        assert_eq!(stem("http://echo.example/../../etc/.passwd"), "echo.example-etc-.passwd");
        assert_eq!(stem("http://[::1]/"), "1");
        assert!(stem(&format!("http://echo.example/{}", "a/".repeat(300))).len() <= NAME);
    }

    #[test]
    fn pages_are_kept_in_utf8_and_the_manifest_grows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new");
        let mut kept = Folder::open(&path).unwrap();
        let page = |url: &str, kind: &str| Page {
            url: url.to_owned(),
            kind: kind.to_owned(),
            charset: Some("windows-1252".to_owned()),
            bytes: b"<p>caf\xe9".to_vec(),
        };
        let html = page("https://e.example/a", "text/html");
        assert_eq!(kept.keep("https://e.example/b", &html, "2024-03-01").unwrap(), "e.example-a.html");
        assert_eq!(kept.keep("https://e.example/a?x", &html, "2024-03-01").unwrap(), "e.example-a-2.html");
        kept.keep("https://e.example/f", &page("https://e.example/f", "text/xml"), "2024-03-01").unwrap();
        assert_eq!(std::fs::read_to_string(path.join("e.example-a.html")).unwrap(), "<p>café");
        let again = Folder::open(&path).unwrap();
        assert!(["b", "a", "a?x", "f"].iter().all(|name| again.has(&format!("https://e.example/{name}"))));
        assert!(!again.has("https://e.example/c"));
    }
}
