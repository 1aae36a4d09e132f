//! The bundled templates of an exercise: worksheet, key, teacher's page, and the page that checks its own answers.

use serde::Serialize;

use crate::render::Bundle;

use super::item::{Exercise, Passage};

/// The templates of an exercise.
pub const TEMPLATES: Bundle = Bundle {
    files: &[
        ("worksheet.md", include_str!("../../templates/exercise/worksheet.md")),
        ("key.md", include_str!("../../templates/exercise/key.md")),
        ("teacher.md", include_str!("../../templates/exercise/teacher.md")),
        ("page.html", include_str!("../../templates/exercise/page.html")),
        ("worksheet.html", include_str!("../../templates/exercise/worksheet.html")),
        ("key.html", include_str!("../../templates/exercise/key.html")),
        ("teacher.html", include_str!("../../templates/exercise/teacher.html")),
        ("exercise.css", include_str!("../../templates/exercise/exercise.css")),
        ("interactive.html", include_str!("../../templates/exercise/interactive.html")),
        ("interactive.css", include_str!("../../templates/exercise/interactive.css")),
        ("interactive.js", include_str!("../../templates/exercise/interactive.js")),
        ("words.toml", include_str!("../../templates/exercise/words.toml")),
    ],
    style: "exercise.css",
    script: None,
    help: "the templates get what `--format json` prints, and the words of words.toml; the bundled ones show how",
};

/// What the templates get.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    #[serde(flatten)]
    exercise: &'a Exercise,
    /// By item, by passage: its words in stretches.
    parts: Vec<Vec<Vec<Stretch<'a>>>>,
}

/// Words of a passage.
#[derive(Debug, Serialize)]
pub struct Stretch<'a> {
    /// The words.
    pub text: &'a str,
    /// Whether they are set off.
    pub shown: bool,
}

/// An exercise with its passages cut where words are set off.
pub fn sheet(exercise: &Exercise) -> Sheet<'_> {
    let parts = exercise.items.iter().map(|item| item.passages.iter().map(stretches).collect()).collect();
    Sheet { exercise, parts }
}

/// The words of a passage, cut where some are set off; nothing is lost.
pub fn stretches(passage: &Passage) -> Vec<Stretch<'_>> {
    let (mut list, mut from) = (Vec::new(), 0);
    let ends = passage.shown.iter().flat_map(|span| [(span.start, false), (span.end, true)]);
    for (end, shown) in ends.chain([(passage.text.len(), false)]) {
        if let Some(text) = passage.text.get(from..end).filter(|text| !text.is_empty()) {
            list.push(Stretch { text, shown });
            from = end;
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::item::{Cite, Passage};
    use super::stretches;
    use crate::base::Span;

    #[test]
    fn a_passage_is_cut_where_words_are_set_off_and_nothing_is_lost() {
        let cite = Cite { article: 0, paragraph: 1, sentence: 1 };
        let passage = Passage { text: "The mayor insisted it held.".into(), shown: vec![Span::new(10, 18)], cite };
        let cut = stretches(&passage);
        assert_eq!(cut.iter().map(|s| s.text).collect::<String>(), passage.text);
        assert_eq!(cut.iter().filter(|s| s.shown).map(|s| s.text).collect::<Vec<_>>(), ["insisted"]);
    }
}
