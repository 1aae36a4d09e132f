//! What a reader can ask of `compare`: columns, rows, their order, parts; and that a row keeps its id meanwhile.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const FERRY: &str = "tests/compare/ferry/articles.jsonl";

fn asked(input: &str, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("parallax")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .args(["--no-user-rules", "compare", input])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn json(input: &str, arguments: &[&str]) -> Value {
    let (code, out, err) = asked(input, &[&["--format", "json"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

fn rows(found: &Value) -> Vec<&Value> {
    found["events"].as_array().unwrap().iter().flat_map(|e| e["rows"].as_array().unwrap()).collect()
}

fn ids(found: &Value) -> BTreeSet<&str> {
    rows(found).iter().map(|row| row["id"].as_str().unwrap()).collect()
}

fn lines() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FERRY)).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn file(lines: &[String]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
    fs::write(file.path(), lines.join("\n")).unwrap();
    file
}

#[test]
fn only_the_wanted_columns_are_shown_and_their_rows_keep_their_ids() {
    let all = json(FERRY, &[]);
    let two = json(FERRY, &["--outlets", "harbour post,Island Voice"]);
    assert!(ids(&two).is_subset(&ids(&all)));
    let columns: BTreeSet<&str> = rows(&two)
        .iter()
        .flat_map(|row| row["cells"].as_array().unwrap())
        .map(|cell| cell["column"].as_str().unwrap())
        .collect();
    assert_eq!(columns, BTreeSet::from(["Harbour Post", "Island Voice"]));
    assert_eq!(two["articles"].as_array().unwrap().len(), 2);
    assert_eq!(two["profiles"].as_array().unwrap().len(), 2);
    let told: usize = two["stories"].as_array().unwrap().iter().map(|s| s["articles"].as_array().unwrap().len()).sum();
    assert_eq!(told, 2);
    assert!(rows(&two).iter().all(|row| row["voices"].as_u64().unwrap() <= 2));
}

#[test]
fn an_unknown_outlet_is_named_with_the_near_one() {
    let (code, _, err) = asked(FERRY, &["--outlets", "Harbor Post"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("`Harbor Post`") && err.contains("did you mean `Harbour Post`?"), "{err}");
    let (_, _, err) = asked(FERRY, &["--outlets", "The Nowhere Gazette"]);
    assert!(err.contains("there are: Capital News, Garden Weekly"), "{err}");
}

#[test]
fn rows_of_few_voices_can_be_left_out() {
    let wide = json(FERRY, &["--min-outlets", "3"]);
    assert!(!rows(&wide).is_empty());
    assert!(rows(&wide).iter().all(|row| row["voices"].as_u64().unwrap() >= 3));
    let silent = wide["events"][0]["silences"].as_array().unwrap().iter().map(|s| s["row"].as_str().unwrap());
    assert!(silent.collect::<BTreeSet<_>>().is_subset(&ids(&wide)), "a silence speaks of a row that is not there");
}

#[test]
fn rows_come_in_the_wanted_order() {
    let all = json(FERRY, &[]);
    let by = |order: &str| {
        let found = json(FERRY, &["--sort", order]);
        assert_eq!(ids(&found), ids(&all), "{order}");
        found
    };
    let difference = by("difference");
    let severity = |row: &&Value| {
        let alone = row["voices"].as_u64().unwrap() < 2;
        let kinds = ["contradicted", "numbers_differ", "framed_differently", "corroborated", "single_outlet"];
        (alone, kinds.iter().position(|kind| row["status"] == *kind).unwrap())
    };
    assert!(rows(&difference).is_sorted_by_key(severity));
    let confidence = by("confidence");
    let shared: Vec<f64> = rows(&confidence)
        .iter()
        .filter(|row| row["voices"].as_u64().unwrap() > 1)
        .map(|row| -row["confidence"].as_f64().unwrap())
        .collect();
    assert!(shared.is_sorted());
    assert!(rows(&by("outlets")).is_sorted_by_key(|row| {
        let cells = row["cells"].as_array().unwrap().iter();
        std::cmp::Reverse(cells.map(|c| c["column"].as_str().unwrap()).collect::<BTreeSet<_>>().len())
    }));
    // What the harbour post tells stands in its order.
    let told = by("order");
    let fullest = |article: &str| {
        let own = |row: &&Value| {
            row["cells"].as_array().unwrap().iter().find(|c| c["article"] == article).map(|c| c["sentence"].as_u64())
        };
        rows(&told).iter().filter_map(own).collect::<Vec<_>>()
    };
    let articles = told["articles"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap());
    assert!(articles.map(fullest).any(|sentences| sentences.len() > 4 && sentences.is_sorted()));
}

#[test]
fn a_row_keeps_its_id_when_inputs_are_moved_turned_round_or_joined_by_a_later_one() {
    let all = json(FERRY, &[]);
    let mut turned = lines();
    turned.reverse();
    let moved = file(&turned);
    assert_eq!(ids(&json(&moved.path().to_string_lossy(), &[])), ids(&all));
    let mut more = lines();
    let later: Value = serde_json::json!({"id": "later", "outlet": "Late News", "date": "2024-05-09", "title": "Ferry to sail again",
        "text": "The ferry Maid of Ellery struck the east pier of Port Ellery last week. Northway Ferries said the ship would sail again."});
    more.push(later.to_string());
    let added = file(&more);
    let grown = json(&added.path().to_string_lossy(), &[]);
    let kept = ids(&grown).intersection(&ids(&all)).count();
    assert!(kept * 10 >= ids(&all).len() * 9, "{kept} of {}", ids(&all).len());
    let count = rows(&grown).len();
    assert_eq!(ids(&grown).len(), count, "an id was given twice");
}

#[test]
fn only_the_wanted_parts_are_given_in_every_format() {
    let found = json(FERRY, &["--only", "conflicts", "--only", "quotations"]);
    assert!(!rows(&found).is_empty());
    assert!(rows(&found).iter().all(|row| row["status"] == "numbers_differ"
        || row["status"] == "contradicted"
        || !row["conflicts"].as_array().unwrap().is_empty()));
    assert!(!found["events"][0]["quotations"].as_array().unwrap().is_empty());
    for left_out in [&found["events"][0]["naming"], &found["events"][0]["silences"], &found["profiles"]] {
        assert_eq!(left_out.as_array().map(Vec::len), Some(0));
    }
    let (_, text, _) = asked(FERRY, &["--only", "quotations", "--format", "markdown"]);
    assert!(text.contains("The same words, quoted") && !text.contains("Headlines") && !text.contains("side by side"));
    for (part, head) in [
        ("rows", "event,row,status,claim,confidence,column,article"),
        ("conflicts", "event,row,status,claim,confidence,kind,column_a,words_a"),
        ("silences", "event,column,row,claim,voices"),
        ("namings", "event,name,column,words,count"),
        ("quotations", "event,quotation,column,article,how,words,own_words"),
        ("headlines", "column,article,date,headline"),
        ("words", "category,column,words,count"),
        ("profiles", "column,articles,words,measure"),
    ] {
        let input = if part == "namings" { "seeds" } else { FERRY };
        let (code, text, err) = asked(input, &["--only", part, "--format", "csv"]);
        assert_eq!(code, 0, "{err}");
        assert!(text.starts_with(head), "{part}: {text}");
        assert!(text.lines().count() > 1, "{part}: {text}");
    }
    let (code, _, err) = asked(FERRY, &["--only", "rows,namings", "--format", "csv"]);
    assert!(code == 2 && err.contains("one part"), "{err}");
}

#[test]
fn silences_bring_the_rows_they_speak_of() {
    let found = json(FERRY, &["--only", "silences"]);
    let silent: BTreeSet<&str> =
        found["events"][0]["silences"].as_array().unwrap().iter().map(|s| s["row"].as_str().unwrap()).collect();
    assert!(!silent.is_empty());
    assert_eq!(silent, ids(&found));
}

#[test]
fn every_format_shows_how_sure_a_row_is() {
    for format in ["table", "markdown", "html"] {
        let (_, text, _) = asked(FERRY, &["--format", format, "--width", "200"]);
        assert!(text.contains("sure 0."), "{format}: {text}");
    }
}

#[test]
fn a_headline_is_set_beside_what_its_text_makes_of_it() {
    let article = |id: &str, outlet: &str, title: &str, text: &str| {
        serde_json::json!({"id": id, "outlet": outlet, "date": "2024-06-01", "title": title, "text": text, "lang": "en"}).to_string()
    };
    let input = file(&[
        article(
            "bold",
            "Bold News",
            "Mayor Halloran took bribes from the Quayside builders",
            "Mayor Halloran took bribes from the Quayside builders, prosecutor Anna Reyes said on Friday.\n\n\
             Halloran left the courthouse in Port Ellery without a word. The Quayside builders did not answer questions.",
        ),
        article(
            "even",
            "Even Post",
            "Mayor Halloran took bribes, says prosecutor",
            "Prosecutor Anna Reyes said on Friday that Mayor Halloran took bribes from the Quayside builders.\n\n\
             Halloran left the courthouse in Port Ellery in silence, and the Quayside builders closed their offices.",
        ),
        article(
            "else",
            "Other Times",
            "Seven swans found on the western meadow",
            "Prosecutor Anna Reyes told the courthouse in Port Ellery that Mayor Halloran was paid by the Quayside builders.",
        ),
    ]);
    let found = json(&input.path().to_string_lossy(), &["--event", "Halloran Quayside"]);
    let headlines = found["events"][0]["headlines"].as_array().unwrap();
    let of = |id: &str| headlines.iter().find(|h| h["article"] == id).unwrap();
    let bold = of("bold");
    assert_eq!((&bold["certainty"], &bold["bearing"]), (&"asserted".into(), &"weaker".into()), "{bold}");
    assert_eq!(bold["body"]["certainty"], "attributed", "{bold}");
    let text =
        found["articles"].as_array().unwrap().iter().find(|a| a["id"] == "bold").unwrap()["text"].as_str().unwrap();
    let span = |side: &Value| side["start"].as_u64().unwrap() as usize..side["end"].as_u64().unwrap() as usize;
    assert!(text[span(&bold["body"])].contains("took bribes"));
    assert!(bold["text"].as_str().unwrap()[span(&bold["claim"])].contains("took bribes"));
    assert_eq!((&of("even")["certainty"], &of("even")["bearing"]), (&"attributed".into(), &"same".into()));
    assert_eq!((&of("else")["bearing"], &of("else")["body"]), (&"not_found".into(), &Value::Null));
}

#[test]
fn a_headline_that_names_who_says_it_is_attributed() {
    let rung = |title: &str| {
        let article = |id: &str| {
            let text =
                "The council of Ambleton met on Monday about the blast in Ambleton. Officials of Ambleton spoke.";
            serde_json::json!({"id": id, "outlet": id, "date": "2024-06-01", "title": title, "text": text, "lang": "en"})
                .to_string()
        };
        let input = file(&[article("one"), article("two")]);
        let found = json(&input.path().to_string_lossy(), &["--event", "Ambleton blast"]);
        found["events"][0]["headlines"][0]["certainty"].clone()
    };
    for told in [
        "Police: Suspect fled on foot",
        "Engineer: Council ignored cracks in the pier",
        "Five killed in blast, says ministry",
        "Mayor took bribes, prosecutor says",
        "Half of the town spies for the harbour, report says",
        "Mayor of Ambleton under fire over bribes, sources say",
    ] {
        assert_eq!(rung(told), "attributed", "{told}");
    }
    assert_eq!(rung("Five killed in blast"), "asserted");
    assert_eq!(rung("Exclusive: Mayor took bribes"), "asserted");
}

/// Compares with a file of rulings and gives the rows, by the words that their cells hold, and what was said about the file.
fn ruled(rulings: &str) -> (i32, Value, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(FERRY), folder.path().join("articles.jsonl")).unwrap();
    let file = folder.path().join("parallax-align.toml");
    fs::write(&file, rulings).unwrap();
    let input = folder.path().to_string_lossy();
    let (code, out, err) = asked(&input, &["--format", "json", "--align", &file.to_string_lossy()]);
    (code, serde_json::from_str(&out).unwrap(), err)
}

fn row_with<'v>(found: &'v Value, words: &str) -> &'v Value {
    let holds =
        |row: &&Value| row["cells"].as_array().unwrap().iter().any(|c| c["text"].as_str().unwrap().contains(words));
    rows(found).into_iter().find(holds).unwrap_or_else(|| panic!("no row with {words}"))
}

#[test]
fn a_reader_joins_and_splits_rows_by_quoting_them() {
    let before = json(FERRY, &[]);
    let (ship, engine) = ("the ship had been badly maintained", "the engines had been serviced");
    assert_ne!(row_with(&before, ship)["id"], row_with(&before, engine)["id"]);
    let (engines, overhauled) = ("the ship’s engines were overhauled in March", "the engines were overhauled in March");
    assert_eq!(row_with(&before, engines)["id"], row_with(&before, overhauled)["id"]);
    let (code, after, err) = ruled(&format!("[[align]]\njoin = [\"{ship}\", \"{engine}\"]\n"));
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(row_with(&after, ship)["id"], row_with(&after, engine)["id"]);
    assert_eq!(row_with(&after, ship)["by_reader"], "joined");
    let (code, after, err) = ruled(&format!("[[align]]\nsplit = [\"{engines}\", \"{overhauled}\"]\n"));
    assert_eq!((code, err.as_str()), (0, ""));
    assert_ne!(row_with(&after, engines)["id"], row_with(&after, overhauled)["id"]);
    assert_eq!(row_with(&after, engines)["by_reader"], "split");
    assert!(rows(&before).iter().all(|row| row["by_reader"].is_null()));
}

#[test]
fn a_quotation_that_names_no_one_claim_is_warned_of_with_its_place() {
    let (code, _, err) = ruled(
        "[[align]]\njoin = [\"The harbour authority closed the east pier until further notice\", \"no such words\"]\n\
         [[align]]\nsplit = [\"the east pier\", \"overhauled in March\"]\n",
    );
    assert_eq!(code, 0, "{err}");
    for part in [
        "parallax-align.toml:2:",
        "`no such words` is in no article",
        "parallax-align.toml:4:",
        "`the east pier` is in several articles",
        "quote more words, or say which",
        "warning[lost-quotation]",
    ] {
        assert!(err.contains(part), "{part} is not in {err}");
    }
    let (code, found, err) = ruled("[[align]]\njion = [\"a\", \"b\"]\n");
    assert!(code == 1 && err.contains("did you mean `join`?"), "{err}");
    assert!(!rows(&found).is_empty());
}

#[test]
fn the_file_is_found_beside_the_articles_unless_user_rules_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(FERRY), folder.path().join("articles.jsonl")).unwrap();
    fs::write(folder.path().join("parallax-align.toml"), "[[align]]\njoin = [\"lost\", \"words of nobody\"]\n")
        .unwrap();
    let mut command = Command::cargo_bin("parallax").unwrap();
    let output = command.env("XDG_CONFIG_HOME", folder.path()).arg("compare").arg(folder.path()).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("words of nobody"));
    let (_, _, err) = asked(&folder.path().to_string_lossy(), &[]);
    assert_eq!(err, "");
}

#[test]
fn a_row_that_holds_a_statement_is_not_named_by_a_noun() {
    for input in [FERRY, "tests/compare/strike/articles.jsonl", "seeds"] {
        let found = json(input, &[]);
        let claims: std::collections::BTreeMap<&str, (&Value, &str)> = found["articles"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|a| a["claims"].as_array().unwrap().iter().map(move |c| (a, c)))
            .map(|(a, c)| {
                let span = c["start"].as_u64().unwrap() as usize..c["end"].as_u64().unwrap() as usize;
                (c["id"].as_str().unwrap(), (&c["form"], &a["text"].as_str().unwrap()[span]))
            })
            .collect();
        for row in rows(&found) {
            let own = row["cells"].as_array().unwrap().iter().flat_map(|cell| cell["claims"].as_array().unwrap());
            let own: Vec<_> = own.map(|id| claims[id.as_str().unwrap()]).collect();
            if own.iter().any(|(form, _)| **form != "nominal") {
                let noun = own.iter().find(|(form, words)| **form == "nominal" && row["label"] == **words);
                assert!(noun.is_none(), "{row}");
            }
        }
    }
}
