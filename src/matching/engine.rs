//! The compiled rule set and what it finds in a document.

use super::anchor::Program;
use super::anchor_table::{AnchorTable, Listed};
use super::compile::Direction;
use super::compiled::{Compiled, CompiledRule};
use super::course::HYPHENATED;
use super::place::{At, Place, may_match, may_match_at};
use super::run::{Scratch, is_spelled, parts, run};
use super::settle::{Candidate, settle};
use super::{Hit, Hits, RuleRef};
use crate::base::{Error, Result};
use crate::rules::RuleSet;
use crate::rules::pattern::Role;
use crate::text::{Document, Tagger, Token, Tokens};

/// Which rules are run beside those that every text needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Those of page furniture.
    pub(super) furniture: bool,
    /// Those of cues that are weaker than what is usually shown.
    pub(super) faint: bool,
}

/// A rule set made ready to run: the one value that the stages are called with. Cheap to share between threads.
#[derive(Debug)]
pub struct Engine {
    rules: RuleSet,
    tagger: Tagger,
    compiled: Compiled,
}

impl Engine {
    /// Compiles all patterns.
    ///
    /// # Errors
    /// When the bundled tagger tables are damaged.
    pub fn new(mut rules: RuleSet) -> Result<Engine> {
        let tagger = tagger(&mut rules)?;
        let compiled = Compiled::new(&mut rules);
        Ok(Engine { rules, tagger, compiled })
    }

