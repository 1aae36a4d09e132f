//! Annotated articles put aside: in memory while they are few, else as lines of JSON in a temporary file, from which an article is
//! annotated anew when an event needs it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::{Article, Error, Result};
use crate::matching::Engine;
use crate::store::{Piece, Spool};

use super::{Annotated, Options, annotate};

/// Articles that are kept in memory.
const KEPT: usize = 512;

/// The articles of a run, by id.
#[derive(Debug, Default)]
pub struct Shelf {
    kept: BTreeMap<String, Annotated>,
    spooled: Option<(Spool, BTreeMap<String, Piece>)>,
}

impl Shelf {
    /// Puts an article aside.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn put(&mut self, annotated: Annotated) -> Result<()> {
        if self.spooled.is_none() && self.kept.len() < KEPT {
            self.kept.insert(annotated.article.id.clone(), annotated);
            return Ok(());
        }
        if self.spooled.is_none() {
            let (mut spool, mut pieces) = (Spool::new()?, BTreeMap::new());
            for (id, annotated) in std::mem::take(&mut self.kept) {
                pieces.insert(id, spool.put(line(&annotated)?.as_bytes())?);
            }
            self.spooled = Some((spool, pieces));
        }
        if let Some((spool, pieces)) = &mut self.spooled {
            let piece = spool.put(line(&annotated)?.as_bytes())?;
            pieces.insert(annotated.article.id, piece);
        }
        Ok(())
    }

    /// An article as JSON.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn json(&mut self, id: &str) -> Result<String> {
        if let Some(annotated) = self.kept.get(id) {
            return line(annotated);
        }
        Ok(String::from_utf8(self.bytes(id)?).unwrap_or_default())
    }

    /// Articles with everything found in them, in the order of `ids`.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn whole(&mut self, ids: &[&str], engine: &Engine, options: &Options) -> Result<Vec<Annotated>> {
        let mut given: Vec<Article> = Vec::new();
        let away: &[&str] = if self.spooled.is_some() { ids } else { &[] };
        for id in away {
            given.push(self.given(id)?);
        }
        let mut anew: BTreeMap<String, Annotated> = given
            .into_par_iter()
            .map(|article| annotate(article, engine, options))
            .map(|annotated| (annotated.article.id.clone(), annotated))
            .collect();
        Ok(ids.iter().filter_map(|id| anew.remove(*id).or_else(|| self.kept.get(*id).cloned())).collect())
    }

    /// The text of an article.
    pub fn text(&mut self, id: &str) -> Option<String> {
        match self.kept.get(id) {
            Some(annotated) => Some(annotated.article.text.clone()),
            None => self.given(id).ok().map(|article| article.text),
        }
    }

    fn given(&mut self, id: &str) -> Result<Article> {
        serde_json::from_slice(&self.bytes(id)?).map_err(|e| Error::Usage(format!("temporary file: {e}")))
    }

    fn bytes(&mut self, id: &str) -> Result<Vec<u8>> {
        match &mut self.spooled {
            Some((spool, pieces)) => pieces.get(id).map_or_else(|| Ok(Vec::new()), |piece| spool.get(*piece)),
            None => Ok(Vec::new()),
        }
    }
}

fn line(annotated: &Annotated) -> Result<String> {
    serde_json::to_string(annotated).map_err(|e| Error::Usage(format!("cannot be written as JSON: {e}")))
}
