//! Floor 12: classroom exercises made of a comparison. `make` gives one value ([`Exercise`]) that says everything any format needs.

pub mod export;
mod item;

pub use item::{Body, Cite, Exercise, Item, ItemKind, Key, Level, Passage, Reason, SourceArticle, Yield};
