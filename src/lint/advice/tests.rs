//! Each warning on a pack made for the purpose, and packs that deserve none.

use crate::lint::{Scope, check};
use crate::rules::load_texts;

/// A cues pack of one rule, with further keys or tables behind it.
fn pack(keys: &str) -> String {
    let rest = [("hits", "[\"A tall tale.\"]"), ("misses", "[\"A tale.\"]"), ("match", "[\"tall tale~n\"]")];
    let rest = rest.iter().filter(|(key, _)| !keys.lines().any(|line| line.starts_with(key)));
    let rest: String = rest.map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!(
        "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"tale\"\ntitle = \"t\"\n[[rule]]\nid = \"a\"\nstrength = 0.5\n\
         why = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\n{rest}{keys}\n"
    )
}

/// What is found, each as `code words-under-the-caret`.
fn found(text: &str) -> Vec<String> {
    let checked = check(load_texts(&[("my/own.toml", text)]), Scope::Own).unwrap();
    checked.findings.iter().map(|found| format!("{} {}", found.code.name(), found.span.of(text))).collect()
}

fn is(keys: &str, expect: &[&str]) {
    assert_eq!(found(&pack(keys)), expect, "{keys}");
}

#[test]
fn a_sound_rule_is_left_alone() {
    is("", &[]);
    is("match = [\"^ tall tale~n\", \"tall stories $\", \"ta%-ll tale~n .\"]", &[]);
    is("except = [\"tall tale of\"]\nsentence_lacks = [\"a lie\"]\nbefore = [\"a\"]\nmatch = [\"tall tale~n\"]", &[]);
}

#[test]
fn a_pattern_that_contradicts_itself_can_never_match() {
    is("match = [\"tall ^ tale~n\"]\nhits = [\"x\"]\nmisses = [\"a tall man\"]", &["never-matches ^"]);
    is("match = [\"tall $ tale~n\"]\nhits = [\"x\"]\nmisses = [\"a tall man\"]", &["never-matches $"]);
    is("match = [\"(tall|short) (^|$ tale)  big\"]\nmisses = [\"a tall man\"]", &["never-matches $"]);
    is("match = [\"tall tale $ .\", \"tall tale~n\"]", &[]);
    is("before = [\"a ^\"]", &["never-matches ^"]);
    is("match = [\"^ tall tale~n\"]\nbefore = [\"a\"]", &["never-matches ^ tall tale~n"]);
    is("match = [\"tall tale~n $\"]\nafter = [\"of\"]", &["never-matches tall tale~n $"]);
}

#[test]
fn a_condition_that_bars_the_match_itself_can_never_hold() {
    is("sentence_lacks = [\"tale~n\"]", &["never-matches tall tale~n"]);
    is("sentence_has = [\"a lie\"]\nsentence_lacks = [\"lie~n\"]", &["never-matches a lie"]);
}

#[test]
fn words_that_texts_are_never_cut_into_can_never_match() {
    // A text has "1" and "st" of "1_st"; a pattern's word ends where a text's word ends.
    is("match = [\"tall tale~n\", \"tall 5%%\"]", &[]);
    is("match = [\"tall tale~n\", \"tall 's\"]", &[]);
    is("match = [\"tall tale~n\", \"tall and/or short\"]", &[]);
}

#[test]
fn an_exception_that_takes_every_match_is_named() {
    is("except = [\"tale~n\"]", &["except-swallows tall tale~n"]);
    is("except = [\"_ tale~n\", \"x\"]", &["except-swallows tall tale~n"]);
    is("match = [\"tall tale~n\", \"big fish\"]\nexcept = [\"fish\"]", &["except-swallows big fish"]);
    is("except = [\"tales\"]", &[]);
}

#[test]
fn patterns_that_add_nothing_are_named() {
    is("match = [\"tall tale~n\", \"tall tales\"]", &["duplicate-pattern tall tales"]);
    is("match = [\"tall tale~n\", \"TALL tale~n\"]", &["duplicate-pattern TALL tale~n"]);
    is("match = [\"(tall|big) _{0,3} tale~n\", \"big old tale~n\"]", &["duplicate-pattern big old tale~n"]);
    is("match = [\"(tall|big) _{1,3} tale~n\", \"tall tale~n\"]", &[]);
    is("match = [\"tall tale~n\", \"tall? tale of\"]", &[]);
    is("match = [\"tall tale~n\", \"tell~v tall tale~n\"]", &[]);
    is("match = [\"tall tale~n\", \"tell~v\", \"tell~n\"]", &[]);
}

/// A second, stronger rule of the same pack.
fn other(keys: &str) -> String {
    let rule = pack(keys).split("[[rule]]").nth(1).unwrap().to_owned();
    format!("[[rule]]{}", rule.replace("id = \"a\"", "id = \"b\"").replace("strength = 0.5", "strength = 0.9"))
}

#[test]
fn a_pattern_whose_matches_all_go_to_another_rule_is_named() {
    let both = |keys: &str| found(&(pack("") + &other(keys)));
    assert_eq!(both("match = [\"tall (tale|story)~n\"]"), ["swallowed [[rule]]", "swallowed tall tale~n"]);
    assert_eq!(both("match = [\"tall tale~n\"]"), ["swallowed [[rule]]", "duplicate-pattern tall tale~n"]);
    // The other rule lets some matches go.
    assert_eq!(both("match = [\"tall tale~n\"]\nafter = { not = [\"of\"] }"), ["swallowed [[rule]]"]);
    assert_eq!(both("match = [\"tale~n\"]\nmisses = [\"A tall tail.\"]\nhits = [\"A tale.\"]").len(), 0);
    let weak = other("match = [\"tall (tale|story)~n\"]\n").replace("strength = 0.9", "strength = 0.1");
    assert_eq!(found(&(pack("") + &weak)), ["swallowed [[rule]]"]);
}

#[test]
fn examples_that_prove_nothing_are_named() {
    is("misses = [\"A tale.\", \"He sang.\"]", &["idle-example He sang."]);
    is("misses = [\"The tail is long.\"]\nmatch = [\"tall\"]\nhits = [\"A tall man.\"]", &[]);
    is("hits = [\"A tall tale.\", \"A [tall tale].\"]", &["duplicate-example A [tall tale]."]);
}

#[test]
fn lists_and_their_entries_are_looked_at() {
    let lists =
        "[lists]\nkinds = [\"tall\", \"big~a\", \"bigger\", \"tall\", \"<more>\"]\nmore = [\"huge\"]\nidle = [\"x\"]\n";
    let text = pack("match = [\"<kinds> tale~n\"]") + lists;
    assert_eq!(found(&text), ["duplicate-entry \"bigger\"", "duplicate-entry \"tall\"", "unused-list idle"]);
    is("zones = []", &["empty []"]);
}
