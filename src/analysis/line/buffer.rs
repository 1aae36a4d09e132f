//! JSON as bytes, in room that is kept from one line to the next: a line is several times as long as its text, and memory
//! that is new each time costs more than what is written to it.

use serde::Serialize;

/// Room kept from one line to the next, in bytes: more than all but a few articles need.
const KEPT: usize = 1 << 20;

/// The line of one article.
#[derive(Debug, Default)]
pub struct Line {
    room: Vec<u8>,
    end: usize,
}

impl Line {
    /// What is written.
    pub fn bytes(&self) -> &[u8] {
        self.room.get(..self.end).unwrap_or_default()
    }

    /// Takes all of it back.
    pub(super) fn clear(&mut self) {
        self.end = 0;
        if self.room.len() > KEPT {
            self.room = Vec::new();
        }
    }

    /// Writes bytes as they stand. Of so many as are known here, so that they are moved without a call.
    #[inline(always)]
    pub(super) fn put<const N: usize>(&mut self, piece: &[u8; N]) {
        match self.room.get_mut(self.end..).and_then(|room| room.first_chunk_mut::<N>()) {
            Some(room) => {
                *room = *piece;
                self.end += N;
            }
            None => self.put_behind(piece),
        }
    }

    #[cold]
    #[inline(never)]
    fn put_behind(&mut self, piece: &[u8]) {
        self.make_room(piece.len());
        for (own, &byte) in self.room.iter_mut().skip(self.end).zip(piece) {
            *own = byte;
        }
        self.end += piece.len();
    }

    /// Makes room for so many bytes more, and as much again as there was: a line is moved a few times at most.
    pub(super) fn make_room(&mut self, bytes: usize) {
        if self.room.len() - self.end < bytes {
            let mut room = vec![0; self.room.len() + self.end + bytes];
            room.iter_mut().zip(self.bytes()).for_each(|(own, &byte)| *own = byte);
            self.room = room;
        }
    }

    /// Writes bytes as they stand.
    fn put_all(&mut self, bytes: &[u8]) {
        self.make_room(bytes.len());
        if let Some(room) = self.room.get_mut(self.end..self.end + bytes.len()) {
            room.copy_from_slice(bytes);
            self.end += bytes.len();
        }
    }

    /// A number.
    #[inline]
    pub(super) fn number(&mut self, number: usize) {
        let high = number / 10_000;
        if high > 0 {
            self.number(high);
            self.put(&digits((number % 10_000) as u32).to_le_bytes());
            return;
        }
        // Four digits are written, of which the leading noughts are shifted out.
        let noughts = 3 - usize::from(number > 9) - usize::from(number > 99) - usize::from(number > 999);
        self.put(&(digits(number as u32) >> (8 * noughts)).to_le_bytes());
        self.end -= noughts;
    }

    /// A string, escaped where it must be.
    pub(super) fn string(&mut self, text: &str) {
        self.put(b"\"");
        let bytes = text.as_bytes();
        match bytes.last_chunk::<16>() {
            // The last sixteen may be looked at twice.
            Some(last) if bytes.as_chunks::<16>().0.iter().all(plain) && plain(last) => self.put_all(bytes),
            Some(_) => self.escaped(bytes),
            None => self.short(bytes),
        }
        self.put(b"\"");
    }

    /// Fewer bytes of a string than sixteen.
    #[inline]
    fn short(&mut self, bytes: &[u8]) {
        let mut chunk = [b' '; 16];
        if let Some(own) = chunk.get_mut(..bytes.len()) {
            own.copy_from_slice(bytes);
        }
        if plain(&chunk) {
            self.put(&chunk);
            self.end -= chunk.len() - bytes.len();
        } else {
            bytes.iter().for_each(|&byte| self.byte(byte));
        }
    }

    /// Bytes of a string of which some need an escape.
    fn escaped(&mut self, mut bytes: &[u8]) {
        while let Some(chunk) = bytes.first_chunk::<16>() {
            self.put(chunk);
            let mut passed = chunk.len();
            if !plain(chunk)
                && let Some((at, &byte)) = chunk.iter().enumerate().find(|(_, byte)| needs_escape(**byte))
            {
                // Written over what it stands for and what stands behind that.
                self.end -= chunk.len() - at;
                self.byte(byte);
                passed = at + 1;
            }
            bytes = bytes.get(passed..).unwrap_or_default();
        }
        self.short(bytes);
    }

