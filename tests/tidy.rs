//! The house rules that a machine can hold: floors, file sizes, module headers, no panic on purpose.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module with its floor: a module imports only from lower ones.
const FLOORS: &[(&str, u8)] = &[
    ("base", 0),
    ("rules", 1),
    ("store", 1),
    ("text", 2),
    ("matching", 3),
    ("ingest", 4),
    ("cues", 4),
    ("attribution", 5),
    ("claims", 6),
    ("events", 7),
    ("align", 8),
    ("compare", 9),
    ("profile", 9),
    ("analysis", 10),
    ("lint", 11),
    ("render", 11),
    ("report", 12),
    ("exercise", 12),
    ("fetch", 12),
    ("cli", 13),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        // What tests install beside themselves is not ours.
        let foreign = [".venv", "node_modules"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !foreign {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let named = |path: &PathBuf| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    files(&src, ".rs").iter().map(|path| (named(path), fs::read_to_string(path).unwrap())).collect()
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

#[test]
fn a_module_imports_only_from_lower_floors() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let own = file.split('/').next().unwrap().trim_end_matches(".rs");
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let mine = floor(own).unwrap_or_else(|| panic!("src/{file}: the module {own} has no floor"));
        for (number, line) in text.lines().enumerate() {
            for path in line.split("crate::").skip(1) {
                let other: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(theirs) = floor(&other) else { continue };
                if other != own && theirs >= mine {
                    wrong
                        .push(format!("src/{file}:{}: {own} (floor {mine}) uses {other} (floor {theirs})", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_are_imported_one_by_one() {
    // A grouped import of the crate root would slip past the floors.
    let grouped = |text: &str| text.contains("crate::{");
    let found: Vec<String> = sources().into_iter().filter(|(_, text)| grouped(text)).map(|(file, _)| file).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_file_opens_with_what_it_owns_and_stays_short() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//!") {
            wrong.push(format!("src/{file}: no `//!` header"));
        }
        let lines = text.lines().count();
        if lines > 420 {
            wrong.push(format!("src/{file}: {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_module_is_a_junk_room() {
    let vague = ["utils", "util", "misc", "helpers", "helper", "manager", "common"];
    let is_vague = |file: &String| file.split('/').any(|part| vague.contains(&part.trim_end_matches(".rs")));
    let found: Vec<String> = sources().into_iter().map(|(file, _)| file).filter(is_vague).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn nothing_outside_tests_panics_on_purpose() {
    let calls = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if file.ends_with("tests.rs") || file.contains("/tests/") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            if calls.iter().any(|call| line.contains(call)) && !line.trim_start().starts_with("//") {
                wrong.push(format!("src/{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_speaks_of_the_machine_it_was_written_on() {
    let places = ["/work/", "/root/", "/tmp/bash"];
    let mut all: Vec<PathBuf> = Vec::new();
    for folder in ["src", "rules", "tests", "docs", "examples", "benches"] {
        for ending in [".rs", ".toml", ".md", ".txt", ".json"] {
            all.extend(files(&root().join(folder), ending));
        }
    }
    let mut wrong = Vec::new();
    for path in all.iter().filter(|path| !path.ends_with("tests/tidy.rs")) {
        let text = fs::read_to_string(path).unwrap_or_default();
        if let Some(place) = places.iter().find(|place| text.contains(**place)) {
            wrong.push(format!("{}: {place}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
