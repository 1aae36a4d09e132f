//! What cancelled a match, in words and by name.

use serde::Serialize;

use super::Reading;
use crate::base::Span;
use crate::cues::{Cue, Dropped};
use crate::lint::entry::Entry;
use crate::matching::{Condition, Hit, Obstacle, RuleRef};
use crate::rules::Zone;
use crate::rules::pattern::Pattern;
use crate::text::Tokens;

/// What kind of thing cancelled a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CauseKind {
    Zone,
    Before,
    After,
    SentenceHas,
    SentenceLacks,
    Except,
    /// A longer match of the same rule.
    LongerMatch,
    /// A longer, stronger or earlier named match of another rule of the category.
    OtherRule,
    /// The strength that the preset wants.
    Preset,
    /// The words are a name or a date.
    Name,
    Negated,
}

/// What cancelled a match.
#[derive(Debug, Clone, Serialize)]
pub struct Cause {
    /// The kind of cause.
    pub kind: CauseKind,
    /// The pattern of the condition, as written.
    pub pattern: Option<String>,
    /// The other rule.
    pub rule: Option<String>,
    /// Where that matched.
    pub span: Option<Span>,
    /// All of it in words.
    pub says: String,
}

impl Reading<'_> {
    /// The cause behind an obstacle; `None` where the match is only the same as another of its rule.
    pub(super) fn of_obstacle(&self, entry: &Entry, hit: &Hit, obstacle: &Obstacle) -> Option<Cause> {
        let matcher = entry.matcher;
        Some(match obstacle {
            Obstacle::Zone(zone) => {
                let zones: Vec<&str> = matcher.zones.iter().map(|zone| named(*zone)).collect();
                let says = format!("it stands in {}, and the rule matches in {} only", named(*zone), zones.join(", "));
                plain(CauseKind::Zone, says)
            }
            Obstacle::Missing(condition) => {
                let (kind, key, wanted) = match condition {
                    Condition::Before => (CauseKind::Before, "before", &matcher.before),
                    Condition::After => (CauseKind::After, "after", &matcher.after),
                    _ => (CauseKind::SentenceHas, "sentence_has", &matcher.sentence_has),
                };
                let wanted: Vec<String> = wanted.iter().map(|pattern| format!("`{}`", pattern.text)).collect();
                let place = match condition {
                    Condition::Before => "before it",
                    Condition::After => "behind it",
                    _ => "in the sentence",
                };
                plain(kind, format!("`{key}` wants {} {place}", wanted.join(" or ")))
            }
            Obstacle::Found(condition, number, tokens) => {
                let (kind, key, patterns) = match condition {
                    Condition::Before => (CauseKind::Before, "before = { not }", &matcher.not_before),
                    Condition::After => (CauseKind::After, "after = { not }", &matcher.not_after),
                    Condition::SentenceHas => (CauseKind::SentenceHas, "sentence_has", &matcher.sentence_has),
                    Condition::SentenceLacks => (CauseKind::SentenceLacks, "sentence_lacks", &matcher.sentence_lacks),
                    Condition::Except => (CauseKind::Except, "except", &matcher.except),
                };
                self.forbidden(kind, key, patterns.get(*number), tokens)
            }
            Obstacle::Longer(tokens) if *tokens == hit.tokens => return None,
            Obstacle::Longer(tokens) => {
                let (span, text) = self.words(tokens);
                let says = format!("a longer match of the same rule overlaps it: \"{text}\"");
                Cause { span: Some(span), ..plain(CauseKind::LongerMatch, says) }
            }
        })
    }

    fn forbidden(&self, kind: CauseKind, key: &str, pattern: Option<&Pattern>, tokens: &Tokens) -> Cause {
        let (span, text) = self.words(tokens);
        let pattern = pattern.map(|pattern| pattern.text.clone()).unwrap_or_default();
        let says = format!("`{key}` forbids `{pattern}`, and \"{text}\" is one");
        Cause { pattern: Some(pattern), span: Some(span), ..plain(kind, says) }
    }

    /// Why a match that stands is no cue in the end; `None` when it is one, or is of another kind.
    pub(super) fn of_cue(&self, entry: &Entry, hit: &Hit, judged: &Result<Cue, Dropped>) -> Option<Cause> {
        let cue = match judged {
            Ok(cue) => cue,
            Err(Dropped::NoCue) => return None,
            Err(Dropped::Preset) => {
                let least = self.preset.least_strength(self.rules());
                let strength = entry.strength.unwrap_or_default();
                let preset = self.preset.name();
                let says = format!("its strength {strength:.2} is below the {least:.2} of the preset `{preset}`");
                return Some(plain(CauseKind::Preset, says));
            }
            Err(Dropped::Name) => return Some(plain(CauseKind::Name, "the words are a name or a date".to_owned())),
            Err(Dropped::Negated) => {
                let says = "it is negated, and the rule says `negated = \"drop\"`";
                return Some(plain(CauseKind::Negated, says.to_owned()));
            }
        };
        let RuleRef::Cue(_) = hit.rule else { return None };
        let same = |other: &&Cue| other.category == cue.category && other.span.overlaps(cue.span);
        if self.cues.iter().any(|other| other.rule == cue.rule && other.span == cue.span) {
            return None;
        }
        let other = self.cues.iter().find(same)?;
        let (longer, stronger) = (other.span.len() > cue.span.len(), other.strength > cue.strength);
        let how = match (longer, stronger) {
            (true, _) => "longer",
            (false, true) => "stronger",
            _ => "equal, and first by its id",
        };
        let says = format!("{} matches \"{}\", which is {how}; both are {}", other.rule, other.text, cue.category);
        Some(Cause { rule: Some(other.rule.clone()), span: Some(other.span), ..plain(CauseKind::OtherRule, says) })
    }
}

fn plain(kind: CauseKind, says: String) -> Cause {
    Cause { kind, pattern: None, rule: None, span: None, says }
}

/// A zone as rules name it.
pub(super) fn named(zone: Zone) -> &'static str {
    match zone {
        Zone::Narration => "narration",
        Zone::Quotation => "quotation",
        Zone::Headline => "headline",
    }
}
