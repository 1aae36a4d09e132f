//! Whole inputs: what goes through, what is refused and in which words.

use std::fs;
use std::path::Path;

use super::*;

const STORY: &str = "The bridge over the harbour was closed on Friday after cracks were found in two of its piers.";

/// Writes `files` into a new folder and reads `arguments` in it: ids, then problems, with the folder's path left out.
#[track_caller]
fn check(files: &[(&str, &[u8])], arguments: &[&str], ids: &[&str], problems: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let inputs: Vec<PathBuf> = arguments.iter().map(|a| folder.path().join(a)).collect();
    let all = read(&inputs, &Options::default(), test_engine());
    let root = format!("{}/", folder.path().display());
    let said: Vec<String> = all.problems.iter().map(|p| p.to_string().replace(&root, "")).collect();
    let got: Vec<&str> = all.articles.iter().map(|a| a.id.as_str()).collect();
    assert_eq!((got.as_slice(), said.len()), (ids, problems.len()), "{said:?}");
    for (said, expect) in said.iter().zip(problems) {
        assert!(said.starts_with(expect), "{said}\nexpected: {expect}");
    }
}

#[test]
fn every_bad_input_is_named_and_the_rest_goes_on() {
    check(
        &[
            ("n/a.txt", STORY.as_bytes()),
            ("n/b.txt", b" \n"),
            ("n/c.png", b"\x89PNG\r\n\x1a\n\0\0"),
            ("n/d.txt", b"First line.\nThe caf\xe9 was closed."),
            ("n/e.html", b"<!doctype html><nav>Home</nav>"),
            ("n/f.txt", b"Advertisement\nShare\n"),
        ],
        &["n", "missing"],
        &["n/a"],
        &[
            "n/b.txt: empty",
            "n/c.png: a binary file (PNG)",
            "n/d.txt:2: not valid UTF-8 (it may be Windows-1252); save the file as UTF-8",
            "n/e.html: an HTML page without an article",
            "n/f.txt: nothing but page furniture",
            "missing: no such file or folder",
        ],
    );
    check(&[("n/README.md", b"x"), ("n/.x.txt", b"x")], &["n"], &[], &["n: no article in this folder"]);
}

#[test]
fn ids_are_those_given_or_made_from_place_and_line() {
    let lines =
        b"{\"text\": \"a\", \"id\": \"x1\"}\n\n{\"text\": \"b\"}\nnot json\n{\"text\": \"c\", \"id\": \"x1\"}\n";
    check(
        &[("n.jsonl", lines), ("m.json", b"[{\"text\": \"a\"}, {\"text\": \"b\", \"id\": \"x1\"}]")],
        &["n.jsonl", "m.json"],
        &["x1", "n:3", "m:1"],
        &[
            "n.jsonl:4: not valid JSON",
            "n.jsonl:5: the id `x1` was already given at n.jsonl:1",
            "m.json:2: the id `x1`",
        ],
    );
}

#[test]
fn folders_with_equal_file_names_do_not_collide() {
    check(&[("a/x.txt", STORY.as_bytes()), ("b/x.txt", STORY.as_bytes())], &["b", "a"], &["b/x", "a/x"], &[]);
}

#[test]
fn a_manifest_is_heeded_and_its_mistakes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    fs::write(folder.path().join("corpus.toml"), "[[article]]\nfile = \"a.txt\"\noutlet = \"The Echo\"\nday = 1\n")
        .unwrap();
    for argument in [folder.path().to_owned(), folder.path().join("a.txt")] {
        let all = read(&[argument], &Options::default(), test_engine());
        assert_eq!(all.articles[0].outlet.as_deref(), Some("The Echo"));
        assert_eq!(all.problems.len(), 1);
        assert!(all.problems[0].to_string().contains("corpus.toml:4: unknown key `day`"), "{}", all.problems[0]);
    }
}

#[test]
fn structured_text_is_verbatim_unless_cleaning_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n.jsonl");
    let text = format!("Bridge closed by engineers\r\n\r\nAdvertisement\r\n\r\n{STORY}");
    fs::write(&path, serde_json::json!({ "text": text, "url": "https://www.bbc.co.uk/news/1" }).to_string()).unwrap();
    let all = read(std::slice::from_ref(&path), &Options::default(), test_engine());
    assert_eq!((all.articles[0].text.as_str(), &all.articles[0].title), (text.as_str(), &None));
    assert_eq!(all.articles[0].outlet.as_deref(), Some("BBC News"));
    let all = read(&[path], &Options { clean: true, ..Options::default() }, test_engine());
    assert_eq!(all.articles[0].text, STORY);
    assert_eq!(all.articles[0].title.as_deref(), Some("Bridge closed by engineers"));
    assert_eq!(all.dropped.len(), 2);
}

#[test]
fn an_article_in_another_language_is_kept_and_marked() {
    let russian =
        "Городской совет сообщил в пятницу, что мост останется закрытым до осмотра его инженерами. ".repeat(4);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.txt"), &russian).unwrap();
    let all = read(&[folder.path().join("r.txt")], &Options::default(), test_engine());
    assert_eq!(all.articles[0].lang.as_deref(), Some("ru"));
}

#[test]
fn the_seeds_tell_what_they_tell() {
    let all = read(&[Path::new("seeds").to_owned()], &Options::default(), test_engine());
    assert!(all.problems.is_empty(), "{:?}", all.problems);
    let told: Vec<_> = all
        .articles
        .iter()
        .map(|a| {
            let start: String = a.title.as_deref().unwrap_or("-").chars().take(12).collect();
            let or = |field: &Option<String>| field.clone().unwrap_or("-".to_owned());
            format!("{} {start} {} {} {}", &a.id[..9], or(&a.outlet), or(&a.author), or(&a.date))
        })
        .collect();
    assert_eq!(
        told,
        [
            "seeds/000 Half of Lond - Jamie Prentis 2018-11-05",
            "seeds/001 No ‘absolute The Independent - -",
            "seeds/002 UK Intel Rep Sputnik - 2018-12-06T17:07:00+03:00",
            "seeds/003 - - - -",
            "seeds/004 MI5 tells po Newspoint - -",
        ]
    );
    let text = |at: usize| all.articles[at].text.as_str();
    assert!(text(0).contains("lives in London but frequently travels to Moscow"));
    assert!(text(1).contains("\n\nThe Kremlin is taking"));
    let dropped = [
        "Read more",
        "(RT)",
        "paywalls",
        "support makes all",
        "Vladimir Pesnya",
        "Kbthompson",
        "Discouraging",
        "Send Push",
    ];
    for phrase in dropped {
        assert!(!all.articles.iter().any(|a| a.text.contains(phrase)), "{phrase}");
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_go_through(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), json in proptest::bool::ANY) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(if json { "x.jsonl" } else { "x.txt" });
        fs::write(&path, &bytes).unwrap();
        let all = read(&[path], &Options { clean: true, ..Options::default() }, test_engine());
        proptest::prop_assert!(bytes.is_empty() || json || all.articles.len() + all.problems.len() > 0);
    }
}
