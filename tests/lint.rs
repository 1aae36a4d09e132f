//! Golden runs of the rule writers' commands: `tests/lint/<command>/<case>/` holds `args` (an argument a line, after `rules`),
//! the files that the command reads, and what is expected of it: `stdout`, `stderr` and `status`, the last two only where
//! something is said and where it is not 0, and under `written/` the files it makes. Rebuild with `UPDATE_EXPECTED=1`.
//!
//! A case runs in a copy of its folder, without a user's configuration. JSON is compared as values, and the hash of the rule set as
//! `RULESET`, so that a change of a bundled rule that no case speaks of changes no file here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// What a case expects; everything else in its folder is input.
const EXPECTED: [&str; 4] = ["stdout", "stderr", "status", "written"];

/// All files of a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn is_expected(name: &str) -> bool {
    EXPECTED.contains(&name.split('/').next().unwrap_or(name))
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// Output as it is kept: JSON spread over lines, the rule set's hash left out.
fn kept(bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    let one: Result<serde_json::Value, _> = serde_json::from_str(&text);
    let Ok(mut value @ serde_json::Value::Object(_)) = one else { return text.into_bytes() };
    for name in ["ruleset", "old_ruleset"] {
        if let Some(hash) = value.get_mut(name) {
            *hash = "RULESET".into();
        }
    }
    (serde_json::to_string_pretty(&value).unwrap() + "\n").into_bytes()
}

/// Runs a case in a copy of its folder and gives what came of it, under the names of the files that expect it.
fn made(case: &Path) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let mut given = files(case);
    given.retain(|name, _| !is_expected(name) && name != "args");
    for (name, bytes) in &given {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let args = fs::read_to_string(case.join("args")).unwrap();
    let output = Command::cargo_bin("parallax")
        .unwrap()
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env("HOME", folder.path().join("nobody"))
        .env("XDG_CONFIG_HOME", folder.path().join("nobody"))
        .arg("rules")
        .args(args.lines())
        .output()
        .unwrap();
    let mut made = BTreeMap::from([("stdout".to_owned(), kept(output.stdout))]);
    if !output.stderr.is_empty() {
        made.insert("stderr".to_owned(), kept(output.stderr));
    }
    if !output.status.success() {
        made.insert("status".to_owned(), format!("{}\n", output.status.code().unwrap_or(-1)).into_bytes());
    }
    for (name, bytes) in files(folder.path()) {
        if given.get(&name) != Some(&bytes) {
            made.insert(format!("written/{name}"), bytes);
        }
    }
    made
}

fn update(case: &Path, made: &BTreeMap<String, Vec<u8>>) {
    for name in EXPECTED {
        let path = case.join(name);
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    for (name, bytes) in made {
        let path = case.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_commands_of_rule_writers_print_what_is_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let cases: Vec<PathBuf> = folders(&root).iter().flat_map(|command| folders(command)).collect();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let made = made(&case);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            update(&case, &made);
            continue;
        }
        let mut expected = files(&case);
        expected.retain(|name, _| is_expected(name));
        let names: std::collections::BTreeSet<&String> = made.keys().chain(expected.keys()).collect();
        for name in names.into_iter().filter(|name| made.get(*name) != expected.get(*name)) {
            let place = case.strip_prefix(&root).unwrap().join(name);
            let text = |of: &BTreeMap<String, Vec<u8>>| match of.get(name) {
                Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                None => "nothing\n".to_owned(),
            };
            wrong.push(format!("{}: expected\n{}found\n{}", place.display(), text(&expected), text(&made)));
        }
    }
    assert!(wrong.is_empty(), "{}\nlook at the differences, then run with UPDATE_EXPECTED=1", wrong.join("\n"));
}
