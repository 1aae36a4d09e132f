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

/// The outlet of a page or feed that calls itself `site` and stands at `url`: the address counts, then a known name, which may have
/// that of a section before it; else it is called as it calls itself.
pub(super) fn of_site(site: Option<String>, url: Option<&str>, rules: &RuleSet) -> Option<String> {
    url.and_then(|url| of_address(url, rules)).or_else(|| {
        let site = site?;
        let known = named(&site, rules);
        let known = known.or_else(|| of_title(&site, rules).map(|(_, at)| at)).and_then(|at| rules.outlets.get(at));
        Some(known.map_or(site, |outlet| outlet.name.clone()))
    })
}

/// What pages put between a headline and the name of the site.
pub(super) const SIGNS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " · "];

/// The outlet's name at the end of a page's title ("Bridge closed | The Echo"): the title without it, and its index.
pub(super) fn of_title<'t>(title: &'t str, rules: &RuleSet) -> Option<(&'t str, usize)> {
    let (at, sign) = SIGNS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign))).max()?;
    let (before, behind) = (title.get(..at)?, title.get(at + sign.len()..)?);
    Some((before.trim(), named(behind, rules)?))
}

/// The index of the outlet of a name; a name comes before other outlets' other names.
fn named(name: &str, rules: &RuleSet) -> Option<usize> {
    let name = key(name);
    let own = rules.outlets.iter().position(|outlet| key(&outlet.name) == name);
    own.or_else(|| rules.outlets.iter().position(|outlet| outlet.aliases.iter().any(|alias| key(alias) == name)))
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
    fn a_site_is_called_by_the_name_that_is_known_for_it() {
        let rules = test_engine().rules();
        let of = |site: &str, url| of_site(Some(site.to_owned()), url, rules);
        assert_eq!(of("AP", None).as_deref(), Some("Associated Press"));
        assert_eq!(of("World news | The Guardian", None).as_deref(), Some("The Guardian"));
        assert_eq!(of("The Fenwick Echo", None).as_deref(), Some("The Fenwick Echo"));
        assert_eq!(of("Top stories", Some("https://www.reuters.com/a")).as_deref(), Some("Reuters"));
    }

    #[test]
    fn signs_that_disagree_tell_nothing() {
        let sign = |names: &[&str]| agreed(names.iter().map(|n| (*n).to_owned()).collect());
        assert_eq!(sign(&["A", "A"]).as_deref(), Some("A"));
        assert_eq!(sign(&["A", "B"]), None);
        assert_eq!(sign(&[]), None);
    }
}
