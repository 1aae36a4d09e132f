//! What items are made of: the sound sentences of the articles of one event, copies left out, with what was found in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Annotated, Comparison};
use crate::attribution::Attribution;
use crate::base::{Error, Result, Span};
use crate::cues::Cue;
use crate::render::{Words, clean};
use crate::rules::pattern::Node;
use crate::rules::{Matcher, RuleSet, Verb, Word, fold};

use super::bounds::Bounds;
use super::item::{Cite, Level, Passage, Reason, SourceArticle};

/// The complement by which a verb's entry says that it carries quotations.
const QUOTE: &str = "quote";

/// The complement of a verb that carries a statement.
const THAT: &str = "that";

/// Complements that are clauses or quotations.
const STATEMENTS: [&str; 9] = [QUOTE, THAT, "colon", "clause", "aside", "inverted", "wh", "about", "of"];

/// The material of an exercise.
pub struct Material<'a> {
    /// The comparison it is taken from.
    pub comparison: &'a Comparison,
    /// The articles with what the items call their outlets.
    pub told: Vec<(&'a Annotated, String)>,
    /// The words of the frame.
    pub words: &'a Words,
    /// What the level is asked.
    pub bounds: Bounds,
    rules: &'a RuleSet,
    sayings: BTreeSet<Word>,
    /// What the items call an outlet, by what stands above its column.
    names: BTreeMap<&'a str, String>,
}

/// A sentence that items can use.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its article.
    pub article: usize,
    /// Its number there.
    pub number: usize,
    /// Where it stands.
    pub span: Span,
    /// What was found in the article.
    pub told: &'a Annotated,
}

impl<'a> Line<'a> {
    /// Its words as they stand.
    pub fn text(self) -> &'a str {
        self.span.of(&self.told.article.text)
    }

    /// The cues that it holds.
    pub fn cues(self) -> impl Iterator<Item = &'a Cue> {
        self.told.cues.iter().filter(move |cue| cue.span.overlaps(self.span))
    }

    /// The attributions of which a part stands in it.
    pub fn attributions(self) -> impl Iterator<Item = &'a Attribution> {
        let here =
            move |a: &&Attribution| a.source.iter().chain(&a.cue).chain(&a.content).any(|s| s.overlaps(self.span));
        self.told.attributions.iter().filter(here)
    }
}

