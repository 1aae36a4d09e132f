//! Patterns against sentences: every form of the pattern language, read forwards and backwards.

use std::sync::LazyLock;
use std::time::Instant;

use proptest::collection::vec;
use proptest::prelude::*;

use super::compile::{Direction, Item, Step};
use super::course::Course;
use super::place::{At, Place, may_match_at};
use super::run::{Scratch, run};
use super::{Engine, Hit, RuleRef};
use crate::rules::pattern::{Class, Role};
use crate::rules::{Word, load_texts};
use crate::text::{Clause, ClauseKind, Document, NounPhrase, Tag};

/// An engine with one rule: `body` is what follows its id.
pub(super) fn engine(body: &str) -> Engine {
    let pack = format!(
        r#"
schema = 1
[pack]
kind = "cues"
language = "en"
category = "hedge"
title = "Test"
[lists]
colours = ["red", "blue", "sky blue", "bluish-green"]
[[rule]]
id = "it"
effect = "none"
strength = 1.0
why = "Because."
question = "Why?"
innocent = "So."
hits = ["x"]
misses = ["y"]
{body}
"#
    );
    let loaded = load_texts(&[("en/test.toml", &pack)]);
    let mistakes: Vec<_> = loaded.diagnostics.list.iter().filter(|d| d.file.contains("test")).collect();
    assert!(mistakes.is_empty(), "{mistakes:?}");
    Engine::new(loaded.rules).unwrap()
}

/// The hits of the rule that [`engine`] made.
pub(super) fn own_hits(engine: &Engine, document: &Document, headline: bool) -> Vec<Hit> {
    let mut hits = engine.find(document, headline).cues;
    let own =
        |hit: &Hit| matches!(hit.rule, RuleRef::Cue(rule) if engine.rules().cues[rule].id.starts_with("en/test/"));
    hits.retain(own);
    hits
}

fn mark(document: &Document, hits: &[Hit]) -> String {
    let mut marked = document.text.to_owned();
    for hit in hits.iter().rev() {
        let span = document.span(&hit.tokens);
        marked.insert(span.end, ']');
        marked.insert(span.start, '[');
    }
    marked
}

/// `expect` is the text with the matches in square brackets.
fn check_rule(body: &str, expect: &str) {
    let text = expect.replace(['[', ']'], "");
    let engine = engine(body);
    let document = engine.read(&text, None);
    assert_eq!(mark(&document, &own_hits(&engine, &document, false)), expect, "{body}");
}

fn check(pattern: &str, expect: &str) {
    check_rule(&format!("match = [{pattern:?}]"), expect);
}

#[test]
fn a_word_matches_in_any_case_and_an_exact_one_only_as_written() {
    check("spy", "A [spy] met a [Spy] and a [SPY] but no spies.");
    check("=May", "Mrs [May] may go in [May].");
    check("=O'Brien", "They say [O’Brien] left.");
}

#[test]
fn inflections_match_and_other_words_do_not() {
    check("expel~v", "They [expel], she [expels], it [expelled], after [expelling], no expulsion.");
    check("spy~n", "One [spy], two [spies].");
}

#[test]
fn a_sequence_matches_from_an_anchor_at_its_start_its_end_or_inside() {
    for pattern in ["zebra of the", "of the zebra", "of zebra the"] {
        check(pattern, &format!("The end of the [{pattern}] end of the day."));
    }
}

#[test]
fn lists_match_by_any_entry_and_the_longest_wins() {
    check("a <colours> car", "It was [a red car], then [a sky blue car] and [a bluish-green car], not a green car.");
    check("<colours>", "The [sky blue] of [red] and of sky.");
}

#[test]
fn groups_options_and_words_between_match_on_both_sides_of_the_anchor() {
    check("(very|so very)? rare zebra", "A [rare zebra], a [very rare zebra], a [so very rare zebra].");
    check("zebra (very|so very)? rare", "A [zebra rare], a [zebra very rare], a [zebra so very rare].");
    check("_ zebra _", "See [the zebra there] and, zebra.");
    check("no _{0,2} zebra", "There is [no zebra], [no wild zebra], [no big wild zebra], no really big wild zebra.");
    check("zebra _{1,2} home", "The zebra home, the [zebra went home], the [zebra then went home].");
}

#[test]
fn a_gap_passes_commas_but_no_stronger_mark_and_no_quotation_mark() {
    check("zebra _{0,3} gone", "The [zebra, he said, gone] and so on.");
    check("zebra _{0,3} gone", "The zebra; it gone. The zebra — it gone. The zebra: gone.");
    check("zebra _{0,3} gone", "The zebra is “all gone” now.");
    check("zebra _{0,3} gone", "There is a zebra. Nothing is gone.");
}

