//! Paragraphs: parted by a blank line.
