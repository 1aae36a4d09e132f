//! Quotation zones: what stands inside quotation marks, over sentences and paragraphs.

use crate::base::Span;

use super::Tokens;

/// One stretch of text in quotation marks. A quotation that runs over paragraphs, each opened anew, is several of them,
/// linked by `continues`.
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
    /// Whether the mark that closes it stands there (a paragraph of a continued quotation has none).
    pub closed: bool,
}
