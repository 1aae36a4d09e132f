//! Where packs come from and on what terms: version, licence, authors. Said in a pack's own `[pack]`, or for all packs of a
//! folder in the `[pack]` of its `pack.toml`, which has no `kind`.

use semver::Version;
use serde::Serialize;

use super::fields::{Fields, Place, Report, Text, shown};
use super::packs::Parsed;
use super::{keys, near};
use crate::base::{Code, Span};

/// Where a pack comes from, and on what terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// What the packs of the folder are called together.
    pub name: Option<String>,
    /// By semantic versioning: `1.0.2`.
    pub version: Option<String>,
    /// An SPDX expression: `CC-BY-4.0`.
    pub licence: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where to read more.
    pub homepage: Option<String>,
    /// The least version of Parallax that reads it.
    pub requires: Option<String>,
}

/// What a `pack.toml` hands down to the packs of its folder.
pub(super) struct Folder {
    /// The folder, as ids begin with it; empty for the root.
    path: String,
    layer: usize,
    pub manifest: Manifest,
    pub language: Option<String>,
    /// Whether this version can read its packs.
    pub met: bool,
}

/// Reads all `pack.toml`.
pub(super) fn folders(parsed: &[Parsed], report: &mut Report) -> Vec<Folder> {
    let mut folders = Vec::new();
    for document in parsed {
        let place = Place { file: document.file, span: Span::default() };
        let root = Fields::new(place, document.table.get_ref());
        let Some(file) = report.files.get(document.file) else { continue };
        let (path, layer) = (file.id.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(), file.layer);
        root.only(&[keys::FOLDER], report);
        let Some(head) = root.table("pack", report) else {
            if root.get("pack").is_none() && document.broken.is_empty() {
                let help = "it says what holds for all packs of this folder";
                report.error(place, Code::MissingKey, "the table `[pack]` is missing", Some(help.into()));
            }
            continue;
        };
        if let Some(kind) = head.get("kind") {
            let help = "it speaks of the packs of its folder; a pack needs another file name";
            report.error(kind.place(), Code::UnknownKey, "`pack.toml` has no `kind`", Some(help.into()));
        }
        match head.get("kind") {
            // A pack under this name; its other keys are no mistake of their own.
            Some(_) => head.only(&[keys::PACK, keys::MANIFEST], report),
            None => head.only(&[keys::MANIFEST, keys::INHERITED], report),
        }
        let (manifest, met) = read(&head, report);
        let language = head.text("language", report).map(|text| text.value.to_owned());
        folders.push(Folder { path, layer, manifest, language, met });
    }
    folders
}

/// What the nearest folder above a file of a layer hands down.
pub(super) fn inherited<'f>(folders: &'f [Folder], file: &str, layer: usize) -> Option<&'f Folder> {
    let above = |folder: &&Folder| {
        let inside = file.strip_prefix(folder.path.as_str()).is_some_and(|rest| rest.starts_with('/'));
        folder.layer == layer && (folder.path.is_empty() || inside)
    };
    folders.iter().filter(above).max_by_key(|folder| folder.path.len())
}

/// Reads and checks what a `[pack]` says; `false` when it needs a newer Parallax.
pub(super) fn read(head: &Fields, report: &mut Report) -> (Manifest, bool) {
    let owned = |text: Option<Text>| text.map(|text| text.value.to_owned());
    let version = head.text("version", report).filter(|text| is_version(text, report));
    if let (Some(_), Some(second)) = (head.get("licence"), head.get("license")) {
        let message = "`license` and `licence` are one key";
        report.error(second.place(), Code::GivenTwice, message, Some("take one of them out".into()));
    }
    let key = if head.get("licence").is_some() { "licence" } else { "license" };
    let licence = head.text(key, report).filter(|text| is_licence(text, report));
    let homepage = head.text("homepage", report).filter(|text| is_address(text, report));
    let requires = head.text("requires", report);
    let met = requires.is_none_or(|text| is_met(&text, report));
    let manifest = Manifest {
        name: owned(head.text("name", report)),
        version: owned(version),
        licence: owned(licence),
        authors: head.texts("authors", report).iter().map(|text| text.value.to_owned()).collect(),
        homepage: owned(homepage),
        requires: owned(requires),
    };
    (manifest, met)
}

impl Manifest {
    /// What it says, and where it says nothing what the other one does.
    pub(super) fn or(self, other: &Manifest) -> Manifest {
        Manifest {
            name: self.name.or_else(|| other.name.clone()),
            version: self.version.or_else(|| other.version.clone()),
            licence: self.licence.or_else(|| other.licence.clone()),
            authors: if self.authors.is_empty() { other.authors.clone() } else { self.authors },
            homepage: self.homepage.or_else(|| other.homepage.clone()),
            requires: self.requires.or_else(|| other.requires.clone()),
        }
    }
}

fn is_version(text: &Text, report: &mut Report) -> bool {
    let sound = Version::parse(text.value);
    if let Err(error) = &sound {
        let message = format!("`{}` is not a version: {error}", shown(text.value));
        report.error(text.place, Code::BadValue, message, Some("write three numbers: `1.0.2`".into()));
    }
    sound.is_ok()
}

