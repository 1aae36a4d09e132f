//! Floor 9: an outlet's habits over many articles.
