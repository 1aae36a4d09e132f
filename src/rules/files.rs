//! Which files are in force, in the order in which later ones change earlier ones, and the hash over all of them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::bundled::BUNDLED;
use super::loading::Sources;
use super::near_words::NEAR_WORDS;
use super::settings;

/// The table of word frequencies beside the packs of a language.
const FREQUENCY: &str = "word-frequency.tsv";
/// What holds for all packs of a folder.
const MANIFEST: &str = "pack.toml";
/// What a user changes of the rules.
const SETTINGS: &str = "parallax.toml";

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A pack.
    Pack,
    /// Word frequencies.
    Frequency,
    /// Near words.
    NearWords,
    /// `parallax.toml`.
    Settings,
    /// `pack.toml`: what holds for all packs of its folder.
    Manifest,
    /// A table that another module reads; here it only counts for the hash.
    Elsewhere,
    /// It could not be read.
    Nothing,
}

/// One file.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Path under its `rules/` folder, without `.toml`: a pack's id.
    pub id: String,
    /// As diagnostics name it.
    pub name: String,
    /// Its text.
    pub text: Cow<'static, str>,
    /// SHA-256 of its text, of bundled files only: the build script worked it out.
    pub hash: Option<[u8; 32]>,
    /// What it is for.
    pub purpose: Use,
    /// Bundled files are 0; of the others, those of one `--rules` argument share a number.
    pub layer: usize,
}

impl File {
    /// Whether it was compiled into the binary.
    pub fn is_bundled(&self) -> bool {
        self.hash.is_some()
    }
}

/// All files in force, and what could not be read (index of a file, what, what to do).
#[derive(Debug, Default)]
pub(super) struct Files {
    pub list: Vec<File>,
    pub problems: Vec<(usize, String, String)>,
    /// So many of them, the first ones, are bundled.
    pub bundled: usize,
    /// Files found beside articles that were read, by their whole path.
    settings: Vec<PathBuf>,
    /// The last layer's number.
    layers: usize,
}

/// Finds and reads the files of all sources.
pub(super) fn collect(sources: &Sources) -> Files {
    let mut files = Files::default();
    for &(path, text, hash) in BUNDLED {
        files.add(path, format!("rules/{path}"), Cow::Borrowed(text), 0);
        if let Some(file) = files.list.last_mut() {
            file.hash = Some(hash);
        }
    }
    files.bundled = files.list.len();
    if !sources.no_user_rules {
        if let Some(folder) = user_folder() {
            files.settings(&folder.join(SETTINGS));
            if folder.join("rules").is_dir() {
                files.layer(&folder.join("rules"));
            }
        }
        files.settings(Path::new(SETTINGS));
        for folder in beside(&sources.beside) {
            files.settings(&folder.join(SETTINGS));
        }
    }
    for path in &sources.paths {
        match path.file_name().is_some_and(|name| name == SETTINGS) && path.is_file() {
            true => files.settings(path),
            false => {
                files.layer(path);
                files.settings(&path.join(SETTINGS));
            }
        }
    }
    files
}

/// `$XDG_CONFIG_HOME/parallax`, or the same under `~/.config`.
fn user_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(config.join("parallax"))
}

/// The folders of the articles, in an order that does not depend on that of the arguments.
fn beside(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let folder = |input: &PathBuf| match input.is_dir() {
        true => Some(input.clone()),
        false => input.parent().filter(|_| input.is_file()).map(Path::to_owned),
    };
    let mut folders: Vec<PathBuf> = inputs.iter().filter_map(folder).collect();
    folders.sort_by_cached_key(|folder| std::fs::canonicalize(folder).unwrap_or_default());
    folders.dedup();
    folders
}

impl Files {
    /// Adds a file by its path under `rules/`.
    pub fn add(&mut self, path: &str, name: String, text: Cow<'static, str>, layer: usize) {
        let purpose = match path.rsplit('/').next() {
            Some(FREQUENCY) => Use::Frequency,
            Some(NEAR_WORDS) => Use::NearWords,
            Some(SETTINGS) => Use::Settings,
            Some(MANIFEST) => Use::Manifest,
            _ if path.ends_with(".toml") => Use::Pack,
            _ => Use::Elsewhere,
        };
        let id = path.strip_suffix(".toml").unwrap_or(path).to_owned();
        self.list.push(File { id, name, text, hash: None, purpose, layer });
    }

    fn problem(&mut self, path: &Path, message: impl Into<String>, help: &str) {
        let name = path.display().to_string();
        let (id, text) = (String::new(), Cow::Borrowed(""));
        self.list.push(File { id, name, text, hash: None, purpose: Use::Nothing, layer: 0 });
        self.problems.push((self.list.len() - 1, message.into(), help.to_owned()));
    }

