//! The kinds of finding about rule files and settings, each under a name that never changes: editors and CI filter by it.

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($code:ident $name:literal $summary:literal,)+) => {
        /// What kind of finding it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $code,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$code,)+];

            /// Its stable name: `unknown-key`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)+
                }
            }

            /// What it says, in one sentence.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Code::$code => $summary,)+
                }
            }
        }
    };
}

codes! {
    Unreadable "unreadable" "The file or folder cannot be read.",
    Syntax "syntax" "The file is not sound TOML.",
    UnknownKey "unknown-key" "Nobody reads this key.",
    MissingKey "missing-key" "A key that must be there is missing.",
    WrongType "wrong-type" "The value is of another type than the key takes.",
    UnknownValue "unknown-value" "The value is none of those that the key can have.",
    BadValue "bad-value" "The value is out of its range or badly formed.",
    Empty "empty" "Something that must say something is empty.",
    GivenTwice "given-twice" "The same name is given twice.",
    UnknownId "unknown-id" "No rule, pack, category or outlet is called so.",
    PatternSyntax "pattern-syntax" "The pattern is badly formed.",
    UnknownList "unknown-list" "No list is called so.",
    UnknownClass "unknown-class" "No class of tokens is called so.",
    UnknownRole "unknown-role" "No role is called so.",
    UnknownInflection "unknown-inflection" "No inflection is called so.",
    ListCycle "list-cycle" "The list refers to itself.",
    TooLarge "too-large" "The pattern grows too large with its lists.",
    NoAnchor "no-anchor" "The pattern has no word that must be there.",
    MatchesEmpty "matches-empty" "The pattern can match nothing at all.",
    BrokenRegex "broken-regex" "The regular expression is badly formed.",
    TwoMatchers "two-matchers" "A rule has patterns or a regular expression, not both.",
    ExampleMarks "example-marks" "The marks of an example are badly formed.",
    TableEntry "table-entry" "An entry of a table is more than words.",
    InflectionCollision "inflection-collision" "A bare `~` takes over the forms of another word.",
    NeverMatches "never-matches" "No text can ever match.",
    Swallowed "swallowed" "Another rule of the category takes every match.",
    ExceptSwallows "except-swallows" "The rule's own `except` takes every match.",
    IdleExample "idle-example" "The example does not exercise its rule.",
    DuplicateExample "duplicate-example" "The example stands there twice.",
    DuplicatePattern "duplicate-pattern" "The pattern stands there twice.",
    DuplicateEntry "duplicate-entry" "The entry of the list stands there twice.",
    NeedsNewer "needs-newer" "The pack needs a newer Parallax.",
    OutletSettings "outlet-settings" "Settings of one outlet make outlets hard to compare.",
    IdleIgnore "idle-ignore" "No finding of the run is ignored by it.",
    LostQuotation "lost-quotation" "The quoted words are in no one claim of the run.",
    UnusedList "unused-list" "Nobody uses the list.",
    Template "template" "The template of a report is broken.",
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own_in_small_letters() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(names.iter().all(|name| name.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
