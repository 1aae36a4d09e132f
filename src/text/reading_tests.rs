//! The bundled rules and tagger, for tests that need parts of speech.

use std::sync::LazyLock;

use crate::rules::{RuleSet, Sources, load};

use super::{Document, Tagger, Tokens};

static BUNDLED: LazyLock<(RuleSet, Tagger)> = LazyLock::new(|| {
    let mut rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
    let tagger = Tagger::load(
        include_str!("../../rules/en/tagger/words.tsv"),
        include_str!("../../rules/en/tagger/suffixes.tsv"),
        include_str!("../../rules/en/tagger/transitions.tsv"),
        &mut rules.words,
    )
    .expect("the bundled tables are sound");
    (rules, tagger)
});

/// The bundled rules.
pub(super) fn rules() -> &'static RuleSet {
    &BUNDLED.0
}

/// Reads a text as the program does.
pub(super) fn document<'t>(text: &'t str, date: Option<&str>) -> Document<'t> {
    Document::new(text, date, &BUNDLED.0, &BUNDLED.1)
}

/// The words of `tokens`.
pub(super) fn words<'t>(document: &Document<'t>, tokens: &Tokens) -> &'t str {
    document.span(tokens).of(document.text)
}
