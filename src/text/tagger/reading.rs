//! Reading the tagger's tables: tab-separated text, by bytes, because nearly all of the time it takes to load goes into this.

use rustc_hash::FxHashMap;

use crate::rules::{Word, Words};

use super::tables::{Candidate, Entry, FEW, KINDS, LONGEST, Row, Run, STATES, Tables, key_of};
use super::{Damage, Tag};

/// Names of states and kinds, while reading.
#[derive(Default)]
struct Names<'t> {
    states: FxHashMap<&'t [u8], u8>,
    groups: Vec<&'t str>,
    name: Option<u8>,
}

const WORDS: &str = "words.tsv";
const ENDS: &str = "suffixes.tsv";
const WAYS: &str = "transitions.tsv";
/// How many times likelier a name is than all the known uses of a word seen only in small letters, when it has a capital.
const NAME_ODDS: u32 = 3;
/// Separates the counts of small letters from those of capitals.
const CAPITALS: &[u8] = b"^";

fn damage(file: &'static str, line: usize, message: impl Into<String>) -> Damage {
    Damage { file, line: line + 1, message: message.into() }
}

impl Tables {
    pub(super) fn read(words: &str, ends: &str, ways: &str, vocabulary: &mut Words) -> Result<Tables, Damage> {
        let mut tables = Tables::default();
        let names = tables.read_ways(ways)?;
        // What is the only state of a word costs as much on every way: one candidate a state will do for all such words.
        tables
            .pool
            .extend((0..names.states.len()).map(|state| Candidate { state: state as u8, ..Candidate::default() }));
        tables.read_ends(ends, &names)?;
        tables.read_words(words, &names, vocabulary)?;
        tables.pool.extend([Candidate::default(); FEW]);
        Ok(tables)
    }

