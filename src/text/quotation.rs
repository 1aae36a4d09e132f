//! Quotation zones: what stands inside quotation marks, over sentences and paragraphs.
//!
//! Marks are paired inside one paragraph, by their own direction, their neighbours and what is open already. A quotation
//! that nobody closes ends with its paragraph, or where the next one of its kind opens, so a stray mark costs at most that.

use crate::base::Span;

use super::lexicon::Lexicon;
use super::mark::{Candidate, Family, Side, candidates, family_of, mark_apostrophe};
use super::token::{Read, within};
use super::{Token, TokenKind, Tokens};

/// One stretch of text in quotation marks. A quotation that runs over paragraphs, each opened anew, is several of them,
/// linked by `continues`. Quotations are in text order, and of two that overlap the later stands inside the earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks, as far as they stand there.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// The tokens of `span`.
    pub tokens: Tokens,
    /// The quotation of an earlier paragraph that this one goes on with.
    pub continues: Option<usize>,
    /// 0 for an outermost quotation, 1 for one inside it …
    pub depth: u8,
    /// The quotation that this one stands in.
    pub parent: Option<usize>,
    /// Whether the mark that closes it stands there (a paragraph of a continued quotation has none).
    pub closed: bool,
}

/// Quotations inside quotations beyond this depth are noise.
const DEEPEST: usize = 8;

/// So many paragraphs behind its opening mark a quotation may still be closed without having been opened anew.
const FARTHEST: usize = 6;

/// An opening mark that waits for its closing one.
struct Waiting {
    token: usize,
    family: Family,
    /// The opening mark before which it ends unless it is closed: the next of its family, or of one that it stands in.
    cut: Option<usize>,
}

/// One quotation's tokens before it is put into its place.
struct Found {
    open: usize,
    /// Behind its last token.
    end: usize,
    /// Whether its first token is its opening mark.
    opened: bool,
    closed: bool,
    family: Family,
}

/// The quotations of one paragraph.
struct Paired {
    found: Vec<Found>,
    /// A double mark that closes what this paragraph did not open, before any other double mark.
    stray_close: Option<usize>,
    has_double: bool,
}

/// Pairs the quotation marks of a text, and turns its mark tokens into [`TokenKind::Open`], [`TokenKind::Close`] and
/// apostrophes. `paragraphs` are the tokens of each paragraph, without gaps between them.
pub(super) fn find(text: &str, read: &mut Read, paragraphs: &[Tokens], lexicon: &Lexicon) -> Vec<Quotation> {
    let mut paired: Vec<Paired> = Vec::with_capacity(paragraphs.len());
    let tokens = read.tokens.as_mut_slice();
    for paragraph in paragraphs {
        let candidates = candidates(text, tokens, (paragraph, within(&read.odd, paragraph)), lexicon);
        let anew = tokens.get(paragraph.end).zip(tokens.get(paragraph.end + 1)).filter(|(_, inside)| !inside.spaced);
        let anew = anew.and_then(|(mark, _)| Some(family_of(mark.span.of(text))?.0));
        paired.push(pair(text, tokens, paragraph, &candidates, anew));
        for candidate in &candidates {
            mark_apostrophe(tokens, candidate);
        }
    }
    carry_over(&mut paired, paragraphs);
    place(text, tokens, paired)
}

