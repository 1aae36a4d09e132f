//! The keys of settings files, and what they come to once the rules are known.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Wanted;
use super::{
    Address, Ignore, IgnoreTable, Known, Local, OutletSettings, OutletTable, Settings, Switches, diagnostic, lists,
};
use crate::base::{Code, Diagnostic, Level};
use crate::rules::fields::{Fields, Report, Text, Value};
use crate::rules::schema::RuleSet;
use crate::rules::{keys, near, packs, packs::Parsed};

impl<'t> Settings<'t> {
    /// Reads all settings files, the farthest first.
    pub fn read(files: &'t [Parsed<'t>], report: &mut Report) -> Settings<'t> {
        let mut settings = Settings::default();
        for file in files {
            let place = crate::rules::fields::Place { file: file.file, span: Default::default() };
            let fields = Fields::new(place, file.table.get_ref());
            fields.only(&[keys::SETTINGS], report);
            fields.get("schema").into_iter().for_each(|schema| packs::check_version(schema, report));
            fields.texts("rules", report);
            if fields.get("only").is_some() {
                settings.only = fields.texts("only", report);
            }
            settings.switches.read(&fields, report);
            settings.lists.extend(lists::read(&fields, report));
            for table in tables(&fields, "outlet", report) {
                settings.outlets.extend(outlet(&table, report));
            }
            for table in tables(&fields, "ignore", report) {
                settings.ignores.extend(ignore(&table, report));
            }
        }
        settings
    }

    /// Looks all names up, and gives what is to be looked up article by article.
    pub fn resolve(&self, known: &Known, rules: &RuleSet, report: &mut Report) -> Local {
        for name in &self.only {
            known.check(name, Wanted::Rules, report);
        }
        let mut local = Local::default();
        for switches in [&self.switches].into_iter().chain(self.outlets.iter().map(|outlet| &outlet.switches)) {
            for (name, _) in &switches.enabled {
                known.check(name, Wanted::Rules, report);
            }
            for (name, _) in &switches.strength {
                known.check(name, Wanted::Strength, report);
            }
        }
        let names: Vec<&str> = rules.outlets.iter().map(|outlet| outlet.name.as_str()).collect();
        for outlet in &self.outlets {
            if !names.contains(&outlet.name.value)
                && let Some(help) = near(outlet.name.value, names.iter().copied())
            {
                let message = format!("no pack knows an outlet `{}`", outlet.name.value);
                report.caution(outlet.name.place, Code::UnknownId, message, Some(help));
            }
            local.outlets.push(outlet.resolve(rules));
        }
        if let Some(first) = self.outlets.first() {
            let message = "outlets are read by different rules, so their counts and rates cannot be compared";
            let help = "settings under `[[outlet]]` hold for that outlet's articles only";
            report.caution(first.place, Code::OutletSettings, message, Some(help.into()));
        }
        for table in &self.ignores {
            if known.check(&table.rule, Wanted::Flag, report) {
                local.ignores.push(table.ignore.clone());
            }
        }
        local
    }
}

impl<'t> Switches<'t> {
    fn read(&mut self, fields: &Fields<'t>, report: &mut Report) {
        if let Some(table) = fields.table("enabled", report) {
            for (name, value) in in_order(&table) {
                match value.value.get_ref().as_bool() {
                    Some(on) => self.enabled.push((name, on)),
                    None => value.unexpected("true or false", report),
                }
            }
        }
        let off = match fields.get("disable") {
            // The older form: `[disable]` with `rules = […]` under it.
            Some(value) if value.table().is_some() => value.fields().map_or_else(Vec::new, |table| {
                table.only(&[keys::DISABLE], report);
                table.texts("rules", report)
            }),
            Some(value) => value.texts(report),
            None => Vec::new(),
        };
        self.enabled.extend(off.into_iter().map(|name| (name, false)));
        if let Some(table) = fields.table("strength", report) {
            for (name, value) in in_order(&table) {
                match value.number() {
                    Some(factor) if (0.0..=10.0).contains(&factor) => self.strength.push((name, factor)),
                    Some(_) => {
                        let help = "strengths are multiplied by it, and are never more than 1";
                        let message = "a factor lies between 0 and 10";
                        report.error(value.place(), Code::BadValue, message, Some(help.into()));
                    }
                    None => value.unexpected("a number", report),
                }
            }
        }
    }
}

