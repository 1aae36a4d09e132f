//! What items are made of: the sound sentences of the articles of one event, copies left out, with what was found in them.

use std::collections::BTreeSet;

use crate::analysis::{Annotated, Comparison};
use crate::attribution::Attribution;
use crate::base::{Error, Result, Span};
use crate::cues::Cue;
use crate::render::{Words, clean};
use crate::rules::pattern::Node;
use crate::rules::{Matcher, RuleSet, Stance, Verb, Word, fold};

use super::item::{Cite, Level, Passage, Reason, SourceArticle};

/// The complement by which a verb's entry says that it carries quotations.
const QUOTE: &str = "quote";

/// What makes an item sound, and what a level is asked: numbers of the tables `exercises` and `exercise-LEVEL`. A table that
/// lacks them makes no item.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// An attribution must be at least so sure.
    pub attribution: f32,
    /// Claims of a row must be so alike.
    pub row: f32,
    /// Sentences that say the same share more of their stems.
    pub absent: f32,
    /// A sentence that is told from others has so many stems.
    pub telling: usize,
    /// Words in the shortest sentence.
    pub shortest: usize,
    /// Words in the longest sentence.
    pub words: usize,
    /// How plain a flagged word must be.
    pub strength: f32,
    /// How many there are to choose from.
    pub options: usize,
}

impl Bounds {
    fn of(level: Level, rules: &RuleSet) -> Bounds {
        let own = format!("exercise-{}", level.name());
        let sound = |name: &str| rules.number("exercises", name).unwrap_or(f64::INFINITY);
        let asked = |name: &str| rules.number(&own, name).unwrap_or(0.0);
        Bounds {
            attribution: sound("attribution") as f32,
            row: sound("row") as f32,
            absent: rules.number("exercises", "absent").unwrap_or(0.0) as f32,
            telling: sound("telling") as usize,
            shortest: sound("shortest") as usize,
            words: asked("words") as usize,
            strength: rules.number(&own, "strength").unwrap_or(f64::INFINITY) as f32,
            options: asked("options") as usize,
        }
    }
}

/// The material of an exercise.
pub struct Material<'a> {
    /// The comparison it is taken from.
    pub comparison: &'a Comparison,
    /// The articles with what stands above their columns.
    pub told: Vec<(&'a Annotated, &'a str)>,
    /// The words of the frame.
    pub words: &'a Words,
    /// What the level is asked.
    pub bounds: Bounds,
    rules: &'a RuleSet,
    sayings: BTreeSet<Word>,
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
        let told: Vec<(&Annotated, &str)> =
            all.filter(|(a, _)| own(a)).map(|(a, column)| (a, column.name.as_str())).collect();
        let outlets: BTreeSet<&str> = told.iter().map(|(_, name)| *name).collect();
        if outlets.len() < 2 {
            return Err(Error::Usage(
                "an exercise needs articles of two outlets on one event, copies not counted".into(),
            ));
        }
        let bounds = Bounds::of(level, rules);
        let sayings = rules.verbs.iter().filter(|verb| quotes(verb)).flat_map(|verb| forms(&verb.matcher)).collect();
        Ok(Material { comparison, told, words, bounds, rules, sayings })
    }

    /// Every sentence that an item can use, in the order of the articles.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        self.told.iter().enumerate().flat_map(move |(article, (told, _))| {
            let of = move |(number, span): (usize, &Span)| Line { article, number, span: *span, told };
            told.sentences.iter().enumerate().map(of).filter(|line| self.sound(line.span.of(&line.told.article.text)))
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

    /// The entry of a verb of saying by which words have a stance.
    pub fn verb(&self, words: &str, stance: Stance) -> Option<&'a Verb> {
        let own: Vec<Word> = known(words, self.rules).collect();
        let meant = |verb: &&Verb| verb.stance == stance && forms(&verb.matcher).any(|form| own.contains(&form));
        self.rules.verbs.iter().find(meant)
    }

    /// The number of an article by its id.
    pub fn article(&self, id: &str) -> Option<usize> {
        self.told.iter().position(|(told, _)| told.article.id == id)
    }

    /// A sound sentence by its article and number.
    pub fn line(&self, article: usize, number: usize) -> Option<Line<'a>> {
        let (told, _) = self.told.get(article)?;
        let span = *told.sentences.get(number)?;
        let line = Line { article, number, span, told };
        self.sound(span.of(&told.article.text)).then_some(line)
    }

    /// Whether an outlet's articles hold no sentence with more than the share of these stems that the table allows.
    pub fn lacks(&self, column: &str, stems: &BTreeSet<String>) -> bool {
        let own = self.told.iter().filter(|(_, name)| *name == column);
        own.flat_map(|(told, _)| told.sentences.iter().map(|s| s.of(&told.article.text)))
            .all(|text| alike(stems, text) <= self.bounds.absent)
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
        let one = |(at, (told, column)): (usize, &(&Annotated, &str))| {
            let text = &told.article.text;
            let paragraph = |p: &Span| {
                let own = told.sentences.iter().filter(|s| s.start >= p.start && s.start < p.end);
                own.map(|s| clean(s.of(text))).collect()
            };
            SourceArticle {
                letter: letter(at),
                id: told.article.id.clone(),
                outlet: (*column).to_owned(),
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
    verb.takes.iter().any(|complement| complement == QUOTE)
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

/// The beginnings of a text's longer words, by which sentences are told from each other.
pub fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.map(|word| word.to_lowercase().chars().take(5).collect()).collect()
}

/// Which share of the stems a text has.
pub fn alike(stems: &BTreeSet<String>, text: &str) -> f32 {
    let own = self::stems(text);
    if stems.is_empty() { 1.0 } else { stems.intersection(&own).count() as f32 / stems.len() as f32 }
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
