//! Example sentences of rules: their text, and what `[…]` and `{role: …}` mark in it.

use super::fields::listed;
use super::near;
use super::pattern::{Mistake, Role};
use super::schema::Example;
use crate::base::{Code, Span};

/// A mark that is still open: where it stands in the pattern, where its words start, and its role.
struct Open {
    written: Span,
    start: usize,
    role: Option<Role>,
}

/// Takes the marks out of an example. `at` and `file` are filled in by the caller.
pub(super) fn parse(written: &str) -> Result<Example, Mistake> {
    let mut example = Example::default();
    let mut open: Vec<Open> = Vec::new();
    let mut rest = written.char_indices().peekable();
    while let Some((at, sign)) = rest.next() {
        let here = Span::new(at, at + sign.len_utf8());
        match sign {
            '%' => match rest.next_if(|&(_, next)| "[]{}%".contains(next)) {
                Some((_, literal)) => example.text.push(literal),
                None => example.text.push('%'),
            },
            '[' => open.push(Open { written: here, start: example.text.len(), role: None }),
            '{' => {
                let inside = written.get(at + 1..).unwrap_or("");
                let (name, _) = inside.split_once(':').unwrap_or((inside, ""));
                let Some(role) = Role::named(name.trim()) else {
                    let shown: String = name.chars().take(20).collect();
                    let names = || Role::NAMES.iter().map(|&(name, _)| name);
                    let help = near(name.trim(), names()).unwrap_or_else(|| {
                        format!("the roles are {}; for the sign itself write `%{{`", listed(names()))
                    });
                    return Err(
                        Mistake::new(Code::UnknownRole, here, format!("no role is called `{shown}`")).help(help)
                    );
                };
                // Past the name, its colon and the spaces behind it.
                for _ in name.chars().chain([':']) {
                    rest.next();
                }
                while rest.next_if(|&(_, next)| next == ' ').is_some() {}
                open.push(Open { written: here, start: example.text.len(), role: Some(role) });
            }
            ']' | '}' => {
                let Some(mark) = open.pop().filter(|mark| mark.role.is_some() == (sign == '}')) else {
                    return Err(Mistake::new(Code::ExampleMarks, here, format!("`{sign}` closes nothing"))
                        .help(format!("for the sign itself write `%{sign}`")));
                };
                let span = Span::new(mark.start, example.text.len());
                if span.of(&example.text).trim().is_empty() {
                    return Err(Mistake::new(Code::ExampleMarks, mark.written.join(here), "nothing is marked"));
                }
                match mark.role {
                    Some(role) => example.roles.push((role.name().to_owned(), span)),
                    None => example.spans.push(span),
                }
            }
            _ => example.text.push(sign),
        }
    }
    if let Some(mark) = open.pop() {
        return Err(Mistake::new(Code::ExampleMarks, mark.written, "this mark is never closed"));
    }
    if example.text.trim().is_empty() {
        return Err(Mistake::new(Code::ExampleMarks, Span::new(0, written.len()), "an empty example"));
    }
    example.spans.sort_unstable();
    example.roles.sort_by_key(|(_, span)| *span);
    Ok(example)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, text: &str, marked: &[&str], roles: &[(&str, &str)]) {
        let example = parse(written).unwrap();
        assert_eq!(example.text, text);
        assert_eq!(example.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), marked);
        let found: Vec<_> = example.roles.iter().map(|(role, span)| (role.as_str(), span.of(text))).collect();
        assert_eq!(found, roles);
    }

    #[test]
    fn marks_are_taken_out_and_remembered() {
        check("It [may] rain.", "It may rain.", &["may"], &[]);
        check("[One] and [two]", "One and two", &["One", "two"], &[]);
        check(
            "{source: London} {cue: accused} Moscow {content: of lying}.",
            "London accused Moscow of lying.",
            &[],
            &[("source", "London"), ("cue", "accused"), ("content", "of lying")],
        );
        check("{cue:says [who]}", "says who", &["who"], &[("cue", "says who")]);
    }

    #[test]
    fn signs_are_taken_literally_after_a_per_cent() {
        check("Up 5%% %[sic%]", "Up 5% [sic]", &[], &[]);
        check("Up 5% now", "Up 5% now", &[], &[]);
    }

    #[test]
    fn a_broken_mark_is_placed() {
        let at = |written: &str| parse(written).unwrap_err().at;
        assert_eq!(at("It [may rain."), Span::new(3, 4));
        assert_eq!(at("It may] rain."), Span::new(6, 7));
        assert_eq!(at("{sorce: He} said"), Span::new(0, 1));
        assert_eq!(at("He [] said"), Span::new(3, 5));
        assert_eq!(at("{cue: [said}"), Span::new(11, 12));
    }
}
