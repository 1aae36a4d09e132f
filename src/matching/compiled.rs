//! All rules of a rule set, compiled: their programs by anchor, and the conditions on their matches.

use super::RuleRef;
use super::anchor::{Program, cut};
use super::anchor_table::AnchorTable;
use super::compile::{Direction, Vocabulary, lower};
use super::course::Course;
use crate::rules::pattern::{Pattern, Role};
use crate::rules::{Matcher, RuleSet, Tables, Word, Zone};

/// What the engine runs.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// Programs by anchor, but for those below.
    pub(super) anchors: AnchorTable,
    /// Those of cues that are weaker than `least`: only what shows more than usual asks for them.
    pub(super) faint: AnchorTable,
    /// The strength from which on cues are usually shown.
    pub(super) least: f32,
    /// Those of page furniture: most texts have none left, and need not be asked.
    pub(super) furniture: AnchorTable,
    /// Every program of every pattern.
    pub(super) programs: Vec<Program>,
    /// Programs without an anchor, tried at every token.
    pub(super) loose: Vec<u32>,
    /// Every rule that has patterns or a regular expression.
    pub(super) rules: Vec<CompiledRule>,
    /// Indexes into `rules` of those with a regular expression.
    pub(super) regexes: Vec<(u32, regex::Regex)>,
}

/// A rule's name and conditions.
#[derive(Debug)]
pub(super) struct CompiledRule {
    /// Which rule it is.
    pub(super) rule: RuleRef,
    /// What its matches must fulfil; `None` for most rules.
    pub(super) conditions: Option<Box<Conditions>>,
}

/// Conditions on a match, as programs without anchors.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Zones it may stand in; empty for all.
    pub(super) zones: Vec<Zone>,
    /// Read backwards from the match's start: one must match, when there are any.
    pub(super) before: Vec<Course>,
    /// Read forwards from its end, likewise.
    pub(super) after: Vec<Course>,
    /// Read backwards from its start: none may match.
    pub(super) not_before: Vec<Course>,
    /// Read forwards from its end: none may match.
    pub(super) not_after: Vec<Course>,
    /// Anywhere in the sentence: one must match, when there are any.
    pub(super) sentence_has: Vec<Course>,
    /// Anywhere in the sentence: none may match.
    pub(super) sentence_lacks: Vec<Course>,
    /// None may match where the match is.
    pub(super) except: Vec<Course>,
    /// A bit for each word that one of those can begin with.
    pub(super) exceptions: u64,
    /// No match of one of those takes more tokens.
    pub(super) longest_exception: usize,
}

impl Compiled {
    /// Compiles all rules. The parts of hyphenated pattern words are added to the rule set's words.
    pub(super) fn new(rules: &mut RuleSet) -> Compiled {
        let mut compiled = Compiled::default();
        let mut words = Vocabulary::new(std::mem::take(&mut rules.words));
        let mut pairs = Vec::new();
        for (rule, matcher) in matchers(rules) {
            compiled.add(rule, matcher, &mut words, &rules.tables, &mut pairs);
        }
        rules.words = words.words;
        let least = rules.least_strength(USUAL);
        let rule = |number: u32| {
            let program = compiled.programs.get(number as usize)?;
            compiled.rules.get(program.rule as usize).map(|rule| rule.rule)
        };
        let (mut anchors, mut faint, mut page) = (Vec::new(), Vec::new(), Vec::new());
        for pair in pairs {
            match rule(pair.1) {
                Some(RuleRef::Furniture(_)) => page.push(pair),
                Some(RuleRef::Cue(cue)) if rules.cues.get(cue).is_some_and(|cue| cue.strength < least) => {
                    faint.push(pair);
                }
                _ => anchors.push(pair),
            }
        }
        let table = |pairs| AnchorTable::new(pairs, &compiled.programs, rules.words.len(), &rules.tables);
        let (anchors, faint, furniture) = (table(anchors), table(faint), table(page));
        Compiled { anchors, faint, least, furniture, ..compiled }
    }

