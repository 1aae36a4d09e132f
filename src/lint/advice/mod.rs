//! What is legal in a pack but surely not meant: rules that can never match, that another rule or their own `except`
//! swallows, examples that prove nothing, patterns and entries given twice, lists that nobody uses.

mod cover;
mod examples;
mod lists;
mod never;
mod swallow;
#[cfg(test)]
mod tests;

use super::entry::{Entry, entries};
use crate::base::{Code, Diagnostic, Level, Span};
use crate::matching::Engine;
use crate::rules::RuleSet;
use crate::rules::pattern::Pattern;

/// Looks at the rules of all files that `wanted` names by index, each against all rules. `sound` says that all files could be
/// read whole.
pub(super) fn advise(engine: &Engine, sound: bool, wanted: &dyn Fn(usize) -> bool) -> Vec<Diagnostic> {
    let all = entries(engine.rules());
    let mut advice = Advice { rules: engine.rules(), found: Vec::new() };
    for entry in all.iter().filter(|entry| wanted(entry.matcher.file)) {
        never::check(entry, engine, &mut advice);
        examples::check(entry, engine, &mut advice);
        swallow::by_its_except(entry, &mut advice);
    }
    swallow::by_others(&all, engine, wanted, &mut advice);
    lists::check(engine.rules(), sound, wanted, &mut advice);
    advice.found
}

/// The warnings so far.
struct Advice<'r> {
    rules: &'r RuleSet,
    found: Vec<Diagnostic>,
}

impl Advice<'_> {
    fn warn(&mut self, file: usize, at: Span, code: Code, message: String, help: impl Into<String>) {
        let Some((name, text)) = self.rules.sources.get(file) else { return };
        self.found.push(Diagnostic::new(Level::Warning, code, name, text, at, message).help(help));
    }

    fn at_pattern(&mut self, pattern: &Pattern, code: Code, message: String, help: impl Into<String>) {
        self.warn(pattern.file, pattern.at, code, message, help);
    }

    fn at_rule(&mut self, entry: &Entry, code: Code, message: String, help: impl Into<String>) {
        self.warn(entry.matcher.file, entry.matcher.at, code, message, help);
    }
}
