//! Ctrl-C: what is complete is written, nothing is cut, and the exit status says so.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;

const STORY: &str =
    "The bridge over the harbour was closed on Friday after cracks were found in two of its piers, the council said.";

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin("parallax"));
    // So that a batch is of one size on every machine: eight articles a thread.
    command.args(arguments).arg("--no-user-rules").env("RAYON_NUM_THREADS", "8");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn line(number: usize) -> String {
    // What a file is, is judged by its first eight kilobytes.
    let rest = if number == 0 { "x".repeat(9000) } else { String::new() };
    format!(
        "{}\n",
        serde_json::json!({ "id": format!("a{number}"), "text": format!("{number}. {STORY}"), "rest": rest })
    )
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The ids of output lines, each a whole object.
fn ids(lines: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    lines.lines().map(id).collect()
}

#[test]
fn what_is_complete_is_written_when_reading_is_interrupted() {
    for command in ["ingest", "annotate"] {
        let mut child = start(&[command, "-"]);
        let mut stdin = child.stdin.take().unwrap();
        (0..300).for_each(|n| stdin.write_all(line(n).as_bytes()).unwrap());
        stdin.flush().unwrap();
        // The first batch is out, and the input stays open: nothing but the signal ends the program.
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut written = String::new();
        stdout.read_line(&mut written).unwrap();
        interrupt(&child);
        stdout.read_to_string(&mut written).unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{command}: {said}");
        assert_eq!(said, "error: stopped; what was complete is written\n", "{command}");
        let got = ids(&written);
        let want: Vec<String> = (0..got.len()).map(|n| format!("a{n}")).collect();
        assert!(got.len() >= 64 && got == want, "{command}: {got:?}");
        drop(stdin);
    }
}

#[test]
fn a_file_takes_its_place_with_what_was_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    let mut child = start(&["ingest", "-", "-o", path.to_str().unwrap()]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all([line(0), line(1), line(1).replace("a1", "again")].concat().as_bytes()).unwrap();
    stdin.flush().unwrap();
    // The note on the third tells that all three are read.
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut note = String::new();
    stderr.read_line(&mut note).unwrap();
    assert_eq!(note, "note: again: the same as a1; left out\n");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(ids(&std::fs::read_to_string(&path).unwrap()), ["a0", "a1"]);
    drop(stdin);
}
