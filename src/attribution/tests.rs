//! What is attributed to whom, sentence by sentence. Every sentence here was written for these tests.

use std::sync::LazyLock;

use super::{Attribution, Noted, SourceKind, find};
use crate::matching::Engine;
use crate::rules::{Sources, Stance, load};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(load(&Sources { no_user_rules: true, ..Sources::default() }).rules).expect("the bundled rules compile")
});

pub(super) fn attributions(text: &str) -> Vec<Attribution> {
    let document = ENGINE.read(text, None);
    let hits = ENGINE.find(&document, false);
    find(&document, &hits, &Noted::new(&document, &hits), &ENGINE)
}

/// Compares the attributions of `text`, one a line as `source | cue | content`, spans joined by " … ".
pub(super) fn check(text: &str, expect: &str) {
    let shown = |spans: &[crate::base::Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
    let lines: Vec<String> = attributions(text)
        .iter()
        .map(|a| format!("{} | {} | {}", shown(&a.source), shown(&a.cue), shown(&a.content)))
        .collect();
    assert_eq!(lines.join("\n"), expect, "{text}");
}

fn first(text: &str) -> Attribution {
    attributions(text).into_iter().next().expect("an attribution")
}

#[test]
fn a_source_stands_before_or_behind_its_quotation() {
    check("“We lost,” Anna Berg said.", "Anna Berg | said | “We lost,”");
    check("“We lost,” said Anna Berg, the captain.", "Anna Berg, the captain | said | “We lost,”");
    check("Anna Berg said: “We lost.”", "Anna Berg | said | “We lost.”");
}

#[test]
fn a_clause_is_content_with_or_without_that() {
    check("The minister said that the bridge was safe.", "The minister | said | that the bridge was safe");
    check("The minister said the bridge was safe.", "The minister | said | the bridge was safe");
    check("The bridge was safe, the minister said.", "the minister | said | The bridge was safe");
}

#[test]
fn a_clause_behind_that_may_begin_with_another() {
    check(
        "Critics argue that, while the tax may fall, workers will lose.",
        "Critics | argue | that, while the tax may fall, workers will lose",
    );
}

#[test]
fn what_is_said_inside_a_content_belongs_to_it_to_its_end() {
    check(
        "Berg wants to say that taxes, which he called a burden, will be lower in the next year than they are now.",
        "Berg | wants | to say that taxes, which he called a burden, will be lower in the next year than they are now",
    );
}

#[test]
fn a_pronoun_is_no_part_of_the_name_before_it() {
    check(
        "According to the Globe she also praised the mayor, saying that he had run well.",
        "the Globe | According to | she also praised the mayor\nshe | saying | that he had run well",
    );
}

#[test]
fn a_cue_is_the_whole_verb_group() {
    check(
        "The mayor has repeatedly said that taxes will fall.",
        "The mayor | has repeatedly said | that taxes will fall",
    );
    check("The mayor did not say that taxes will fall.", "The mayor | did not say | that taxes will fall");
}

#[test]
fn an_apposition_belongs_to_the_source_and_an_adjunct_does_not() {
    check(
        "Anna Berg, the former captain, said the team was tired.",
        "Anna Berg, the former captain, | said | the team was tired",
    );
    check("Berg, following the match, said the team was tired.", "Berg | said | the team was tired");
}

#[test]
fn an_addressee_and_an_adjunct_are_no_content() {
    check("The coach told reporters that he would resign.", "The coach | told | that he would resign");
    check("The bank said on Monday in a statement that rates would rise.", "The bank | said | that rates would rise");
}

#[test]
fn according_to_names_a_source_on_either_side() {
    check("The dam will burst, according to the engineers.", "the engineers | according to | The dam will burst");
    check("According to the engineers, the dam will burst.", "the engineers | According to | the dam will burst");
}

#[test]
fn coordinated_and_ing_cues_share_the_source() {
    check(
        "The firm denied the claims and accused its rival of spying.",
        "The firm | denied | the claims\nThe firm | accused | its rival of spying",
    );
    check(
        "The judge said the law was clear, adding that the appeal had failed.",
        "The judge | said | the law was clear\nThe judge | adding | that the appeal had failed",
    );
}

#[test]
fn an_interrupted_quotation_is_one_relation() {
    check("“We lost,” Berg said, “and we deserved it.”", "Berg | said | “We lost,” … “and we deserved it.”");
    check("“We lost,” Berg said. “It was a bad day.”", "Berg | said | “We lost,” … “It was a bad day.”");
}

#[test]
fn a_quotation_goes_on_behind_the_rest_of_its_sentence() {
    check(
        "“We lost,” said Anna Berg, when asked whether she was sad. “It was a bad day.”",
        "Anna Berg | said | “We lost,” … “It was a bad day.”\n | asked | whether she was sad",
    );
}

#[test]
fn an_apposition_between_quotation_and_verb_belongs_to_the_source() {
    check(
        "“We lost,” Anna Berg, the captain, told reporters. “It was a bad day.”",
        "Anna Berg, the captain, | told | “We lost,” … “It was a bad day.”",
    );
}

#[test]
fn a_spoken_sentence_needs_no_comma_before_its_cue() {
    check("“This was the worst day of them all” Berg said.", "Berg | said | “This was the worst day of them all”");
}

#[test]
fn a_document_is_named_with_its_author() {
    check(
        "According to a report by the council, the bridge is unsafe.",
        "a report by the council | According to | the bridge is unsafe",
    );
}

#[test]
fn a_content_that_hangs_on_a_subject_ends_before_its_verb() {
    check("The accusation that the council had lied angered the mayor.", " | accusation | that the council had lied");
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    check(
        "Berg said: “We lost the match.\n\n“It was a bad day for us.”",
        "Berg | said | “We lost the match. … “It was a bad day for us.”",
    );
}

#[test]
fn a_passive_without_a_source_takes_its_subject_as_content() {
    check("The ship is believed to have sunk.", " | is believed | The ship … to have sunk");
}

#[test]
fn what_seems_has_no_source() {
    check("The ship seems to have sunk.", " | seems | The ship … to have sunk");
}

#[test]
fn one_who_is_quoted_as_saying_is_the_source() {
    check("“We lost,” Mr Holm was quoted as saying.", "Mr Holm | was quoted as saying | “We lost,”");
}

#[test]
fn an_infinitive_is_content() {
    check("The union vowed to fight the cuts.", "The union | vowed | to fight the cuts");
}

#[test]
fn a_cue_inside_a_quotation_is_the_speakers() {
    check("“I think he said it was over,” Berg said.", "Berg | said | “I think he said it was over,”");
}

#[test]
fn a_noun_carries_what_its_owner_says() {
    check("The paper printed Lisbon's denial that it had paid.", "Lisbon's | denial | that it had paid");
}

#[test]
fn a_source_behind_the_source_is_linked() {
    let found = attributions("The fleet will be sold, the Daily Courier reported citing a secret memo.");
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].source_kind, SourceKind::Document);
    assert_eq!(found[1].via, Some(found[0].id));
}

