//! The lines of a scraped page: invisible characters taken out, white space folded, hard-wrapped lines rejoined, sentences
//! glued to each other freed. Also what the shape of a line tells without knowing its language.

use crate::rules::{RuleSet, Word};

/// A line that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// Whether a blank line stands before it.
    pub gap: bool,
}

/// The lines of a text.
pub(super) fn lines(text: &str, rules: &RuleSet) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = false;
    let text = text.replace("\r\n", "\n");
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    for (index, raw) in text.split(breaks).enumerate() {
        let folded = fold(raw);
        if folded.is_empty() {
            gap = true;
            continue;
        }
        lines.push(Line { number: index + 1, text: folded, gap });
        gap = false;
    }
    unglue(unwrap_lines(lines, rules))
}

/// One line without invisible characters, white space folded to single blanks.
fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    let mut space = false;
    for c in raw.chars() {
        if c.is_whitespace() {
            space = true;
        } else if !is_invisible(c) {
            if space && !folded.is_empty() {
                folded.push(' ');
            }
            space = false;
            folded.push(c);
        }
    }
    folded
}

/// Soft hyphens, zero-width spaces, byte order marks, directional marks, control characters. The joiners stay: some scripts need them.
fn is_invisible(c: char) -> bool {
    let marks = matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffc}');
    marks || c.is_control()
}

/// Lines of wrapped text are at most so long.
const WIDEST: usize = 200;

/// Rejoins the lines of a text that was broken at a fixed width.
fn unwrap_lines(lines: Vec<Line>, rules: &RuleSet) -> Vec<Line> {
    let pairs = || lines.windows(2).filter_map(|pair| <&[Line; 2]>::try_from(pair).ok()).filter(|[_, b]| !b.gap);
    let broken = |[a, b]: &&[Line; 2]| !ends_sentence(&a.text) && starts_lower(&b.text) && words(&a.text) > 3;
    let (total, wrapped) = (pairs().count(), pairs().filter(broken).count());
    let width = pairs().filter(broken).map(|[a, _]| a.text.chars().count()).max().unwrap_or(0);
    if wrapped < 3 || wrapped * 10 < total * 3 || width > WIDEST {
        return lines;
    }
    let mut joined: Vec<Line> = Vec::new();
    let mut last = String::new();
    for line in lines {
        // A line is wrapped when the first word of the next would not have fitted.
        let next = line.text.split(' ').next().unwrap_or_default().chars().count();
        let is_full = last.chars().count() + 1 + next > width;
        let continues = !ends_sentence(&last) && starts_lower(&line.text);
        last.clone_from(&line.text);
        match joined.last_mut() {
            Some(before) if !line.gap && (is_full || continues) => join(&mut before.text, &line.text, rules),
            _ => joined.push(line),
        }
    }
    joined
}

/// Puts a continuation to a line. A word broken by a hyphen is made whole if the language knows it whole.
pub(super) fn join(line: &mut String, next: &str, rules: &RuleSet) {
    if line.ends_with('-') && starts_lower(next) {
        let letters = |c: char| c.is_alphabetic();
        let stem = line.trim_end_matches('-').rsplit(|c| !letters(c)).next().unwrap_or_default();
        let tail = next.split(|c| !letters(c)).next().unwrap_or_default();
        let whole = rules.words.get(&format!("{stem}{tail}").to_lowercase());
        if !stem.is_empty() && whole != Word::UNKNOWN {
            line.pop();
        }
    } else {
        line.push(' ');
    }
    line.push_str(next);
}

/// Parts a line where a full stop and the next sentence touch ("the difference.The minister"): a line break was lost there.
fn unglue(lines: Vec<Line>) -> Vec<Line> {
    let mut freed = Vec::new();
    for line in lines {
        let mut from = 0;
        for at in seams(&line.text).into_iter().chain([line.text.len()]) {
            let piece = line.text.get(from..at).unwrap_or_default().trim();
            freed.push(Line { number: line.number, text: piece.to_owned(), gap: line.gap || from > 0 });
            from = at;
        }
    }
    freed
}

