//! What a user's settings say of one article: rules that are off for its outlet, and single findings that are known to be
//! wrong. Applied to the hits before any stage sees them, so that every command sees the same cues.

use std::collections::BTreeSet;

use crate::base::{Article, Diagnostic};
use crate::cues::Preset;
use crate::matching::{Engine, Hit, Hits};
use crate::rules::pattern::Role;
use crate::rules::{CueRule, Ignore, OutletSettings};
use crate::text::Document;

/// The settings that concern one article.
pub(super) struct Overrides<'e> {
    outlet: Option<&'e OutletSettings>,
    /// With their index among all.
    ignores: Vec<(usize, &'e Ignore)>,
}

impl<'e> Overrides<'e> {
    /// What concerns this article.
    pub fn of(article: &Article, engine: &'e Engine) -> Overrides<'e> {
        let local = &engine.rules().local;
        let outlet = article.outlet.as_deref();
        let concerns = |ignore: &Ignore| ignore.concerns(&article.id, article.file.as_deref(), outlet);
        Overrides {
            outlet: local.of(outlet),
            ignores: local.ignores.iter().enumerate().filter(|(_, ignore)| concerns(ignore)).collect(),
        }
    }

    /// How strong a rule is in this article.
    pub fn strength(&self, rule: &CueRule) -> f32 {
        self.outlet.and_then(|outlet| outlet.strength.get(&rule.id).copied()).unwrap_or(rule.strength)
    }

    /// The least strength of a rule, as the packs have it, that can be shown in this article or decides what its outlet asserts. An
    /// outlet's own strengths may raise any, and an ignore is needed by matches that nobody sees.
    pub fn least(&self, preset: Preset, engine: &Engine) -> f32 {
        let own = self.outlet.is_some_and(|outlet| !outlet.strength.is_empty()) || !self.ignores.is_empty();
        let least = |preset: Preset| preset.least_strength(engine.rules());
        if own { 0.0 } else { least(preset).min(least(Preset::Default)) }
    }

    /// Takes out what is off or ignored, and notes which ignores were needed.
    pub fn leave_out(&self, hits: &mut Hits, document: &Document, engine: &Engine, used: &mut BTreeSet<usize>) {
        if self.outlet.is_none_or(|outlet| outlet.off.is_empty()) && self.ignores.is_empty() {
            return;
        }
        let mut stays = |hit: &Hit| {
            let id = hit.rule.id(engine.rules());
            if self.outlet.is_some_and(|outlet| outlet.off.contains(id)) {
                return false;
            }
            let mut ignored = false;
            for (index, ignore) in self.ignores.iter().filter(|(_, ignore)| ignore.rule == id) {
                if stands_in(hit, &ignore.text, document) {
                    used.insert(*index);
                    ignored = true;
                }
            }
            !ignored
        };
        hits.cues.retain(&mut stays);
        hits.frames.retain(&mut stays);
        hits.verbs.retain(&mut stays);
        hits.actors.retain(&mut stays);
        hits.events.retain(&mut stays);
        hits.concepts.retain(&mut stays);
    }
}

/// The warnings for ignores that no article of a run needed; `used` are those that some [`Annotated::ignored`] names.
///
/// [`Annotated::ignored`]: super::Annotated::ignored
pub fn idle_ignores(used: &BTreeSet<usize>, engine: &Engine) -> Vec<Diagnostic> {
    let ignores = engine.rules().local.ignores.iter().enumerate();
    ignores.filter(|(index, _)| !used.contains(index)).map(|(_, ignore)| ignore.idle.clone()).collect()
}

/// Whether the flagged words of a hit lie inside an occurrence of `quoted` in their sentence.
fn stands_in(hit: &Hit, quoted: &str, document: &Document) -> bool {
    let Some(sentence) = document.sentences.get(hit.sentence) else { return false };
    let tokens = hit.role(Role::Cue).unwrap_or(&hit.tokens);
    let cue = document.span(tokens);
    let text = document.text.get(sentence.span.start..cue.start.min(sentence.span.end).max(sentence.span.start));
    let starts = text.into_iter().flat_map(str::char_indices).map(|(at, _)| sentence.span.start + at);
    let mut ends =
        starts.chain([cue.start]).filter_map(|start| Some(start + occurrence(document.text.get(start..)?, quoted)?));
    ends.any(|end| cue.end <= end && end <= sentence.span.end)
}

/// The length of `quoted` at the start of `text`, with whatever spaces, quotation marks and dashes either has.
fn occurrence(text: &str, quoted: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    let mut wanted = quoted.trim().chars().peekable();
    while let Some(sign) = wanted.next() {
        let (_, found) = rest.next()?;
        if sign.is_whitespace() {
            if !found.is_whitespace() {
                return None;
            }
            while wanted.next_if(|sign| sign.is_whitespace()).is_some() {}
            while rest.next_if(|(_, sign)| sign.is_whitespace()).is_some() {}
        } else if levelled(sign) != levelled(found) {
            return None;
        }
    }
    Some(rest.peek().map_or(text.len(), |&(at, _)| at))
}

fn levelled(sign: char) -> char {
    match sign {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' | '‐' => '-',
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_part_is_found_whatever_its_spaces_marks_and_dashes() {
        assert_eq!(occurrence("slammed the\n door.", "slammed the door"), Some(17));
        assert_eq!(occurrence("“so-called” plan", "\"so–called\""), Some("“so-called”".len()));
        assert_eq!(occurrence("slammed a door", "slammed the door"), None);
        assert_eq!(occurrence("slam", "slammed"), None);
    }
}
