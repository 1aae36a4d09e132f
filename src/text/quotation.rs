//! Quotation zones: what stands inside quotation marks, over sentences and paragraphs.
//!
//! Marks are paired inside one paragraph, by their own direction, their neighbours and what is open already. A quotation
//! that nobody closes ends with its paragraph, or where the next one of its kind opens, so a stray mark costs at most that.

use crate::base::Span;

use super::lexicon::{Lexicon, has};
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

/// Marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
    Corner,
    HollowCorner,
}

/// What a mark by itself and by its neighbours can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// Depends on what is open.
    Either,
    /// After a letter and before a further word: closes, or is the apostrophe of a genitive.
    Genitive,
    /// An apostrophe, or a sign for minutes, inches and the like.
    Neither,
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    token: usize,
    family: Family,
    side: Side,
}

/// An opening mark that waits for its closing one.
struct Waiting {
    token: usize,
    family: Family,
    /// The next opening mark of the same family that came while this one waited.
    cut: Option<usize>,
}

/// One quotation's tokens before it is put into its place.
struct Found {
    open: usize,
    /// Behind its last token.
    end: usize,
    closed: bool,
    family: Family,
}

/// Pairs the quotation marks of a text, and turns its mark tokens into [`TokenKind::Open`], [`TokenKind::Close`] and
/// apostrophes. `paragraphs` are the tokens of each paragraph, without gaps between them.
pub(super) fn find(text: &str, tokens: &mut [Token], paragraphs: &[Tokens], lexicon: &Lexicon) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    // The last quotation left open, and where the next would have to open to go on with it.
    let mut left_open: Option<(usize, Family, usize)> = None;
    for paragraph in paragraphs {
        let candidates = candidates(text, tokens, paragraph, lexicon);
        let anew = tokens.get(paragraph.end).zip(tokens.get(paragraph.end + 1)).filter(|(_, inside)| !inside.spaced);
        let anew = anew.and_then(|(mark, _)| Some(family_of(mark.span.of(text))?.0));
        let mut found = pair(text, tokens, paragraph, &candidates, anew);
        found.retain(|q| q.end > q.open + 1 + usize::from(q.closed));
        found.sort_by_key(|q| q.open);
        for candidate in &candidates {
            mark_apostrophe(tokens, candidate);
        }
        let first = quotations.len();
        for q in found {
            let number = quotations.len();
            let mut parent = number.checked_sub(1).filter(|&last| last >= first);
            while let Some(outer) = parent.and_then(|p| quotations.get(p)).filter(|outer| outer.tokens.end < q.end) {
                parent = outer.parent;
            }
            let depth = parent.and_then(|p| quotations.get(p)).map_or(0, |outer| outer.depth.saturating_add(1));
            let goes_on = left_open.filter(|&(_, family, at)| family == q.family && at == q.open);
            if !q.closed && left_open.is_none_or(|(_, _, at)| at != q.end) {
                left_open = Some((number, q.family, q.end));
            }
            set_kind(tokens, q.open, TokenKind::Open);
            if q.closed {
                set_kind(tokens, q.end - 1, TokenKind::Close);
            }
            quotations.push(placed(tokens, &q, goes_on.map(|(earlier, ..)| earlier), depth, parent));
        }
    }
    quotations
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
        inner: Span::new(at(q.open + 1).start, inner_end),
        tokens: q.open..q.end,
        continues,
        depth,
        parent,
        closed: q.closed,
    }
}

/// The family of a mark and, when it has one, its own direction.
fn family_of(mark: &str) -> Option<(Family, Option<Side>)> {
    use Family::{Angle, Corner, Double, HollowCorner, Single, SingleAngle};
    Some(match mark {
        "\"" | "＂" | "''" => (Double, None),
        "“" | "„" | "‟" | "``" | "‘‘" => (Double, Some(Side::Open)),
        "”" | "’’" => (Double, Some(Side::Close)),
        "'" | "`" => (Single, None),
        "‘" | "‚" | "‛" => (Single, Some(Side::Open)),
        "’" => (Single, Some(Side::Close)),
        "«" => (Angle, Some(Side::Open)),
        "»" => (Angle, Some(Side::Close)),
        "‹" => (SingleAngle, Some(Side::Open)),
        "›" => (SingleAngle, Some(Side::Close)),
        "「" => (Corner, Some(Side::Open)),
        "」" => (Corner, Some(Side::Close)),
        "『" => (HollowCorner, Some(Side::Open)),
        "』" => (HollowCorner, Some(Side::Close)),
        _ => return None,
    })
}

fn candidates(text: &str, tokens: &[Token], paragraph: &Tokens, lexicon: &Lexicon) -> Vec<Candidate> {
    let mut found = Vec::new();
    for token in paragraph.clone() {
        let Some(mark) = tokens.get(token).filter(|t| t.kind == TokenKind::Mark) else { continue };
        let Some((family, direction)) = family_of(mark.span.of(text)) else { continue };
        let neighbours = Neighbours::of(text, tokens, paragraph, token);
        let side = match family {
            Family::Double => double_side(&neighbours, direction),
            Family::Single => single_side(&neighbours, direction, lexicon),
            _ => direction.unwrap_or(Side::Neither),
        };
        found.push(Candidate { token, family, side });
    }
    found
}

