//! The bytes of a file as UTF-8 while they are read.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::warc;

/// Nothing, or once the failure that reading met before.
pub(super) struct Failed(pub Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Bytes as UTF-8, and what they were, which a byte order mark tells; without one they are in `charset` where that is given and else
/// handed on as they are.
pub(super) fn decoded(
    mut reader: Box<dyn BufRead + Send>,
    charset: Option<&'static Encoding>,
) -> io::Result<(Box<dyn BufRead + Send>, Option<&'static Encoding>)> {
    let mut mark = Vec::new();
    (&mut reader).take(warc::MAGIC.len() as u64).read_to_end(&mut mark)?;
    let told = Encoding::for_bom(&mark).map(|(encoding, _)| encoding);
    // Its pages say their own.
    let charset = charset.filter(|_| mark != warc::MAGIC);
    let whole = Box::new(Cursor::new(mark).chain(reader));
    match told.or(charset).filter(|&encoding| encoding != encoding_rs::UTF_8) {
        Some(encoding) => Ok((recoded(whole, encoding), Some(encoding))),
        None => Ok((whole, told)),
    }
}

pub(super) fn recoded(reader: Box<dyn BufRead + Send>, charset: &'static Encoding) -> Box<dyn BufRead + Send> {
    let decoder = DecodeReaderBytesBuilder::new().encoding(Some(charset)).build(reader);
    Box::new(BufReader::with_capacity(1 << 16, decoder))
}

pub(super) fn is_utf16(encoding: &Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// Whether the first bytes of a file are UTF-8, and not by being ASCII.
pub(super) fn is_utf8(head: &[u8]) -> bool {
    !head.is_ascii() && std::str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none())
}
