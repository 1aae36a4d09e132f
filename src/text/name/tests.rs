//! Names in sentences: where they begin and end, what they name, and who shares one bearer.

use crate::text::NameKind;
use crate::text::reading::{document, rules, words};

#[test]
fn every_list_of_names_has_words() {
    for (name, _) in super::kinds::LISTS {
        assert!(!rules().tables.list(name).is_empty(), "no pack has the list {name}");
    }
}

/// One line a name: its words, its bearer when that is another form, its kind's first letter.
fn check(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let found: Vec<String> = document
        .names
        .iter()
        .map(|name| {
            let written = words(&document, &name.tokens);
            let bearer = document.entities.get(name.entity).map_or("", |entity| entity);
            let kind = match name.kind {
                NameKind::Person => "person",
                NameKind::Organisation => "body",
                NameKind::Place => "place",
                NameKind::Demonym => "people",
                NameKind::Unknown => "?",
            };
            if written == bearer { format!("{written} {kind}") } else { format!("{written}={bearer} {kind}") }
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

#[test]
fn titles_and_posts_are_no_part_of_a_name() {
    check(
        "Foreign Secretary Dominic Raab met US President Joe Biden.",
        &["Dominic Raab person", "US place", "Joe Biden person"],
    );
    check("They met the UK National Security Adviser Stephen Lovegrove.", &["UK place", "Stephen Lovegrove person"]);
    check("It was said by Sir Ken McCallum.", &["Ken McCallum person"]);
    check("Former Security Minister Tom Tugendhat left.", &["Tom Tugendhat person"]);
}

#[test]
fn a_title_that_begins_a_sentence_is_one_all_the_same() {
    check("President Lingard took to the stage.", &["Lingard person"]);
    check("They were late. Foreign Minister Lingard spoke.", &["Lingard person"]);
    check("Secretary of State Anna Berg spoke.", &["Anna Berg person"]);
    check("Major Russian banks were hit.", &["Russian people"]);
    check("President on Lingard: we are late.", &["Lingard ?"]);
    check("General Motors left.", &["General Motors body"]);
}

#[test]
fn a_body_that_begins_like_a_title_is_no_person() {
    check("It hurt General Electric.", &["General Electric body"]);
    check("It hurt Major League Baseball.", &["Major League Baseball body"]);
    check("They met General Motors Chief Executive Mary Barra.", &["General Motors body", "Mary Barra person"]);
    check("They met General Lingard.", &["Lingard person"]);
    check("They met the City Public Advocate.", &["City Public Advocate ?"]);
    check("It was a day for Mr. Lingard President Vellen.", &["Lingard person", "Vellen person"]);
}

#[test]
fn what_an_office_is_of_is_no_part_of_its_holders_name() {
    check("They met the Director of National Intelligence Dan Coats.", &["Dan Coats person"]);
    check("They met the Archbishop of Canterbury Justin Welby.", &["Canterbury ?", "Justin Welby person"]);
}

#[test]
fn a_city_or_a_party_before_somebody_is_no_part_of_the_name() {
    check("It fell to Orlando Police Chief John Mina.", &["Orlando Police body", "John Mina person"]);
    check("They voted for Democrat Joe Cunningham.", &["Democrat ?", "Joe Cunningham person"]);
    check("They left the Republican Party.", &["Republican Party body"]);
    check("They met Justice Department Spokeswoman Anna Berg.", &["Justice Department body", "Anna Berg person"]);
}

#[test]
fn a_last_name_is_the_person_named_in_full() {
    check(
        "They met Dominic Raab. Mr Raab left. Later Raab spoke.",
        &["Dominic Raab person", "Raab=Dominic Raab person", "Raab=Dominic Raab person"],
    );
    check("The judge saw Theresa May before Mrs May left.", &["Theresa May person", "May=Theresa May person"]);
}

#[test]
fn what_is_added_to_a_family_name_does_not_hide_it() {
    check(
        "They met Donald Brown Jr. and left. Later Mr. Brown spoke.",
        &["Donald Brown Jr. person", "Brown=Donald Brown Jr. person"],
    );
}

#[test]
fn a_body_named_once_in_full_does_not_swallow_the_common_form() {
    check(
        "They left the White House. He was in the Clinton White House. Now the White House is quiet.",
        &["White House body", "Clinton White House body", "White House body"],
    );
}

#[test]
fn a_last_name_of_two_people_stays_its_own() {
    check(
        "They found Sergei Skripal and Yulia Skripal. Later Skripal woke.",
        &["Sergei Skripal person", "Yulia Skripal person", "Skripal person"],
    );
    check(
        "They found Sergei Skripal and Yulia Skripal. Later Ms Skripal woke.",
        &["Sergei Skripal person", "Yulia Skripal person", "Skripal=Yulia Skripal person"],
    );
}

#[test]
fn initials_stand_for_the_body_they_are_taken_from() {
    check(
        "He wrote to the Crown Prosecution Service (CPS). Later the CPS replied.",
        &["Crown Prosecution Service body", "CPS=Crown Prosecution Service body", "CPS=Crown Prosecution Service body"],
    );
}

#[test]
fn places_peoples_and_bodies_are_told_apart() {
    check(
        "In Saudi Arabia the Russian Foreign Ministry spoke of the Bank of England.",
        &["Saudi Arabia place", "Russian Foreign Ministry body", "Bank of England body"],
    );
    check("He told the Daily Mirror that British officials knew.", &["Daily Mirror body", "British people"]);
}

#[test]
fn a_body_can_begin_with_a_number_or_like_a_title() {
    check(
        "Shares of 21st Century Fox fell. Major League Baseball was glad.",
        &["21st Century Fox body", "Major League Baseball body"],
    );
}

#[test]
fn a_capital_that_the_place_demands_makes_no_name() {
    check("Security measures were taken. Nobody knew.", &[]);
    check("RUSSIA is begging for more.", &["RUSSIA place"]);
    check("Officials Warn Britain Over New Attack Plans", &["Britain place"]);
    check("On Monday we met in March.", &[]);
}

#[test]
fn the_genitive_ends_a_name() {
    check("They saw Russia's London embassy.", &["Russia place", "London place"]);
}
