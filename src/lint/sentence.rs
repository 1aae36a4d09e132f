//! A finding with the sentence it stands in, as the tools show it.

use serde::Serialize;

use crate::analysis::Flagged;
use crate::base::Span;
use crate::cues::Cue;
use crate::rules::Zone;

/// Characters of a sentence that are shown on each side of the marked words.
const AROUND: usize = 70;

/// A sentence with the words that a rule found in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MarkedSentence {
    /// Id of the article.
    pub article: String,
    /// Whose words they are.
    pub zone: Zone,
    /// The sentence; of a headline, all of it.
    pub sentence: String,
    /// Where in the sentence the words begin, in bytes.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

impl MarkedSentence {
    /// The sentence around a cue of an article's text, or of its headline.
    pub fn new(flagged: &Flagged, cue: &Cue, headline: bool) -> MarkedSentence {
        let title = flagged.article.title.as_deref().unwrap_or_default();
        let text = if headline { title } else { flagged.article.text.as_str() };
        let at = flagged.sentences.partition_point(|sentence| sentence.end <= cue.span.start);
        let around = match flagged.sentences.get(at) {
            _ if headline => Span::new(0, text.len()),
            Some(sentence) => sentence.join(cue.span),
            None => cue.span,
        };
        MarkedSentence {
            article: flagged.article.id.clone(),
            zone: cue.zone,
            sentence: around.of(text).to_owned(),
            start: cue.span.start - around.start,
            end: cue.span.end - around.start,
        }
    }

    /// The words, on one line.
    pub fn words(&self) -> String {
        Span::new(self.start, self.end).of(&self.sentence).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words in brackets with some of the sentence on both sides, on one line.
    pub fn shown(&self) -> String {
        let before = Span::new(0, self.start).of(&self.sentence);
        let after = Span::new(self.end, self.sentence.len()).of(&self.sentence);
        let (before, words, after) = (line_keeping_ends(before), self.words(), line_keeping_ends(after));
        format!("{}[{words}]{}", last(&before), first(&after))
    }
}

/// White space folded to one space, also at the ends.
fn line_keeping_ends(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for sign in text.chars() {
        let sign = if sign.is_whitespace() || sign.is_control() { ' ' } else { sign };
        if sign != ' ' || !line.ends_with(' ') {
            line.push(sign);
        }
    }
    line
}

fn first(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(AROUND) else { return text.trim_end().to_owned() };
    let cut = text.get(..end).unwrap_or_default();
    let cut = cut.rfind(' ').and_then(|space| cut.get(..space)).unwrap_or(cut);
    format!("{cut} …")
}

fn last(text: &str) -> String {
    let count = text.chars().count();
    let Some((start, _)) = count.checked_sub(AROUND).filter(|&n| n > 0).and_then(|n| text.char_indices().nth(n)) else {
        return text.trim_start().to_owned();
    };
    let cut = text.get(start..).unwrap_or_default();
    let cut = cut.find(' ').and_then(|space| cut.get(space..)).unwrap_or(cut);
    format!("…{cut}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sentence: &str, words: &str) -> String {
        let start = sentence.find(words).unwrap();
        let (sentence, end) = (sentence.to_owned(), start + words.len());
        MarkedSentence { article: String::new(), zone: Zone::Narration, sentence, start, end }.shown()
    }

    #[test]
    fn words_are_marked_on_one_line() {
        assert_eq!(shown("It may\nrain.", "may"), "It [may] rain.");
        assert_eq!(shown("may", "may"), "[may]");
        assert_eq!(shown("“May”, he said", "May"), "“[May]”, he said");
    }

    #[test]
    fn a_long_sentence_is_cut_at_words() {
        let long = format!("{}may{}", "é wörd ".repeat(30), " wörd é".repeat(30));
        let text = shown(&long, "may");
        assert!(text.starts_with("… wörd é") || text.starts_with("… é wörd"), "{text}");
        assert!(text.ends_with("wörd …") || text.ends_with("é …"), "{text}");
        assert!(text.chars().count() < 2 * AROUND + 12, "{text}");
    }
}
