//! Escaping for Markdown: words of articles can become neither markup nor HTML.

/// Text on one line that Markdown shows as it is.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn words_of_articles_cannot_become_markup() {
        assert_eq!(escape("![x](javascript:1) <b>|\n# a"), "\\!\\[x\\](javascript:1) &lt;b&gt;\\| \\# a");
    }
}
