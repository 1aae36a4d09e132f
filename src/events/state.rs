//! What is kept of a corpus so that tomorrow's articles can be added: outlines as bytes, with a version and a checksum.
//!
//! Reading texts is what takes time; grouping outlines is quick. So yesterday's texts are never read again, stories are grouped
//! anew, and the result is the one from scratch.

use sha2::{Digest, Sha256};

use crate::base::{Error, Result};

use super::{Outline, Shingle, Sketch};

/// How a state begins; the number is the version of what follows.
const MAGIC: &str = "parallax state 1\n";
/// How a state of any version begins.
const ANY: &str = "parallax state ";
/// Bytes of a checksum.
const CHECKSUM: usize = 32;

/// Outlines as bytes, the same for the same outlines.
pub fn encode(outlines: &[Outline], ruleset: &str) -> Vec<u8> {
    let mut body = Vec::new();
    put_text(&mut body, ruleset);
    put_number(&mut body, outlines.len());
    for outline in outlines {
        put_text(&mut body, &outline.id);
        put_text(&mut body, &outline.title);
        put_text(&mut body, outline.url.as_deref().unwrap_or_default());
        body.push(u8::from(outline.day.is_some()));
        body.extend(outline.day.unwrap_or_default().to_le_bytes());
        put_number(&mut body, outline.keys.len());
        outline.keys.iter().for_each(|key| body.extend(key.to_le_bytes()));
        body.extend(&outline.times);
        body.extend(outline.sketch.thinning.to_le_bytes());
        put_number(&mut body, outline.sketch.shingles.len());
        for shingle in &outline.sketch.shingles {
            [shingle.hash, shingle.start, shingle.end].iter().for_each(|part| body.extend(part.to_le_bytes()));
        }
    }
    let mut bytes = Vec::with_capacity(MAGIC.len() + CHECKSUM + body.len());
    bytes.extend(MAGIC.as_bytes());
    bytes.extend(Sha256::digest(&body));
    bytes.extend(body);
    bytes
}

/// The outlines of a state; `place` names it in messages.
///
/// # Errors
/// [`Error::Input`] when it is none, is of another version, is damaged, or was made with other rules.
pub fn decode(bytes: &[u8], ruleset: &str, place: &str) -> Result<Vec<Outline>> {
    let anew = "remove the file and group all articles anew";
    let Some(rest) = bytes.strip_prefix(MAGIC.as_bytes()) else {
        let what = if bytes.starts_with(ANY.as_bytes()) {
            "a state of another version of parallax"
        } else {
            "not a state of parallax"
        };
        return Err(Error::input(place, what, "name another file, or remove this one and group all articles anew"));
    };
    let damaged = || Error::input(place, "damaged: its checksum does not fit", anew);
    let (checksum, body) = rest.split_at_checked(CHECKSUM).ok_or_else(damaged)?;
    if Sha256::digest(body).as_slice() != checksum {
        return Err(damaged());
    }
    let mut reader = Reader { rest: body };
    let theirs = reader.text().ok_or_else(damaged)?;
    if theirs != ruleset {
        let what = format!("made with other rules ({theirs}; now {ruleset})");
        return Err(Error::input(
            place,
            what,
            "use the rules it was made with, or remove it and group all articles anew",
        ));
    }
    let count = reader.number().ok_or_else(damaged)?;
    let outlines: Option<Vec<Outline>> = (0..count).map(|_| reader.outline()).collect();
    outlines.ok_or_else(damaged)
}

fn put_number(body: &mut Vec<u8>, number: usize) {
    body.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    put_number(body, text.len());
    body.extend(text.as_bytes());
}

/// Takes values off the front; `None` when there are no more.
struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn word(&mut self) -> Option<[u8; 4]> {
        self.bytes(4)?.try_into().ok()
    }

    fn number(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.word()?)).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        String::from_utf8(self.bytes(length)?.to_vec()).ok()
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<u32>> {
        let bytes = self.bytes(count.checked_mul(4)?)?;
        Some(bytes.chunks_exact(4).filter_map(|part| part.try_into().ok().map(u32::from_le_bytes)).collect())
    }

    fn outline(&mut self) -> Option<Outline> {
        let (id, title, url) = (self.text()?, self.text()?, self.text()?);
        let dated = self.bytes(1)? == [1];
        let day = i32::from_le_bytes(self.word()?);
        let count = self.number()?;
        let (keys, times) = (self.numbers(count)?, self.bytes(count)?.to_vec());
        let thinning = u32::from_le_bytes(self.word()?);
        let count = self.number()?;
        let parts = self.numbers(count.checked_mul(3)?)?;
        let shingles = parts
            .chunks_exact(3)
            .filter_map(|part| match part {
                &[hash, start, end] => Some(Shingle { hash, start, end }),
                _ => None,
            })
            .collect();
        Some(Outline {
            id,
            title,
            url: Some(url).filter(|url| !url.is_empty()),
            day: dated.then_some(day),
            keys,
            times,
            sketch: Sketch { thinning, shingles },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Article;
    use crate::events::{Outliner, copies, stories};
    use crate::rules::RuleSet;

    fn outlines() -> Vec<Outline> {
        let rules = RuleSet::default();
        let mut outliner = Outliner::new(&rules);
        let text = |what: &str| {
            format!("The bridge over the {what} was closed on Monday after engineers found cracks in it. ").repeat(3)
        };
        ["Lune", "Lune river", "Severn"]
            .iter()
            .enumerate()
            .map(|(at, what)| {
                outliner.outline(&Article {
                    id: format!("a{at}"),
                    date: (at != 1).then(|| "2024-05-06".to_owned()),
                    url: (at == 2).then(|| "https://x.org/a?b".to_owned()),
                    text: text(what),
                    ..Article::default()
                })
            })
            .collect()
    }

    #[test]
    fn what_is_written_is_read_back_and_groups_alike() {
        let before = outlines();
        let after = decode(&encode(&before, "r"), "r", "s").unwrap();
        assert_eq!(after, before);
        let rules = RuleSet::default();
        let grouped = |outlines: Vec<Outline>| stories(outlines.clone(), &copies(&outlines, &rules), &rules);
        assert_eq!(grouped(after), grouped(before));
    }

    #[test]
    fn a_damaged_state_is_refused_wherever_it_is_damaged() {
        let sound = encode(&outlines(), "r");
        for at in 0..sound.len() {
            let mut broken = sound.clone();
            broken[at] ^= 0x20;
            assert!(decode(&broken, "r", "s").is_err(), "byte {at}");
        }
        for end in 0..sound.len() {
            assert!(decode(&sound[..end], "r", "s").is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_state_of_other_rules_or_another_version_says_so() {
        let told = |bytes: &[u8]| decode(bytes, "new", "s").unwrap_err().to_string();
        assert!(told(&encode(&[], "old")).contains("other rules (old; now new)"));
        assert!(told(b"parallax state 9\n").contains("another version"));
        assert!(told(b"{}").contains("not a state"));
    }
}
