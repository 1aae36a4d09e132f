//! Loading packs: layers, mistakes and their places.

use proptest::prelude::*;

use super::*;

/// Loads `text` as a pack beside the bundled ones and compares what is wrong with it, each as `line:column message`.
fn check(text: &str, expect: &[&str]) -> Loaded {
    let loaded = load_texts(&[("my/own.toml", text)]);
    let own = loaded.diagnostics.list.iter().filter(|found| found.file == "my/own.toml");
    let found: Vec<_> = own.map(|found| format!("{}:{} {}", found.line, found.column, found.message)).collect();
    assert_eq!(found, expect, "{}", loaded.diagnostics.render(false));
    loaded
}

#[test]
fn the_bundled_packs_load_without_a_complaint() {
    let loaded = load(&Sources { no_user_rules: true, ..Sources::default() });
    assert!(loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
    assert!(loaded.rules.tables.background() > 30_000);
    assert_eq!(loaded.rules.hash.len(), 16);
}

#[test]
fn base_forms_come_from_the_same_rules_as_forms() {
    let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
    let check = |word: &str, base: &str| assert_eq!(inflection::lemma(&rules, word), base, "{word}");
    check("expelled", "expel");
    check("spies", "spy");
    check("diplomats", "diplomat");
    check("accused", "accuse");
    check("accusing", "accuse");
    check("said", "say");
    check("women", "woman");
    check("crises", "crisis");
    check("poisoned", "poison");
    check("planned", "plan");
    check("travelling", "travel");
    check("bigger", "big");
    check("thing", "thing");
    check("news", "news");
    check("united", "united");
    check("his", "his");
    check("nothing", "nothing");
    check("morning", "morning");
    check("forest", "forest");
    check("zzzunknown", "zzzunknown");
}

/// Three different mistakes: a key, a class inside a pattern, a strength. One rule is sound.
const THREE: &str = r#"schema = 1

[pack]
kind     = "cues"
category = "doubt"
title    = "Three mistakes"

[[rule]]
id       = "slip"
mtach    = ["so called"]
strength = 0.5
why      = "w"
question = "q"
innocent = "i"
hits     = ["A so called plan."]
misses   = ["A plan."]

[[rule]]
id       = "class"
match    = ["scarcely any", "no \u0070roof #nmber"]
strength = 0.5
why      = "w"
question = "q"
innocent = "i"
hits     = ["No proof 5."]
misses   = ["A plan."]

[[rule]]
id       = "strong"
match    = ["would~v you believe"]
strength = 1.5
why      = "w"
question = "q"
innocent = "i"
hits     = ["Would you believe it?"]
misses   = ["A plan."]

[[rule]]
id       = "sound"
match    = ["a tall tale~n"]
strength = 0.5
why      = "w"
question = "q"
innocent = "i"
hits     = ["It is [a tall tale]."]
misses   = ["A tall man."]
"#;

#[test]
fn three_mistakes_of_one_file_are_all_placed_and_the_sound_rule_runs() {
    let loaded = check(
        THREE,
        &["10:1 unknown key `mtach`", "20:44 no class is called `#nmber`", "31:12 a strength lies between 0 and 1"],
    );
    let own: Vec<_> = loaded.rules.cues.iter().filter(|rule| rule.id.starts_with("my/own/")).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].id, "my/own/sound");
    let shown = alone(&[("my/own.toml", THREE)]).diagnostics.render(false);
    assert_eq!(
        shown,
        r#"error[unknown-key]: unknown key `mtach`
  --> my/own.toml:10:1
   |
10 | mtach    = ["so called"]
   | ^^^^^
   |
   = help: did you mean `match`?

error[unknown-class]: no class is called `#nmber`
  --> my/own.toml:20:44
   |
20 | match    = ["scarcely any", "no \u0070roof #nmber"]
   |                                            ^^^^^^
   |
   = help: did you mean `number`?

error[bad-value]: a strength lies between 0 and 1
  --> my/own.toml:31:12
   |
31 | strength = 1.5
   |            ^^^

"#
    );
}

