//! From arguments to the list of files to read, each with an id that no other has.
//!
//! An id must not hang on the working folder or on the order of the arguments: it is the path relative to the argument,
//! without extension, and where two would be equal the extension and then more and more folders of the real path are put
//! to both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::base::Error;
use crate::store::{self, Found};

/// One thing to read.
#[derive(Debug)]
pub(super) enum Step {
    /// A file, or standard input.
    File(Item),
    /// What could not even be found.
    Problem(Error),
}

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Where it is, as the argument names it.
    pub path: PathBuf,
    /// As messages name it.
    pub place: String,
    /// As results name it; `None` for standard input.
    pub file: Option<String>,
    /// The id of its article, or what the ids of its articles start with.
    pub id: String,
    /// The folder of the argument.
    pub root: PathBuf,
}

/// Endings that say how a file is packed, not what it holds.
const PACKED: [&str; 3] = [".gz", ".zst", ".zstd"];

/// The name of a file without what says how it is packed.
fn unpacked_name(name: &str) -> &str {
    PACKED.iter().find_map(|ending| name.strip_suffix(ending)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The extension of what a file holds: `jsonl` of `news.jsonl.gz`.
pub(super) fn extension(path: &Path) -> Option<&str> {
    let name = unpacked_name(path.file_name()?.to_str()?);
    Path::new(name).extension()?.to_str()
}

/// The files that the arguments stand for, in their order. A file named twice is read once, under its longest name.
pub(super) fn steps(inputs: &[PathBuf]) -> Vec<Step> {
    let mut found: Vec<Result<Found, Error>> = Vec::new();
    for input in inputs {
        if input.as_path() == Path::new(store::STDIN) {
            found.push(Ok(Found { path: input.clone(), relative: store::STDIN.to_owned(), root: PathBuf::new() }));
        } else {
            found.extend(store::files(input));
        }
    }
    let real: Vec<Option<PathBuf>> = found.iter().map(|f| store::canonical(&f.as_ref().ok()?.path)).collect();
    let kept = longest_names(&found, &real);
    let mut named: Vec<Named> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        if let (Ok(one), true) = (one, kept.contains(&at)) {
            let real = real.get(at).cloned().flatten().unwrap_or_else(|| one.path.clone());
            named.push(Named { relative: one.relative.clone(), real, level: 0 });
        }
    }
    settle(&mut named);
    let mut names = named.into_iter();
    let mut steps = Vec::new();
    for (at, one) in found.into_iter().enumerate() {
        match one {
            Err(error) => steps.push(Step::Problem(error)),
            Ok(one) if kept.contains(&at) => {
                if let Some(name) = names.next() {
                    steps.push(Step::File(item(one, &name)));
                }
            }
            Ok(_) => {}
        }
    }
    steps
}

fn item(found: Found, name: &Named) -> Item {
    if found.relative == store::STDIN {
        let id = "stdin".to_owned();
        return Item { path: found.path, place: "standard input".to_owned(), file: None, id, root: found.root };
    }
    Item {
        place: store::shown(&found.path),
        path: found.path,
        file: Some(name.file()),
        id: name.id(),
        root: found.root,
    }
}

/// Indexes of the files to read: of several names of one file the longest, then the first by alphabet.
fn longest_names(found: &[Result<Found, Error>], real: &[Option<PathBuf>]) -> BTreeSet<usize> {
    let mut best: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        let Ok(one) = one else { continue };
        let key = real.get(at).cloned().flatten().unwrap_or_else(|| one.path.clone());
        let rank = |f: &Found| (std::cmp::Reverse(f.relative.matches('/').count()), f.relative.clone());
        let slot = best.entry(key).or_insert(at);
        if let Some(Ok(other)) = found.get(*slot)
            && rank(one) < rank(other)
        {
            *slot = at;
        }
    }
    best.into_values().collect()
}

/// A name in the making: `level` says how much has been put to it to make it unique.
struct Named {
    relative: String,
    real: PathBuf,
    level: usize,
}

impl Named {
    /// The relative path with as many more folders of the real path before it as the level asks for.
    fn file(&self) -> String {
        let own = self.relative.split('/').count();
        let parts: Vec<String> = self.real.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let end = parts.len().saturating_sub(own);
        let more = parts.get(end.saturating_sub(self.level / 2)..end).unwrap_or_default();
        more.iter().map(|part| format!("{}/", part.trim_matches(['/', '\\']))).collect::<String>() + &self.relative
    }

    fn id(&self) -> String {
        let file = self.file();
        let file = if self.level.is_multiple_of(2) { unpacked_name(&file).to_owned() } else { file };
        match file.rfind('.') {
            Some(dot) if self.level.is_multiple_of(2) && dot > file.rfind('/').map_or(0, |slash| slash + 1) => {
                file.get(..dot).unwrap_or(&file).to_owned()
            }
            _ => file,
        }
    }

    /// Whether more can be put to it.
    fn can_grow(&self) -> bool {
        self.level / 2 <= self.real.iter().count()
    }
}

/// Raises the level of all names that are equal until none are.
fn settle(names: &mut [Named]) {
    loop {
        let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            by_id.entry(name.id()).or_default().push(at);
        }
        let mut grew = false;
        for at in by_id.into_values().filter(|same| same.len() > 1).flatten() {
            if let Some(name) = names.get_mut(at).filter(|name| name.can_grow()) {
                name.level += 1;
                grew = true;
            }
        }
        if !grew {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(make: &[&str], arguments: &[&str], expect: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for name in make {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let ids = |arguments: Vec<PathBuf>| -> Vec<String> {
            steps(&arguments)
                .into_iter()
                .map(|step| match step {
                    Step::File(item) => item.id,
                    Step::Problem(error) => error.to_string(),
                })
                .collect()
        };
        let mut paths: Vec<PathBuf> = arguments.iter().map(|a| folder.path().join(a)).collect();
        assert_eq!(ids(paths.clone()), expect);
        paths.reverse();
        let (mut turned, mut sorted) = (ids(paths), expect.to_vec());
        turned.sort();
        sorted.sort_unstable();
        assert_eq!(turned, sorted, "the order of arguments changes ids");
    }

    #[test]
    fn an_id_is_the_path_from_the_argument_on() {
        check(&["news/a.txt", "news/sub/b.c.txt"], &["news"], &["news/a", "news/sub/b.c"]);
        check(&["news/a.txt"], &["news/a.txt"], &["a"]);
    }

    #[test]
    fn equal_names_are_told_apart() {
        check(&["n/a.txt", "n/a.md", "n/b.txt"], &["n"], &["n/a.md", "n/a.txt", "n/b"]);
        check(&["a/x.txt", "b/x.txt"], &["a/x.txt", "b/x.txt"], &["a/x", "b/x"]);
        check(&["p/n/x.txt", "q/n/x.txt"], &["p/n", "q/n"], &["p/n/x", "q/n/x"]);
    }

    #[test]
    fn how_a_file_is_packed_is_no_part_of_its_id() {
        check(&["n/a.jsonl.gz", "n/b.txt.zst"], &["n"], &["n/a", "n/b"]);
        check(&["n/a.txt", "n/a.txt.gz"], &["n"], &["n/a.txt", "n/a.txt.gz"]);
        assert_eq!(extension(Path::new("n/a.jsonl.gz")), Some("jsonl"));
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        check(&["n/a.txt", "n/b.txt"], &["n", "n/a.txt", "n/../n/b.txt"], &["n/a", "n/b"]);
    }
}
