//! Whose words a stretch of text is: the outlet's, a speaker's, or the headline's.

use crate::rules::Zone;
use crate::text::{Document, TokenKind, Tokens};

/// The zone of `tokens`. A stretch is quoted when it lies wholly inside one quotation; one that takes in the opening mark is
/// the outlet's, since the outlet set the mark.
pub fn zone(document: &Document, tokens: &Tokens, headline: bool) -> Zone {
    if quoted(document, tokens) {
        Zone::Quotation
    } else if headline {
        Zone::Headline
    } else {
        Zone::Narration
    }
}

fn quoted(document: &Document, tokens: &Tokens) -> bool {
    // Quotations are sorted by start and inner ones follow the outer one, so the outermost one before `tokens` ends the search.
    let before = document.quotations.partition_point(|q| q.tokens.start <= tokens.start);
    for quotation in document.quotations.iter().take(before).rev() {
        let marked = document.tokens.get(tokens.start).is_some_and(|t| t.kind == TokenKind::Open);
        let takes_mark = marked && quotation.tokens.start == tokens.start;
        if tokens.end <= quotation.tokens.end && !takes_mark {
            return true;
        }
        if quotation.depth == 0 {
            break;
        }
    }
    false
}
