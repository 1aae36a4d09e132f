//! The bundled tables on short sentences that a careless tagger gets wrong, and on nonsense.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::tables::{Entry, Run};
use super::{Damage, Tag, Tagger};
use crate::base::Span;
use crate::rules::{Word, Words};
use crate::text::{Shape, Token, TokenKind};

const WORDS: &str = include_str!("../../../rules/en/tagger/words.tsv");
const SUFFIXES: &str = include_str!("../../../rules/en/tagger/suffixes.tsv");
const TRANSITIONS: &str = include_str!("../../../rules/en/tagger/transitions.tsv");

fn bundled() -> (Tagger, Words) {
    let mut words = Words::default();
    let tagger = Tagger::load(WORDS, SUFFIXES, TRANSITIONS, &mut words).expect("the bundled tables are sound");
    (tagger, words)
}

fn token(text: &str, start: usize, end: usize, words: &Words) -> Token {
    let written = &text[start..end];
    let folded = match written {
        "n't" => "not".to_string(),
        _ => written.to_lowercase(),
    };
    let first = written.chars().next().unwrap_or(' ');
    let kind = match first {
        '“' => TokenKind::Open,
        '”' => TokenKind::Close,
        c if c.is_ascii_digit() && !written.contains(char::is_alphabetic) => TokenKind::Number,
        c if c.is_alphanumeric() || c == '\'' => TokenKind::Word,
        _ => TokenKind::Mark,
    };
    let shape = match (first.is_uppercase(), written.chars().skip(1).any(char::is_uppercase)) {
        (true, true) if written.to_uppercase() == written => Shape::Upper,
        (_, true) => Shape::Mixed,
        (true, false) => Shape::Capitalised,
        (false, false) if first.is_lowercase() => Shape::Lower,
        _ => Shape::Mixed,
    };
    let spaced = text[..start].ends_with(' ');
    Token { span: Span::new(start, end), word: words.get(&folded), kind, shape, tag: Tag::Other, parts: (0, 0), spaced }
}

/// One token for each piece between spaces.
fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut at = 0;
    let mut tokens = Vec::new();
    for piece in text.split(' ') {
        if !piece.is_empty() {
            tokens.push(token(text, at, at + piece.len(), words));
        }
        at += piece.len() + 1;
    }
    tokens
}

/// Tags all tokens as one sentence.
fn tag(tagger: &Tagger, text: &str, tokens: &mut [Token]) {
    let sentence = 0..tokens.len();
    tagger.tag(text, tokens, std::iter::once(&sentence));
}

/// `input` is a sentence with a space around every token; after some words stands `/Tag`, what is expected of them.
fn check(tagger: &(Tagger, Words), input: &str) -> Result<(), String> {
    let pieces: Vec<(&str, Option<&str>)> =
        input.split(' ').map(|p| p.split_once('/').map_or((p, None), |(w, t)| (w, Some(t)))).collect();
    let text = pieces.iter().map(|p| p.0).collect::<Vec<_>>().join(" ");
    let mut tokens = tokens(&text, &tagger.1);
    tag(&tagger.0, &text, &mut tokens);
    let mut found = String::new();
    let mut right = true;
    for ((word, expected), token) in pieces.iter().zip(&tokens) {
        let wrong = expected.is_some_and(|e| e != token.tag.name());
        right &= !wrong;
        let _ = write!(found, "{word}/{}{} ", token.tag.name(), if wrong { "!" } else { "" });
    }
    if right { Ok(()) } else { Err(found) }
}