#[test]
fn marks_stand_for_themselves_and_otherwise_break_adjacency() {
    check("zebra , gone", "The [zebra, gone] for good, and the zebra gone.");
    check("zebra gone", "The zebra, gone for good, and the [zebra gone].");
    check("zebra —", "The [zebra –] gone.");
    check("%% zebra", "Only 5 [% zebra] here.");
}

#[test]
fn the_sentence_starts_behind_an_opening_mark_and_ends_before_its_last_marks() {
    check("^ zebra", "[Zebra] here. A zebra there. “[Zebra] is back,” she said.");
    check("zebra $", "Here is a [zebra]. A zebra is there. She saw “a [zebra].”");
}

#[test]
fn a_hyphenated_word_matches_whole_and_by_its_parts() {
    check("zebra", "An [ex-zebra] and a [zebra-like] horse.");
    check("former zebra rider", "The [former-zebra-rider] met the [former zebra-rider] and a [former zebra rider].");
    check("ex-zebra", "An [ex-zebra], an [ex zebra] and a zebra.");
    check("an ex-zebra here", "See [an ex-zebra here] and [an ex zebra here].");
    check("zebra home", "The home-zebra went.");
    check("=Russia", "The [pro-Russia] camp, not the pro-russia one.");
}

#[test]
fn numbers_and_years_match_by_class() {
    check("#number zebra~n", "We saw [23 zebras] and [150,000 zebras] but no zebras.");
    check("zebra~n in #year", "The [zebras in 2018] were more than the zebras in 20,018 or zebras in 201.");
}

#[test]
fn a_name_is_looked_for_in_the_sentence_only() {
    check("zebra #name", "The [zebra Marius] met a zebra\n\nLondon is far.");
}

#[test]
fn quotation_marks_and_whole_quotations_match_by_class() {
    check("so #open _ #close", "It was [so “nice”] that we left; so nice.");
    check("zebra #quotation", "He called the [zebra “a fine beast”] once.");
    check("#quotation , zebra", "She wrote [“a fine beast”, zebra] fans say.");
}

#[test]
fn overlapping_matches_of_a_rule_are_the_longest_only() {
    check_rule("match = ['red zebra', 'zebra', 'zebra of old']", "A [zebra], a [zebra of old], a red [zebra of old].");
}

#[test]
fn an_exception_drops_the_match_it_overlaps() {
    check_rule(
        "match = ['zebra']\nexcept = ['zebra crossing~n', 'the _ zebra']",
        "A [zebra] at the zebra crossing saw the old zebra.",
    );
}

#[test]
fn what_stands_next_to_a_match_decides() {
    check_rule("match = ['zebra']\nbefore = ['a', 'one']", "See a [zebra], the zebra, one [zebra]. Zebra.");
    check_rule("match = ['zebra']\nafter = ['runs']", "A zebra sees how a [zebra] runs.");
    check_rule("match = ['zebra']\nbefore = { not = ['no (big)?'] }", "No zebra, no big zebra, a [zebra].");
    check_rule("match = ['zebra']\nafter = { not = ['crossing'] }", "A zebra crossing and a [zebra], crossing.");
}

#[test]
fn what_else_the_sentence_holds_decides() {
    check_rule(
        "match = ['zebra']\nsentence_has = ['#number lions']",
        "A zebra. The [zebra] saw 3 lions. Lions saw a zebra.",
    );
    check_rule("match = ['zebra']\nsentence_lacks = ['lion']", "A [zebra]. The zebra saw a lion.");
}

#[test]
fn zones_decide() {
    let text = "The zebra said “a zebra is here” and left.";
    check_rule("match = ['zebra']\nzones = ['narration']", "The [zebra] said “a zebra is here” and left.");
    check_rule("match = ['zebra']\nzones = ['quotation']", "The zebra said “a [zebra] is here” and left.");
    check_rule("match = ['zebra']\nzones = ['headline']", text);
    let engine = engine("match = ['zebra']\nzones = ['headline']");
    assert_eq!(own_hits(&engine, &engine.read("A zebra escapes", None), true).len(), 1);
}

#[test]
fn a_match_that_takes_in_the_opening_mark_is_the_outlets() {
    check_rule("match = ['#open _ #close zebra']\nzones = ['narration']", "The [“wild” zebra] left.");
    check_rule("match = ['#open zebra #close']\nzones = ['narration']", "The [“zebra”] left.");
}

#[test]
fn a_regular_expression_matches_the_tokens_it_touches() {
    check_rule("regex = '[Zz]eb'", "A [zebra] and a [Zebra-like] horse. No horse.");
}

#[test]
fn an_ambiguous_pattern_ends_within_its_budget() {
    let gaps = "_{0,9} ".repeat(12);
    let text = format!("zebra {}end.", "word ".repeat(200));
    let engine = engine(&format!("match = ['zebra {gaps}lion']"));
    assert!(own_hits(&engine, &engine.read(&text, None), false).is_empty());
}

