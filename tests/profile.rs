//! A golden profile: `tests/profile/articles.jsonl`, invented articles of two outlets that carry two sides unlike, as text and as CSV.
//! Rebuild with `UPDATE_EXPECTED=1`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn printed(format: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::cargo_bin("parallax")
        .unwrap()
        .env("NO_COLOR", "1")
        .args(["--no-user-rules", "profile", "--format", format])
        .arg(root.join("tests/profile/articles.jsonl"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_profile_is_printed_as_expected() {
    for (format, name) in [("markdown", "expected.md"), ("csv", "expected.csv")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profile").join(name);
        let found = printed(format);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{}: expected\n{expected}\nfound\n{found}\nrun with UPDATE_EXPECTED=1",
            path.display()
        );
    }
}

#[test]
fn every_format_has_the_actors() {
    for format in ["table", "markdown", "html", "csv", "json"] {
        let found = printed(format);
        // Records are for programs and give the id, what people read the title.
        let actor = if format == "csv" { "russia" } else { "Russia" };
        assert!(found.contains(actor) && found.contains("doubted"), "{format}: {found}");
    }
    let json: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();
    let lowland = json["profiles"].as_array().unwrap().iter().find(|p| p["outlet"] == "Lowland Post").unwrap();
    let russia = lowland["actors"].as_array().unwrap().iter().find(|a| a["actor"] == "russia").unwrap();
    let counts: u64 = russia["carried"].as_object().unwrap().values().map(|c| c["count"].as_u64().unwrap()).sum();
    assert_eq!(russia["says"], counts);
    assert_eq!(russia["title"], "Russia");
    assert!(russia["carried"]["doubted"]["sentences"][0]["text"].as_str().unwrap().contains("claimed"));
}

#[test]
fn distinctive_words_have_their_counts_beside_them() {
    let json: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();
    let words: Vec<_> =
        json["profiles"].as_array().unwrap().iter().flat_map(|p| p["distinctive"].as_array().unwrap()).collect();
    assert!(!words.is_empty());
    for word in words {
        assert!(word["count"].as_u64().unwrap() >= 3 && word["others"].is_u64(), "{word}");
    }
}