    /// One byte of a string.
    fn byte(&mut self, byte: u8) {
        match byte {
            b'"' => self.put(b"\\\""),
            b'\\' => self.put(b"\\\\"),
            b'\n' => self.put(b"\\n"),
            b'\r' => self.put(b"\\r"),
            b'\t' => self.put(b"\\t"),
            8 => self.put(b"\\b"),
            12 => self.put(b"\\f"),
            0..b' ' => {
                let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' + value - 10 };
                self.put(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
            _ => self.put(&[byte]),
        }
    }

    /// A fraction of which most are whole.
    pub(super) fn amount(&mut self, amount: f64) {
        // Below the sixteen digits from which on it is written otherwise.
        if (1.0..1e15).contains(&amount) && amount.fract() == 0.0 {
            self.number(amount as usize);
            self.put(b".0");
        } else {
            self.other(&amount);
        }
    }

    /// A fraction between 0 and 1, most of which are hundredths.
    pub(super) fn share(&mut self, share: f32) {
        let hundredths = (share * 100.0).round();
        if !(1.0..100.0).contains(&hundredths) || hundredths / 100.0 != share {
            return self.other(&share);
        }
        let hundredths = hundredths as u8;
        self.put(&[b'0', b'.', b'0' + hundredths / 10, b'0' + hundredths % 10]);
        self.end -= usize::from(hundredths.is_multiple_of(10));
    }

    /// Anything, as serde writes it.
    fn other(&mut self, value: &impl Serialize) {
        let mut bytes = Vec::new();
        // A list takes all that is written to it, and a number has no keys: this never fails.
        let _ = serde_json::to_writer(&mut bytes, value);
        self.put_all(&bytes);
    }
}

/// The four digits of a number below 10,000 as bytes of text, the first one lowest.
#[inline]
fn digits(number: u32) -> u32 {
    let pairs = (number / 100) | (number % 100) << 16;
    // 103 / 1024 is a tenth of whatever has two digits.
    let tens = ((pairs * 103) >> 10) & 0x000f_000f;
    0x3030_3030 | tens | (pairs - tens * 10) << 8
}

/// Whether none of the bytes needs an escape; without a branch between them.
#[inline(always)]
fn plain(chunk: &[u8; 16]) -> bool {
    !chunk.iter().fold(false, |any, &byte| any | needs_escape(byte))
}

#[inline(always)]
fn needs_escape(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl Fn(&mut Line)) -> String {
        let mut line = Line::default();
        write(&mut line);
        String::from_utf8(line.bytes().to_vec()).unwrap()
    }

    proptest! {
        #[test]
        fn strings_and_numbers_are_what_serde_makes_of_them(
            text in "[ -~“é\\n\\x00-\\x1f\"\\\\]{0,80}", number: usize, small in 0..20_000usize, amount: f64, share: f32
        ) {
            prop_assert_eq!(written(|line| line.string(&text)), serde_json::to_string(&text).unwrap());
            prop_assert_eq!(written(|line| line.number(number)), number.to_string());
            prop_assert_eq!(written(|line| line.number(small)), small.to_string());
            for amount in [amount, amount.round(), small as f64, small as f64 / 7.0] {
                prop_assert_eq!(written(|line| line.amount(amount)), serde_json::to_string(&amount).unwrap());
            }
            prop_assert_eq!(written(|line| line.share(share)), serde_json::to_string(&share).unwrap());
        }
    }

    #[test]
    fn every_hundredth_is_what_serde_makes_of_it() {
        for hundredths in 0u8..=101 {
            let share = f32::from(hundredths) / 100.0;
            assert_eq!(written(|line| line.share(share)), serde_json::to_string(&share).unwrap());
        }
    }

    #[test]
    fn amounts_without_bounds_and_of_nothing_are_what_serde_makes_of_them() {
        for amount in [f64::INFINITY, f64::NAN, 0.0, -0.0, -3.0, 1e15, 1e16, 999_999_999_999_999.0] {
            assert_eq!(written(|line| line.amount(amount)), serde_json::to_string(&amount).unwrap());
        }
    }

    #[test]
    fn a_line_that_is_written_again_holds_nothing_of_the_one_before() {
        let mut line = Line::default();
        line.string(&"x".repeat(KEPT + 1));
        assert_eq!(line.bytes().len(), KEPT + 3);
        line.clear();
        line.number(7);
        assert_eq!(line.bytes(), b"7");
    }
}
