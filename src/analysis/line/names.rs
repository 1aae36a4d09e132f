//! The names of enumerations as JSON strings. They are serde's (a test holds them to that), written without asking it.

use super::buffer::Line;
use crate::attribution::{AttributionKind, SourceKind};
use crate::claims::{Certainty, ClaimForm, DeniedBy};
use crate::rules::{Effect, Stance, Zone};

pub(super) fn effect(out: &mut Line, value: &Effect) {
    match value {
        Effect::Hedges => out.put(b"\"hedges\""),
        Effect::Doubts => out.put(b"\"doubts\""),
        Effect::Denies => out.put(b"\"denies\""),
        Effect::Endorses => out.put(b"\"endorses\""),
        Effect::Boosts => out.put(b"\"boosts\""),
        Effect::None => out.put(b"\"none\""),
    }
}

pub(super) fn zone(out: &mut Line, value: &Zone) {
    match value {
        Zone::Narration => out.put(b"\"narration\""),
        Zone::Quotation => out.put(b"\"quotation\""),
        Zone::Headline => out.put(b"\"headline\""),
    }
}

pub(super) fn stance(out: &mut Line, value: &Stance) {
    match value {
        Stance::Neutral => out.put(b"\"neutral\""),
        Stance::Endorsing => out.put(b"\"endorsing\""),
        Stance::Doubting => out.put(b"\"doubting\""),
        Stance::Denying => out.put(b"\"denying\""),
        Stance::Accusing => out.put(b"\"accusing\""),
    }
}

pub(super) fn kind(out: &mut Line, value: &AttributionKind) {
    match value {
        AttributionKind::Direct => out.put(b"\"direct\""),
        AttributionKind::Indirect => out.put(b"\"indirect\""),
        AttributionKind::Mixed => out.put(b"\"mixed\""),
    }
}

pub(super) fn source_kind(out: &mut Line, value: &SourceKind) {
    match value {
        SourceKind::Person => out.put(b"\"person\""),
        SourceKind::Organisation => out.put(b"\"organisation\""),
        SourceKind::Document => out.put(b"\"document\""),
        SourceKind::Outlet => out.put(b"\"outlet\""),
        SourceKind::Anonymous => out.put(b"\"anonymous\""),
        SourceKind::Unknown => out.put(b"\"unknown\""),
    }
}

pub(super) fn form(out: &mut Line, value: &ClaimForm) {
    match value {
        ClaimForm::Clause => out.put(b"\"clause\""),
        ClaimForm::Content => out.put(b"\"content\""),
        ClaimForm::Nominal => out.put(b"\"nominal\""),
    }
}

pub(super) fn certainty(out: &mut Line, value: &Certainty) {
    match value {
        Certainty::Asserted => out.put(b"\"asserted\""),
        Certainty::Attributed => out.put(b"\"attributed\""),
        Certainty::Hedged => out.put(b"\"hedged\""),
        Certainty::Doubted => out.put(b"\"doubted\""),
        Certainty::Denied => out.put(b"\"denied\""),
    }
}

pub(super) fn denied_by(out: &mut Line, value: &DeniedBy) {
    match value {
        DeniedBy::Narrator => out.put(b"\"narrator\""),
        DeniedBy::Source => out.put(b"\"source\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[track_caller]
    fn same<T: Serialize>(write: fn(&mut Line, &T), values: &[T]) {
        for value in values {
            let mut line = Line::default();
            write(&mut line, value);
            assert_eq!(std::str::from_utf8(line.bytes()).unwrap(), serde_json::to_string(value).unwrap());
        }
    }

    #[test]
    fn names_are_those_that_serde_writes() {
        same(effect, &[Effect::Hedges, Effect::Doubts, Effect::Denies, Effect::Endorses, Effect::Boosts, Effect::None]);
        same(zone, &[Zone::Narration, Zone::Quotation, Zone::Headline]);
        same(stance, &[Stance::Neutral, Stance::Endorsing, Stance::Doubting, Stance::Denying, Stance::Accusing]);
        same(kind, &[AttributionKind::Direct, AttributionKind::Indirect, AttributionKind::Mixed]);
        same(
            source_kind,
            &[
                SourceKind::Person,
                SourceKind::Organisation,
                SourceKind::Document,
                SourceKind::Outlet,
                SourceKind::Anonymous,
                SourceKind::Unknown,
            ],
        );
        same(form, &[ClaimForm::Clause, ClaimForm::Content, ClaimForm::Nominal]);
        same(
            certainty,
            &[Certainty::Asserted, Certainty::Attributed, Certainty::Hedged, Certainty::Doubted, Certainty::Denied],
        );
        same(denied_by, &[DeniedBy::Narrator, DeniedBy::Source]);
    }
}