    /// The rules it was made from.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Reads a text.
    pub fn read<'t>(&self, text: &'t str, date: Option<&str>) -> Document<'t> {
        Document::new(text, date, &self.rules, &self.tagger)
    }

    /// Reads several texts, each with its date, in less time than one by one.
    pub fn read_several<'t>(&self, texts: &[(&'t str, Option<&str>)]) -> Vec<Document<'t>> {
        Document::several(texts, &self.rules, &self.tagger)
    }

    /// Everything that matches in a document. `headline` says that it is an article's title.
    pub fn find(&self, document: &Document, headline: bool) -> Hits {
        self.hits(document, headline, Asked { furniture: true, faint: true })
    }

    /// The same of an article's text or title, which page furniture is taken out of: its rules are not run. Nor need those of cues be
    /// whose strength is below `least`.
    pub fn find_in_article(&self, document: &Document, headline: bool, least: f32) -> Hits {
        self.hits(document, headline, Asked { furniture: false, faint: least < self.compiled.least })
    }

    fn hits(&self, document: &Document, headline: bool, asked: Asked) -> Hits {
        let mut hits = Hits::with_room(document.tokens.len());
        let mut scratch = Scratch::default();
        let (mut candidates, mut signs) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
        for (sentence, at) in document.sentences.iter().enumerate() {
            let place = Place::new(document, self.rules.listed(), at.tokens.clone(), &mut signs);
            self.candidates(&place, asked, &mut scratch, &mut candidates);
            if candidates.is_empty() {
                continue;
            }
            settle(&mut candidates, &self.compiled.rules, headline, &place, &mut scratch);
            for candidate in candidates.drain(..) {
                let Some(rule) = self.compiled.rules.get(candidate.rule as usize) else { continue };
                hits.push(Hit {
                    rule: rule.rule,
                    pattern: candidate.pattern as usize,
                    tokens: candidate.tokens,
                    roles: candidate.roles,
                    sentence,
                });
            }
        }
        hits.sort();
        hits
    }

    /// All matches in one sentence, before conditions and overlaps are looked at.
    pub(super) fn candidates(
        &self,
        place: &Place,
        asked: Asked,
        scratch: &mut Scratch,
        candidates: &mut Vec<Candidate>,
    ) {
        self.run_anchors(&self.compiled.anchors, place, scratch, candidates);
        if asked.faint {
            self.run_anchors(&self.compiled.faint, place, scratch, candidates);
        }
        if asked.furniture {
            self.run_anchors(&self.compiled.furniture, place, scratch, candidates);
        }
        self.run_loose(place, scratch, candidates);
        self.run_regexes(place, asked.furniture, candidates);
    }

    /// Every rule with its conditions, by the number that candidates give.
    pub(super) fn compiled_rules(&self) -> &[CompiledRule] {
        &self.compiled.rules
    }

    /// Runs the programs that a table finds.
    fn run_anchors(
        &self,
        anchors: &AnchorTable,
        place: &Place,
        scratch: &mut Scratch,
        candidates: &mut Vec<Candidate>,
    ) {
        let document = place.document;
        let tokens = document.tokens.get(place.sentence.clone()).unwrap_or_default();
        let mut found = std::mem::take(&mut scratch.programs);
        let mut likely = std::mem::take(&mut scratch.likely);
        let count = likely_anchors(anchors, tokens, place, &mut likely);
        for &number in likely.iter().take(count) {
            let Some(token) = tokens.get(number) else { break };
            let index = place.sentence.start + number;
            if let Some(group) = anchors.group(token.word) {
                let around @ [left2, left, _, right, right2] = place.around(number);
                let programs = if around.contains(&HYPHENATED) {
                    anchors.all(group, &mut found);
                    &found
                } else {
                    let neighbour = |distance: isize| tokens.get(number.wrapping_add_signed(distance));
                    anchors.fitting((token.word, group), [right, left, right2, left2], neighbour, &mut found)
                };
                if !programs.is_empty() {
                    let sides = [&[At::token(index)][..], &[At::token(index + 1)]];
                    self.run_anchored(programs, (index, None), sides, place, scratch, candidates);
                }
            }
            if token.parts.1 == 0 {
                continue;
            }
            for (number, &word) in parts(document, index).iter().enumerate() {
                let Some(group) = anchors.group(word) else { continue };
                anchors.all(group, &mut found);
                let inner = u8::try_from(number).unwrap_or(u8::MAX);
                let behind = At { token: index, part: inner.saturating_add(1) };
                let left = [At::token(index), At { token: index, part: inner }];
                let right =
                    [At::token(index + 1), if behind.part < token.parts.1 { behind } else { At::token(index + 1) }];
                self.run_anchored(&found, (index, Some(number)), [&left, &right], place, scratch, candidates);
            }
        }
        (scratch.programs, scratch.likely) = (found, likely);
    }

    /// Runs the programs without an anchor at every token.
    fn run_loose(&self, place: &Place, scratch: &mut Scratch, candidates: &mut Vec<Candidate>) {
        for &number in &self.compiled.loose {
            let Some(program) = self.compiled.programs.get(number as usize) else { continue };
            for index in place.sentence.clone() {
                if !may_match_at(&program.right, index, Direction::Forward, place) {
                    continue;
                }
                scratch.saved.clear();
                let end = run(&program.right, &[At::token(index)], Direction::Forward, place, scratch);
                candidates.extend(end.and_then(|end| candidate(program, index..end, scratch)));
            }
        }
    }

    /// Runs programs at one anchor, which is a token or a part of it. `sides` are the places to its left and right.
    #[inline]
    fn run_anchored(
        &self,
        programs: &[Listed],
        (token, part): (usize, Option<usize>),
        [left, right]: [&[At]; 2],
        place: &Place,
        scratch: &mut Scratch,
        candidates: &mut Vec<Candidate>,
    ) {
        // Beside a part of a word stand others as well.
        let beside = match part {
            None => [token.checked_sub(1).map_or(0, |before| place.signs(before)), place.signs(token + 1)],
            Some(_) => [u64::MAX; 2],
        };
        for listed in programs {
            if !listed.fits(beside) {
                continue;
            }
            if listed.single {
                candidates.push(Candidate::new(listed.rule, listed.pattern, token..token + 1, Vec::new()));
                continue;
            }
            let Some(program) = self.compiled.programs.get(listed.number as usize) else { continue };
            let may = may_match(&program.left, left, Direction::Backward, place)
                && may_match(&program.right, right, Direction::Forward, place)
                && program.spelling.as_deref().is_none_or(|s| is_spelled(place.document, token, part, s));
            if !may {
                continue;
            }
            scratch.saved.clear();
            let start = match program.left.is_empty() {
                true => Some(token),
                false => run(&program.left, left, Direction::Backward, place, scratch),
            };
            let Some(start) = start else { continue };
            let end = match program.right.is_empty() {
                true => Some(token + 1),
                false => run(&program.right, right, Direction::Forward, place, scratch),
            };
            if let Some(found) = end.and_then(|end| candidate(program, start..end, scratch)) {
                candidates.push(found);
            }
        }
    }

    /// Regular expressions run on the sentence's text; a match is all tokens that it touches.
    fn run_regexes(&self, place: &Place, furniture: bool, candidates: &mut Vec<Candidate>) {
        let wanted = |rule: &u32| {
            let rule = self.compiled.rules.get(*rule as usize);
            furniture || rule.is_some_and(|rule| !matches!(rule.rule, RuleRef::Furniture(_)))
        };
        let span = place.document.span(&place.sentence);
        let tokens = place.document.tokens.get(place.sentence.clone()).unwrap_or_default();
        for (rule, regex) in self.compiled.regexes.iter().filter(|(rule, _)| wanted(rule)) {
            for found in regex.find_iter(span.of(place.document.text)) {
                let (from, to) = (span.start + found.start(), span.start + found.end());
                let start = place.sentence.start + tokens.partition_point(|t| t.span.end <= from);
                let end = place.sentence.start + tokens.partition_point(|t| t.span.start < to);
                if start < end {
                    candidates.push(Candidate::new(*rule, 0, start..end, Vec::new()));
                }
            }
        }
    }
}

