//! What rungs and statuses are called on paper.

use crate::claims::Certainty;
use crate::compare::{Bearing, Status};

pub fn sign(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "●",
        Certainty::Attributed => "“”",
        Certainty::Hedged => "~",
        Certainty::Doubted => "?",
        Certainty::Denied => "✗",
    }
}

pub fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Attributed => "attributed",
        Certainty::Hedged => "hedged",
        Certainty::Doubted => "doubted",
        Certainty::Denied => "denied",
    }
}

pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Contradicted => "contradicted",
        Status::NumbersDiffer => "numbers_differ",
        Status::SingleOutlet => "single_outlet",
        Status::FramedDifferently => "framed_differently",
        Status::Corroborated => "corroborated",
    }
}

pub fn status_words(status: Status) -> &'static str {
    match status {
        Status::Contradicted => "contradicted",
        Status::NumbersDiffer => "numbers differ",
        Status::SingleOutlet => "one outlet only",
        Status::FramedDifferently => "framed differently",
        Status::Corroborated => "told alike",
    }
}

pub fn bearing_name(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Same => "same",
        Bearing::Weaker => "weaker",
        Bearing::Stronger => "stronger",
        Bearing::NotFound => "not_found",
    }
}
