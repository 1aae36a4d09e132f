//! Which rules a tool is asked about: by id, by the pack or folder they stand in, by category.

use super::entry::{Entry, entries};
use crate::analysis;
use crate::base::{Error, Result};
use crate::cues::ATTRIBUTION;
use crate::matching::RuleRef;
use crate::rules::RuleSet;

/// A choice of rules; empty for all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids of rules, packs or folders of packs.
    pub rules: Vec<String>,
    /// Categories.
    pub categories: Vec<String>,
}

impl Selection {
    /// Whether a rule is wanted.
    pub fn has(&self, rule: &str, category: &str) -> bool {
        let within =
            |id: &String| rule.strip_prefix(id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        (self.rules.is_empty() || self.rules.iter().any(within))
            && (self.categories.is_empty() || self.categories.iter().any(|one| one == category))
    }

    /// That every id and category of it is there.
    ///
    /// # Errors
    /// When one is not, with a near name where there is one.
    pub fn check(&self, all: &[&RuleSet]) -> Result<()> {
        let known: Vec<(&str, &str)> =
            all.iter().flat_map(|rules| countable(rules)).map(|(id, category, _)| (id, category)).collect();
        for id in &self.rules {
            let one = Selection { rules: vec![id.clone()], categories: Vec::new() };
            if !known.iter().any(|&(rule, category)| one.has(rule, category)) {
                let help = near(id, known.iter().map(|&(rule, _)| rule))
                    .unwrap_or("`parallax rules list` shows them all".to_owned());
                return Err(Error::Usage(format!("no rule, pack or folder is called `{id}`; {help}")));
            }
        }
        let mut categories: Vec<&str> = known.iter().map(|&(_, category)| category).collect();
        categories.sort_unstable();
        categories.dedup();
        match self.categories.iter().find(|one| !categories.contains(&one.as_str())) {
            None => Ok(()),
            Some(unknown) => {
                Err(Error::Usage(format!("no category is called `{unknown}`; there are {}", categories.join(", "))))
            }
        }
    }
}

pub(super) fn near<'n>(id: &str, all: impl Iterator<Item = &'n str>) -> Option<String> {
    let last = |id: &str| id.rsplit('/').next().unwrap_or("").to_owned();
    let likeness = all.map(|name| (strsim::jaro_winkler(&last(name), &last(id)), name));
    let best = likeness.filter(|&(likeness, _)| likeness > 0.86).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, name)| format!("did you mean `{name}`?"))
}

/// The rules whose matches in articles can be counted: id, category, strength where the kind has one.
pub(super) fn countable(rules: &RuleSet) -> Vec<(&str, &str, Option<f32>)> {
    let category = |entry: &Entry| match entry.rule {
        RuleRef::Cue(at) => rules.cues.get(at).map(|rule| rule.category.as_str()),
        RuleRef::Frame(_) | RuleRef::Verb(_) => Some(ATTRIBUTION),
        RuleRef::Actor(_) => Some(analysis::ACTOR),
        RuleRef::Event(_) => Some(analysis::EVENT),
        RuleRef::Concept(_) => Some(analysis::CONCEPT),
        RuleRef::Furniture(_) | RuleRef::Outlet(_) => None,
    };
    entries(rules).iter().filter_map(|entry| Some((entry.id, category(entry)?, entry.strength))).collect()
}

/// What categories are sorted by: those of cues, then attribution, then what flags nothing.
pub(super) fn rank(category: &str) -> (u8, &str) {
    match category {
        analysis::ACTOR | analysis::EVENT | analysis::CONCEPT => (2, category),
        ATTRIBUTION => (1, category),
        _ => (0, category),
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;

    #[test]
    fn a_rule_is_chosen_by_its_id_its_pack_its_folder_or_its_category() {
        let has = |rules: &[&str], categories: &[&str]| {
            let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
            Selection { rules: owned(rules), categories: owned(categories) }.has("en/doubt/no-proof", "doubt")
        };
        assert!(
            has(&[], &[])
                && has(&["en/doubt/no-proof"], &[])
                && has(&["en"], &["doubt"])
                && has(&["x", "en/doubt"], &[])
        );
        assert!(!has(&["en/dou"], &[]) && !has(&["no-proof"], &[]) && !has(&["en"], &["hedge"]));
    }
}
