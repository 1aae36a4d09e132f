//! QTI 2.1: a package with a file for each item, a test that holds them, and a manifest. Each form of item has its own interaction, so
//! nothing is recast. Literature: IMS Question and Test Interoperability 2.1 (2012), information model and XML binding.

use crate::base::{Result, Span};
use crate::render::{Words, clean, xml};

use super::super::item::{Body, Exercise, Item, SourceArticle};
use super::package::package;
use super::wording::{Role, article, explained, hottexts, stem};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqti_v2p1 \
    http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd\"";

/// The package, as the bytes of a ZIP.
///
/// # Errors
/// [`crate::base::Error::Input`] when it does not fit into a ZIP.
pub fn qti21(exercise: &Exercise, words: &Words) -> Result<Vec<u8>> {
    let mut files = vec![("imsmanifest.xml".to_owned(), manifest(exercise).into_bytes())];
    files.push(("test.xml".to_owned(), test(exercise, words).into_bytes()));
    for one in &exercise.items {
        files.push((format!("items/{}.xml", one.id), item(exercise, one, words).into_bytes()));
    }
    package("qti21.zip", &files)
}

fn manifest(exercise: &Exercise) -> String {
    let mut resources = String::new();
    let mut needs = String::new();
    for item in &exercise.items {
        let id = &item.id;
        resources.push_str(&format!(
            "<resource identifier=\"{id}\" type=\"imsqti_item_xmlv2p1\" href=\"items/{id}.xml\">\
             <file href=\"items/{id}.xml\"/></resource>\n"
        ));
        needs.push_str(&format!("<dependency identifierref=\"{id}\"/>"));
    }
    format!(
        "{HEAD}<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"parallax\">\n\
         <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>\n<organizations/>\n<resources>\n\
         <resource identifier=\"test\" type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"><file href=\"test.xml\"/>{needs}</resource>\n\
         {resources}</resources>\n</manifest>\n"
    )
}

fn test(exercise: &Exercise, words: &Words) -> String {
    let title = xml(&clean(&exercise.title));
    let reference = |item: &Item| format!("<assessmentItemRef identifier=\"{0}\" href=\"items/{0}.xml\"/>\n", item.id);
    let items: String = exercise.items.iter().map(reference).collect();
    let text = |one: &SourceArticle| format!("<rubricBlock view=\"candidate\">{}</rubricBlock>\n", article(one, words));
    let articles: String = exercise.articles.iter().map(text).collect();
    format!(
        "{HEAD}<assessmentTest {SPACE} identifier=\"test\" title=\"{title}\">\n\
         <testPart identifier=\"part\" navigationMode=\"nonlinear\" submissionMode=\"individual\">\n\
         <assessmentSection identifier=\"section\" title=\"{title}\" visible=\"true\">\n{articles}{items}\
         </assessmentSection>\n</testPart>\n</assessmentTest>\n"
    )
}

/// What an item's form makes of it.
struct Form {
    /// Cardinality and base type of the response.
    response: (&'static str, &'static str),
    /// The right response.
    correct: Vec<String>,
    /// Responses with what each is worth, and what any other is; none where only the whole counts.
    worth: Option<(Vec<(String, f64)>, i32)>,
    /// The interaction.
    interaction: String,
}

fn item(exercise: &Exercise, item: &Item, words: &Words) -> String {
    let form = form(item);
    let (cardinality, base) = form.response;
    let mut declared = String::new();
    if !form.correct.is_empty() {
        let values: String = form.correct.iter().map(|value| format!("<value>{}</value>", xml(value))).collect();
        declared.push_str(&format!("<correctResponse>{values}</correctResponse>"));
    }
    let mut most = 1.0;
    let scored = match &form.worth {
        Some((entries, other)) if !entries.is_empty() => {
            // One of several accepted answers is all that can be written.
            let sum = entries.iter().map(|(_, points)| *points).sum::<f64>().round().max(1.0);
            most = if cardinality == "single" { 1.0 } else { sum };
            let case = if base == "string" { " caseSensitive=\"false\"" } else { "" };
            let entry = |(key, points): &(String, f64)| {
                // Four places are enough, and whole numbers have none.
                let points = (points * 10_000.0).round() / 10_000.0;
                format!("<mapEntry mapKey=\"{}\" mappedValue=\"{points}\"{case}/>", xml(key))
            };
            let entries: String = entries.iter().map(entry).collect();
            declared.push_str(&format!(
                "<mapping lowerBound=\"0\" upperBound=\"{most}\" defaultValue=\"{other}\">{entries}</mapping>"
            ));
            "<setOutcomeValue identifier=\"SCORE\"><mapResponse identifier=\"RESPONSE\"/></setOutcomeValue>".to_owned()
        }
        _ if !form.correct.is_empty() => "<responseCondition><responseIf><match><variable identifier=\"RESPONSE\"/>\
             <correct identifier=\"RESPONSE\"/></match><setOutcomeValue identifier=\"SCORE\">\
             <baseValue baseType=\"float\">1</baseValue></setOutcomeValue></responseIf></responseCondition>"
            .to_owned(),
        _ => String::new(),
    };
    let title = xml(&format!("{} {}", item.id, words.of("kind", &item.kind)));
    format!(
        "{HEAD}<assessmentItem {SPACE} identifier=\"{}\" title=\"{title}\" adaptive=\"false\" timeDependent=\"false\">\n\
         <responseDeclaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" baseType=\"{base}\">{declared}\
         </responseDeclaration>\n\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\" normalMaximum=\"{most}\">\
         <defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n\
         <outcomeDeclaration identifier=\"FEEDBACK\" cardinality=\"single\" baseType=\"identifier\"/>\n\
         <itemBody>\n{}\n{}\n</itemBody>\n\
         <responseProcessing>{scored}<setOutcomeValue identifier=\"FEEDBACK\">\
         <baseValue baseType=\"identifier\">KEY</baseValue></setOutcomeValue></responseProcessing>\n\
         <modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"KEY\" showHide=\"show\">{}</modalFeedback>\n\
         </assessmentItem>\n",
        item.id,
        stem(exercise, item, words),
        form.interaction,
        explained(exercise, item, words),
    )
}

