//! Articles to outlines, side by side.

use std::borrow::Borrow;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::base::Article;
use crate::events::{Outline, Outliner};
use crate::matching::Engine;

/// Articles that one thread takes at a time.
const CHUNK: usize = 32;

/// Makes outlines of many articles, batch by batch.
pub struct OutlineReader<'e> {
    engine: &'e Engine,
    /// Outliners remember the words they have met, so each is used again by whoever is next.
    idle: Mutex<Vec<Outliner<'e>>>,
}

impl<'e> OutlineReader<'e> {
    /// A reader.
    pub fn new(engine: &'e Engine) -> OutlineReader<'e> {
        OutlineReader { engine, idle: Mutex::new(Vec::new()) }
    }

    /// The outline of each article; the order stays.
    pub fn read<A: Borrow<Article> + Sync>(&mut self, articles: &[A]) -> Vec<Outline> {
        let made: Vec<Vec<Outline>> = articles
            .par_chunks(CHUNK)
            .map(|chunk| {
                let idle = self.idle.lock().ok().and_then(|mut list| list.pop());
                let mut outliner = idle.unwrap_or_else(|| Outliner::new(self.engine.rules()));
                let list = chunk.iter().map(|article| outliner.outline(article.borrow())).collect();
                if let Ok(mut idle) = self.idle.lock() {
                    idle.push(outliner);
                }
                list
            })
            .collect();
        made.into_iter().flatten().collect()
    }
}
