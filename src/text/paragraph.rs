//! Paragraphs: parted by a blank line.

use crate::base::Span;

use super::fold::{is_gap, is_joiner};

/// The paragraphs of `text`, without the white space around them; stretches without any visible character are none.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<Span> = None;
    let mut breaks = 0;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => breaks += 1,
            '\u{2029}' => breaks = 2,
            _ if is_gap(c) => {}
            _ if is_joiner(c) => {
                if let Some(span) = open.as_mut().filter(|span| span.end == at) {
                    span.end += c.len_utf8();
                }
            }
            _ => {
                let end = at + c.len_utf8();
                match &mut open {
                    Some(span) if breaks < 2 => span.end = end,
                    _ => paragraphs.extend(open.replace(Span::new(at, end))),
                }
                breaks = 0;
            }
        }
    }
    paragraphs.extend(open);
    paragraphs
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
    }

    #[test]
    fn white_space_alone_is_no_paragraph() {
        check("", &[]);
        check(" \n\n\u{a0}\n\n\0\n\n\u{feff}", &[]);
        check("\u{feff}  One.  \n\n\n\n", &["One."]);
    }
}
