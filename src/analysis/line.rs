//! An annotated article as its line of JSON Lines, byte for byte what serde makes of it, in half the time.
//!
//! Seven bytes of output come from one byte of text, and most of them are names of fields, which serde reads letter by letter
//! for something to escape. Here they are written as they stand. A test holds both to the same bytes.

use serde::Serialize;

use crate::attribution::{Attribution, Resolved};
use crate::base::{SCHEMA_VERSION, Span};
use crate::claims::{Claim, ClaimEntity, ClaimQuantity};
use crate::cues::Cue;
use crate::matching::Engine;

use super::Annotated;

/// The line, its line feed included.
pub fn line(engine: &Engine, annotated: &Annotated) -> String {
    let article = &annotated.article;
    let mut out = String::with_capacity(article.text.len() * 9 + 1024);
    out.push_str("{\"schema_version\":");
    number(&mut out, SCHEMA_VERSION as usize);
    out.push_str(",\"ruleset\":");
    string(&mut out, &engine.rules().hash);
    out.push_str(",\"id\":");
    string(&mut out, &article.id);
    let told = [
        (",\"file\":", &article.file),
        (",\"outlet\":", &article.outlet),
        (",\"title\":", &article.title),
        (",\"author\":", &article.author),
        (",\"url\":", &article.url),
        (",\"date\":", &article.date),
        (",\"lang\":", &article.lang),
    ];
    for (key, value) in told {
        out.push_str(key);
        perhaps(&mut out, value.as_deref(), string);
    }
    out.push_str(",\"text\":");
    string(&mut out, &article.text);
    for (key, spans) in [(",\"paragraphs\":", &annotated.paragraphs), (",\"sentences\":", &annotated.sentences)] {
        out.push_str(key);
        list(&mut out, spans, span);
    }
    for (key, cues) in [(",\"cues\":", &annotated.cues), (",\"title_cues\":", &annotated.title_cues)] {
        out.push_str(key);
        list(&mut out, cues, cue);
    }
    out.push_str(",\"attributions\":");
    list(&mut out, &annotated.attributions, attribution);
    out.push_str(",\"claims\":");
    list(&mut out, &annotated.claims, claim);
    out.push_str("}\n");
    out
}

fn cue(out: &mut String, cue: &Cue) {
    out.push('{');
    ends(out, cue.span);
    out.push_str(",\"rule\":");
    string(out, &cue.rule);
    out.push_str(",\"category\":");
    string(out, &cue.category);
    out.push_str(",\"effect\":");
    other(out, &cue.effect);
    out.push_str(",\"strength\":");
    other(out, &cue.strength);
    out.push_str(",\"zone\":");
    other(out, &cue.zone);
    out.push_str(",\"text\":");
    string(out, &cue.text);
    out.push('}');
}

fn attribution(out: &mut String, attribution: &Attribution) {
    out.push_str("{\"id\":");
    number(out, attribution.id);
    out.push_str(",\"kind\":");
    other(out, &attribution.kind);
    out.push_str(",\"source\":");
    list(out, &attribution.source, span);
    out.push_str(",\"cue\":");
    list(out, &attribution.cue, span);
    out.push_str(",\"content\":");
    list(out, &attribution.content, span);
    out.push_str(",\"stance\":");
    other(out, &attribution.stance);
    out.push_str(",\"source_kind\":");
    other(out, &attribution.source_kind);
    out.push_str(",\"resolved\":");
    perhaps(out, attribution.resolved.as_ref(), |out, Resolved { name, spans }| {
        out.push_str("{\"name\":");
        string(out, name);
        out.push_str(",\"spans\":");
        list(out, spans, span);
        out.push('}');
    });
    out.push_str(",\"actor\":");
    perhaps(out, attribution.actor.as_deref(), string);
    out.push_str(",\"via\":");
    perhaps(out, attribution.via.as_ref(), |out, via| number(out, *via));
    out.push_str(",\"rule\":");
    string(out, &attribution.rule);
    out.push_str(",\"confidence\":");
    other(out, &attribution.confidence);
    out.push('}');
}