impl<'a> Material<'a> {
    /// Of the event that the comparison puts first.
    ///
    /// # Errors
    /// When the articles share no event, or fewer than two outlets tell it.
    pub fn of(comparison: &'a Comparison, rules: &'a RuleSet, words: &'a Words, level: Level) -> Result<Material<'a>> {
        let Some(event) = comparison.events.first() else {
            return Err(Error::Usage("these articles share no event; an exercise compares articles on one".into()));
        };
        let mentions: BTreeSet<&str> = event.event.mentions.iter().map(|m| m.article.as_str()).collect();
        let copied: BTreeSet<&str> =
            comparison.copies.iter().flat_map(|c| c.articles.iter().skip(1)).map(String::as_str).collect();
        let own = |a: &&Annotated| mentions.contains(a.article.id.as_str()) && !copied.contains(a.article.id.as_str());
        let all = comparison.articles.iter().zip(&comparison.columns);
        let (mut told, mut names) = (Vec::new(), BTreeMap::new());
        for (at, (annotated, column)) in all.filter(|(a, _)| own(a)).enumerate() {
            // A cut headline or a file's name tells pupils less than the letter of the article.
            let lettered = || format!("{} {}", words.get("page", "article"), letter(at));
            let name = annotated.article.outlet.clone().unwrap_or_else(lettered);
            names.insert(column.name.as_str(), name.clone());
            told.push((annotated, name));
        }
        if names.len() < 2 {
            return Err(Error::Usage(
                "an exercise needs articles of two outlets on one event, copies not counted".into(),
            ));
        }
        let bounds = Bounds::of(level, rules);
        let sayings = rules.verbs.iter().filter(|verb| quotes(verb)).flat_map(|verb| forms(&verb.matcher)).collect();
        Ok(Material { comparison, told, words, bounds, rules, sayings, names })
    }

    /// Every sentence that an item can use, in the order of the articles.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        self.told.iter().enumerate().flat_map(move |(article, (told, _))| {
            let of = move |(number, span): (usize, &Span)| Line { article, number, span: *span, told };
            told.sentences.iter().enumerate().map(of).filter(|line| self.sound(line.text()))
        })
    }

    /// Whether words are a whole sentence of a fitting length, its quotation marks closed.
    fn sound(&self, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let count = |sign: char| text.matches(sign).count();
        let begins = text.trim_start_matches(['“', '"', '‘', '\'']).starts_with(char::is_uppercase);
        let ends = text.trim_end_matches(['”', '"', '’', '\'']).ends_with(['.', '!', '?']);
        let closed = count('“') == count('”') && count('"') % 2 == 0;
        let joined = text.split(". ").skip(1).any(|rest| rest.starts_with(char::is_lowercase));
        let furniture = text.contains(['©', '|', '…']) || text.contains("http") || text.contains("...");
        (self.bounds.shortest..=self.bounds.words).contains(&words) && begins && ends && closed && !joined && !furniture
    }

    /// Whether one of its words can carry a quotation.
    pub fn speaks(&self, text: &str) -> bool {
        known(text, self.rules)
            .any(|word| self.sayings.contains(&word) || self.sayings.contains(&self.rules.lemma(word)))
    }

    /// Whether words of a category judge what they are said of.
    pub fn judges(&self, category: &str) -> bool {
        self.words.get("judging", category) != category
    }

    /// The entry of a verb by its id, if what it carries can be a statement.
    pub fn verb(&self, id: &str) -> Option<&'a Verb> {
        self.rules.verbs.iter().find(|verb| verb.id == id && (quotes(verb) || takes(verb, THAT)))
    }

    /// The number of an article by its id.
    pub fn article(&self, id: &str) -> Option<usize> {
        self.told.iter().position(|(told, _)| told.article.id == id)
    }

    /// A sentence by its article and number.
    pub fn sentence(&self, article: usize, number: usize) -> Option<Line<'a>> {
        let (told, _) = self.told.get(article)?;
        Some(Line { article, number, span: *told.sentences.get(number)?, told })
    }

    /// A sound sentence by its article and number.
    pub fn line(&self, article: usize, number: usize) -> Option<Line<'a>> {
        self.sentence(article, number).filter(|line| self.sound(line.text()))
    }

    /// What the items call the outlets, in alphabetical order.
    pub fn outlets(&self) -> BTreeSet<String> {
        self.names.values().cloned().collect()
    }

    /// What the items call the outlet of an article.
    pub fn outlet(&self, article: usize) -> Option<&str> {
        self.told.get(article).map(|(_, name)| name.as_str())
    }

    /// What the items call the outlet of a column.
    pub fn named(&self, column: &str) -> String {
        self.names.get(column).cloned().unwrap_or_else(|| column.to_owned())
    }

    /// Whether a sentence can be read alone: neither it nor what follows its opening phrase begins with a word that leans on what
    /// came before, and no dateline stands before it.
    pub fn stands(&self, text: &str) -> bool {
        let leans =
            |part: &str| known(part, self.rules).next().is_some_and(|w| self.rules.tables.has("exercise-leaning", w));
        let first = text.split_whitespace().next().unwrap_or_default();
        let shouted = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
        !shouted && !text.splitn(3, ", ").take(2).any(leans)
    }

    /// Whether what a verb carries is a clause: the verb carries nothing else, or the words begin as only a clause does.
    pub fn is_clause(&self, text: &str, verb: &Verb) -> bool {
        let is = |list: &str, word: Word| self.rules.tables.has(list, word);
        let begins =
            |word| ["that-words", "nominative-pronouns", "exercise-subjects"].iter().any(|list| is(list, word));
        let quoted = text.starts_with(['“', '"', '‘', '\'']);
        let pure = verb.takes.iter().all(|own| STATEMENTS.contains(&own.as_str()));
        quoted || pure || known(text, self.rules).next().is_some_and(begins)
    }

    /// Whether words begin with one that only opens an infinitive.
    pub fn is_infinitive(&self, text: &str) -> bool {
        known(text, self.rules).next().is_some_and(|word| self.rules.tables.has("exercise-openers", word))
    }

    /// Whether words hold a negation: who did not say a thing claims nothing.
    pub fn is_negated(&self, text: &str) -> bool {
        known(text, self.rules).any(|word| self.rules.tables.has("cue-negations", word))
    }

    /// Whether a clause begins with a verb, or with "that" or "to" and a verb.
    pub fn lacks_subject(&self, text: &str) -> bool {
        let verb = |word: Word| ["cue-copulas", "cue-auxiliaries"].iter().any(|list| self.rules.tables.has(list, word));
        let is = |list: &str, word: Word| self.rules.tables.has(list, word);
        let mut words = known(text, self.rules);
        let Some(first) = words.next() else { return true };
        is("exercise-openers", first) || verb(first) || is("that-words", first) && words.next().is_some_and(verb)
    }

    /// Whether an outlet's articles have a word, capitals aside.
    pub fn mentions(&self, outlet: &str, word: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(word);
        let own = self.told.iter().filter(|(_, name)| name == outlet);
        own.map(|(told, _)| &told.article).any(|a| has(&a.text) || a.title.as_deref().is_some_and(has))
    }

    /// Whether an outlet's articles hold no sentence with more than this share of the stems.
    pub fn lacks(&self, outlet: &str, stems: &BTreeSet<String>, most: f32) -> bool {
        let own = self.told.iter().filter(|(_, name)| name == outlet);
        own.flat_map(|(told, _)| told.sentences.iter().map(|s| s.of(&told.article.text)))
            .all(|text| self.bounds.alike(stems, text) <= most)
    }

    /// Where a byte of an article stands, as a reader counts.
    pub fn cite(&self, article: usize, at: usize) -> Cite {
        let Some((told, _)) = self.told.get(article) else { return Cite { article, paragraph: 0, sentence: 0 } };
        let paragraph = told.paragraphs.partition_point(|p| p.start <= at);
        let start = paragraph.checked_sub(1).and_then(|p| told.paragraphs.get(p)).map_or(0, |p| p.start);
        let sentence = told.sentences.iter().filter(|s| s.start >= start && s.start <= at).count();
        Cite { article, paragraph, sentence }
    }

    /// The words under a span, with stretches of them set off.
    pub fn passage(&self, line: Line, span: Span, shown: &[Span]) -> Passage {
        let text = span.of(&line.told.article.text);
        let inside = shown.iter().filter(|s| span.start <= s.start && s.end <= span.end);
        let shown = inside.map(|s| Span::new(s.start - span.start, s.end - span.start)).collect();
        Passage { text: one_line(text), shown, cite: self.cite(line.article, span.start) }
    }

    /// What the rule of a cue says for itself.
    pub fn reason(&self, rule: &str, words: &str) -> Option<Reason> {
        let mut reason = Reason {
            rule: rule.to_owned(),
            words: clean(words),
            why: String::new(),
            question: String::new(),
            innocent: String::new(),
        };
        if let Some(found) = self.rules.cues.iter().find(|own| own.id == rule) {
            reason.why.clone_from(&found.why);
            reason.question.clone_from(&found.question);
            reason.innocent.clone_from(&found.innocent);
        } else if let Some(found) = self.rules.verbs.iter().find(|own| own.id == rule) {
            reason.why = found.why.clone().unwrap_or_default();
        } else if let Some(found) = self.rules.frames.iter().find(|own| own.id == rule) {
            reason.why.clone_from(&found.why);
        } else {
            return None;
        }
        Some(reason)
    }

    /// The articles as an exercise names them.
    pub fn articles(&self) -> Vec<SourceArticle> {
        let one = |(at, (told, name)): (usize, &(&Annotated, String))| {
            let text = &told.article.text;
            let paragraph = |p: &Span| {
                let own = told.sentences.iter().filter(|s| s.start >= p.start && s.start < p.end);
                own.map(|s| clean(s.of(text))).collect()
            };
            SourceArticle {
                letter: letter(at),
                id: told.article.id.clone(),
                outlet: name.clone(),
                title: told.article.title.clone(),
                date: told.article.date.clone(),
                url: told.article.url.clone(),
                paragraphs: told.paragraphs.iter().map(paragraph).collect(),
            }
        };
        self.told.iter().enumerate().map(one).collect()
    }
}

