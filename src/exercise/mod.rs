//! Floor 12: classroom exercises made of a comparison. `make` gives one value ([`Exercise`]) that says everything any format needs.

mod bounds;
mod choice;
pub mod export;
mod facts;
mod item;
mod kinds;
mod make;
mod material;
mod naming;
mod open;
mod output;
mod rows;
mod sheet;
mod sound;
mod voices;

pub use item::{Body, Cite, Exercise, Item, ItemKind, Key, Level, Passage, Reason, SourceArticle, Yield};
pub use make::{Wanted, make};
pub use output::{Format, files};
pub use sheet::{Sheet, TEMPLATES, sheet};