    fn read_ways<'t>(&mut self, text: &'t str) -> Result<Names<'t>, Damage> {
        let mut names = Names::default();
        for (line, row) in rows(text) {
            let bad = |message: &str| damage(WAYS, line, message);
            let fields: Vec<&str> = row.split('\t').collect();
            match fields.as_slice() {
                ["state", state, group, total] => {
                    let tag = Tag::named(tag_part(state)).ok_or_else(|| bad("a state of no known tag"))?;
                    let total = total.parse().map_err(|_| bad("a count that is no number"))?;
                    if names.states.len() >= STATES {
                        return Err(bad("too many states"));
                    }
                    let at = names.groups.iter().position(|g| g == group).unwrap_or_else(|| {
                        names.groups.push(group);
                        names.groups.len() - 1
                    });
                    if at >= KINDS {
                        return Err(bad("too many kinds of state"));
                    }
                    if tag == Tag::Name && names.name.is_none() {
                        names.name = Some(names.states.len() as u8);
                    }
                    // The start of a sentence is the last state.
                    let number = names.states.len() as u8;
                    self.start = number;
                    if names.states.insert(state.as_bytes(), number).is_some() {
                        return Err(bad("a state named twice"));
                    }
                    self.contexts.push([u16::from(number); KINDS]);
                    self.rows.push(Row::DEAR);
                    self.states.push(tag);
                    self.groups.push(at as u8);
                    self.totals.push(log2(total));
                }
                ["after", state, costs] => {
                    let from = names.state(state).ok_or_else(|| bad("an unknown state"))?;
                    let costs: Vec<u8> = costs
                        .split(' ')
                        .map(str::parse)
                        .collect::<Result<_, _>>()
                        .map_err(|_| bad("a cost that is no number up to 255"))?;
                    if costs.len() != names.states.len() {
                        return Err(bad("not one cost for each state"));
                    }
                    let row = self.rows.get_mut(usize::from(from)).into_iter().flat_map(|row| &mut row.0);
                    row.zip(costs).for_each(|(all, cost)| *all = cost);
                }
                ["after", group, state, costs] => {
                    let from = names.state(state).ok_or_else(|| bad("an unknown state"))?;
                    let group = names.groups.iter().position(|g| g == group).ok_or_else(|| bad("an unknown kind"))?;
                    let mut row = self.rows.get(usize::from(from)).copied().unwrap_or(Row::DEAR);
                    for pair in costs.as_bytes().split(|byte| *byte == b' ') {
                        let cost =
                            split_number(pair).and_then(|(to, cost)| Some((number(to)?, u8::try_from(cost).ok()?)));
                        let (to, cost) = cost.ok_or_else(|| bad("a pair that is not STATE:COST"))?;
                        let to = Some(to as usize).filter(|to| *to < names.states.len());
                        let one = to.and_then(|to| row.0.get_mut(to));
                        *one.ok_or_else(|| bad("a state out of range"))? = cost;
                    }
                    let number = u16::try_from(self.rows.len()).map_err(|_| bad("too many costs"))?;
                    self.rows.push(row);
                    let context = self.contexts.get_mut(usize::from(from)).and_then(|rows| rows.get_mut(group));
                    context.into_iter().for_each(|row| *row = number);
                }
                _ => return Err(bad("neither `state` nor `after`")),
            }
        }
        Ok(names)
    }

    fn read_ends(&mut self, text: &str, names: &Names) -> Result<(), Damage> {
        for (line, row) in rows(text) {
            let bad = |message: &str| damage(ENDS, line, message);
            let mut fields = row.split('\t');
            let (Some(class), Some(end)) = (fields.next(), fields.next()) else { return Err(bad("no class and end")) };
            let counts = names.counts(fields).ok_or_else(|| bad("a pair that is not STATE:SHARE"))?;
            let run = self.push(&counts);
            match class {
                "open" => self.open = run,
                "close" => self.close = run,
                "number" => self.number = run,
                "mark" => self.mark = run,
                _ => {
                    let first = class.bytes().next().ok_or_else(|| bad("an empty class"))?;
                    let class = if class.len() > 1 { first.to_ascii_uppercase() } else { first };
                    if end.len() > LONGEST {
                        return Err(bad("too long an end"));
                    }
                    let packed = end.bytes().fold(0, |key, byte| key << 8 | u64::from(byte));
                    self.ends.insert(key_of(class, packed), run);
                }
            }
        }
        Ok(())
    }

    fn read_words(&mut self, text: &str, names: &Names, vocabulary: &mut Words) -> Result<(), Damage> {
        self.entries.reserve(text.len() / 24);
        self.pool.reserve(text.len() / 8);
        let (mut lower, mut capital, mut initial) = (Vec::new(), Vec::new(), Vec::new());
        let mut word = Word::UNKNOWN;
        for (line, row) in rows(text) {
            let mut fields = row.as_bytes().split(|byte| *byte == b'\t');
            let written = row.get(..fields.next().unwrap_or_default().len()).unwrap_or_default();
            word = vocabulary.add_after(word, written);
            lower.clear();
            capital.clear();
            let mut side = &mut lower;
            for field in fields {
                if field == CAPITALS {
                    side = &mut capital;
                    continue;
                }
                side.push(names.pair(field).ok_or_else(|| damage(WORDS, line, "a pair that is not STATE:COUNT"))?);
            }
            initial.clone_from(&lower);
            for &(state, count) in &capital {
                add(&mut initial, state, count);
            }
            let initially = self.push(&initial);
            let lowered = if lower.is_empty() || capital.is_empty() { initially } else { self.push(&lower) };
            if capital.is_empty() {
                let all = lower.iter().map(|&(_, count)| count).fold(0, u32::saturating_add);
                capital.clone_from(&lower);
                if let Some(name) = names.name {
                    add(&mut capital, name, all.saturating_mul(NAME_ODDS));
                }
                // A mark has no capitals, and nobody asks for them.
            }
            let capitalised = if lower.is_empty() { initially } else { self.push(&capital) };
            let at = word.0 as usize;
            if at >= self.entries.len() {
                self.entries.resize(at + 1 + at / 4, Entry::default());
            }
            if let Some(place) = self.entries.get_mut(at) {
                *place = [lowered, capitalised, initially];
            }
        }
        Ok(())
    }

    fn push(&mut self, counts: &[(u8, u32)]) -> Run {
        if let &[(state, _)] = counts {
            return Run::alone(state);
        }
        let start = self.pool.len();
        for &(state, count) in counts {
            let total = self.totals.get(usize::from(state)).copied().unwrap_or(0);
            let of = |candidate: &&Candidate| self.group(candidate.state) == self.group(state);
            let run = self.pool.get(start..).unwrap_or_default();
            let new = || run.iter().map(|candidate| candidate.slot + 1).max().unwrap_or(0);
            let slot = run.iter().find(of).map_or_else(new, |candidate| candidate.slot);
            self.pool.push(Candidate { state, slot, cost: total - log2(count) });
        }
        Run::new(start, counts.len())
    }
}

