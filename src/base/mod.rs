//! Floor 0: the values every stage speaks of. Nothing here knows a language, a file or a rule.

mod article;
mod bit_set;
mod code;
mod diagnostic;
mod disjoint;
mod error;
mod span;

pub use article::Article;
pub use bit_set::{BitSet, Within};
pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Level};
pub use disjoint::Disjoint;
pub use error::{Error, Result};
pub use span::Span;

/// The version of the JSON contract that this build writes.
pub const SCHEMA_VERSION: u32 = 1;
