//! Golden comparisons: a folder a case, `articles.jsonl` beside `expected.txt`. Rebuild with `UPDATE_EXPECTED=1`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

#[test]
fn comparisons_are_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases: Vec<_> = fs::read_dir(root.join("tests/compare")).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let articles = case.join("articles.jsonl");
        let mut command = Command::cargo_bin("parallax").unwrap();
        let output = command
            .args(["compare", &articles.to_string_lossy(), "--no-user-rules", "--width", "120", "--all"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}: {}", case.display(), String::from_utf8_lossy(&output.stderr));
        let made = String::from_utf8(output.stdout).unwrap();
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &made).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != made {
            wrong.push(case.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:?} differ; look at the difference, then run with UPDATE_EXPECTED=1");
}