    /// Reads a file, or all packs of a folder in the order of their paths.
    fn read(&mut self, path: &Path, layer: usize) {
        if !path.is_dir() {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            return self.read_file(path, &name, layer);
        }
        let before = self.list.len();
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let wanted = entry.path().extension().is_some_and(|ending| ending == "toml" || ending == "tsv");
                    if wanted && entry.file_name() != SETTINGS {
                        let id = entry.path().strip_prefix(path).unwrap_or(entry.path());
                        let id = id.to_string_lossy().replace('\\', "/");
                        self.read_file(entry.path(), &id, layer);
                    }
                }
                Ok(_) => {}
                Err(error) => self.problem(path, format!("cannot be read: {error}"), "check its permissions"),
            }
        }
        if self.list.len() == before && !path.join(SETTINGS).is_file() {
            self.problem(path, "no packs in this folder", "packs are files that end in `.toml`");
        }
    }

    /// Reads a file under a name of its own.
    pub fn read_file(&mut self, path: &Path, id: &str, layer: usize) {
        match std::fs::read(path) {
            Err(error) => self.problem(path, format!("cannot be read: {error}"), "check the path and its permissions"),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => self.add(id, path.display().to_string(), Cow::Owned(text), layer),
                Err(error) => {
                    let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
                    let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
                    self.problem(path, format!("line {line} is not UTF-8"), "save the file as UTF-8");
                }
            },
        }
    }

    /// Reads `parallax.toml`, where there is one that was not read before, and the packs that it adds.
    fn settings(&mut self, path: &Path) {
        let Ok(whole) = std::fs::canonicalize(path) else { return };
        if !whole.is_file() || self.settings.contains(&whole) {
            return;
        }
        self.settings.push(whole);
        self.read_file(path, SETTINGS, 0);
        let Some(file) = self.list.last().filter(|file| file.purpose == Use::Settings) else { return };
        for packs in settings::packs(&file.text, path) {
            self.layer(&packs);
        }
    }

    /// Reads the files of one name that lie beside articles, each once.
    pub fn beside(&mut self, inputs: &[PathBuf], name: &str) {
        for folder in beside(inputs) {
            let path = folder.join(name);
            let whole = std::fs::canonicalize(&path).ok().filter(|whole| whole.is_file());
            if let Some(whole) = whole.filter(|whole| !self.settings.contains(whole)) {
                self.settings.push(whole);
                self.read_file(&path, name, 0);
            }
        }
    }

    /// Reads packs that may change all those before them.
    fn layer(&mut self, path: &Path) {
        self.layers += 1;
        self.read(path, self.layers);
    }

    /// Over the paths and contents of all files, so that results say by which rules they were made.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in self.list.iter().filter(|file| file.purpose != Use::Nothing) {
            let text = file.hash.unwrap_or_else(|| Sha256::digest(file.text.as_ref()).into());
            // Lengths as 64 bits: the same hash on every machine.
            hasher.update((file.id.len() as u64).to_le_bytes());
            hasher.update(&file.id);
            hasher.update(text);
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::loading::build;

    /// Writes files into a folder, loads it as a rules folder, and gives what was found as `name: message`.
    fn check(write: &[(&str, &[u8])], expect: &[&str]) -> crate::rules::Loaded {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in write {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let mut files = Files::default();
        files.settings(&folder.path().join(SETTINGS));
        files.layer(&folder.path().join("packs"));
        let loaded = build(files);
        let name = |file: &str| file.rsplit('/').next().unwrap_or("").to_owned();
        let found: Vec<_> =
            loaded.diagnostics.list.iter().map(|d| format!("{}: {}", name(&d.file), d.message)).collect();
        assert_eq!(found, expect);
        loaded
    }

    const PACK: &[u8] = b"schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n\
        [[concept]]\nid = \"one\"\nwords = [\"a\"]\n[[concept]]\nid = \"two\"\nwords = [\"b\"]\n";

    fn ids(loaded: &crate::rules::Loaded) -> Vec<&str> {
        loaded.rules.concepts.iter().map(|concept| concept.id.as_str()).collect()
    }

    #[test]
    fn a_folder_is_read_with_its_sub_folders_and_ids_are_paths() {
        let loaded = check(&[("packs/en/deep/x.toml", PACK), ("packs/notes.txt", b"?")], &[]);
        assert_eq!(loaded.rules.packs[0].id, "en/deep/x");
        assert_eq!(ids(&loaded), ["one", "two"]);
    }

    #[test]
    fn settings_add_folders_and_switch_rules_off() {
        let settings = b"rules = [\"more\"]\n[disable]\nrules = [\"one\"]\n";
        let loaded = check(
            &[
                (SETTINGS, settings),
                ("more/x.toml", PACK),
                ("packs/y.toml", b"schema = 1\n[pack]\nkind = \"tables\"\n"),
            ],
            &[],
        );
        assert_eq!(ids(&loaded), ["two"]);
        let settings = b"rule = [\"more\"]\n[disable]\nrules = [\"onee\"]\n";
        check(
            &[(SETTINGS, settings), ("packs/x.toml", PACK)],
            &[
                "parallax.toml: unknown key `rule`",
                "parallax.toml: `onee` is not the name of a rule, a pack or a category",
            ],
        );
    }

    #[test]
    fn what_cannot_be_read_is_a_finding_and_the_rest_loads() {
        check(&[], &["packs: cannot be read: No such file or directory (os error 2)"]);
        check(&[("packs/read.me", b"")], &["packs: no packs in this folder"]);
        let loaded =
            check(&[("packs/a.toml", b"schema = 1\n\xff"), ("packs/b.toml", PACK)], &["a.toml: line 2 is not UTF-8"]);
        assert_eq!(ids(&loaded), ["one", "two"]);
    }

    #[test]
    fn the_hash_depends_on_contents_and_not_on_the_folder() {
        let hash = |files: &[(&str, &[u8])]| check(files, &[]).rules.hash;
        let one = hash(&[("packs/x.toml", PACK)]);
        assert_eq!(one, hash(&[("packs/x.toml", PACK)]));
        assert_ne!(one, hash(&[("packs/y.toml", PACK)]));
        assert_ne!(one, hash(&[("packs/x.toml", &[PACK, b"\n"].concat())]));
    }
}
