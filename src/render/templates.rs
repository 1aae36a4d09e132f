//! Templates: bundled ones, and those of a user's folder in their place. Words of articles are escaped for the format that the
//! template's name ends in; a template that is broken is shown with its line.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::base::{Code, Diagnostic, Diagnostics, Error, Level, Result, Span};
use crate::store;

use super::escaping;
use super::words::{Words, first_upper};

/// The templates of one kind of hand-out.
#[derive(Debug, Clone, Copy)]
pub struct Bundle {
    /// What is compiled in: file name and text.
    pub files: &'static [(&'static str, &'static str)],
    /// Which of them is the style of its pages; a page `a.html` has `a.css` instead where there is one.
    pub style: &'static str,
    /// Which of them is the script of its pages; `None` when they have none. A page `a.html` has `a.js` instead where there is one.
    pub script: Option<&'static str>,
    /// What to do about a broken template.
    pub help: &'static str,
}

const WORDS: &str = "words.toml";

/// Templates ready to be filled in.
pub struct Templates {
    bundle: Bundle,
    environment: Environment<'static>,
    /// Words of the frame.
    pub words: Words,
    sources: Vec<(String, String)>,
}

/// What a template is filled in with.
#[derive(Serialize)]
struct Filling<'a, T: Serialize> {
    #[serde(flatten)]
    data: &'a T,
    words: &'a Words,
    style: &'a str,
    script: &'a str,
    /// A policy that allows this style and this script, and nothing else.
    policy: &'a str,
}

/// Style and script are the same whatever the report holds.
#[derive(Serialize)]
struct Nothing {}

impl Templates {
    /// The bundled templates, and of a folder all files named like one of them, and all that those include.
    ///
    /// # Errors
    /// [`Error::Input`] when the folder cannot be read or has none; [`Error::Rules`] with line and caret for a broken template.
    pub fn load(bundle: Bundle, folder: Option<&Path>) -> Result<Templates> {
        let mut sources: Vec<(String, String, String)> = bundle
            .files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*name).to_owned(), (*text).to_owned()))
            .collect();
        if let Some(folder) = folder {
            let own = store::folder_texts(folder, &["html", "css", "js", "md", "toml"])?;
            if own.is_empty() {
                let known = bundle.files.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                return Err(Error::input(
                    store::shown(folder),
                    "no template in this folder",
                    format!("it may hold {known}"),
                ));
            }
            for (name, text) in own.into_iter().filter(|(name, _)| name != "README.md") {
                let shown = store::shown(&folder.join(&name));
                sources.retain(|(bundled, ..)| *bundled != name);
                sources.push((name, shown, text));
            }
        }
        let mut words = Words::default();
        let mut environment = Environment::new();
        environment.set_debug(true);
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("html") => AutoEscape::Html,
            Some("md") => AutoEscape::Custom(MARKDOWN.into()),
            _ => AutoEscape::None,
        });
        environment.set_formatter(format);
        environment.add_filter("shorten", |text: String, most: usize| crate::compare::shorten(&text, most));
        environment.add_filter("first_upper", |text: String| first_upper(&text));
        let mut kept = Vec::new();
        for (name, shown, text) in sources {
            if name == WORDS {
                words = Words::parse(&shown, &text)?;
            } else {
                environment
                    .add_template_owned(name.clone(), text.clone())
                    .map_err(|e| broken(&e, &shown, &text, bundle.help))?;
            }
            kept.push((name, shown, text));
        }
        let sources = kept.into_iter().map(|(name, shown, text)| (name, format!("{shown}\n{text}"))).collect();
        Ok(Templates { bundle, environment, words, sources })
    }

    /// A template filled in.
    ///
    /// # Errors
    /// [`Error::Rules`] with line and caret when it asks for what is not there.
    pub fn fill(&self, name: &str, data: &impl Serialize) -> Result<String> {
        if !name.ends_with(".html") {
            return self.render(name, &Filling { data, words: &self.words, style: "", script: "", policy: "" });
        }
        let plain = Filling { data: &Nothing {}, words: &self.words, style: "", script: "", policy: "" };
        let own = |ending: &str| {
            let own = name.replace(".html", ending);
            self.sources.iter().any(|(source, _)| *source == own).then_some(own)
        };
        let style = self.render(own(".css").as_deref().unwrap_or(self.bundle.style), &plain)?;
        let script = own(".js").or_else(|| self.bundle.script.map(str::to_owned));
        let script = script.map_or(Ok(String::new()), |name| self.render(&name, &plain))?;
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(&script)
        );
        self.render(name, &Filling { data, words: &self.words, style: &style, script: &script, policy: &policy })
    }

    fn render(&self, name: &str, filling: &impl Serialize) -> Result<String> {
        let made = self.environment.get_template(name).and_then(|t| t.render(Value::from(Serde(filling))));
        made.map_err(|error| {
            // The innermost cause says where; an include only says that it failed.
            let mut cause = &error;
            while let Some(inner) = std::error::Error::source(cause).and_then(|e| e.downcast_ref::<minijinja::Error>())
            {
                cause = inner;
            }
            let source = self.sources.iter().find(|(own, _)| Some(own.as_str()) == cause.name());
            let (shown, text) = source.and_then(|(_, both)| both.split_once('\n')).unwrap_or((name, ""));
            broken(cause, shown, text, self.bundle.help)
        })
    }
}

const MARKDOWN: &str = "markdown";

fn format(out: &mut Output, state: &mut State, value: &Value) -> std::result::Result<(), minijinja::Error> {
    if value.is_none() {
        return Ok(());
    }
    if matches!(state.auto_escape(), AutoEscape::Custom(_)) && !value.is_safe() {
        let text = escaping::escape(&value.to_string());
        return out.write_str(&text).map_err(|_| ErrorKind::WriteFailure.into());
    }
    match state.auto_escape() {
        AutoEscape::Custom(_) => out.write_str(&value.to_string()).map_err(|_| ErrorKind::WriteFailure.into()),
        _ => escape_formatter(out, state, value),
    }
}

/// The hash by which a policy names an inline style or script.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text.as_bytes())))
}

/// The error of a template, with its line and a caret under the place.
fn broken(error: &minijinja::Error, shown: &str, text: &str, help: &str) -> Error {
    let line = error.line().unwrap_or(1);
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = start + text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    let span = error.range().map_or(Span::new(start, end), |range| Span::new(range.start, range.end));
    let message = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let finding = Diagnostic::new(Level::Error, Code::Template, shown, text, span, message).help(help);
    let all = Diagnostics { list: vec![finding], sources: vec![(shown.to_owned(), text.to_owned())] };
    Error::Rules(all.render(false).trim_end().to_owned())
}
