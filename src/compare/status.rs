//! The status of a row, from the rungs of its voices.

use std::collections::BTreeMap;

use crate::align::ConflictKind;
use crate::claims::{Certainty, Claim, DeniedBy};

use super::{RowConflict, Status};

/// The first status that applies. `standing` is each claim with its voice.
pub fn status(standing: &[(usize, &Claim)], conflicts: &[RowConflict]) -> Status {
    let mut voices: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
    for (voice, claim) in standing {
        voices.entry(*voice).or_default().push(claim);
    }
    if voices.len() < 2 {
        return Status::SingleOutlet;
    }
    // What an outlet says in its own voice: that it is so, or that it is not.
    let own = |id: &str| {
        standing
            .iter()
            .find(|(_, c)| c.id == id)
            .is_some_and(|(_, c)| c.certainty == Certainty::Asserted || c.denied_by == Some(DeniedBy::Narrator))
    };
    if conflicts.iter().any(|c| c.kind == ConflictKind::Negation && own(&c.a.claim) && own(&c.b.claim)) {
        return Status::Contradicted;
    }
    if conflicts.iter().any(|c| c.kind == ConflictKind::Number) {
        return Status::NumbersDiffer;
    }
    let reported = |claims: &Vec<&Claim>| claims.iter().any(|c| c.denied_by == Some(DeniedBy::Source));
    let denials = voices.values().filter(|claims| reported(claims)).count();
    let mut families: Vec<u8> =
        voices.values().filter_map(|claims| claims.iter().map(|c| c.certainty).min().map(family)).collect();
    families.sort_unstable();
    families.dedup();
    if families.len() > 1 || (denials > 0 && denials < voices.len()) {
        return Status::FramedDifferently;
    }
    Status::Corroborated
}

fn family(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Asserted => 0,
        Certainty::Attributed | Certainty::Hedged => 1,
        Certainty::Doubted | Certainty::Denied => 2,
    }
}