/// Lets a quotation that one paragraph leaves open go on to a closing mark of a later paragraph that nothing opens there,
/// over paragraphs without any double marks.
fn carry_over(paired: &mut [Paired], paragraphs: &[Tokens]) {
    for last in 1..paired.len() {
        let Some(close) = paired.get(last).and_then(|p| p.stray_close) else { continue };
        let earliest = last.saturating_sub(FARTHEST);
        let Some(first) = (earliest..last).rev().find(|&p| paired.get(p).is_some_and(|p| p.has_double)) else {
            continue;
        };
        let left_open = |p: &Paired| {
            let end = paragraphs.get(first).map_or(0, |paragraph| paragraph.end);
            p.found.iter().any(|q| q.family == Family::Double && !q.closed && q.end == end)
        };
        if !paired.get(first).is_some_and(left_open) {
            continue;
        }
        for (number, (between, paragraph)) in
            paired.iter_mut().zip(paragraphs).enumerate().take(last + 1).skip(first + 1)
        {
            let closed = number == last;
            let end = if closed { close + 1 } else { paragraph.end };
            for crossing in between.found.iter_mut().filter(|q| q.open < end && q.end > end) {
                (crossing.end, crossing.closed) = (end - 1, false);
            }
            between.found.push(Found { open: paragraph.start, end, opened: false, closed, family: Family::Double });
        }
    }
}

/// Puts the quotations of all paragraphs into order, nests and links them, and tells their marks.
fn place(text: &str, tokens: &mut [Token], paired: Vec<Paired>) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    // The last quotation left open, and where the next would have to begin to go on with it.
    let mut left_open: Option<(usize, Family, usize)> = None;
    for Paired { mut found, .. } in paired {
        found.retain(|q| q.end > q.open + usize::from(q.opened) + usize::from(q.closed));
        found.sort_by_key(|q| (q.open, q.opened));
        let first = quotations.len();
        for q in found {
            let number = quotations.len();
            let mut parent = number.checked_sub(1).filter(|&last| last >= first);
            while let Some(outer) = parent.and_then(|p| quotations.get(p)).filter(|outer| outer.tokens.end < q.end) {
                parent = outer.parent;
            }
            let depth = parent.and_then(|p| quotations.get(p)).map_or(0, |outer| outer.depth.saturating_add(1));
            let goes_on =
                left_open.filter(|&(_, family, at)| family == q.family && at == q.open && opens_line(text, tokens, at));
            if !q.closed && left_open.is_none_or(|(_, _, at)| at != q.end) {
                left_open = Some((number, q.family, q.end));
            }
            if q.opened {
                set_kind(tokens, q.open, TokenKind::Open);
            }
            if q.closed {
                set_kind(tokens, q.end - 1, TokenKind::Close);
            }
            quotations.push(placed(tokens, &q, goes_on.map(|(earlier, ..)| earlier), depth, parent));
        }
    }
    quotations
}

/// Whether the token is the first of its line.
fn opens_line(text: &str, tokens: &[Token], token: usize) -> bool {
    let before = token.checked_sub(1).and_then(|before| tokens.get(before)).map_or(0, |t| t.span.end);
    let start = tokens.get(token).map_or(0, |t| t.span.start);
    Span::new(before, start).of(text).contains(['\n', '\u{2029}'])
}

fn set_kind(tokens: &mut [Token], at: usize, kind: TokenKind) {
    if let Some(token) = tokens.get_mut(at) {
        token.kind = kind;
    }
}

fn placed(tokens: &[Token], q: &Found, continues: Option<usize>, depth: u8, parent: Option<usize>) -> Quotation {
    let at = |token: usize| tokens.get(token).map_or(Span::default(), |t| t.span);
    let (open, last) = (at(q.open), at(q.end - 1));
    let inner_end = if q.closed { at(q.end - 2).end } else { last.end };
    Quotation {
        span: open.join(last),
        inner: Span::new(at(q.open + usize::from(q.opened)).start, inner_end),
        tokens: q.open..q.end,
        continues,
        depth,
        parent,
        closed: q.closed,
    }
}

