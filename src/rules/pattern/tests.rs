//! The pattern language: every form, and what is wrong in a pattern.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::*;
use crate::rules::Words;
use crate::rules::loading::load_texts;

/// The nodes as a line: `say/says` for words, `=X` for exact ones, `[a|b c]` for a choice, `x?` for what is optional.
fn show(nodes: &[Node], words: &Words) -> String {
    let one = |node: &Node| match node {
        Node::Words(all) => {
            let mut all: Vec<&str> = all.iter().map(|&word| words.text(word)).collect();
            all.sort_unstable();
            all.join("/")
        }
        Node::Exact(_, spelling) => format!("={spelling}"),
        Node::Class(class) => format!("{class:?}"),
        Node::Any => "_".to_owned(),
        Node::Gap(low, high) => format!("_{{{low},{high}}}"),
        Node::Mark(mark) => format!("'{mark}'"),
        Node::Choice(branches) => {
            format!("[{}]", branches.iter().map(|branch| show(branch, words)).collect::<Vec<_>>().join("|"))
        }
        Node::Optional(nodes) => format!("({})?", show(nodes, words)),
        Node::Role(role, nodes) => format!("{{{}: {}}}", role.name(), show(nodes, words)),
        Node::Start => "^".to_owned(),
        Node::End => "$".to_owned(),
    };
    nodes.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A pack with one concept of this pattern, and some lists.
fn pack(pattern: &str) -> String {
    let quoted: String = pattern.chars().fold(String::new(), |mut all, sign| {
        let _ = match sign {
            '"' | '\\' => write!(all, "\\{sign}"),
            sign if sign.is_control() => write!(all, "\\u{:04x}", u32::from(sign)),
            sign => write!(all, "{sign}"),
        };
        all
    });
    let looped = if pattern.contains("<loop>") { "<loop>" } else { "line" };
    format!(
        "schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n[lists]\noffer = [\"give~v\", \"put~v forward\"]\n\
         proof = [\"proof\", \"fact~n\"]\nloop = [\"{looped}\"]\nboth = [\"<offer>\", \"<proof>\"]\n\
         [[concept]]\nid = \"zz-test\"\nwords = [\"{quoted}\"]\n"
    )
}

fn check(pattern: &str, expect: &str) {
    let loaded = load_texts(&[("test.toml", &pack(pattern))]);
    let found = loaded.rules.concepts.iter().find(|concept| concept.id == "zz-test");
    let found = found.map(|concept| show(&concept.matcher.patterns[0].nodes, &loaded.rules.words));
    assert_eq!(found.as_deref(), Some(expect), "{pattern}\n{}", loaded.diagnostics.render(false));
}

#[track_caller]
fn check_mistake(pattern: &str, message: &str, marked: &str) {
    let text = pack(pattern);
    let loaded = load_texts(&[("test.toml", &text)]);
    let found = loaded.diagnostics.list.iter().find(|found| found.file == "test.toml" && found.line == 12);
    let Some(found) = found else { panic!("no mistake in {pattern}\n{}", loaded.diagnostics.render(false)) };
    assert!(found.message.contains(message), "{pattern}: {}", found.message);
    assert_eq!(found.span.of(&text), marked, "{pattern}: {}", found.message);
    assert!(loaded.rules.concepts.iter().all(|concept| concept.id != "zz-test"));
}

#[test]
fn words_are_folded_and_come_apart_as_in_texts() {
    check("Without Proof", "without proof");
    check("=Kremlin", "=Kremlin");
    check("Moscow’s", "moscow 's");
    check("don't can't won't", "do not can not will not");
    check("ex–spy U.S. 150,000 R&D", "ex-spy u.s. 150,000 r&d");
    check("=Moscow's", "=Moscow 's");
}

#[test]
fn inflections_are_spelled_out() {
    check("say~v", "said/say/saying/says");
    check("spy~n ring", "spies/spy ring");
    check("big~a", "big/bigger/biggest");
    check("plan~", "plan/planned/planning/plans");
    check("stop~v", "stop/stopped/stopping/stops");
    check("study~v", "studied/studies/study/studying");
    check("die~v", "die/died/dies/dying");
    check("expel~v", "expel/expelled/expelling/expels");
    check("travel~v", "travel/traveled/traveling/travelled/travelling/travels");
    check("fact-check~v", "fact-check/fact-checked/fact-checking/fact-checks");
    check("gunman~n crisis~n German~n", "gunman/gunmen crises/crisis german/germans");
    check("(kick|throw)~v out", "kick/kicked/kicking/kicks/threw/throw/throwing/thrown/throws out");
    check("=Spy~n", "[=Spies|=Spy]");
}

#[test]
fn lists_and_choices_of_single_words_become_one_node() {
    check("<proof>", "fact/facts/proof");
    check("no <offer>", "no [gave/give/given/gives/giving|put/puts/putting forward]");
    check("no <both>", "no [fact/facts/gave/give/given/gives/giving/proof|put/puts/putting forward]");
    check("<test:proof>", "fact/facts/proof");
    check("(a|b c|(d|e))", "[a/d/e|b c]");
    check("(a b) c", "a b c");
}

#[test]
fn every_other_form_has_its_node() {
    check("a any? (b c)? <proof>?", "a (any)? (b c)? (fact/facts/proof)?");
    check("a _ b _{0,3} c _{2}", "a _ b _{0,3} c _{2,2}");
    check("a #number #np #clause #open?", "a Number NounPhrase Clause (Open)?");
    check("^ a , b ; c : — . $", "^ a ',' b ';' c ':' '—' '.' $");
    check("a, b?", "a ',' (b)?");
    check(
        "{source: #np} {cue: say~v} that? {content: #clause}",
        "{source: NounPhrase} {cue: said/say/saying/says} (that)? {content: Clause}",
    );
    check("a %( %[ %% ? – ©", "a '(' '[' '%' '?' '—' '©'");
}

#[test]
fn a_mistake_is_placed_inside_the_pattern() {
    check_mistake("say #nmber", "no class", "#nmber");
    check_mistake("é “so” #nmber", "quotation mark", "“");
    check_mistake("no <prof>", "no list is called `prof`", "<prof>");
    check_mistake("(a|b", "never closed", "(");
    check_mistake("(a||b)", "empty alternative", "|");
    check_mistake("a) b", "`)` has nothing", ")");
    check_mistake("{cu: a}", "no role", "{cu");
    check_mistake("{cue a}", "colon", "{cue");
    check_mistake("a _{3,1}", "not a number of words", "_{3,1}");
    check_mistake("say~x it", "no inflection", "~x");
    check_mistake("a? _{0,3}", "match nothing", "a? _{0,3}");
    check_mistake("#np _ #clause", "no word", "#np _ #clause");
    check_mistake("(a|#np)", "no word", "(a|#np)");
    check_mistake("^?", "optional", "^?");
}

#[test]
fn a_list_that_refers_to_itself_is_reported_where_it_does() {
    let text = pack("no <loop>");
    let loaded = load_texts(&[("test.toml", &text)]);
    let found: Vec<_> = loaded.diagnostics.list.iter().filter(|found| found.file == "test.toml").collect();
    assert_eq!(found.len(), 1, "{}", loaded.diagnostics.render(false));
    assert_eq!((found[0].line, found[0].span.of(&text)), (8, "<loop>"));
    assert!(found[0].message.contains("refers to itself"));
    assert!(loaded.rules.concepts.iter().all(|concept| concept.id != "zz-test"));
}

#[test]
fn deep_nesting_is_a_mistake_and_no_crash() {
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    check_mistake(&deep, "nest", "(");
}

#[test]
fn lists_that_double_themselves_are_stopped() {
    let mut text = String::from("schema = 1\n[pack]\nkind = \"concepts\"\ntitle = \"t\"\n[lists]\nl0 = [\"a b\"]\n");
    for level in 1..30 {
        let below = level - 1;
        let _ = writeln!(text, "l{level} = [\"<l{below}> <l{below}>\"]");
    }
    text.push_str("[[concept]]\nid = \"zz\"\nwords = [\"x <l29>\"]\n");
    let loaded = load_texts(&[("test.toml", &text)]);
    assert!(loaded.diagnostics.list.iter().any(|found| found.message.contains("too large")));
}

#[test]
fn every_class_and_role_is_found_by_its_name() {
    let names: FxHashMap<_, _> = Class::NAMES.into_iter().collect();
    assert_eq!(names.len(), 9);
    assert!(Class::NAMES.iter().all(|&(name, class)| Class::named(name) == Some(class)));
    assert!(Role::NAMES.iter().all(|&(name, role)| Role::named(name) == Some(role) && role.name() == name));
}

#[test]
fn a_bare_inflection_that_takes_over_another_word_is_a_warning() {
    let collision = |pattern: &str| {
        let loaded = load_texts(&[("test.toml", &pack(pattern))]);
        let found = loaded.diagnostics.list.into_iter().find(|found| found.file == "test.toml");
        found.map(|found| (found.level == crate::base::Level::Warning, found.column, found.message))
    };
    let message = "`leaf~` also matches `leaves`, a form of `leave`".to_owned();
    assert_eq!(collision("fallen leaf~"), Some((true, 18, message)));
    assert_eq!(collision("fallen leaf~n"), None);
    assert_eq!(collision("a fool~"), None);
}
