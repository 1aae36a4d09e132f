//! Files of every format, charset and compression, whole and broken: each gives its articles or says what is wrong and where.
//!
//! `tests/formats/files` holds them (`make.py` tells how they were made); `UPDATE_EXPECTED=1` writes `tests/formats/expected.txt`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

const FOLDER: &str = "tests/formats/files";

/// What `ingest` prints for a file: its status, each article in a line, then what it says.
fn ingested(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(cargo_bin("parallax")).args(["ingest", "--no-user-rules"]).args(more).arg(file).output().unwrap();
    let mut told = String::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let article: serde_json::Value = serde_json::from_str(line).unwrap();
        let or = |name: &str| article[name].as_str().unwrap_or("-").to_owned();
        let fields: Vec<String> = ["id", "outlet", "title", "author", "date", "lang"].map(or).to_vec();
        let text = or("text");
        let start: String = text.chars().take(40).collect();
        let _ =
            writeln!(told, "  {} | {} characters: {}", fields.join(" | "), text.chars().count(), start.escape_debug());
    }
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        let _ = writeln!(told, "  {line}");
    }
    (output.status.code(), told)
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_file_gives_its_articles_or_says_what_is_wrong() {
    let mut told = String::new();
    for file in files() {
        let (status, said) = ingested(&file, &[]);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!said.is_empty(), "{name}: silence");
        assert!(!said.contains("panicked"), "{name}: {said}");
        let sound = !name.starts_with("broken") && !name.starts_with("empty") && !name.contains("header-only");
        assert_eq!(status, Some(if sound { 0 } else { 1 }), "{name}: {said}");
        let _ = writeln!(told, "{name}\n{said}");
    }
    let path = "tests/formats/expected.txt";
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, &told).unwrap();
    }
    assert_eq!(told, fs::read_to_string(path).unwrap_or_default());
}

#[test]
fn fifty_files_are_held() {
    assert!(files().len() >= 50, "{}", files().len());
}

#[test]
fn a_charset_that_is_named_is_read() {
    for file in ["broken-charset.txt", "broken-charset.csv"] {
        let (status, said) = ingested(&Path::new(FOLDER).join(file), &["--charset", "windows-1252"]);
        assert_eq!(status, Some(0), "{said}");
        assert!(!said.contains('\u{fffd}'), "{said}");
    }
}

#[test]
fn a_named_column_is_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n.csv");
    fs::write(&path, "raw,paper\nCracks were found in the bridge.,The Echo\n").unwrap();
    let (status, said) = ingested(&path, &["--map", "text=raw,outlet=paper"]);
    assert_eq!(
        (status, said.as_str()),
        (Some(0), "  n:1 | The Echo | - | - | - | - | 32 characters: Cracks were found in the bridge.\n")
    );
}

#[test]
fn what_was_left_out_of_a_page_is_told_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n.html");
    let story = "<p>The harbour bridge at Fenwick was closed on Friday after cracks were found in two of its piers.</p>"
        .to_owned()
        + "<p>Traders on the quay said that they had lost half of their custom since then, and asked for a ferry.</p>";
    let menu: String = (1..=20).map(|n| format!("<a href=/{n}>Section {n}</a> ")).collect();
    let page = format!(
        "<body><nav>{menu}</nav><main><article>{story}<p><a href=/f>FERRY RUNS AGAIN AFTER STORM</a></p><p>Engineers will look at the other piers next week, the council said on Sunday.</p>\
         <figure><figcaption>The pier</figcaption></figure></article></main><footer>Terms of use</footer></body>"
    );
    fs::write(&path, page).unwrap();
    let (status, said) = ingested(&path, &["--explain"]);
    assert_eq!(status, Some(0), "{said}");
    for told in [
        "  n:1: extraction/nav: Section 1 Section 2 Section 3 Section 4 Section 5 Section 6 Section 7 Section 8 … (40 words)",
        "  n:5: structure/link: FERRY RUNS AGAIN AFTER STORM",
        "extraction/footer: Terms of use",
        ": The pier",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let (_, said) = ingested(&path, &[]);
    assert_eq!(said.lines().count(), 1, "{said}");
}
