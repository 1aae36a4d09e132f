//! Phrases and clauses of short sentences.

use crate::text::ClauseKind;
use crate::text::reading::{document, words};

/// Noun phrases, `full` behind a bar where it is longer.
fn check_phrases(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let found: Vec<String> = document
        .phrases
        .iter()
        .map(|phrase| {
            let (short, full) = (words(&document, &phrase.tokens), words(&document, &phrase.full));
            if short == full { short.to_owned() } else { format!("{short} | {full}") }
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

/// Clauses as `kind(subject; verb): words`, indented by depth; `!` negated, `^` passive.
fn check_clauses(text: &str, expect: &[&str]) {
    let document = document(text, None);
    let found: Vec<String> = document
        .clauses
        .iter()
        .map(|clause| {
            let kind = match clause.kind {
                ClauseKind::Main => "main",
                ClauseKind::Subordinate => "sub",
                ClauseKind::Relative => "rel",
                ClauseKind::NonFinite => "non",
            };
            let mut depth = 0;
            let mut above = clause.parent;
            while let Some(parent) = above {
                depth += 1;
                above = document.clauses[parent].parent;
            }
            let subject = clause.subject.map_or("-", |s| words(&document, &document.phrases[s].tokens));
            let (negated, passive) = (if clause.negated { "!" } else { "" }, if clause.passive { "^" } else { "" });
            let (verb, all) = (words(&document, &clause.verb), words(&document, &clause.tokens));
            format!("{}{kind}({subject}; {negated}{passive}{verb}): {all}", "  ".repeat(depth))
        })
        .collect();
    assert_eq!(found, expect, "in {text:?}");
}

#[test]
fn a_phrase_runs_from_determiner_to_head() {
    check_phrases("The former MI6 chief met 23 Russian diplomats.", &["The former MI6 chief", "23 Russian diplomats"]);
    check_phrases("Russia's large, well-funded agencies grew.", &["Russia's large, well-funded agencies"]);
    check_phrases(
        "They discussed bilateral and international issues.",
        &["They", "bilateral and international issues"],
    );
    check_phrases("Party leader Jane Brown met his daughter Ann.", &["Party leader Jane Brown", "his daughter Ann"]);
    check_phrases("It wants more ‘spies’ here.", &["It", "more ‘spies’"]);
}

#[test]
fn what_belongs_to_a_phrase_is_in_full() {
    check_phrases("Members of the community spoke.", &["Members | Members of the community", "the community"]);
    check_phrases(
        "Sir John Brown, the former chief, said so.",
        &["Sir John Brown | Sir John Brown, the former chief,", "the former chief"],
    );
    check_phrases("MI5, MI6 and GCHQ have agreed.", &["MI5 | MI5, MI6 and GCHQ", "MI6", "GCHQ"]);
    check_phrases(
        "They denounced the expulsion of the diplomats.",
        &["They", "the expulsion | the expulsion of the diplomats", "the diplomats"],
    );
}

#[test]
fn a_subject_is_shared_over_coordination() {
    check_clauses(
        "Moscow denied the claims, attacked the expulsion of envoys, and answered in kind.",
        &[
            "main(Moscow; denied): Moscow denied the claims",
            "main(Moscow; attacked): attacked the expulsion of envoys",
            "main(Moscow; answered): answered in kind",
        ],
    );
    check_clauses(
        "The minister did not withdraw or conceal any evidence.",
        &[
            "main(The minister; !did not withdraw): The minister did not withdraw",
            "main(The minister; !conceal): conceal any evidence",
        ],
    );
}

#[test]
fn what_is_reported_is_subordinate() {
    check_clauses(
        "The minister said that the case was weak.",
        &[
            "main(The minister; said): The minister said that the case was weak",
            "  sub(the case; was): that the case was weak",
        ],
    );
    check_clauses(
        "He told lawmakers the government was weak.",
        &[
            "main(He; told): He told lawmakers the government was weak",
            "  sub(the government; was): the government was weak",
        ],
    );
    check_clauses(
        "“We know the risk,” the officer said.",
        &["main(We; know): We know the risk", "main(the officer; said): the officer said"],
    );
    check_clauses(
        "“We know the risk,” said the officer.",
        &["main(We; know): We know the risk", "main(the officer; said): said the officer"],
    );
}

#[test]
fn relative_clauses_stand_inside_and_take_their_antecedent() {
    check_clauses(
        "The man who lives in London resigned.",
        &[
            "main(The man; resigned): The man who lives in London resigned",
            "  rel(The man; lives): who lives in London",
        ],
    );
    check_clauses(
        "The diplomats, who stayed in the country, were expelled.",
        &[
            "main(The diplomats; ^were expelled): The diplomats, who stayed in the country, were expelled",
            "  rel(The diplomats; stayed): who stayed in the country",
        ],
    );
}

#[test]
fn a_clause_needs_no_connector() {
    check_clauses(
        "They shared messages he had sent.",
        &["main(They; shared): They shared messages he had sent", "  rel(he; had sent): he had sent"],
    );
    check_clauses(
        "I think the deal that they announced is good.",
        &[
            "main(I; think): I think the deal that they announced is good",
            "  sub(the deal; is): the deal that they announced is good",
            "    rel(they; announced): that they announced",
        ],
    );
    check_clauses(
        "The report said revoking the licence should be considered.",
        &[
            "main(The report; said): The report said revoking the licence should be considered",
            "  sub(-; ^should be considered): revoking the licence should be considered",
            "    non(-; revoking): revoking the licence",
        ],
    );
}

#[test]
fn a_modifier_of_the_subject_gives_the_verb_back() {
    check_clauses(
        "Everyone reading this guidance cares about it.",
        &[
            "main(Everyone; cares): Everyone reading this guidance cares about it",
            "  non(Everyone; reading): reading this guidance",
        ],
    );
    check_clauses(
        "They accused Russia, China and Iran of carrying out attacks.",
        &[
            "main(They; accused): They accused Russia, China and Iran of carrying out attacks",
            "  non(Russia; carrying): of carrying out attacks",
        ],
    );
}

#[test]
fn what_is_set_off_by_commas_does_not_part_subject_and_verb() {
    check_clauses(
        "Moscow, it is claimed, tries to rebuild it.",
        &[
            "main(Moscow; tries): Moscow, it is claimed, tries to rebuild it",
            "  main(it; ^is claimed): it is claimed",
            "  non(Moscow; to rebuild): to rebuild it",
        ],
    );
    check_clauses(
        "He said the messages, if real, are new.",
        &[
            "main(He; said): He said the messages, if real, are new",
            "  sub(the messages; are): the messages, if real, are new",
        ],
    );
    check_clauses(
        "If anything, the report said, it would be naive.",
        &["main(the report; said): If anything, the report said", "main(it; would be): it would be naive"],
    );
}

#[test]
fn clauses_without_tense_are_found() {
    check_clauses(
        "The minister responded by expelling 23 officers.",
        &[
            "main(The minister; responded): The minister responded by expelling 23 officers",
            "  non(The minister; expelling): by expelling 23 officers",
        ],
    );
    check_clauses(
        "London accused the officers of attempting to poison him.",
        &[
            "main(London; accused): London accused the officers of attempting to poison him",
            "  non(the officers; attempting): of attempting to poison him",
            "    non(the officers; to poison): to poison him",
        ],
    );
    check_clauses(
        "The claims, denied by Moscow, caused a row.",
        &[
            "main(The claims; caused): The claims, denied by Moscow, caused a row",
            "  non(The claims; ^denied): denied by Moscow",
        ],
    );
}

#[test]
fn subordinate_clauses_end_where_the_main_clause_begins() {
    check_clauses(
        "If the court agrees, the minister will resign.",
        &[
            "main(the minister; will resign): If the court agrees, the minister will resign",
            "  sub(the court; agrees): If the court agrees",
        ],
    );
    check_clauses(
        "Workers left after the talks failed.",
        &[
            "main(Workers; left): Workers left after the talks failed",
            "  sub(the talks; failed): after the talks failed",
        ],
    );
}

#[test]
fn negation_is_the_verbs_or_the_subjects() {
    check_clauses("Nobody has been accused.", &["main(Nobody; !^has been accused): Nobody has been accused"]);
    check_clauses("He no longer works there.", &["main(He; !no longer works): He no longer works there"]);
    check_clauses("There are no guarantees.", &["main(There; !are): There are no guarantees"]);
}

#[test]
fn a_question_has_its_subject_behind_the_auxiliary() {
    check_clauses("Did the minister know?", &["main(the minister; know): Did the minister know"]);
}

#[test]
fn a_clause_begins_behind_its_dateline() {
    let claim = "The council closed the pier";
    for before in ["London (Herald) ", "LONDON — ", "LONDON ― ", "MUDBURY, Kent (Herald) - ", "Exclusive— "] {
        check_clauses(&format!("{before}{claim}."), &[&format!("main(The council; closed): {claim}")]);
    }
    check_clauses("Paris (in France) voted.", &["main(Paris; voted): Paris (in France) voted"]);
    check_clauses(
        "Anna Reed (Kent) – who left – spoke.",
        &["main(Anna Reed; spoke): Anna Reed (Kent) – who left – spoke", "  sub(-; left): who left"],
    );
}
