//! Each format read back, with words full of the signs that it gives a meaning.

mod sample;

use std::io::{Cursor, Read as _};

use self::sample::{HARD, exercise, templates, words};
use super::super::item::Body;
use super::{csv, gift, h5p, interactive, key, qti12, qti21, worksheet};

fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), text));
    }
    files
}

/// Writes what the parsers of other languages read (`tests/exercise/run.sh`), when a folder is named.
#[test]
fn same_exercise_gives_same_bytes() {
    let make = || {
        let mut files = h5p(&exercise(), &words()).unwrap();
        files.push(("exercise.gift".into(), gift(&exercise(), &words()).into_bytes()));
        files.push(("exercise.csv".into(), csv(&exercise(), &words()).into_bytes()));
        files.push(("worksheet.docx".into(), worksheet(&exercise(), &words()).unwrap()));
        files.push(("key.docx".into(), key(&exercise(), &words()).unwrap()));
        files.push(("qti12.zip".into(), qti12(&exercise(), &words()).unwrap()));
        files.push(("qti21.zip".into(), qti21(&exercise(), &words()).unwrap()));
        files.push(("exercise.html".into(), interactive(&exercise(), &templates()).unwrap().into_bytes()));
        files
    };
    let files = make();
    assert_eq!(files, make());
    if let Some(folder) = std::env::var_os("EXPORTS_TO") {
        for (name, bytes) in files {
            std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
        }
    }
}

#[test]
fn gift_of_every_form() {
    insta::assert_snapshot!(gift(&exercise(), &words()));
}

#[test]
fn signs_of_gift_are_escaped_everywhere_but_where_gift_needs_them() {
    let text = gift(&exercise(), &words());
    // Without what is escaped, each question has one pair of braces, and no sign but those of its answers.
    let bare = regex::Regex::new(r"\\.").unwrap().replace_all(&text, "");
    for question in bare.split("\n\n").filter(|q| q.starts_with("::q")) {
        assert_eq!((question.matches('{').count(), question.matches('}').count()), (1, 1), "{question}");
        assert_eq!(question.matches(':').count(), 4, "{question}");
        assert_eq!(question.matches('#').count(), 4, "{question}");
    }
}

#[test]
fn a_gap_in_the_question_holds_the_options() {
    let text = gift(&exercise(), &words());
    assert!(text.contains("He {\n=said\n~claimed\n####") && text.contains("\n} he knew.</p>"), "{text}");
}

#[test]
fn csv_reads_back_cell_by_cell() {
    let text = csv(&exercise(), &words());
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    assert_eq!(head.iter().next_back(), Some("option_5"));
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell =
        |row: usize, name: &str| rows[row].get(head.iter().position(|own| own == name).unwrap()).unwrap().to_owned();
    assert_eq!(rows.len(), 11);
    assert_eq!(cell(2, "question"), format!("What of {HARD}?"));
    assert_eq!((cell(2, "option_1"), cell(2, "answer")), (HARD.to_owned(), format!("[{HARD}")));
    assert_eq!(cell(3, "answer"), format!("l {HARD} -> 3 {HARD}\nm {HARD} -> {HARD}"));
    assert_eq!((cell(5, "id"), cell(5, "answer")), ("q5.2".to_owned(), words().get("check", "none").to_owned()));
    assert_eq!(cell(6, "answer"), "true");
    assert_eq!(cell(7, "answer"), format!("x {HARD} -> 2\ny {HARD} -> 3\nz {HARD} -> 1"));
}

/// The words that H5P's own reading of its text takes for right, and all words as a reader sees them: after h5p-mark-the-words
/// 1.11, `word.js` (`checkForAnswer`, `removeDoubleAsterisks`, `handleAsterisks`) and `mark-the-words.js` (`createHtmlForWords`).
fn as_h5p_reads(text: &str) -> (Vec<String>, String) {
    let (mut right, mut shown) = (Vec::new(), Vec::new());
    for entry in text.split_whitespace() {
        let core = entry.trim_start_matches(|c| "[({⟨¿¡“\"«„".contains(c));
        let prefix = &entry[..entry.len() - core.len()];
        let word = core.trim_end_matches(|c| "\",….:;?!])}⟩»”".contains(c));
        let suffix = &core[word.len()..];
        let single = word.replace("**", "");
        let answer = single.len() > 2 && single.starts_with('*') && single.ends_with('*');
        let inner = if answer { &word[1..word.len() - 1] } else { word };
        let inner = inner.replace("**", "\u{1}").replace('*', "").replace('\u{1}', "*");
        if answer {
            right.push(inner.clone());
        }
        shown.push(format!("{prefix}{inner}{}", suffix.replace("**", "*")));
    }
    (right, shown.join(" "))
}

