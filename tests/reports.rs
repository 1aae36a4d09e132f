//! `reports/` is what the program makes of `seeds/`. Rebuild it with `UPDATE_REPORTS=1 cargo test --test reports`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

const REPORTS: &[(&str, &[&str])] = &[
    ("comparison.txt", &["compare", "seeds", "--no-user-rules", "--width", "140"]),
    ("comparison.md", &["compare", "seeds", "--no-user-rules", "--format", "markdown"]),
    ("comparison.html", &["compare", "seeds", "--no-user-rules", "--format", "html"]),
    ("comparison.csv", &["compare", "seeds", "--no-user-rules", "--format", "csv"]),
    ("comparison.json", &["compare", "seeds", "--no-user-rules", "--format", "json"]),
    ("report.html", &["report", "seeds", "--no-user-rules"]),
    ("report.md", &["report", "seeds", "--no-user-rules", "--format", "markdown"]),
];

fn made(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn reports_are_what_the_program_makes_of_the_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let mut stale = Vec::new();
    for (name, arguments) in REPORTS {
        let made = made(arguments);
        let path = folder.join(name);
        if std::env::var_os("UPDATE_REPORTS").is_some() {
            fs::write(&path, &made).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != made {
            stale.push(*name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} differ; look at the difference, then run with UPDATE_REPORTS=1");
}

#[test]
fn the_exercise_of_the_seeds_is_what_the_program_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/exercise");
    let own = tempfile::tempdir().unwrap();
    let place = own.path().to_str().unwrap();
    made(&["exercise", "seeds", "--no-user-rules", "--quiet", "--items", "16", "-o", place]);
    let mut stale = Vec::new();
    let names = |folder: &Path| -> BTreeSet<String> {
        let all = fs::read_dir(folder).into_iter().flatten();
        all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let mut wanted = names(own.path());
    // It names the rule set and the folder that it was made in.
    wanted.remove("exercise.json");
    for name in &wanted {
        let bytes = fs::read(own.path().join(name)).unwrap();
        let kept = match String::from_utf8(bytes) {
            // The command names the folder as well.
            Ok(text) => text
                .split_inclusive('\n')
                .filter(|line| !line.contains("parallax exercise"))
                .collect::<String>()
                .into_bytes(),
            Err(packed) => packed.into_bytes(),
        };
        if std::env::var_os("UPDATE_REPORTS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), &kept).unwrap();
        } else if fs::read(folder.join(name)).unwrap_or_default() != kept {
            stale.push(name.as_str());
        }
    }
    let kept = names(&folder);
    stale.extend(kept.difference(&wanted).map(String::as_str));
    assert!(stale.is_empty(), "{stale:?} differ; look at the difference, then run with UPDATE_REPORTS=1");
}

#[test]
fn the_readme_shows_the_claims_that_the_reports_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let report = made(REPORTS[0].1);
    let from = report.find("● asserted in").unwrap();
    let table: Vec<&str> = report[from..].lines().scan(false, until_the_foot).collect();
    assert!(table.len() > 10, "{table:?}");
    let wanted = format!("\n{}\n", table.join("\n"));
    let parts: Vec<&str> = readme.splitn(3, "```").collect();
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        fs::write(&path, [parts[0], &wanted, parts[2]].join("```")).unwrap();
    } else {
        assert!(parts[1] == wanted, "README.md shows another table; run with UPDATE_REPORTS=1");
    }
}

/// The lines up to the foot of the first table.
fn until_the_foot<'l>(over: &mut bool, line: &'l str) -> Option<&'l str> {
    let goes_on = !*over;
    *over = line.starts_with('└');
    goes_on.then_some(line)
}
