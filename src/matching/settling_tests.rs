//! Which matches are looked for in an article, and which of many stand.

use super::tests::{engine, own_hits};
use super::{Engine, Hit, RuleRef};
use crate::rules::load_texts;

#[test]
fn in_an_article_what_is_too_weak_to_be_shown_is_not_looked_for() {
    let engine = Engine::new(load_texts(&[]).rules).unwrap();
    let text = "It may, he said, have been a so-called act of war; critics say the claim is baseless. Many experts \
                reportedly doubt it, and perhaps some fear it could end badly.";
    let document = engine.read(text, None);
    let all = engine.find(&document, false);
    let strong =
        |hit: &Hit, least: f32| matches!(hit.rule, RuleRef::Cue(cue) if engine.rules().cues[cue].strength >= least);
    let faint = all.cues.iter().filter(|hit| !strong(hit, 0.5)).count();
    assert!(faint > 0 && faint < all.cues.len());
    assert_eq!(engine.find_in_article(&document, false, 0.0).cues, all.cues);
    let found = engine.find_in_article(&document, false, 0.5);
    let expected: Vec<Hit> = all.cues.into_iter().filter(|hit| strong(hit, 0.5)).collect();
    assert_eq!((found.cues, found.verbs, found.frames), (expected, all.verbs, all.frames));
}

#[test]
fn many_matches_in_a_sentence_settle_as_few_do() {
    // Each stands unless a "very" is before it, and all fall with a "never" in the sentence.
    let engine = engine("match = ['zebra', 'zebra lion']\nexcept = ['very zebra']\nsentence_lacks = ['never']");
    let found = |text: &str| {
        let document = engine.read(text, None);
        own_hits(&engine, &document, false).iter().map(|hit| hit.tokens.len()).collect::<Vec<_>>()
    };
    for times in [1, 2, 20, 40, 200] {
        let text = "a very zebra and a zebra lion and a zebra, ".repeat(times);
        assert_eq!(found(&text), [2, 1].repeat(times), "{times}");
        assert!(found(&format!("never {text}")).is_empty(), "{times}");
    }
}
