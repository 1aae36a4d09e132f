//! Paragraphs: parted by a blank line.

use crate::base::Span;

use super::fold::{is_gap, is_joiner};

/// The paragraphs of `text`, without the white space around them; stretches without any visible character are none.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<Span> = None;
    let mut start = 0;
    for line in text.split('\n') {
        let mut at = start;
        start += line.len() + 1;
        for (number, line) in line.split('\u{2029}').enumerate() {
            let shown = visible(line, at);
            at += line.len() + '\u{2029}'.len_utf8();
            if number > 0 || shown.is_none() {
                paragraphs.extend(open.take());
            }
            if let Some(shown) = shown {
                open = Some(open.map_or(shown, |before| before.join(shown)));
            }
        }
    }
    paragraphs.extend(open);
    paragraphs
}

/// A line without the white space around it, `start` being where it starts; `None` when there is nothing else.
fn visible(line: &str, start: usize) -> Option<Span> {
    let hidden = |c| is_gap(c) || is_joiner(c);
    let shown = line.trim_start_matches(hidden);
    let from = line.len() - shown.len();
    let to = from + shown.trim_end_matches(hidden).len();
    // A joiner belongs to the character that it follows.
    let joiners = line.get(to..)?.chars().take_while(|&c| is_joiner(c)).map(char::len_utf8).sum::<usize>();
    (to > from).then(|| Span::new(start + from, start + to + joiners))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn a_blank_line_parts_paragraphs_and_a_line_break_does_not() {
        check("One\ntwo.\n\nThree.", &["One\ntwo.", "Three."]);
        check("One.\r\n \t\r\nTwo.\r\n", &["One.", "Two."]);
        check("One.\u{2029}Two.\n\u{2029}Three\u{2029}\n four.", &["One.", "Two.", "Three", "four."]);
    }

    #[test]
    fn white_space_alone_is_no_paragraph() {
        check("", &[]);
        check(" \n\n\u{a0}\n\n\0\n\n\u{feff}", &[]);
        check("\u{feff}  One.  \n\n\n\n", &["One."]);
    }
}
