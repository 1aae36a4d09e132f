//! Parallax shows how different news outlets tell the same happening.
//!
//! The modules are floors: each imports only from those below it. [`analysis`] is the front door.

pub mod align; // floor 8
pub mod analysis; // floor 10
pub mod attribution; // floor 5
pub mod base; // floor 0
pub mod claims; // floor 6
pub mod cli;
pub mod compare;
pub mod cues; // floor 4
pub mod events; // floor 7
pub mod ingest;
pub mod lint; // floor 11
pub mod matching; // floor 3
pub mod profile; // floor 9
pub mod render;
pub mod rules; // floor 1
pub mod store;
pub mod text; // floor 2 // floor 13
