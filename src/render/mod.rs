//! Floor 11: tables, Markdown, HTML, CSV, escaping.
