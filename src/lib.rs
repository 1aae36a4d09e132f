//! Parallax shows how different news outlets tell the same happening.
//!
//! The modules are floors: each imports only from those below it. [`analysis`] is the front door.

// Floor 0
pub mod base;

// Floor 1
pub mod rules;
pub mod store;

// Floor 2
pub mod text;

// Floor 3
pub mod matching;

// Floor 4
pub mod cues;
pub mod ingest;

// Floor 5
pub mod attribution;

// Floor 6
pub mod claims;

// Floor 7
pub mod events;

// Floor 8
pub mod align;

// Floor 9
pub mod compare;
pub mod profile;

// Floor 10
pub mod analysis;

// Floor 11
pub mod lint;
pub mod render;

// Floor 12
pub mod exercise;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod report;

// Floor 13
pub mod cli;
