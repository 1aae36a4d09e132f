//! Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS 2020), for editors and CI.

use std::path::Path;

use serde_json::{Value, json};

use super::Checked;
use crate::base::{Code, Diagnostic};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as a SARIF log of one run. Files under `root` are named relative to it.
pub fn sarif(checked: &Checked, root: Option<&Path>) -> Value {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.summary() } }))
        .collect();
    let results: Vec<Value> = checked.findings.iter().map(|finding| result(finding, root)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "parallax",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(finding: &Diagnostic, root: Option<&Path>) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    json!({
        "ruleId": finding.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": finding.level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&finding.file, root) },
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            },
        } }],
    })
}

/// A path as a URI: relative where it can be.
fn uri(file: &str, root: Option<&Path>) -> String {
    let path = Path::new(file);
    let inside = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let written = inside.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if inside.is_absolute() { "file://" } else { "" });
    for byte in written.trim_start_matches("./").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_where_it_can_be_and_written_as_a_uri() {
        let uri = |file| uri(file, Some(Path::new("/home/ann")));
        assert_eq!(uri("/home/ann/my rules/é.toml"), "my%20rules/%C3%A9.toml");
        assert_eq!(uri("./my-rules/a.toml"), "my-rules/a.toml");
        assert_eq!(uri("/etc/rules.toml"), "file:///etc/rules.toml");
    }
}