    fn add(
        &mut self,
        rule: RuleRef,
        matcher: &Matcher,
        words: &mut Vocabulary,
        tables: &Tables,
        pairs: &mut Vec<(Word, u32)>,
    ) {
        // Rules, patterns and programs are counted in 32 bits; no rule set comes near.
        let owner = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
        self.rules.push(CompiledRule { rule, conditions: conditions(matcher, words) });
        for (index, pattern) in matcher.patterns.iter().enumerate() {
            let mut roles: Vec<Role> = Vec::new();
            let items = lower(&pattern.nodes, words, &mut roles);
            for cut in cut(&items, tables) {
                let number = u32::try_from(self.programs.len()).unwrap_or(u32::MAX);
                if cut.anchor.is_empty() {
                    self.loose.push(number);
                }
                pairs.extend(cut.anchor.iter().map(|&word| (word, number)));
                self.programs.push(Program {
                    rule: owner,
                    pattern: u32::try_from(index).unwrap_or(u32::MAX),
                    spelling: cut.spelling,
                    left: cut.left,
                    right: cut.right,
                    roles: roles.clone().into(),
                });
            }
        }
        if let Some(regex) = &matcher.regex {
            self.regexes.push((owner, regex.clone()));
        }
    }
}

/// The preset that is usual.
const USUAL: &str = "default";

/// Every rule with its matcher, in the order of kinds and indexes.
pub(super) fn matchers(rules: &RuleSet) -> impl Iterator<Item = (RuleRef, &Matcher)> {
    let cues = rules.cues.iter().enumerate().map(|(i, r)| (RuleRef::Cue(i), &r.matcher));
    let frames = rules.frames.iter().enumerate().map(|(i, r)| (RuleRef::Frame(i), &r.matcher));
    let verbs = rules.verbs.iter().enumerate().map(|(i, r)| (RuleRef::Verb(i), &r.matcher));
    let actors = rules.actors.iter().enumerate().map(|(i, r)| (RuleRef::Actor(i), &r.matcher));
    let events = rules.events.iter().enumerate().map(|(i, r)| (RuleRef::Event(i), &r.matcher));
    let concepts = rules.concepts.iter().enumerate().map(|(i, r)| (RuleRef::Concept(i), &r.matcher));
    let furniture = rules.furniture.iter().enumerate().map(|(i, r)| (RuleRef::Furniture(i), &r.matcher));
    let outlets = rules.outlets.iter().enumerate().map(|(i, r)| (RuleRef::Outlet(i), &r.matcher));
    cues.chain(frames).chain(verbs).chain(actors).chain(events).chain(concepts).chain(furniture).chain(outlets)
}

fn conditions(matcher: &Matcher, words: &mut Vocabulary) -> Option<Box<Conditions>> {
    let mut compile = |patterns: &[Pattern], direction: Direction| -> Vec<Course> {
        patterns.iter().map(|p| Course::new(&lower(&p.nodes, words, &mut Vec::new()), direction)).collect()
    };
    let except = compile(&matcher.except, Direction::Forward);
    let conditions = Conditions {
        zones: matcher.zones.clone(),
        before: compile(&matcher.before, Direction::Backward),
        after: compile(&matcher.after, Direction::Forward),
        not_before: compile(&matcher.not_before, Direction::Backward),
        not_after: compile(&matcher.not_after, Direction::Forward),
        sentence_has: compile(&matcher.sentence_has, Direction::Forward),
        sentence_lacks: compile(&matcher.sentence_lacks, Direction::Forward),
        exceptions: except.iter().fold(0, |bits, course| bits | course.openings()),
        longest_exception: except.iter().map(|course| course.longest).max().unwrap_or(0),
        except,
    };
    let none = conditions.zones.is_empty()
        && [&conditions.before, &conditions.after, &conditions.not_before, &conditions.not_after]
            .iter()
            .chain(&[&conditions.sentence_has, &conditions.sentence_lacks, &conditions.except])
            .all(|programs| programs.is_empty());
    (!none).then(|| Box::new(conditions))
}