/// Loads texts without the bundled packs.
fn alone(texts: &[(&str, &str)]) -> Loaded {
    let mut files = Files::default();
    for (layer, (path, text)) in texts.iter().enumerate() {
        files.add(path, (*path).to_owned(), (*text).to_owned().into(), layer);
    }
    build(files)
}

#[test]
fn a_broken_statement_takes_nothing_else_with_it() {
    let broken =
        THREE.replace("\"scarcely any\", \"no", "\"scarcely any, \"no").replace("strength = 1.5", "strength = ");
    let loaded = alone(&[("p.toml", &broken)]);
    let found: Vec<_> = loaded.diagnostics.list.iter().map(|found| found.line).collect();
    assert_eq!(found, [10, 20, 31], "{}", loaded.diagnostics.render(false));
    assert_eq!(loaded.rules.cues.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["p/sound"]);
    let list = "schema = 1\n[pack]\nkind = \"tables\"\n[lists]\na = [\"x\", \"y\"\nb = [\"z\"]\n";
    let loaded = alone(&[("p.toml", list)]);
    assert_eq!(loaded.diagnostics.list.len(), 1, "{}", loaded.diagnostics.render(false));
    assert_eq!(loaded.diagnostics.list[0].line, 5);
    assert!(loaded.rules.tables.has("b", loaded.rules.words.get("z")));
}

