//! The background table of word frequencies: a word, in how many articles it stands, how often it is capitalised.
//!
//! Read at every start, so it is cut up byte by byte and nothing is copied but the words.

use super::{Tables, Word, Words};

/// Reads the table's text into `tables`. Lines that do not fit are passed over.
pub(super) fn read(text: &str, words: &mut Words, tables: &mut Tables) {
    words.reserve(text.len() / 16);
    for line in text.split('\n') {
        let mut columns = line.split('\t');
        let (Some(word), Some(articles), Some(share)) = (columns.next(), columns.next(), columns.next()) else {
            if let Some(head) = line.strip_prefix('#') {
                tables.articles = head.split_whitespace().find_map(|n| n.parse().ok()).unwrap_or(tables.articles);
            }
            continue;
        };
        let (Some(articles), Some(share)) = (digits(articles.bytes()), hundredths(share)) else { continue };
        put(words.add(word), articles, share, tables);
    }
}

fn put(word: Word, articles: u32, share: u8, tables: &mut Tables) {
    let at = word.0 as usize;
    if tables.frequency.len() <= at {
        tables.frequency.resize(at + 1, 0);
        tables.capitalised.resize(at + 1, 0);
    }
    if let (Some(frequency), Some(capitalised)) = (tables.frequency.get_mut(at), tables.capitalised.get_mut(at)) {
        *frequency = articles;
        *capitalised = share;
    }
}

fn digits(bytes: impl Iterator<Item = u8>) -> Option<u32> {
    let mut number: Option<u32> = None;
    for byte in bytes.filter(|&byte| byte != b'\r') {
        let digit = byte.checked_sub(b'0').filter(|&digit| digit <= 9)?;
        number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(u32::from(digit))?);
    }
    number
}

/// "0.37" as 37.
fn hundredths(share: &str) -> Option<u8> {
    let (whole, part) = share.trim_end().split_once('.').unwrap_or((share.trim_end(), ""));
    let part = digits(part.bytes().chain(*b"00").take(2))?;
    u8::try_from(digits(whole.bytes())?.checked_mul(100)?.checked_add(part)?.min(100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_articles_and_share_and_a_broken_one_nothing() {
        let (mut words, mut tables) = (Words::default(), Tables::default());
        read(
            "# 120 articles\nlondon\t37\t0.98\r\nspy\t9\t1\nbad\tx\t0.1\nshort\t4\n\nhalf\t2\t0.5\n",
            &mut words,
            &mut tables,
        );
        assert_eq!(tables.background(), 120);
        let look = |word: &str| (tables.frequency(words.get(word)), tables.capitalised(words.get(word)));
        assert_eq!(look("london"), (37, 0.98));
        assert_eq!(look("spy"), (9, 1.0));
        assert_eq!(look("half"), (2, 0.5));
        assert_eq!(look("bad"), (0, 0.0));
        assert_eq!(look("short"), (0, 0.0));
    }
}
