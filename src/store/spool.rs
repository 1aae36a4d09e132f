//! Bytes put aside in a temporary file that nobody else sees and that is gone with the program.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use crate::base::{Error, Result};

/// Pieces of bytes, written one behind the other and read in any order.
#[derive(Debug)]
pub struct Spool {
    file: BufWriter<File>,
    end: u64,
}

/// Where a piece lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    start: u64,
    length: usize,
}

impl Spool {
    /// An empty one, in the system's folder for such files.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn new() -> Result<Spool> {
        Ok(Spool { file: BufWriter::new(tempfile::tempfile().map_err(failed)?), end: 0 })
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn put(&mut self, bytes: &[u8]) -> Result<Piece> {
        self.file.write_all(bytes).map_err(failed)?;
        let piece = Piece { start: self.end, length: bytes.len() };
        self.end += bytes.len() as u64;
        Ok(piece)
    }

    /// Reads a piece.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get(&mut self, piece: Piece) -> Result<Vec<u8>> {
        let mut bytes = vec![0; piece.length];
        self.file.flush().map_err(failed)?;
        let file = self.file.get_mut();
        let read = file.seek(SeekFrom::Start(piece.start)).and_then(|_| file.read_exact(&mut bytes));
        read.and_then(|()| file.seek(SeekFrom::Start(self.end))).map_err(failed)?;
        Ok(bytes)
    }
}

fn failed(source: io::Error) -> Error {
    Error::io("temporary file", source)
}

#[cfg(test)]
mod tests {
    use super::Spool;

    #[test]
    fn pieces_come_back_in_any_order_and_more_can_follow() {
        let mut spool = Spool::new().unwrap();
        let one = spool.put(b"one").unwrap();
        let empty = spool.put(b"").unwrap();
        let two = spool.put("zwéi".as_bytes()).unwrap();
        assert_eq!(spool.get(two).unwrap(), "zwéi".as_bytes());
        assert_eq!(spool.get(one).unwrap(), b"one");
        let three = spool.put(b"three").unwrap();
        assert_eq!(spool.get(three).unwrap(), b"three");
        assert_eq!(spool.get(empty).unwrap(), b"");
    }
}
