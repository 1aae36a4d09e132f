//! Which files are in force, in the order in which later ones change earlier ones, and the hash over all of them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::bundled::BUNDLED;
use super::fields::{Fields, Place, Report, shown};
use super::loading::Sources;
use super::near;
use crate::base::{Code, Span};

/// The table of word frequencies beside the packs of a language.
const FREQUENCY: &str = "word-frequency.tsv";
/// A project's own settings, in the working directory.
const SETTINGS: &str = "parallax.toml";

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A pack.
    Pack,
    /// Word frequencies.
    Frequency,
    /// `parallax.toml`.
    Settings,
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
    /// What it is for.
    pub purpose: Use,
    /// Bundled files are 0; of the others, those of one `--rules` argument share a number.
    pub layer: usize,
}

/// All files in force, and what could not be read (index of a file, what, what to do).
#[derive(Debug, Default)]
pub(super) struct Files {
    pub list: Vec<File>,
    pub problems: Vec<(usize, String, String)>,
    /// Ids that `parallax.toml` switches off, with their places.
    pub disabled: Vec<(String, Place)>,
}

/// Finds and reads the files of all sources.
pub(super) fn collect(sources: &Sources) -> Files {
    let mut files = Files::default();
    for &(path, text) in BUNDLED {
        files.add(path, format!("rules/{path}"), Cow::Borrowed(text), 0);
    }
    let mut layer = 1;
    let mut read_all = |files: &mut Files, paths: &[PathBuf]| {
        for path in paths {
            files.read(path, layer);
            layer += 1;
        }
    };
    if !sources.no_user_rules {
        let folder = user_folder();
        read_all(&mut files, &folder.into_iter().filter(|folder| folder.is_dir()).collect::<Vec<_>>());
        let more = files.settings(Path::new(SETTINGS));
        read_all(&mut files, &more);
    }
    read_all(&mut files, &sources.paths);
    files
}

/// `$XDG_CONFIG_HOME/parallax/rules`, or the same under `~/.config`.
fn user_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(config.join("parallax").join("rules"))
}

impl Files {
    /// Adds a file by its path under `rules/`.
    pub fn add(&mut self, path: &str, name: String, text: Cow<'static, str>, layer: usize) {
        let purpose = match path.rsplit('/').next() {
            Some(FREQUENCY) => Use::Frequency,
            _ if path.ends_with(".toml") => Use::Pack,
            _ => Use::Elsewhere,
        };
        let id = path.strip_suffix(".toml").unwrap_or(path).to_owned();
        self.list.push(File { id, name, text, purpose, layer });
    }

    fn problem(&mut self, path: &Path, message: impl Into<String>, help: &str) {
        let name = path.display().to_string();
        self.list.push(File { id: String::new(), name, text: Cow::Borrowed(""), purpose: Use::Nothing, layer: 0 });
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
        if self.list.len() == before {
            self.problem(path, "no packs in this folder", "packs are files that end in `.toml`");
        }
    }

    fn read_file(&mut self, path: &Path, id: &str, layer: usize) {
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

    /// Reads `parallax.toml`, where there is one: more folders of packs, and rules to switch off.
    fn settings(&mut self, path: &Path) -> Vec<PathBuf> {
        if !path.is_file() {
            return Vec::new();
        }
        self.read_file(path, SETTINGS, 0);
        let index = self.list.len() - 1;
        let Some(file) = self.list.get_mut(index).filter(|file| file.purpose == Use::Pack) else { return Vec::new() };
        file.purpose = Use::Settings;
        let (paths, disabled) = read_settings(&file.text, index);
        self.disabled = disabled;
        paths
    }

    /// Over the paths and contents of all files, so that results say by which rules they were made.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in self.list.iter().filter(|file| file.purpose != Use::Nothing) {
            for part in [&file.id, file.text.as_ref()] {
                hasher.update(part.len().to_le_bytes());
                hasher.update(part);
            }
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The folders and switched-off rules of a settings file. What is wrong in it is reported by [`check_settings`].
fn read_settings(text: &str, file: usize) -> (Vec<PathBuf>, Vec<(String, Place)>) {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let fields = Fields::new(Place { file, span: Span::default() }, table.get_ref());
    let mut ignored = Report::new(&[]);
    let paths = fields.texts("rules", &mut ignored).iter().map(|path| PathBuf::from(path.value)).collect();
    let disable = fields.table("disable", &mut ignored);
    let disabled = disable.map_or_else(Vec::new, |table| table.texts("rules", &mut ignored));
    (paths, disabled.iter().map(|text| (text.value.to_owned(), text.place)).collect())
}

/// Reports what is wrong in a settings file: keys nobody reads, and switched-off rules that do not exist.
pub(super) fn check_settings(fields: &Fields, ids: &[&str], report: &mut Report) {
    fields.only(&["rules", "disable"], report);
    fields.texts("rules", report);
    let Some(disable) = fields.table("disable", report) else { return };
    disable.only(&["rules"], report);
    for id in disable.texts("rules", report) {
        if !ids.contains(&id.value) {
            let help = near(id.value, ids.iter().copied());
            report.error(id.place, Code::UnknownId, format!("no rule is called `{}`", shown(id.value)), help);
        }
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
        for path in files.settings(&folder.path().join(SETTINGS)) {
            files.read(&folder.path().join(path), 1);
        }
        files.read(&folder.path().join("packs"), 2);
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
            &["parallax.toml: unknown key `rule`", "parallax.toml: no rule is called `onee`"],
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
