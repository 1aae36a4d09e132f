//! Floor 11: tools for rule writers: check, test, list, show.
