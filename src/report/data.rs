//! What templates get and JSON prints: the comparison laid out for people, every place as an article's number and a sentence's
//! number. `templates/report/README.md` describes it field by field.

use serde::Serialize;

use crate::align::ConflictKind;
use crate::attribution::SourceKind;
use crate::claims::Certainty;
use crate::compare::{Bearing, Status};
use crate::profile::{ActorHabit, Profile, Share};
use crate::rules::{Effect, Stance, Zone};

use super::carried::{AloneView, CopyView, QuotationView};

/// How the report was made: whoever has the same articles and rules can make it again.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Made {
    /// The command as it was typed.
    pub command: String,
    /// Version of the program.
    pub version: String,
    /// The preset of cue strength.
    pub preset: String,
    /// Hash of the rules in force.
    pub ruleset: String,
    /// The packs in force.
    pub packs: Vec<PackView>,
}

/// A pack in force.
#[derive(Debug, Clone, Serialize)]
pub struct PackView {
    /// Its id.
    pub id: String,
    /// One line for people.
    pub title: String,
    /// Its version, where it tells.
    pub version: Option<String>,
}

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How it was made.
    pub made: Made,
    /// What it is about: the label of the first event; `None` where that only lists words, and when the articles share nothing.
    pub title: Option<String>,
    /// Who tells, by name.
    pub columns: Vec<ColumnView>,
    /// The articles, the earliest first; those without a date last.
    pub articles: Vec<ArticleView>,
    /// What happened, and who tells it how.
    pub events: Vec<EventView>,
    /// Passages that two articles have word for word, where one is a copy of the other or both of a third.
    pub copies: Vec<CopyView>,
    /// The categories of cues.
    pub categories: Vec<CategoryView>,
    /// Every rule that flags something here.
    pub rules: Vec<RuleView>,
    /// Habits of each column. Empty on a page that is part of a larger report.
    pub profiles: Vec<Profile>,
    /// The kinds of source that speak.
    pub source_kinds: Vec<SourceKind>,
    /// Whom claims are by and about; who is spoken of most comes first.
    pub actors: Vec<ActorView>,
    /// Dated articles on a line, when they are of more than one time.
    pub timeline: Vec<TimeView>,
}

/// A column: an outlet, or an article that names none.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// What stands above it.
    pub name: String,
    /// Whether that is an outlet's name.
    pub outlet: bool,
    /// Numbers of its articles.
    pub articles: Vec<usize>,
}

/// A category of cues.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryView {
    /// As packs call it.
    pub id: String,
    /// How many of its cues stand in these articles and headlines.
    pub count: usize,
}

/// A rule that flags something in this report.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// Number of its category.
    pub category: usize,
    /// What it does to a claim.
    pub effect: Effect,
    /// How a verb or frame carries what is said.
    pub stance: Option<Stance>,
    /// Why it is flagged.
    pub why: String,
    /// The question to ask.
    pub question: String,
    /// An innocent reading.
    pub innocent: String,
    /// The literature.
    pub source: Option<String>,
    /// How often it flags here.
    pub count: usize,
}

/// A stretch of text, flagged or not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Numbers of the rules that flag them; empty for plain text. The first is the one to show.
    pub rules: Vec<usize>,
    /// Numbers of their categories.
    pub categories: Vec<usize>,
    /// Where they stand.
    pub zone: Option<Zone>,
}

/// A sentence in parts.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceView {
    /// Its number in the article.
    pub number: usize,
    /// Its words.
    pub parts: Vec<Part>,
}

/// An article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// Its id.
    pub id: String,
    /// Number of its column.
    pub column: usize,
    /// The outlet, where it is known.
    pub outlet: Option<String>,
    /// The headline in parts; empty when there is none.
    pub title: Vec<Part>,
    /// What the headline says against what the text says, where the text speaks of an event.
    pub bearing: Option<BearingView>,
    /// The byline.
    pub author: Option<String>,
    /// As published.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Whether no pack is for its language, so that nothing was looked for in it.
    pub unread: bool,
    /// Words outside quotation marks.
    pub narration: usize,
    /// Paragraphs of sentences.
    pub paragraphs: Vec<Vec<SentenceView>>,
}

/// A headline beside the claim of its text that is likest to it.
#[derive(Debug, Clone, Serialize)]
pub struct BearingView {
    /// How the text stands to it.
    pub bearing: Bearing,
    /// The headline's rung.
    pub certainty: Option<Certainty>,
    /// The text's rung.
    pub body: Option<Certainty>,
    /// The sentence's number.
    pub sentence: Option<usize>,
}

