//! Where sentences end and where they do not.

use crate::text::document::tests::document;

fn check(text: &str, expect: &[&str]) {
    let document = document(text);
    let found: Vec<&str> = document.sentences.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(found, expect, "{text:?}");
}

#[test]
fn titles_and_initials_end_no_sentence() {
    check(
        "Sen. Ann Smith met Mr. X and J. K. Jones. They left.",
        &["Sen. Ann Smith met Mr. X and J. K. Jones.", "They left."],
    );
    check("Gen. \"Iron\" Smith spoke.", &["Gen. \"Iron\" Smith spoke."]);
}

#[test]
fn abbreviations_end_one_only_before_an_ordinary_capitalised_word() {
    check("The U.S. Navy left.", &["The U.S. Navy left."]);
    check("It was in the U.S. The end came.", &["It was in the U.S.", "The end came."]);
    check("It was in the U.S. Officials said so.", &["It was in the U.S.", "Officials said so."]);
    check("She won the U.S. Open for a second time.", &["She won the U.S. Open for a second time."]);
    check(
        "He came at 5 p.m. Friday. He left at 6 p.m. The room was empty.",
        &["He came at 5 p.m. Friday.", "He left at 6 p.m.", "The room was empty."],
    );
    check("Acme Inc. The firm left. No. 10 agreed.", &["Acme Inc.", "The firm left.", "No. 10 agreed."]);
}

#[test]
fn a_headline_is_one_sentence() {
    check("U.S. Officials Say Troops Left", &["U.S. Officials Say Troops Left"]);
    check("Spies 'at work' in London", &["Spies 'at work' in London"]);
}

#[test]
fn lower_case_goes_on_with_the_sentence() {
    check("They left the embassy. but are still here.", &["They left the embassy. but are still here."]);
    check("It is large…. we must act.", &["It is large…. we must act."]);
    check("\"Stop!\" he said. \"Why?\" she asked.", &["\"Stop!\" he said.", "\"Why?\" she asked."]);
}

#[test]
fn the_one_who_asks_belongs_to_the_question() {
    check("\"Why?\" Raab asked. He left.", &["\"Why?\" Raab asked.", "He left."]);
    check("\"Stop!\" The men ran.", &["\"Stop!\"", "The men ran."]);
}

#[test]
fn closing_marks_belong_to_the_sentence_they_close() {
    check("“We go.” The officer left.", &["“We go.”", "The officer left."]);
    check("(He left.) They stayed.", &["(He left.)", "They stayed."]);
    check("He called it “a plan”. They left.", &["He called it “a plan”.", "They left."]);
}

#[test]
fn a_quotation_holds_sentences() {
    check(
        "He said: \"They spied. We did not.\" Then he left.",
        &["He said: \"They spied.", "We did not.\"", "Then he left."],
    );
}

#[test]
fn numbers_and_ellipses_end_none_by_themselves() {
    check("It rose 2.5 per cent... and fell.", &["It rose 2.5 per cent... and fell."]);
    check("He waited … The end came.", &["He waited …", "The end came."]);
    check("Was it him?! Yes. In 2018. 23 people left.", &["Was it him?!", "Yes.", "In 2018.", "23 people left."]);
}

#[test]
fn a_sentence_glued_to_another_is_freed() {
    check("It makes the difference.The Kremlin left.", &["It makes the difference.", "The Kremlin left."]);
}

#[test]
fn a_line_break_is_white_space_and_a_blank_line_ends_a_sentence() {
    check("They left\nthe city.\n\nthen\n\nNo end", &["They left\nthe city.", "then", "No end"]);
}

#[test]
fn other_scripts_have_final_marks_of_their_own() {
    check("你好。我是。", &["你好。", "我是。"]);
    check("مرحبا؟ كيف.", &["مرحبا؟", "كيف."]);
}

#[test]
fn the_number_of_an_item_is_no_sentence() {
    check("1. They left. 2. They came back.", &["1. They left.", "2. They came back."]);
    check("When? In 2018. They left.", &["When?", "In 2018.", "They left."]);
}
