//! What can go wrong, said so that a person knows what, where and what to do.

use std::path::PathBuf;

/// A result of this library.
pub type Result<T> = std::result::Result<T, Error>;

/// Every error that the library hands to its caller.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// An input was read but cannot be used.
    #[error("{place}: {what}; {help}")]
    Input {
        /// File, and line where there is one: `news.jsonl:17`.
        place: String,
        /// What is wrong.
        what: String,
        /// What to do about it.
        help: String,
    },
    /// A rule set that cannot be used at all.
    #[error("{0}")]
    Rules(String),
    /// The request itself makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// An unusable input: where, what, and what to do.
    pub fn input(place: impl Into<String>, what: impl Into<String>, help: impl Into<String>) -> Self {
        Error::Input { place: place.into(), what: what.into(), help: help.into() }
    }

    /// A failed read or write of `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }
}
