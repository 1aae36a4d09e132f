//! An exercise as plain data: all that any format needs to print it, pose it and check it.

use serde::Serialize;

use crate::base::Span;

/// The kinds of item, in the order in which a worksheet has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ItemKind {
    Hedges,
    FactOrClaim,
    WhoSays,
    Verbs,
    Match,
    Grid,
    Missing,
    Order,
    Numbers,
    Naming,
    Quotations,
    Headline,
    Rewrite,
    Comparison,
}

impl ItemKind {
    /// Every kind with the name it is asked for by; in packs of words the hyphen is an underscore.
    pub const ALL: [(ItemKind, &'static str); 14] = [
        (ItemKind::Hedges, "hedges"),
        (ItemKind::FactOrClaim, "fact-or-claim"),
        (ItemKind::WhoSays, "who-says"),
        (ItemKind::Verbs, "verbs"),
        (ItemKind::Match, "match"),
        (ItemKind::Grid, "grid"),
        (ItemKind::Missing, "missing"),
        (ItemKind::Order, "order"),
        (ItemKind::Numbers, "numbers"),
        (ItemKind::Naming, "naming"),
        (ItemKind::Quotations, "quotations"),
        (ItemKind::Headline, "headline"),
        (ItemKind::Rewrite, "rewrite"),
        (ItemKind::Comparison, "comparison"),
    ];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        ItemKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// Whom the exercise is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub enum Level {
    #[serde(rename = "5-7")]
    Lower,
    #[serde(rename = "8-10")]
    Middle,
    #[serde(rename = "11-13")]
    Upper,
    #[serde(rename = "adult")]
    Adult,
}

impl Level {
    /// Every level with its name, the easiest first.
    pub const ALL: [(Level, &'static str); 4] =
        [(Level::Lower, "5-7"), (Level::Middle, "8-10"), (Level::Upper, "11-13"), (Level::Adult, "adult")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Level::ALL.iter().find(|(level, _)| *level == self).map_or("", |(_, name)| name)
    }
}

/// An exercise.
#[derive(Debug, Clone, Serialize)]
pub struct Exercise {
    /// What it is about.
    pub title: String,
    /// Whom it is for.
    pub level: Level,
    /// The seed of its choices.
    pub seed: u64,
    /// The articles, by letter.
    pub articles: Vec<SourceArticle>,
    /// The items, in the order of a worksheet.
    pub items: Vec<Item>,
    /// How many items of each kind were asked for and made.
    pub yields: Vec<Yield>,
    /// The rules that the items rest on, once each.
    pub vocabulary: Vec<Reason>,
    /// The command as it was typed.
    pub command: String,
    /// Version of the program.
    pub version: String,
    /// Hash of the rules in force.
    pub ruleset: String,
}

/// An article of an exercise.
#[derive(Debug, Clone, Serialize)]
pub struct SourceArticle {
    /// By what the items call it: A, B, …
    pub letter: String,
    /// Its id in the run.
    pub id: String,
    /// Who published it, else what stands in for that.
    pub outlet: String,
    /// The headline.
    pub title: Option<String>,
    /// As published.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its paragraphs, each as its sentences.
    pub paragraphs: Vec<Vec<String>>,
}

/// How many items of a kind there are.
#[derive(Debug, Clone, Serialize)]
pub struct Yield {
    /// The kind.
    pub kind: ItemKind,
    /// How many were wanted.
    pub asked: usize,
    /// How many there are.
    pub made: usize,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The same for the same articles, seed and level: `q1`, `q2`, ….
    pub id: String,
    /// Its kind.
    pub kind: ItemKind,
    /// What is to be done.
    pub prompt: String,
    /// The words that it is about; empty where they are in the body.
    pub passages: Vec<Passage>,
    /// What is answered, and what is right.
    pub body: Body,
    /// For the teacher.
    pub key: Key,
    /// 1 (easy) to 3.
    pub difficulty: u8,
}

/// Where words stand, counted from 1 as a reader counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cite {
    /// Number of the article among those of the exercise, from 0.
    pub article: usize,
    /// The paragraph; 0 for the headline.
    pub paragraph: usize,
    /// The sentence within the paragraph; 0 for the headline.
    pub sentence: usize,
}

/// Words of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// The words, on one line.
    pub text: String,
    /// Stretches of them that are set off for the reader; bytes of `text`.
    pub shown: Vec<Span>,
    /// Where they stand.
    pub cite: Cite,
}

/// What is answered, and what is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Body {
    /// Words of a text are marked.
    MarkSpans {
        /// The text.
        text: String,
        /// What is to be marked; bytes of `text`, apart from each other, in order.
        spans: Vec<Span>,
        /// What may be marked as well.
        accept_also: Vec<Span>,
    },
    /// One of several.
    Choice {
        /// What there is to choose from; no two alike.
        options: Vec<String>,
        /// Number of the right one, from 0.
        right: usize,
    },
    /// Each on the left to one on the right.
    Match {
        /// On the left, as printed.
        left: Vec<String>,
        /// On the right, as printed; no two alike.
        right: Vec<String>,
        /// For each on the left the number of its partner, from 0.
        pairs: Vec<usize>,
    },
    /// A cell for each row and column: yes or no.
    Grid {
        /// What stands before the rows.
        rows: Vec<String>,
        /// What stands above the columns.
        columns: Vec<String>,
        /// For each row, for each column.
        cells: Vec<Vec<bool>>,
    },
    /// Put into order.
    Order {
        /// As printed.
        items: Vec<String>,
        /// Numbers of `items` in the right order, from 0.
        order: Vec<usize>,
    },
    /// A few words are written; capitals do not matter.
    Short {
        /// What counts as right.
        accepted: Vec<String>,
    },
    /// Sentences are written, and judged by a rubric.
    Open {
        /// What a good answer has, point by point.
        points: Vec<String>,
        /// Lines to write on.
        lines: usize,
    },
}

/// For the teacher.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Key {
    /// The answer in words.
    pub answer: String,
    /// Why: the rules behind it.
    pub reasons: Vec<Reason>,
    /// Where that can be read.
    pub cites: Vec<Cite>,
    /// Other answers to accept.
    pub accept_also: Vec<String>,
}

/// What a rule says for itself, at words that it flags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// The words.
    pub words: String,
    /// Why they are flagged.
    pub why: String,
    /// The question to ask.
    pub question: String,
    /// An innocent reading.
    pub innocent: String,
}