/// An event with its comparison.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// Its id.
    pub id: String,
    /// For people.
    pub label: String,
    /// Its distinctive words.
    pub terms: Vec<String>,
    /// When it happened.
    pub date: Option<String>,
    /// Numbers of the articles that speak of it.
    pub articles: Vec<usize>,
    /// Numbers of their columns, by name.
    pub columns: Vec<usize>,
    /// How many rows have each status.
    pub counts: StatusCounts,
    /// Rows of several voices.
    pub rows: Vec<RowView>,
    /// Rows of one voice.
    pub single: Vec<RowView>,
    /// What each outlet calls each person and act.
    pub naming: Vec<NamingView>,
    /// Acts told with who did them by some and without by others.
    pub agency: Vec<AgencyView>,
    /// Utterances that several outlets quote.
    pub quotations: Vec<QuotationView>,
    /// Whom only one outlet quotes, by column.
    pub quoted_alone: Vec<AloneView>,
    /// By column: numbers of the rows that two others carry and this one was not found to.
    pub silences: Vec<SilenceView>,
}

/// How many rows have each status.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct StatusCounts {
    /// One asserts what another negates.
    pub contradicted: usize,
    /// The same quantity with incompatible values.
    pub numbers_differ: usize,
    /// Rungs of more than one family.
    pub framed_differently: usize,
    /// Told alike.
    pub corroborated: usize,
    /// One voice only.
    pub single_outlet: usize,
}

/// One claim as outlets tell it.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Its id.
    pub id: String,
    /// The clearest statement of the claim.
    pub label: String,
    /// How its voices stand to each other.
    pub status: Status,
    /// 0 to 1.
    pub confidence: f32,
    /// What they disagree about.
    pub conflicts: Vec<ConflictView>,
    /// For each column of the event its articles' cells; empty where the claim was not found.
    pub cells: Vec<Vec<CellView>>,
}

/// What one article says in a row.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// The article's number.
    pub article: usize,
    /// The sentence's number.
    pub sentence: usize,
    /// The rung on which the outlet commits itself most.
    pub certainty: Certainty,
    /// All its rungs.
    pub certainties: Vec<Certainty>,
    /// To whom it is attributed.
    pub attributed_to: Option<String>,
    /// The words that decide the rung.
    pub cues: Vec<String>,
    /// The claim's words.
    pub text: String,
    /// Whether these stand inside quotation marks.
    pub quoted: bool,
}

/// A disagreement.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictView {
    /// About what.
    pub kind: ConflictKind,
    /// The two sides.
    pub sides: Vec<SideView>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, Serialize)]
pub struct SideView {
    /// Number of its column.
    pub column: usize,
    /// The article's number.
    pub article: usize,
    /// The sentence's number.
    pub sentence: usize,
    /// The claim's words before those that disagree.
    pub before: String,
    /// The words that disagree.
    pub words: String,
    /// The claim's words after them.
    pub after: String,
}

/// What outlets call one person or thing.
#[derive(Debug, Clone, Serialize)]
pub struct NamingView {
    /// The longest name.
    pub name: String,
    /// For each column of the event what it says.
    pub uses: Vec<Vec<UseView>>,
}

/// A name that is used.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    /// The words.
    pub words: String,
    /// How often.
    pub count: usize,
    /// Where first: the article's number and the sentence's.
    pub article: usize,
    /// See `article`.
    pub sentence: usize,
}

/// An act that one column tells with who did it and another in a passive without.
#[derive(Debug, Clone, Serialize)]
pub struct AgencyView {
    /// The act.
    pub act: String,
    /// For each column of the event how it is told.
    pub uses: Vec<Vec<DoerView>>,
}

/// How an act is told.
#[derive(Debug, Clone, Serialize)]
pub struct DoerView {
    /// Who does it; `None` when a passive leaves it out.
    pub doer: Option<String>,
    /// How often.
    pub count: usize,
    /// Where first: the article's number and the sentence's.
    pub article: usize,
    /// See `article`.
    pub sentence: usize,
}

/// What was not found in a column.
#[derive(Debug, Clone, Serialize)]
pub struct SilenceView {
    /// Number of the column.
    pub column: usize,
    /// Numbers of the rows, counted from 0 among the event's `rows`.
    pub rows: Vec<usize>,
}

/// An actor across columns.
#[derive(Debug, Clone, Serialize)]
pub struct ActorView {
    /// Its id.
    pub id: String,
    /// For people.
    pub name: String,
    /// For each profile what that outlet makes of the actor.
    pub habits: Vec<Option<ActorHabit>>,
    /// For each profile how often, of what the actor says, belief is withheld: hedged, doubted or denied.
    pub withheld: Vec<Option<Share>>,
    /// How many statements are the actor's, in all profiles.
    pub says: usize,
    /// How many statements it takes part in, in all profiles.
    pub told: usize,
}

/// An article on the line of time.
#[derive(Debug, Clone, Serialize)]
pub struct TimeView {
    /// The article's number.
    pub article: usize,
    /// 0 for the earliest, 1 for the latest.
    pub at: f64,
}
