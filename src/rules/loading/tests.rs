use super::*;
use crate::rules::Word;

/// Loads `text` as a pack beside the bundled ones and compares what is wrong with it, each as `line:column message`.
fn check(text: &str, expect: &[&str]) -> Loaded {
    let loaded = load_texts(&[("my/pack.toml", text)]);
    let own = loaded.diagnostics.list.iter().filter(|found| found.file == "my/pack.toml");
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
    let spy = rules.words.get("spies");
    assert_ne!(spy, Word::UNKNOWN);
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
    let own: Vec<_> = loaded.rules.cues.iter().filter(|rule| rule.id.starts_with("my/pack/")).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].id, "my/pack/sound");
}