/// Whether a verb takes a quotation.
fn quotes(verb: &Verb) -> bool {
    takes(verb, QUOTE)
}

fn takes(verb: &Verb, complement: &str) -> bool {
    verb.takes.iter().any(|own| own == complement)
}

/// Every word that alone is a match.
fn forms(matcher: &Matcher) -> impl Iterator<Item = Word> + '_ {
    let nodes = matcher.patterns.iter().map(|pattern| &pattern.nodes).filter(|nodes| nodes.len() == 1).flatten();
    nodes
        .flat_map(|node| match node {
            Node::Words(list) => list.as_slice(),
            Node::Exact(word, _) => std::slice::from_ref(word),
            _ => &[],
        })
        .copied()
}

/// The words of a text that the rules know.
fn known<'r>(text: &'r str, rules: &'r RuleSet) -> impl Iterator<Item = Word> + 'r {
    let words = text.split(|c: char| !c.is_alphanumeric() && !"-'’".contains(c)).filter(|word| !word.is_empty());
    words.map(|word| rules.words.get(&fold(word))).filter(|word| *word != Word::UNKNOWN)
}

/// A, B, … Z, A1, B1, ….
fn letter(at: usize) -> String {
    let sign = u8::try_from(at % 26).map_or('A', |n| char::from(b'A' + n));
    if at < 26 { sign.to_string() } else { format!("{sign}{}", at / 26) }
}

/// The same words without line breaks, byte for byte as long.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }).collect()
}
