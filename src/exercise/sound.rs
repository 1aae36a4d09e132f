//! When a sentence or an attribution is sure enough to be asked about.

use crate::attribution::{Attribution, AttributionKind, SourceKind};
use crate::base::Span;
use crate::claims::{Certainty, ClaimForm};
use crate::render::clean;

use super::material::{Line, Material};

/// Whether the outlet alone speaks in a sentence: nothing in it is attributed, hedged or quoted, and no word in it could be one
/// of saying that the analysis passed over.
pub fn own_voice(material: &Material, line: Line) -> bool {
    let text = line.text();
    let claims: Vec<_> = line.told.claims.iter().filter(|c| c.sentence == line.number).collect();
    claims.iter().all(|c| c.certainty == Certainty::Asserted && c.attribution.is_none())
        && claims.iter().any(|c| c.form == ClaimForm::Clause)
        && line.attributions().next().is_none()
        && line.cues().next().is_none()
        && !text.contains(['“', '”', '"', '‘', '?'])
        && !material.speaks(text)
}

/// Whether an attribution is certain, and its source and verb stand in the sentence.
pub fn sure(material: &Material, found: &Attribution, line: Line) -> bool {
    let here = |spans: &[Span]| !spans.is_empty() && spans.iter().all(|s| s.overlaps(line.span));
    let cue = found.cue.first().map_or("", |s| s.of(&line.told.article.text));
    let certain = found.confidence >= material.bounds.attribution && found.via.is_none();
    certain && here(&found.source) && here(&found.cue) && !material.is_infinitive(cue) && !material.is_negated(cue)
}

/// The name of the person who is the source, where the source's own words hold it: whom a pronoun means is not certain enough.
pub fn name(material: &Material, found: &Attribution, text: &str) -> Option<String> {
    let name = clean(&found.resolved.as_ref()?.name);
    // Groups may take in other names, and a single word is too often a title.
    let words: Vec<&str> = name.split(' ').collect();
    let whole = material.bounds.name.contains(&words.len()) && !name.ends_with('.');
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let own: String = found.source.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ").to_lowercase();
    let person = found.source_kind == SourceKind::Person && own.contains(&last(&name));
    (person && whole && words.iter().all(capital)).then_some(name)
}

/// Whether a sentence is there to report one statement, and surely does.
pub fn reports(material: &Material, found: &Attribution, line: Line) -> bool {
    let here: Vec<Span> = found.content.iter().filter(|s| s.overlaps(line.span)).copied().collect();
    let filled: usize = here.iter().map(|s| s.end - s.start).sum();
    let said = here.first().map_or("", |s| s.of(&line.told.article.text));
    let inside =
        |at: usize| found.content.iter().chain(&found.cue).chain(&found.source).any(|s| s.start <= at && at < s.end);
    let rest: String =
        line.text().char_indices().map(|(at, sign)| if inside(line.span.start + at) { ' ' } else { sign }).collect();
    let short = said.split_whitespace().count() < material.bounds.shortest;
    sure(material, found, line)
        // A second word of saying would leave open whose claim is meant.
        && !material.speaks(&rest)
        && !(short && found.kind == AttributionKind::Indirect)
        && filled as f32 >= material.bounds.filled * line.text().len() as f32
        && statement(material, found, said)
}

/// Whether what is said is a statement that can be told without its cue: a quotation, or a clause with a subject.
pub fn statement(material: &Material, found: &Attribution, said: &str) -> bool {
    found.kind == AttributionKind::Direct
        || material.verb(&found.rule).is_some_and(|verb| material.is_clause(said, verb))
            && !material.lacks_subject(said)
}

/// The last word of a name, without capitals.
pub fn last(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}
