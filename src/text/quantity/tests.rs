//! Numbers as news writes them, and what looks like a number and is none.

use crate::text::reading::{document, words};

/// One line a quantity: its words, low..high, unit, `~` when inexact.
fn check(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let shown = |value: f64| format!("{:.2}", value).trim_end_matches('0').trim_end_matches('.').to_owned();
    let found: Vec<String> = document
        .quantities
        .iter()
        .map(|q| {
            let value = if q.low == q.high { shown(q.low) } else { format!("{}..{}", shown(q.low), shown(q.high)) };
            let mark = if q.approximate { "~" } else { "" };
            format!("{}|{mark}{value}|{}", words(&document, &q.tokens), q.unit.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

#[test]
fn a_number_counts_the_head_of_the_noun_phrase_behind_it() {
    check("Britain expelled 23 Russian diplomats.", &["23|23|diplomat"]);
    check("They sent home 23 undeclared intelligence officers.", &["23|23|officer"]);
    check("He met twenty-three of the senior officers.", &["twenty-three|23|officer"]);
    check("One officer spoke.", &["One|1|officer"]);
}

#[test]
fn scales_multiply_and_number_words_add_up() {
    check("It cost 2.5 million dollars.", &["2.5 million|2500000|dollar"]);
    check("It cost $3bn.", &["$3bn|3000000000|dollar"]);
    check("Two hundred and fifty thousand people came.", &["Two hundred and fifty thousand|250000|people"]);
    check("About 150,000 residents left.", &["About 150,000|~135000..165000|resident"]);
}

#[test]
fn bounds_open_one_side() {
    check("More than 500 agents work there.", &["More than 500|~500..inf|agent"]);
    check("At least two soldiers died.", &["At least two|~2..inf|soldier"]);
    check("Up to 40 ships sailed.", &["Up to 40|~0..40|ship"]);
    check(
        "As many as 50 per cent of 150,000 residents agreed.",
        &["As many as 50|~0..50|per cent", "150,000|150000|resident"],
    );
    check("Nearly 100 people came.", &["Nearly 100|~90..100|people"]);
}

#[test]
fn orders_of_size_are_ranges() {
    check("Dozens of protesters came.", &["Dozens|~24..99|protester"]);
    check("Hundreds of thousands of voters came.", &["Hundreds of thousands|~200000..999999|voter"]);
    check("A dozen ships sailed.", &["A dozen|12|ship"]);
}

#[test]
fn ranges_and_shares_are_read_whole() {
    check("They want two to three ships.", &["two to three|2..3|ship"]);
    check("Between 10 and 15 people came.", &["Between 10 and 15|10..15|people"]);
    check("Between a quarter and half of the residents agreed.", &["Between a quarter and half|25..50|per cent"]);
    check("One in five voters agreed.", &["One in five|20|per cent"]);
    check("It rose by 2 to 3 million pounds.", &["2 to 3 million|2000000..3000000|pound"]);
    check("Half of the voters agreed.", &["Half|50|per cent"]);
}

#[test]
fn years_dates_times_and_names_are_no_quantities() {
    check("In 2018 he left.", &[]);
    check("It happened on 4 March 2018.", &[]);
    check("It happened on November 5, 2018.", &[]);
    check("They met at 17:07.", &[]);
    check("They met at 5 p.m. on Friday.", &[]);
    check("MI5 warned about Covid-19.", &[]);
    check("No one came, and one of them left.", &[]);
    check("It was the second time.", &[]);
    check("Some 2000 people came.", &["Some 2000|~1800..2200|people"]);
}
