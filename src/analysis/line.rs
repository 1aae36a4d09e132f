//! An annotated article as its line of JSON Lines, byte for byte what serde makes of it, in a fraction of the time.
//!
//! Seven bytes of output come from one byte of text, and most of them are names of fields, which serde reads letter by letter
//! for something to escape. Here they are written as they stand. A test holds both to the same bytes.

mod buffer;
mod names;

use crate::attribution::{Attribution, Resolved};
use crate::base::{Article, SCHEMA_VERSION, Span};
use crate::claims::{Claim, ClaimEntity, ClaimQuantity};
use crate::cues::Cue;
use crate::matching::Engine;

use super::Annotated;

pub use buffer::Line;

/// Writes the line, its line feed included, in place of what `out` held.
pub fn line(engine: &Engine, article: &Article, annotated: &Annotated, out: &mut Line) {
    out.clear();
    out.make_room(article.text.len() * 9 + 1024);
    out.put(b"{\"schema_version\":");
    out.number(SCHEMA_VERSION as usize);
    out.put(b",\"ruleset\":");
    out.string(&engine.rules().hash);
    out.put(b",\"id\":");
    out.string(&article.id);
    out.put(b",\"file\":");
    perhaps(out, article.file.as_deref(), Line::string);
    out.put(b",\"outlet\":");
    perhaps(out, article.outlet.as_deref(), Line::string);
    out.put(b",\"title\":");
    perhaps(out, article.title.as_deref(), Line::string);
    out.put(b",\"author\":");
    perhaps(out, article.author.as_deref(), Line::string);
    out.put(b",\"url\":");
    perhaps(out, article.url.as_deref(), Line::string);
    out.put(b",\"date\":");
    perhaps(out, article.date.as_deref(), Line::string);
    out.put(b",\"lang\":");
    perhaps(out, article.lang.as_deref(), Line::string);
    out.put(b",\"text\":");
    out.string(&article.text);
    out.put(b",\"paragraphs\":");
    spans(out, &annotated.paragraphs);
    out.put(b",\"sentences\":");
    spans(out, &annotated.sentences);
    out.put(b",\"cues\":");
    list(out, &annotated.cues, cue);
    out.put(b",\"title_cues\":");
    list(out, &annotated.title_cues, cue);
    out.put(b",\"attributions\":");
    list(out, &annotated.attributions, attribution);
    out.put(b",\"claims\":");
    list(out, &annotated.claims, claim);
    out.put(b"}\n");
}

fn cue(out: &mut Line, cue: &Cue) {
    out.put(b"{\"start\":");
    out.number(cue.span.start);
    out.put(b",\"end\":");
    out.number(cue.span.end);
    out.put(b",\"rule\":");
    out.string(&cue.rule);
    out.put(b",\"category\":");
    out.string(&cue.category);
    out.put(b",\"effect\":");
    names::effect(out, &cue.effect);
    out.put(b",\"strength\":");
    out.share(cue.strength);
    out.put(b",\"zone\":");
    names::zone(out, &cue.zone);
    out.put(b",\"text\":");
    out.string(&cue.text);
    out.put(b"}");
}

fn attribution(out: &mut Line, attribution: &Attribution) {
    out.put(b"{\"id\":");
    out.number(attribution.id);
    out.put(b",\"kind\":");
    names::kind(out, &attribution.kind);
    out.put(b",\"source\":");
    spans(out, &attribution.source);
    out.put(b",\"cue\":");
    spans(out, &attribution.cue);
    out.put(b",\"content\":");
    spans(out, &attribution.content);
    out.put(b",\"stance\":");
    names::stance(out, &attribution.stance);
    out.put(b",\"source_kind\":");
    names::source_kind(out, &attribution.source_kind);
    out.put(b",\"resolved\":");
    perhaps(out, attribution.resolved.as_ref(), |out, Resolved { name, spans: of }| {
        out.put(b"{\"name\":");
        out.string(name);
        out.put(b",\"spans\":");
        spans(out, of);
        out.put(b"}");
    });
    out.put(b",\"actor\":");
    perhaps(out, attribution.actor.as_deref(), Line::string);
    out.put(b",\"via\":");
    perhaps(out, attribution.via.as_ref(), |out, via| out.number(*via));
    out.put(b",\"rule\":");
    out.string(&attribution.rule);
    out.put(b",\"confidence\":");
    out.share(attribution.confidence);
    out.put(b"}");
}

