//! Bundles every file of `rules/` into the binary as a table of (path, contents, hash), in path order, and makes a
//! vocabulary of the words of the frequency and tagger tables.
//!
//! What is worked out here costs nothing at every start: the hashes by which results name the rules in force, and fifty
//! thousand words with their numbers.

#[path = "src/rules/words/hash.rs"]
mod hash;
#[path = "src/rules/frequency/rows.rs"]
mod rows;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

use rows::{Row, rows};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let rules = root.join("rules");
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/rules/words/hash.rs");
    println!("cargo:rerun-if-changed=src/rules/frequency/rows.rs");
    let mut files = Vec::new();
    collect(&rules, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    let (mut frequencies, mut tagger) = (Vec::new(), Vec::new());
    for file in files {
        let id = file.strip_prefix(&rules).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        let hash: [u8; 32] = Sha256::digest(&text).into();
        let _ = writeln!(table, "    ({id:?}, include_str!({:?}), {hash:?}),", file.to_string_lossy());
        match id.rsplit_once('/') {
            Some((_, "word-frequency.tsv")) => frequencies.push(text),
            Some((folder, "words.tsv")) if folder.ends_with("tagger") => tagger.push(text),
            _ => {}
        }
    }
    table.push(']');
    fs::write(out.join("bundled.rs"), table)?;
    vocabulary(&frequencies, &tagger, &out)
}

/// Writes `letters.txt`, `words.bin` and `articles.rs`; `src/rules/bundled.rs` says what is in them.
fn vocabulary(frequencies: &[String], tagger: &[String], out: &Path) -> io::Result<()> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut words: Vec<(&str, u32, u8)> = Vec::new();
    let mut articles = 0;
    // Those of the tagger first: it meets them in this order when it is loaded.
    let tagged = tagger.iter().flat_map(|text| text.lines()).filter_map(|line| line.split('\t').next());
    let tagged = tagged.map(|word| Row::Word(word, 0, 0));
    for row in tagged.chain(frequencies.iter().flat_map(|text| rows(text))) {
        match row {
            Row::Articles(number) => articles = number,
            Row::Word("", ..) => {}
            Row::Word(word, count, share) => match numbers.get(word).and_then(|&number| words.get_mut(number)) {
                Some(entry) => *entry = (word, count, share),
                None => {
                    numbers.insert(word, words.len());
                    words.push((word, count, share));
                }
            },
        }
    }
    let (mut letters, mut entries) = (String::new(), Vec::new());
    for (word, count, share) in words {
        letters.push_str(word);
        entries.extend((letters.len() as u32).to_le_bytes());
        entries.extend(hash::hash(word.as_bytes()).to_le_bytes());
        entries.extend(count.to_le_bytes());
        entries.push(share);
    }
    fs::write(out.join("letters.txt"), letters)?;
    fs::write(out.join("words.bin"), entries)?;
    fs::write(out.join("articles.rs"), articles.to_string())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
