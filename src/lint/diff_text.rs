//! The difference that rules make, as text.

use std::fmt;

use super::columns::{columns, counted, grouped};
use super::diff::{Change, Diff, Difference, FoundCue};

impl fmt::Display for Diff {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: cues gained {}, ", counted(self.articles, "article", "articles"), grouped(self.gained))?;
        let [lost, changed, same] = [self.lost, self.changed, self.same].map(grouped);
        writeln!(out, "lost {lost}, changed {changed}, as before {same}")?;
        let mut category = "";
        for (at, rule) in self.rules.iter().enumerate() {
            if rule.category == category {
                continue;
            }
            category = &rule.category;
            let rules: Vec<_> = self.rules.iter().skip(at).take_while(|rule| rule.category == category).collect();
            writeln!(out, "\n{category}\n")?;
            let mut rows = vec![["rule", "gained", "lost", "changed"].map(str::to_owned).to_vec()];
            rows.extend(
                rules.iter().map(|rule| {
                    vec![rule.rule.clone(), grouped(rule.gained), grouped(rule.lost), grouped(rule.changed)]
                }),
            );
            let mut lines = columns(&rows, 1).into_iter();
            lines.next().map_or(Ok(()), |head| writeln!(out, "{head}"))?;
            for (line, rule) in lines.zip(rules) {
                writeln!(out, "{line}")?;
                rule.samples.iter().try_for_each(|sample| writeln!(out, "    {sample}"))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let sign = match self.change {
            Change::Gained => '+',
            Change::Lost => '-',
            Change::Changed => '~',
        };
        let Some(now) = self.after.as_ref().or(self.before.as_ref()) else { return Ok(()) };
        write!(out, "{sign} {}  ({})", now.sentence.shown(), now.sentence.article)?;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(out, "  was {}", what_differs(before, after).join(", ")),
            _ => Ok(()),
        }
    }
}

/// What the cue was before, as far as it is something else now.
fn what_differs(before: &FoundCue, after: &FoundCue) -> Vec<String> {
    let mut differs = Vec::new();
    if before.sentence.words() != after.sentence.words() {
        differs.push(format!("[{}]", before.sentence.words()));
    }
    if before.rule != after.rule {
        differs.push(format!("{} (now {})", before.rule, after.rule));
    }
    if before.strength != after.strength {
        differs.push(format!("{:.2} (now {:.2})", before.strength, after.strength));
    }
    if before.effect != after.effect {
        differs.push(format!("{:?} (now {:?})", before.effect, after.effect).to_lowercase());
    }
    differs
}
