//! Pages as they come: a folder a case under `tests/ingest`, `page.txt` beside `expect.txt`. `UPDATE_GOLDEN=1` writes what comes out.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::super::test_engine;
use super::*;

fn shown(article: &Article, dropped: &[Dropped]) -> String {
    let mut out = String::new();
    let fields = [
        ("title", &article.title),
        ("author", &article.author),
        ("outlet", &article.outlet),
        ("date", &article.date),
        ("url", &article.url),
    ];
    for (name, value) in fields {
        let _ = writeln!(out, "{name}: {}", value.as_deref().unwrap_or("-"));
    }
    let _ = writeln!(out, "\n{}\n", article.text);
    for dropped in dropped {
        let _ = writeln!(out, "{} {} | {}", dropped.line, dropped.why, dropped.text);
    }
    out
}

fn golden(folder: &Path, page: &str) {
    let (article, dropped) = read(page, test_engine());
    let got = shown(&article, &dropped);
    let path = folder.join("expect.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &got).unwrap();
    }
    let expect = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got, expect, "{}", folder.display());
}

#[test]
fn the_pages_of_the_golden_folder_come_out_as_expected() {
    let mut cases: Vec<_> = fs::read_dir("tests/ingest").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 4);
    for case in cases {
        golden(&case, &fs::read_to_string(case.join("page.txt")).unwrap());
    }
}

proptest::proptest! {
    #[test]
    fn any_text_goes_through(text in "(\\PC|[\n\r\t .?!’”()©]|By |Read more:|Comments\n|[A-Z][a-z]{2,8} ){0,60}") {
        let (article, _) = read(&text, test_engine());
        proptest::prop_assert!(article.title.as_deref() != Some(""));
    }
}
