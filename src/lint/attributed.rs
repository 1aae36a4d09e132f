//! Articles with the attributions that people marked in them, one JSON object a line: `text`, `attributions` (each with `content`,
//! spans in UTF-8 bytes), and, where the data has them, `discard`: passages that nobody judged. What `annotate` prints has this form.

use serde_json::{Map, Value};

use crate::base::Span;

/// An article whose attributions are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed {
    /// The article.
    pub text: String,
    /// What is attributed: the spans of each content.
    pub contents: Vec<Vec<Span>>,
    /// Passages that were not judged.
    pub discard: Vec<Span>,
}

impl Attributed {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn read(line: &[u8]) -> Result<Self, (String, String)> {
        let record: Map<String, Value> = serde_json::from_slice(line).map_err(|error| {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            (format!("{message} at column {}", error.column()), HELP.to_owned())
        })?;
        let wrong = |what: String| (what, HELP.to_owned());
        let Some(Value::String(text)) = record.get("text") else { return Err(wrong("no string `text`".into())) };
        let Some(Value::Array(attributions)) = record.get("attributions") else {
            return Err(wrong("no array `attributions`".into()));
        };
        let mut contents = Vec::with_capacity(attributions.len());
        for (number, attribution) in attributions.iter().enumerate() {
            let content = attribution.get("content").unwrap_or(&Value::Null);
            contents.push(spans(content, text).map_err(|what| wrong(format!("attribution {number}: {what}")))?);
        }
        let discard = record.get("discard").filter(|d| !d.is_null());
        let discard =
            discard.map_or(Ok(Vec::new()), |d| spans(d, text)).map_err(|w| wrong(format!("`discard`: {w}")))?;
        Ok(Attributed { text: text.clone(), contents, discard })
    }
}

fn spans(value: &Value, text: &str) -> Result<Vec<Span>, String> {
    let Value::Array(spans) = value else { return Err("no array of spans".into()) };
    let end = |span: &Value, name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
    let read = |span: &Value| {
        let (Some(from), Some(to)) = (end(span, "start"), end(span, "end")) else {
            return Err(format!("`{span}` is no span"));
        };
        text.get(from..to).map(|_| Span::new(from, to)).ok_or_else(|| format!("`{span}` is no span of the text"))
    };
    spans.iter().map(read).collect()
}

const HELP: &str = "each line is an object with `text` and `attributions`, each of these with `content`: \
    [{\"start\", \"end\"}] in UTF-8 bytes, as `parallax annotate` prints it";

#[cfg(test)]
mod tests {
    use super::Attributed;

    #[test]
    fn what_annotate_prints_can_be_read() {
        let line = r#"{"text": "He said yes.", "attributions": [{"content": [{"start": 8, "end": 11}]}]}"#;
        let read = Attributed::read(line.as_bytes()).unwrap();
        assert_eq!(read.contents.first().unwrap().first().unwrap().of(&read.text), "yes");
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, what) in [
            ("[]", "column"),
            (r#"{"attributions": []}"#, "`text`"),
            (r#"{"text": "a"}"#, "`attributions`"),
            (r#"{"text": "a", "attributions": [{}]}"#, "attribution 0: no array of spans"),
            (r#"{"text": "é", "attributions": [{"content": [{"start": 0, "end": 1}]}]}"#, "no span of the text"),
        ] {
            let (message, _) = Attributed::read(line.as_bytes()).unwrap_err();
            assert!(message.contains(what), "{line}: {message}");
        }
    }
}
