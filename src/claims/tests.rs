//! The claims of a text: which they are, how sure, how they are told. Every sentence here was written for these tests.

use std::sync::LazyLock;

use super::{Claim, Mood, find, terms};
use crate::attribution::{self, Noted};
use crate::cues::{Preset, find as cues};
use crate::matching::Engine;
use crate::rules::{Sources, load};

pub(super) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(load(&Sources { no_user_rules: true, ..Sources::default() }).rules).expect("the bundled rules compile")
});

fn claims(text: &str) -> Vec<Claim> {
    let document = ENGINE.read(text, None);
    let hits = ENGINE.find(&document, false);
    let noted = Noted::new(&document, &hits);
    let attributions = attribution::find(&document, &hits, &noted, &ENGINE);
    let cues = cues(&document, &hits, &ENGINE, Preset::Default, false);
    find(&document, &cues, &attributions, &terms(&document, &hits, &noted, &ENGINE, true), &ENGINE, "a")
}

/// Compares the claims of `text`, one a line as `certainty | words as they are told`.
fn check(text: &str, expect: &str) {
    let lines: Vec<String> = claims(text)
        .iter()
        .map(|c| format!("{} | {}", format!("{:?}", c.certainty).to_lowercase(), c.telling.of(text)))
        .collect();
    assert_eq!(lines.join("\n"), expect, "{text}");
}

#[test]
fn a_relative_clause_is_told_with_its_antecedent() {
    check(
        "The ferry struck Peter Lind, who was treated for burns in hospital.",
        "asserted | The ferry struck Peter Lind\nasserted | Peter Lind, who was treated for burns in hospital",
    );
}

#[test]
fn a_small_relative_clause_is_part_of_its_claim_unless_a_comma_adds_it() {
    check("The mayor ignored the cracks that they found.", "asserted | The mayor ignored the cracks that they found");
    check(
        "The council ignored cracks in the pier, which closed on Thursday.",
        "asserted | The council ignored cracks in the pier\nasserted | the pier, which closed on Thursday",
    );
}

#[test]
fn what_should_be_is_told_from_what_was() {
    let moods = |text: &str| claims(text).iter().map(|claim| claim.meaning.mood).collect::<Vec<_>>();
    for demand in ["The council must repair the pier.", "The council needs to repair the pier by May."] {
        assert_eq!(moods(demand), [Mood::Demand], "{demand}");
    }
    for past in
        ["The council repaired the pier.", "The council has repaired the pier.", "The pier was repaired in May."]
    {
        assert_eq!(moods(past), [Mood::Past], "{past}");
    }
    for other in
        ["The council owns the pier and the beach.", "The council will repair the pier.", "The council has a new pier."]
    {
        assert_eq!(moods(other), [Mood::Other], "{other}");
    }
}

#[test]
fn a_clause_is_told_with_what_its_last_word_opens() {
    check(
        "The reply ignited what the city has seen since Monday.",
        "asserted | The reply ignited what the city has seen since Monday",
    );
    check(
        "The company held a meeting the week after the sinking of the ferry.",
        "asserted | The company held a meeting the week after the sinking of the ferry",
    );
}

#[test]
fn what_somebody_is_accused_of_is_a_claim_however_long_their_title() {
    check(
        "A lawyer accused the head of the council’s planning office of hiding the letters.",
        concat!(
            "asserted | A lawyer accused the head of the council’s planning office of hiding the letters\n",
            "attributed | of hiding the letters"
        ),
    );
}

#[test]
fn what_is_called_something_in_quotation_marks_is_not_the_outlets_word() {
    check(
        "Mrs Berg spoke to voters and attacked the mayor as a “loud, nasty fraud.”",
        concat!(
            "asserted | Mrs Berg spoke to voters\n",
            "attributed | [Mrs Berg] attacked the mayor as a “loud, nasty fraud.”"
        ),
    );
    check(
        "Mrs Berg dismissed the plan as “pure nonsense.”",
        "attributed | Mrs Berg dismissed the plan as “pure nonsense.”",
    );
    check(
        "Mrs Berg never called the plan “pure nonsense.”",
        "denied | Mrs Berg never called the plan “pure nonsense.”",
    );
    check(
        "Mrs Berg criticised the whole plan for the “new” harbour.",
        "asserted | Mrs Berg criticised the whole plan for the “new” harbour",
    );
}

#[test]
fn a_verb_of_saying_that_hangs_at_the_end_is_not_told() {
    check(
        "The harbour office closed the pier, suggesting that the ferry might sink.",
        "asserted | The harbour office closed the pier\nhedged | the ferry might sink",
    );
}

#[test]
fn a_doer_from_further_off_is_told_in_brackets() {
    check(
        "A jury met on Monday and was told to examine the accident.",
        "asserted | A jury met on Monday\nattributed | [A jury] was told to examine the accident",
    );
}

#[test]
fn a_quotation_is_told_with_both_its_marks() {
    let whole = "The report comes one day after Anna Berg insisted \"nothing improper took place\" at the harbour";
    check(&format!("{whole}."), &format!("asserted | {whole}"));
}
