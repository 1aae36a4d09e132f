//! Whose quotations are: parts of one, sentences that go on with one, verbs and speakers that stand apart. Every sentence here was
//! written for these tests.

use super::tests::check;

#[test]
fn a_role_without_an_article_belongs_to_the_name_behind_a_quotation() {
    check(
        "\"I am not amused,\" screenwriter Cole Dietz said.",
        "screenwriter Cole Dietz | said | \"I am not amused,\"",
    );
}

#[test]
fn a_source_goes_over_what_is_told_of_it_between_commas() {
    check(
        "“We waited for years,” Mr. Berg, now retired in Bonn, said by telephone.",
        "Mr. Berg, now retired in Bonn, | said | “We waited for years,”",
    );
}

#[test]
fn three_apostrophes_close_a_quotation_and_the_one_inside_it() {
    check(
        "''She looked at me and said, 'You were not in line,''' Ms. Berg recalled.",
        "Ms. Berg | recalled | ''She looked at me and said, 'You were not in line,'''",
    );
}

#[test]
fn an_exclamation_has_any_verb_behind_it() {
    check("“This is fantastic!” beamed Anna Berg of Bonn.", "Anna Berg of Bonn | beamed | “This is fantastic!”");
}

#[test]
fn a_quotation_of_part_of_a_clause_ends_the_content_that_leads_to_it() {
    check(
        "Berg is praising Dietz, who left the race on Monday, as “a man who kept his word.”",
        "Berg | is praising | Dietz, who left the race on Monday, as “a man who kept his word.”",
    );
    check(
        "The council accused the firm, which has its seat in Bonn, of “buying the votes of its neighbours.”",
        "The council | accused | the firm, which has its seat in Bonn, of “buying the votes of its neighbours.”",
    );
}

#[test]
fn a_quotation_goes_on_behind_what_interrupts_it() {
    check(
        "“Every time you say that,” Berg said, raising her hand, “you help the other side.”",
        "Berg | said | “Every time you say that,” … “you help the other side.”",
    );
}

#[test]
fn a_clause_before_the_speaker_belongs_to_the_rest_that_is_quoted() {
    check(
        "The bridge that she had built, Berg said, “was never safe for heavy lorries.”",
        "Berg | said | The bridge that she had built … “was never safe for heavy lorries.”",
    );
}

#[test]
fn a_sentence_of_which_most_is_quoted_goes_on_with_the_speaker_before() {
    check(
        "“It is a start,” Anna Berg said. “We never wanted an increase of the levy” on grain.",
        "Anna Berg | said | “It is a start,” … “We never wanted an increase of the levy” on grain",
    );
    check(
        "“They were not happy,” Anna Berg said. Now, “most of the traders say that it works.”",
        "Anna Berg | said | “They were not happy,” … Now, “most of the traders say that it works.”",
    );
}

#[test]
fn a_quotation_follows_an_aside() {
    check(
        "The council may wait for a while, Berg said. “The other thing that it fears is the cost.”",
        "Berg | said | The council may wait for a while … “The other thing that it fears is the cost.”",
    );
}

#[test]
fn a_speaker_can_stand_far_from_the_quotation() {
    check(
        "Berg wrote on a page of her own, in capital letters, “We are leaving this club on Monday!”",
        "Berg | wrote | “We are leaving this club on Monday!”",
    );
    check(
        "Said Anna Berg, who came late, “We were all so proud of her.”",
        "Anna Berg, who came late | Said | “We were all so proud of her.”",
    );
}

#[test]
fn a_phrase_with_with_has_its_own_speaker() {
    check(
        "The traders left the hall, with Dietz calling the vote “a very bad joke.”",
        "Dietz | calling | the vote “a very bad joke.”",
    );
}

#[test]
fn a_pronoun_inside_what_is_said_is_no_speaker_of_what_is_added() {
    check(
        "Berg said she was glad of the offer and added, “I will take it.”",
        "Berg | said | she was glad of the offer\nBerg | added | “I will take it.”",
    );
}

#[test]
fn whoever_gave_out_a_statement_says_what_it_says() {
    check("The ministry put out a statement saying the dam was safe.", "The ministry | saying | the dam was safe");
}

#[test]
fn a_clause_with_what_stands_for_a_noun() {
    check(
        "Berg condemned what he called a breach of the law.",
        "Berg | condemned | what he called a breach of the law",
    );
}

#[test]
fn a_day_with_a_genitive_belongs_to_the_object() {
    check("Berg condemned Friday's test as a threat.", "Berg | condemned | Friday's test as a threat");
}

#[test]
fn a_denial_leads_to_no_quotation() {
    check(
        "She did not suggest a strike. “Our goal was never to leave the table.”",
        "She | did not suggest | a strike\nShe |  | “Our goal was never to leave the table.”",
    );
}

#[test]
fn a_quotation_after_somebody_else_acts_is_not_the_first_speakers() {
    check(
        "“Are you winning now?” she said, but Dietz was asleep while the mayor talked of “how the whole system is rigged.”",
        "she | said | “Are you winning now?”\nthe mayor | talked of | “how the whole system is rigged.”",
    );
}

#[test]
fn a_quotation_ends_what_the_speaker_was_asked() {
    check(
        "Asked about her claim that it had been a bomb, Berg said, “I think it is important to know the facts.”",
        " | Asked | that it had been a bomb\nBerg | said | “I think it is important to know the facts.”",
    );
}

#[test]
fn what_looks_like_an_apposition_up_to_the_end_is_what_the_source_says() {
    check(
        "According to the complaint, the traders engaged in a scheme that robbed the town.",
        "the complaint | According to | the traders engaged in a scheme that robbed the town",
    );
}

#[test]
fn a_time_with_a_genitive_belongs_to_the_adjunct() {
    check(
        "Berg said during this week's debate that she was in favour of the levy.",
        "Berg | said | that she was in favour of the levy",
    );
}
