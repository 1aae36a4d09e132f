//! An explanation as a terminal shows it.

use std::fmt;

use super::{Almost, Explained, ExplainedSentence, ExplainedText, Match, Said};
use crate::lint::columns::{columns, counted};

impl fmt::Display for Explained {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (number, text) in self.texts.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            write!(out, "{text}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ExplainedText {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        if let Some(place) = &self.place {
            writeln!(out, "{place}")?;
        }
        for (number, sentence) in self.sentences.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", one_line(sentence.span.of(&self.text)))?;
            write!(out, "{sentence}")?;
        }
        if self.sentences.is_empty() {
            writeln!(out, "no sentence")?;
        }
        Ok(())
    }
}

impl fmt::Display for ExplainedSentence {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out)?;
        let mut rows = vec![["word", "part of speech", "zone", "classes"].map(str::to_owned).to_vec()];
        for token in &self.tokens {
            rows.push(vec![token.text.clone(), token.tag.into(), token.zone.into(), token.classes.join(" ")]);
        }
        columns(&rows, 4).iter().try_for_each(|row| writeln!(out, "  {row}"))?;
        for (class, name) in [("#np", "noun phrases"), ("#clause", "clauses")] {
            let all = self.chunks.iter().filter(|chunk| chunk.class == class);
            let all: Vec<String> = all.map(|chunk| format!("[{}]", one_line(&chunk.text))).collect();
            if !all.is_empty() {
                writeln!(out, "  {name}: {}", all.join(" "))?;
            }
        }
        writeln!(out, "\nfired: {}", self.fired.len())?;
        self.fired.iter().try_for_each(|found| write!(out, "{found}"))?;
        writeln!(out, "\ncancelled: {}", self.cancelled.len())?;
        self.cancelled.iter().try_for_each(|found| write!(out, "{found}"))?;
        writeln!(out, "\nalmost: {}", self.almost.len() + self.further)?;
        self.almost.iter().try_for_each(|miss| write!(out, "{miss}"))?;
        if self.further > 0 {
            writeln!(out, "  and {} further off; --all shows them", counted(self.further, "rule", "rules"))?;
        }
        if !self.attributions.is_empty() {
            writeln!(out, "\nattributions: {}", self.attributions.len())?;
            self.attributions.iter().try_for_each(|said| write!(out, "{said}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Match {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let kind = match self.category.as_deref() {
            Some(category) if self.kind != "cue" => format!("{} ({category})", self.kind),
            Some(category) => category.to_owned(),
            None => self.kind.to_owned(),
        };
        let strength = self.strength.map_or_else(String::new, |strength| format!(" {strength:.2}"));
        writeln!(out, "  {}: {kind}{strength}", self.rule)?;
        write!(out, "      \"{}\"", one_line(&self.text))?;
        for part in &self.roles {
            write!(out, " {{{}: {}}}", part.role, one_line(&part.text))?;
        }
        writeln!(out, " by {}", self.pattern)?;
        match &self.because {
            Some(cause) => writeln!(out, "      {}", one_line(&cause.says)),
            None if self.why.is_empty() => Ok(()),
            None => writeln!(out, "      {}", self.why),
        }
    }
}

impl fmt::Display for Almost {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out, "  {}: {} of {}", self.rule, self.matched, self.elements)?;
        writeln!(out, "      {}", one_line(&self.says))?;
        writeln!(out, "      in {}", self.pattern)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let parts = self.parts.iter().map(|part| format!("{{{}: {}}}", part.role, one_line(&part.text)));
        let parts: Vec<String> = parts.collect();
        writeln!(out, "  {}: {}", self.rule, parts.join(" "))
    }
}

/// White space, line breaks included, as one space each.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