impl Names<'_> {
    fn state(&self, name: &str) -> Option<u8> {
        self.states.get(name.as_bytes()).copied()
    }

    fn pair(&self, field: &[u8]) -> Option<(u8, u32)> {
        let (state, count) = split_number(field)?;
        Some((self.states.get(state).copied()?, count))
    }

    fn counts<'f>(&self, fields: impl Iterator<Item = &'f str>) -> Option<Vec<(u8, u32)>> {
        fields.map(|field| self.pair(field.as_bytes())).collect()
    }
}

/// Reads WHAT:NUMBER. By bytes, because nearly all of the time it takes to load goes into this.
#[inline]
fn split_number(pair: &[u8]) -> Option<(&[u8], u32)> {
    let (mut colon, mut number, mut digits) = (None, 0u32, 0);
    for (at, &byte) in pair.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            // Nine digits fit.
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit));
            digits += 1;
        } else {
            colon = (byte == b':').then_some(at);
            (number, digits) = (0, 0);
        }
    }
    ((1..=9).contains(&digits)).then_some(())?;
    Some((pair.get(..colon?)?, number))
}

fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        number.checked_mul(10)?.checked_add(u32::from(digit))
    })
}

/// Adds to a state's count, keeping the order of states.
fn add(counts: &mut Vec<(u8, u32)>, state: u8, count: u32) {
    match counts.binary_search_by_key(&state, |c| c.0) {
        Ok(at) => {
            if let Some(place) = counts.get_mut(at) {
                place.1 = place.1.saturating_add(count);
            }
        }
        Err(at) => counts.insert(at, (state, count)),
    }
}

fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // By bytes: a search for one sign in short lines is slower than looking at each.
    let lines = text.as_bytes().split(|byte| *byte == b'\n').scan(0, |start, line| {
        let row = text.get(*start..*start + line.len()).unwrap_or_default();
        *start += line.len() + 1;
        Some(row.strip_suffix('\r').unwrap_or(row))
    });
    lines.enumerate().filter(|(_, row)| !row.is_empty())
}

fn tag_part(state: &str) -> &str {
    state.split_once('+').map_or(state, |(tag, _)| tag)
}

/// The binary logarithm in eighths, rounded; in whole numbers, because floating-point logarithms differ between machines.
fn log2(n: u32) -> i16 {
    let Some(whole) = n.checked_ilog2() else { return -8 };
    // What follows the leading bit, as a fraction of 2^16; its logarithm by a parabola, within a hundredth.
    let rest = ((u64::from(n) << (31 - whole)) >> 15) & 0xffff;
    let bend = (((rest * (0x1_0000 - rest)) >> 16) * 22_544) >> 16;
    (whole * 8) as i16 + ((rest + bend + 0x1000) >> 13) as i16
}
