//! What was planted in the invented events under `tests/compare` (`planted.toml` beside the articles) is found, and nothing else is
//! called a conflict.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde::Deserialize;
use serde_json::Value;

/// What `planted.toml` holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Planted {
    /// Ids of articles that print the same text.
    copies: Vec<Vec<String>>,
    conflict: Vec<Conflict>,
    row: Vec<Row>,
    silence: Vec<Silence>,
    quotation: Vec<Quotation>,
    quoted_alone: Vec<QuotedAlone>,
    naming: Vec<Naming>,
    #[serde(default)]
    agency: Vec<Agency>,
}

/// `words` are those of the two columns of `between`, in their order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conflict {
    kind: String,
    words: [String; 2],
    between: [String; 2],
}

/// `says` stands in the label or in a cell; these columns tell it, and of `single_outlet` no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    says: String,
    status: String,
    told_by: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Silence {
    column: String,
    row: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quotation {
    column: String,
    words: String,
    how: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotedAlone {
    column: String,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Naming {
    name: String,
    column: String,
    words: String,
}

/// A `doer` of "nobody" is a passive that leaves it out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    act: String,
    column: String,
    doer: String,
}

fn run(command: &str, case: &Path) -> Value {
    let output = Command::cargo_bin("parallax")
        .unwrap()
        .args([command, &case.join("articles.jsonl").to_string_lossy(), "--no-user-rules", "--format", "json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], |list| list)
}

/// All entries of a part over the events of a comparison.
fn parts<'v>(found: &'v Value, part: &str) -> Vec<&'v Value> {
    list(found, "events").iter().flat_map(|event| list(event, part)).collect()
}

fn says(row: &Value, words: &str) -> bool {
    text(row, "label").contains(words) || list(row, "cells").iter().any(|cell| text(cell, "text").contains(words))
}

/// Column and words of both sides, in the columns' order.
fn sides(conflict: &Value, articles: &[Value]) -> [(String, String); 2] {
    let side = |name: &str| {
        let side = &conflict[name];
        let id = text(side, "claim").rsplit_once('#').unwrap().0;
        let whole = articles.iter().find(|a| text(a, "id") == id).map_or("", |a| text(a, "text"));
        let at = |field: &str| side[field].as_u64().unwrap() as usize;
        (text(side, "column").to_owned(), whole[at("start")..at("end")].to_owned())
    };
    let mut both = [side("a"), side("b")];
    both.sort();
    both
}

fn check(case: &Path, missing: &mut Vec<String>) {
    let planted: Planted = toml::from_str(&fs::read_to_string(case.join("planted.toml")).unwrap()).unwrap();
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let found = run("compare", case);
    let mut miss = |what: String| missing.push(format!("{name}: {what}"));

    let happenings = run("events", case);
    let copies: Vec<BTreeSet<&str>> = list(&happenings, "copies")
        .iter()
        .map(|group| list(group, "articles").iter().filter_map(Value::as_str).collect())
        .collect();
    for group in &planted.copies {
        let group: BTreeSet<&str> = group.iter().map(String::as_str).collect();
        if !copies.contains(&group) {
            miss(format!("copies {group:?}"));
        }
    }

    let rows = parts(&found, "rows");
    let conflicts = rows.iter().flat_map(|row| list(row, "conflicts"));
    let mut told: BTreeSet<(String, [(String, String); 2])> =
        conflicts.map(|c| (text(c, "kind").to_owned(), sides(c, list(&found, "articles")))).collect();
    for wanted in &planted.conflict {
        let mut both = [0, 1].map(|at| (wanted.between[at].clone(), wanted.words[at].clone()));
        both.sort();
        if !told.remove(&(wanted.kind.clone(), both)) {
            miss(format!("{wanted:?}"));
        }
    }
    for other in told {
        miss(format!("is no conflict: {other:?}"));
    }

    for wanted in &planted.row {
        let with: Vec<&&Value> = rows.iter().filter(|row| says(row, &wanted.says)).collect();
        let right = |row: &&&Value| {
            let columns: BTreeSet<&str> = list(row, "cells").iter().map(|cell| text(cell, "column")).collect();
            let told = wanted.told_by.iter().all(|column| columns.contains(column.as_str()));
            let alone = wanted.status != "single_outlet" || columns.len() == wanted.told_by.len();
            text(row, "status") == wanted.status && told && alone
        };
        if !with.iter().any(right) {
            let is: Vec<String> = with
                .iter()
                .map(|row| {
                    format!(
                        "{} {:?}",
                        text(row, "status"),
                        list(row, "cells").iter().map(|c| text(c, "column")).collect::<Vec<_>>()
                    )
                })
                .collect();
            miss(format!("{wanted:?}, but {is:?}"));
        }
    }

    for wanted in &planted.silence {
        let silent = |s: &&Value| {
            let row = rows.iter().find(|row| row["id"] == s["row"]);
            text(s, "column") == wanted.column && row.is_some_and(|row| says(row, &wanted.row))
        };
        if !parts(&found, "silences").iter().any(silent) {
            miss(format!("{wanted:?}"));
        }
    }

    let versions: Vec<&Value> = parts(&found, "quotations").into_iter().flat_map(|q| list(q, "versions")).collect();
    for wanted in &planted.quotation {
        let right = |v: &&Value| {
            text(v, "column") == wanted.column
                && text(v, "fidelity") == wanted.how
                && text(v, "text").contains(&wanted.words)
        };
        if !versions.iter().any(right) {
            miss(format!("{wanted:?}"));
        }
    }
    for wanted in &planted.quoted_alone {
        let right = |q: &&Value| text(q, "column") == wanted.column && text(q, "source") == wanted.source;
        if !parts(&found, "quoted_alone").iter().any(right) {
            miss(format!("{wanted:?}"));
        }
    }
    for wanted in &planted.naming {
        let named = |n: &&Value| {
            let uses = list(n, "uses").iter();
            text(n, "name") == wanted.name
                && uses.into_iter().any(|u| text(u, "column") == wanted.column && text(u, "words") == wanted.words)
        };
        if !parts(&found, "naming").iter().any(named) {
            miss(format!("{wanted:?}"));
        }
    }
    for wanted in &planted.agency {
        let done = |u: &Value| match wanted.doer.as_str() {
            "nobody" => u["doer"].is_null() && u["passive"] == true,
            doer => text(u, "doer") == doer,
        };
        let told = |a: &&Value| {
            text(a, "act") == wanted.act
                && list(a, "uses").iter().any(|u| text(u, "column") == wanted.column && done(u))
        };
        if !parts(&found, "agency").iter().any(told) {
            miss(format!("{wanted:?}"));
        }
    }
}

#[test]
fn what_was_planted_is_found_and_nothing_else_is_a_conflict() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.join("planted.toml").exists());
    cases.sort();
    assert!(cases.len() >= 3, "{} cases", cases.len());
    let mut missing = Vec::new();
    for case in &cases {
        check(case, &mut missing);
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
