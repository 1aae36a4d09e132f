//! Where the words stand that a reader quotes to join or split claims, and which claims those are.

use std::collections::BTreeSet;

use crate::base::{Article, Diagnostic, Span};
use crate::compare::{Ruled, Told};
use crate::rules::{QuotedClaim, Rulings, Verdict, fold};

/// A quotation found in an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Id of the article.
    pub article: String,
    /// Where in its text.
    pub span: Span,
}

/// Of each quotation, in the order of [`Rulings::claims`], the places found so far.
#[derive(Debug, Clone, Default)]
pub struct Places {
    found: Vec<Vec<Place>>,
}

impl Places {
    /// Looks for all quotations in an article.
    pub fn look(&mut self, article: &Article, rulings: &Rulings) {
        if rulings.list.is_empty() {
            return;
        }
        let text = Folded::new(&article.text);
        for (number, claim) in rulings.claims().enumerate() {
            if self.found.len() <= number {
                self.found.push(Vec::new());
            }
            if concerns(claim, article)
                && let Some(places) = self.found.get_mut(number)
            {
                places.extend(text.find(&claim.words).map(|span| Place { article: article.id.clone(), span }));
            }
        }
    }

    /// The articles whose claims are joined to claims of these.
    pub fn partners(&self, ids: &BTreeSet<String>, rulings: &Rulings) -> BTreeSet<String> {
        let mut partners = BTreeSet::new();
        let mut numbers = self.found.iter();
        for ruling in &rulings.list {
            let places: Vec<&Place> = numbers.by_ref().take(ruling.claims.len()).flatten().collect();
            if ruling.verdict == Verdict::Join && places.iter().any(|place| ids.contains(&place.article)) {
                partners.extend(places.into_iter().map(|place| place.article.clone()));
            }
        }
        partners
    }

    /// The rulings over the claims of some articles. What stands in other articles is left out; what is nowhere, or in two
    /// claims, is said once for all articles by [`Places::warnings`].
    pub fn ruled(&self, told: &[Told], rulings: &Rulings) -> Ruled {
        let mut ruled = Ruled::default();
        let mut number = 0;
        for ruling in &rulings.list {
            let claims = ruling.claims.iter().filter_map(|_| {
                let places = self.found.get(number).map_or(&[][..], Vec::as_slice);
                number += 1;
                let claims: BTreeSet<(usize, usize)> =
                    places.iter().filter_map(|place| claim_at(told, place)).collect();
                let article = places.first().map(|place| &place.article);
                let one = claims.len() == 1 && places.iter().all(|place| Some(&place.article) == article);
                claims.first().copied().filter(|_| one)
            });
            let claims: Vec<(usize, usize)> = claims.collect();
            match ruling.verdict {
                Verdict::Join => ruled.joined.push(claims),
                Verdict::Split => ruled.split.push(claims),
            }
        }
        ruled
    }

    /// Quotations found nowhere, in two articles, or, of the articles in `told`, in two claims or in none.
    pub fn warnings(&self, rulings: &Rulings, resolved: &BTreeSet<usize>) -> Vec<Diagnostic> {
        let mut list = Vec::new();
        for (number, claim) in rulings.claims().enumerate() {
            let places = self.found.get(number).map_or(&[][..], Vec::as_slice);
            let articles: BTreeSet<&str> = places.iter().map(|place| place.article.as_str()).collect();
            let words = claim.words.split_whitespace().collect::<Vec<_>>().join(" ");
            let (message, help) = if places.is_empty() {
                let help = "quote the words as the article has them, or take the entry out";
                (format!("`{words}` is in no article of this run that the entry speaks of"), help.to_owned())
            } else if articles.len() > 1 {
                let names = articles.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let help = "quote more words, or say which: { text = \"…\", article = \"…\" }";
                (format!("`{words}` is in several articles: {names}"), help.to_owned())
            } else if !resolved.contains(&number) {
                let help = "quote words of one statement: more of it, or fewer when they reach over two";
                (format!("`{words}` is not in one statement of the article"), help.to_owned())
            } else {
                continue;
            };
            list.extend(rulings.warning(claim, message, help));
        }
        list
    }

