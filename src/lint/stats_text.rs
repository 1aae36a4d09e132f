//! The counts of rules as text, and as flat records.

use std::fmt;

use super::columns::{columns, counted, grouped};
use super::stats::{Fired, NO_OUTLET, OutletWords, SilentRule, Stats};

/// Outlets that a line of text has room for.
const OUTLETS: usize = 6;
/// Characters of an outlet's name above its column.
const NAME: usize = 22;

impl Stats {
    /// Column names, and a record for each rule and outlet; the first of a rule, for `*`, is over all articles.
    pub fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "rule",
            "category",
            "strength",
            "outlet",
            "articles",
            "words",
            "narration",
            "quotation",
            "headline",
            "rate",
        ];
        let record = |rule: &str, category: &str, strength: Option<f32>, outlet: &str, words: usize, fired: &Fired| {
            vec![
                rule.to_owned(),
                category.to_owned(),
                strength.map_or_else(String::new, |strength| format!("{strength:.2}")),
                outlet.to_owned(),
                fired.articles.to_string(),
                words.to_string(),
                fired.narration.to_string(),
                fired.quotation.to_string(),
                fired.headline.to_string(),
                fired.rate.map_or_else(String::new, |rate| format!("{rate:.4}")),
            ]
        };
        let mut records = Vec::new();
        for rule in &self.rules {
            let mut add = |outlet: &str, words: usize, fired: &Fired| {
                records.push(record(&rule.rule, &rule.category, rule.strength, outlet, words, fired));
            };
            add("*", self.words, &rule.total);
            for (outlet, one) in self.outlets.iter().zip(&rule.outlets) {
                add(name(outlet), outlet.words, &one.fired);
            }
        }
        for silent in &self.silent {
            records.push(record(&silent.rule, &silent.category, None, "*", self.words, &Fired::default()));
        }
        (head, records)
    }

    /// The outlets with most words, in the order of the columns: index and name.
    fn columns(&self) -> Vec<(usize, &OutletWords)> {
        let mut order: Vec<(usize, &OutletWords)> = self.outlets.iter().enumerate().collect();
        order.sort_by_key(|(at, outlet)| (std::cmp::Reverse(outlet.words), *at));
        order.truncate(OUTLETS);
        order
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}, ", counted(self.articles, "article", "articles"))?;
        writeln!(out, "{}; preset {}", counted(self.words, "word of narration", "words of narration"), self.preset)?;
        if self.unread > 0 {
            let unread = counted(self.unread, "article in a language", "articles in languages");
            writeln!(out, "{unread} without rules left out")?;
        }
        writeln!(
            out,
            "A rate is hits in narration per 1,000 words of narration; below 1,000 words there are counts only."
        )?;
        let shown = self.columns();
        if shown.len() < self.outlets.len() {
            let (some, all) = (shown.len(), grouped(self.outlets.len()));
            writeln!(out, "The {some} outlets with most words of {all} are shown; csv and json have them all.")?;
        }
        let mut start = 0;
        while let Some(first) = self.rules.get(start) {
            let end = start + self.rules.iter().skip(start).take_while(|rule| rule.category == first.category).count();
            self.category(start..end, &shown, out)?;
            start = end;
        }
        let all = self.rules.len() + self.silent.len() + self.below_preset.len();
        let weak = format!("Weaker than the preset {} asks for, so not looked for", self.preset);
        for (title, silent) in [("Never fired", &self.silent), (&weak, &self.below_preset)] {
            if !silent.is_empty() {
                writeln!(out, "\n{title}: {} of {}", grouped(silent.len()), counted(all, "rule", "rules"))?;
                list(silent, out)?;
            }
        }
        Ok(())
    }
}

impl Stats {
    fn category(
        &self,
        range: std::ops::Range<usize>,
        shown: &[(usize, &OutletWords)],
        out: &mut fmt::Formatter,
    ) -> fmt::Result {
        let rules = self.rules.get(range).unwrap_or_default();
        let mut head: Vec<String> = ["rule", "strength", "narration", "rate", "quotations", "headlines", "articles"]
            .map(str::to_owned)
            .to_vec();
        if let Some(first) = rules.first() {
            writeln!(out, "\n{}\n", first.category)?;
        }
        head.extend(shown.iter().map(|(_, outlet)| name(outlet).chars().take(NAME).collect::<String>()));
        let mut rows = vec![head];
        for rule in rules {
            let mut row = vec![rule.rule.clone(), rule.strength.map_or_else(String::new, |s| format!("{s:.2}"))];
            row.push(grouped(rule.total.narration));
            row.push(rule.total.rate.map_or_else(String::new, |rate| format!("{rate:.2}")));
            row.extend([rule.total.quotation, rule.total.headline, rule.total.articles].map(grouped));
            row.extend(
                shown.iter().map(|(at, _)| rule.outlets.get(*at).map_or_else(String::new, |one| cell(&one.fired))),
            );
            rows.push(row);
        }
        let mut lines = columns(&rows, 1).into_iter();
        if let Some(head) = lines.next() {
            writeln!(out, "{head}")?;
        }
        for (line, rule) in lines.zip(rules) {
            writeln!(out, "{line}")?;
            for sample in &rule.samples {
                writeln!(out, "    {}  ({})", sample.shown(), sample.article)?;
            }
        }
        Ok(())
    }
}

/// Hits in narration, with their rate where it is known.
fn cell(fired: &Fired) -> String {
    match fired.rate {
        Some(rate) => format!("{} ({rate:.2})", grouped(fired.narration)),
        None => grouped(fired.narration),
    }
}

fn name(outlet: &OutletWords) -> &str {
    outlet.outlet.as_deref().unwrap_or(NO_OUTLET)
}

fn list(rules: &[SilentRule], out: &mut fmt::Formatter) -> fmt::Result {
    let mut category = "";
    for rule in rules {
        if rule.category != category {
            category = &rule.category;
            writeln!(out, "  {category}")?;
        }
        writeln!(out, "    {}", rule.rule)?;
    }
    Ok(())
}
