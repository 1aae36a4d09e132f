//! Floor 11: tools for those who write rules: what is wrong with the packs, whether each rule does what its examples say,
//! which rules there are, everything about one of them, and what rules find in articles.
//!
//! Each tool gives a value with a text form (`Display`) for people and a serialised form for programs.

mod advice;
mod attributed;
mod check;
mod columns;
mod coverage;
mod diff;
mod diff_text;
mod entry;
mod examples;
mod explain;
mod fit;
mod fit_alignment;
mod gold;
mod list;
mod marking;
mod precision;
mod precision_text;
mod regression;
mod samples;
mod sarif;
mod selection;
mod sentence;
mod show;
mod skeleton;
mod stats;
mod stats_text;
#[cfg(test)]
mod tests;
mod watch;

pub use attributed::Attributed;
pub use check::{Checked, Scope, check};
pub use coverage::{Coverage, RuleCoverage, Uncovered, coverage};
pub use diff::{Change, Diff, DiffTally, Difference, FoundCue, RuleDiff};
pub use examples::{Failure, Tested, test, test_in};
pub use explain::{
    Almost, Cause, CauseKind, Chunk, Explained, ExplainedSentence, ExplainedText, ExplainedToken, Given, Match, Part,
    Said, Stopped, Wanted, explain, given,
};
pub use fit::{Fit, HEAD, head};
pub use fit_alignment::{FitAlignment, LabelledPair, LabelledStory};
pub use gold::{Gold, GoldForm};
pub use list::{Listed, ListedPack, ListedRule, list};
pub use precision::{CategoryPrecision, Precision, PrecisionTally, RulePrecision, Share};
pub use sarif::sarif;
pub use selection::Selection;
pub use sentence::MarkedSentence;
pub use show::{Shown, ShownRules, show};
pub use skeleton::{KINDS, Skeleton, skeleton};
pub use stats::{Fired, OutletFired, OutletWords, RuleStats, SilentRule, Stats, Tally};
pub use watch::{Saved, Watch};
