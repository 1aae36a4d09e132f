//! What settings change, and what is said of mistakes in them.

use proptest::prelude::*;

use crate::rules::{CueRule, Loaded, load_texts};

/// A pack of two rules of an own category.
const PACK: &str = r#"schema = 1
[pack]
kind = "cues"
category = "tale"
title = "t"
[lists]
stories = ["yarn~n", "fable~n"]
[[rule]]
id = "tall"
match = ["tall <stories>"]
strength = 0.8
why = "w"
question = "q"
innocent = "i"
hits = ["A tall yarn."]
misses = ["A yarn."]
[[rule]]
id = "short"
enabled = false
match = ["short <stories>"]
strength = 0.6
why = "w"
question = "q"
innocent = "i"
hits = ["A short yarn."]
misses = ["A yarn."]
"#;

fn with(settings: &str) -> Loaded {
    load_texts(&[("my/tales.toml", PACK), ("parallax.toml", settings)])
}

/// What is said of the settings, each as `line:column message`.
fn found(settings: &str) -> Vec<String> {
    let loaded = with(settings);
    let own = loaded.diagnostics.list.iter().filter(|found| found.file == "parallax.toml");
    own.map(|found| format!("{}:{} {}", found.line, found.column, found.message)).collect()
}

/// The rules of the category, with their strengths, under settings without a mistake.
fn check(settings: &str, expect: &[(&str, f32)]) -> Vec<CueRule> {
    let loaded = with(settings);
    assert!(loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
    let own: Vec<CueRule> = loaded.rules.cues.into_iter().filter(|rule| rule.category == "tale").collect();
    let rules: Vec<_> = own.iter().map(|rule| (rule.id.as_str(), rule.strength)).collect();
    assert_eq!(rules, expect, "{settings}");
    own
}

const TALL: &str = "my/tales/tall";
const SHORT: &str = "my/tales/short";

#[test]
fn rules_packs_folders_and_categories_are_switched() {
    check("", &[(TALL, 0.8)]);
    check("disable = [\"my/tales/tall\"]", &[]);
    check("[disable]\nrules = [\"my/tales/tall\"]", &[]);
    for name in ["my/tales", "my", "tale"] {
        check(&format!("disable = [\"{name}\"]"), &[]);
        check(&format!("[enabled]\n{name:?} = true"), &[(SHORT, 0.6), (TALL, 0.8)]);
        check(&format!("only = [\"{name}\"]"), &[(TALL, 0.8)]);
    }
    check("only = [\"doubt\"]", &[]);
    check("only = [\"doubt\"]\n[enabled]\n\"my/tales/tall\" = true", &[(TALL, 0.8)]);
}

#[test]
fn what_is_said_of_a_rule_counts_for_more_than_of_its_pack_or_category() {
    check("[enabled]\ntale = false\n\"my/tales/short\" = true", &[(SHORT, 0.6)]);
    check("[enabled]\ntale = false\nmy = true\n\"my/tales/tall\" = false", &[(SHORT, 0.6)]);
    check("[strength]\ntale = 0.1\n\"my/tales\" = 0.5", &[(TALL, 0.4)]);
}

#[test]
fn a_strength_is_multiplied_and_never_more_than_one() {
    check("[strength]\ntale = 0.5", &[(TALL, 0.4)]);
    check("[strength]\n\"my/tales/tall\" = 9", &[(TALL, 1.0)]);
    check("[strength]\ntale = 0", &[(TALL, 0.0)]);
}

#[test]
fn of_two_files_the_nearer_says_the_last_word() {
    let far = ("far/parallax.toml", "only = [\"doubt\"]\n[strength]\ntale = 0.1\n[enabled]\ntale = false");
    let near = ("parallax.toml", "only = [\"tale\"]\n[strength]\ntale = 0.5\n[enabled]\ntale = true");
    let rules = load_texts(&[("my/tales.toml", PACK), far, near]).rules;
    let rule = rules.cues.iter().find(|rule| rule.id == TALL).unwrap();
    assert_eq!(rule.strength, 0.4);
}

#[test]
fn lists_are_extended_thinned_out_and_replaced() {
    let words = |edit: &str| {
        let loaded = with(&format!("[lists.\"my/tales:stories\"]\n{edit}"));
        assert!(loaded.diagnostics.list.is_empty(), "{}", loaded.diagnostics.render(false));
        let rule = loaded.rules.cues.iter().find(|rule| rule.id == TALL).unwrap();
        let shown = format!("{:?}", rule.matcher.patterns[0].nodes);
        let is = |word: &str| shown.contains(&format!("{:?}", loaded.rules.words.get(word)));
        ["yarn", "fable", "legend"].map(is)
    };
    assert_eq!(words("add = [\"legend~n\"]"), [true, true, true]);
    assert_eq!(words("remove = [\"yarn~n\"]"), [false, true, false]);
    assert_eq!(words("replace = [\"legend\"]"), [false, false, true]);
    assert_eq!(words("replace = [\"legend\"]\nadd = [\"yarn\"]"), [true, false, true]);
}

#[test]
fn lists_of_tables_are_changed_as_well() {
    let rules = with("[lists.\"en/tables/names:titles-of-people\"]\nadd = [\"grandmaster\"]").rules;
    assert!(rules.tables.has("titles-of-people", rules.words.get("grandmaster")));
    let rules = with("[lists.\"en/tables/names:titles-of-people\"]\nreplace = [\"grandmaster\"]").rules;
    assert_eq!(rules.tables.list("titles-of-people"), [rules.words.get("grandmaster")]);
}

#[test]
fn an_outlet_and_a_single_finding_have_settings_of_their_own() {
    let loaded = with(
        "[[outlet]]\nname = \"The Gazette\"\ndisable = [\"doubt\"]\nstrength = { tale = 0.5 }\n\
         [[ignore]]\nrule = \"my/tales/tall\"\ntext = \"a tall yarn\"\nwhy = \"a sweater\"\n",
    );
    let messages: Vec<_> = loaded.diagnostics.list.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["outlets are read by different rules, so their counts and rates cannot be compared"]);
    let local = &loaded.rules.local;
    let outlet = local.of(Some("the gazette")).unwrap();
    assert_eq!(outlet.strength.get(TALL), Some(&0.4));
    let doubts = loaded.rules.cues.iter().filter(|rule| rule.category == "doubt").count();
    assert!(doubts > 0 && outlet.off.len() == doubts);
    assert!(local.of(Some("The Herald")).is_none() && local.of(None).is_none());
    assert_eq!((local.ignores.len(), local.ignores[0].idle.line), (1, 7));
    assert!(local.ignores[0].concerns("a1", None, None));
}

