//! Floor 3: rules compiled; what matches where.
//!
//! Every pattern compiles to small programs with an anchor: the words any match must hold. All anchors of all packs are one
//! table by [`Word`](crate::rules::Word). A document is read once; where a token is an anchor the program runs left and
//! right inside the sentence. So time does not grow with the number of rules.

mod anchor;
mod anchor_table;
mod class;
mod compile;
mod compiled;
mod course;
mod engine;
mod hit;
mod near;
mod place;
mod run;
mod settle;
#[cfg(test)]
mod settling_tests;
#[cfg(test)]
mod tests;
mod trace;
mod zone;

pub use engine::Engine;
pub use hit::{Hit, Hits, RuleRef};
pub use near::{NearMiss, Stop};
pub use trace::{Condition, Obstacle, Traced};
pub use zone::zone;
