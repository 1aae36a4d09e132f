//! Floor 8: whether two claims say the same.
