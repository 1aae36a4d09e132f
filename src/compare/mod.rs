//! Floor 9: the comparison: rows of claims, their cells and statuses, namings, quotations, silences.

mod agency;
mod candidates;
mod headline;
mod label;
mod linking;
mod naming;
mod quotation;
mod row;
mod ruled;
mod selection;
mod status;
mod voice;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::align::{ConflictKind, Weights};
use crate::attribution::Attribution;
use crate::base::{Article, Span};
use crate::claims::{Certainty, Claim, Term, Wording};
use crate::cues::Cue;
use crate::events::Event;
use crate::rules::RuleSet;

pub use agency::{Agency, AgencyUse};
pub use candidates::{Measured, measured};
pub use headline::{Bearing, Borne, Headline, HeadlineClaim};
pub use naming::{Naming, NamingPhrase, NamingUse};
pub use quotation::{Fidelity, Quoted, QuotedAlone, SharedQuotation};
pub use ruled::{ByReader, Ruled};
pub use selection::{Asked, RowOrder};
pub use voice::{Column, columns, shorten};

/// An article as the comparison needs it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The article's number in the run.
    pub number: usize,
    /// The article.
    pub article: &'a Article,
    /// Its sentences.
    pub sentences: &'a [Span],
    /// Terms of each sentence.
    pub terms: &'a [Vec<Term>],
    /// Its words as they stand.
    pub wording: &'a [Wording],
    /// Its cues.
    pub cues: &'a [Cue],
    /// The cues of its headline.
    pub title_cues: &'a [Cue],
    /// What its headline says.
    pub headline: Option<&'a HeadlineClaim>,
    /// Its attributions.
    pub attributions: &'a [Attribution],
    /// Its claims.
    pub claims: &'a [Claim],
    /// What it calls whom.
    pub phrases: &'a [NamingPhrase],
}

/// How the voices of a row stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// One outlet's own voice asserts what another's negates.
    Contradicted,
    /// The same quantity with incompatible values.
    NumbersDiffer,
    /// One voice only.
    SingleOutlet,
    /// Rungs of more than one family, or a denial that only some report.
    FramedDifferently,
    /// Two or more voices, one family.
    Corroborated,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Id of the claim.
    pub claim: String,
    /// What stands above its column.
    pub column: String,
    /// The words.
    pub text: String,
    /// Where the words that disagree stand.
    #[serde(flatten)]
    pub span: Span,
}

/// A disagreement inside a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowConflict {
    /// About what.
    pub kind: ConflictKind,
    /// One side.
    pub a: Side,
    /// The other.
    pub b: Side,
}

/// What one article says in a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The outlet.
    pub outlet: Option<String>,
    /// What stands above the column.
    pub column: String,
    /// The article.
    pub article: String,
    /// Ids of its claims, the clearest first.
    pub claims: Vec<String>,
    /// The rung on which the outlet commits itself most.
    pub certainty: Certainty,
    /// All its rungs, weakest commitment last.
    pub certainties: Vec<Certainty>,
    /// Whom the clearest claim is attributed to.
    pub attributed_to: Option<String>,
    /// The cues that decide its rungs.
    pub cues: Vec<Cue>,
    /// The clearest claim's words, with what they hang on ([`crate::claims::Telling`]).
    pub text: String,
    /// Index of its sentence.
    pub sentence: usize,
}

/// One claim as different outlets tell it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Unique in a run, and the same as long as its oldest claim stays the same.
    pub id: String,
    /// The clearest statement of the claim.
    pub label: String,
    /// 0 to 1: mean likeness of its claims; 1 for a single one.
    pub confidence: f32,
    /// How its voices stand to each other.
    pub status: Status,
    /// Independent voices that carry it.
    pub voices: usize,
    /// Whether a reader joined some of its claims, or split it from others.
    pub by_reader: Option<ByReader>,
    /// Disagreements.
    pub conflicts: Vec<RowConflict>,
    /// By column, then article.
    pub cells: Vec<Cell>,
    /// Whether all of it are nouns ("the probe of the ministry"), which say little; such rows come last.
    #[serde(skip)]
    pub nominal: bool,
}

/// A row that two independent voices carry and this column does not: not found in the text supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The column.
    pub column: String,
    /// The row.
    pub row: String,
}

/// An event with everything compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventComparison {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// Rows, those of several voices first.
    pub rows: Vec<Row>,
    /// Headlines of the articles, and whether their texts bear them out.
    pub headlines: Vec<Headline>,
    /// What each outlet calls each person and act.
    pub naming: Vec<Naming>,
    /// Who is said to do what: acts of which one outlet names a doer and another does not, or another one.
    pub agency: Vec<Agency>,
    /// Utterances that several outlets report.
    pub quotations: Vec<SharedQuotation>,
    /// Whom one voice alone quotes.
    pub quoted_alone: Vec<QuotedAlone>,
    /// What whom is not found to say.
    pub silences: Vec<Silence>,
}

/// Compares event after event; a claim that stands in a row of one event is in no row of a later one, and no id is given twice.
#[derive(Debug)]
pub struct Comparer {
    weights: Weights,
    used: row::Used,
}

impl Comparer {
    /// At the first event.
    pub fn new(rules: &RuleSet) -> Comparer {
        Comparer { weights: Weights::new(rules), used: row::Used::default() }
    }

    /// What the articles say about an event, as far as it is asked for; `None` when none of them is asked for. `told` are at least
    /// the articles that mention it, by id; `columns` are theirs.
    pub fn event(
        &mut self,
        told: &[Told],
        columns: &[Column],
        mut event: Event,
        asked: &Asked,
        ruled: &Ruled,
    ) -> Option<EventComparison> {
        let shown: Vec<bool> = columns.iter().map(|column| asked.shows(column)).collect();
        let places: BTreeMap<&str, usize> =
            told.iter().enumerate().map(|(at, t)| (t.article.id.as_str(), at)).collect();
        let place = |id: &str| places.get(id).copied().filter(|&at| shown[at]);
        let mut rows = row::rows(told, columns, &event, &self.weights, asked, ruled, &mut self.used);
        asked.sort(&mut rows, told);
        event.mentions.retain(|mention| place(&mention.article).is_some());
        let mut present: Vec<usize> = event.mentions.iter().filter_map(|mention| place(&mention.article)).collect();
        present.sort_unstable();
        if present.is_empty() {
            return None;
        }
        let silences = silences(&rows, columns, &present);
        let headlines = headline::headlines(told, columns, &present, &self.weights);
        let naming = naming::namings(told, columns, &event);
        let agency = agency::agency(told, columns, &event);
        let quotations = quotation::shared(told, columns, &present);
        let quoted_alone = quotation::alone(told, columns, &present);
        Some(EventComparison { event, rows, headlines, naming, agency, quotations, quoted_alone, silences })
    }
}

fn silences(rows: &[Row], columns: &[Column], present: &[usize]) -> Vec<Silence> {
    let mut list = Vec::new();
    for row in rows.iter().filter(|r| r.status != Status::SingleOutlet) {
        let mut silent: Vec<&str> = present
            .iter()
            .map(|&a| columns[a].name.as_str())
            .filter(|name| !row.cells.iter().any(|c| c.column == *name))
            .collect();
        silent.sort_unstable();
        silent.dedup();
        list.extend(silent.into_iter().map(|column| Silence { column: column.to_owned(), row: row.id.clone() }));
    }
    list
}