#[test]
fn a_citation_between_commas_is_linked_too() {
    let found = attributions("The Daily Courier reported, citing a secret memo, that the fleet will be sold.");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1].via, Some(found[0].id));
}

#[test]
fn one_through_whom_a_quotation_is_known_is_linked() {
    let text = "“We lost,” Berg said, according to Paul Holm.";
    check(text, "Berg | said | “We lost,”\nPaul Holm | according to | “We lost,” Berg said");
    assert_eq!(attributions(text)[0].via, Some(1));
    check(
        "“We lost,” said Foreign Minister Jane Berg, according to Paul Holm.",
        "Foreign Minister Jane Berg | said | “We lost,”\n\
         Paul Holm | according to | “We lost,” said Foreign Minister Jane Berg",
    );
    check(
        "The dam is safe, officials said, according to the report.",
        "the report | according to | The dam is safe, officials said",
    );
    check("The dam is safe, Berg said, while the mayor stayed away.", "Berg | said | The dam is safe");
}

#[test]
fn a_clause_without_that_may_stand_behind_where_it_is_said() {
    check("Berg said on Twitter she hopes the dam will hold.", "Berg | said | she hopes the dam will hold");
    check("Berg said in a statement she hopes to win.", "Berg | said | she hopes to win");
    check("Berg said on Radio Ostrava the dam was safe.", "Berg | said | the dam was safe");
    check("Berg said in a statement she released on Monday that it was late.", "Berg | said | that it was late");
}

