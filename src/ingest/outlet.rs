//! Which outlet a page is from: only by how outlets sign, never by what an article is about.

use super::lines::key;
use crate::rules::RuleSet;

/// The outlet whose domain an address has.
pub(super) fn of_address(url: &str, rules: &RuleSet) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let fits = |domain: &String| {
        host.strip_suffix(domain.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let longest = |domains: &[String]| domains.iter().filter(|d| fits(d)).map(String::len).max();
    let best = rules.outlets.iter().filter_map(|o| longest(&o.domains).map(|length| (length, o)));
    best.max_by_key(|(length, _)| *length).map(|(_, outlet)| outlet.name.clone())
}

/// What pages put between a headline and the name of the site.
pub(super) const SIGNS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " · "];

/// The outlet's name at the end of a page's title ("Bridge closed | The Echo"): the title without it, and its index.
pub(super) fn of_title<'t>(title: &'t str, rules: &RuleSet) -> Option<(&'t str, usize)> {
    let (at, sign) = SIGNS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign))).max()?;
    let (before, behind) = (title.get(..at)?, title.get(at + sign.len()..)?);
    let name = key(behind);
    let outlet = rules.outlets.iter().position(|o| key(&o.name) == name)?;
    Some((before.trim(), outlet))
}

/// The outlet that all signs agree on.
pub(super) fn agreed(mut signs: Vec<String>) -> Option<String> {
    signs.sort();
    signs.dedup();
    if signs.len() == 1 { signs.pop() } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::test_engine;
    use super::*;

    #[test]
    fn a_known_domain_tells_the_outlet_and_a_lookalike_does_not() {
        let rules = test_engine().rules();
        assert_eq!(of_address("https://www.bbc.co.uk/news/1", rules).as_deref(), Some("BBC News"));
        assert_eq!(of_address("https://notbbc.co.uk/news/1", rules), None);
        assert_eq!(of_address("no address", rules), None);
    }

    #[test]
    fn the_name_at_the_end_of_a_title_is_taken_off() {
        let rules = test_engine().rules();
        let (title, outlet) = of_title("Bridge closed - for good | The Guardian", rules).unwrap();
        assert_eq!((title, rules.outlets[outlet].name.as_str()), ("Bridge closed - for good", "The Guardian"));
        assert_eq!(of_title("Bridge closed - for good", rules), None);
    }

    #[test]
    fn signs_that_disagree_tell_nothing() {
        let sign = |names: &[&str]| agreed(names.iter().map(|n| (*n).to_owned()).collect());
        assert_eq!(sign(&["A", "A"]).as_deref(), Some("A"));
        assert_eq!(sign(&["A", "B"]), None);
        assert_eq!(sign(&[]), None);
    }
}
