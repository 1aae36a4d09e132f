//! `tests/align/pairs.toml`: hand-made pairs of statements with what they are to each other. `same` is never said of a conflict.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use parallax::align::{Conflict, Relation};
use parallax::analysis::{self, Pair};
use parallax::base::Span;
use parallax::matching::Engine;
use parallax::rules::{self, Sources};

const CONFLICTS: [&str; 5] = ["number", "negation", "denial", "actor", "date"];
/// Pairs judged right, at least; and of the conflicts among them those whose words are marked.
const RIGHT: usize = 168;
const MARKED: usize = 98;

/// A pair with its verdict and the words that disagree.
struct Case {
    verdict: String,
    pair: Pair,
    marks: Option<(Span, Span)>,
}

/// The text without brackets, and what stood between them.
fn unmarked(text: &str) -> (String, Option<Span>) {
    let plain = text.replace(['[', ']'], "");
    let span = text.find('[').and_then(|open| Some(Span::new(open, text.find(']')?.checked_sub(1)?)));
    (plain, span)
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align/pairs.toml");
    let table: BTreeMap<String, Vec<BTreeMap<String, String>>> =
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut list = Vec::new();
    for (verdict, pairs) in table {
        for (number, pair) in pairs.iter().enumerate() {
            let ((a, left), (b, right)) = (unmarked(&pair["a"]), unmarked(&pair["b"]));
            let pair = Pair { id: format!("{verdict} {}", number + 1), a, b };
            list.push(Case { verdict: verdict.clone(), pair, marks: left.zip(right) });
        }
    }
    list
}

/// Whether the words found are the words marked: they overlap, and are not the whole sentence instead.
fn marked(found: Conflict, marks: (Span, Span)) -> bool {
    let near = |found: Span, mark: Span| found.overlaps(mark) && found.len() <= 2 * mark.len() + 8;
    near(found.a, marks.0) && near(found.b, marks.1)
}

#[test]
fn pairs_are_judged_as_a_reader_would() {
    let loaded = rules::load(&Sources { no_user_rules: true, ..Sources::default() });
    let engine = Engine::new(loaded.rules).unwrap();
    let cases = cases();
    assert!(cases.len() >= 180, "{} pairs", cases.len());
    let pairs: Vec<Pair> = cases.iter().map(|case| case.pair.clone()).collect();
    let (mut right, mut found_words) = (0, 0);
    let (mut wrong, mut called_same) = (Vec::new(), Vec::new());
    for (case, found) in cases.iter().zip(analysis::align(&pairs, &engine)) {
        let relation = found.alignment.relation;
        let said = match found.alignment.conflict {
            Some(conflict) => format!("{:?}", conflict.kind),
            None => format!("{relation:?}"),
        };
        if said.to_lowercase() == case.verdict {
            right += 1;
            let words = case.marks.zip(found.alignment.conflict).is_some_and(|(marks, found)| marked(found, marks));
            found_words += usize::from(words);
        } else {
            wrong.push(format!(
                "{}: {said} ({:.2})\n  {}\n  {}",
                found.id, found.alignment.score, case.pair.a, case.pair.b
            ));
        }
        if relation == Relation::Same && CONFLICTS.contains(&case.verdict.as_str()) {
            called_same.push(found.id);
        }
    }
    println!("{right} of {} right; {found_words} conflicts with their words\n{}", cases.len(), wrong.join("\n"));
    assert!(called_same.is_empty(), "conflicts called the same: {called_same:?}");
    assert!(right >= RIGHT, "{right} right, {RIGHT} wanted\n{}", wrong.join("\n"));
    assert!(found_words >= MARKED, "{found_words} conflicts with their words, {MARKED} wanted");
}