#[test]
fn stance_comes_from_the_verb() {
    let stance = |text: &str| first(text).stance;
    assert_eq!(stance("The mayor said that the dam was safe."), Stance::Neutral);
    assert_eq!(stance("The mayor revealed that the dam was unsafe."), Stance::Endorsing);
    assert_eq!(stance("The mayor claimed that the dam was safe."), Stance::Doubting);
    assert_eq!(stance("The mayor denied that the dam was unsafe."), Stance::Denying);
    assert_eq!(stance("The mayor accused the builders of lying."), Stance::Accusing);
}

#[test]
fn a_negated_verb_neither_endorses_nor_doubts() {
    let stance = |text: &str| first(text).stance;
    assert_eq!(stance("The mayor did not reveal that the dam was unsafe."), Stance::Neutral);
    assert_eq!(stance("The mayor never claimed that the dam was safe."), Stance::Neutral);
}

#[test]
fn a_name_inside_another_name_is_no_actor() {
    let actor = |text: &str| first(text).actor;
    assert_eq!(actor("The Washington Gazette said that prices rose."), None);
    assert_eq!(actor("Anna Berg, a London-based lawyer, said that prices rose."), None);
    assert_eq!(actor("The U.S. Justice Department said that prices rose.").as_deref(), Some("united-states"));
}

#[test]
fn the_kind_of_a_source_is_told_by_its_head() {
    let kind = |text: &str| first(text).source_kind;
    assert_eq!(kind("The report said that prices rose."), SourceKind::Document);
    assert_eq!(kind("The ministry said that prices rose."), SourceKind::Organisation);
    assert_eq!(kind("An unnamed official said that prices rose."), SourceKind::Anonymous);
    assert_eq!(kind("The newspaper said that prices rose."), SourceKind::Outlet);
    assert_eq!(kind("Mr Anders Holm said that prices rose."), SourceKind::Person);
}

#[test]
fn an_actor_answers_to_its_capital_and_its_office() {
    assert_eq!(first("Moscow denied the accusations.").actor.as_deref(), Some("russia"));
    assert_eq!(first("The Russian foreign ministry said the talks failed.").actor.as_deref(), Some("russia"));
}

#[test]
fn a_source_does_not_begin_with_the_word_that_joins_its_sentence_to_the_one_before() {
    let text = "But the ministers and other officials said that prices rose.";
    let source = first(text).source;
    let words: Vec<&str> = source.iter().map(|s| &text[s.start..s.end]).collect();
    assert_eq!(words, ["the ministers and other officials"]);
}

#[test]
fn any_string_goes_through() {
    for text in
        ["", "\"", "said", "“said said said", "according to", ", said", "he said: “", "“a” “b” “c” said that", "- - ("]
    {
        attributions(text);
    }
}

#[test]
fn a_quotation_finds_its_teller_by_its_place() {
    check("“Back to the harbour,” Berg thundered and left the hall.", "Berg | thundered | “Back to the harbour,”");
    check("“Back to the harbour,” thundered Anna Berg.", "Anna Berg | thundered | “Back to the harbour,”");
    check("“Back to the harbour,” Berg answers.", "Berg | answers | “Back to the harbour,”");
    check("Anna Berg: “We cannot lose the harbour.”", "Anna Berg |  | “We cannot lose the harbour.”");
    check("Berg went even further: “We lost the harbour.”", "Berg |  | “We lost the harbour.”");
    check(
        "“We lost the harbour.” — Anna Berg\n“We did not.” ― Carla Dietz",
        "Anna Berg |  | “We lost the harbour.”\nCarla Dietz |  | “We did not.”",
    );
}

