//! What is to be explained: a sentence as typed, a paragraph of an article's file, or the examples of a rule in a rule file.

use std::path::Path;

use serde_json::Value;

use crate::base::{Error, Result};
use crate::lint::entry::{entries, line};
use crate::rules::{Example, RuleSet, Zone};
use crate::store;

/// A text to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// `FILE:LINE`, when it was read from a file.
    pub place: Option<String>,
    /// The text.
    pub text: String,
    /// Whether it is a headline.
    pub headline: bool,
}

/// The texts that are meant by `FILE:LINE`, or by a sentence. Of an article's file it is the paragraph around the line, of a
/// line of JSON Lines the headline and every paragraph of its article; of a rule file in force, the example at the line, or all examples of the rule there.
///
/// # Errors
/// When the file cannot be read or has no such line, or nothing stands there.
pub fn given(rules: &RuleSet, what: &str) -> Result<Vec<Given>> {
    let Some((file, number)) = place(what) else {
        if what.trim().is_empty() {
            return Err(Error::Usage("no sentence was given".to_owned()));
        }
        return Ok(vec![Given { place: None, text: what.to_owned(), headline: false }]);
    };
    let in_force = rules.sources.iter().position(|(name, _)| same(name, file));
    if let Some(source) = in_force.filter(|_| file.ends_with(".toml")) {
        return examples(rules, source, number);
    }
    paragraph(file, number)
}

/// A path and a line, when it is written like that and cannot be a sentence.
fn place(what: &str) -> Option<(&str, usize)> {
    let (file, digits) = what.rsplit_once(':')?;
    let number = digits.parse().ok()?;
    let path_like = !file.contains(char::is_whitespace) && file.contains(['.', '/', '\\']);
    (path_like || store::is_file(Path::new(file))).then_some((file, number))
}

fn same(name: &str, file: &str) -> bool {
    let real = |name: &str| store::canonical(Path::new(name));
    name == file || name == file.trim_start_matches("./") || real(name).is_some_and(|path| real(file) == Some(path))
}

fn paragraph(file: &str, number: usize) -> Result<Vec<Given>> {
    let text = store::read_text(Path::new(file))?;
    let lines: Vec<&str> = text.lines().collect();
    let place = format!("{file}:{number}");
    let Some(at) = number.checked_sub(1).filter(|at| *at < lines.len()) else {
        let help = if lines.is_empty() { "it is empty".to_owned() } else { format!("its last is {}", lines.len()) };
        return Err(Error::input(place, "the file has no such line", help));
    };
    if let Some(article) = lines.get(at).and_then(|line| article(line)) {
        return Ok(article.into_iter().map(|given| Given { place: Some(place.clone()), ..given }).collect());
    }
    let blank = |line: &&str| line.trim().is_empty();
    if lines.get(at).is_some_and(blank) {
        return Err(Error::input(place, "the line is blank", "give a line of a paragraph"));
    }
    let (before, after) = lines.split_at(at);
    let first = before.iter().rposition(blank).map_or(0, |blank| blank + 1);
    let last = after.iter().position(blank).map_or(lines.len(), |blank| at + blank);
    let text = lines.get(first..last).unwrap_or_default().join("\n");
    Ok(vec![Given { place: Some(place), text, headline: false }])
}

/// The headline and the paragraphs of an article that a line of JSON Lines holds; `None` for any other line.
fn article(line: &str) -> Option<Vec<Given>> {
    let article: Value = serde_json::from_str(line).ok().filter(Value::is_object)?;
    let field = |name: &str| article.get(name).and_then(Value::as_str);
    let paragraphs = field("text")?.split("\n\n").map(|text| (text, false));
    let headline = field("title").map(|title| (title, true));
    let given = |(text, headline): (&str, bool)| Given { place: None, text: text.trim().to_owned(), headline };
    Some(headline.into_iter().chain(paragraphs).map(given).filter(|given| !given.text.is_empty()).collect())
}

fn examples(rules: &RuleSet, source: usize, number: usize) -> Result<Vec<Given>> {
    let Some((file, text)) = rules.sources.get(source) else { return Ok(Vec::new()) };
    let place = |number: usize| format!("{file}:{number}");
    let length = text.lines().count();
    if number == 0 || number > length {
        return Err(Error::input(place(number), "the file has no such line", format!("its last is {length}")));
    }
    let all = entries(rules);
    let line = |offset: usize| line(rules, source, offset);
    let mine = all.iter().filter(|entry| {
        let matcher = entry.matcher;
        let any = !matcher.hits.is_empty() || !matcher.misses.is_empty();
        matcher.file == source && any && line(matcher.at.start) <= number
    });
    let Some(entry) = mine.max_by_key(|entry| entry.matcher.at.start) else {
        return Err(Error::input(place(number), "no rule with examples stands here", "give a line of a rule"));
    };
    let headline = entry.matcher.zones.as_slice() == [Zone::Headline];
    let examples: Vec<&Example> = entry.matcher.hits.iter().chain(&entry.matcher.misses).collect();
    let at_line = examples.iter().any(|example| line(example.at.start) == number);
    let wanted = examples.into_iter().filter(|example| !at_line || line(example.at.start) == number);
    let given = wanted.map(|example| Given {
        place: Some(place(line(example.at.start))),
        text: example.text.clone(),
        headline,
    });
    Ok(given.collect())
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn a_line_of_json_lines_is_an_article() {
        let given = article(r#"{"id": "a", "title": "Dam shut", "text": "It rained.\n\nBerg said so."}"#).unwrap();
        let texts: Vec<(&str, bool)> = given.iter().map(|g| (g.text.as_str(), g.headline)).collect();
        assert_eq!(texts, [("Dam shut", true), ("It rained.", false), ("Berg said so.", false)]);
        assert!(article("Berg said so.").is_none());
        assert!(article(r#"{"id": "a"}"#).is_none());
    }
}
