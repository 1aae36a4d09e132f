//! `parallax-align.toml`: where a reader knows better which claims say the same. Claims are named by words quoted from their
//! articles, so that the file outlives new rules, other articles and another version of the program.

use std::path::{Path, PathBuf};

use super::fields::{Fields, Place, Report, Value, span};
use super::files::{self, File, Files};
use super::keys::{ALIGN, QUOTED, RULINGS};
use super::loading::diagnostics;
use super::mending;
use crate::base::{Code, Diagnostic, Diagnostics, Level};

/// The name under which the file is found beside the articles.
pub const FILE: &str = "parallax-align.toml";

/// What a reader says of some claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They are one row.
    Join,
    /// No two of them share a row.
    Split,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Ruling {
    /// What is said.
    pub verdict: Verdict,
    /// Of which claims; two or more.
    pub claims: Vec<QuotedClaim>,
}

/// A claim named by its words.
#[derive(Debug, Clone)]
pub struct QuotedClaim {
    /// As the article has them, but for white space, capitals and the shape of quotation marks.
    pub words: String,
    /// Only in the article of this id or file.
    pub article: Option<String>,
    /// Only in articles of this outlet.
    pub outlet: Option<String>,
    place: Place,
}

/// All rulings, with the texts of their files.
#[derive(Debug, Clone, Default)]
pub struct Rulings {
    /// In the order of files and places.
    pub list: Vec<Ruling>,
    sources: Vec<(String, String)>,
}

impl Rulings {
    /// The claims that are named, by their number.
    pub fn claims(&self) -> impl Iterator<Item = &QuotedClaim> {
        self.list.iter().flat_map(|ruling| &ruling.claims)
    }

    /// A warning about a quotation, at its place.
    pub fn warning(&self, claim: &QuotedClaim, message: String, help: String) -> Option<Diagnostic> {
        let (name, text) = self.sources.get(claim.place.file)?;
        let found = Diagnostic::new(Level::Warning, Code::LostQuotation, name, text, claim.place.span, message);
        Some(found.help(help))
    }

    /// Findings with the texts that they point into.
    pub fn shown(&self, list: Vec<Diagnostic>) -> Diagnostics {
        Diagnostics { list, sources: self.sources.clone() }
    }
}

/// Reads the file that is named, or else those that lie beside the inputs. Sound entries hold whatever is wrong with others.
pub fn rulings(named: Option<&Path>, beside: &[PathBuf]) -> (Rulings, Diagnostics) {
    let mut files = Files::default();
    match named {
        Some(path) => files.read_file(path, FILE, 0),
        None => files.beside(beside, FILE),
    }
    let mut report = Report::new(&files.list);
    for (file, message, help) in &files.problems {
        let place = Place { file: *file, span: Default::default() };
        report.error(place, Code::Unreadable, message.as_str(), Some(help.clone()));
    }
    let mut list = Vec::new();
    for (number, file) in files.list.iter().enumerate().filter(|(_, file)| file.purpose != files::Use::Nothing) {
        read(number, file, &mut list, &mut report);
    }
    let sources = files.list.iter().map(|file| (file.name.clone(), file.text.clone().into_owned())).collect();
    (Rulings { list, sources }, diagnostics(report.found, &files.list))
}

fn read(number: usize, file: &File, list: &mut Vec<Ruling>, report: &mut Report) {
    let mended = mending::parse(&file.text);
    let table = match &mended {
        Ok(table) => table,
        Err(mended) => &mended.parse(number, report).0,
    };
    let fields = Fields::new(Place { file: number, span: span(&table.span()) }, table.get_ref());
    fields.only(&[RULINGS], report);
    let Some(value) = fields.get("align") else { return };
    let Some(values) = value.array() else {
        report.error(value.place(), Code::WrongType, "write `[[align]]` with two brackets", None);
        return;
    };
    for value in values {
        match value.fields() {
            Some(fields) => list.extend(ruling(&fields, report)),
            None => value.unexpected("a table", report),
        }
    }
}

