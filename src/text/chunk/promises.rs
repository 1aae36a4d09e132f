//! What must hold of phrases and clauses, names, quantities and dates for any text, and that reading stays linear.

use proptest::prelude::*;

use crate::text::Document;
use crate::text::reading::document;

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
        // One that is left open has no end of its own, so nothing is promised about it.
        for quotation in d.quotations.iter().filter(|q| q.closed) {
            let (quotation, clause) = (&quotation.tokens, &clause.tokens);
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
        "not ",
    ] {
        let (short, long) = (timed(1_000, piece), timed(20_000, piece));
        assert!(long < short * 100 + std::time::Duration::from_millis(200), "{piece:?}: {short:?}, then {long:?}");
    }
}

fn check_nothing(text: &str) {
    assert!(document(text, None).tokens.len() >= 1000);
}

#[test]
fn odd_marks_keep_what_is_promised() {
    check_invariants("ͺ\"🉠,𑵧!࿎]«¹#");
    check_invariants("“ . Mr is “ expelling that : there");
}
