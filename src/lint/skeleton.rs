//! A first pack of each kind to start from: commented, sound, with examples that come out.

use std::fmt;

use serde::Serialize;

use crate::base::{Error, Result};

/// The kinds with their skeletons. `@pack@`, `@id@` and `@category@` are filled in.
const SKELETONS: [(&str, &str); 8] = [
    ("cues", include_str!("skeletons/cues.toml")),
    ("frames", include_str!("skeletons/frames.toml")),
    ("actors", include_str!("skeletons/actors.toml")),
    ("events", include_str!("skeletons/events.toml")),
    ("concepts", include_str!("skeletons/concepts.toml")),
    ("page", include_str!("skeletons/page.toml")),
    ("outlets", include_str!("skeletons/outlets.toml")),
    ("tables", include_str!("skeletons/tables.toml")),
];

/// The kinds of pack that [`skeleton`] knows.
pub const KINDS: [&str; SKELETONS.len()] = {
    let mut kinds = [""; SKELETONS.len()];
    let mut at = 0;
    while at < kinds.len() {
        kinds[at] = SKELETONS[at].0;
        at += 1;
    }
    kinds
};

/// A pack to start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skeleton {
    /// Where it belongs, relative to a folder of rules: `my/doubt.toml`.
    pub path: String,
    /// The full id of its rule.
    pub id: String,
    /// The file.
    pub text: String,
}

/// A pack of a kind with one rule of this id: all parts but the last are the pack, the last is the rule's own.
///
/// # Errors
/// When there is no such kind, or the id cannot be one.
pub fn skeleton(kind: &str, id: &str) -> Result<Skeleton> {
    let Some((_, text)) = SKELETONS.iter().find(|(name, _)| *name == kind) else {
        return Err(Error::Usage(format!("no kind of pack is called `{kind}`; there are {}", KINDS.join(", "))));
    };
    let (pack, own) = id.rsplit_once('/').unwrap_or((id, id));
    let plain = |part: &str| {
        let sign = |sign: char| sign.is_alphanumeric() || "-_".contains(sign);
        !part.is_empty() && part.chars().all(sign)
    };
    // An outlet's id is its name.
    let name =
        |part: &str| part.chars().all(|sign| !sign.is_control() && !"\"\\@".contains(sign)) && !part.trim().is_empty();
    let own_fits = if kind == "outlets" && id.contains('/') { name(own) } else { plain(own) };
    if !own_fits || !pack.split('/').all(plain) {
        let help = "letters, digits and hyphens, its parts divided by `/`: `my/doubt/no-proof`";
        return Err(Error::Usage(format!("`{id}` cannot be an id; write {help}")));
    }
    let last = pack.rsplit('/').next().unwrap_or(pack);
    let category = if id.contains('/') { last.replace('-', "_") } else { "doubt".to_owned() };
    let text = text.replace("@pack@", pack).replace("@id@", own).replace("@category@", &category);
    Ok(Skeleton { path: format!("{pack}.toml"), id: format!("{pack}/{own}"), text })
}

impl fmt::Display for Skeleton {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint;
    use crate::matching::Engine;
    use crate::rules::load_texts;

    fn check(kind: &str, id: &str) {
        let made = skeleton(kind, id).unwrap();
        let loaded = load_texts(&[(&made.path, &made.text)]);
        let own = |file: &str| file == made.path;
        let checked = lint::check(loaded.clone(), lint::Scope::Own).unwrap();
        assert!(!checked.findings.iter().any(|finding| own(&finding.file)), "{kind} {id}: {checked}");
        let tested = lint::test_in(&Engine::new(loaded.rules).unwrap(), lint::Scope::Own);
        assert!(!tested.failures.iter().any(|failure| own(&failure.file)), "{kind} {id}: {tested}");
        assert!(!made.text.contains('@'), "{}", made.text);
    }

    #[test]
    fn every_skeleton_passes_check_and_test() {
        for kind in KINDS {
            check(kind, "my/tales/tall-tale");
            check(kind, "no-proof");
        }
        check("outlets", "my/papers/The Dogger Bank Herald");
    }

    #[test]
    fn an_id_says_where_the_pack_belongs() {
        let made = skeleton("cues", "my/vague-source/no-proof").unwrap();
        assert_eq!((made.path.as_str(), made.id.as_str()), ("my/vague-source.toml", "my/vague-source/no-proof"));
        assert!(made.text.contains("category = \"vague_source\""));
        assert_eq!(skeleton("cues", "no-proof").unwrap().path, "no-proof.toml");
        for id in ["", "/", "a/", "/a", "a b", "../a", "a/..", "a\"b"] {
            assert!(skeleton("cues", id).is_err(), "{id}");
            assert!(id == "a/.." || skeleton("outlets", id).is_err(), "{id}");
        }
    }
}