#[test]
fn a_comma_inside_the_marks_ends_a_content() {
    check(
        "One in five said “not likely,” and one in six said “never.”",
        "One in five | said | “not likely,”\none in six | said | “never.”",
    );
    check(
        "Berg argued that France had changed: “It is no longer the same,” he wrote.",
        "Berg | argued | that France had changed\nhe | wrote | “It is no longer the same,”",
    );
    check(
        "The poll shows that “the public is uneasy,” said Anna Berg, its editor.",
        "Anna Berg, its editor | said | The poll shows that “the public is uneasy,”",
    );
}

#[test]
fn what_tells_which_one_is_meant_belongs_to_the_source() {
    check(
        "The dam will burst, according to officials who spoke to the paper.",
        "officials who spoke to the paper | according to | The dam will burst",
    );
    check(
        "A poll released Friday found that the dam is safe.",
        "A poll released Friday | found | that the dam is safe",
    );
    check(
        "“We lost,” said Anna Berg, captain of the team, who played all day.",
        "Anna Berg, captain of the team, who played all day | said | “We lost,”",
    );
    check(
        "Anna Berg, who says she saw it all, told the court that it was dark.",
        "Anna Berg, who says she saw it all, | told | that it was dark\nwho | says | she saw it all",
    );
}

#[test]
fn a_headline_gives_its_source_before_a_colon() {
    check("Berg: The plan is dead", "Berg |  | The plan is dead");
    check("Report: Bridge was unsafe for years", "Report |  | Bridge was unsafe for years");
    check("Exclusive: The bridge was unsafe", "");
}

#[test]
fn a_pair_of_words_does_not_end_a_content() {
    check("He said he had neither seen nor heard the plan.", "He | said | he had neither seen nor heard the plan");
    check(
        "Berg says that the militia and the movement were looking for a fight.",
        "Berg | says | that the militia and the movement were looking for a fight",
    );
}

#[test]
fn what_stands_between_commas_does_not_part_a_cue_from_its_content() {
    check("She said, without evidence, that they lied.", "She | said | that they lied");
    check("She said, if elected, she would go.", "She | said | if elected, she would go");
    check("As reported by the Gazette, the bridge is shut.", "the Gazette | reported by | the bridge is shut");
    check(
        "He argued the group, which had fought for years, was in retreat.",
        "He | argued | the group, which had fought for years, was in retreat",
    );
}

#[test]
fn an_answer_is_a_content() {
    check("The mayor said no.", "The mayor | said | no");
    check("“We will not lose” is what Anna Berg says.", "Anna Berg | says | “We will not lose”");
}

#[test]
fn a_verb_that_looks_like_a_noun_is_joined_to_the_one_before() {
    check("She knows the risks and hopes that the bridge holds.", "She | hopes | that the bridge holds");
}

#[test]
fn a_noun_is_owned_by_whom_its_phrase_names() {
    check("The claim of the ministry that the dam was safe was wrong.", "the ministry | claim | that the dam was safe");
}

#[test]
fn a_fronted_clause_ends_the_content_of_its_cue() {
    check("When Berg said that it was late, Dietz left the hall.", "Berg | said | that it was late");
    check("Asked whether it was late, Dietz left the hall.", " | Asked | whether it was late");
    check("Noting that it was late, Dietz left the hall.", "Dietz | Noting | that it was late");
}

#[test]
fn a_quotation_follows_what_its_sentence_reports() {
    check(
        "Berg argued that it was late. “Nobody came to the harbour.”",
        "Berg | argued | that it was late … “Nobody came to the harbour.”",
    );
}

#[test]
fn an_official_who_speaks_still_says() {
    check(
        "An official who spoke to win support said on Friday that it was dead.",
        "An official who spoke to win support | said | that it was dead\nwho | spoke | to win support",
    );
}

#[test]
fn times_are_no_sources() {
    check(
        "A report issued early Friday says that the dam is safe.",
        "A report issued early Friday | says | that the dam is safe",
    );
    check("Berg this week said that the dam is safe.", "Berg | said | that the dam is safe");
}
