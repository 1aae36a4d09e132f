//! `robots.txt` (RFC 9309): which paths of a server a program may fetch.
//!
//! The crates for it rest since 2023 and bring a dozen others; the standard is a page.

use std::time::Duration;

/// The longest wait that a server can ask for.
const LONGEST: u64 = 30;

/// What a server lets one program have; by default all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rules {
    /// Patterns of paths, and whether those are allowed.
    paths: Vec<(String, bool)>,
    /// How long to wait between requests, which many files ask for though no standard knows it.
    pub delay: Option<Duration>,
}

impl Rules {
    /// Nothing is allowed.
    pub(super) fn nothing() -> Rules {
        Rules { paths: vec![("/".to_owned(), false)], delay: None }
    }

    /// The rules for the program of that name: those of all groups that name it, else those of the groups for all.
    pub(super) fn read(text: &str, name: &str) -> Rules {
        let (mut own, mut all) = (None, None);
        // The groups that the lines at hand belong to; a name behind a rule begins a new group.
        let (mut is_own, mut is_all, mut named) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !named {
                    (is_own, is_all) = (false, false);
                }
                named = true;
                // A version may stand behind the name.
                let agent = value.split(['/', ' ']).next().unwrap_or_default();
                is_own |= agent.eq_ignore_ascii_case(name);
                is_all |= agent == "*";
                // An empty group counts as well.
                is_own.then(|| own.get_or_insert_with(Rules::default));
                is_all.then(|| all.get_or_insert_with(Rules::default));
                continue;
            }
            let groups = [is_own.then_some(&mut own), is_all.then_some(&mut all)];
            for rules in groups.into_iter().flatten().filter_map(|group| group.as_mut()) {
                match key.as_str() {
                    "allow" | "disallow" if !value.is_empty() => rules.paths.push((value.to_owned(), key == "allow")),
                    "crawl-delay" => {
                        let seconds = value.parse::<f64>().ok().filter(|s| s.is_finite() && *s >= 0.0);
                        rules.delay = seconds.map(|s| Duration::from_secs_f64(s.min(LONGEST as f64)));
                    }
                    _ => {}
                }
            }
            // Other lines, as those of site maps, belong to no group.
            named &= !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
        }
        own.or(all).unwrap_or_default()
    }

    /// Whether a path, with its query, may be fetched: the longest pattern decides, of equally long ones the one that allows.
    pub(super) fn allow(&self, path: &str) -> bool {
        let fitting = self.paths.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|(_, allowed)| *allowed)
    }
}

/// Whether a path begins as a pattern says: `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    // The last part must stand at the very end.
    let last = if whole { parts.pop() } else { None };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !whole || rest.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, allowed: &[&str], refused: &[&str]) {
        let rules = Rules::read(text, "parallax");
        for (paths, expect) in [(allowed, true), (refused, false)] {
            for path in paths {
                assert_eq!(rules.allow(path), expect, "{path}: {rules:?}");
            }
        }
    }

    #[test]
    fn the_longest_pattern_decides() {
        let text = "User-agent: *\nDisallow: /news/ # all\nAllow: /news/open\nDisallow: /*.pdf$\nDisallow: /*?print=\nAllow: /x\nDisallow: /x\nDisallow:\n";
        check(
            text,
            &["/", "/news", "/news/open/1", "/a.pdf.html", "/x1", "/a?b"],
            &["/news/1", "/a/b.pdf", "/a?print=1"],
        );
    }

    #[test]
    fn a_group_of_its_own_replaces_those_for_all() {
        let text = "\u{feff}User-Agent: Other\nUser-agent: Parallax/2.0\nCrawl-delay: 2.5\nDisallow: /a\n\nSitemap: https://e.example/s\n\
            user-agent: *\ndisallow: /\nUser-agent: parallax\nDisallow: /b\n";
        check(text, &["/c", "/"], &["/a", "/b/c"]);
        assert_eq!(Rules::read(text, "parallax").delay, Some(Duration::from_millis(2500)));
        check("User-agent: parallax\nUser-agent: *\nDisallow: /a\n", &["/b"], &["/a"]);
        check("User-agent: *\nDisallow: /\nUser-agent: parallax\nDisallow:\n", &["/a"], &[]);
        check("<html>not found</html>", &["/a"], &[]);
    }

    proptest::proptest! {
        #[test]
        fn any_pattern_ends(pattern in "[/a*$.]{0,12}", path in "/[/a.]{0,12}") {
            let _ = fits(&pattern, &path);
        }
    }
}
