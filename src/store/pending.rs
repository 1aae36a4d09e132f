//! A file that is being written: it takes its place only when it is whole, however long it is.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::base::{Error, Result};

/// A file written to bit by bit: to a temporary file beside it, which takes its place when [`Pending::finish`] is called and is
/// gone otherwise. A symbolic link keeps pointing where it did; devices and pipes are written to directly.
#[derive(Debug)]
pub struct Pending {
    /// As it was asked for, to name it in errors.
    path: PathBuf,
    to: Place,
}

#[derive(Debug)]
enum Place {
    Direct(File),
    Beside { file: BufWriter<NamedTempFile>, target: PathBuf, before: Option<Permissions> },
}

impl Pending {
    /// Begins to write.
    ///
    /// # Errors
    /// [`Error::Io`] when the folder is missing or must not be written to.
    pub fn begin(path: &Path) -> Result<Pending> {
        let fail = |source: io::Error| Error::io(path, source);
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&target).ok();
        if before.as_ref().is_some_and(|m| !m.is_file()) {
            let file = OpenOptions::new().write(true).open(&target).map_err(fail)?;
            return Ok(Pending { path: path.to_owned(), to: Place::Direct(file) });
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".parallax-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(Permissions::from_mode(0o666));
        }
        let file = BufWriter::new(builder.tempfile_in(folder).map_err(fail)?);
        let before = before.map(|before| before.permissions());
        Ok(Pending { path: path.to_owned(), to: Place::Beside { file, target, before } })
    }

    /// Writes on.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match &mut self.to {
            Place::Direct(file) => file.write_all(bytes),
            Place::Beside { file, .. } => file.write_all(bytes),
        };
        written.map_err(|source| Error::io(&self.path, source))
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// [`Error::Io`] when that is not allowed; then what was there before stays.
    pub fn finish(self) -> Result<()> {
        let fail = |source: io::Error| Error::io(&self.path, source);
        let Place::Beside { file, target, before } = self.to else { return Ok(()) };
        let file = file.into_inner().map_err(|error| fail(error.into_error()))?;
        if let Some(before) = before {
            file.as_file().set_permissions(before).map_err(fail)?;
        }
        file.persist(&target).map_err(|error| fail(error.error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_leaves_what_was_there_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        fs::write(&path, "before").unwrap();
        let mut file = Pending::begin(&path).unwrap();
        file.write(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_written_bit_by_bit_is_whole_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        let mut file = Pending::begin(&path).unwrap();
        for part in ["one\n", "two\n"] {
            file.write(part.as_bytes()).unwrap();
            assert!(!path.exists());
        }
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }
}
