//! Floor 1: files. With `fetch`, the only module that touches the world: reads bytes, writes whole files or none.

mod counted;
mod pending;
mod spool;
mod unpack;
mod waiting;
mod walk;

pub use counted::Counted;
pub use pending::Pending;
pub use spool::{Piece, Spool};
pub use unpack::{UNPACK_LIMIT, unpacked};
pub use waiting::stop_waiting;
pub use walk::{Found, files};

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::base::{Error, Result};

/// The name that stands for standard input.
pub const STDIN: &str = "-";

/// Opens a file, or standard input for [`STDIN`], to be read bit by bit.
///
/// # Errors
/// [`Error::Input`] when it is missing or must not be read.
pub fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    // A pipe is known by being neither file nor folder.
    let is_pipe = || fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
    if path == Path::new(STDIN) || is_pipe() {
        return Ok(Box::new(waiting::waiting(path)));
    }
    let file = File::open(path).map_err(|source| unreadable(path, source))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// The whole of a text file as UTF-8, without a byte order mark.
///
/// # Errors
/// [`Error::Input`] when it is missing, must not be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => Err(not_utf8(&shown(path), 1, error.as_bytes())),
    }
}

/// The whole of a file.
///
/// # Errors
/// [`Error::Input`] when it is missing or must not be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|source| unreadable(path, source))
}

/// The error for bytes that are not UTF-8; `first_line` is the number of their first line.
pub fn not_utf8(place: &str, first_line: usize, bytes: &[u8]) -> Error {
    let sound = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = first_line + bytes.iter().take(sound).filter(|&&b| b == b'\n').count();
    let (guess, _, broken) = encoding_rs::WINDOWS_1252.decode(bytes);
    let likely = if broken || guess.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        ""
    } else {
        " (it may be Windows-1252)"
    };
    Error::input(format!("{place}:{line}"), format!("not valid UTF-8{likely}"), "save the file as UTF-8")
}

/// Writes a file whole or not at all, as [`Pending`] does.
///
/// # Errors
/// [`Error::Io`] when the folder is missing or must not be written to.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = Pending::begin(path)?;
    file.write(bytes)?;
    file.finish()
}

/// The path with no symbolic links and no `..`, when it exists.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Makes the folder that a file is to lie in, and those around it.
///
/// # Errors
/// [`Error::Io`] when it cannot be made.
pub fn make_folder_of(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))
}

/// Name and text of the files of a folder, those in its folders left out, whose names end in one of `endings`; by name.
///
/// # Errors
/// [`Error::Input`] when the folder or one of the files cannot be read.
pub fn folder_texts(folder: &Path, endings: &[&str]) -> Result<Vec<(String, String)>> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| unreadable(folder, source))? {
        let path = entry.map_err(|source| unreadable(folder, source))?.path();
        let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file()
            && endings.contains(&ending.as_str())
            && let Some(name) = path.file_name()
        {
            list.push((name.to_string_lossy().into_owned(), read_text(&path)?));
        }
    }
    list.sort();
    Ok(list)
}

/// Whether there is anything of that name.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether there is a file of that name.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// The file at `path`, to be read in any order, if it is one that begins with `magic`.
pub fn file_that_begins(path: &Path, magic: &[u8]) -> Option<File> {
    size(path)?;
    let mut file = File::open(path).ok()?;
    let mut head = vec![0; magic.len()];
    io::Read::read_exact(&mut file, &mut head).ok()?;
    (head == magic).then_some(file)
}

/// The size of a file in bytes; `None` for standard input, pipes and what is not there.
pub fn size(path: &Path) -> Option<u64> {
    let is_file = |meta: &fs::Metadata| path != Path::new(STDIN) && meta.is_file();
    fs::metadata(path).ok().filter(is_file).map(|meta| meta.len())
}

/// Whether there is a folder of that name.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// A path as shown to people and kept in results: with `/` on every system.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::NotFound => {
            Error::input(shown(path), "no such file or folder", "check the spelling and the working folder")
        }
        io::ErrorKind::PermissionDenied => {
            Error::input(shown(path), "may not be read", "change its permissions or copy it")
        }
        _ => Error::io(path, source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        write_atomically(&path, b"first and longer").unwrap();
        write_atomically(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn writing_into_a_missing_folder_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomically(&folder.path().join("no/out.json"), b"x").unwrap_err();
        assert!(error.to_string().contains("no/out.json"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    }

    #[test]
    fn a_missing_file_says_so() {
        let error = open(Path::new("no/such.txt")).err().unwrap();
        assert_eq!(error.to_string(), "no/such.txt: no such file or folder; check the spelling and the working folder");
    }

    #[test]
    fn the_line_of_a_bad_byte_is_named() {
        let error = not_utf8("a.txt", 1, b"one\ntwo \xe9t\xe9\n");
        assert!(error.to_string().starts_with("a.txt:2: not valid UTF-8"), "{error}");
    }
}
