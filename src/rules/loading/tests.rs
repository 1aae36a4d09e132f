use super::*;
use crate::rules::Word;

fn messages(loaded: &Loaded) -> Vec<String> {
    loaded.diagnostics.list.iter().map(|d| format!("{}:{}:{}: {}", d.file, d.line, d.column, d.message)).collect()
}

#[test]
fn the_bundled_packs_load_without_a_complaint() {
    let loaded = load(&Sources { no_user_rules: true, ..Sources::default() });
    assert_eq!(messages(&loaded), Vec::<String>::new());
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
