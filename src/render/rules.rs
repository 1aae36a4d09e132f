//! Rules as a page.