/// Where glued sentences start: behind a word in lower case, a final mark and perhaps a closing one; three words on both
/// sides, so that addresses and brands stay whole.
fn seams(text: &str) -> Vec<usize> {
    let mut seams: Vec<usize> = Vec::new();
    // What stood before: the letters of a word in lower case, then the final mark, then the closing one.
    let (mut lower, mut ended, mut spaces, mut last) = (0, false, 0, ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |p| p.1);
        let starts = c.is_uppercase() && (next.is_alphanumeric() || next == ' ');
        if ended && starts && spaces > 1 && has_two_blanks(text.get(at..).unwrap_or_default()) {
            seams.push(at);
            spaces = 0;
        }
        ended = (is_final(c) && lower > 1) || (ended && is_closer(c) && c != '\'');
        lower = if c.is_lowercase() && (lower > 0 || !last.is_alphabetic()) { lower + 1 } else { 0 };
        last = c;
        spaces += usize::from(c == ' ');
    }
    seams
}

/// Whether three words follow, looking no further than three words can reach.
fn has_two_blanks(rest: &str) -> bool {
    rest.chars().take(200).filter(|&c| c == ' ').count() > 1
}

/// Marks that end a sentence, in any script.
fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '։')
}

/// Marks that close what a sentence stands in.
fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '*' | '」' | '』' | '）')
}

/// Whether the line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c| is_closer(c) || c == ' ').ends_with(is_final)
}

/// Whether the line ends in a full stop, not in a question, an exclamation or an abbreviation of single letters.
pub(super) fn ends_statement(line: &str) -> bool {
    let bare = line.trim_end_matches(|c| is_closer(c) || c == ' ');
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let letters = last.trim_end_matches('.').split('.').all(|part| part.chars().count() < 2);
    bare.ends_with(['.', '。', '।', '۔', '։']) && (bare.ends_with("..") || !letters)
}

/// Whether a sentence ends inside the line.
pub(super) fn has_inner_end(line: &str) -> bool {
    let pieces: Vec<&str> = line.split(' ').collect();
    pieces.windows(2).any(|pair| match pair {
        [a, b] => {
            let bare = a.trim_end_matches(is_closer);
            let long = bare.chars().filter(|c| c.is_alphanumeric()).count() > 3;
            long && ends_sentence(a)
                && b.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
        }
        _ => false,
    })
}

/// Whether the line goes on with a word in lower case.
pub(super) fn starts_lower(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

/// The number of words; in scripts without blanks two characters count as one.
pub(super) fn words(line: &str) -> usize {
    let unspaced =
        line.chars().filter(|&c| matches!(u32::from(c), 0x0e00..=0x0eff | 0x3040..=0x30ff | 0x3400..=0x9fff)).count();
    let spaced = line.split(' ').filter(|word| word.contains(|c: char| c.is_alphanumeric())).count();
    spaced + unspaced / 2
}

/// Letters and digits of a line in lower case, by which repeats are told.
pub(super) fn key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let got: Vec<String> = lines(text, &RuleSet::default()).into_iter().map(|l| l.text).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn invisible_characters_go_and_white_space_is_folded() {
        check(
            "\u{feff}The\u{a0}coun\u{ad}cil \t met\0.\r\n\r\nIt\u{200b} voted.\r",
            &["The council met.", "It voted."],
        );
    }

    #[test]
    fn hard_wrapped_lines_are_rejoined_and_paragraphs_kept() {
        let text = "The council said on Friday that the bridge\nwould stay closed until engineers had looked\nat every bolt of it, and \
            that a ferry would\nrun in the meantime.\nShops nearby have lost custom.\n\nA report is due in spring, when the\nfrost is gone.";
        check(
            text,
            &[
                "The council said on Friday that the bridge would stay closed until engineers had looked at every bolt of it, \
                 and that a ferry would run in the meantime.",
                "Shops nearby have lost custom.",
                "A report is due in spring, when the frost is gone.",
            ],
        );
    }

    #[test]
    fn glued_sentences_are_freed_and_addresses_are_not() {
        check(
            "You make all the difference.The council met on Friday.",
            &["You make all the difference.", "The council met on Friday."],
        );
        check(
            "She said: “We will not go.”The mayor left early.",
            &["She said: “We will not go.”", "The mayor left early."],
        );
        check("He looked it up at Booking.Com and left again.", &["He looked it up at Booking.Com and left again."]);
    }

    #[test]
    fn the_end_of_a_sentence_is_seen_through_closing_marks() {
        assert!(ends_sentence("he said.”"));
        assert!(ends_sentence("(he said.) "));
        assert!(!ends_sentence("he said"));
        assert!(ends_statement("It is over."));
        assert!(!ends_statement("Talks with the U.S."));
        assert!(!ends_statement("Is it over?"));
        assert!(has_inner_end("It is over. They left"));
        assert!(!has_inner_end("Mr. Smith left"));
    }
}
