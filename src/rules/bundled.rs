//! The packs compiled into the binary.

/// Path under `rules/` and contents of every bundled file, in path order.
pub static BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
