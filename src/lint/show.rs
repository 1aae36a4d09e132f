//! Everything about one rule, as a reader of a report may ask for it.

use std::fmt;

use serde::Serialize;

use super::entry::{Entry, entries, place};
use crate::base::{Error, Result};
use crate::matching::RuleRef;
use crate::rules::pattern::Pattern;
use crate::rules::{Effect, Example, Negated, Pack, RuleSet, Stance};

/// What was asked for: one rule, or all of a pack.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ShownRules {
    /// The pack, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<Pack>,
    /// Kind by kind, by id.
    pub rules: Vec<Shown>,
}

/// One rule in full.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Shown {
    /// In full.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// For cues: the category.
    pub category: Option<String>,
    /// For cues: what it does to its claim.
    pub effect: Option<Effect>,
    /// For cues: what a negation does.
    pub negated: Option<Negated>,
    /// For frames and verbs.
    pub stance: Option<Stance>,
    /// 0 to 1, where its kind has one.
    pub strength: Option<f32>,
    /// Why it flags.
    pub why: String,
    /// The question to ask.
    pub question: Option<String>,
    /// An innocent reading.
    pub innocent: Option<String>,
    /// The literature.
    pub source: Option<String>,
    /// What it matches, as written.
    pub patterns: Vec<String>,
    /// What it leaves out, as written.
    pub except: Vec<String>,
    /// Sentences that it matches.
    pub hits: Vec<String>,
    /// Sentences that it leaves alone.
    pub misses: Vec<String>,
}

/// Shows the rule of this id, in full or its last part where that is enough; or all rules of the pack of this id.
///
/// # Errors
/// When no rule, or more than one, is called so.
pub fn show(rules: &RuleSet, id: &str) -> Result<ShownRules> {
    let all = entries(rules);
    let ends = |entry: &&Entry| entry.id.strip_suffix(id).is_some_and(|rest| rest.ends_with('/'));
    let whole =
        |found: &[&Entry]| ShownRules { pack: None, rules: found.iter().map(|entry| shown(rules, entry)).collect() };
    let in_pack = |entry: &&Entry| rules.packs.get(entry.matcher.pack).is_some_and(|pack| pack.id == id);
    let pack: Vec<&Entry> = all.iter().filter(in_pack).collect();
    let found: Vec<&Entry> = match all.iter().find(|entry| entry.id == id) {
        Some(entry) => vec![entry],
        None if !pack.is_empty() => {
            let head = rules.packs.iter().find(|pack| pack.id == id).cloned();
            return Ok(ShownRules { pack: head, ..whole(&pack) });
        }
        None => all.iter().filter(ends).collect(),
    };
    match found.as_slice() {
        [_] => Ok(whole(&found)),
        [] => {
            let last = |name: &str| name.rsplit('/').next().unwrap_or("").to_owned();
            let near = all.iter().map(|entry| (strsim::jaro_winkler(&last(entry.id), &last(id)), entry.id));
            let near =
                near.filter(|&(likeness, _)| likeness > 0.86).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
            let help = near.map_or_else(
                || "`parallax rules list` shows them all".into(),
                |(_, near)| format!("did you mean `{near}`?"),
            );
            Err(Error::Usage(format!("no rule and no pack is called `{id}`; {help}")))
        }
        several => {
            let names: Vec<String> = several.iter().map(|entry| format!("`{}`", entry.id)).collect();
            Err(Error::Usage(format!("several rules are called `{id}`: {}", names.join(", "))))
        }
    }
}

fn shown(rules: &RuleSet, entry: &Entry) -> Shown {
    let texts = |patterns: &[Pattern]| patterns.iter().map(|pattern| pattern.text.clone()).collect::<Vec<_>>();
    let examples = |examples: &[Example]| examples.iter().map(|example| example.text.clone()).collect();
    let (file, line) = place(rules, entry.matcher);
    let mut patterns = texts(&entry.matcher.patterns);
    patterns.extend(entry.matcher.regex.iter().map(|regex| regex.as_str().to_owned()));
    let mut shown = Shown {
        id: entry.id.to_owned(),
        file,
        line,
        strength: entry.strength,
        why: entry.why.to_owned(),
        patterns,
        except: texts(&entry.matcher.except),
        hits: examples(&entry.matcher.hits),
        misses: examples(&entry.matcher.misses),
        ..Shown::default()
    };
    match entry.rule {
        RuleRef::Cue(index) => {
            if let Some(rule) = rules.cues.get(index) {
                shown.category = Some(rule.category.clone());
                shown.effect = Some(rule.effect);
                shown.negated = Some(rule.negated);
                shown.question = Some(rule.question.clone());
                shown.innocent = Some(rule.innocent.clone());
                shown.source.clone_from(&rule.source);
            }
        }
        RuleRef::Frame(index) => shown.stance = rules.frames.get(index).map(|frame| frame.stance),
        RuleRef::Verb(index) => shown.stance = rules.verbs.get(index).map(|verb| verb.stance),
        _ => {}
    }
    shown
}

fn head(pack: &Pack, out: &mut fmt::Formatter) -> fmt::Result {
    writeln!(out, "{}: {}\n  {}", pack.id, pack.title, pack.file)?;
    let manifest = &pack.manifest;
    let authors = (!manifest.authors.is_empty()).then(|| manifest.authors.join(", "));
    for (label, value) in [
        ("part of", &manifest.name),
        ("version", &manifest.version),
        ("language", &pack.language),
        ("category", &pack.category),
        ("licence", &manifest.licence),
        ("authors", &authors),
        ("homepage", &manifest.homepage),
        ("requires", &manifest.requires.as_ref().map(|version| format!("Parallax {version}"))),
    ] {
        if let Some(value) = value {
            writeln!(out, "  {label:<10}{value}")?;
        }
    }
    writeln!(out)
}

impl fmt::Display for ShownRules {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        if let Some(pack) = &self.pack {
            head(pack, out)?;
        }
        self.rules.iter().try_for_each(|rule| write!(out, "{rule}"))
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out, "{}", self.id)?;
        writeln!(out, "  {}:{}", self.file, self.line)?;
        let name = |value: &dyn fmt::Debug| format!("{value:?}").to_lowercase();
        let mut field = |label: &str, value: Option<String>| match value.filter(|value| !value.is_empty()) {
            Some(value) => writeln!(out, "  {label:<10}{value}"),
            None => Ok(()),
        };
        field("category", self.category.clone())?;
        field("effect", self.effect.map(|effect| name(&effect)))?;
        field("stance", self.stance.map(|stance| name(&stance)))?;
        field("strength", self.strength.map(|strength| format!("{strength:.2}")))?;
        field("why", Some(self.why.clone()))?;
        field("question", self.question.clone())?;
        field("innocent", self.innocent.clone())?;
        field("source", self.source.clone())?;
        for (label, lines) in
            [("matches", &self.patterns), ("except", &self.except), ("hits", &self.hits), ("misses", &self.misses)]
        {
            for (index, line) in lines.iter().enumerate() {
                field(if index == 0 { label } else { "" }, Some(line.clone()))?;
            }
        }
        Ok(())
    }
}
