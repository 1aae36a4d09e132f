//! The promises of a document's parts, held over any string, and that reading is linear.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::rules::{Sources, load};
use crate::text::fold::{is_gap, is_joiner};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load(&Sources { no_user_rules: true, ..Sources::default() }).rules);
static PREPARED: LazyLock<Prepared> = LazyLock::new(|| Prepared::new(&RULES));

/// The bundled rules.
pub(in crate::text) fn rules() -> &'static RuleSet {
    &RULES
}

pub(in crate::text) fn document(text: &str) -> Document<'_> {
    Document::new(text, None, rules(), &Tagger::default())
}

/// Everything the doc comments promise of paragraphs, tokens, quotations and sentences.
fn check_invariants(text: &str) {
    let d = document(text);
    let mut end = 0;
    for token in &d.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "tokens are ordered and hold something: {token:?}");
        assert!(text.get(token.span.start..token.span.end).is_some(), "tokens end on character boundaries: {token:?}");
        let between = &text[end..token.span.start];
        assert!(between.chars().all(|c| is_gap(c) || is_joiner(c)), "{between:?} is in no token");
        assert_eq!(token.spaced, !between.is_empty(), "{token:?} after {between:?}");
        end = token.span.end;
    }
    assert!(text[end..].chars().all(|c| is_gap(c) || is_joiner(c)), "the end of {text:?} is in no token");

    let mut next = 0;
    for sentence in &d.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences leave no token out");
        assert!(!sentence.tokens.is_empty() && sentence.span == d.span(&sentence.tokens), "{sentence:?}");
        assert!(d.paragraphs[sentence.paragraph].contains(sentence.span), "sentences stay in their paragraph");
        next = sentence.tokens.end;
    }
    assert_eq!(next, d.tokens.len(), "sentences cover all tokens");

    for (number, q) in d.quotations.iter().enumerate() {
        assert!(!q.tokens.is_empty() && q.span == d.span(&q.tokens) && q.span.contains(q.inner), "{q:?}");
        assert!(!q.inner.is_empty(), "{q:?} says something");
        assert_eq!(q.closed, d.tokens[q.tokens.end - 1].kind == crate::text::TokenKind::Close && q.closed);
        let outer = q.parent.map(|p| (p, &d.quotations[p]));
        assert_eq!(q.depth, outer.map_or(0, |(_, outer)| outer.depth + 1));
        assert!(outer.is_none_or(|(p, outer)| p < number && outer.span.contains(q.span)), "{q:?} in {outer:?}");
        assert!(q.continues.is_none_or(|earlier| earlier < number && !d.quotations[earlier].closed));
        for other in &d.quotations[number + 1..] {
            assert!(!q.span.overlaps(other.span) || q.span.contains(other.span), "{q:?} crosses {other:?}");
            assert!(q.tokens.start <= other.tokens.start, "quotations are in text order");
        }
        for token in q.tokens.clone() {
            assert!(d.quotation_of(token).is_some_and(|inner| q.span.contains(d.quotations[inner].span)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_whole(text in any::<String>()) {
        check_invariants(&text);
    }

    #[test]
    fn any_heap_of_words_and_marks_is_read_whole(
        parts in prop::collection::vec(prop::sample::select(vec![
            " ", "\n", "\n\n", "\"", "'", "“", "”", "‘", "’", "''", "``", "«", "»", ".", "...", "…", "?", "!", ",", ":",
            "(", ")", "-", "–", "—", "@", "#", "&", "/", "_", "\0", "\u{ad}", "\u{301}", "\u{200d}", "\u{feff}", "\u{a0}",
            "a", "He", "said", "U.S", "Mr", "diplomats", "don't", "n't", "'s", "10", "2.5", "bn", "www.", "http://",
            "bbc.com", "’90s", "שלום", "नमस्ते", "你好", "🇬🇧", "é",
        ]), 0..40)
    ) {
        check_invariants(&parts.concat());
    }
}

#[test]
fn strings_without_a_word_are_read() {
    for text in ["", " ", "\n\n", "\0\0", "\u{feff}", "...", "\"", "''", "“”", "—", "\u{301}", "\u{ad}"] {
        check_invariants(text);
    }
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    Document::read(text, rules(), &PREPARED);
    start.elapsed()
}

#[test]
fn time_grows_with_length_alone() {
    rules();
    let check = |unit: &str, bytes: usize| {
        // A quadratic reader would take many minutes.
        let took = time(&unit.repeat(bytes / unit.len()));
        assert!(took < Duration::from_secs(20), "{unit:?} took {took:?}");
    };
    for unit in ["a ", "\"", "."] {
        check(unit, 5_000_000);
    }
    let units = [
        "'",
        "“",
        ". ",
        "\"a ",
        "'a' ",
        "s' ",
        "a.",
        "a'",
        "a-",
        "a@",
        "@a ",
        "www.a/",
        "a.com/",
        "Mr. ",
        ").",
        ").(",
        "a.\n\n",
        "“a\n\n",
        "a”\n\n",
        "\u{301}",
        "\0",
        "1,000",
        "1:",
        "word",
        "n't",
        "-",
        "“«",
        "“‘”",
    ];
    for unit in units {
        check(unit, 500_000);
    }
}
