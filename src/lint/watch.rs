//! What each save of a rule file does: findings, failing examples, and the cues that articles gain and lost since the rules
//! were last sound.

use std::fmt;

use serde::Serialize;

use super::check::{Checked, check_engine};
use super::diff::{Diff, DiffTally};
use super::{Scope, Selection, Tested, test_in};
use crate::analysis::{self, Flagged};
use crate::base::{Article, Result};
use crate::cues::Preset;
use crate::matching::Engine;
use crate::rules::Loaded;

/// Sample sentences of each kind for each rule.
const SAMPLES: usize = 3;

/// The state between two saves.
#[derive(Debug)]
pub struct Watch {
    articles: Vec<Article>,
    preset: Preset,
    /// The articles as the last sound rules flag them.
    flagged: Vec<Flagged>,
    /// Of the rules that were looked at last, sound or not.
    hash: String,
}

/// What came of a save.
#[derive(Debug, Clone, Serialize)]
pub struct Saved {
    /// The files that changed.
    pub files: Vec<String>,
    /// Whether the rules could be read whole; if not, the next save is compared with what was before this one.
    pub sound: bool,
    /// What is wrong, or surely not meant.
    pub checked: Checked,
    /// How the examples came out; `None` where the rules are not sound.
    pub tested: Option<Tested>,
    /// The difference to the last sound rules; `None` without articles, and where the rules are not sound.
    pub diff: Option<Diff>,
    /// From the first sign of the save on.
    pub milliseconds: u64,
}

impl Watch {
    /// Begins with the rules as they are, sound or not.
    ///
    /// # Errors
    /// When they cannot be compiled at all.
    pub fn begin(loaded: Loaded, read: impl FnOnce(&Engine) -> Vec<Article>, preset: Preset) -> Result<(Watch, Saved)> {
        let sound = !loaded.diagnostics.has_errors();
        let engine = Engine::new(loaded.rules)?;
        let articles = read(&engine);
        let flagged = analysis::flag_all(articles.clone(), &engine, preset);
        let saved = Saved {
            files: Vec::new(),
            sound,
            checked: check_engine(&engine, loaded.diagnostics, Scope::Own),
            tested: sound.then(|| test_in(&engine, Scope::Own)),
            diff: None,
            milliseconds: 0,
        };
        let hash = engine.rules().hash.clone();
        Ok((Watch { articles, preset, flagged, hash }, saved))
    }

    /// Looks at the rules again; `None` when they are what they were.
    ///
    /// # Errors
    /// When they cannot be compiled at all.
    pub fn look(&mut self, loaded: Loaded, files: Vec<String>) -> Result<Option<Saved>> {
        if loaded.rules.hash == self.hash {
            return Ok(None);
        }
        self.hash.clone_from(&loaded.rules.hash);
        let sound = !loaded.diagnostics.has_errors();
        let engine = Engine::new(loaded.rules)?;
        let checked = check_engine(&engine, loaded.diagnostics, Scope::Own);
        let mut saved = Saved { files, sound, checked, tested: None, diff: None, milliseconds: 0 };
        if sound {
            saved.tested = Some(test_in(&engine, Scope::Own));
            let flagged = analysis::flag_all(self.articles.clone(), &engine, self.preset);
            let mut tally = DiffTally::new(Selection::default(), SAMPLES);
            self.flagged.iter().zip(&flagged).for_each(|(before, after)| tally.add(before, after));
            saved.diff = (!flagged.is_empty()).then(|| tally.finish());
            self.flagged = flagged;
        }
        Ok(Some(saved))
    }

    /// The hash of the rules that were looked at last.
    pub fn ruleset(&self) -> &str {
        &self.hash
    }

    /// Number of articles.
    pub fn articles(&self) -> usize {
        self.articles.len()
    }
}

impl fmt::Display for Saved {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for file in &self.files {
            writeln!(out, "{file}")?;
        }
        write!(out, "{}", self.checked)?;
        if let Some(tested) = &self.tested {
            write!(out, "{tested}")?;
        }
        if let Some(diff) = &self.diff {
            write!(out, "{diff}")?;
        }
        if !self.sound {
            writeln!(out, "what it does to the articles is shown once this is mended")?;
        }
        writeln!(out, "{} ms", self.milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load_texts;

    fn pack(pattern: &str) -> Loaded {
        let text = format!(
            "schema = 1\n[pack]\nkind = \"cues\"\ncategory = \"doubt\"\ntitle = \"t\"\n[[rule]]\nid = \"tale\"\nmatch = [{pattern}]\n\
             strength = 0.9\nwhy = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\nhits = [\"A zzyarn.\"]\nmisses = [\"A zztale of zzyarns.\"]\n"
        );
        load_texts(&[("my/tales.toml", &text)])
    }

    fn cues(saved: &Saved) -> Option<(usize, usize, usize)> {
        saved.diff.as_ref().map(|diff| (diff.gained, diff.lost, diff.changed))
    }

    #[test]
    fn a_save_is_compared_with_the_last_sound_rules() {
        let article = Article { text: "A zzyarn and a zztale.".into(), ..Article::default() };
        let (mut watch, first) = Watch::begin(pack("\"zzyarn\""), |_| vec![article], Preset::Default).unwrap();
        assert!(first.sound && first.diff.is_none(), "{}", first.checked);
        assert!(watch.look(pack("\"zzyarn\""), Vec::new()).unwrap().is_none(), "nothing changed");
        let broken = watch.look(pack("\"zzyarn"), Vec::new()).unwrap().unwrap();
        assert!(!broken.sound && broken.checked.errors > 0 && broken.diff.is_none() && broken.tested.is_none());
        let mended = watch.look(pack("\"zztale\", \"zzyarn\""), Vec::new()).unwrap().unwrap();
        assert_eq!(cues(&mended), Some((1, 0, 0)));
        assert_eq!(mended.tested.map(|tested| tested.failures.len()), Some(1));
        let narrower = watch.look(pack("\"zztale\""), Vec::new()).unwrap().unwrap();
        assert_eq!(cues(&narrower), Some((0, 1, 0)));
        let gone = watch.look(load_texts(&[]), Vec::new()).unwrap().unwrap();
        assert_eq!(cues(&gone), Some((0, 1, 0)));
    }
}