#[test]
fn matches_that_overlap_in_a_chain_without_end_take_no_longer_than_others() {
    let text = "zebra ".repeat(200_000);
    let engine = engine("match = ['zebra _ zebra']\nexcept = ['zebra lion']");
    let document = engine.read(&text, None);
    let before = Instant::now();
    assert!(own_hits(&engine, &document, false).len() > 50_000);
    assert!(before.elapsed().as_secs() < 8, "{:?}", before.elapsed());
}

/// A text whose chunks are put there by hand: noun phrases and clauses as token ranges.
fn with_chunks<'t>(
    engine: &Engine,
    text: &'t str,
    phrases: &[(usize, usize, usize)],
    clauses: &[(usize, usize)],
) -> Document<'t> {
    let mut document = engine.read(text, None);
    for token in document.tokens.iter_mut().filter(|token| token.span.of(text) == "that") {
        token.tag = Tag::Subordinator;
    }
    document.phrases = phrases
        .iter()
        .map(|&(start, end, full)| NounPhrase { tokens: start..end, full: start..full, head: end - 1 })
        .collect();
    document.clauses = clauses
        .iter()
        .map(|&(start, end)| Clause {
            tokens: start..end,
            kind: ClauseKind::Main,
            subject: None,
            verb: start..start + 1,
            head: start,
            passive: false,
            negated: false,
            parent: None,
        })
        .collect();
    document
}

fn parts<'t>(document: &Document<'t>, hits: &[Hit]) -> Vec<(Role, &'t str)> {
    hits.iter().flat_map(|h| &h.roles).map(|(role, tokens)| (*role, document.span(tokens).of(document.text))).collect()
}

#[test]
fn noun_phrases_match_to_their_full_length_or_shorter_where_more_follows() {
    let text = "The head of the zoo praised the zebra of Leeds.";
    let phrases = [(0, 2, 5), (3, 5, 5), (6, 8, 10), (9, 10, 10)];
    let check = |pattern: &str, expect: &str| {
        let engine = engine(&format!("match = ['{pattern}']"));
        let document = with_chunks(&engine, text, &phrases, &[]);
        assert_eq!(mark(&document, &own_hits(&engine, &document, false)), expect, "{pattern}");
    };
    check("#np praised #np", "[The head of the zoo praised the zebra of Leeds].");
    check("praised #np of", "The head of the zoo [praised the zebra of] Leeds.");
    check("of #np praised", "The head [of the zoo praised] the zebra of Leeds.");
}

#[test]
fn a_clause_reaches_to_the_end_of_its_chunk_or_else_of_the_sentence() {
    let engine = engine("match = ['zebras {cue: grunt} {content: that? #clause}']");
    let check = |text: &str, clauses: &[(usize, usize)], expect: &str| {
        let document = with_chunks(&engine, text, &[], clauses);
        let hits = own_hits(&engine, &document, false);
        assert_eq!(parts(&document, &hits), [(Role::Cue, "grunt"), (Role::Content, expect)], "{text}");
    };
    check("Zebras grunt that lions roar when they run.", &[(2, 5)], "that lions roar");
    check("Zebras grunt lions roar when they run.", &[(2, 4)], "lions roar");
    check("Zebras grunt that lions roar.", &[], "that lions roar");
    check("“Zebras grunt lions roar,” he said.", &[], "lions roar,");
}

#[test]
fn a_clause_before_the_anchor_is_read_backwards() {
    let engine = engine("match = ['{content: #clause} , grunt {source: zebras}']");
    let document = with_chunks(&engine, "In short, lions roar, grunt zebras.", &[], &[(3, 5)]);
    let hits = own_hits(&engine, &document, false);
    assert_eq!(parts(&document, &hits), [(Role::Content, "lions roar"), (Role::Source, "zebras")]);
}

#[test]
fn named_parts_hold_the_anchor_when_it_stands_in_them() {
    let engine = engine("match = ['{source: the? zebra} {cue: (has|had)? grunted}']");
    let document = engine.read("So the zebra had grunted.", None);
    let hits = own_hits(&engine, &document, false);
    assert_eq!(parts(&document, &hits), [(Role::Source, "the zebra"), (Role::Cue, "had grunted")]);
    assert_eq!(hits[0].role(Role::Cue), Some(&(3..5)));
}

