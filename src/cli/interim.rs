//! Interim reading of JSON Lines.
use crate::base::{Article, Error};
use crate::matching::Engine;
use std::path::PathBuf;
#[derive(Default)]
pub struct Options {
    pub clean: bool,
}
pub struct Ingested {
    pub articles: Vec<Article>,
    pub problems: Vec<Error>,
    pub dropped: Vec<String>,
}
pub fn read(inputs: &[PathBuf], o: &Options, e: &Engine) -> Ingested {
    Ingested { articles: stream(inputs, o, e).filter_map(|a| a.ok()).collect(), problems: vec![], dropped: vec![] }
}
pub fn stream(inputs: &[PathBuf], _o: &Options, _e: &Engine) -> impl Iterator<Item = Result<Article, Error>> {
    let text: String = inputs.iter().map(|p| std::fs::read_to_string(p).unwrap_or_default()).collect();
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).map_err(|e| Error::input("input", e.to_string(), "mend it")))
        .collect::<Vec<_>>()
        .into_iter()
}
pub fn open(path: &std::path::Path) -> Result<std::io::BufReader<std::fs::File>, Error> {
    std::fs::File::open(path).map(std::io::BufReader::new).map_err(|e| Error::io(path, e))
}
pub fn write_atomically(path: &std::path::Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes).map_err(|e| Error::io(path, e))
}