#[test]
fn a_mistake_has_its_place_and_a_near_name() {
    let at = |settings: &str, expect: &[&str]| assert_eq!(found(settings), expect, "{settings}");
    at("olny = [\"tale\"]", &["1:1 unknown key `olny`"]);
    at("only = [\"tael\"]", &["1:9 `tael` is not the name of a rule, a pack or a category"]);
    at("disable = [\"tall\"]", &["1:12 `tall` is not the name of a rule, a pack or a category"]);
    at("[enabled]\ntale = 1", &["2:8 expected true or false, found a number"]);
    at("[strength]\ntale = -1", &["2:8 a factor lies between 0 and 10"]);
    at("[strength]\n\"en/actors\" = 1", &["2:1 `en/actors` has no strength"]);
    at("[lists.\"my/tales:storeis\"]\nadd = [\"x\"]", &["1:8 no list is called `my/tales:storeis`"]);
    at("[lists.\"my/tales:stories\"]\nremove = [\"yarn\"]", &["2:11 the list has no entry `yarn`"]);
    at("[lists.\"my/tales:stories\"]\nadd = [\"(x\"]", &["2:9 this `(` is never closed"]);
    at("[[ignore]]\nrule = \"tale\"\ntext = \"x\"", &["2:8 `tale` is not the id of a rule"]);
    at("[[ignore]]\nrule = \"my/tales/tall\"", &["1:1 the key `text` is missing"]);
    at("[[outlet]]\ndisable = [\"doubt\"]", &["1:1 the key `name` is missing"]);
    at("ignore = 3", &["1:10 write `[[ignore]]` with two brackets"]);
    let helps: Vec<_> = with("disable = [\"tall\", \"tael\"]").diagnostics.list.into_iter().map(|d| d.help).collect();
    assert_eq!(helps, [Some("did you mean `my/tales/tall`?".into()), Some("did you mean `tale`?".into())]);
}

#[test]
fn settings_count_for_the_hash() {
    assert_ne!(with("only = [\"tale\"]").rules.hash, with("only = [\"doubt\"]").rules.hash);
}

const SOUND: &str = r#"rules = ["more"]
only = ["tale", "doubt"]
disable = ["my/tales/short"]
[enabled]
"my/tales" = true
[strength]
tale = 0.5
[lists."my/tales:stories"]
add = ["legend"]
remove = ["yarn~n"]
[[outlet]]
name = "The Gazette"
[outlet.strength]
doubt = 0.5
[[ignore]]
rule = "my/tales/tall"
text = "a tall yarn"
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Any slip in sound settings: no panic, and every finding has a place inside the file.
    #[test]
    fn mangled_settings_never_panic_and_findings_have_places(
        at in 0usize..SOUND.len(), length in 0usize..40, put in "[\\PC\n\"'\\[\\]{}<>~=.:]{0,12}",
    ) {
        let mut text = String::new();
        text.extend(SOUND.chars().take(at));
        text.push_str(&put);
        text.extend(SOUND.chars().skip(at + length));
        let loaded = with(&text);
        for found in loaded.diagnostics.list.iter().filter(|found| found.file == "parallax.toml") {
            prop_assert!(found.line >= 1 && found.column >= 1 && found.span.end <= text.len());
        }
    }
}