#[test]
fn a_later_pack_changes_fields_switches_off_rules_and_replaces_lists() {
    let first = THREE.replace("mtach", "match").replace("#nmber", "x").replace("1.5", "0.4");
    let second = r#"schema = 1
[lists]
tales = ["yarn~n"]
[[rule]]
id = "sound"
strength = 0.9
match = ["a tall <tales>"]
[[rule]]
id = "slip"
enabled = false
"#;
    let loaded = alone(&[("p.toml", &first), ("p.toml", second)]);
    assert!(loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
    let rules: Vec<_> = loaded.rules.cues.iter().map(|rule| (rule.id.as_str(), rule.strength)).collect();
    assert_eq!(rules, [("p/class", 0.5), ("p/sound", 0.9), ("p/strong", 0.4)]);
    assert_eq!(loaded.rules.cues[1].matcher.patterns[0].text, "a tall <tales>");
    assert_eq!(loaded.rules.packs.len(), 1);
}

#[test]
fn a_change_of_a_rule_that_is_not_there_is_named_with_a_near_one() {
    let first = THREE.replace("mtach", "match").replace("#nmber", "x").replace("1.5", "0.4");
    let loaded = alone(&[("p.toml", &first), ("p.toml", "schema = 1\n[[rule]]\nid = \"slpi\"\nstrength = 0.1\n")]);
    let found: Vec<_> = loaded.diagnostics.list.iter().map(|found| (found.line, found.message.as_str())).collect();
    assert_eq!(found, [(3, "`p` has no rule `slpi` to change")]);
    assert_eq!(loaded.diagnostics.list[0].help.as_deref(), Some("did you mean `p/slip`?"));
    assert_eq!(loaded.rules.cues.len(), 4);
}

#[test]
fn tables_give_words_phrases_and_values_by_name() {
    let text = "schema = 1\n[pack]\nkind = \"tables\"\n[lists]\nunits = [\"Mile~n\", \"per cent\", \"mr.\", \"(light|dog) year~n\"]\n\
                [values.months]\nMarch = 3\nhalf = 0.5\n";
    let rules = load_texts(&[("t.toml", text)]).rules;
    let has = |word: &str| rules.tables.has("units", rules.words.get(word));
    assert!(has("miles") && has("mile") && has("mr.") && !has("per"));
    let phrases: Vec<String> = rules
        .tables
        .phrases("units")
        .iter()
        .map(|phrase| phrase.iter().map(|&word| rules.words.text(word)).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(phrases[0], "per cent");
    assert_eq!(phrases.len(), 5);
    assert_eq!(rules.tables.value("months", rules.words.get("march")), Some(3.0));
    assert_eq!(rules.tables.value("months", rules.words.get("half")), Some(0.5));
    assert_eq!(rules.tables.value("months", rules.words.get("mile")), None);
}

#[test]
fn each_kind_of_mistake_has_its_place() {
    let head = "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"c\"\ntitle = \"t\"\n";
    let rule = "[[rule]]\nid = \"r\"\nmatch = [\"tall tale\"]\nstrength = 0.5\nwhy = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\nhits = [\"A tall tale.\"]\nmisses = [\"A tale.\"]\n";
    let with = |line: &str| format!("{head}{rule}{line}\n");
    let own = |text: &str, expect: &[&str]| drop(check(text, expect));
    own(&with(""), &[]);
    own(&with("zones = [\"headlin\"]"), &["15:10 unknown zone `headlin`"]);
    own(&with("effect = \"doubt\""), &["15:10 unknown effect `doubt`"]);
    own(
        &with("regex = 'x('"),
        &["15:9 `regex` stands instead of `match`, not beside it", "15:10 a broken regular expression: unclosed group"],
    );
    own(&with("before = { nto = [\"a\"] }"), &["15:12 unknown key `nto`"]);
    own(&with("enabled = 1"), &["15:11 expected true or false, found a number"]);
    own(&with("except = \"(a\""), &["15:11 this `(` is never closed"]);
    own(&with(rule), &["16:6 the id `r` is given twice"]);
    own(&head.replace("cues", "cuse"), &["3:8 unknown kind `cuse`"]);
    own(&head.replace("schema = 1\n", ""), &["1:1 the schema is missing"]);
    own(&rule.replace("[[rule]]", "schema = 1\n[[rule]]"), &["1:1 the table `[pack]` is missing"]);
    own(&with("").replace("why = \"w\"\n", ""), &["6:1 the key `why` is missing"]);
    own(&with("").replace("why = \"w\"", "why = \" \""), &["10:7 `why` says nothing"]);
    own(&with("").replace("hits = [\"A tall", "hits = [\"A [tall"), &["13:12 this mark is never closed"]);
    own(&with("").replace("misses = [\"A tale.\"]", "misses = []"), &["14:10 `misses` is empty"]);
    own(&with("").replace("[\"tall tale\"]", "[7, \"b\"]"), &["8:10 expected a string, found a number"]);
    own(&with("[lists]\nnone = []"), &["16:1 the list `none` is empty"]);
    own(&with("[[ruel]]\nid = \"x\""), &["15:3 unknown key `ruel`"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any slip in a sound file: no panic, and every finding has a place inside the file.
    #[test]
    fn a_mangled_pack_never_panics_and_always_has_places(
        at in 0usize..THREE.len(), length in 0usize..40, put in "[\\PC\n\"'\\[\\]{}()<>|#~%=?_^$]{0,12}",
    ) {
        let mut text = String::new();
        text.extend(THREE.chars().take(at));
        text.push_str(&put);
        text.extend(THREE.chars().skip(at + length));
        let loaded = alone(&[("m.toml", &text)]);
        for found in &loaded.diagnostics.list {
            prop_assert!(found.line >= 1 && found.column >= 1 && found.span.end <= text.len());
            prop_assert!(found.line <= text.matches('\n').count() + 1);
        }
        prop_assert!(loaded.diagnostics.render(false).len() < 1_000_000);
    }

    /// Any string as a pattern or an example.
    #[test]
    fn any_pattern_and_example_is_read_or_reported(pattern in "\\PC{0,30}", signs in "[a-c #~%=?_^$<>|(){}:,.\\-'\\[\\]0-9]{0,40}") {
        for written in [pattern, signs] {
            let quoted = toml::Value::String(written.clone()).to_string();
            let text = format!(
                "schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n[[concept]]\nid = \"c\"\nwords = [{quoted}]\nhits = [{quoted}]\n"
            );
            let loaded = alone(&[("m.toml", &text)]);
            let sound = loaded.rules.concepts.len() == 1;
            prop_assert_eq!(sound, loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
            prop_assert!(loaded.diagnostics.list.iter().all(|found| found.line >= 7 && found.column >= 8));
        }
    }
}
