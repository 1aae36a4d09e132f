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
pub fn line(engine: &Engine, annotated: &Annotated) -> Vec<u8> {
    let article = &annotated.article;
    let mut out = Vec::with_capacity(article.text.len() * 9 + 1024);
    out.extend_from_slice(b"{\"schema_version\":");
    number(&mut out, SCHEMA_VERSION as usize);
    out.extend_from_slice(b",\"ruleset\":");
    string(&mut out, &engine.rules().hash);
    out.extend_from_slice(b",\"id\":");
    string(&mut out, &article.id);
    let told = [
        (b",\"file\":".as_slice(), &article.file),
        (b",\"outlet\":".as_slice(), &article.outlet),
        (b",\"title\":".as_slice(), &article.title),
        (b",\"author\":".as_slice(), &article.author),
        (b",\"url\":".as_slice(), &article.url),
        (b",\"date\":".as_slice(), &article.date),
        (b",\"lang\":".as_slice(), &article.lang),
    ];
    for (key, value) in told {
        out.extend_from_slice(key);
        perhaps(&mut out, value.as_deref(), string);
    }
    out.extend_from_slice(b",\"text\":");
    string(&mut out, &article.text);
    for (key, spans) in
        [(b",\"paragraphs\":".as_slice(), &annotated.paragraphs), (b",\"sentences\":".as_slice(), &annotated.sentences)]
    {
        out.extend_from_slice(key);
        list(&mut out, spans, span);
    }
    for (key, cues) in
        [(b",\"cues\":".as_slice(), &annotated.cues), (b",\"title_cues\":".as_slice(), &annotated.title_cues)]
    {
        out.extend_from_slice(key);
        list(&mut out, cues, cue);
    }
    out.extend_from_slice(b",\"attributions\":");
    list(&mut out, &annotated.attributions, attribution);
    out.extend_from_slice(b",\"claims\":");
    list(&mut out, &annotated.claims, claim);
    out.extend_from_slice(b"}\n");
    out
}

fn cue(out: &mut Vec<u8>, cue: &Cue) {
    out.push(b'{');
    ends(out, cue.span);
    out.extend_from_slice(b",\"rule\":");
    string(out, &cue.rule);
    out.extend_from_slice(b",\"category\":");
    string(out, &cue.category);
    out.extend_from_slice(b",\"effect\":");
    other(out, &cue.effect);
    out.extend_from_slice(b",\"strength\":");
    other(out, &cue.strength);
    out.extend_from_slice(b",\"zone\":");
    other(out, &cue.zone);
    out.extend_from_slice(b",\"text\":");
    string(out, &cue.text);
    out.push(b'}');
}

fn attribution(out: &mut Vec<u8>, attribution: &Attribution) {
    out.extend_from_slice(b"{\"id\":");
    number(out, attribution.id);
    out.extend_from_slice(b",\"kind\":");
    other(out, &attribution.kind);
    out.extend_from_slice(b",\"source\":");
    list(out, &attribution.source, span);
    out.extend_from_slice(b",\"cue\":");
    list(out, &attribution.cue, span);
    out.extend_from_slice(b",\"content\":");
    list(out, &attribution.content, span);
    out.extend_from_slice(b",\"stance\":");
    other(out, &attribution.stance);
    out.extend_from_slice(b",\"source_kind\":");
    other(out, &attribution.source_kind);
    out.extend_from_slice(b",\"resolved\":");
    perhaps(out, attribution.resolved.as_ref(), |out, Resolved { name, spans }| {
        out.extend_from_slice(b"{\"name\":");
        string(out, name);
        out.extend_from_slice(b",\"spans\":");
        list(out, spans, span);
        out.push(b'}');
    });
    out.extend_from_slice(b",\"actor\":");
    perhaps(out, attribution.actor.as_deref(), string);
    out.extend_from_slice(b",\"via\":");
    perhaps(out, attribution.via.as_ref(), |out, via| number(out, *via));
    out.extend_from_slice(b",\"rule\":");
    string(out, &attribution.rule);
    out.extend_from_slice(b",\"confidence\":");
    other(out, &attribution.confidence);
    out.push(b'}');
}

