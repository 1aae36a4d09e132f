//! What kinds of complements the entry of a verb names, as bits: asked wherever the verb stands.

/// A set of kinds.
pub type Complements = u8;

/// One of a noun: "denial that", "Moscow's claim of".
pub const OF_NOUN: Complements = 1;
/// Its subject is spoken to in the passive too: "he was told that".
pub const PATIENT: Complements = 1 << 1;
/// Its subject is part of the content: "seems to have".
pub const RAISING: Complements = 1 << 2;
/// It can have an addressee: "told MPs that".
pub const ADDRESSEE: Complements = 1 << 3;
/// Its object is a source: "citing a memo".
pub const CITED: Complements = 1 << 4;

/// One of the passive: "passive-to".
pub(super) const PASSIVE: Complements = 1 << 5;
/// One of a noun, or of a noun with its owner.
pub(super) const NOMINAL: Complements = 1 << 6;
/// Any other.
pub(super) const PLAIN: Complements = 1 << 7;

/// Whether a complement is one of a passive, of a noun, or of anything else.
pub fn class(name: &str) -> Complements {
    match name {
        name if name.starts_with("passive-") => PASSIVE,
        name if name.starts_with("noun-") || name.starts_with("own-") => NOMINAL,
        _ => PLAIN,
    }
}

/// Those that an entry names.
pub(super) fn named(takes: &[String]) -> Complements {
    takes.iter().map(|name| kind(name) | class(name)).fold(0, |all, kind| all | kind)
}

fn kind(name: &str) -> Complements {
    match name {
        "patient" => PATIENT,
        "raising" => RAISING,
        "addressee" => ADDRESSEE,
        "source" => CITED,
        name if name.starts_with("noun-") || name.starts_with("own-noun-") => OF_NOUN,
        _ => 0,
    }
}