#[test]
fn h5p_takes_the_asked_words_for_right_and_shows_the_text_as_it_is() {
    let mut made = exercise();
    let Body::MarkSpans { text, accept_also, .. } = &mut made.items[0].body else { panic!() };
    let text = text.clone();
    accept_also.clear();
    let packed = h5p(&made, &words()).unwrap();
    let names: Vec<&str> = packed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["hedges.h5p", "verbs.h5p"]);
    let files = unpacked(&packed[0].1);
    let about: serde_json::Value = serde_json::from_str(&files[0].1).unwrap();
    assert_eq!((files[0].0.as_str(), about["mainLibrary"].as_str()), ("h5p.json", Some("H5P.MarkTheWords")));
    assert!(about["authorComments"].as_str().unwrap().contains(HARD));
    assert_eq!(files[1].0, "content/content.json");
    let content: serde_json::Value = serde_json::from_str(&files[1].1).unwrap();
    let html = content["textField"].as_str().unwrap();
    let read = roxmltree::Document::parse(html).unwrap().root_element().text().unwrap().to_owned();
    let (right, shown) = as_h5p_reads(&read);
    assert_eq!(right, ["allegedly", "is", "believed", "may"]);
    assert_eq!(shown, text);
    roxmltree::Document::parse(content["taskDescription"].as_str().unwrap()).unwrap();
}

#[test]
fn what_h5p_would_wrongly_count_as_wrong_is_left_out() {
    let names: Vec<String> = h5p(&exercise(), &words()).unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["verbs.h5p"]);
}

fn all<'d>(file: &'d roxmltree::Document, name: &'static str) -> Vec<roxmltree::Node<'d, 'd>> {
    file.descendants().filter(|node| node.has_tag_name(node_name(node, name))).collect()
}

/// The name in whatever namespace the element is in.
fn node_name<'n>(node: &roxmltree::Node<'n, '_>, name: &'n str) -> roxmltree::ExpandedName<'n, 'n> {
    match node.tag_name().namespace() {
        Some(space) => (space, name).into(),
        None => name.into(),
    }
}

fn text_of(node: roxmltree::Node) -> String {
    node.descendants().filter(roxmltree::Node::is_text).filter_map(|text| text.text()).collect()
}

#[test]
fn qti_21_names_its_files_and_each_item_says_what_is_right() {
    let files = unpacked(&qti21(&exercise(), &words()).unwrap());
    let find = |name: &str| &files.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("{name}")).1;
    let manifest = roxmltree::Document::parse(find("imsmanifest.xml")).unwrap();
    let named: Vec<&str> = all(&manifest, "file").iter().filter_map(|file| file.attribute("href")).collect();
    assert_eq!(named.len(), files.len() - 1);
    for name in named {
        roxmltree::Document::parse(find(name)).unwrap();
    }
    let test = roxmltree::Document::parse(find("test.xml")).unwrap();
    assert_eq!(all(&test, "assessmentItemRef").len(), exercise().items.len());
    let right = |id: &str| {
        let file = roxmltree::Document::parse(find(&format!("items/{id}.xml"))).unwrap();
        let chosen: Vec<String> = all(&file, "correctResponse")
            .into_iter()
            .flat_map(|c| c.children().map(text_of).collect::<Vec<_>>())
            .collect();
        // Every identifier of a right response is one of the interaction's.
        let known: Vec<(&str, String)> = file
            .descendants()
            .filter(|node| !node.has_tag_name(node_name(node, "assessmentItem")))
            .filter_map(|node| Some((node.attribute("identifier")?, text_of(node))))
            .collect();
        let shown = |id: &str| known.iter().find(|(own, _)| *own == id).map_or(id.to_owned(), |(_, text)| text.clone());
        chosen
            .iter()
            .map(|value| match value.split_once(' ') {
                Some((left, right)) if left.starts_with('L') => format!("{} > {}", shown(left), shown(right)),
                _ => shown(value),
            })
            .collect::<Vec<String>>()
    };
    assert_eq!(right("q1"), ["allegedly", "is", "believed", "may"]);
    assert_eq!(right("q3"), [format!("[{HARD}")]);
    assert_eq!(right("q4"), [format!("l {HARD} > 3 {HARD}"), format!("m {HARD} > {HARD}")]);
    assert_eq!(right("q5").len(), 3);
    assert_eq!(right("q7"), [format!("z {HARD}"), format!("x {HARD}"), format!("y {HARD}")]);
    assert_eq!(right("q8"), [HARD]);
    assert!(right("q9").is_empty());
    let marking = roxmltree::Document::parse(find("items/q1.xml")).unwrap();
    let Body::MarkSpans { text, .. } = &exercise().items[0].body else { panic!() };
    assert_eq!(&text_of(all(&marking, "hottextInteraction")[0]), text);
    // The words of a stretch share its point; what may be marked as well is neither right nor wrong.
    let worth =
        |points| all(&marking, "mapEntry").iter().filter(|e| e.attribute("mappedValue") == Some(points)).count();
    assert_eq!((worth("1"), worth("0.5"), worth("0")), (2, 2, 1));
}