fn claim(out: &mut Vec<u8>, claim: &Claim) {
    out.extend_from_slice(b"{\"id\":");
    string(out, &claim.id);
    out.push(b',');
    ends(out, claim.span);
    out.extend_from_slice(b",\"sentence\":");
    number(out, claim.sentence);
    out.extend_from_slice(b",\"form\":");
    other(out, &claim.form);
    out.extend_from_slice(b",\"attribution\":");
    perhaps(out, claim.attribution.as_ref(), |out, at| number(out, *at));
    out.extend_from_slice(b",\"certainty\":");
    other(out, &claim.certainty);
    out.extend_from_slice(b",\"speaker_certainty\":");
    perhaps(out, claim.speaker_certainty.as_ref(), other);
    out.extend_from_slice(b",\"denied_by\":");
    perhaps(out, claim.denied_by.as_ref(), other);
    out.extend_from_slice(b",\"cues\":");
    list(out, &claim.cues, |out, at| number(out, *at));
    out.extend_from_slice(b",\"quantities\":");
    list(out, &claim.quantities, |out, quantity: &ClaimQuantity| {
        out.push(b'{');
        ends(out, quantity.span);
        out.extend_from_slice(b",\"low\":");
        other(out, &quantity.low);
        out.extend_from_slice(b",\"high\":");
        other(out, &quantity.high);
        out.extend_from_slice(b",\"unit\":");
        perhaps(out, quantity.unit.as_deref(), string);
        out.extend_from_slice(b",\"approximate\":");
        out.extend_from_slice(if quantity.approximate { b"true}" } else { b"false}" });
    });
    out.extend_from_slice(b",\"entities\":");
    list(out, &claim.entities, |out, entity: &ClaimEntity| {
        out.push(b'{');
        ends(out, entity.span);
        out.extend_from_slice(b",\"name\":");
        string(out, &entity.name);
        out.push(b'}');
    });
    out.push(b'}');
}

fn span(out: &mut Vec<u8>, span: &Span) {
    out.push(b'{');
    ends(out, *span);
    out.push(b'}');
}

/// The fields of a span.
fn ends(out: &mut Vec<u8>, span: Span) {
    out.extend_from_slice(b"\"start\":");
    number(out, span.start);
    out.extend_from_slice(b",\"end\":");
    number(out, span.end);
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

fn perhaps<T: ?Sized>(out: &mut Vec<u8>, value: Option<&T>, write: impl FnOnce(&mut Vec<u8>, &T)) {
    match value {
        Some(value) => write(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

fn number(out: &mut Vec<u8>, number: usize) {
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
    out.extend_from_slice(digits.get(start..).unwrap_or_default());
}

/// A string: what needs no escape, piece by piece, as it stands.
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let length = plain(rest);
        out.extend_from_slice(rest.get(..length).unwrap_or_default());
        let Some((&sign, behind)) = rest.get(length..).and_then(<[u8]>::split_first) else { break };
        match sign {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => {
                let mut control = Vec::new();
                other(&mut control, &char::from(sign));
                out.extend_from_slice(control.trim_ascii().strip_prefix(b"\"").unwrap_or_default());
                // The closing mark of the control character alone.
                out.pop();
            }
        }
        rest = behind;
    }
    out.push(b'"');
}

/// How many bytes at the start need no escape.
fn plain(bytes: &[u8]) -> usize {
    let escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    // Sixteen at a time, without a branch between them: texts have few such signs.
    let clean = |chunk: &&[u8]| !chunk.iter().fold(false, |any, &byte| any | escaped(byte));
    let sure = bytes.chunks_exact(16).take_while(clean).count() * 16;
    let rest = bytes.get(sure..).unwrap_or_default();
    sure + rest.iter().position(|&byte| escaped(byte)).unwrap_or(rest.len())
}

/// A name of an enumeration, a fraction.
fn other(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // A list takes all that is written to it, and nothing here has keys that are no strings: it never fails.
    let _ = serde_json::to_writer(out, value);
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
        assert_eq!(String::from_utf8(line(&engine, &annotated)).unwrap(), serde + "\n");
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
            let mut out = Vec::new();
            number(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
    }
}
