//! What is one token, what word it stands for and how it is written.

use super::*;
use crate::text::document::tests::{document, rules};

/// Tokens parted by blanks.
fn check(text: &str, expect: &str) {
    let document = document(text);
    let found: Vec<&str> = document.tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(found.join(" "), expect, "{text:?}");
}

fn check_word(text: &str, token: usize, expect: &str) {
    let document = document(text);
    assert_eq!(rules().words.text(document.tokens[token].word), expect, "{text:?}");
}

#[test]
fn words_keep_their_inner_marks() {
    check("MI5, Covid-19 and Polonium-210", "MI5 , Covid-19 and Polonium-210");
    check("the ex-spy's pro-Russian AT&T man", "the ex-spy 's pro-Russian AT&T man");
    check("O’Brien at five o'clock", "O’Brien at five o'clock");
    check("London–Moscow talks – and more—so", "London–Moscow talks – and more — so");
}

#[test]
fn dots_belong_to_abbreviations_and_initials() {
    check("The U.S.-led Ph.D. team of J. K. Rowling.", "The U.S.-led Ph.D. team of J. K. Rowling .");
    check("Mr. Smith, R-Ky., met Lt.Gov. Jones.", "Mr. Smith , R-Ky. , met Lt. Gov. Jones .");
    check("No. 10 said no. It left.", "No. 10 said no . It left .");
    check("He felt ill. She, of Ill., did not.", "He felt ill . She , of Ill. , did not .");
}

#[test]
fn a_word_glued_to_the_next_sentence_is_freed() {
    check("the difference.The Kremlin", "the difference . The Kremlin");
    check("told us.It went", "told us . It went");
}

#[test]
fn contractions_come_apart_and_stand_for_their_words() {
    check("They can't, won’t and shouldn't've", "They ca n't , wo n’t and should n't 've");
    check_word("can't", 0, "can");
    check_word("can't", 1, "not");
    check_word("WON’T", 0, "will");
    check_word("Moscow’s", 1, "'s");
}

#[test]
fn apostrophes_begin_some_words() {
    check("the ’90s rock ’n’ roll, get 'em", "the ’90s rock ’n’ roll , get 'em");
    check("the diplomats' visas", "the diplomats ' visas");
    assert_eq!(document("the diplomats' visas").tokens[2].kind, TokenKind::Word);
}

#[test]
fn numbers_keep_inner_marks_and_lose_their_units() {
    check("$3.5bn or 150,000 at 17:07 on 9/11", "$ 3.5 bn or 150,000 at 17:07 on 9/11");
    check("10-15 men, the 10th of the 1980s, aged 5.", "10 - 15 men , the 10th of the 1980s , aged 5 .");
    check("in 2018,500 left", "in 2018,500 left");
    check("one,two 1,2", "one , two 1 , 2");
}

#[test]
fn addresses_are_one_token_without_the_sentences_marks() {
    check(
        "See https://example.org/a_b(c).html, or www.example.org.",
        "See https://example.org/a_b(c).html , or www.example.org .",
    );
    check("Mail news@example.org or example.com/news.", "Mail news@example.org or example.com/news .");
    check("@example on #MeToo", "@example on #MeToo");
}

#[test]
fn ellipses_and_dashes_are_one_token() {
    check("so... well. . . no…. and -- then", "so ... well . . . no …. and -- then");
}

#[test]
fn hyphenated_words_have_parts() {
    let document = document("the so-called ex–spy");
    let parts = |token: usize| {
        let (first, count) = document.tokens[token].parts;
        let range = first as usize..first as usize + usize::from(count);
        document.parts[range].iter().map(|&w| rules().words.text(w)).collect::<Vec<_>>()
    };
    assert_eq!(parts(0), [""; 0]);
    assert_eq!(parts(1), ["so", "called"]);
    check_word("the so-called", 1, "so-called");
}

#[test]
fn an_abbreviation_is_the_same_word_without_its_dot() {
    check_word("Mr. Smith", 0, "mr");
    check_word("Mr Smith", 0, "mr");
}

#[test]
fn shape_tells_how_a_word_is_written() {
    let check = |text: &str, expect: Shape| assert_eq!(document(text).tokens[0].shape, expect, "{text:?}");
    check("spy", Shape::Lower);
    check("London", Shape::Capitalised);
    check("A", Shape::Capitalised);
    check("Trump-Putin", Shape::Capitalised);
    check("MI5", Shape::Upper);
    check("U.S.", Shape::Upper);
    check("McCallum", Shape::Mixed);
    check("2018", Shape::Mixed);
}

#[test]
fn patterns_and_texts_fall_into_the_same_words() {
    let samples = [
        "said don't",
        "said can’t",
        "they're here",
        "Moscow's spies",
        "the so-called plan",
        "the Anglo–Russian talks",
        "the U.S. said",
        "five o'clock news",
        "AT&T said",
        "some 150,000 spies",
        "at 17:07 hours",
        "MI5 said",
        "Covid-19 cases",
        "naïve people",
        "O’Brien said",
    ];
    let entries = samples.map(|sample| format!("{sample:?}")).join(", ");
    let pack = format!(
        "schema = 1\n[pack]\nkind = \"tables\"\nlanguage = \"en\"\ntitle = \"Samples\"\n[lists]\nsamples = [{entries}]\n"
    );
    let rules = crate::rules::load_texts(&[("en/tables/samples.toml", &pack)]).rules;
    let phrases = rules.tables.phrases("samples");
    assert_eq!(phrases.len(), samples.len());
    for (sample, phrase) in samples.iter().zip(phrases) {
        let document = crate::text::Document::new(sample, None, &rules, &crate::text::Tagger::default());
        let words: Vec<Word> = document.tokens.iter().map(|t| t.word).collect();
        assert_eq!(&words, phrase, "{sample:?}");
    }
}
