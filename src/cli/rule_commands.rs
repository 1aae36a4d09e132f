//! Commands for rule writers.

use std::fmt::Display;
use std::path::PathBuf;

use serde::Serialize;

use crate::analysis::stamped;
use crate::base::{Error, Result};
use crate::lint;
use crate::lint::{Coverage, Scope, Tested};
use crate::matching::Engine;
use crate::rules::{self, Loaded, Sources};
use crate::store;

use super::arguments::{Common, Format};
use super::rule_arguments::{RulesCommand, SchemaOf};
use super::{commands, output, rule_corpus, rule_fit, rule_gold, rule_watch};

/// Runs a command; `false` when a check failed.
///
/// # Errors
/// When a file cannot be written or an unknown rule is asked for.
pub fn run(common: &Common, command: &RulesCommand) -> Result<bool> {
    match command {
        RulesCommand::Check { paths } => {
            let checked = lint::check(loaded(common, paths, &[]), scope(paths))?;
            match common.format {
                Some(Format::Sarif) => {
                    let here = std::env::current_dir().ok();
                    let log = output::as_json(&lint::sarif(&checked, here.as_deref()))?;
                    output::write(common.output.as_deref(), log.as_bytes())?;
                }
                _ => show(common, None, &checked)?,
            }
            Ok(checked.errors == 0)
        }
        RulesCommand::Test { paths, coverage } => {
            let (engine, sound) = sound_rules(common, paths, &[])?;
            let scope = scope(paths);
            let tested = lint::test_in(&engine, scope);
            let coverage = coverage.then(|| lint::coverage(&engine, scope));
            let covered = coverage.as_ref().is_none_or(|coverage| coverage.failures().next().is_none());
            let sound = sound && covered && tested.failures.is_empty();
            show(common, Some(&engine), &Test { tested, coverage })?;
            Ok(sound)
        }
        RulesCommand::List => {
            let (engine, sound) = sound_rules(common, &[], &[])?;
            show(common, Some(&engine), &lint::list(engine.rules()))?;
            Ok(sound)
        }
        RulesCommand::Show { id } => {
            let (engine, sound) = sound_rules(common, &[], &[])?;
            show(common, Some(&engine), &lint::show(engine.rules(), id)?)?;
            Ok(sound)
        }
        RulesCommand::Explain { what, rule, all } => {
            let (engine, sound) = sound_rules(common, &[], &[])?;
            let texts = lint::given(engine.rules(), what)?;
            let wanted = lint::Wanted { rule: rule.clone(), all: *all, preset: commands::preset(common) };
            show(common, Some(&engine), &lint::explain(&engine, texts, &wanted)?)?;
            Ok(sound)
        }
        RulesCommand::Stats { inputs, selected, samples } => rule_corpus::stats(common, inputs, selected, *samples),
        RulesCommand::Diff { old, new, inputs, selected, samples, exit_code } => {
            let (sound, differs) = rule_corpus::diff(common, [old, new], inputs, selected, *samples)?;
            Ok(sound && !(*exit_code && differs))
        }
        RulesCommand::Watch { folder, inputs } => rule_watch::watch(common, folder, inputs),
        RulesCommand::New { kind, id } => new(common, &lint::skeleton(kind, id)?).map(|()| true),
        RulesCommand::Schema { of } => {
            let schema = match of {
                SchemaOf::Pack => rules::pack_schema(),
                SchemaOf::Settings => rules::settings_schema(),
            };
            output::write(common.output.as_deref(), format!("{schema:#}\n").as_bytes()).map(|()| true)
        }
        RulesCommand::Precision { gold, selected, form, least, samples } => {
            rule_gold::precision(common, gold, selected, form, *least, *samples)
        }
        RulesCommand::Fit { gold, least } => rule_fit::fit(common, gold, *least),
        RulesCommand::FitAlignment { pairs, rows } => rule_fit::fit_alignment(common, pairs, rows),
    }
}

/// What `rules test` shows.
#[derive(Serialize)]
struct Test {
    #[serde(flatten)]
    tested: Tested,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
}

impl Display for Test {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        if let Some(coverage) = &self.coverage {
            write!(out, "{coverage}")?;
        }
        write!(out, "{}", self.tested)
    }
}

/// The files named are looked at, or all where none is.
fn scope(paths: &[PathBuf]) -> Scope {
    if paths.is_empty() { Scope::All } else { Scope::Own }
}

/// Prints a skeleton, or writes it to a file that is not there yet; into a folder under the path that its id asks for.
fn new(common: &Common, made: &lint::Skeleton) -> Result<()> {
    let Some(path) = &common.output else { return show(common, None, made) };
    let folder = path.is_dir() || path.to_string_lossy().ends_with('/');
    let path = if folder { path.join(&made.path) } else { path.clone() };
    if store::exists(&path) {
        let help = "name another one, or add to it by hand";
        return Err(Error::Usage(format!("{}: there is such a file already; {help}", store::shown(&path))));
    }
    if folder {
        store::make_folder_of(&path)?;
    }
    output::write(Some(&path), made.text.as_bytes())?;
    if !common.quiet {
        eprintln!("{}: written", store::shown(&path));
    }
    Ok(())
}

fn loaded(common: &Common, paths: &[PathBuf], beside: &[PathBuf]) -> Loaded {
    let paths = common.rules.iter().chain(paths).cloned().collect();
    rules::load(&Sources { paths, beside: beside.to_vec(), no_user_rules: common.no_user_rules })
}

/// The engine with the rules in force, settings beside articles among them, and those of `paths`; `false` when some rule was broken and left out.
pub fn sound_rules(common: &Common, paths: &[PathBuf], beside: &[PathBuf]) -> Result<(Engine, bool)> {
    let loaded = loaded(common, paths, beside);
    let sound = !loaded.diagnostics.has_errors();
    if !sound {
        eprint!("{}", loaded.diagnostics.render(false));
    }
    Ok((Engine::new(loaded.rules)?, sound))
}

/// Text for people, or JSON.
pub fn show(common: &Common, engine: Option<&Engine>, result: &(impl Display + Serialize)) -> Result<()> {
    let text = match (common.format, engine) {
        (None | Some(Format::Table), _) => result.to_string(),
        (Some(Format::Json | Format::Jsonl), Some(engine)) => output::as_json(&stamped(engine, result))?,
        (Some(Format::Json | Format::Jsonl), None) => output::as_json(result)?,
        _ => return Err(Error::Usage("this command prints table or json only".into())),
    };
    output::write(common.output.as_deref(), text.as_bytes())
}
