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
    let asserts = |claims: &Vec<&Claim>| claims.iter().any(|c| c.certainty == Certainty::Asserted);
    let negates = |claims: &Vec<&Claim>| {
        claims.iter().all(|c| c.certainty == Certainty::Denied && c.denied_by == Some(DeniedBy::Narrator))
    };
    if voices.values().any(asserts) && voices.values().any(negates) {
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
