//! How right rules are, as text.

use std::fmt;

use super::columns::{columns, counted, grouped};
use super::precision::{Precision, RulePrecision, Share};

/// What the columns of a share are called.
const HEAD: [&str; 4] = ["fired", "positive", "share", "95 %"];

impl fmt::Display for Precision {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}, ", counted(self.sentences, "sentence", "sentences"))?;
        let base = self.base.map_or_else(String::new, |base| format!(" ({})", percent(base)));
        writeln!(out, "positive {}{base}; preset {}", grouped(self.positive), self.preset)?;
        writeln!(out, "Of the sentences in which a rule fired, the share of positive ones with its Wilson interval.")?;
        let marked = self.rules.iter().any(|rule| rule.share.hits > 0);
        if marked {
            writeln!(out, "Marked: hits that overlap a marked span, of hits in sentences whose spans are known.")?;
        }
        self.categories(marked, out)?;
        let mut category = "";
        for (at, rule) in self.rules.iter().enumerate() {
            if rule.category != category {
                category = &rule.category;
                let end = self.rules.iter().skip(at).take_while(|rule| rule.category == category).count();
                self.rules_of(self.rules.get(at..at + end).unwrap_or_default(), marked, out)?;
            }
        }
        self.suspects(out)?;
        if !self.silent.is_empty() {
            let all = self.rules.len() + self.silent.len();
            writeln!(out, "\nNever fired: {} of {}", grouped(self.silent.len()), counted(all, "rule", "rules"))?;
        }
        Ok(())
    }
}

impl Precision {
    fn categories(&self, marked: bool, out: &mut fmt::Formatter) -> fmt::Result {
        let mut head = vec!["category".to_owned()];
        head.extend(HEAD.map(str::to_owned));
        head.extend(marked.then(|| "marked".to_owned()));
        head.extend(["recall", "base"].map(str::to_owned));
        let mut rows = vec![head];
        for category in &self.categories {
            let mut row = vec![category.category.clone()];
            row.extend(cells(&category.share, marked));
            row.push(category.recall.map_or_else(String::new, percent));
            row.push(percent(category.base));
            rows.push(row);
        }
        if self.categories.is_empty() {
            return writeln!(out, "\nNo rule fired.");
        }
        writeln!(out)?;
        columns(&rows, 1).iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    fn rules_of(&self, rules: &[RulePrecision], marked: bool, out: &mut fmt::Formatter) -> fmt::Result {
        let mut head = vec!["rule".to_owned(), "strength".to_owned()];
        head.extend(HEAD.map(str::to_owned));
        head.extend(marked.then(|| "marked".to_owned()));
        let mut rows = vec![head];
        for rule in rules {
            let mut row = vec![rule.rule.clone(), rule.strength.map_or_else(String::new, |s| format!("{s:.2}"))];
            row.extend(cells(&rule.share, marked));
            row.extend(rule.suspect.then(|| "suspect".to_owned()));
            rows.push(row);
        }
        if let Some(first) = rules.first() {
            writeln!(out, "\n{}\n", first.category)?;
        }
        columns(&rows, 1).iter().try_for_each(|line| writeln!(out, "{line}"))
    }

    fn suspects(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let suspects: Vec<&RulePrecision> = self.rules.iter().filter(|rule| rule.suspect).collect();
        if suspects.is_empty() {
            return Ok(());
        }
        let least = self.least.map_or_else(String::new, |least| format!(" or below {}", percent(least)));
        let all = counted(suspects.len(), "rule", "rules");
        writeln!(out, "\nSuspects: {all} whose interval lies below the share of positive sentences{least}\n")?;
        for rule in suspects {
            writeln!(out, "{}: {} of {}", rule.rule, rule.share.positive, rule.share.fired)?;
            rule.wrong.iter().try_for_each(|wrong| writeln!(out, "    {}  ({})", wrong.shown(), wrong.article))?;
        }
        Ok(())
    }
}

fn cells(share: &Share, marked: bool) -> Vec<String> {
    let mut cells = vec![grouped(share.fired), grouped(share.positive), percent(share.share)];
    cells.push(format!("{:.1}–{:.1}", 100.0 * share.low, 100.0 * share.high));
    if marked {
        cells.push(format!("{}/{}", grouped(share.marked), grouped(share.hits)));
    }
    cells
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
