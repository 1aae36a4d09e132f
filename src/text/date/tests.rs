//! Dates as news writes them, with and without a day of writing. 6 December 2018 was a Thursday.

use crate::text::reading::{document, words};

fn check(text: &str, expect: &[&str]) {
    check_on("2018-12-06", text, expect);
}

fn check_on(anchor: &str, text: &str, expect: &[&str]) {
    let document = document(text, Some(anchor).filter(|a| !a.is_empty()));
    let part = |value: Option<String>| value.unwrap_or_else(|| "?".into());
    let found: Vec<String> = document
        .dates
        .iter()
        .map(|d| {
            let parts = [d.year.map(|y| y.to_string()), d.month.map(|m| m.to_string()), d.day.map(|d| d.to_string())];
            format!("{}|{}", words(&document, &d.tokens), parts.map(part).join("-"))
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

#[test]
fn written_dates_are_read_in_either_order() {
    check("It happened in March 2018.", &["March 2018|2018-3-?"]);
    check("It happened on 4 March 2018.", &["4 March 2018|2018-3-4"]);
    check("It happened on November 5, 2018, in London.", &["November 5, 2018|2018-11-5"]);
    check("It happened in 2014.", &["2014|2014-?-?"]);
    check("They met on Monday, 3 December.", &["Monday, 3 December|2018-12-3"]);
}

#[test]
fn a_weekday_is_the_latest_one() {
    check("They met on Thursday.", &["Thursday|2018-12-6"]);
    check("They met on Monday evening.", &["Monday evening|2018-12-3"]);
    check("They met last Thursday.", &["last Thursday|2018-11-29"]);
    check("They will meet next Monday.", &["next Monday|2018-12-10"]);
}

#[test]
fn relative_words_hang_on_the_day_of_writing() {
    check("He came yesterday.", &["yesterday|2018-12-5"]);
    check("He came last September.", &["last September|2018-9-?"]);
    check("He came earlier this month.", &["earlier this month|2018-12-?"]);
    check("He came last year.", &["last year|2017-?-?"]);
    check("It happened in March of this year.", &["March of this year|2018-3-?"]);
    check("He left three years ago.", &["three years ago|2015-?-?"]);
}

#[test]
fn without_a_day_of_writing_the_year_stays_open() {
    check_on("", "They met on Thursday in March.", &["Thursday|?-?-?", "March|?-3-?"]);
}

#[test]
fn surnames_verbs_and_papers_are_no_dates() {
    check("Theresa May said so, and she may go.", &[]);
    check("The Sunday Times reported it.", &[]);
    check("In May the talks failed.", &["May|2018-5-?"]);
}

#[test]
fn a_date_that_is_none_anchors_nothing() {
    check_on("yesterday-ish", "They met on Monday.", &["Monday|?-?-?"]);
    check_on("9999-12-31", "They will come tomorrow.", &["tomorrow|?-?-?"]);
}
