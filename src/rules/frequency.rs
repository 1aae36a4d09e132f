//! The background table of word frequencies: a word, in how many articles it stands, how often it is capitalised.
//!
//! The bundled table was read by the build script ([`super::bundled::vocabulary`]); a user's is read here.

mod rows;

use rows::{Row, rows};

use super::{Tables, Word, Words};

/// Reads the table's text into `tables`. Lines that do not fit are passed over.
pub(super) fn read(text: &str, words: &mut Words, tables: &mut Tables) {
    for row in rows(text) {
        match row {
            Row::Articles(number) => tables.articles = number,
            Row::Word(word, articles, share) => put(words.add(word), articles, share, tables),
        }
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
