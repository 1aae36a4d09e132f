//! The lines of a table of word frequencies. The build script reads the bundled one with this, loading those of users.

/// One line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'t> {
    /// So many articles were counted.
    Articles(u32),
    /// A word, in how many articles it stands, and in how many hundredths of its uses it is capitalised.
    Word(&'t str, u32, u8),
}

/// The lines of a table's text. Those that do not fit are passed over.
pub fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.split('\n').filter_map(|line| {
        let mut columns = line.split('\t');
        let (Some(word), Some(articles), Some(share)) = (columns.next(), columns.next(), columns.next()) else {
            let head = line.strip_prefix('#')?;
            return head.split_whitespace().find_map(|n| n.parse().ok()).map(Row::Articles);
        };
        Some(Row::Word(word, digits(articles.bytes())?, hundredths(share)?))
    })
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
