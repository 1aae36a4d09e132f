//! A sentence marked twice, the words of both lines one under the other: what was expected of it, and what was found.

use crate::base::Span;

/// A mark around words: `[…]`, or `{role: …}` where it has a name.
pub(super) type Mark<'m> = (Span, Option<&'m str>);

/// The sentence with each set of marks; spaces are put in so that the same words stand in the same columns.
pub(super) fn aligned(text: &str, one: &[Mark], other: &[Mark]) -> (String, String) {
    let (mut first, mut second) = (String::new(), String::new());
    for (at, sign) in text.char_indices().chain([(text.len(), '\0')]) {
        for opens in [false, true] {
            let (left, right) = (marks(one, at, opens), marks(other, at, opens));
            let width = left.chars().count().max(right.chars().count());
            first.push_str(&format!("{left:<width$}"));
            second.push_str(&format!("{right:<width$}"));
        }
        if sign != '\0' {
            let sign = if sign.is_control() { ' ' } else { sign };
            first.push(sign);
            second.push(sign);
        }
    }
    (first.trim_end().to_owned(), second.trim_end().to_owned())
}

/// The marks that close, or open, at an offset.
fn marks(all: &[Mark], at: usize, opens: bool) -> String {
    let mut here: Vec<&Mark> = all.iter().filter(|(span, _)| at == if opens { span.start } else { span.end }).collect();
    // Of those that open together the longest stands outside; of those that close together, inside.
    here.sort_by_key(|(span, role)| {
        (if opens { usize::MAX - span.len() } else { span.len() }, role.is_some() == opens)
    });
    let written = here.into_iter().map(|(_, role)| match (opens, role) {
        (true, Some(role)) => format!("{{{role}: "),
        (true, None) => "[".to_owned(),
        (false, Some(_)) => "}".to_owned(),
        (false, None) => "]".to_owned(),
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_stand_in_the_same_columns() {
        let text = "He told tall tales.";
        let (one, other) = aligned(text, &[(Span::new(3, 18), None)], &[(Span::new(8, 18), None)]);
        assert_eq!(one, "He [told  tall tales].");
        assert_eq!(other, "He  told [tall tales].");
    }

    #[test]
    fn roles_are_named_and_marks_nest() {
        let text = "He said so";
        let roles = [(Span::new(0, 2), Some("source")), (Span::new(3, 7), Some("cue")), (Span::new(3, 10), None)];
        let (one, other) = aligned(text, &roles, &[]);
        assert_eq!(one, "{source: He} [{cue: said} so]");
        assert_eq!(other, "         He         said  so");
    }
}
