//! An exercise in the formats of other programs: learning platforms, quiz players, forms. Each format is a function of the exercise and
//! of the words of its frame, so the same exercise gives the same bytes.

mod document;
mod forms;
mod gift;
mod h5p;
mod interactive;
mod package;
mod qti12;
mod qti21;
mod question;
mod wording;

#[cfg(test)]
mod tests;

pub use document::{key, worksheet};
pub use forms::csv;
pub use gift::gift;
pub use h5p::h5p;
pub use interactive::interactive;
pub use qti12::qti12;
pub use qti21::qti21;

/// A file to be written: name without a folder, and bytes.
pub type Named = (String, Vec<u8>);