    /// The numbers of the quotations that name one claim of these articles.
    pub fn resolved(&self, told: &[Told]) -> BTreeSet<usize> {
        let one = |places: &Vec<Place>| {
            let claims: BTreeSet<(usize, usize)> = places.iter().filter_map(|place| claim_at(told, place)).collect();
            claims.len() == 1
        };
        (0..).zip(&self.found).filter(|(_, places)| one(places)).map(|(number, _)| number).collect()
    }
}

fn concerns(claim: &QuotedClaim, article: &Article) -> bool {
    let named = |name: &String| *name == article.id || Some(name) == article.file.as_ref();
    let same = |name: &String| article.outlet.as_ref().is_some_and(|outlet| fold(outlet) == fold(name));
    claim.article.as_ref().is_none_or(named) && claim.outlet.as_ref().is_none_or(same)
}

/// The claim that the quoted words are most nearly.
fn claim_at(told: &[Told], place: &Place) -> Option<(usize, usize)> {
    let article = told.binary_search_by(|text| text.article.id.as_str().cmp(&place.article)).ok()?;
    let text = told.get(article)?;
    let common = |span: Span| span.end.min(place.span.end).saturating_sub(span.start.max(place.span.start));
    let likeness = |span: Span| {
        let common = common(span);
        common as f64 / (span.len() + place.span.len() - common).max(1) as f64
    };
    let near = text.claims.iter().enumerate().filter(|(_, claim)| common(claim.span) > 0);
    let best = near.max_by(|(a, x), (b, y)| likeness(x.span).total_cmp(&likeness(y.span)).then(b.cmp(a)))?;
    Some((article, best.0))
}

/// A text folded, with the way back to its offsets.
struct Folded {
    text: String,
    /// Of each byte of `text` the offset of its character; one more for the end.
    from: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Folded {
        let (mut folded, mut from) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        let mut buffer = [0u8; 4];
        for (at, sign) in text.char_indices() {
            let before = folded.len();
            match sign {
                sign if sign.is_whitespace() => {
                    if !folded.ends_with(' ') {
                        folded.push(' ');
                    }
                }
                '“' | '”' | '„' | '«' | '»' => folded.push('"'),
                sign => folded.push_str(&fold(sign.encode_utf8(&mut buffer))),
            }
            from.resize(from.len() + folded.len() - before, at);
        }
        from.push(text.len());
        Folded { text: folded, from }
    }

    fn find<'f>(&'f self, words: &str) -> impl Iterator<Item = Span> + use<'f> {
        let wanted = Folded::new(words.trim()).text;
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + self.text.get(at..)?.find(&wanted)?;
            let end = start + wanted.len();
            at = end.max(start + 1);
            Some(Span::new(self.from.get(start).copied()?, self.from.get(end).copied()?))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, words: &str, expect: &[&str]) {
        let found: Vec<&str> = Folded::new(text).find(words).map(|span| span.of(text)).collect();
        assert_eq!(found, expect, "{words} in {text}");
    }

    #[test]
    fn words_are_found_whatever_their_spaces_capitals_and_marks() {
        check("He said  \n“it’s over”, twice.", "said \"it's OVER\"", &["said  \n“it’s over”"]);
        check("No. No. İstanbul — ẞ", "no.", &["No.", "No."]);
        check("one", "two", &[]);
    }

    proptest! {
        #[test]
        fn a_text_is_found_in_itself(before in "\\PC{0,20}", words in "\\PC{1,20}", after in "\\PC{0,20}") {
            let words = words.trim();
            prop_assume!(!words.is_empty());
            let text = format!("{before}{words}{after}");
            let found: Vec<Span> = Folded::new(&text).find(words).collect();
            prop_assert!(!found.is_empty());
            for span in found {
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
        }
    }
}