impl OutletTable<'_> {
    /// What it comes to, rule by rule.
    fn resolve(&self, rules: &RuleSet) -> OutletSettings {
        let (mut off, mut strength) = (BTreeSet::new(), BTreeMap::new());
        for (id, matcher) in rules.all() {
            let pack = rules.packs.get(matcher.pack);
            let pack_id = pack.map_or("", |pack| pack.id.as_str());
            let address = Address { id, pack: pack_id, category: pack.and_then(|pack| pack.category.as_deref()) };
            if address.last(&self.switches.enabled) == Some(false) {
                off.insert(id.to_owned());
            }
        }
        for rule in &rules.cues {
            let pack = rules.packs.get(rule.matcher.pack).map_or("", |pack| pack.id.as_str());
            let address = Address { id: &rule.id, pack, category: Some(&rule.category) };
            if let Some(factor) = address.last(&self.switches.strength) {
                strength.insert(rule.id.clone(), scaled(rule.strength, factor));
            }
        }
        OutletSettings { name: self.name.value.to_owned(), off, strength }
    }
}

/// A strength times a factor, at most 1, to three digits: 0.7 times 0.5 is 0.35 and no longer number.
pub(in crate::rules) fn scaled(strength: f32, factor: f64) -> f32 {
    ((f64::from(strength) * factor * 1000.0).round() / 1000.0).min(1.0) as f32
}

/// The tables of an array; anything else under that key is reported.
fn tables<'t>(fields: &Fields<'t>, key: &str, report: &mut Report) -> Vec<Fields<'t>> {
    let Some(value) = fields.get(key) else { return Vec::new() };
    let Some(values) = value.array() else {
        report.error(value.place(), Code::WrongType, format!("write `[[{key}]]` with two brackets"), None);
        return Vec::new();
    };
    let mut tables = Vec::new();
    for value in values {
        match value.fields() {
            Some(table) => tables.push(table),
            None => value.unexpected("a table", report),
        }
    }
    tables
}

fn outlet<'t>(fields: &Fields<'t>, report: &mut Report) -> Option<OutletTable<'t>> {
    fields.only(&[keys::LOCAL], report);
    let mut switches = Switches::default();
    switches.read(fields, report);
    if fields.needed("name", report).is_empty() {
        return None;
    }
    Some(OutletTable { name: fields.text("name", report)?, place: fields.place(), switches })
}

fn ignore<'t>(fields: &Fields<'t>, report: &mut Report) -> Option<IgnoreTable<'t>> {
    fields.only(&[keys::IGNORE], report);
    let text = |key: &str, report: &mut Report| fields.text(key, report).map(|text| text.value.to_owned());
    text("why", report);
    let (article, outlet) = (text("article", report), text("outlet", report));
    let (rule, quoted) = (fields.needed("rule", report), fields.needed("text", report));
    if rule.is_empty() || quoted.is_empty() {
        return None;
    }
    let name = fields.text("rule", report)?;
    let place = fields.text("text", report)?.place;
    let idle = |file: &str, source: &str| {
        let message = format!("nothing in this run is ignored by this: no finding of `{rule}` stands in these words");
        Diagnostic::new(Level::Warning, Code::IdleIgnore, file, source, place.span, message)
            .help("quote the words as the article has them, or take the entry out")
    };
    let idle = diagnostic(place, idle, report)?;
    Some(IgnoreTable { rule: name, ignore: Ignore { rule: rule.clone(), text: quoted, article, outlet, idle } })
}

/// The entries of a table as they stand in the file.
fn in_order<'t>(table: &Fields<'t>) -> Vec<(Text<'t>, Value<'t>)> {
    let mut entries: Vec<_> = table.entries().collect();
    entries.sort_by_key(|(name, _)| name.place.span.start);
    entries
}
