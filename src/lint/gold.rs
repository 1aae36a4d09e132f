//! Labelled sentences, one JSON object a line, in the forms that such data come in.

use serde_json::{Map, Value};

use crate::base::Span;

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// The sentence.
    pub text: String,
    /// Whether it is what the rules look for.
    pub positive: bool,
    /// Where in it, in bytes; `None` when that is not marked.
    pub spans: Option<Vec<Span>>,
    /// The category that the label is about; `None` for any.
    pub category: Option<String>,
}

/// Which fields hold what.
#[derive(Debug, Clone)]
pub struct GoldForm {
    /// The sentence.
    pub text: String,
    /// The label.
    pub label: String,
    /// The marked spans.
    pub spans: String,
    /// The category.
    pub category: String,
    /// Labels that mean yes, all others mean no; empty for `true` or `1` against `false` or `0`.
    pub positive: Vec<String>,
}

impl GoldForm {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub fn read(&self, line: &[u8]) -> Result<Gold, (String, String)> {
        let help = || format!("each line is an object with `{}` and `{}`", self.text, self.label);
        let record = match serde_json::from_slice(line) {
            Ok(Value::Object(record)) => record,
            Ok(_) => return Err(("not an object".into(), help())),
            Err(error) => {
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                return Err((format!("{message} at column {}", error.column()), help()));
            }
        };
        let text = match record.get(&self.text) {
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                return Err((
                    format!("`{}` is not a string", self.text),
                    "name the sentence's field with --text-field".into(),
                ));
            }
            None => {
                return Err((
                    format!("no field `{}`", self.text),
                    "name the sentence's field with --text-field".into(),
                ));
            }
        };
        Ok(Gold {
            positive: self.label(&record)?,
            spans: self.spans(&record, &text)?,
            category: match record.get(&self.category) {
                None | Some(Value::Null) => None,
                Some(Value::String(category)) => Some(category.clone()),
                Some(_) => {
                    return Err((
                        format!("`{}` is not a string", self.category),
                        "name another field with --category-field".into(),
                    ));
                }
            },
            text,
        })
    }

    fn label(&self, record: &Map<String, Value>) -> Result<bool, (String, String)> {
        let label = match record.get(&self.label) {
            Some(Value::String(label)) => label.clone(),
            Some(label @ (Value::Bool(_) | Value::Number(_))) => label.to_string(),
            Some(_) => {
                return Err((
                    format!("`{}` is no label", self.label),
                    "a label is true, false, a number or a string".into(),
                ));
            }
            None => {
                return Err((format!("no field `{}`", self.label), "name the label's field with --label-field".into()));
            }
        };
        match label.as_str() {
            _ if !self.positive.is_empty() => Ok(self.positive.contains(&label)),
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            other => Err((format!("the label is `{other}`"), "say which labels mean yes with --positive".into())),
        }
    }

    fn spans(&self, record: &Map<String, Value>, text: &str) -> Result<Option<Vec<Span>>, (String, String)> {
        let wrong = |what: String| {
            let help =
                "a span is [start, end] or {\"start\", \"end\"} in UTF-8 bytes; name another field with --spans-field";
            (what, help.to_owned())
        };
        let spans = match record.get(&self.spans) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Array(spans)) => spans,
            Some(_) => return Err(wrong(format!("`{}` is not an array", self.spans))),
        };
        let mut read = Vec::new();
        for span in spans {
            let (start, end) = (end_of(span, 0, "start"), end_of(span, 1, "end"));
            let (Some(start), Some(end)) = (start, end) else { return Err(wrong(format!("`{span}` is no span"))) };
            if start >= end || text.get(start..end).is_none() {
                return Err(wrong(format!("`{span}` is no span of the sentence")));
            }
            read.push(Span::new(start, end));
        }
        Ok(Some(read))
    }
}

fn end_of(span: &Value, place: usize, name: &str) -> Option<usize> {
    let value = match span {
        Value::Array(ends) if ends.len() == 2 => ends.get(place),
        Value::Object(ends) => ends.get(name),
        _ => None,
    };
    usize::try_from(value?.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(positive: &[&str]) -> GoldForm {
        let [text, label, spans, category] = ["text", "label", "spans", "category"].map(str::to_owned);
        GoldForm { text, label, spans, category, positive: positive.iter().map(|one| (*one).to_owned()).collect() }
    }

    fn label(line: &str, positive: &[&str]) -> Result<bool, String> {
        form(positive).read(line.as_bytes()).map(|gold| gold.positive).map_err(|(what, _)| what)
    }

    #[test]
    fn labels_come_in_several_forms() {
        for yes in [r#"{"text":"a","label":true}"#, r#"{"text":"a","label":1}"#, r#"{"text":"a","label":"1"}"#] {
            assert_eq!(label(yes, &[]), Ok(true), "{yes}");
        }
        assert_eq!(label(r#"{"text":"a","label":0}"#, &[]), Ok(false));
        assert_eq!(label(r#"{"text":"a","label":"Biased"}"#, &["Biased"]), Ok(true));
        assert_eq!(label(r#"{"text":"a","label":"Fair"}"#, &["Biased"]), Ok(false));
        assert_eq!(label(r#"{"text":"a","label":"Biased"}"#, &[]), Err("the label is `Biased`".into()));
        assert_eq!(label(r#"{"text":"a"}"#, &[]), Err("no field `label`".into()));
        assert_eq!(label(r#"{"label":1}"#, &[]), Err("no field `text`".into()));
    }

    #[test]
    fn spans_are_pairs_or_objects_within_the_sentence() {
        let spans = |spans: &str| {
            let line = format!(r#"{{"text":"é may","label":1,"spans":{spans}}}"#);
            form(&[]).read(line.as_bytes()).map(|gold| gold.spans).map_err(|(what, _)| what)
        };
        assert_eq!(spans("[[3,6]]"), Ok(Some(vec![Span::new(3, 6)])));
        assert_eq!(spans(r#"[{"start":3,"end":6}]"#), Ok(Some(vec![Span::new(3, 6)])));
        assert_eq!(spans("null"), Ok(None));
        assert_eq!(spans("[]"), Ok(Some(vec![])));
        assert_eq!(spans("[[1,3]]"), Err("`[1,3]` is no span of the sentence".into()));
        assert_eq!(spans("[[3,99]]"), Err("`[3,99]` is no span of the sentence".into()));
        assert_eq!(spans("[3,6]"), Err("`3` is no span".into()));
    }
}