/// Pairs the marks of one paragraph. `anew` is the family of the mark that the next paragraph opens with.
fn pair(text: &str, tokens: &[Token], paragraph: &Tokens, candidates: &[Candidate], anew: Option<Family>) -> Paired {
    let closer_follows = clear_closers(candidates);
    let mut found = Vec::new();
    let mut stray_close = None;
    let mut has_double = false;
    let mut open: Vec<Waiting> = Vec::new();
    for (candidate, closer_follows) in candidates.iter().zip(closer_follows) {
        let &Candidate { token, family, side } = candidate;
        let partner = open.iter().rposition(|w| w.family == family);
        // A single mark closes only what opened last; a double one closes over forgotten single ones.
        let partner = partner.filter(|&p| family != Family::Single || p + 1 == open.len());
        let opens = match side {
            Side::Open => true,
            Side::Either => partner.is_none(),
            Side::Genitive if partner.is_some() && !closer_follows => false,
            Side::Close => false,
            Side::Genitive | Side::Neither => continue,
        };
        if family == Family::Double && !has_double && !opens {
            let measure = token.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.kind == TokenKind::Number);
            stray_close = Some(token).filter(|_| !measure);
        }
        has_double |= family == Family::Double;
        if opens && open.len() < DEEPEST {
            let same = open.iter().position(|w| w.family == family).unwrap_or(open.len());
            for waiting in open.iter_mut().skip(same) {
                waiting.cut.get_or_insert(token);
            }
            open.push(Waiting { token, family, cut: None });
        } else if !opens && let Some(partner) = partner {
            let mut unclosed = open.split_off(partner).into_iter();
            let opened = unclosed.as_slice().first().map_or(token, |w| w.token);
            // What opened inside a quotation that is closed now was no end of those around it.
            for waiting in open.iter_mut().filter(|w| w.cut.is_some_and(|cut| cut > opened)) {
                waiting.cut = None;
            }
            found.extend(unclosed.next().map(|w| Found {
                open: w.token,
                end: token + 1,
                opened: true,
                closed: true,
                family,
            }));
            found.extend(unclosed.filter_map(|w| left_open(text, tokens, paragraph, &w, token, None)));
        }
    }
    let rest = open.iter().filter_map(|w| left_open(text, tokens, paragraph, w, paragraph.end, anew));
    found.extend(rest);
    Paired { found, stray_close, has_double }
}

/// For each candidate whether a single mark that clearly closes follows before the next that opens.
fn clear_closers(candidates: &[Candidate]) -> Vec<bool> {
    let mut follows = vec![false; candidates.len()];
    let mut closer = false;
    for (candidate, follows) in candidates.iter().zip(&mut follows).rev() {
        *follows = closer;
        if candidate.family == Family::Single {
            match candidate.side {
                Side::Close => closer = true,
                Side::Open | Side::Either => closer = false,
                Side::Genitive | Side::Neither => {}
            }
        }
    }
    follows
}

/// The quotation of an opening mark that nothing closes: up to the next of its kind, or to `end`. A single mark then is
/// an apostrophe, unless the next paragraph opens with one (`anew`) or it stands where speech begins.
fn left_open(
    text: &str,
    tokens: &[Token],
    paragraph: &Tokens,
    waiting: &Waiting,
    end: usize,
    anew: Option<Family>,
) -> Option<Found> {
    let speech = || {
        let before = waiting.token.checked_sub(1).filter(|before| paragraph.contains(before));
        let before = before.and_then(|before| tokens.get(before)).map(|t| t.span.of(text));
        matches!(before, None | Some(":" | ","))
    };
    let whole = end == paragraph.end && waiting.cut.is_none();
    let sure = match waiting.family {
        Family::Single => {
            whole && speech() && (anew == Some(Family::Single) || !is_straight(text, tokens, waiting.token))
        }
        _ => true,
    };
    sure.then(|| Found {
        open: waiting.token,
        opened: true,
        end: waiting.cut.unwrap_or(end).min(end),
        closed: false,
        family: waiting.family,
    })
}

fn is_straight(text: &str, tokens: &[Token], token: usize) -> bool {
    tokens.get(token).is_some_and(|t| matches!(t.span.of(text), "'" | "`"))
}

#[cfg(test)]
mod tests;
