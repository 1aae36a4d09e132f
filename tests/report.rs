//! `parallax report` as its user meets it: formats, templates of one's own, and that words of articles stay words.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").arg("--no-user-rules");
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn report(options: &[&str]) -> (i32, String, String) {
    let ferry = "tests/compare/ferry/articles.jsonl";
    run(&[&["report", ferry], options].concat())
}

fn templates(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn the_format_follows_the_name_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    for (name, start) in [("a.html", "<!doctype html>"), ("a.md", "# "), ("a.json", "{\"schema_version\":")] {
        let file = dir.path().join(name);
        let (code, _, error) = report(&["-o", &shown(&file)]);
        assert_eq!(code, 0, "{error}");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.trim_start().starts_with(start), "{name}: {}", text.chars().take(80).collect::<String>());
    }
}

#[test]
fn a_document_and_a_workbook_are_the_same_bytes_every_time() {
    let dir = tempfile::tempdir().unwrap();
    for ending in ["docx", "xlsx"] {
        let file = shown(&dir.path().join(format!("a.{ending}")));
        let mut made = Vec::new();
        for _ in 0..2 {
            assert_eq!(report(&["-o", &file]).0, 0);
            made.push(fs::read(&file).unwrap());
        }
        assert!(made[0].starts_with(b"PK") && made[0] == made[1], "{ending}");
    }
}

#[test]
fn csv_is_the_cells_and_into_a_folder_a_file_for_each_sheet() {
    let (code, text, error) = report(&["--format", "csv"]);
    assert_eq!(code, 0, "{error}");
    assert!(text.starts_with("event,row,status,claim,"), "{text}");
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(report(&["--format", "csv", "-o", &shown(dir.path())]).0, 0);
    for name in ["cells", "claims", "headlines", "marks", "rules", "rates", "method"] {
        assert!(dir.path().join(format!("{name}.csv")).is_file(), "{name}");
    }
}

#[test]
fn many_articles_are_split_into_pages_with_an_index() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("many.jsonl");
    let stories = [
        "The old bridge over the river Lune was closed on Friday after engineers found cracks. Mayor Ann Weaver said the bridge would reopen in spring.",
        "Bakers at the Velden mill went on strike on Friday over night shifts. Their union leader Tom Harder reportedly refused any talks with the mill.",
        "Astronomers at the Orsk observatory photographed the comet Tarbet on Friday. The comet may be seen without a telescope, Professor Ida Lind said.",
        "The football club Asker United sold its goalkeeper Milan Petrov on Friday for eight million. Supporters allegedly threw bottles at the stadium.",
    ];
    let line = |at: usize| {
        let text = stories[at % stories.len()];
        let title = text.split(" on Friday").next();
        serde_json::json!({"id": format!("a{at:03}"), "outlet": format!("Paper {}", at / stories.len()), "title": title, "date": "2024-05-03",
            "text": text}).to_string()
    };
    fs::write(&file, (0..88).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let (code, _, error) = run(&["report", &shown(&file), "-o", &shown(&dir.path().join("one.html"))]);
    assert_eq!(code, 2);
    assert!(error.contains("name a folder"), "{error}");
    let folder = dir.path().join("out");
    let (code, _, error) = run(&["report", &shown(&file), "-o", &format!("{}/", shown(&folder))]);
    assert_eq!(code, 0, "{error}");
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    let pages: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let stories = pages.iter().filter(|name| name.starts_with("story-"));
    assert!(stories.clone().count() > 1, "{pages:?}");
    for name in stories {
        assert!(index.contains(&format!("href=\"{name}\"")), "{name}");
        assert!(fs::read_to_string(folder.join(name)).unwrap().contains("href=\"index.html\""));
    }
}

#[test]
fn into_a_folder_goes_a_file_of_the_format() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new/");
    assert_eq!(report(&["-o", &format!("{}/", shown(&folder))]).0, 0);
    assert!(folder.join("report.html").is_file());
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let one = report(&["--threads", "1"]).1;
    assert_eq!(one.replace("--threads 1", ""), report(&["--threads", "2"]).1.replace("--threads 2", ""));
}