#[test]
fn tells_the_uses_of_a_word_apart() {
    let tagger = bundled();
    let sentences = include_str!("tests.txt").lines().filter(|line| !line.is_empty());
    let wrong: Vec<String> = sentences.filter_map(|line| check(&tagger, line).err()).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The tags of the cheapest way of all, with none given up.
fn cheapest(tagger: &Tagger, text: &str, tokens: &[Token]) -> Vec<Tag> {
    let tables = &tagger.tables;
    let entries: Vec<Entry> = tokens.iter().map(|token| tables.entry(token.word)).collect();
    let mut runs = vec![Run::default(); tokens.len()];
    tagger.read_sentence(text, tokens, &entries, &mut runs);
    // By the last state and the kind of the one before it: the cheapest way there.
    let mut ways = BTreeMap::from([((tables.start, tables.group(tables.start)), (0, Vec::new()))]);
    for run in runs {
        let mut next: BTreeMap<(u8, u8), (i64, Vec<u8>)> = BTreeMap::new();
        for (&(from, before), (cost, way)) in &ways {
            for to in tables.candidates(run) {
                let cost = cost + i64::from(tables.behind(before, from).cost(to.state)) + i64::from(to.cost);
                let known = next.get(&(to.state, tables.group(from)));
                if known.is_none_or(|(least, _)| cost < *least) {
                    let way = way.iter().copied().chain([to.state]).collect();
                    next.insert((to.state, tables.group(from)), (cost, way));
                }
            }
        }
        ways = next;
    }
    let least = ways.into_values().min_by_key(|(cost, _)| *cost);
    least.map_or_else(Vec::new, |(_, way)| way.into_iter().map(|state| tables.tag(state)).collect())
}

#[test]
fn deciding_early_changes_few_tags() {
    let (tagger, words) = bundled();
    let (mut all, mut same) = (0, 0);
    for line in include_str!("tests.txt").lines().filter(|line| !line.is_empty()) {
        let text = line.split(' ').map(|p| p.split('/').next().unwrap()).collect::<Vec<_>>().join(" ");
        let mut tokens = tokens(&text, &words);
        let exact = cheapest(&tagger, &text, &tokens);
        tag(&tagger, &text, &mut tokens);
        assert_eq!(exact.len(), tokens.len());
        all += tokens.len();
        same += tokens.iter().zip(exact).filter(|(token, exact)| token.tag == *exact).count();
    }
    assert!(same * 200 > all * 199, "{same} of {all}");
}

#[test]
fn damaged_tables_are_reported_by_file_and_line() {
    let mut words = Words::default();
    let broken = format!("{WORDS}zebra\tNoun\n");
    let found = Tagger::load(&broken, SUFFIXES, TRANSITIONS, &mut words).err();
    let line = WORDS.lines().count() + 1;
    assert_eq!(found, Some(Damage { file: "words.tsv", line, message: "a pair that is not STATE:COUNT".into() }));
    let found = Tagger::load("", "", "state\tNonsense\tx\t1\n", &mut words).err();
    assert_eq!(found.map(|d| (d.file, d.line)), Some(("transitions.tsv", 1)));
}

#[test]
fn without_tables_nothing_is_tagged() {
    let words = Words::default();
    let mut tokens = tokens("He said so", &words);
    tag(&Tagger::default(), "He said so", &mut tokens);
    assert!(tokens.iter().all(|t| t.tag == Tag::Other));
}

/// Agreement with silver tags of articles that the tables were not made of, and speed; see `tools/tagger/README.md`.
#[test]
#[ignore = "needs the silver tags that tools/tagger/ makes"]
fn agrees_with_the_silver_tags() {
    let folder = std::path::PathBuf::from(std::env::var_os("TAGGER_HELD").expect("the folder of the held-out tables"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a table");
    let (silver, tables) = (read("silver.tsv"), [read("words.tsv"), read("suffixes.tsv"), read("transitions.tsv")]);
    let load = || {
        let mut words = Words::default();
        let begun = std::time::Instant::now();
        let tagger = Tagger::load(&tables[0], &tables[1], &tables[2], &mut words).expect("sound tables");
        (tagger, words, begun.elapsed())
    };
    let (tagger, words, first) = load();
    // The first time pays for memory that the process has yet to be given.
    let best = (0..10).map(|_| load().2).min().unwrap_or(first);
    let mut text = String::new();
    let mut sentences = vec![(Vec::new(), Vec::new())];
    for line in silver.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [written, folded, kind, expected] = fields[..] else {
            sentences.push((Vec::new(), Vec::new()));
            continue;
        };
        let start = text.len();
        text.push_str(written);
        let mut token = token(&text, start, text.len(), &words);
        token.word = words.get(folded);
        token.kind = match kind {
            "o" => TokenKind::Open,
            "c" => TokenKind::Close,
            "n" => TokenKind::Number,
            "m" => TokenKind::Mark,
            _ => TokenKind::Word,
        };
        text.push(' ');
        let last = sentences.last_mut().expect("one at least");
        last.0.push(token);
        last.1.push(expected);
    }
    let begun = std::time::Instant::now();
    for (tokens, _) in &mut sentences {
        tag(&tagger, &text, tokens);
    }
    let time = begun.elapsed();
    let judged: Vec<bool> = sentences
        .iter()
        .flat_map(|(tokens, tags)| tokens.iter().zip(tags))
        .filter(|(token, _)| !matches!(token.kind, TokenKind::Open | TokenKind::Close))
        .map(|(token, tag)| token.tag.name() == *tag)
        .collect();
    let right = judged.iter().filter(|r| **r).count() as f64 / judged.len() as f64;
    let speed = text.len() as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{} tokens, {:.2}% agree, {speed:.0} MB/s, loaded in {first:?}, at best {best:?}",
        judged.len(),
        right * 100.0
    );
    assert!(right > 0.96, "{right}");
}

proptest! {
    #[test]
    fn any_tokens_are_tagged(
        text in "\\PC{0,80}",
        cuts in prop::collection::vec((0usize..100, 0usize..100, 0u32..30_000, 0u8..5, 0u8..4), 0..60),
    ) {
        let (tagger, _) = bundled();
        let mut tokens: Vec<Token> = cuts
            .into_iter()
            .map(|(start, end, word, kind, shape)| Token {
                span: Span::new(start, end),
                word: Word(word),
                kind: [TokenKind::Word, TokenKind::Number, TokenKind::Open, TokenKind::Close, TokenKind::Mark][usize::from(kind)],
                shape: [Shape::Lower, Shape::Capitalised, Shape::Upper, Shape::Mixed][usize::from(shape)],
                tag: Tag::Other,
                parts: (0, 0),
                spaced: true,
            })
            .collect();
        let mut again = tokens.clone();
        tag(&tagger, &text, &mut tokens);
        tag(&tagger, &text, &mut again);
        prop_assert_eq!(tokens, again);
    }
}
