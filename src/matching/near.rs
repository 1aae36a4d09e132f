//! Matches that did not come about: how far a pattern got, and at which of its elements it stopped. For rule writers; each
//! element as written is a course of its own here, so that it can be named.

use super::compile::{Direction, Vocabulary, lower};
use super::compiled::matchers;
use super::course::Course;
use super::place::{At, Place};
use super::run::{Scratch, ends};
use super::{Engine, RuleRef};
use crate::base::Span;
use crate::rules::Tables;
use crate::rules::pattern::{Node, Pattern};
use crate::text::{Document, Tokens};

/// How far a pattern got at its best place in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The rule.
    pub rule: RuleRef,
    /// The pattern (index into the rule's `patterns`).
    pub pattern: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// The tokens that matched; empty when nothing did.
    pub matched: Tokens,
    /// How many of the elements that must be there matched, and how many there are.
    pub elements: (usize, usize),
    /// How many of those that matched are words that tell something: that fewer than half of all articles hold.
    pub telling: usize,
    /// Where it stopped, to the left or right of what matched.
    pub stops: Vec<Stop>,
}

/// An element that did not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Where the element stands in the pattern's text, with the gaps before it.
    pub wanted: Span,
    /// Whether it was wanted before what matched, not behind it.
    pub before: bool,
    /// The token that stands there instead; `None` at the sentence's end, or when nothing matched.
    pub found: Option<usize>,
}

/// An element of a pattern as written.
struct Element {
    written: Span,
    forward: Course,
    backward: Course,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word, list or group of words that few articles hold.
    Telling,
    /// Words that most articles hold.
    Common,
    /// A class, mark or end of the sentence.
    Other,
    /// What may be left out.
    Optional,
    /// Any words.
    Gap,
}

impl Kind {
    fn is_needed(self) -> bool {
        !matches!(self, Kind::Optional | Kind::Gap)
    }
}

impl Engine {
    /// The best near miss of every pattern in every sentence where it comes near, in the order of sentences, rules and
    /// patterns. With `only`, those of that rule's patterns, however far they got.
    pub fn near_misses(&self, document: &Document, only: Option<RuleRef>) -> Vec<NearMiss> {
        let rules = self.rules();
        let mut words = Vocabulary::new(rules.words.clone());
        let (mut scratch, mut signs) = (Scratch::default(), Vec::new());
        let mut all = Vec::new();
        for (rule, matcher) in matchers(rules).filter(|(rule, _)| only.is_none_or(|only| only == *rule)) {
            for (number, pattern) in matcher.patterns.iter().enumerate() {
                let elements = elements(pattern, &mut words, &rules.tables);
                let needed = elements.iter().filter(|element| element.kind.is_needed()).count();
                for (sentence, at) in document.sentences.iter().enumerate() {
                    let place = Place::new(document, rules.listed(), at.tokens.clone(), &mut signs);
                    let Some(reached) = best(&elements, &place, &mut scratch, only.is_some()) else { continue };
                    let near = reached.telling >= 2 || reached.telling == 1 && reached.fitting + 1 == needed;
                    if reached.stops.is_empty() || !near && only.is_none() {
                        continue;
                    }
                    all.push(NearMiss {
                        rule,
                        pattern: number,
                        sentence,
                        matched: reached.matched,
                        elements: (reached.fitting, needed),
                        telling: reached.telling,
                        stops: reached.stops,
                    });
                }
            }
        }
        all.sort_by_key(|miss| (miss.sentence, miss.rule, miss.pattern));
        all
    }
}

fn elements(pattern: &Pattern, words: &mut Vocabulary, tables: &Tables) -> Vec<Element> {
    let mut nodes = Vec::new();
    flatten(&pattern.nodes, &mut nodes);
    if nodes.len() != pattern.written.len() {
        return Vec::new();
    }
    let written: Vec<(Span, &Node)> = pattern.written.iter().copied().zip(nodes).collect();
    let of = |nodes: &[(Span, &Node)]| {
        let nodes_of: Vec<Node> = nodes.iter().map(|(_, node)| (*node).clone()).collect();
        let items = lower(&nodes_of, words, &mut Vec::new());
        Some(Element {
            written: nodes.first()?.0,
            forward: Course::new(&items, Direction::Forward),
            backward: Course::new(&items, Direction::Backward),
            kind: kind(&nodes_of, tables),
        })
    };
    written.chunk_by(|a, b| a.0 == b.0).filter_map(of).collect()
}

/// The nodes with those of roles in their places.
fn flatten<'n>(nodes: &'n [Node], flat: &mut Vec<&'n Node>) {
    for node in nodes {
        match node {
            Node::Role(_, inner) => flatten(inner, flat),
            _ => flat.push(node),
        }
    }
}

fn kind(nodes: &[Node], tables: &Tables) -> Kind {
    match nodes {
        [Node::Optional(_)] => return Kind::Optional,
        [Node::Gap(..) | Node::Any] => return Kind::Gap,
        _ => {}
    }
    match nodes.iter().filter_map(|node| commonest(node, tables)).min() {
        Some(articles) if articles * 2 < tables.background() => Kind::Telling,
        Some(_) => Kind::Common,
        None => Kind::Other,
    }
}

