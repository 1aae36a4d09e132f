//! Which rules there are, pack by pack.

use std::fmt;

use serde::Serialize;

use super::entry::entries;
use crate::rules::{Manifest, PackKind, RuleSet};

/// All packs in force.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// By id.
    pub packs: Vec<ListedPack>,
}

/// A pack and its rules.
#[derive(Debug, Clone, Serialize)]
pub struct ListedPack {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: PackKind,
    /// For cues: the category.
    pub category: Option<String>,
    /// One line for people.
    pub title: String,
    /// The file.
    pub file: String,
    /// Language of the texts it is for.
    pub language: Option<String>,
    /// Where it comes from.
    #[serde(flatten)]
    pub manifest: Manifest,
    /// Its rules.
    pub rules: Vec<ListedRule>,
}

/// One rule in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ListedRule {
    /// In full, as results name it.
    pub id: String,
    /// 0 to 1, where its kind has one.
    pub strength: Option<f32>,
    /// Why it flags.
    pub why: String,
}

/// Lists the rules of all packs.
pub fn list(rules: &RuleSet) -> Listed {
    let mut packs: Vec<ListedPack> = rules
        .packs
        .iter()
        .map(|pack| ListedPack {
            id: pack.id.clone(),
            kind: pack.kind,
            category: pack.category.clone(),
            title: pack.title.clone(),
            file: pack.file.clone(),
            language: pack.language.clone(),
            manifest: pack.manifest.clone(),
            rules: Vec::new(),
        })
        .collect();
    for entry in entries(rules) {
        if let Some(pack) = packs.get_mut(entry.matcher.pack) {
            pack.rules.push(ListedRule {
                id: entry.id.to_owned(),
                strength: entry.strength,
                why: entry.why.to_owned(),
            });
        }
    }
    Listed { packs }
}

impl fmt::Display for Listed {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for pack in &self.packs {
            let category = pack.category.as_ref().map_or_else(String::new, |category| format!(" ({category})"));
            let version = pack.manifest.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
            writeln!(out, "{}{version}{category}: {}", pack.id, pack.title)?;
            for rule in &pack.rules {
                let strength = rule.strength.map_or_else(|| "    ".to_owned(), |strength| format!("{strength:.2}"));
                writeln!(out, "  {strength}  {}", rule.id)?;
                if !rule.why.is_empty() {
                    writeln!(out, "        {}", rule.why)?;
                }
            }
        }
        Ok(())
    }
}
