//! Inflection, both ways: all forms of a base form (for patterns), and the base form of a word (for comparison).
//! Regular rules and irregular forms are data in `rules/<language>/inflection.toml`.
