//! Articles that come twice: crawls fetch a page again, feeds repeat their items.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::base::Article;

/// The articles met so far.
#[derive(Debug, Default)]
pub struct Duplicates {
    met: BTreeMap<[u8; 16], Box<str>>,
}

impl Duplicates {
    /// The id of the article met before that this one repeats; `None` when it is new, which it then no longer is.
    ///
    /// The text and the outlet must be the same. Where the outlet is unknown, so must be title, author, date and address: two
    /// outlets may print one agency's text.
    pub fn before(&mut self, article: &Article) -> Option<&str> {
        let all = [&article.outlet, &article.title, &article.author, &article.date, &article.url];
        let fields = if article.outlet.is_some() { &all[..1] } else { &all[..] };
        let mut hash = Sha256::new();
        for field in fields.iter().map(|field| field.as_deref().unwrap_or_default()).chain([article.text.as_str()]) {
            hash.update((field.len() as u64).to_le_bytes());
            hash.update(field);
        }
        let mut key = [0; 16];
        key.iter_mut().zip(hash.finalize()).for_each(|(own, byte)| *own = byte);
        if self.met.contains_key(&key) {
            return self.met.get(&key).map(AsRef::as_ref);
        }
        self.met.insert(key, article.id.as_str().into());
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, outlet: Option<&str>, title: &str, text: &str) -> Article {
        let own = |text: &str| Some(text.to_owned());
        Article {
            id: id.into(),
            outlet: outlet.and_then(own),
            title: own(title),
            text: text.into(),
            ..Article::default()
        }
    }

    #[test]
    fn the_same_text_of_one_outlet_comes_twice_and_of_two_does_not() {
        let mut met = Duplicates::default();
        assert_eq!(met.before(&article("a", Some("Echo"), "t", "x")), None);
        assert_eq!(met.before(&article("b", Some("Echo"), "u", "x")), Some("a"));
        assert_eq!(met.before(&article("c", Some("Post"), "t", "x")), None);
        assert_eq!(met.before(&article("d", None, "t", "x")), None);
        assert_eq!(met.before(&article("e", None, "u", "x")), None);
        assert_eq!(met.before(&article("f", None, "t", "x")), Some("d"));
    }
}