fn is_licence(text: &Text, report: &mut Report) -> bool {
    let sound = spdx::Expression::parse(text.value);
    if let Err(error) = &sound {
        let help = near(text.value, spdx::identifiers::LICENSES.iter().map(|licence| licence.name))
            .unwrap_or_else(|| "name it as spdx.org/licenses does: `CC-BY-4.0`, `MIT OR Apache-2.0`".into());
        let message = format!("`{}` is not a licence: {}", shown(text.value), error.reason);
        report.error(text.place, Code::BadValue, message, Some(help));
    }
    sound.is_ok()
}

fn is_address(text: &Text, report: &mut Report) -> bool {
    let sound = ["https://", "http://"].iter().any(|scheme| text.value.starts_with(scheme));
    if !sound {
        let help = Some("it begins with `https://`".into());
        report.error(text.place, Code::BadValue, format!("`{}` is not an address", shown(text.value)), help);
    }
    sound
}

/// Whether this version is the wanted one or a later one; `0.2` is `0.2.0`.
fn is_met(text: &Text, report: &mut Report) -> bool {
    let parts = text.value.split('.').count();
    let whole = format!("{}{}", text.value, ".0".repeat(3usize.saturating_sub(parts)));
    let (Ok(wanted), Ok(own)) = (Version::parse(&whole), Version::parse(env!("CARGO_PKG_VERSION"))) else {
        let message = format!("`{}` is not a version", shown(text.value));
        report.error(text.place, Code::BadValue, message, Some("write the least version: `0.2` or `0.2.1`".into()));
        return true;
    };
    if wanted > own {
        let message = format!("this needs Parallax {wanted} or later; this is {own}");
        report.error(text.place, Code::NeedsNewer, message, Some("install a newer one, or leave it out".into()));
    }
    wanted <= own
}

#[cfg(test)]
mod tests {
    use crate::rules::load_texts;

    const PACK: &str = "schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n";

    fn pack(texts: &[(&str, &str)], id: &str) -> Option<crate::rules::Pack> {
        let loaded = load_texts(texts);
        assert!(loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
        loaded.rules.packs.into_iter().find(|pack| pack.id == id)
    }

    #[test]
    fn packs_inherit_from_the_nearest_folder_and_say_more_of_themselves() {
        let far = "schema = 1\n[pack]\nname = \"All\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\nlanguage = \"de\"\n";
        let near = "schema = 1\n[pack]\nname = \"Near\"\nlicence = \"CC-BY-4.0\"\nauthors = [\"Ann\"]\n";
        let own = format!("{PACK}version = \"2.0.0-beta.1\"\n");
        let texts =
            [("x/pack.toml", far), ("x/a.toml", PACK), ("x/y/pack.toml", near), ("x/y/b.toml", &own), ("z.toml", PACK)];
        let a = pack(&texts, "x/a").unwrap();
        assert_eq!((a.manifest.name.as_deref(), a.manifest.version.as_deref()), (Some("All"), Some("1.0.0")));
        assert_eq!((a.manifest.licence.as_deref(), a.language.as_deref()), (Some("MIT"), Some("de")));
        let b = pack(&texts, "x/y/b").unwrap();
        assert_eq!((b.manifest.version.as_deref(), b.manifest.name.as_deref()), (Some("2.0.0-beta.1"), Some("Near")));
        assert_eq!((b.manifest.authors, b.language), (vec!["Ann".to_owned()], None));
        assert_eq!(pack(&texts, "z").unwrap().manifest, super::Manifest::default());
    }

    #[test]
    fn the_bundled_packs_say_where_they_come_from() {
        let packs = load_texts(&[]).rules.packs;
        let said = packs.iter().all(|pack| pack.manifest.version.is_some() && pack.manifest.licence.is_some());
        assert!(said && packs.iter().all(|pack| pack.language.as_deref() == Some("en")));
    }

    #[test]
    fn a_mistake_in_a_manifest_has_its_place() {
        let check = |line: &str, expect: &str| {
            for (name, text) in
                [("x/pack.toml", format!("schema = 1\n[pack]\n{line}\n")), ("x/a.toml", format!("{PACK}{line}"))]
            {
                let loaded = load_texts(&[(name, &text)]);
                let found: Vec<_> = loaded.diagnostics.list.iter().map(|found| found.message.as_str()).collect();
                assert_eq!(found, [expect], "{line}");
                assert_eq!(
                    loaded.diagnostics.list[0].span.of(&text).trim_matches('"'),
                    line.split('"').nth(1).unwrap()
                );
            }
        };
        check(
            "version = \"1.0\"",
            "`1.0` is not a version: unexpected end of input while parsing minor version number",
        );
        check("licence = \"CC-BY-4\"", "`CC-BY-4` is not a licence: unknown term");
        check("homepage = \"example.org\"", "`example.org` is not an address");
        check(
            "requires = \"99.1\"",
            &format!("this needs Parallax 99.1.0 or later; this is {}", env!("CARGO_PKG_VERSION")),
        );
        check("requires = \"next\"", "`next` is not a version");
    }

    #[test]
    fn a_pack_that_needs_a_newer_version_is_left_out() {
        let texts = [("x/pack.toml", "schema = 1\n[pack]\nrequires = \"99\"\n"), ("x/a.toml", PACK)];
        let loaded = load_texts(&texts);
        assert_eq!(loaded.diagnostics.list.len(), 1, "{}", loaded.diagnostics.render(false));
        assert!(loaded.rules.packs.iter().all(|pack| pack.id != "x/a"));
    }
}
