//! Quotation marks one by one: what each can be by its own shape and by its neighbours, before they are paired.

use super::lexicon::{Lexicon, has};
use super::{Token, TokenKind, Tokens};

/// Marks that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    SingleAngle,
    Corner,
    HollowCorner,
}

/// What a mark by itself and by its neighbours can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
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
pub(super) struct Candidate {
    pub token: usize,
    pub family: Family,
    pub side: Side,
}

/// An apostrophe that belongs to the word before it becomes a word: "diplomats'".
pub(super) fn mark_apostrophe(tokens: &mut [Token], candidate: &Candidate) {
    let after_word =
        candidate.token.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.kind == TokenKind::Word);
    if candidate.family != Family::Single || matches!(candidate.side, Side::Open | Side::Either) || !after_word {
        return;
    }
    if let Some(token) = tokens.get_mut(candidate.token).filter(|t| !t.spaced) {
        token.kind = TokenKind::Word;
    }
}

/// The family of a mark and, when it has one, its own direction.
pub(super) fn family_of(mark: &str) -> Option<(Family, Option<Side>)> {
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

/// The quotation marks and apostrophes of a paragraph. `odd` are its tokens that are not plainly words.
pub(super) fn candidates(
    text: &str,
    tokens: &[Token],
    (paragraph, odd): (&Tokens, &[usize]),
    lexicon: &Lexicon,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for &token in odd {
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
            mark.starts_with(['(', '[', '{', '—', '―', '–', '-', '/', '¿', '¡'])
                || family_of(mark).is_some_and(|(_, side)| side != Some(Side::Close))
        };
        let ends = |t: &Token| {
            let mark = t.span.of(text);
            mark.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '}', '…', '—', '―', '–', '-', '/'])
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
        Some(Side::Open) if !n.free_left && n.free_right => Side::Close,
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
    let genitive = ending.is_some_and(|letter| has(&lexicon.lists.genitive_endings, lexicon.words.get(&letter)));
    let word_follows = n.spaced_right && n.after.is_some_and(|t| t.kind != TokenKind::Mark);
    match () {
        () if digit_before && word_follows => Side::Neither,
        () if genitive && word_follows => Side::Genitive,
        () => Side::Close,
    }
}
