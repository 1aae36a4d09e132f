//! Floor 12: what is handed out. A comparison becomes one value ([`Report`]) that says everything a report shows; templates lay it
//! out as a page or as Markdown, and the other formats are written from it.

mod carried;
mod cited;
mod contents;
mod data;
mod document;
mod event;
mod output;
mod pages;
mod sheets;
mod templates;
mod text;
mod wording;
mod workbook;

pub use data::{Made, PackView, Report};
pub use output::{File, Format, files};
pub use templates::{HELP, TEMPLATES};
