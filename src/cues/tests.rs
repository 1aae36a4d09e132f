//! Hits to cues: presets, zones, negation, names and what overlaps.

use super::{Cue, Preset, find, merge, of_attribution};
use crate::base::Span;
use crate::matching::Engine;
use crate::rules::{Effect, Stance, Zone, load_texts};

/// Rules of the category `hedge`: pattern, strength, and further keys.
fn engine(rules: &[(&str, f32, &str)]) -> Engine {
    let mut pack =
        String::from("schema = 1\n[pack]\nkind = 'cues'\nlanguage = 'en'\ncategory = 'hedge'\ntitle = 'Test'\n");
    for (number, (pattern, strength, more)) in rules.iter().enumerate() {
        pack.push_str(&format!(
            "[[rule]]\nid = 'r{number}'\nmatch = [{pattern:?}]\nstrength = {strength:.2}\nwhy = 'w'\nquestion = 'q'\n\
             innocent = 'i'\nhits = ['x']\nmisses = ['y']\n{more}\n"
        ));
    }
    let loaded = load_texts(&[("en/test.toml", &pack)]);
    let mistakes: Vec<_> = loaded.diagnostics.list.iter().filter(|d| d.file.contains("test")).collect();
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let mut rules = loaded.rules;
    rules.cues.retain(|rule| rule.id.starts_with("en/test/"));
    Engine::new(rules).unwrap()
}

fn cues(engine: &Engine, text: &str, preset: Preset, headline: bool) -> Vec<Cue> {
    let document = engine.read(text, None);
    find(&document, &engine.find(&document, headline), engine, preset, headline)
}

/// The cues' words and effects at the full preset.
fn check(engine: &Engine, text: &str, expect: &[(&str, Effect)]) {
    let found = cues(engine, text, Preset::Full, false);
    let found: Vec<_> = found.iter().map(|cue| (cue.text.as_str(), cue.effect)).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn a_preset_shows_a_cue_of_its_least_strength_and_none_below() {
    let engine = engine(&[("zebra", 0.7, "effect = 'none'"), ("gnu", 0.69, "effect = 'none'")]);
    let shown = |preset| cues(&engine, "A zebra and a gnu.", preset, false).len();
    assert_eq!([Preset::Full, Preset::Default, Preset::Careful, Preset::Classroom].map(shown), [2, 2, 1, 0]);
}

#[test]
fn a_negation_before_the_cue_keeps_drops_or_flips_it() {
    let keep = engine(&[("confirm~v", 1.0, "effect = 'endorses'")]);
    check(&keep, "They did not confirm it.", &[("confirm", Effect::Endorses)]);
    let drop = engine(&[("confirm~v", 1.0, "effect = 'endorses'\nnegated = 'drop'")]);
    check(&drop, "They did not confirm it.", &[]);
    check(&drop, "They confirm it, not us.", &[("confirm", Effect::Endorses)]);
    let flip = engine(&[("doubt~n", 1.0, "effect = 'doubts'\nnegated = 'flip'")]);
    check(&flip, "There is no doubt.", &[("doubt", Effect::Endorses)]);
    check(&flip, "There is doubt.", &[("doubt", Effect::Doubts)]);
}

#[test]
fn a_negation_of_the_cue_itself_is_no_negation_before_it() {
    let engine = engine(&[("no evidence", 1.0, "effect = 'doubts'\nnegated = 'drop'")]);
    check(&engine, "There is no evidence.", &[("no evidence", Effect::Doubts)]);
}

#[test]
fn a_negation_behind_a_mark_does_not_reach_the_cue() {
    let engine = engine(&[("zebra", 1.0, "effect = 'doubts'\nnegated = 'drop'")]);
    check(&engine, "Certainly not: zebra.", &[("zebra", Effect::Doubts)]);
}

#[test]
fn a_cue_knows_its_zone() {
    let engine = engine(&[("perhaps", 1.0, "effect = 'hedges'")]);
    let zones =
        |text: &str, headline| cues(&engine, text, Preset::Full, headline).iter().map(|c| c.zone).collect::<Vec<_>>();
    assert_eq!(zones("Perhaps so. “Perhaps not,” she said.", false), [Zone::Narration, Zone::Quotation]);
    assert_eq!(zones("Perhaps ‘perhaps’ is best", true), [Zone::Headline, Zone::Quotation]);
}

#[test]
fn a_word_that_is_part_of_a_name_is_no_cue() {
    let engine = engine(&[("may", 1.0, "effect = 'hedges'")]);
    let text = "Theresa May may go.";
    let mut document = engine.read(text, None);
    let check = |document: &crate::text::Document, expect: &[usize]| {
        let found = find(document, &engine.find(document, false), &engine, Preset::Full, false);
        assert_eq!(found.iter().map(|cue| cue.span.start).collect::<Vec<_>>(), expect);
    };
    let name = crate::text::Name { tokens: 0..2, entity: 0, kind: crate::text::NameKind::Person };
    document.names = vec![name];
    check(&document, &[12]);
    document.names.clear();
    check(&document, &[8, 12]);
}

#[test]
fn of_overlapping_cues_the_longest_stays_then_the_stronger_then_the_smaller_id() {
    let long = engine(&[("big zebra", 0.5, "effect = 'none'"), ("zebra", 1.0, "effect = 'none'")]);
    check(&long, "A big zebra.", &[("big zebra", Effect::None)]);
    let strong = engine(&[("zebra", 0.5, "effect = 'hedges'"), ("zebra", 0.6, "effect = 'doubts'")]);
    check(&strong, "A zebra.", &[("zebra", Effect::Doubts)]);
    let same = engine(&[("zebra", 0.5, "effect = 'hedges'"), ("zebra", 0.5, "effect = 'doubts'")]);
    check(&same, "A zebra.", &[("zebra", Effect::Hedges)]);
}

fn cue(category: &str, start: usize, end: usize) -> Cue {
    Cue {
        span: Span::new(start, end),
        rule: format!("en/{category}/x"),
        category: category.to_owned(),
        effect: Effect::None,
        strength: 0.5,
        zone: Zone::Narration,
        text: String::new(),
    }
}

#[test]
fn cues_of_different_categories_may_overlap_and_stand_in_text_order() {
    let merged = merge(vec![cue("hedge", 5, 9), cue("doubt", 20, 30)], vec![cue("doubt", 4, 9), cue("hedge", 9, 12)]);
    let spans: Vec<_> = merged.iter().map(|c| (c.category.as_str(), c.span.start)).collect();
    assert_eq!(spans, [("doubt", 4), ("hedge", 5), ("hedge", 9), ("doubt", 20)]);
}

#[test]
fn the_cue_of_an_attribution_takes_its_effect_from_the_stance() {
    let engine = engine(&[]);
    let document = engine.read("Moscow denied it.", None);
    let cue = of_attribution(&document, &(1..2), "en/frames/x", Stance::Denying, 0.9, false);
    assert_eq!((cue.text.as_str(), cue.effect, cue.category.as_str()), ("denied", Effect::Denies, "attribution"));
}
