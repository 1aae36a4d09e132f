//! Floor 11: results on paper and screen. A result becomes a [`Page`] of headings, paragraphs and tables, or flat records; each
//! format renders those. JSON is the result itself.

mod asymmetry;
mod comparison;
mod csv;
mod escaping;
mod happenings;
mod html;
mod markdown;
mod page;
pub mod paper;
mod profile;
mod templates;
mod terminal;
mod words;

pub use self::csv::csv;
pub use comparison::ComparisonView;
pub use escaping::xml;
pub use happenings::HappeningsView;
pub use html::html;
pub use markdown::markdown;
pub use page::{Block, Page, Table};
pub use profile::ProfilesView;
pub use templates::{Bundle, Templates};
pub use terminal::terminal;
pub use words::{Words, clean, first_upper};

/// A result that can be shown: as a page for people and as flat records for spreadsheets.
pub trait Report {
    /// The page.
    fn page(&self) -> Page;
    /// Column names and one record a line.
    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>);
}