/// In how many background articles the commonest word stands that the node can match; `None` for a node without words.
fn commonest(node: &Node, tables: &Tables) -> Option<u32> {
    match node {
        Node::Words(words) => words.iter().map(|&word| tables.frequency(word)).max(),
        Node::Exact(word, _) => Some(tables.frequency(*word)),
        Node::Choice(branches) => {
            let of = |branch: &Vec<Node>| branch.iter().filter_map(|node| commonest(node, tables)).min();
            branches.iter().filter_map(of).max()
        }
        _ => None,
    }
}

/// How far a pattern got from one of its elements.
struct Reached {
    matched: Tokens,
    fitting: usize,
    telling: usize,
    stops: Vec<Stop>,
}

/// The place where most of the elements match; with `even_nothing`, also when none does.
fn best(elements: &[Element], place: &Place, scratch: &mut Scratch, even_nothing: bool) -> Option<Reached> {
    let mut best: Option<Reached> = None;
    for (pivot, element) in elements.iter().enumerate() {
        // From words that tell nothing, everything would be near.
        if element.kind != Kind::Telling {
            continue;
        }
        for start in place.sentence.clone() {
            let reached = reach(elements, pivot, start, place, scratch);
            if let Some(reached) = reached
                && best.as_ref().is_none_or(|b| (reached.telling, reached.fitting) > (b.telling, b.fitting))
            {
                best = Some(reached);
            }
        }
    }
    if best.is_none() && even_nothing {
        let wanted = elements.iter().find(|element| element.kind == Kind::Telling).or(elements.first())?;
        let stop = Stop { wanted: wanted.written, before: false, found: None };
        best = Some(Reached { matched: 0..0, fitting: 0, telling: 0, stops: vec![stop] });
    }
    best
}

/// What matches around the element `pivot` at the token `start`.
fn reach(elements: &[Element], pivot: usize, start: usize, place: &Place, scratch: &mut Scratch) -> Option<Reached> {
    let first = ends(&elements.get(pivot)?.forward, &[At::token(start)], Direction::Forward, place, scratch);
    if first.is_empty() {
        return None;
    }
    let behind = elements.get(pivot + 1..).unwrap_or_default();
    let right = side(behind.iter().collect(), first, Direction::Forward, place, scratch);
    let ahead = elements.get(..pivot).unwrap_or_default();
    let left = side(ahead.iter().rev().collect(), vec![At::token(start)], Direction::Backward, place, scratch);
    let mut kinds: Vec<Kind> = vec![Kind::Telling];
    kinds.extend(behind.iter().take(right.passed).chain(ahead.iter().rev().take(left.passed)).map(|e| e.kind));
    Some(Reached {
        matched: left.end..right.end,
        fitting: kinds.iter().filter(|kind| kind.is_needed()).count(),
        telling: kinds.iter().filter(|&&kind| kind == Kind::Telling).count(),
        stops: [left.stop, right.stop].into_iter().flatten().collect(),
    })
}

/// How far it went to one side.
struct Side {
    /// So many elements matched.
    passed: usize,
    /// Boundary of the last element that matched.
    end: usize,
    stop: Option<Stop>,
}

/// Runs elements one after the other from `starts`, away from where the match began.
fn side(elements: Vec<&Element>, starts: Vec<At>, direction: Direction, place: &Place, scratch: &mut Scratch) -> Side {
    let rightwards = direction == Direction::Forward;
    // By element: where it can begin; the last entry: where the next one can.
    let mut reached = vec![starts];
    let mut failed = None;
    for (number, element) in elements.iter().enumerate() {
        let course = if rightwards { &element.forward } else { &element.backward };
        let starts = reached.last().map_or(&[][..], |starts| starts);
        let next = ends(course, starts, direction, place, scratch);
        if next.is_empty() {
            failed = Some(number);
            break;
        }
        reached.push(next);
    }
    // Of several ways, the one that got furthest.
    let furthest = |number: usize| {
        let all = reached.get(number).map_or(&[][..], |all| all).iter().map(|at| at.token + usize::from(at.part > 0));
        if rightwards { all.max() } else { all.min() }.unwrap_or(place.sentence.start)
    };
    let Some(failed) = failed else {
        return Side { passed: elements.len(), end: furthest(elements.len()), stop: None };
    };
    // A gap belongs to what comes after it.
    let kind = |number: usize| elements.get(number).map(|element| element.kind);
    let loose = (0..failed).rev().take_while(|&number| kind(number).is_some_and(|kind| !kind.is_needed()));
    let first = loose.filter(|&number| kind(number) == Some(Kind::Gap)).last().unwrap_or(failed);
    let at = furthest(first);
    let found = if rightwards { Some(at) } else { at.checked_sub(1) };
    let wanted = elements.get(first..=failed).unwrap_or_default().iter().map(|element| element.written);
    let stop = wanted.reduce(Span::join).map(|wanted| Stop {
        wanted,
        before: !rightwards,
        found: found.filter(|token| place.sentence.contains(token)),
    });
    Side { passed: first, end: at, stop }
}