#[test]
fn qti_12_has_every_question_with_an_answer_that_is_among_its_options() {
    let files = unpacked(&qti12(&exercise(), &words()).unwrap());
    roxmltree::Document::parse(&files[0].1).unwrap();
    let file = roxmltree::Document::parse(&files[1].1).unwrap();
    assert!(files[0].1.contains(&files[1].0));
    let items = all(&file, "item");
    // The articles come first.
    assert_eq!(items.len(), 13);
    let items = &items[2..];
    let kinds: Vec<String> = items
        .iter()
        .filter_map(|item| {
            item.descendants().find(|node| node.has_tag_name(node_name(node, "fieldentry"))).map(text_of)
        })
        .collect();
    assert_eq!(kinds.len(), 11);
    assert_eq!(kinds[2], "multiple_choice_question");
    for item in items {
        let inside =
            |name: &'static str| item.descendants().filter(move |node| node.has_tag_name(node_name(node, name)));
        let labels: Vec<&str> = inside("response_label").filter_map(|label| label.attribute("ident")).collect();
        let lids: Vec<&str> = inside("response_lid").filter_map(|lid| lid.attribute("ident")).collect();
        for equal in inside("varequal").filter(|_| !lids.is_empty()) {
            assert!(labels.contains(&text_of(equal).as_str()));
            assert!(lids.contains(&equal.attribute("respident").unwrap()));
        }
        for html in inside("mattext").filter(|text| text.attribute("texttype") == Some("text/html")) {
            roxmltree::Document::parse(&format!("<div>{}</div>", text_of(html))).unwrap();
        }
    }
    let worth: f64 = items[3]
        .descendants()
        .filter(|n| n.attribute("action") == Some("Add"))
        .map(|n| text_of(n).parse::<f64>().unwrap())
        .sum();
    assert_eq!(worth, 100.0);
    assert!(text_of(items[2]).contains(&format!("[{HARD}")));
}

#[test]
fn the_page_that_checks_itself_escapes_all_words_and_asks_for_nothing_outside() {
    let page = interactive(&exercise(), &templates()).unwrap();
    assert_eq!(page.matches("class=\"item\"").count(), exercise().items.len());
    assert!(!page.contains("http://") && !page.contains("https://"));
    // Quotation marks of attributes are entities in the page, not for the browser.
    assert!(page.replace("&#x27;", "'").contains("default-src 'none'; style-src 'sha256-"));
    assert!(!page.contains("< > &"));
}

#[test]
fn documents_hold_all_words_as_they_were_and_only_the_key_tells_the_answers() {
    let read = |bytes: &[u8]| {
        let files = unpacked(bytes);
        let (_, text) = files.iter().find(|(name, _)| name == "word/document.xml").unwrap();
        text_of(roxmltree::Document::parse(text).unwrap().root_element())
    };
    let (sheet, key) = (read(&worksheet(&exercise(), &words()).unwrap()), read(&key(&exercise(), &words()).unwrap()));
    for words in ["What of ", "Spies ", "Title ", "Three ", "l ", "row ", "z "] {
        assert!(sheet.contains(&format!("{words}{HARD}")), "{words}");
    }
    for words in ["It is ", "Because ", "Perhaps ", "also ", "q "] {
        assert!(!sheet.contains(&format!("{words}{HARD}")) && key.contains(&format!("{words}{HARD}")), "{words}");
    }
}
