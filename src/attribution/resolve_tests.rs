//! Whom sources mean, text by text. Every sentence here was written for these tests.

use super::SourceKind;
use super::tests::attributions;

/// Compares whom the sources of `text` mean, "-" where that cannot be told.
fn check(text: &str, expect: &[&str]) {
    let found = attributions(text);
    let names: Vec<&str> = found.iter().map(|a| a.resolved.as_ref().map_or("-", |r| r.name.as_str())).collect();
    assert_eq!(names, expect, "{text}");
}

#[test]
fn a_short_name_and_a_pronoun_are_traced_to_the_full_name() {
    check(
        "Foreign Secretary Dominic Raab said the talks failed. He added that they would go on. Mr Raab said it was late.",
        &["Dominic Raab"; 3],
    );
}

#[test]
fn nobody_is_guessed_where_two_fit() {
    check(
        "One officer said the street was calm. Another officer said it was not. The officer said it would be closed.",
        &["-", "-", "-"],
    );
    check("Anna Holm and Peter Holm met. Holm said it was late.", &["-"]);
    check("Peter Holm met Paul Berg. “It was late,” he said.", &["Peter Holm"]);
}

#[test]
fn a_family_name_alone_is_that_of_the_one_introduced_first_and_named_most() {
    check("Peter Holm won. Peter Holm met his wife, Anna Holm. Holm said the race was close.", &["Peter Holm"]);
    check("Peter Holm met Mrs Holm. Anna Holm left. Mrs Holm said the race was close.", &["Anna Holm"]);
}

#[test]
fn a_pronoun_goes_to_the_speaker_rather_than_to_whom_he_spoke_of() {
    check(
        "Peter Holm said that Paul Berg had kept his word. “That is rare in this town,” he added.",
        &["Peter Holm", "Peter Holm"],
    );
}

#[test]
fn a_pronoun_heeds_gender_and_what_stands_in_quotation_marks_does_not_count() {
    check("Anna Holm met Peter Berg on Monday. “Paula Lind knows better than all of us,” she said.", &["Anna Holm"]);
    check("Rebecca Bradley won the vote. Bradley said she was glad.", &["Rebecca Bradley"]);
}

#[test]
fn what_stands_in_brackets_behind_a_name_is_nobody() {
    check("Sen. Anna Holm (D-Calif.) vowed that it would end. She said it was late.", &["Anna Holm"; 2]);
    check("Peter Berg (R., Ill.) said it was over. “It was late,” Peter Berg (R-Mich.) said.", &["Peter Berg"; 2]);
}

#[test]
fn an_apposition_names_whom_a_description_introduces() {
    check("One local woman, Karen Lind, called the plan absurd. “It will fail,” she said.", &["Karen Lind"; 2]);
}

#[test]
fn the_subject_behind_a_source_and_a_comma_is_no_apposition() {
    check("Anna Holm was tried. According to prosecutors, Holm helped him.", &["-"]);
    check("Anna Holm was tried. According to the lawsuit, Holm helped him.", &["-"]);
    check("Anna Holm was tried. According to one witness, Holm’s husband helped him.", &["-"]);
    check("It was late, according to her lawyer, Paul Berg.", &["Paul Berg"]);
}

#[test]
fn the_holder_of_an_office_of_something_is_named_behind_it() {
    check("Secretary of State Anna Berg said it was late. Berg said no more.", &["Anna Berg", "Anna Berg"]);
    check("The mayor of Ostrava Peter Holm said it was late.", &["Peter Holm"]);
    check("An aide of Peter Holm said it was late.", &["-"]);
    check("An aide of President Peter Holm said it was late.", &["-"]);
    check("A spokesman for Mr. Peter Holm said it was late.", &["-"]);
}

#[test]
fn what_a_name_is_called_tells_a_person() {
    let kind = |text: &str| attributions(text).pop().map(|a| a.source_kind);
    let person = Some(SourceKind::Person);
    assert_eq!(kind("They asked Storm Vellen, the ethics lawyer, to help. Vellen said it was late."), person);
    assert_eq!(kind("They asked the ethics lawyer Storm Vellen to help. Vellen said it was late."), person);
    assert_ne!(kind("In Vellen, a lawyer spoke. Vellen said it was late."), person);
}

#[test]
fn an_office_is_traced_to_its_holder() {
    check("Sen. Peter Holm spoke first. Then the senator said that the law was sound.", &["Peter Holm"]);
    check("Peter Holm, the mayor, met Paul Berg. The mayor said that the law was sound.", &["Peter Holm"]);
    check("The mayor said that the law was sound. A street is named after Mayor Peter Holm.", &["-"]);
}

#[test]
fn who_means_the_person_behind_whom_a_party_stands() {
    check("They met Sen. Peter Holm, R-Ohio, who said that the law was sound.", &["Peter Holm"]);
}

#[test]
fn the_company_is_the_only_one_named_before() {
    check("Shares of Norvik Steel fell. The company said that demand was weak.", &["Norvik Steel"]);
}

#[test]
fn a_document_is_traced_to_the_words_that_introduced_it() {
    check("Then a secret report came out. The report said that the dam was unsafe.", &["a secret report"]);
}

#[test]
fn they_are_the_last_several_who_spoke() {
    check("Three officials said the dam was safe. They added that it would hold.", &["-", "Three officials"]);
}