/// Writes the numbers of those tokens of a sentence at which programs are to be looked for to the front of `likely`; gives how many.
fn likely_anchors(anchors: &AnchorTable, tokens: &[Token], place: &Place, likely: &mut Vec<usize>) -> usize {
    if likely.len() < tokens.len() {
        likely.resize(tokens.len(), 0);
    }
    let mut count = 0;
    for (number, token) in tokens.iter().enumerate() {
        let wanted = anchors.may_match(token.word, place.around(number)) | (token.parts.1 > 0);
        if let Some(next) = likely.get_mut(count) {
            *next = number;
        }
        count += usize::from(wanted);
    }
    count
}

/// More tokens and candidates than most sentences have.
const ROOM: usize = 64;

/// A candidate with the named parts that its run noted; `None` when it is empty.
fn candidate(program: &Program, tokens: Tokens, scratch: &Scratch) -> Option<Candidate> {
    if tokens.start >= tokens.end {
        return None;
    }
    if program.roles.is_empty() {
        return Some(Candidate::new(program.rule, program.pattern, tokens, Vec::new()));
    }
    let mut roles: Vec<(Role, Tokens)> = Vec::new();
    for (pair, &role) in program.roles.iter().enumerate() {
        let place = |slot: usize| scratch.saved.iter().rev().find(|(s, _)| usize::from(*s) == slot).map(|&(_, at)| at);
        if let (Some(start), Some(end)) = (place(2 * pair), place(2 * pair + 1))
            && start < end
        {
            roles.push((role, start..end));
        }
    }
    roles.sort_by_key(|(role, tokens)| (tokens.start, tokens.end, *role));
    Some(Candidate::new(program.rule, program.pattern, tokens, roles))
}

/// The tagger, from the tables that stand among the rules.
fn tagger(rules: &mut RuleSet) -> Result<Tagger> {
    let table = |name: &str| {
        let found = rules.sources.iter().find(|(file, _)| file.ends_with(name));
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let (words, suffixes, transitions) =
        (table("tagger/words.tsv"), table("tagger/suffixes.tsv"), table("tagger/transitions.tsv"));
    Tagger::load(&words, &suffixes, &transitions, &mut rules.words)
        .map_err(|damage| Error::Rules(format!("tagger/{}:{}: {}", damage.file, damage.line, damage.message)))
}
