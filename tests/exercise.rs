//! `parallax exercise` over invented articles: the pages are those of `tests/exercise/`, and the same whatever the order of the
//! articles or the number of threads. Rebuild them with `UPDATE_EXPECTED=1 cargo test --test exercise`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// Every article in a file of its own.
fn articles(folder: &Path) -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare/dam/articles.jsonl");
    let text = fs::read_to_string(all).unwrap();
    let file = |(number, line): (usize, &str)| {
        let path = folder.join(format!("{number}.jsonl"));
        fs::write(&path, line).unwrap();
        path
    };
    text.lines().filter(|line| !line.trim().is_empty()).enumerate().map(file).collect()
}

/// The files of an exercise by name, packages and all; the command line is left out, for it names the folder.
fn made(articles: &[PathBuf], more: &[&str], threads: &str) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
        .arg("exercise")
        .args(articles)
        .args(["--no-user-rules", "--quiet", "--threads", threads, "-o"])
        .arg(folder.path())
        .args(more);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let kept = match (name.ends_with(".json"), String::from_utf8(bytes)) {
                (true, Ok(text)) => without_run(&text).into_bytes(),
                (false, Ok(text)) => without_command(&text).into_bytes(),
                (_, Err(packed)) => packed.into_bytes(),
            };
            (name, kept)
        })
        .collect();
    files.sort();
    files
}

fn without_command(text: &str) -> String {
    text.lines().filter(|line| !line.contains("parallax exercise")).map(|line| format!("{line}\n")).collect()
}

fn without_run(text: &str) -> String {
    let mut exercise: Value = serde_json::from_str(text).unwrap();
    let fields = exercise.as_object_mut().unwrap();
    fields.remove("command");
    fields.remove("ruleset");
    exercise.to_string()
}

#[test]
fn pages_of_invented_articles_are_as_expected() {
    let inputs = tempfile::tempdir().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exercise");
    for (name, text) in
        made(&articles(inputs.path()), &["--items", "20"], "2").iter().filter(|(name, _)| name.ends_with(".md"))
    {
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
        let text = std::str::from_utf8(text).unwrap();
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap_or_default(), text, "{name}");
    }
}

#[test]
fn neither_threads_nor_the_order_of_articles_change_a_byte() {
    let inputs = tempfile::tempdir().unwrap();
    let forth = articles(inputs.path());
    let mut back = forth.clone();
    back.reverse();
    assert_eq!(made(&forth, &[], "1"), made(&back, &[], "4"));
}

#[test]
fn each_format_writes_its_files_and_none_means_all_of_them() {
    let seeds = [PathBuf::from("seeds")];
    let names = |more: &[&str]| -> Vec<String> { made(&seeds, more, "2").into_iter().map(|(name, _)| name).collect() };
    let by_format: [(&str, &[&str]); 8] = [
        ("csv", &["exercise.csv"]),
        ("docx", &["key.docx", "worksheet.docx"]),
        ("gift", &["exercise.gift.txt"]),
        ("h5p", &["hedges.h5p"]),
        ("html", &["exercise.html", "key.html", "teacher.html", "worksheet.html"]),
        ("json", &["exercise.json"]),
        ("markdown", &["key.md", "teacher.md", "worksheet.md"]),
        ("qti", &["exercise-qti12.zip", "exercise-qti21.zip"]),
    ];
    let mut all = Vec::new();
    for (format, expected) in by_format {
        assert_eq!(names(&["--items", "20", "--format", format]), expected, "{format}");
        all.extend(expected.iter().map(|name| (*name).to_owned()));
    }
    all.sort();
    assert_eq!(names(&["--items", "20"]), all);
}

#[test]
fn every_item_has_one_right_answer_among_different_options() {
    let inputs = tempfile::tempdir().unwrap();
    for seed in ["1", "2", "3"] {
        let files = made(&articles(inputs.path()), &["--items", "40", "--seed", seed, "--format", "json"], "2");
        let exercise: Value = serde_json::from_slice(&files[0].1).unwrap();
        let items = exercise["items"].as_array().unwrap();
        assert!(!items.is_empty());
        for item in items {
            let body = &item["body"];
            for list in ["options", "left", "right", "items"] {
                let all: Vec<&str> =
                    body[list].as_array().into_iter().flatten().map(|option| option.as_str().unwrap()).collect();
                assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{item}");
            }
            match body["form"].as_str().unwrap() {
                "choice" => {
                    let right = body["right"].as_u64().unwrap() as usize;
                    let words = body["options"][right].as_str().unwrap();
                    assert!(item["key"]["answer"].as_str().unwrap().contains(words), "{item}");
                }
                "match" => {
                    for (at, pair) in body["pairs"].as_array().unwrap().iter().enumerate() {
                        let words = &body["left"][at].as_str().unwrap();
                        let column = &body["right"][pair.as_u64().unwrap() as usize].as_str().unwrap();
                        assert!(item["key"]["answer"].as_str().unwrap().contains(&format!("{words} → {column}")));
                    }
                }
                "grid" => {
                    let rows = body["cells"].as_array().unwrap();
                    assert_eq!(rows.len(), body["rows"].as_array().unwrap().len());
                    let cells: Vec<bool> = rows
                        .iter()
                        .flat_map(|row| row.as_array().unwrap())
                        .map(|cell| cell.as_bool().unwrap())
                        .collect();
                    assert!(cells.contains(&true) && cells.contains(&false), "{item}");
                }
                "mark_spans" => {
                    for span in body["spans"].as_array().unwrap() {
                        let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
                        let words = &body["text"].as_str().unwrap()[start as usize..end as usize];
                        assert!(item["key"]["answer"].as_str().unwrap().contains(words), "{item}");
                    }
                }
                _ => {}
            }
        }
    }
}

#[test]
fn neither_answer_is_a_good_guess_at_who_vouches() {
    let inputs = tempfile::tempdir().unwrap();
    for seed in ["1", "2", "3", "4", "5", "6"] {
        let more = ["--types", "fact-or-claim", "--items", "2", "--seed", seed, "--format", "json"];
        let files = made(&articles(inputs.path()), &more, "2");
        let exercise: Value = serde_json::from_slice(&files[0].1).unwrap();
        let items = exercise["items"].as_array().unwrap();
        assert_eq!(items.len(), 2, "{exercise}");
        assert_ne!(items[0]["body"]["right"], items[1]["body"]["right"], "seed {seed}");
    }
}

#[test]
fn an_unknown_kind_is_named_with_its_neighbour() {
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(["exercise", "seeds", "--types", "hedge", "-o", "out"]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `hedges`"));
}
