//! Whether one pattern matches whatever another one does, and whether a pattern can match at all. Both answers are sound but
//! not complete: "yes, it covers" and "no, it can never match" are certain, the opposite is not.

use crate::rules::pattern::{Class, Node};

/// So many steps of comparison are spent on a pair of patterns before it is left undecided.
const STEPS: usize = 20_000;

/// Whether `wide` matches every stretch of text that `narrow` matches.
pub(super) fn covers(wide: &[Node], narrow: &[Node]) -> bool {
    let (wide, narrow): (Vec<&Node>, Vec<&Node>) = (wide.iter().collect(), narrow.iter().collect());
    sequence(&wide, &narrow, &mut STEPS.clone())
}

/// Whether `wide` matches some part of every stretch of text that `narrow` matches.
pub(super) fn covers_part(wide: &[Node], narrow: &[Node]) -> bool {
    let flat = flattened(narrow);
    let wide: Vec<&Node> = wide.iter().collect();
    let mut steps = STEPS;
    (0..flat.len()).any(|start| {
        (start + 1..=flat.len()).any(|end| {
            let part = flat.get(start..end).unwrap_or_default();
            sequence(&wide, part, &mut steps)
        })
    })
}

/// The elements of a sequence, those of named parts among them.
fn flattened(nodes: &[Node]) -> Vec<&Node> {
    let parts = nodes.iter().map(|node| match node {
        Node::Role(_, inner) => flattened(inner),
        _ => vec![node],
    });
    parts.flatten().collect()
}

fn sequence(wide: &[&Node], narrow: &[&Node], steps: &mut usize) -> bool {
    let Some(left) = steps.checked_sub(1) else { return false };
    *steps = left;
    let with = |front: &'_ [Node], rest: &[&Node], narrow: &[&Node], steps: &mut usize, is_wide: bool| {
        let longer: Vec<&Node> = front.iter().chain(rest.iter().copied()).collect();
        match is_wide {
            true => sequence(&longer, narrow, steps),
            false => sequence(narrow, &longer, steps),
        }
    };
    // What the narrow one can be must all be covered, so its choices come first.
    if let Some((first, rest)) = narrow.split_first() {
        match first {
            Node::Role(_, inner) => return with(inner, rest, wide, steps, false),
            // Both sides may offer the very same choice.
            Node::Choice(_) | Node::Optional(_)
                if wide.first() == Some(first) && sequence(wide.get(1..).unwrap_or_default(), rest, steps) =>
            {
                return true;
            }
            _ => {}
        }
        match first {
            Node::Choice(branches) => return branches.iter().all(|branch| with(branch, rest, wide, steps, false)),
            Node::Optional(inner) => return sequence(wide, rest, steps) && with(inner, rest, wide, steps, false),
            _ => {}
        }
    }
    let Some((first, rest)) = wide.split_first() else { return narrow.is_empty() };
    match first {
        Node::Role(_, inner) => with(inner, rest, narrow, steps, true),
        Node::Choice(branches) => branches.iter().any(|branch| with(branch, rest, narrow, steps, true)),
        Node::Optional(inner) => with(inner, rest, narrow, steps, true) || sequence(rest, narrow, steps),
        Node::Gap(least, most) => gap((*least, *most), rest, narrow, steps),
        _ => match narrow.split_first() {
            Some((other, more)) => one(first, other) && sequence(rest, more, steps),
            None => false,
        },
    }
}

/// `wide` begins with a gap.
fn gap((least, most): (u8, u8), rest: &[&Node], narrow: &[&Node], steps: &mut usize) -> bool {
    if least == 0 && sequence(rest, narrow, steps) {
        return true;
    }
    let Some((first, more)) = narrow.split_first() else { return false };
    let (fewest, widest) = match first {
        Node::Words(_) | Node::Exact(..) | Node::Any => (1, 1),
        Node::Gap(fewest, widest) => (*fewest, *widest),
        _ => return false,
    };
    if widest > most {
        return false;
    }
    let left = Node::Gap(least.saturating_sub(fewest), most - widest);
    let rest: Vec<&Node> = std::iter::once(&left).chain(rest.iter().copied()).collect();
    sequence(&rest, more, steps)
}

/// Whether one element matches whatever another one does.
fn one(wide: &Node, narrow: &Node) -> bool {
    match (wide, narrow) {
        (Node::Words(wide), Node::Words(narrow)) => narrow.iter().all(|word| wide.binary_search(word).is_ok()),
        (Node::Words(wide), Node::Exact(word, _)) => wide.binary_search(word).is_ok(),
        (Node::Any, Node::Words(_) | Node::Exact(..) | Node::Any) => true,
        (wide, narrow) => wide == narrow,
    }
}

/// Where a match may be while it is followed from left to right: whether a token was passed, and whether the sentence ended.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct States {
    fresh: bool,
    passed: bool,
    ended: bool,
}

impl States {
    fn any(self) -> bool {
        self.fresh || self.passed || self.ended
    }

    fn or(self, other: States) -> States {
        States {
            fresh: self.fresh || other.fresh,
            passed: self.passed || other.passed,
            ended: self.ended || other.ended,
        }
    }
}

/// Whether a sequence contradicts itself: words before the start of the sentence, or behind its end.
pub(super) fn contradicts_itself(nodes: &[Node]) -> bool {
    !follow(nodes, States { fresh: true, ..States::default() }).any()
}

fn follow(nodes: &[Node], from: States) -> States {
    nodes.iter().fold(from, |from, node| match node {
        Node::Start => States { fresh: from.fresh, ..States::default() },
        Node::End => States { ended: from.any(), ..States::default() },
        Node::Choice(branches) => {
            branches.iter().fold(States::default(), |found, branch| found.or(follow(branch, from)))
        }
        Node::Optional(inner) => from.or(follow(inner, from)),
        Node::Role(_, inner) => follow(inner, from),
        Node::Gap(0, _) => from.or(States { passed: from.fresh || from.passed, ..States::default() }),
        // Its final mark, and a closing quotation mark, may stand behind the end.
        Node::Mark('.' | '!' | '?' | '…') | Node::Class(Class::Close) => {
            States { passed: from.fresh || from.passed, ended: from.ended, fresh: false }
        }
        _ => States { passed: from.fresh || from.passed, ..States::default() },
    })
}
