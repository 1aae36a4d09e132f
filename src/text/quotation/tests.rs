//! Which marks open and close a quotation, and how quotations go on over paragraphs.

use crate::text::document::tests::document;

/// Quotations with their marks; inner ones with a `>` for each quotation around them, open ones with a `+` behind.
fn check(text: &str, expect: &[&str]) {
    let document = document(text);
    let show = |q: &crate::text::Quotation| {
        format!("{}{}{}", ">".repeat(usize::from(q.depth)), q.span.of(text), if q.closed { "" } else { "+" })
    };
    let found: Vec<String> = document.quotations.iter().map(show).collect();
    assert_eq!(found, expect, "{text:?}");
}

/// For each quotation the one that it goes on with.
fn check_links(text: &str, expect: &[Option<usize>]) {
    let found: Vec<_> = document(text).quotations.iter().map(|q| q.continues).collect();
    assert_eq!(found, expect, "{text:?}");
}

#[test]
fn all_usual_marks_open_and_close() {
    check("He said \"we go\" and “we stay”.", &["\"we go\"", "“we stay”"]);
    check("A ‘real’ or 'real' plan.", &["‘real’", "'real'"]);
    check("``We go,'' he said.", &["``We go,''"]);
    check("''We go,'' he said.", &["''We go,''"]);
    check("„Wir gehen“, sagte er, »und« «so».", &["„Wir gehen“", "«so»"]);
}

#[test]
fn quotations_nest() {
    check("‘He said “we go” and left,’ she said.", &["‘He said “we go” and left,’", ">“we go”"]);
    check("\"The 'deal' is off,\" he said.", &["\"The 'deal' is off,\"", ">'deal'"]);
    check("The \"word \"inner\" more\" end.", &["\"word \"inner\" more\"", ">\"inner\""]);
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    check("The spies' tools and the others' goods.", &[]);
    check("'The diplomats' visas were cut,' he said.", &["'The diplomats' visas were cut,'"]);
    check("He called the 'spies' home.", &["'spies'"]);
    check("They were goin’ and the ’90s' end, get ’em.", &[]);
    check("\"Our citizens' interests,\" he said.", &["\"Our citizens' interests,\""]);
}

#[test]
fn feet_and_inches_are_no_quotation_marks() {
    check("He is 6'2\" tall.", &[]);
}

#[test]
fn a_quotation_left_open_ends_with_its_paragraph() {
    check("She said: \"We go and stay.\n\nThey left.", &["\"We go and stay.+"]);
    check("We go,\" he said.\n\nThey \"left\".", &["\"left\""]);
}

#[test]
fn a_quotation_left_open_ends_where_the_next_begins() {
    check("He said \"we go. Then \"they stay,\" he said.", &["\"we go. Then+", "\"they stay,\""]);
}

#[test]
fn a_quotation_goes_on_in_paragraphs_opened_anew() {
    let text = "He said: “We go.\n\n“They stay.\n\n“All is well.”\n\n“New,” she said.";
    check(text, &["“We go.+", "“They stay.+", "“All is well.”", "“New,”"]);
    check_links(text, &[None, Some(0), Some(1), None]);
}

#[test]
fn a_line_break_is_enough_to_go_on() {
    check_links("He said: “We go.\n“They stay.”", &[None, Some(0)]);
}

#[test]
fn a_quotation_goes_on_to_a_closing_mark_that_nothing_opens() {
    let text = "He said: “We go.\n\nThey stay.\n\nAll is well,” he said.\n\nNo more.";
    check(text, &["“We go.+", "They stay.+", "All is well,”"]);
    check_links(text, &[None, Some(0), Some(1)]);
}

#[test]
fn single_marks_go_on_over_paragraphs_too() {
    check("He said: ‘We go.\n\n‘They stay.’", &["‘We go.+", "‘They stay.’"]);
}

#[test]
fn marks_around_nothing_are_none() {
    check("\"\" and “” and ''", &[]);
}

#[test]
fn a_token_finds_its_innermost_quotation() {
    let document = document("“A ‘b’ c ‘d’ e” f");
    let inner: Vec<Option<usize>> = (0..document.tokens.len()).map(|t| document.quotation_of(t)).collect();
    let [a, b, d] = [Some(0), Some(1), Some(2)];
    assert_eq!(inner, [a, a, b, b, b, a, d, d, d, a, a, None]);
}
