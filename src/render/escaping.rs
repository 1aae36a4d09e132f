//! Escaping for Markdown, HTML and XML: words of articles cannot become markup.

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

/// Text that HTML and XML show as it is, in an element or an attribute. Characters that XML 1.0 forbids become spaces.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escape, xml};

    #[test]
    fn words_of_articles_cannot_become_markup() {
        assert_eq!(escape("![x](javascript:1) <b>|\n# a"), "\\!\\[x\\](javascript:1) &lt;b&gt;\\| \\# a");
    }

    #[test]
    fn xml_keeps_every_sign_it_may_hold() {
        assert_eq!(xml("<a b='\"'>&\t\u{0}\u{7}\u{ffff}ü"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;\t   ü");
    }
}
