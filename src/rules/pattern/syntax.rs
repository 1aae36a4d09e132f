//! From the string a rule writer types to a tree that still speaks of lists and inflections.

use super::{Class, Role};
use crate::base::{Code, Span};
use crate::rules::fold::fold_mark;
use crate::rules::inflection::Inflect;
use crate::rules::near;

/// How deep groups and roles may nest; no sentence needs more, and the parser recurses.
const DEPTH: usize = 16;

/// What is wrong with a pattern, and where in its string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Mistake {
    pub code: Code,
    pub at: Span,
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    pub fn new(code: Code, at: Span, message: impl Into<String>) -> Self {
        Mistake { code, at, message: message.into(), help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// One element of a pattern, as written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) struct Item<'p> {
    pub part: Part<'p>,
    pub optional: bool,
    /// Where it stands in the pattern's string.
    pub at: Span,
}

/// What an element is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) enum Part<'p> {
    Word { written: &'p str, exact: bool, inflect: Inflect },
    List { name: &'p str, inflect: Inflect },
    Group { branches: Vec<Vec<Item<'p>>>, inflect: Inflect },
    Role(Role, Vec<Item<'p>>),
    Class(Class),
    Any,
    Gap(u8, u8),
    Mark(char),
    Start,
    End,
}

/// What ends the sequence that is being read.
#[derive(Clone, Copy, PartialEq)]
enum Until {
    Nothing,
    Parenthesis,
    Brace,
}

/// Reads a pattern.
pub(in crate::rules) fn parse(text: &str) -> Result<Vec<Item<'_>>, Mistake> {
    let mut reader = Reader { text, at: 0 };
    let items = reader.sequence(Until::Nothing, 0)?;
    if items.is_empty() {
        return Err(Mistake::new(Code::PatternSyntax, Span::new(0, text.len()), "an empty pattern"));
    }
    Ok(items)
}

struct Reader<'p> {
    text: &'p str,
    at: usize,
}

impl<'p> Reader<'p> {
    fn rest(&self) -> &'p str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn take_while(&mut self, mut fits: impl FnMut(char) -> bool) -> &'p str {
        let rest = self.rest();
        let length = rest.find(|sign| !fits(sign)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    fn sequence(&mut self, until: Until, depth: usize) -> Result<Vec<Item<'p>>, Mistake> {
        let mut items = Vec::new();
        loop {
            self.take_while(char::is_whitespace);
            let start = self.at;
            let Some(sign) = self.peek() else { return Ok(items) };
            match sign {
                ')' | '|' if until == Until::Parenthesis => return Ok(items),
                '}' if until == Until::Brace => return Ok(items),
                ')' | '|' | '}' | '>' | '[' | ']' | '~' => {
                    let at = Span::new(start, start + sign.len_utf8());
                    return Err(Mistake::new(
                        Code::PatternSyntax,
                        at,
                        format!("`{sign}` has nothing to belong to here"),
                    )
                    .help(format!("for the sign itself write `%{sign}`")));
                }
                _ => {}
            }
            let part = self.part(sign, depth)?;
            let optional = self.eat('?');
            if optional && matches!(part, Part::Start | Part::End) {
                return Err(Mistake::new(
                    Code::PatternSyntax,
                    self.since(start),
                    "the start or end of a sentence cannot be optional",
                ));
            }
            items.push(Item { part, optional, at: self.since(start) });
        }
    }

    fn part(&mut self, sign: char, depth: usize) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        match sign {
            '(' => self.group(depth),
            '{' => self.role(depth),
            '<' => self.list(),
            '#' => self.class(),
            '_' => self.gap(),
            '^' | '$' => {
                self.at += 1;
                Ok(if sign == '^' { Part::Start } else { Part::End })
            }
            '=' => {
                self.at += 1;
                match self.word() {
                    Some(written) => Ok(Part::Word { written, exact: true, inflect: self.inflect()? }),
                    None => {
                        Err(Mistake::new(Code::PatternSyntax, Span::new(start, start + 1), "`=` stands before no word")
                            .help("for the sign itself write `%=`"))
                    }
                }
            }
            '%' => {
                self.at += 1;
                match self.peek() {
                    Some(literal) if !literal.is_alphanumeric() && !literal.is_whitespace() => {
                        self.at += literal.len_utf8();
                        Ok(Part::Mark(fold_mark(literal)))
                    }
                    _ => Ok(Part::Mark('%')),
                }
            }
            '"' | '“' | '”' | '„' | '«' | '»' | '`' => Err(Mistake::new(
                Code::PatternSyntax,
                Span::new(start, start + sign.len_utf8()),
                "a quotation mark in a pattern",
            )
            .help("write `#open` and `#close`, or `#quotation` for all of it")),
            _ => match self.word() {
                Some(written) => Ok(Part::Word { written, exact: false, inflect: self.inflect()? }),
                None => {
                    self.at += sign.len_utf8();
                    if sign == '.' && self.rest().starts_with("..") {
                        self.at += 2;
                        return Ok(Part::Mark('…'));
                    }
                    Ok(Part::Mark(fold_mark(sign)))
                }
            },
        }
    }

    /// A word with its inner hyphens, apostrophes and dots, as texts are cut into words.
    fn word(&mut self) -> Option<&'p str> {
        let start = self.at;
        let mut dotted = false;
        let mut before = ' ';
        loop {
            let rest = self.rest().as_bytes();
            let run = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if let Some(&last) = run.checked_sub(1).and_then(|last| rest.get(last)) {
                before = char::from(last);
                self.at += run;
            }
            let Some(sign) = self.peek() else { break };
            let after = self.second().unwrap_or(' ');
            let inside = match sign {
                '\'' | '’' | '‘' => after.is_alphabetic() || before.is_alphabetic(),
                '-' | '–' | '‑' | '‐' => before.is_alphanumeric() && after.is_alphanumeric(),
                '&' => before.is_uppercase() && after.is_uppercase(),
                '.' => {
                    let inner = before.is_alphanumeric() && after.is_alphanumeric();
                    let last = dotted && before.is_alphanumeric() && !self.rest().starts_with("..");
                    dotted |= inner;
                    inner || last
                }
                ',' | ':' | '/' => before.is_ascii_digit() && after.is_ascii_digit(),
                '\u{ad}' | '\u{300}'..='\u{36f}' => before != ' ',
                _ => sign.is_alphanumeric(),
            };
            if !inside {
                break;
            }
            before = sign;
            self.at += sign.len_utf8();
        }
        let written = self.since(start).of(self.text);
        (!written.is_empty()).then_some(written)
    }

    fn inflect(&mut self) -> Result<Inflect, Mistake> {
        let start = self.at;
        if !self.eat('~') {
            return Ok(Inflect::No);
        }
        match self.take_while(char::is_alphanumeric) {
            "" => Ok(Inflect::All),
            "v" => Ok(Inflect::Verb),
            "n" => Ok(Inflect::Noun),
            "a" => Ok(Inflect::Adjective),
            other => Err(Mistake::new(
                Code::UnknownInflection,
                self.since(start),
                format!("no inflection is called `~{other}`"),
            )
            .help("`~v` for a verb, `~n` for a noun, `~a` for an adjective, `~` for all of them")),
        }
    }

    fn group(&mut self, depth: usize) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        self.enter(depth)?;
        let mut branches = Vec::new();
        loop {
            let branch_start = self.at;
            let branch = self.sequence(Until::Parenthesis, depth + 1)?;
            if branch.is_empty() && self.peek().is_some() {
                return Err(Mistake::new(
                    Code::PatternSyntax,
                    Span::new(branch_start, self.at + 1),
                    "an empty alternative",
                )
                .help("an optional group is written `(…)?`"));
            }
            branches.push(branch);
            if self.eat(')') {
                return Ok(Part::Group { branches, inflect: self.inflect()? });
            }
            if !self.eat('|') {
                return Err(Mistake::new(Code::PatternSyntax, Span::new(start, start + 1), "this `(` is never closed"));
            }
        }
    }

    fn role(&mut self, depth: usize) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        self.enter(depth)?;
        self.take_while(char::is_whitespace);
        let name_at = self.at;
        let name = self.take_while(|sign| sign.is_alphanumeric() || sign == '_');
        let Some(role) = Role::named(name) else {
            let mistake = Mistake::new(
                Code::UnknownRole,
                self.since(name_at).join(Span::new(start, start + 1)),
                format!("no role is called `{name}`"),
            );
            return Err(match near(name, Role::NAMES.iter().map(|&(name, _)| name)) {
                Some(help) => mistake.help(help),
                None => mistake.help("the roles are `source`, `cue` and `content`"),
            });
        };
        if !self.eat(':') {
            return Err(Mistake::new(Code::PatternSyntax, Span::new(start, self.at), "a role's name needs a colon")
                .help("`{source: …}`"));
        }
        let items = self.sequence(Until::Brace, depth + 1)?;
        if !self.eat('}') {
            return Err(Mistake::new(Code::PatternSyntax, Span::new(start, start + 1), "this `{` is never closed"));
        }
        if items.is_empty() {
            return Err(Mistake::new(Code::PatternSyntax, self.since(start), "an empty role"));
        }
        Ok(Part::Role(role, items))
    }

    fn enter(&mut self, depth: usize) -> Result<(), Mistake> {
        let at = Span::new(self.at, self.at + 1);
        self.at += 1;
        if depth >= DEPTH {
            return Err(Mistake::new(Code::PatternSyntax, at, format!("groups nest more than {DEPTH} deep")));
        }
        Ok(())
    }

    fn list(&mut self) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        self.at += 1;
        let name = self.take_while(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '/' | ':' | '.'));
        if !self.eat('>') {
            return Err(Mistake::new(Code::PatternSyntax, Span::new(start, self.at), "this `<` is never closed")
                .help("a list is written `<name>` or `<pack/path:name>`; for the sign itself write `%<`"));
        }
        if name.is_empty() {
            return Err(Mistake::new(Code::PatternSyntax, self.since(start), "a list without a name"));
        }
        Ok(Part::List { name, inflect: self.inflect()? })
    }

    fn class(&mut self) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        self.at += 1;
        let name = self.take_while(char::is_alphanumeric);
        if let Some(class) = Class::named(name) {
            return Ok(Part::Class(class));
        }
        let names = || Class::NAMES.iter().map(|&(name, _)| name);
        let mistake = Mistake::new(Code::UnknownClass, self.since(start), format!("no class is called `#{name}`"));
        Err(mistake.help(near(name, names()).unwrap_or_else(|| {
            format!("the classes are {}", names().map(|name| format!("`#{name}`")).collect::<Vec<_>>().join(", "))
        })))
    }

    fn gap(&mut self) -> Result<Part<'p>, Mistake> {
        let start = self.at;
        self.at += 1;
        if !self.eat('{') {
            if self.peek().is_some_and(char::is_alphanumeric) {
                self.take_while(char::is_alphanumeric);
                return Err(Mistake::new(Code::PatternSyntax, self.since(start), "`_` is a word of its own")
                    .help("put a space behind it"));
            }
            return Ok(Part::Any);
        }
        let inside = self.take_while(|sign| sign != '}');
        let closed = self.eat('}');
        let mut numbers = inside.split(',').map(|number| number.trim().parse::<u8>().ok());
        let (low, high) = match (numbers.next().flatten(), numbers.next(), numbers.next()) {
            (Some(exactly), None, None) => (exactly, exactly),
            (Some(low), Some(Some(high)), None) => (low, high),
            _ => (1, 0),
        };
        if !closed || low > high || high > 20 {
            return Err(Mistake::new(Code::PatternSyntax, self.since(start), "not a number of words")
                .help("`_{0,3}` is nought to three words; the most is 20"));
        }
        Ok(Part::Gap(low, high))
    }
}
