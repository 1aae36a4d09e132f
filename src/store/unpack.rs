//! Compressed input, told by its first bytes and unpacked as it is read; what swells without end is stopped.
//!
//! gzip by flate2 on its Rust backend; zstd by ruzstd, which needs no C compiler where the binary is built and is still faster
//! than what reads its output.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Counted;

/// How many times its size a file may unpack to unless another limit is given. Text rarely packs beyond 20 times.
pub const UNPACK_LIMIT: u64 = 100;

/// So much may come out of any file, in bytes: small files of much the same are no harm.
const ALWAYS: u64 = 64 << 20;

/// Largest buffer that reading unpacked bytes takes at once.
const CHUNK: usize = 1 << 16;

const GZIP: &[u8] = b"\x1f\x8b\x08";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The bytes of `reader`, unpacked when they are gzip (one or more members) or zstd (one or more frames). Reading fails once
/// more than `limit` times as much came out as went in, and more than 64 MiB, or when the data is damaged or cut off.
///
/// # Errors
/// When the first bytes cannot be read, or a zstd frame cannot be begun.
pub fn unpacked(mut reader: Box<dyn BufRead + Send>, limit: u64) -> io::Result<Box<dyn BufRead + Send>> {
    let mut head = Vec::new();
    (&mut reader).take(4).read_to_end(&mut head)?;
    let gzip = head.starts_with(GZIP);
    let zstd = head.starts_with(ZSTD);
    let whole = Cursor::new(head).chain(reader);
    if !gzip && !zstd {
        return Ok(Box::new(whole));
    }
    let packed = Arc::new(AtomicU64::new(0));
    let counted = BufReader::with_capacity(CHUNK, Counted::new(whole, Arc::clone(&packed)));
    let inner: Box<dyn Read + Send> =
        if gzip { Box::new(MultiGzDecoder::new(counted)) } else { Box::new(Frames::new(counted)?) };
    let kind = if gzip { "gzip" } else { "zstd" };
    Ok(Box::new(BufReader::with_capacity(CHUNK, Limited { inner, kind, packed, unpacked: 0, limit: limit.max(1) })))
}

/// The frames of a zstd file, one behind the other.
struct Frames<R: BufRead> {
    reader: R,
    decoder: FrameDecoder,
    /// Whether a frame is begun and not ended.
    inside: bool,
}

impl<R: BufRead> Frames<R> {
    /// The first frame is begun.
    fn new(reader: R) -> io::Result<Self> {
        let mut frames = Frames { reader, decoder: FrameDecoder::new(), inside: false };
        frames.begin()?;
        Ok(frames)
    }

    /// Begins the next frame, if there is one; what frames for other programs hold is passed over.
    fn begin(&mut self) -> io::Result<()> {
        while !self.inside && !self.reader.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.reader) {
                Ok(()) => self.inside = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let passed = io::copy(&mut (&mut self.reader).take(length.into()), &mut io::sink())?;
                    if passed < length.into() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(damaged(&format!("zstd frame damaged or cut off at its start ({error})"))),
            }
        }
        Ok(())
    }

    /// Ends a frame: what came out of it must be what went in.
    fn end(&mut self) -> io::Result<()> {
        self.inside = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(wanted), Some(found)) if wanted != found => Err(damaged("its checksum does not match")),
            _ => Ok(()),
        }
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.begin()?;
            if !self.inside || buffer.is_empty() {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.reader, one).map_err(|error| damaged(&error.to_string()))?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.end()?;
        }
    }
}

/// Stops what swells too much, and says of damage where it is.
struct Limited {
    inner: Box<dyn Read + Send>,
    kind: &'static str,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limit: u64,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|error| {
            let what = if error.kind() == io::ErrorKind::UnexpectedEof {
                "cut off".to_owned()
            } else {
                format!("damaged or cut off ({error})")
            };
            let after = self.unpacked;
            let help = "fetch or pack the file again; what comes after that place was not read";
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{} data {what} after byte {after} of its content; {help}", self.kind),
            )
        })?;
        self.unpacked += read as u64;
        let packed = self.packed.load(Ordering::Relaxed).max(1);
        if self.unpacked > ALWAYS && self.unpacked / packed >= self.limit {
            let what = format!("unpacks to more than {} times its size", self.limit);
            return Err(io::Error::other(format!(
                "{what}; if that is no mistake, raise the limit with --unpack-limit"
            )));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn read(bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, String> {
        let mut got = Vec::new();
        let mut reader = unpacked(Box::new(Cursor::new(bytes)), limit).map_err(|e| e.to_string())?;
        reader.read_to_end(&mut got).map_err(|e| e.to_string())?;
        Ok(got)
    }

    #[test]
    fn members_and_frames_are_read_one_behind_the_other() {
        for pack in [gzip, zstd] {
            let two = [pack(b"one\n"), pack(b"two\n")].concat();
            assert_eq!(read(two, UNPACK_LIMIT).unwrap(), b"one\ntwo\n");
        }
        assert_eq!(read(b"pl".to_vec(), UNPACK_LIMIT).unwrap(), b"pl");
    }

    #[test]
    fn what_is_cut_off_says_so() {
        let text: Vec<u8> = (0..20_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for pack in [gzip, zstd] {
            let mut packed = pack(&text);
            packed.truncate(packed.len() / 2);
            let error = read(packed, UNPACK_LIMIT).map(|got| got.len()).unwrap_err();
            assert!(error.contains("cut off"), "{error}");
        }
    }

    #[test]
    fn a_zstd_frame_whose_checksum_does_not_match_is_damaged_and_frames_for_others_are_passed_over() {
        let mut packed = zstd(b"one\n");
        let last = packed.len() - 1;
        let skipped = [b"\x50\x2a\x4d\x18\x03\0\0\0xyz".to_vec(), packed.clone()].concat();
        assert_eq!(read([packed.clone(), skipped].concat(), UNPACK_LIMIT).unwrap(), b"one\none\n");
        packed[last] ^= 1;
        let error = read(packed, UNPACK_LIMIT).unwrap_err();
        assert!(error.contains("its checksum does not match"), "{error}");
    }

    #[test]
    fn a_bomb_stops_at_the_limit_and_the_limit_can_be_raised() {
        let bomb = gzip(&vec![0; 80 << 20]);
        let error = read(bomb.clone(), UNPACK_LIMIT).map(|got| got.len()).unwrap_err();
        assert!(error.starts_with("unpacks to more than 100 times its size"), "{error}");
        assert_eq!(read(bomb, 2000).unwrap().len(), 80 << 20);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), kind in 0..3) {
            let magic = [GZIP, ZSTD, b""][kind as usize];
            let _ = read([magic, bytes.as_slice()].concat(), UNPACK_LIMIT);
        }
    }
}
