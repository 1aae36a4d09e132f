//! Packages: several files in one ZIP, without the time of their making, so that the same exercise gives the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::base::{Error, Result};

use super::Named;

/// The files as one ZIP, in the order given; names may have folders.
///
/// # Errors
/// [`Error::Input`] when a file does not fit into a ZIP.
pub fn package(name: &str, files: &[Named]) -> Result<Vec<u8>> {
    let failed = |error: String| Error::input(name, error, "ask for fewer items");
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(path.as_str(), options).map_err(|e| failed(e.to_string()))?;
        writer.write_all(bytes).map_err(|e| failed(e.to_string()))?;
    }
    Ok(writer.finish().map_err(|e| failed(e.to_string()))?.into_inner())
}
