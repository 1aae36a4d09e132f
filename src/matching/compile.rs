//! Patterns to programs, and their anchors.
