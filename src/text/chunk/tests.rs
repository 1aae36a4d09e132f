//! Phrases and clauses of short sentences, and what must hold for any text.

use proptest::prelude::*;

use crate::text::reading::{document, words};
use crate::text::{ClauseKind, Document, TokenKind, Tokens};

/// Noun phrases, `full` behind a bar where it is longer.
fn check_phrases(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let found: Vec<String> = document
        .phrases
        .iter()
        .map(|phrase| {
            let (short, full) = (words(&document, &phrase.tokens), words(&document, &phrase.full));
            if short == full { short.to_owned() } else { format!("{short} | {full}") }
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

/// Clauses as `kind(subject; verb): words`, indented by depth; `!` negated, `^` passive.
fn check_clauses(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let found: Vec<String> = document
        .clauses
        .iter()
        .map(|clause| {
            let kind = match clause.kind {
                ClauseKind::Main => "main",
                ClauseKind::Subordinate => "sub",
                ClauseKind::Relative => "rel",
                ClauseKind::NonFinite => "non",
            };
            let mut depth = 0;
            let mut above = clause.parent;
            while let Some(parent) = above {
                depth += 1;
                above = document.clauses[parent].parent;
            }
            let subject = clause.subject.map_or("-", |s| words(&document, &document.phrases[s].tokens));
            let (negated, passive) = (if clause.negated { "!" } else { "" }, if clause.passive { "^" } else { "" });
            let (verb, all) = (words(&document, &clause.verb), words(&document, &clause.tokens));
            format!("{}{kind}({subject}; {negated}{passive}{verb}): {all}", "  ".repeat(depth))
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

#[test]
fn a_phrase_runs_from_determiner_to_head() {
    check_phrases("The former MI6 chief met 23 Russian diplomats.", &["The former MI6 chief", "23 Russian diplomats"]);
    check_phrases("Russia's large, well-funded agencies grew.", &["Russia's large, well-funded agencies"]);
    check_phrases(
        "They discussed bilateral and international issues.",
        &["They", "bilateral and international issues"],
    );
    check_phrases("It wants more ‘spies’ here.", &["It", "more ‘spies’"]);
}

#[test]
fn what_belongs_to_a_phrase_is_in_full() {
    check_phrases("Members of the community spoke.", &["Members | Members of the community", "the community"]);
    check_phrases(
        "Sir John Brown, the former chief, said so.",
        &["Sir John Brown | Sir John Brown, the former chief,", "the former chief"],
    );
    check_phrases("MI5, MI6 and GCHQ have agreed.", &["MI5 | MI5, MI6 and GCHQ", "MI6", "GCHQ"]);
    check_phrases(
        "They denounced the expulsion of the diplomats.",
        &["They", "the expulsion | the expulsion of the diplomats", "the diplomats"],
    );
}

#[test]
fn a_subject_is_shared_over_coordination() {
    check_clauses(
        "Moscow denied the claims, attacked the expulsion of envoys, and answered in kind.",
        &[
            "main(Moscow; denied): Moscow denied the claims",
            "main(Moscow; attacked): attacked the expulsion of envoys",
            "main(Moscow; answered): answered in kind",
        ],
    );
    check_clauses(
        "The minister did not withdraw or conceal any evidence.",
        &[
            "main(The minister; !did not withdraw): The minister did not withdraw",
            "main(The minister; !conceal): conceal any evidence",
        ],
    );
}

#[test]
fn what_is_reported_is_subordinate() {
    check_clauses(
        "The minister said that the case was weak.",
        &[
            "main(The minister; said): The minister said that the case was weak",
            "  sub(the case; was): that the case was weak",
        ],
    );
    check_clauses(
        "He told lawmakers the government was weak.",
        &[
            "main(He; told): He told lawmakers the government was weak",
            "  sub(the government; was): the government was weak",
        ],
    );
    check_clauses(
        "“We know the risk,” the officer said.",
        &["main(We; know): We know the risk", "main(the officer; said): the officer said"],
    );
    check_clauses(
        "“We know the risk,” said the officer.",
        &["main(We; know): We know the risk", "main(the officer; said): said the officer"],
    );
}

#[test]
fn relative_clauses_stand_inside_and_take_their_antecedent() {
    check_clauses(
        "The man who lives in London resigned.",
        &[
            "main(The man; resigned): The man who lives in London resigned",
            "  rel(The man; lives): who lives in London",
        ],
    );
    check_clauses(
        "The diplomats, who stayed in the country, were expelled.",
        &[
            "main(The diplomats; ^were expelled): The diplomats, who stayed in the country, were expelled",
            "  rel(The diplomats; stayed): who stayed in the country",
        ],
    );
}

#[test]
fn a_clause_needs_no_connector() {
    check_clauses(
        "They shared messages he had sent.",
        &["main(They; shared): They shared messages he had sent", "  rel(he; had sent): he had sent"],
    );
    check_clauses(
        "I think the deal that they announced is good.",
        &[
            "main(I; think): I think the deal that they announced is good",
            "  sub(the deal; is): the deal that they announced is good",
            "    rel(they; announced): that they announced",
        ],
    );
    check_clauses(
        "The report said revoking the licence should be considered.",
        &[
            "main(The report; said): The report said revoking the licence should be considered",
            "  sub(-; ^should be considered): revoking the licence should be considered",
            "    non(-; revoking): revoking the licence",
        ],
    );
}

#[test]
fn a_modifier_of_the_subject_gives_the_verb_back() {
    check_clauses(
        "Everyone reading this guidance cares about it.",
        &[
            "main(Everyone; cares): Everyone reading this guidance cares about it",
            "  non(Everyone; reading): reading this guidance",
        ],
    );
    check_clauses(
        "They accused Russia, China and Iran of carrying out attacks.",
        &[
            "main(They; accused): They accused Russia, China and Iran of carrying out attacks",
            "  non(Russia; carrying): of carrying out attacks",
        ],
    );
}

#[test]
fn what_is_set_off_by_commas_does_not_part_subject_and_verb() {
    check_clauses(
        "Moscow, it is claimed, tries to rebuild it.",
        &[
            "main(Moscow; tries): Moscow, it is claimed, tries to rebuild it",
            "  main(it; ^is claimed): it is claimed",
            "  non(Moscow; to rebuild): to rebuild it",
        ],
    );
    check_clauses(
        "He said the messages, if real, are new.",
        &[
            "main(He; said): He said the messages, if real, are new",
            "  sub(the messages; are): the messages, if real, are new",
        ],
    );
    check_clauses(
        "If anything, the report said, it would be naive.",
        &["main(the report; said): If anything, the report said", "main(it; would be): it would be naive"],
    );
}

#[test]
fn clauses_without_tense_are_found() {
    check_clauses(
        "The minister responded by expelling 23 officers.",
        &[
            "main(The minister; responded): The minister responded by expelling 23 officers",
            "  non(The minister; expelling): by expelling 23 officers",
        ],
    );
    check_clauses(
        "London accused the officers of attempting to poison him.",
        &[
            "main(London; accused): London accused the officers of attempting to poison him",
            "  non(the officers; attempting): of attempting to poison him",
            "    non(the officers; to poison): to poison him",
        ],
    );
    check_clauses(
        "The claims, denied by Moscow, caused a row.",
        &[
            "main(The claims; caused): The claims, denied by Moscow, caused a row",
            "  non(The claims; ^denied): denied by Moscow",
        ],
    );
}

#[test]
fn subordinate_clauses_end_where_the_main_clause_begins() {
    check_clauses(
        "If the court agrees, the minister will resign.",
        &[
            "main(the minister; will resign): If the court agrees, the minister will resign",
            "  sub(the court; agrees): If the court agrees",
        ],
    );
    check_clauses(
        "Workers left after the talks failed.",
        &[
            "main(Workers; left): Workers left after the talks failed",
            "  sub(the talks; failed): after the talks failed",
        ],
    );
}

#[test]
fn negation_is_the_verbs_or_the_subjects() {
    check_clauses("Nobody has been accused.", &["main(Nobody; !^has been accused): Nobody has been accused"]);
    check_clauses("He no longer works there.", &["main(He; !no longer works): He no longer works there"]);
    check_clauses("There are no guarantees.", &["main(There; !are): There are no guarantees"]);
}

#[test]
fn a_question_has_its_subject_behind_the_auxiliary() {
    check_clauses("Did the minister know?", &["main(the minister; know): Did the minister know"]);
}

/// What the doc comments of phrases and clauses promise.
fn check_invariants(text: &str) {
    let d: Document = document(text, Some("2018-12-06"));
    let mut end = 0;
    for phrase in &d.phrases {
        assert!(
            phrase.tokens.start >= end && phrase.tokens.contains(&phrase.head),
            "phrases do not overlap: {phrase:?}"
        );
        assert!(phrase.full.start <= phrase.tokens.start && phrase.tokens.end <= phrase.full.end, "{phrase:?}");
        assert!(phrase.full.end <= d.tokens.len(), "{phrase:?}");
        end = phrase.tokens.end;
    }
    for (index, clause) in d.clauses.iter().enumerate() {
        assert!(clause.tokens.end <= d.tokens.len(), "{clause:?}");
        assert!(
            clause.tokens.start <= clause.verb.start && clause.verb.end <= clause.tokens.end,
            "{clause:?} in {text:?}"
        );
        assert!(clause.verb.contains(&clause.head), "{clause:?}");
        assert!(clause.subject.is_none_or(|s| s < d.phrases.len()), "{clause:?}");
        assert!(clause.parent.is_none_or(|parent| parent < index), "parents come first: {clause:?}");
        let sentence = &d.sentences[d.sentence_of(clause.head)].tokens;
        assert!(
            sentence.start <= clause.tokens.start && clause.tokens.end <= sentence.end,
            "{clause:?} leaves {sentence:?}"
        );
        for quotation in &d.quotations {
            // One that is left open ends with whatever mark ends the sentence.
            let loose = |range: &Tokens| {
                let word = range.clone().rev().find(|&at| quotation.closed || d.tokens[at].kind != TokenKind::Mark);
                range.start..word.map_or(range.end, |at| at + 1)
            };
            let (quotation, clause) = (loose(&quotation.tokens), loose(&clause.tokens));
            let apart = clause.end <= quotation.start || quotation.end <= clause.start;
            let inside = quotation.start <= clause.start && clause.end <= quotation.end;
            let around = clause.start <= quotation.start && quotation.end <= clause.end;
            // A quotation over several sentences goes on behind this one.
            let leaves = quotation.start < sentence.start || quotation.end > sentence.end;
            assert!(apart || inside || around || leaves, "{clause:?} cuts {quotation:?} in {text:?}");
        }
    }
    for name in &d.names {
        assert!(name.entity < d.entities.len() && name.tokens.end <= d.tokens.len() && !name.tokens.is_empty());
    }
    for pair in d.names.windows(2) {
        assert!(pair[0].tokens.end <= pair[1].tokens.start, "names do not overlap");
    }
    for quantity in &d.quantities {
        assert!(quantity.low <= quantity.high && quantity.low >= 0.0, "{quantity:?} in {text:?}");
        assert_eq!(quantity.span, d.span(&quantity.tokens));
    }
    for date in &d.dates {
        assert!(!date.tokens.is_empty() && date.tokens.end <= d.tokens.len());
        assert!(date.month.is_none_or(|m| (1..=12).contains(&m)) && date.day.is_none_or(|d| (1..=31).contains(&d)));
    }
}

/// Words that bring every part of the reader into play.
const WORDS: &[&str] = &[
    "the",
    "minister",
    "said",
    "that",
    "who",
    "and",
    "or",
    "not",
    "to",
    "go",
    "by",
    "expelling",
    "was",
    "accused",
    "of",
    "has",
    "been",
    "killed",
    "in",
    "Moscow",
    "Theresa",
    "May",
    "March",
    "2018",
    "23",
    "million",
    "between",
    "a",
    "quarter",
    "half",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "(",
    ")",
    ",",
    ".",
    ":",
    ";",
    "–",
    "there",
    "are",
    "no",
    "longer",
    "if",
    "after",
    "did",
    "he",
    "says",
    "Mr",
    "Putin",
    "'s",
    "last",
    "week",
    "about",
    "more",
    "than",
    "dozens",
    "however",
    "it",
    "is",
    "claimed",
    "\n\n",
    "Bank",
    "England",
    "US",
    "President",
    "Monday",
    "ago",
    "years",
    "three",
    "from",
    "10-15",
    "$",
    "%",
    "one",
    "five",
    "per",
    "cent",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_words_keeps_what_is_promised(order in prop::collection::vec(0..WORDS.len(), 0..60)) {
        let text: Vec<&str> = order.iter().map(|&i| WORDS[i]).collect();
        check_invariants(&text.join(" "));
    }

    #[test]
    fn any_text_keeps_what_is_promised(text in "\\PC{0,200}") {
        check_invariants(&text);
    }
}

#[test]
fn reading_is_linear_in_the_length_of_a_sentence() {
    let timed = |count: usize, piece: &str| {
        let text = piece.repeat(count);
        let start = std::time::Instant::now();
        check_nothing(&text);
        start.elapsed()
    };
    for piece in [
        "that he said ",
        "who and ",
        "“ he ",
        "the very large ",
        "Putin ",
        "( if ",
        "10 to ",
        "to go and ",
        "of the man ",
    ] {
        let (short, long) = (timed(1_000, piece), timed(20_000, piece));
        assert!(long < short * 100 + std::time::Duration::from_millis(200), "{piece:?}: {short:?}, then {long:?}");
    }
}

fn check_nothing(text: &str) {
    assert!(document(text, None).tokens.len() >= 1000);
}
