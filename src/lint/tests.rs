//! The tools for rule writers, on packs made for the purpose.

use super::*;
use crate::matching::Engine;
use crate::rules::{Loaded, Sources, load, load_texts};

fn bundled() -> Loaded {
    load(&Sources { no_user_rules: true, ..Sources::default() })
}

/// A pack of one rule for "tall tale".
fn pack(hit: &str, miss: &str) -> Loaded {
    load_texts(&[(
        "my/own.toml",
        &format!(
            "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"doubt\"\ntitle = \"t\"\n[[rule]]\nid = \"tale\"\n\
             match = [\"tall tale~n\"]\nstrength = 0.9\nwhy = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\n\
             hits = [\"{hit}\"]\nmisses = [\"{miss}\"]\n"
        ),
    )])
}

fn failures(loaded: Loaded) -> Vec<(usize, String, Vec<String>)> {
    let tested = test(&Engine::new(loaded.rules).unwrap());
    let own = tested.failures.into_iter().filter(|failure| failure.rule == "my/own/tale");
    own.map(|failure| (failure.line, failure.expected, failure.found)).collect()
}

#[test]
fn a_rule_that_does_what_its_examples_say_passes() {
    assert_eq!(failures(pack("He told [tall tales] again.", "He told tales.")), []);
}

#[test]
fn a_missed_hit_a_wrong_span_and_a_matched_miss_are_reported() {
    assert_eq!(failures(pack("He told tales.", "He sang.")), [(13, "a match".to_owned(), vec![])]);
    let wrong = (13, "a match of [told tall tales]".to_owned(), vec!["[tall tales]".to_owned()]);
    assert_eq!(failures(pack("He [told tall tales].", "He sang.")), [wrong]);
    let matched = (14, "no match".to_owned(), vec!["[tall tale]".to_owned()]);
    assert_eq!(failures(pack("One tall tale.", "A tall tale.")), [matched]);
}

#[test]
fn every_bundled_rule_does_what_its_examples_say() {
    let tested = test(&Engine::new(bundled().rules).unwrap());
    assert!(tested.failures.is_empty(), "{tested}");
}

#[test]
fn a_rule_is_shown_by_its_id_the_last_part_of_it_or_its_pack() {
    let loaded = pack("A tall tale.", "A tale.");
    assert_eq!(
        list(&loaded.rules).packs.iter().filter(|pack| pack.id == "my/own").map(|pack| pack.rules.len()).sum::<usize>(),
        1
    );
    for id in ["my/own/tale", "tale", "my/own"] {
        let all = show(&loaded.rules, id).unwrap();
        let [shown] = all.rules.as_slice() else { panic!("{all}") };
        assert_eq!((shown.line, shown.category.as_deref()), (6, Some("doubt")));
        assert!(shown.to_string().contains("tall tale~n"));
    }
    let error = show(&loaded.rules, "my/own/tail").unwrap_err().to_string();
    assert!(error.contains("did you mean `my/own/tale`?"), "{error}");
}

#[test]
fn a_check_counts_what_loading_found() {
    let checked = check(load_texts(&[("my/own.toml", "schema = 2\n[pack]\nkind = \"cuse\"\n")]), Scope::All).unwrap();
    let own = checked.findings.iter().filter(|finding| finding.file == "my/own.toml").count();
    assert_eq!(own, 2);
    assert_eq!(checked.errors + checked.warnings, checked.findings.len());
    let text = checked.to_string();
    assert!(text.contains("did you mean `cues`?") && text.contains(&format!("errors: {}", checked.errors)), "{text}");
}

/// Phrases whose tokens a text and a pattern must cut alike.
const PHRASES: [&str; 16] = [
    "Moscow's allies",
    "Moscow’s allies",
    "they don't know",
    "she can't and won't say",
    "we’ve heard",
    "an ex-spy of MI5",
    "Anglo–Russian talks",
    "150,000 tonnes",
    "at 17:07 in London",
    "the U.S. Navy",
    "an O'Brien story",
    "3.5 per cent",
    "the co-operation of Covid-19 wards",
    "half-hearted, they said; nobody cared",
    "R&D costs",
    "naïve café owners",
];

#[test]
fn a_pattern_matches_the_text_that_it_is_written_as() {
    for phrase in PHRASES {
        let text = format!(
            "schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n[[concept]]\nid = \"zz-same\"\n\
             words = [\"{phrase}\"]\nhits = [\"Indeed [{phrase}] was there.\"]\n"
        );
        let tested = test(&Engine::new(load_texts(&[("zz.toml", &text)]).rules).unwrap());
        let failed: Vec<_> = tested.failures.iter().filter(|failure| failure.rule == "zz-same").collect();
        assert!(failed.is_empty(), "{}", failed[0]);
    }
}