fn form(item: &Item) -> Form {
    match &item.body {
        Body::Choice { options, right } => Form {
            response: ("single", "identifier"),
            correct: vec![format!("C{right}")],
            worth: None,
            interaction: format!(
                "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\" maxChoices=\"1\">\n{}\
                 </choiceInteraction>",
                choices("simpleChoice", "C", options, "")
            ),
        },
        Body::Match { left, right, pairs } => {
            let correct: Vec<String> = pairs.iter().enumerate().map(|(at, pair)| format!("L{at} R{pair}")).collect();
            associations(left, right, correct, (1, left.len()), 0)
        }
        Body::Grid { rows, columns, cells } => {
            let yes = |(row, cells): (usize, &Vec<bool>)| {
                let set = cells.iter().enumerate().filter(|(_, yes)| **yes);
                set.map(|(column, _)| format!("L{row} R{column}")).collect::<Vec<_>>()
            };
            let correct: Vec<String> = cells.iter().enumerate().flat_map(yes).collect();
            associations(rows, columns, correct, (columns.len(), rows.len()), -1)
        }
        Body::Order { items, order } => Form {
            response: ("ordered", "identifier"),
            correct: order.iter().map(|at| format!("C{at}")).collect(),
            worth: None,
            interaction: format!(
                "<orderInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\">\n{}</orderInteraction>",
                choices("simpleChoice", "C", items, "")
            ),
        },
        Body::Short { accepted } => Form {
            response: ("single", "string"),
            correct: accepted.iter().take(1).cloned().collect(),
            worth: Some((accepted.iter().map(|answer| (answer.clone(), 1.0)).collect(), 0)),
            interaction: "<p><textEntryInteraction responseIdentifier=\"RESPONSE\" expectedLength=\"40\"/></p>"
                .to_owned(),
        },
        Body::Open { points, lines } => {
            let points: String = points.iter().map(|point| format!("<li>{}</li>", xml(point))).collect();
            let rubric = match points.is_empty() {
                true => String::new(),
                false => format!("<rubricBlock view=\"scorer\"><ul>{points}</ul></rubricBlock>\n"),
            };
            Form {
                response: ("single", "string"),
                correct: Vec::new(),
                worth: None,
                interaction: format!(
                    "{rubric}<extendedTextInteraction responseIdentifier=\"RESPONSE\" expectedLines=\"{lines}\"/>"
                ),
            }
        }
        Body::MarkSpans { text, spans, accept_also } => marking(text, spans, accept_also),
    }
}

fn choices(element: &str, letter: &str, options: &[String], more: &str) -> String {
    let one = |(at, option): (usize, &String)| {
        format!("<{element} identifier=\"{letter}{at}\"{more}>{}</{element}>\n", xml(option))
    };
    options.iter().enumerate().map(one).collect()
}

/// `most`: how many partners one on the left, and one on the right, may have.
fn associations(left: &[String], right: &[String], correct: Vec<String>, most: (usize, usize), other: i32) -> Form {
    let element = "simpleAssociableChoice";
    let side = |letter, options, most: usize| choices(element, letter, options, &format!(" matchMax=\"{most}\""));
    let all = most.0 * left.len();
    let interaction = format!(
        "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\" maxAssociations=\"{all}\">\n\
         <simpleMatchSet>\n{}</simpleMatchSet>\n<simpleMatchSet>\n{}</simpleMatchSet>\n</matchInteraction>",
        side("L", left, most.0),
        side("R", right, most.1)
    );
    let worth = correct.iter().map(|pair| (pair.clone(), 1.0)).collect();
    Form { response: ("multiple", "directedPair"), correct, worth: Some((worth, other)), interaction }
}

/// Every word can be chosen; the words of a stretch that is asked for share its point.
fn marking(text: &str, spans: &[Span], accept_also: &[Span]) -> Form {
    let mut inside = String::new();
    let (mut correct, mut worth) = (Vec::new(), Vec::new());
    let pieces = hottexts(text, spans, accept_also);
    for (at, (words, role)) in pieces.iter().enumerate() {
        if *role == Role::Between {
            inside.push_str(&xml(words));
            continue;
        }
        let id = format!("W{at}");
        inside.push_str(&format!("<hottext identifier=\"{id}\">{}</hottext>", xml(words)));
        match role {
            Role::Asked(_) => {
                correct.push(id.clone());
                let together = pieces.iter().filter(|(_, other)| other == role).count();
                worth.push((id, 1.0 / together as f64));
            }
            Role::Accepted => worth.push((id, 0.0)),
            Role::Between | Role::Other => {}
        }
    }
    let interaction = format!(
        "<hottextInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"0\"><p>{inside}</p></hottextInteraction>"
    );
    Form { response: ("multiple", "identifier"), correct, worth: Some((worth, -1)), interaction }
}
