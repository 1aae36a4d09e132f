//! `rules watch` from the outside: files are saved as editors save them, and what it prints is read. Only what comes, and in
//! which order, is tested; how long it takes is for benches.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// So long a slow machine may take.
const PATIENCE: Duration = Duration::from_secs(30);

struct Watching {
    folder: tempfile::TempDir,
    child: Child,
    lines: Receiver<String>,
}

fn pack(pattern: &str, hit: &str) -> String {
    format!(
        "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"doubt\"\ntitle = \"Tales\"\n[[rule]]\nid = \"tale\"\nmatch = [{pattern}]\n\
         strength = 0.9\nwhy = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\nhits = [\"{hit}\"]\nmisses = [\"The zztale of zzyarns.\"]\n"
    )
}

impl Watching {
    /// Watches a folder with one pack over one article.
    fn begin(arguments: &[&str]) -> Watching {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("rules")).unwrap();
        fs::write(folder.path().join("rules/tales.toml"), pack("\"a zzyarn\"", "It is [a zzyarn].")).unwrap();
        fs::write(folder.path().join("a.txt"), "The report is a zzyarn. Critics call it a zztale.\n").unwrap();
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("parallax"))
            .current_dir(folder.path())
            .args(["rules", "watch", "rules", "a.txt", "--no-user-rules"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Watching { folder, child, lines }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All lines up to the one that holds `end`.
    fn until(&self, end: &str) -> String {
        let began = Instant::now();
        let mut all = String::new();
        loop {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let line = self.lines.recv_timeout(left).unwrap_or_else(|_| panic!("`{end}` does not come after:\n{all}"));
            all.push_str(&line);
            all.push('\n');
            if line.contains(end) {
                return all;
            }
        }
    }

    /// What is printed for the next save that says `part`. A save in two steps may be looked at twice.
    fn save_with(&self, part: &str) -> String {
        let mut all = self.until(part);
        if !all.ends_with(" ms\n") {
            all += &self.until(" ms");
        }
        all
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_save_shows_what_it_does_and_a_broken_file_keeps_the_last_sound_rules() {
    let watching = Watching::begin(&[]);
    let file = watching.path("rules/tales.toml");
    watching.save_with("failed: 0");

    fs::write(&file, pack("\"a zztale\"", "It is [a zztale].")).unwrap();
    let shown = watching.save_with("lost 1");
    assert!(shown.contains("rules/tales.toml: saved") && shown.contains("gained 1"), "{shown}");
    assert!(
        shown.contains("+ Critics call it [a zztale].") && shown.contains("- The report is [a zzyarn]."),
        "{shown}"
    );

    // Half-written.
    fs::write(&file, "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"doub").unwrap();
    let shown = watching.save_with("tales.toml:4:");
    assert!(shown.contains("once this is mended") && !shown.contains("gained"), "{shown}");

    // In its place by rename, as editors do, and with an example that fails.
    let fresh = watching.path("rules/.tales.toml.new");
    fs::write(&fresh, pack("\"a zztale\", \"a zzyarn\"", "It is [zztale].")).unwrap();
    fs::rename(&fresh, &file).unwrap();
    let shown = watching.save_with("gained 1");
    assert!(shown.contains("lost 0") && shown.contains("failed: 1"), "{shown}");

    // A new file under another name; the old one goes.
    fs::rename(&file, watching.path("rules/stories.toml")).unwrap();
    let shown = watching.save_with("changed 2");
    assert!(shown.contains("rules/tales.toml: gone") || shown.contains("rules/stories.toml: saved"), "{shown}");
    assert!(shown.contains("tales/tale (now stories/tale)"), "{shown}");
    fs::write(&file, pack("\"the report\"", "It is [the report].")).unwrap();
    watching.save_with("gained 1");
    fs::remove_file(watching.path("rules/stories.toml")).unwrap();
    watching.save_with("lost 2");
}

#[test]
fn a_folder_may_go_and_come_back() {
    let watching = Watching::begin(&[]);
    watching.save_with("failed: 0");
    fs::rename(watching.path("rules"), watching.path("away")).unwrap();
    watching.save_with("once this is mended");
    fs::create_dir(watching.path("rules")).unwrap();
    fs::write(watching.path("rules/tales.toml"), pack("\"the report\"", "It is [the report].")).unwrap();
    let shown = watching.save_with("gained 1");
    assert!(shown.contains("lost 1"), "{shown}");
    fs::write(watching.path("rules/tales.toml"), pack("\"the report is\"", "So [the report is].")).unwrap();
    watching.save_with("changed 1");
}

#[test]
fn saves_are_lines_of_json_for_programs() {
    let watching = Watching::begin(&["--format", "json"]);
    let first: serde_json::Value = serde_json::from_str(&watching.until("{")).unwrap();
    assert_eq!((&first["sound"], &first["tested"]["failures"]), (&true.into(), &serde_json::json!([])));
    fs::write(watching.path("rules/tales.toml"), pack("\"a zztale\"", "It is [a zztale].")).unwrap();
    let mut line = watching.until("{");
    // A file that is emptied before it is written may be looked at when it is empty.
    while !line.contains("\"sound\":true") {
        line = watching.until("{");
    }
    let saved: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&saved["diff"]["gained"], &saved["diff"]["lost"]), (&1.into(), &1.into()));
    assert!(saved["milliseconds"].is_u64() && saved["ruleset"] != first["ruleset"]);
}

#[test]
fn an_interrupt_ends_it_well() {
    let mut watching = Watching::begin(&[]);
    watching.save_with("failed: 0");
    let id = watching.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(watching.child.wait().unwrap().code(), Some(0));
}