#[test]
fn what_stands_in_a_trace_is_what_is_found() {
    let engine = Engine::new(load_texts(&[]).rules).unwrap();
    let text = "London accused Moscow of “an attack”, without presenting any proof. It may, he said, have been \
                a so-called act of war; critics say the claim is baseless. Many experts reportedly doubt it.";
    let document = engine.read(text, None);
    let hits = engine.find(&document, false);
    let mut found: Vec<Hit> =
        [hits.cues, hits.frames, hits.verbs, hits.actors, hits.events, hits.concepts, hits.furniture, hits.outlets]
            .concat();
    let traced = engine.trace(&document, false).into_iter().filter(|traced| traced.obstacle.is_none());
    let mut standing: Vec<Hit> = traced.map(|traced| traced.hit).collect();
    let order = |hit: &Hit| (hit.rule, hit.tokens.start, hit.tokens.end, hit.pattern);
    found.sort_by_key(order);
    standing.sort_by_key(order);
    assert!(found.len() > 10);
    assert_eq!(found, standing);
}

/// The best near miss of the rule `it`: its matched words, then for each stop what was wanted and what was found.
fn near(pattern: &str, text: &str) -> Option<(String, Vec<String>)> {
    let engine = engine(&format!("match = [{pattern:?}]"));
    let document = engine.read(text, None);
    let rule = engine.rules().cues.iter().position(|rule| rule.id == "en/test/it").map(RuleRef::Cue);
    let miss = engine.near_misses(&document, rule).into_iter().next()?;
    let stops = miss.stops.iter().map(|stop| {
        let found = stop.found.map_or("", |token| document.tokens[token].span.of(text));
        format!("{} / {found}", stop.wanted.of(pattern))
    });
    Some((document.span(&miss.matched).of(text).to_owned(), stops.collect()))
}

#[test]
fn a_near_miss_tells_what_matched_and_where_it_stopped() {
    let check = |pattern: &str, text: &str, matched: &str, stops: &[&str]| {
        let expected = Some((matched.to_owned(), stops.iter().map(|stop| (*stop).to_owned()).collect()));
        assert_eq!(near(pattern, text), expected, "{pattern}");
    };
    check("zebra <colours> lion", "A zebra red tiger.", "zebra red", &["lion / tiger"]);
    check("zebra very? red? lion", "A zebra very tiger.", "zebra very", &["lion / tiger"]);
    check("zebra _{0,2} lion", "A zebra saw a tiger.", "zebra", &["_{0,2} lion / saw"]);
    check("wild zebra lion", "A zebra lion.", "zebra lion", &["wild / A"]);
    check("{cue: zebra} {content: lion}", "A zebra.", "zebra", &["lion / ."]);
    check("lion zebra", "Zebra", "Zebra", &["lion / "]);
    check("zebra lion", "A tiger.", "", &["zebra / "]);
    assert_eq!(near("zebra lion", "A zebra lion."), None);
}

/// The words that random patterns and texts are made of.
static FEW: LazyLock<Engine> = LazyLock::new(|| engine("match = ['spy met two ex agents ex-agents']"));

fn item() -> impl Strategy<Value = Item> {
    let word = || prop::sample::select(vec!["spy", "met", "two", "ex", "agents", "ex-agents"]);
    let known = |text: &str| FEW.rules().words.get(text);
    let words = move |texts: Vec<&str>| {
        let mut words: Vec<Word> = texts.into_iter().map(known).collect();
        words.sort_unstable();
        Step::Words(words.into())
    };
    let class = prop::sample::select(vec![Class::Open, Class::Close, Class::Number, Class::Quotation, Class::Name]);
    let other =
        prop::sample::select(vec![Step::Any, Step::Gap(0, 2), Step::Mark(','), Step::Start, Step::End, Step::Save(0)]);
    let step = prop_oneof![
        word().prop_map(move |w| Step::Word(known(w))),
        vec(word(), 1..3).prop_map(words),
        class.prop_map(Step::Class),
        other
    ];
    step.prop_map(Item::Step).prop_recursive(2, 8, 3, |inner| {
        let some = vec(inner, 1..3);
        prop_oneof![some.clone().prop_map(Item::Optional), vec(some, 1..3).prop_map(Item::Choice)]
    })
}

proptest! {
    #[test]
    fn what_a_look_at_the_next_words_refuses_does_not_match(
        items in vec(item(), 1..5),
        words in vec(prop::sample::select(vec!["spy", "Met", "2", "two", "ex-agents", "agents", ",", "“spy”", "\"met\"", "'ex'", "other"]), 1..8)
    ) {
        let text = words.join(" ");
        let document = FEW.read(&text, None);
        for sentence in &document.sentences {
            let mut signs = Vec::new();
            let place = Place::new(&document, FEW.rules().listed(), sentence.tokens.clone(), &mut signs);
            for direction in [Direction::Forward, Direction::Backward] {
                let course = Course::new(&items, direction);
                for at in sentence.tokens.start..=sentence.tokens.end {
                    let matched = run(&course, &[At::token(at)], direction, &place, &mut Scratch::default());
                    prop_assert!(matched.is_none() || may_match_at(&course, at, direction, &place), "{items:?} {text}");
                }
            }
        }
    }
}
