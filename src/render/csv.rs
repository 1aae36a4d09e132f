//! Flat records as CSV, for spreadsheets.

/// The records as CSV with a header line. A cell that a spreadsheet would take for a formula gets a leading apostrophe.
pub fn csv(header: &[&str], records: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(header);
    for record in records {
        let _ = writer.write_record(record.iter().map(|cell| guarded(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn guarded(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn quotes_and_line_breaks_stay_in_their_cell_and_formulas_stay_text() {
        let text = csv(&["a", "b"], &[vec!["say \"hi\"\nnow".into(), "=1+1".into()]]);
        assert_eq!(text, "a,b\n\"say \"\"hi\"\"\nnow\",'=1+1\n");
    }
}
