//! An exercise for the tests: one item of every form, its words full of signs that formats give a meaning.

use crate::base::Span;
use crate::render::{Templates, Words};

use super::super::super::item::{
    Body, Cite, Exercise, Item, ItemKind, Key, Level, Passage, Reason, SourceArticle, Yield,
};
use super::super::super::sheet::TEMPLATES;

/// What must come through every format as it is.
pub const HARD: &str = r#"50% ~ = # { } : < > & "x" 'y' \ * [html] -> // | $ T"#;

/// The bundled templates.
pub fn templates() -> Templates {
    Templates::load(TEMPLATES, None).unwrap()
}

/// The words of the frame.
pub fn words() -> Words {
    templates().words
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn item(number: usize, kind: ItemKind, body: Body) -> Item {
    let text = format!("The spy, said {HARD}, was ill.");
    Item {
        id: format!("q{number}"),
        kind,
        prompt: format!("What of {HARD}?"),
        passages: vec![Passage {
            shown: vec![span(&text, "said")],
            text,
            cite: Cite { article: 0, paragraph: 2, sentence: 1 },
        }],
        body,
        key: Key {
            answer: format!("It is {HARD}"),
            reasons: vec![Reason {
                rule: "en/hedging/said".into(),
                words: "said".into(),
                why: format!("Because {HARD}"),
                question: "Who says so?".into(),
                innocent: format!("Perhaps {HARD}"),
            }],
            cites: vec![Cite { article: 1, paragraph: 0, sentence: 0 }],
            accept_also: vec![format!("also {HARD}")],
        },
        difficulty: 2,
    }
}

/// One item of every form.
pub fn exercise() -> Exercise {
    let hard = |start: &str| format!("{start}{HARD}");
    let marked = "He (allegedly) *fled*, it is believed; {may} ~be < & \"so\"*.".to_owned();
    let spans = vec![span(&marked, "allegedly"), span(&marked, "is believed"), span(&marked, "{may}")];
    let article = |letter: &str| SourceArticle {
        letter: letter.into(),
        id: letter.to_lowercase(),
        outlet: hard("Outlet "),
        title: Some(hard("Title ")),
        date: Some("2018-03-04".into()),
        url: None,
        paragraphs: vec![vec![hard("One "), hard("Two ")], vec![hard("Three ")]],
    };
    let bodies = vec![
        (ItemKind::Hedges, Body::MarkSpans { accept_also: vec![span(&marked, "\"so\"")], text: marked.clone(), spans }),
        (
            ItemKind::Verbs,
            Body::MarkSpans { spans: vec![span(&marked, "believed")], text: marked, accept_also: vec![] },
        ),
        (ItemKind::FactOrClaim, Body::Choice { options: vec![hard(""), hard("["), hard("=")], right: 1 }),
        (
            ItemKind::Match,
            Body::Match {
                left: vec![hard("l "), hard("m ")],
                right: vec![hard("1 "), hard(""), hard("3 ")],
                pairs: vec![2, 1],
            },
        ),
        (
            ItemKind::Grid,
            Body::Grid {
                rows: vec![hard("row "), hard("rank ")],
                columns: vec![hard("A "), hard("B "), hard("C "), hard("D ")],
                cells: vec![vec![true, true, false, true], vec![false; 4]],
            },
        ),
        (ItemKind::Missing, Body::Grid { rows: vec![hard("r ")], columns: vec![hard("c ")], cells: vec![vec![true]] }),
        (ItemKind::Order, Body::Order { items: vec![hard("x "), hard("y "), hard("z ")], order: vec![2, 0, 1] }),
        (ItemKind::WhoSays, Body::Short { accepted: vec![hard(""), hard("#")] }),
        (ItemKind::Rewrite, Body::Open { points: vec![hard("p "), hard("q ")], lines: 4 }),
    ];
    let mut items: Vec<Item> =
        bodies.into_iter().enumerate().map(|(at, (kind, body))| item(at + 1, kind, body)).collect();
    let mut gap = item(10, ItemKind::Verbs, Body::Choice { options: vec!["said".into(), "claimed".into()], right: 0 });
    gap.prompt = "Which word is neutral? He _______ he knew.".into();
    gap.passages.clear();
    items.push(gap);
    Exercise {
        title: hard("Spies "),
        level: Level::Middle,
        seed: 7,
        articles: vec![article("A"), article("B")],
        items,
        yields: vec![Yield { kind: ItemKind::Hedges, asked: 1, made: 1 }],
        vocabulary: vec![],
        command: hard("parallax exercise "),
        version: "0".into(),
        ruleset: "0".into(),
    }
}