/// What stands left and right of a mark.
struct Neighbours<'a> {
    before: Option<&'a Token>,
    after: Option<&'a Token>,
    /// Nothing, white space, an opening bracket, a dash or another quotation mark before it.
    free_left: bool,
    /// Nothing, white space, punctuation or another quotation mark behind it.
    free_right: bool,
    /// The last character of what stands before it, white space or not.
    last: Option<char>,
    /// White space right behind it.
    spaced_right: bool,
    spaced_left: bool,
}

impl<'a> Neighbours<'a> {
    fn of(text: &str, tokens: &'a [Token], paragraph: &Tokens, token: usize) -> Self {
        let inside = |at: Option<usize>| at.filter(|at| paragraph.contains(at)).and_then(|at| tokens.get(at));
        let (before, after) = (inside(token.checked_sub(1)), inside(Some(token + 1)));
        let last = before.and_then(|t| t.span.of(text).chars().next_back());
        let spaced_left = before.is_none() || tokens.get(token).is_some_and(|t| t.spaced);
        let spaced_right = after.is_none_or(|t| t.spaced);
        let opens = |t: &Token| {
            let mark = t.span.of(text);
            mark.starts_with(['(', '[', '{', '—', '–', '-', '/', '¿', '¡'])
                || family_of(mark).is_some_and(|(_, side)| side != Some(Side::Close))
        };
        let ends = |t: &Token| {
            let mark = t.span.of(text);
            mark.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '}', '…', '—', '–', '-', '/'])
                || family_of(mark).is_some_and(|(_, side)| side != Some(Side::Open))
        };
        Neighbours {
            before,
            after,
            free_left: spaced_left || before.is_some_and(|t| t.kind == TokenKind::Mark && opens(t)),
            free_right: spaced_right || after.is_some_and(|t| t.kind == TokenKind::Mark && ends(t)),
            last,
            spaced_left,
            spaced_right,
        }
    }
}

fn double_side(n: &Neighbours, direction: Option<Side>) -> Side {
    match direction {
        // A mark of the wrong direction, as the neighbours say.
        Some(Side::Open) if !n.free_left && n.spaced_right => Side::Close,
        Some(Side::Close) if n.spaced_left && !n.free_right => Side::Open,
        Some(side) => side,
        None if n.spaced_left && !n.spaced_right => Side::Open,
        None if n.spaced_right && !n.spaced_left => Side::Close,
        None if n.free_left && !n.free_right => Side::Open,
        None if n.free_right && !n.free_left => Side::Close,
        None => Side::Either,
    }
}

fn single_side(n: &Neighbours, direction: Option<Side>, lexicon: &Lexicon) -> Side {
    let digit_before = !n.spaced_left && n.before.is_some_and(|t| t.kind == TokenKind::Number);
    let opens = n.free_left && !n.spaced_right && direction != Some(Side::Close);
    let closes = !n.spaced_left && n.free_right;
    match direction {
        Some(Side::Open) if n.free_left || !n.free_right => return Side::Open,
        _ if opens && (!closes || n.spaced_left) => return Side::Open,
        _ if !closes => return Side::Neither,
        _ if opens => return Side::Either,
        _ => {}
    }
    let ending = n.last.filter(|c| c.is_alphabetic()).map(|c| c.to_lowercase().collect::<String>());
    let genitive = ending.is_some_and(|letter| has(lexicon.genitive_endings, lexicon.words.get(&letter)));
    let word_follows = n.spaced_right && n.after.is_some_and(|t| t.kind != TokenKind::Mark);
    match () {
        () if digit_before && word_follows => Side::Neither,
        () if genitive && word_follows => Side::Genitive,
        () => Side::Close,
    }
}

/// An apostrophe that belongs to the word before it becomes a word: "diplomats'".
fn mark_apostrophe(tokens: &mut [Token], candidate: &Candidate) {
    let after_word =
        candidate.token.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.kind == TokenKind::Word);
    if candidate.family != Family::Single || matches!(candidate.side, Side::Open | Side::Either) || !after_word {
        return;
    }
    if let Some(token) = tokens.get_mut(candidate.token).filter(|t| !t.spaced) {
        token.kind = TokenKind::Word;
    }
}

/// Pairs the marks of one paragraph. `anew` is the family of the mark that the next paragraph opens with.
fn pair(
    text: &str,
    tokens: &[Token],
    paragraph: &Tokens,
    candidates: &[Candidate],
    anew: Option<Family>,
) -> Vec<Found> {
    let closer_follows = clear_closers(candidates);
    let mut found = Vec::new();
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
        if opens && open.len() < DEEPEST {
            for waiting in open.iter_mut().filter(|w| w.family == family) {
                waiting.cut.get_or_insert(token);
            }
            open.push(Waiting { token, family, cut: None });
        } else if !opens && let Some(partner) = partner {
            let unclosed = open.split_off(partner);
            let mut unclosed = unclosed.into_iter();
            found.extend(unclosed.next().map(|w| Found { open: w.token, end: token + 1, closed: true, family }));
            found.extend(unclosed.filter_map(|w| left_open(text, tokens, paragraph, &w, token, None)));
        }
    }
    let rest = open.iter().filter_map(|w| left_open(text, tokens, paragraph, w, paragraph.end, anew));
    found.extend(rest);
    found
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
        end: waiting.cut.unwrap_or(end).min(end),
        closed: false,
        family: waiting.family,
    })
}

fn is_straight(text: &str, tokens: &[Token], token: usize) -> bool {
    tokens.get(token).is_some_and(|t| matches!(t.span.of(text), "'" | "`"))
}