#[test]
fn a_template_of_ones_own_takes_the_place_of_the_bundled_one() {
    let own = templates(&[
        ("report.html", "<p>{{ columns[0].name }} {{ words.status.corroborated }}</p>{% include 'foot.html' %}"),
        ("foot.html", "<i>{{ made.version }}</i>"),
    ]);
    let (code, text, error) = report(&["--templates", &shown(own.path())]);
    assert_eq!(code, 0, "{error}");
    assert!(
        text.starts_with("<p>") && text.contains("told alike") && text.contains(env!("CARGO_PKG_VERSION")),
        "{text}"
    );
}

#[test]
fn the_words_of_the_frame_can_be_said_otherwise() {
    let words = include_str!("../templates/report/words.toml").replace("\"told alike\"", "\"gleich erzählt\"");
    let own = templates(&[("words.toml", &words)]);
    assert!(report(&["--templates", &shown(own.path())]).1.contains("gleich erzählt"));
}

#[test]
fn a_broken_template_is_shown_with_its_line_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("out.html");
    for (name, text, place) in [
        ("report.html", "<p>\n{% if %}</p>", "report.html:2:"),
        ("report.html", "<p>\n\n{{ title|nonsense }}</p>", "report.html:3:"),
        ("event.html", "{{ 1 / 0 }}\n{{ e.rows.first.of.none }}", "event.html:"),
        ("words.toml", "[page]\nlang = 7\n", "words.toml:2:"),
    ] {
        let own = templates(&[(name, text)]);
        let (code, _, error) = report(&["--templates", &shown(own.path()), "-o", &shown(&file)]);
        assert_ne!(code, 0, "{name} {text}");
        assert!(error.contains(place), "{place} in {error}");
        assert!(!file.exists());
    }
}

#[test]
fn a_folder_without_templates_is_an_error() {
    let own = templates(&[("notes.txt", "x")]);
    let (code, _, error) = report(&["--templates", &shown(own.path())]);
    assert_eq!(code, 1);
    assert!(error.contains("no template") && error.contains("report.html"), "{error}");
}

#[test]
fn the_help_on_templates_names_every_field_of_the_data() {
    let (code, help, _) = run(&["report", "--template-help"]);
    assert_eq!(code, 0);
    let (_, json, error) = report(&["--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{e}: {error}"));
    let mut names = Vec::new();
    // What the contract of profiles describes is not described again.
    collect(&value, &mut names);
    names.sort();
    names.dedup();
    let missing: Vec<_> = names.into_iter().filter(|name| !help.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn collect(value: &serde_json::Value, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, inner) in fields {
                names.push(name.clone());
                if !["profiles", "habits", "schema_version"].contains(&name.as_str()) {
                    collect(inner, names);
                }
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|inner| collect(inner, names)),
        _ => {}
    }
}

#[test]
fn an_article_in_a_language_without_rules_is_shown_and_said_to_be_unread() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.jsonl");
    let line = r#"{"id":"1","outlet":"Bote","title":"Der Brand","lang":"de","text":"Der Brand begann am Donnerstag im Hafen."}"#;
    fs::write(&file, line).unwrap();
    let (code, text, error) = run(&["report", &shown(&file)]);
    assert_eq!(code, 0, "{error}");
    assert!(text.contains("lang=\"de\"") && text.contains("nothing was looked for"));
}

#[test]
fn words_of_articles_become_markup_in_no_format() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.jsonl");
    let bad = "<script>alert(1)</script>";
    let line = |id: &str| {
        serde_json::json!({"id": id, "outlet": format!("{id}{bad}"), "title": bad, "author": bad, "url": format!("javascript:{bad}"),
            "text": format!("The ferry Alma burned {bad} off Lunde on Thursday. Eleven passengers {bad} were allegedly hurt.")})
        .to_string()
    };
    fs::write(&file, [line("a"), line("b")].join("\n")).unwrap();
    for format in ["html", "markdown"] {
        let (code, text, error) = run(&["report", &shown(&file), "--format", format]);
        assert_eq!(code, 0, "{error}");
        assert!(!text.contains(bad) && text.contains("&lt;script&gt;"), "{format}");
        assert!(!text.contains("href=\"javascript"));
    }
}
