//! Floor 7: articles into stories, passages into events.
