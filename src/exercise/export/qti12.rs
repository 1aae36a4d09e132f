//! QTI 1.2, in the form that Canvas, Blackboard and others import: one file of questions and a manifest. What QTI 1.2 readers do not
//! know (grids, orders, marking) is recast as [`super::question`] says. Literature: IMS QTI ASI 1.2 (2002).

use crate::base::Result;
use crate::render::{Words, clean, xml};

use super::super::item::{Exercise, SourceArticle};
use super::Named;
use super::package::package;
use super::question::{Answer, Question, questions};
use super::wording::{article, explained};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The package, as the bytes of a ZIP.
///
/// # Errors
/// [`crate::base::Error::Input`] when it does not fit into a ZIP.
pub fn qti12(exercise: &Exercise, words: &Words) -> Result<Vec<u8>> {
    let files: Vec<Named> = vec![
        ("imsmanifest.xml".to_owned(), MANIFEST.as_bytes().to_vec()),
        ("exercise/exercise.xml".to_owned(), assessment(exercise, words).into_bytes()),
    ];
    package("qti12.zip", &files)
}

const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"parallax\">
<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
<organizations/>
<resources>
<resource identifier=\"exercise\" type=\"imsqti_xmlv1p2\" href=\"exercise/exercise.xml\"><file href=\"exercise/exercise.xml\"/></resource>
</resources>
</manifest>
";

fn assessment(exercise: &Exercise, words: &Words) -> String {
    let title = xml(&clean(&exercise.title));
    let articles: String = exercise.articles.iter().map(|one| text(one, words)).collect();
    let items: String = questions(exercise, words).iter().map(|q| item(exercise, q, words)).collect();
    format!(
        "{HEAD}<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\">\n\
         <assessment ident=\"exercise\" title=\"{title}\">\n<section ident=\"root_section\">\n{articles}{items}</section>\n\
         </assessment>\n</questestinterop>\n"
    )
}

fn field(label: &str, entry: &str) -> String {
    format!("<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>")
}

/// An article, to be read and not answered.
fn text(one: &SourceArticle, words: &Words) -> String {
    let letter = xml(&one.letter);
    format!(
        "<item ident=\"{letter}\" title=\"{letter}\">\n<itemmetadata><qtimetadata>{}{}</qtimetadata></itemmetadata>\n\
         <presentation><material>{}</material></presentation>\n</item>\n",
        field("question_type", "text_only_question"),
        field("points_possible", "0.0"),
        html(&article(one, words)),
    )
}

fn item(exercise: &Exercise, question: &Question, words: &Words) -> String {
    let (kind, response, conditions) = posed(&question.answer, words);
    let id = xml(&question.id);
    format!(
        "<item ident=\"{id}\" title=\"{id}\">\n<itemmetadata><qtimetadata>{}{}</qtimetadata></itemmetadata>\n\
         <presentation>\n<material>{}</material>\n{response}</presentation>\n\
         <resprocessing>\n<outcomes><decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/></outcomes>\n\
         <respcondition continue=\"Yes\"><conditionvar><other/></conditionvar>\
         <displayfeedback feedbacktype=\"Response\" linkrefid=\"general_fb\"/></respcondition>\n{conditions}</resprocessing>\n\
         <itemfeedback ident=\"general_fb\"><flow_mat><material>{}</material></flow_mat></itemfeedback>\n</item>\n",
        field("question_type", kind),
        field("points_possible", "1.0"),
        html(&question.stem),
        html(&explained(exercise, question.item, words)),
    )
}

fn html(text: &str) -> String {
    format!("<mattext texttype=\"text/html\">{}</mattext>", xml(text))
}

fn plain(text: &str) -> String {
    format!("<material><mattext texttype=\"text/plain\">{}</mattext></material>", xml(text))
}

/// The kind by Canvas's name, the response, and what is right.
fn posed(answer: &Answer, words: &Words) -> (&'static str, String, String) {
    match answer {
        Answer::One { options, right } => {
            ("multiple_choice_question", choice("response1", "Single", "", options), set(&equal("response1", *right)))
        }
        Answer::Truth(right) => {
            let options = [words.get("check", "yes").to_owned(), words.get("check", "no").to_owned()];
            let right = usize::from(!right);
            ("true_false_question", choice("response1", "Single", "", &options), set(&equal("response1", right)))
        }
        Answer::Several { options } => {
            let test = |(at, (_, right)): (usize, &(String, bool))| match right {
                true => equal("response1", at),
                false => format!("<not>{}</not>", equal("response1", at)),
            };
            let all: String = options.iter().enumerate().map(test).collect();
            let options: Vec<String> = options.iter().map(|(option, _)| option.clone()).collect();
            let response = choice("response1", "Multiple", "", &options);
            ("multiple_answers_question", response, set(&format!("<and>{all}</and>")))
        }
        Answer::Pairs { left, right, pairs } => {
            let (mut response, mut conditions) = (String::new(), String::new());
            // Two decimals are what readers keep, and the last takes what is left, so that all right is 100.
            let share = (10_000 / left.len().max(1)) as f64 / 100.0;
            for (at, (name, pair)) in left.iter().zip(pairs).enumerate() {
                let id = format!("response_{at}");
                response.push_str(&choice(&id, "Single", &plain(name), right));
                let last = at + 1 == left.len();
                let worth = if last { 100.0 - share * at as f64 } else { share };
                conditions.push_str(&format!(
                    "<respcondition><conditionvar>{}</conditionvar>\
                     <setvar varname=\"SCORE\" action=\"Add\">{worth:.2}</setvar></respcondition>\n",
                    equal(&id, *pair)
                ));
            }
            ("matching_question", response, conditions)
        }
        Answer::Words { accepted } => {
            let equal = |text: &String| {
                format!("<varequal respident=\"response1\" case=\"No\">{}</varequal>", xml(&clean(text)))
            };
            let any: String = accepted.iter().map(equal).collect();
            ("short_answer_question", written("40", "1"), set(&any))
        }
        Answer::Written { lines, .. } => ("essay_question", written("80", &lines.to_string()), String::new()),
    }
}

fn choice(id: &str, cardinality: &str, before: &str, options: &[String]) -> String {
    let label = |(at, option): (usize, &String)| {
        format!("<response_label ident=\"c{at}\">{}</response_label>\n", plain(option))
    };
    let labels: String = options.iter().enumerate().map(label).collect();
    format!(
        "<response_lid ident=\"{id}\" rcardinality=\"{cardinality}\">{before}<render_choice>\n{labels}</render_choice>\
         </response_lid>\n"
    )
}

fn written(columns: &str, rows: &str) -> String {
    format!(
        "<response_str ident=\"response1\" rcardinality=\"Single\"><render_fib columns=\"{columns}\" rows=\"{rows}\">\
         <response_label ident=\"answer1\"/></render_fib></response_str>\n"
    )
}

fn equal(id: &str, option: usize) -> String {
    format!("<varequal respident=\"{id}\">c{option}</varequal>")
}

fn set(condition: &str) -> String {
    format!(
        "<respcondition continue=\"No\"><conditionvar>{condition}</conditionvar>\
         <setvar action=\"Set\" varname=\"SCORE\">100</setvar></respcondition>\n"
    )
}