fn ruling(fields: &Fields, report: &mut Report) -> Option<Ruling> {
    let before = report.errors();
    fields.only(&[ALIGN], report);
    fields.text("why", report);
    let whose = |report: &mut Report| {
        ["article", "outlet"].map(|key| fields.text(key, report).map(|text| text.value.to_owned()))
    };
    let [article, outlet] = whose(report);
    let (verdict, value) = match (fields.get("join"), fields.get("split")) {
        (Some(value), None) => (Verdict::Join, value),
        (None, Some(value)) => (Verdict::Split, value),
        (Some(_), Some(both)) => {
            let help = "write two entries: `[[align]]` begins another";
            report.error(both.place(), Code::BadValue, "an entry joins or splits, not both", Some(help.into()));
            return None;
        }
        (None, None) => {
            fields.missing("join", report);
            return None;
        }
    };
    let Some(values) = value.array() else {
        value.unexpected("an array of quotations", report);
        return None;
    };
    let mut claims: Vec<QuotedClaim> = values.filter_map(|value| quoted(value, report)).collect();
    for claim in &mut claims {
        claim.article = claim.article.take().or_else(|| article.clone());
        claim.outlet = claim.outlet.take().or_else(|| outlet.clone());
    }
    if claims.len() < 2 && report.errors() == before {
        let help = "quote words of each of the claims: join = [\"…\", \"…\"]";
        report.error(value.place(), Code::BadValue, "it takes two quotations or more", Some(help.into()));
    }
    (report.errors() == before).then_some(Ruling { verdict, claims })
}

/// A string, or a table with `text` and whose words they are.
fn quoted(value: Value, report: &mut Report) -> Option<QuotedClaim> {
    if let Some(text) = value.text() {
        if text.value.trim().is_empty() {
            report.error(text.place, Code::Empty, "the quotation says nothing", None);
            return None;
        }
        return Some(QuotedClaim { words: text.value.to_owned(), article: None, outlet: None, place: text.place });
    }
    let Some(fields) = value.fields() else {
        value.unexpected("a quotation, or a table with `text`", report);
        return None;
    };
    fields.only(&[QUOTED], report);
    let words = fields.needed("text", report);
    let [article, outlet] = ["article", "outlet"].map(|key| fields.text(key, report).map(|text| text.value.to_owned()));
    let place = fields.text("text", report)?.place;
    (!words.is_empty()).then_some(QuotedClaim { words, article, outlet, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file and gives what is wrong with it, each as `line:column message; help`.
    fn check(text: &str, expect: &[&str]) -> Rulings {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), text).unwrap();
        let (rulings, found) = rulings(None, &[folder.path().to_owned()]);
        let found: Vec<_> = found
            .list
            .iter()
            .map(|f| format!("{}:{} {}; {}", f.line, f.column, f.message, f.help.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(found, expect);
        rulings
    }

    #[test]
    fn quotations_are_strings_or_tables_and_an_entry_can_say_whose() {
        let rulings = check(
            "[[align]]\njoin = [\"ten died\", { text = \"Twelve died\", outlet = \"B\" }]\nwhy = \"one crash\"\n\
             [[align]]\nsplit = [\"one\", \"two\"]\narticle = \"a1\"\n",
            &[],
        );
        let verdicts: Vec<Verdict> = rulings.list.iter().map(|ruling| ruling.verdict).collect();
        assert_eq!(verdicts, [Verdict::Join, Verdict::Split]);
        let claims: Vec<_> =
            rulings.claims().map(|c| (c.words.as_str(), c.article.as_deref(), c.outlet.as_deref())).collect();
        let expect = [
            ("ten died", None, None),
            ("Twelve died", None, Some("B")),
            ("one", Some("a1"), None),
            ("two", Some("a1"), None),
        ];
        assert_eq!(claims, expect);
    }

    #[test]
    fn mistakes_have_their_places_and_sound_entries_hold() {
        let rulings = check(
            "[[align]]\njion = [\"a\", \"b\"]\n[[align]]\nsplit = [\"a\"]\n[[align]]\njoin = [\"a\", 7]\n\
             [[align]]\njoin = [\"sound\", \"entry\"]\n[[align]]\njoin = [{ txt = \"a\" }, \"b\"]\n",
            &[
                "2:1 unknown key `jion`; did you mean `join`?",
                "4:9 it takes two quotations or more; quote words of each of the claims: join = [\"…\", \"…\"]",
                "6:14 expected a quotation, or a table with `text`, found a number; ",
                "10:11 unknown key `txt`; did you mean `text`?",
            ],
        );
        assert_eq!(rulings.list.len(), 1);
    }

    #[test]
    fn a_file_that_is_named_must_be_there() {
        let (_, found) = rulings(Some(Path::new("no/such.toml")), &[]);
        assert!(found.has_errors());
    }
}