fn claim(out: &mut Line, claim: &Claim) {
    out.put(b"{\"id\":");
    out.string(&claim.id);
    out.put(b",\"start\":");
    out.number(claim.span.start);
    out.put(b",\"end\":");
    out.number(claim.span.end);
    out.put(b",\"sentence\":");
    out.number(claim.sentence);
    out.put(b",\"form\":");
    names::form(out, &claim.form);
    out.put(b",\"attribution\":");
    perhaps(out, claim.attribution.as_ref(), |out, at| out.number(*at));
    out.put(b",\"certainty\":");
    names::certainty(out, &claim.certainty);
    out.put(b",\"speaker_certainty\":");
    perhaps(out, claim.speaker_certainty.as_ref(), names::certainty);
    out.put(b",\"denied_by\":");
    perhaps(out, claim.denied_by.as_ref(), names::denied_by);
    out.put(b",\"cues\":");
    list(out, &claim.cues, |out, at| out.number(*at));
    out.put(b",\"quantities\":");
    list(out, &claim.quantities, quantity);
    out.put(b",\"entities\":");
    list(out, &claim.entities, |out, entity: &ClaimEntity| {
        out.put(b"{\"start\":");
        out.number(entity.span.start);
        out.put(b",\"end\":");
        out.number(entity.span.end);
        out.put(b",\"name\":");
        out.string(&entity.name);
        out.put(b"}");
    });
    out.put(b"}");
}

fn quantity(out: &mut Line, quantity: &ClaimQuantity) {
    out.put(b"{\"start\":");
    out.number(quantity.span.start);
    out.put(b",\"end\":");
    out.number(quantity.span.end);
    out.put(b",\"low\":");
    out.amount(quantity.low);
    out.put(b",\"high\":");
    out.amount(quantity.high);
    out.put(b",\"unit\":");
    perhaps(out, quantity.unit.as_deref(), Line::string);
    match quantity.approximate {
        true => out.put(b",\"approximate\":true}"),
        false => out.put(b",\"approximate\":false}"),
    }
}

fn spans(out: &mut Line, all: &[Span]) {
    list(out, all, |out, span| {
        out.put(b"{\"start\":");
        out.number(span.start);
        out.put(b",\"end\":");
        out.number(span.end);
        out.put(b"}");
    });
}

#[inline]
fn list<T>(out: &mut Line, items: &[T], mut write: impl FnMut(&mut Line, &T)) {
    out.put(b"[");
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.put(b",");
        }
        write(out, item);
    }
    out.put(b"]");
}

#[inline]
fn perhaps<T: ?Sized>(out: &mut Line, value: Option<&T>, write: impl FnOnce(&mut Line, &T)) {
    match value {
        Some(value) => write(out, value),
        None => out.put(b"null"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, annotate, stamped};
    use crate::rules::{Sources, load};

    fn same(article: Article) {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        let engine = Engine::new(rules).unwrap();
        let annotated = annotate(article, &engine, &Options::default());
        let serde = serde_json::to_string(&stamped(&engine, &annotated)).unwrap();
        let mut out = Line::default();
        line(&engine, &annotated.article, &annotated, &mut out);
        assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), serde + "\n");
    }

    #[test]
    fn a_line_is_what_serde_makes_of_it() {
        let text = "\u{feff}\"We have nothing to hide,\" Anna Berg, the mayor, said on Monday. She denied that more than \
                    40 per cent of 1,250.5 tonnes were lost.\n\nMoscow allegedly expelled 23 diplomats\t\u{1} \\ “after the \
                    poisoning of Sergei Skripal”, according to \u{7f}\u{8}\u{c} the Mirror, citing a secret memo.\r\n\n\
                    London accused Moscow of lying, without presenting any substantial proof. It did not explain why.";
        same(Article {
            id: "a\"1".into(),
            title: Some("Mayor “may have” lied".into()),
            lang: Some("en".into()),
            date: Some("2018-12-06".into()),
            text: text.into(),
            ..Article::default()
        });
        same(Article { lang: Some("ru".into()), text: "Без правил.".into(), ..Article::default() });
        same(Article::default());
    }
}
