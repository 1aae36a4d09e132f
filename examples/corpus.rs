//! Writes a corpus of made-up news, to measure the grouping of stories on any number of articles: JSON Lines to standard
//! output, and the story of each article to a file.
//!
//! `cargo run --release --example corpus -- ARTICLES WORDS GOLD.tsv > corpus.jsonl`
//!
//! Words follow Zipf's law (exponent 1.05), the vocabulary grows with the text by Heaps' law, three words in ten are words of
//! the article's topic, and the facts of a story (its names and rare words) stand in each of its articles. Sizes of stories
//! follow a power law, their days are spread over a year, and what is written of one story is written within days.

use std::fs::File;
use std::io::{BufWriter, Write};

/// Numbers that look random and are the same in every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, most: usize) -> usize {
        (self.unit() * most as f64) as usize
    }
}

/// Ranks by Zipf's law over `1..=most`, by inverting the integral of the density.
fn zipf(random: &mut Random, most: f64) -> usize {
    const EXPONENT: f64 = 1.05;
    let power = 1.0 - EXPONENT;
    let all = (most.powf(power) - 1.0) / power;
    ((1.0 + power * random.unit() * all).powf(1.0 / power)) as usize
}

/// A word for a rank: syllables, so that stemmers and tokenisers meet what looks like words.
fn word(mut rank: usize, text: &mut String) {
    const HEADS: [&str; 16] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr"];
    const TAILS: [&str; 8] = ["a", "e", "i", "o", "u", "an", "or", "el"];
    loop {
        let syllable = rank % 128;
        text.push_str(HEADS[syllable / 8]);
        text.push_str(TAILS[syllable % 8]);
        rank /= 128;
        if rank == 0 {
            break;
        }
        rank -= 1;
    }
    // No made-up word is a word of the language.
    text.push('q');
}

/// Words known after so many words of text (Heaps' law).
fn heaps(words: f64) -> f64 {
    30.0 * words.powf(0.55)
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: usize| arguments.get(at).and_then(|a| a.parse().ok()).unwrap_or(otherwise);
    let (articles, length) = (number(0, 1000), number(1, 300));
    let gold = arguments.get(2).cloned().unwrap_or_else(|| "gold.tsv".to_owned());
    let mut gold = BufWriter::new(File::create(gold)?);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut random = Random(7);
    let topics = 200;
    let vocabulary = heaps((articles * length) as f64);
    let (mut written, mut story) = (0, 0);
    while written < articles {
        // Sizes by a power law with exponent 2: half of the stories have one article, few have hundreds.
        let size = ((1.0 / (1.0 - random.unit())) as usize).min(300).min(articles - written);
        let topic = zipf(&mut random, topics as f64) % topics;
        let day = random.below(365);
        // The facts of the story: rare words of the whole vocabulary.
        let facts: Vec<usize> = (0..40).map(|_| random.below(vocabulary as usize) + 200).collect();
        for _ in 0..size {
            let delay = (-random.unit().max(1e-9).ln() * 0.8) as usize;
            let (month, date) = calendar((day + delay).min(364));
            let mut text = String::with_capacity(length * 8);
            let mut title = String::new();
            for _ in 0..8 {
                word(facts[zipf(&mut random, facts.len() as f64).min(facts.len()) - 1], &mut title);
                title.push(' ');
            }
            let words = (length as f64 * (0.6 + 0.8 * random.unit())) as usize;
            for at in 0..words {
                let draw = random.unit();
                if draw < 0.30 {
                    // A topic's own order of the common words.
                    let rank = zipf(&mut random, 3000.0);
                    word(500 + topic * 3000 + rank, &mut text);
                } else if draw < 0.42 {
                    word(facts[zipf(&mut random, facts.len() as f64).min(facts.len()) - 1], &mut text);
                } else {
                    word(zipf(&mut random, vocabulary), &mut text);
                }
                text.push_str(if at % 60 == 59 {
                    ".\\n\\n"
                } else if at % 15 == 14 {
                    ". "
                } else {
                    " "
                });
            }
            let id = format!("a{:08}", random.next() % 100_000_000 * 100 + (written % 100) as u64);
            let id = format!("{id}-{written}");
            writeln!(
                out,
                "{{\"id\":\"{id}\",\"lang\":\"en\",\"date\":\"2024-{month:02}-{date:02}\",\"title\":\"{}\",\"text\":\"{}\"}}",
                title.trim_end(),
                text.trim_end()
            )?;
            writeln!(gold, "{id}\t{story}")?;
            written += 1;
        }
        story += 1;
    }
    out.flush()?;
    gold.flush()
}

/// Month and day of the month of a day of the year.
fn calendar(mut day: usize) -> (usize, usize) {
    for (month, days) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        if day < days {
            return (month + 1, day + 1);
        }
        day -= days;
    }
    (12, 31)
}