fn claim(out: &mut String, claim: &Claim) {
    out.push_str("{\"id\":");
    string(out, &claim.id);
    out.push(',');
    ends(out, claim.span);
    out.push_str(",\"sentence\":");
    number(out, claim.sentence);
    out.push_str(",\"form\":");
    other(out, &claim.form);
    out.push_str(",\"attribution\":");
    perhaps(out, claim.attribution.as_ref(), |out, at| number(out, *at));
    out.push_str(",\"certainty\":");
    other(out, &claim.certainty);
    out.push_str(",\"speaker_certainty\":");
    perhaps(out, claim.speaker_certainty.as_ref(), other);
    out.push_str(",\"denied_by\":");
    perhaps(out, claim.denied_by.as_ref(), other);
    out.push_str(",\"cues\":");
    list(out, &claim.cues, |out, at| number(out, *at));
    out.push_str(",\"quantities\":");
    list(out, &claim.quantities, |out, quantity: &ClaimQuantity| {
        out.push('{');
        ends(out, quantity.span);
        out.push_str(",\"low\":");
        other(out, &quantity.low);
        out.push_str(",\"high\":");
        other(out, &quantity.high);
        out.push_str(",\"unit\":");
        perhaps(out, quantity.unit.as_deref(), string);
        out.push_str(",\"approximate\":");
        out.push_str(if quantity.approximate { "true}" } else { "false}" });
    });
    out.push_str(",\"entities\":");
    list(out, &claim.entities, |out, entity: &ClaimEntity| {
        out.push('{');
        ends(out, entity.span);
        out.push_str(",\"name\":");
        string(out, &entity.name);
        out.push('}');
    });
    out.push('}');
}

fn span(out: &mut String, span: &Span) {
    out.push('{');
    ends(out, *span);
    out.push('}');
}

/// The fields of a span.
fn ends(out: &mut String, span: Span) {
    out.push_str("\"start\":");
    number(out, span.start);
    out.push_str(",\"end\":");
    number(out, span.end);
}

fn list<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn perhaps<T: ?Sized>(out: &mut String, value: Option<&T>, write: impl FnOnce(&mut String, &T)) {
    match value {
        Some(value) => write(out, value),
        None => out.push_str("null"),
    }
}

fn number(out: &mut String, number: usize) {
    let mut digits = [0; 20];
    let (mut rest, mut start) = (number, digits.len());
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        start -= 1;
        if rest == 0 {
            break;
        }
    }
    let digits = digits.get(start..).unwrap_or_default();
    out.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

/// A string: what needs no escape, piece by piece, as it stands.
fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let (escaped, behind) = from.split_at(1);
        match escaped {
            "\"" => out.push_str("\\\""),
            "\\" => out.push_str("\\\\"),
            "\n" => out.push_str("\\n"),
            _ => {
                let mut control = String::new();
                other(&mut control, escaped);
                out.push_str(control.trim_matches('"'));
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out.push('"');
}

/// A name of an enumeration, a fraction.
fn other(out: &mut String, value: &(impl Serialize + ?Sized)) {
    let mut small = [0; 40];
    let mut room = small.as_mut_slice();
    match serde_json::to_writer(&mut room, value) {
        Ok(()) => {
            let left = room.len();
            let written = small.get(..small.len() - left).unwrap_or_default();
            out.push_str(std::str::from_utf8(written).unwrap_or_default());
        }
        // Longer than any name or fraction is.
        Err(_) => out.push_str(&serde_json::to_string(value).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, annotate, stamped};
    use crate::base::Article;
    use crate::rules::{Sources, load};

    fn same(article: Article) {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        let engine = Engine::new(rules).unwrap();
        let annotated = annotate(article, &engine, &Options::default());
        let serde = serde_json::to_string(&stamped(&engine, &annotated)).unwrap();
        assert_eq!(line(&engine, &annotated), serde + "\n");
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

    #[test]
    fn numbers_of_any_length_are_written_whole() {
        for value in [0, 7, 10, 999, 1000, 65_536, usize::MAX] {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, value.to_string());
        }
    }
}
