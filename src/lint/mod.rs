//! Floor 11: tools for those who write rules: what is wrong with the packs, whether each rule does what its examples say,
//! which rules there are, and everything about one of them.
//!
//! Each tool gives a value with a text form (`Display`) for people and a serialised form for programs.

mod check;
mod entry;
mod examples;
mod list;
mod sarif;
mod show;
#[cfg(test)]
mod tests;

pub use check::{Checked, check};
pub use examples::{Failure, Tested, test};
pub use list::{Listed, ListedPack, ListedRule, list};
pub use sarif::sarif;
pub use show::{Shown, ShownRules, show};
