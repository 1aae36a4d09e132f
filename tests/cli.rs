//! The command as its user meets it: what bad input says, what it exits with, and that nothing but the input decides the output.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

const BRIDGE: &str = "The council closed the old bridge over the river Lune on Monday after engineers found cracks in two pillars.\n\n\
    Councillor Ann Weaver said the bridge would reopen in the spring. Drivers allegedly ignored the barriers on the first evening.\n\n\
    Traders in the market street fear that customers will stay away, and the mayor has promised them help with their rents.\n";

fn parallax() -> Command {
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").arg("--no-user-rules");
    command
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn ran(arguments: &[&str]) -> Ran {
    let output = parallax().args(arguments).output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn path(dir: &tempfile::TempDir, name: &str) -> String {
    dir.path().join(name).to_string_lossy().into_owned()
}

/// Runs `ingest` on one bad file beside a sound one: the sound one goes through, the message names file and remedy.
fn check_bad_file(name: &str, bytes: &[u8], expect: &[&str]) {
    let dir = folder(&[(name, bytes), ("sound.txt", BRIDGE.as_bytes())]);
    let got = ran(&["ingest", &path(&dir, name), &path(&dir, "sound.txt")]);
    assert_eq!(got.code, 1, "{}", got.err);
    assert!(got.out.contains("Ann Weaver"), "the sound article is lost: {}", got.err);
    for words in expect.iter().chain([&name]) {
        assert!(got.err.contains(words), "`{words}` is not in: {}", got.err);
    }
}

#[test]
fn a_missing_path_is_named() {
    let dir = folder(&[("sound.txt", BRIDGE.as_bytes())]);
    let got = ran(&["ingest", &path(&dir, "nowhere.txt"), &path(&dir, "sound.txt")]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("nowhere.txt") && got.err.contains("no such file"), "{}", got.err);
    assert!(got.out.contains("Ann Weaver"));
}

#[test]
fn a_folder_without_articles_is_an_error() {
    let dir = folder(&[("notes/README.md", b"nothing")]);
    let got = ran(&["compare", &path(&dir, "notes")]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("notes") && got.err.contains("no article"), "{}", got.err);
}

#[test]
fn an_empty_file_is_named() {
    check_bad_file("empty.txt", b"", &["empty"]);
    check_bad_file("blank.txt", b" \n\n\t\n", &["blank.txt"]);
}

#[test]
fn a_binary_file_is_named() {
    check_bad_file("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\xff\xfe\x00", &["binary"]);
}

#[test]
fn invalid_utf8_is_named_with_its_line() {
    check_bad_file("old.txt", b"First line is fine.\nThe caf\xe9 is not.\n", &["old.txt:2", "UTF-8"]);
}

#[test]
fn a_malformed_line_is_named_and_the_others_go_through() {
    let lines = b"{\"id\":\"a\",\"text\":\"The first article is sound.\"}\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"The third one is sound too.\"}\n";
    let dir = folder(&[("news.jsonl", lines)]);
    let got = ran(&["ingest", &path(&dir, "news.jsonl")]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("news.jsonl:2"), "{}", got.err);
    assert_eq!(got.out.lines().count(), 2);
    assert!(got.out.contains("first article") && got.out.contains("third one"));
}

#[test]
fn the_same_id_twice_is_named_with_both_places() {
    let lines = b"{\"id\":\"a\",\"text\":\"One article.\"}\n{\"id\":\"a\",\"text\":\"Another article.\"}\n";
    let dir = folder(&[("news.jsonl", lines)]);
    let got = ran(&["ingest", &path(&dir, "news.jsonl")]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("`a`") && got.err.contains("news.jsonl:2"), "{}", got.err);
}

#[test]
fn equal_file_names_in_two_folders_do_not_collide() {
    let other = BRIDGE.replace("Ann Weaver", "Tom Miller");
    let dir = folder(&[("north/story.txt", BRIDGE.as_bytes()), ("south/story.txt", other.as_bytes())]);
    let got = ran(&["ingest", &path(&dir, "north"), &path(&dir, "south")]);
    assert_eq!(got.code, 0, "{}", got.err);
    let ids: Vec<String> = got
        .out
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn an_article_in_russian_is_kept_and_named_in_one_warning() {
    let russian = "В понедельник городские власти закрыли старый мост через реку после того, как инженеры обнаружили трещины в двух \
        опорах. По словам представителя мэрии, мост снова откроют весной, когда закончится ремонт. Жители недовольны решением.";
    let dir = folder(&[("russian.txt", russian.as_bytes()), ("sound.txt", BRIDGE.as_bytes())]);
    let got = ran(&["compare", &path(&dir, ""), "--format", "json"]);
    assert_eq!(got.code, 0, "{}", got.err);
    assert_eq!(got.err.matches("russian").count(), 1, "{}", got.err);
    let result: serde_json::Value = serde_json::from_str(&got.out).unwrap();
    assert_eq!(result["articles"].as_array().unwrap().len(), 2);
    assert_eq!(result["profiles"].as_array().unwrap().len(), 1, "what no rules read has no rates");
}

#[test]
fn three_mistakes_in_a_rule_file_are_all_reported_and_sound_rules_still_run() {
    let rules = r#"schema = 1
[pack]
kind = "cues"
language = "en"
category = "loaded"
title = "Test"

[[rule]]
id = "sound"
match = ["cracks"]
effect = "none"
strength = 0.9
why = "Test."
question = "Test?"
innocent = "Test."
hits = ["It has [cracks]."]
misses = ["It is whole."]

[[rule]]
id = "unknown-list"
match = ["the <nowhere> bridge"]
effect = "none"
strength = 0.9
why = "Test one."
question = "Test?"
innocent = "Test."
hits = ["The bridge."]
misses = ["It is whole."]

[[rule]]
id = "unknown-key"
mach = ["bridge"]
effect = "none"
strength = 0.9
why = "Test two."
question = "Test?"
innocent = "Test."
hits = ["The bridge."]
misses = ["It is whole."]

[[rule]]
id = "unknown-effect"
match = ["bridge"]
effect = "hedge"
strength = 0.9
why = "Test three."
question = "Test?"
innocent = "Test."
hits = ["The bridge."]
misses = ["It is whole."]
"#;
    let dir = folder(&[("own.toml", rules.as_bytes()), ("a.txt", BRIDGE.as_bytes())]);
    let own = path(&dir, "own.toml");
    let got = ran(&["annotate", &path(&dir, "a.txt"), "--rules", &own]);
    assert_eq!(got.code, 1);
    for place in ["own.toml:21:15", "own.toml:32:1", "own.toml:44:10"] {
        assert!(got.err.contains(place), "{place} is not in:\n{}", got.err);
    }
    assert!(got.err.contains('^'), "{}", got.err);
    assert!(got.out.contains("own/sound") || got.out.contains("sound\""), "the sound rule did not run:\n{}", got.out);
    let checked = ran(&["rules", "check", &own]);
    assert_eq!(checked.code, 1);
    assert!(format!("{}{}", checked.out, checked.err).contains("own.toml:44:10"));
}

#[test]
fn wrong_use_exits_with_two() {
    assert_eq!(ran(&["compare"]).code, 2);
    assert_eq!(ran(&["compare", "seeds", "--format", "papyrus"]).code, 2);
    assert_eq!(ran(&["compare", "seeds", "--event", "xylophone zzz"]).code, 2);
    assert_eq!(ran(&["annotate", "seeds", "--format", "csv"]).code, 2);
    assert_eq!(ran(&["--help"]).code, 0);
}

#[test]
fn the_same_bytes_for_any_threads_folder_and_order() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let plain = ran(&["compare", "seeds", "--format", "json", "--threads", "1"]).out;
    assert!(plain.contains("\"schema_version\":1"));
    assert_eq!(plain, ran(&["compare", "seeds", "--format", "json", "--threads", "8"]).out);
    let elsewhere = tempfile::tempdir().unwrap();
    let from = parallax()
        .current_dir(elsewhere.path())
        .args(["compare", &root.join("seeds").to_string_lossy(), "--format", "json"])
        .output()
        .unwrap();
    assert_eq!(plain, String::from_utf8(from.stdout).unwrap(), "from another folder");
    let mut files: Vec<String> = fs::read_dir(root.join("seeds"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    files.sort();
    let named = |files: &[String]| {
        let mut arguments = vec!["compare".to_owned(), "--format".into(), "json".into()];
        arguments.extend_from_slice(files);
        ran(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).out
    };
    let forwards = named(&files);
    files.reverse();
    assert_eq!(forwards, named(&files), "in another order");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let program = assert_cmd::cargo::cargo_bin("parallax");
    let script = format!("{} compare seeds --no-user-rules --format json | head -c 10", program.display());
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn an_output_file_is_written_whole_or_not_at_all() {
    let dir = folder(&[("a.txt", BRIDGE.as_bytes())]);
    let target = path(&dir, "out/none/x.json");
    let got = ran(&["compare", &path(&dir, "a.txt"), "-o", &target, "--format", "json"]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("x.json"), "{}", got.err);
    let fine = path(&dir, "x.json");
    assert_eq!(ran(&["compare", &path(&dir, "a.txt"), "-o", &fine, "--format", "json"]).code, 0);
    assert!(serde_json::from_str::<serde_json::Value>(&fs::read_to_string(fine).unwrap()).is_ok());
}

#[test]
fn pairs_are_judged_and_a_bad_line_is_named() {
    let lines = "{\"id\":\"1\",\"a\":\"Police arrested ten protesters in Lancaster.\",\"b\":\"Ten protesters were arrested by police in Lancaster.\"}\nnope\n{\"id\":\"2\",\"a\":\"The bridge was closed.\",\"b\":\"Sheep prices rose.\"}\n";
    let dir = folder(&[("pairs.jsonl", lines.as_bytes())]);
    let got = ran(&["align", &path(&dir, "pairs.jsonl")]);
    assert_eq!(got.code, 1);
    assert!(got.err.contains("pairs.jsonl:2"), "{}", got.err);
    let made: Vec<serde_json::Value> = got.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(made[0]["relation"], "same");
    assert_eq!(made[1]["relation"], "unrelated");
    assert_eq!(made[1]["conflict"], serde_json::Value::Null);
}

#[test]
fn alignment_is_fitted_to_pairs_and_rows_and_only_its_figures_change() {
    let pair = |a: &str, b: &str, label: u8| format!("{{\"a\": \"{a}\", \"b\": \"{b}\", \"label\": {label}}}\n");
    let pairs = [
        pair("The council closed the bridge on Monday.", "On Monday the bridge was closed by the council.", 1),
        pair("Engineers found cracks in two pillars.", "Cracks were found in two pillars by engineers.", 1),
        pair("The council closed the bridge on Monday.", "Traders fear that customers will stay away.", 0),
        pair("Engineers found cracks in two pillars.", "The mayor has promised help with the rents.", 0),
    ];
    let text = "The council closed the old bridge on Monday. Engineers found cracks in two pillars.";
    let other = "Cracks were found in two pillars by engineers. The old bridge was closed by the council on Monday.";
    let story = format!(
        "{{\"articles\": [{{\"id\": \"a\", \"text\": \"{text}\"}}, {{\"id\": \"b\", \"text\": \"{other}\"}}], \"rows\": [\
         [{{\"article\": \"a\", \"quote\": \"The council closed the old bridge\"}}, {{\"article\": \"b\", \"quote\": \"bridge was closed\"}}],\
         [{{\"article\": \"a\", \"quote\": \"Engineers found cracks\"}}, {{\"article\": \"b\", \"quote\": \"Cracks were found\"}}]]}}\n"
    );
    let table = "schema = 1\n\n[pack]\nkind = \"tables\"\n\n[values.alignment]\nsame = 0.5 # kept\n";
    let dir = folder(&[
        ("pairs.jsonl", pairs.concat().as_bytes()),
        ("stories.jsonl", story.as_bytes()),
        ("rules/en/tables/alignment.toml", table.as_bytes()),
        ("bad.jsonl", b"{\"a\": \"x\", \"b\": \"y\", \"label\": 7}\n"),
        ("lost.jsonl", story.replace("Cracks were found\"", "It rained\"").as_bytes()),
    ]);
    let out = path(&dir, "rules/en/tables/alignment.toml");
    let fit = |pairs: &str, rows: &str| {
        ran(&["rules", "fit-alignment", "--pairs", &path(&dir, pairs), "--rows", &path(&dir, rows), "-o", &out])
    };
    let got = fit("pairs.jsonl", "stories.jsonl");
    assert_eq!(got.code, 0, "{}", got.err);
    let fitted = fs::read_to_string(&out).unwrap();
    assert!(fitted.starts_with(table.trim_end()), "{fitted}");
    for wanted in [
        "[values.alignment-chance]\n# Fitted by `parallax rules fit-alignment`: 2 of ",
        "[values.alignment-likest]\n# Fitted by `parallax rules fit-alignment`: 2 of 2 ",
        "[values.alignment-pair]\n# Fitted by `parallax rules fit-alignment`: 2 of 4 pairs of sentences in 1 files are the same.\nbase = ",
    ] {
        assert!(fitted.contains(wanted), "{wanted}\n{fitted}");
    }
    assert_eq!(fit("pairs.jsonl", "stories.jsonl").code, 0);
    assert_eq!(fs::read_to_string(&out).unwrap(), fitted, "fitted again it is the same");
    let checked = ran(&["rules", "check", "--rules", &path(&dir, "rules")]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    for (pairs, rows, what) in [
        ("bad.jsonl", "stories.jsonl", "bad.jsonl:1: `label` is neither 1 nor 0"),
        ("pairs.jsonl", "lost.jsonl", "lost.jsonl:1: `It rained` does not stand in `b`"),
    ] {
        let got = fit(pairs, rows);
        assert_eq!(got.code, 1, "{}", got.err);
        assert!(got.err.contains(what), "{}", got.err);
        assert_eq!(fs::read_to_string(&out).unwrap(), fitted, "nothing is written");
    }
}

/// Runs without `--no-user-rules`, in a folder, with a configuration folder of the test's own.
fn ran_in(dir: &tempfile::TempDir, config: &str, arguments: &[&str]) -> Ran {
    let output = Command::cargo_bin("parallax")
        .unwrap()
        .current_dir(dir.path())
        .env("NO_COLOR", "1")
        .env("XDG_CONFIG_HOME", dir.path().join(config))
        .args(arguments)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The rules of the cues that `annotate` finds.
fn cues(got: &Ran) -> Vec<String> {
    let lines = got.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let cues = lines.flat_map(|article| article["cues"].as_array().unwrap().clone());
    cues.map(|cue| cue["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn settings_beside_the_articles_count_and_can_be_left_out() {
    let off = b"disable = [\"hedge\"]\n";
    let dir = folder(&[
        ("articles/a.txt", BRIDGE.as_bytes()),
        ("articles/parallax.toml", off),
        ("bare/a.txt", BRIDGE.as_bytes()),
        ("home/parallax/parallax.toml", off),
        ("work/parallax.toml", off),
        ("work/bare/a.txt", BRIDGE.as_bytes()),
    ]);
    let hedges = |got: &Ran| cues(got).iter().filter(|rule| rule.contains("hedging")).count();
    assert!(hedges(&ran_in(&dir, "nobody", &["annotate", "bare"])) > 0, "no settings");
    for (what, config, arguments) in [
        ("the input folder", "nobody", vec!["annotate", "articles"]),
        ("the folder of a file", "nobody", vec!["annotate", "articles/a.txt"]),
        ("the user's folder", "home", vec!["annotate", "bare"]),
        ("a file of settings as rules", "nobody", vec!["annotate", "bare", "--rules", "work/parallax.toml"]),
        ("a folder of rules with settings", "nobody", vec!["annotate", "bare", "--rules", "work"]),
    ] {
        let got = ran_in(&dir, config, &arguments);
        assert_eq!((got.code, hedges(&got)), (0, 0), "{what}: {}", got.err);
        if config == "home" || arguments.len() == 2 {
            let arguments: Vec<&str> = arguments.into_iter().chain(["--no-user-rules"]).collect();
            assert!(hedges(&ran_in(&dir, config, &arguments)) > 0, "{what}, left out");
        }
    }
    let nearer = folder(&[("a.txt", BRIDGE.as_bytes()), ("parallax.toml", b"[enabled]\nhedge = true\n")]);
    let arguments = ["annotate", nearer.path().to_str().unwrap()];
    assert!(hedges(&ran_in(&dir, "home", &arguments)) > 0, "the nearer file does not say the last word");
}

#[test]
fn a_finding_is_ignored_by_its_rule_and_words_and_an_idle_ignore_is_named() {
    let settings = "[[ignore]]\nrule = \"en/hedging/reporting-adverb\"\ntext = \"Drivers allegedly ignored\"\n\
        [[ignore]]\nrule = \"en/hedging/reporting-adverb\"\ntext = \"no such words\"\n";
    let dir = folder(&[("a.txt", BRIDGE.as_bytes())]);
    let plain = ran_in(&dir, "nobody", &["annotate", "a.txt", "--format", "jsonl"]);
    let allegedly = |got: &Ran| -> Option<String> {
        let article: serde_json::Value = serde_json::from_str(&got.out).unwrap();
        let cues = article["cues"].as_array().unwrap().clone();
        cues.iter().find(|cue| cue["text"] == "allegedly").map(|cue| cue["rule"].as_str().unwrap().to_owned())
    };
    let rule = allegedly(&plain).unwrap();
    let settings = settings.replace("en/hedging/reporting-adverb", &rule);
    fs::write(dir.path().join("parallax.toml"), settings).unwrap();
    for command in ["annotate", "compare", "profile", "events"] {
        let got = ran_in(&dir, "nobody", &[command, "a.txt", "--format", "json"]);
        assert_eq!(got.code, 0, "{}", got.err);
        assert_eq!(got.err.matches("idle-ignore").count(), 1, "{}", got.err);
        assert!(got.err.contains("parallax.toml:6:8"), "{}", got.err);
        assert!(!got.out.contains(&format!("\"{rule}\"")), "{command}");
    }
}

#[test]
fn settings_of_an_outlet_hold_for_its_articles_only_and_are_warned_of_once() {
    let article =
        |id: &str, outlet: &str| format!("{}\n", serde_json::json!({ "id": id, "outlet": outlet, "text": BRIDGE }));
    let lines = article("a", "The Gazette") + &article("b", "The Herald");
    let settings = b"[[outlet]]\nname = \"the gazette\"\ndisable = [\"hedge\"]\n[[outlet]]\nname = \"x\"\n";
    let dir = folder(&[("news.jsonl", lines.as_bytes()), ("parallax.toml", settings)]);
    let got = ran_in(&dir, "nobody", &["annotate", "news.jsonl"]);
    assert_eq!(got.err.matches("outlet-settings").count(), 1, "{}", got.err);
    let of = |line: &str| cues(&Ran { code: 0, out: line.to_owned(), err: String::new() });
    let hedges: Vec<usize> =
        got.out.lines().map(|line| of(line).iter().filter(|rule| rule.contains("hedging")).count()).collect();
    assert!(hedges[0] == 0 && hedges[1] > 0, "{hedges:?}");
}

#[test]
fn a_cue_that_is_too_weak_to_be_shown_is_shown_of_an_outlet_whose_settings_strengthen_it() {
    let article = |id: &str, outlet: &str| {
        let line = serde_json::json!({ "id": id, "outlet": outlet, "text": "The bridge could close soon." });
        format!("{line}\n")
    };
    let lines = article("a", "The Gazette") + &article("b", "The Herald");
    let settings = b"[[outlet]]\nname = \"the gazette\"\nstrength = { hedge = 3.0 }\n";
    let dir = folder(&[("news.jsonl", lines.as_bytes()), ("parallax.toml", settings)]);
    let hedges = |arguments: &[&str]| -> Vec<usize> {
        let got = ran_in(&dir, "nobody", arguments);
        assert_eq!(got.code, 0, "{}", got.err);
        let of = |line: &str| cues(&Ran { code: 0, out: line.to_owned(), err: String::new() });
        got.out.lines().map(|line| of(line).iter().filter(|rule| rule.contains("hedging")).count()).collect()
    };
    assert_eq!(hedges(&["annotate", "news.jsonl"]), [1, 0]);
    assert_eq!(hedges(&["annotate", "news.jsonl", "--preset", "full"]), [1, 1]);
}
