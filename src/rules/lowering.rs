//! From the tables of all packs to a rule set: one function a kind of rule.

use super::complements;
use super::fields::{Fields, Report, Value};
use super::items::{Items, items};
use super::keys;
use super::matcher::{self, Examples};
use super::packs::{Parsed, Source};
use super::pattern::Lowering;
use super::schema::{
    Actor, Concept, CueRule, Effect, EventDefinition, Frame, Furniture, Matcher, Negated, Outlet, Reach, RuleSet,
    Stance, Verb,
};
use super::settings::{Address, Settings, scaled};
use crate::base::Code;

pub(super) const EFFECTS: [(&str, Effect); 6] = [
    ("hedges", Effect::Hedges),
    ("doubts", Effect::Doubts),
    ("denies", Effect::Denies),
    ("endorses", Effect::Endorses),
    ("boosts", Effect::Boosts),
    ("none", Effect::None),
];
pub(super) const STANCES: [(&str, Stance); 5] = [
    ("neutral", Stance::Neutral),
    ("endorsing", Stance::Endorsing),
    ("doubting", Stance::Doubting),
    ("denying", Stance::Denying),
    ("accusing", Stance::Accusing),
];
pub(super) const NEGATED: [(&str, Negated); 3] =
    [("keep", Negated::Keep), ("drop", Negated::Drop), ("flip", Negated::Flip)];
pub(super) const REACHES: [(&str, Reach); 4] =
    [("line", Reach::Line), ("block", Reach::Block), ("paragraph", Reach::Paragraph), ("end", Reach::End)];

/// What all kinds are lowered with.
pub(super) struct Context<'c, 't> {
    pub sources: &'c [Source<'t>],
    pub parsed: &'c [Parsed<'t>],
    pub lowering: Lowering<'t>,
    /// By file: index of its pack.
    pub pack_of: Vec<usize>,
    /// What the user changes.
    pub settings: &'c Settings<'t>,
    /// All ids that were read, sound or not, with the arrays they stand in.
    pub ids: Vec<(String, &'static str)>,
}

/// The complement of the entry that stands for every verb beside a quotation.
const ANY_VERB: &str = "beside";

/// Lowers the rules of all kinds into `rules`.
pub(super) fn lower(context: &mut Context, rules: &mut RuleSet, report: &mut Report) {
    rules.cues = all(context, ("rule", "id", false), report, cue);
    rules.frames = all(context, ("frame", "id", false), report, frame);
    rules.verbs = all(context, ("verb", "id", false), report, verb);
    rules.any_verb = rules.verbs.iter().position(|verb| verb.takes.iter().any(|t| t == ANY_VERB));
    rules.actors = all(context, ("actor", "id", true), report, actor);
    rules.events = all(context, ("event", "id", false), report, event);
    rules.concepts = all(context, ("concept", "id", true), report, concept);
    rules.furniture = all(context, ("furniture", "id", false), report, furniture);
    rules.outlets = all(context, ("outlet", "name", true), report, outlet);
}

/// Reads one table: id, fields, and what to lower its patterns with.
struct Reading<'r, 't> {
    id: &'r str,
    fields: &'r Fields<'t>,
    lowering: &'r mut Lowering<'t>,
    pack: usize,
    category: &'r str,
    /// What the settings multiply its strength by.
    factor: f64,
}

impl<'t> Reading<'_, 't> {
    fn matcher(&mut self, key: &str, examples: Examples, report: &mut Report) -> Matcher {
        Matcher { pack: self.pack, ..matcher::read(self.fields, key, examples, self.lowering, report) }
    }

    fn strength(&self, default: Option<f32>, report: &mut Report) -> f32 {
        match (self.fields.get("strength"), default) {
            (None, Some(default)) => return scaled(default, self.factor),
            (None, None) => self.fields.missing("strength", report),
            (Some(value), _) => match self.fields.number("strength", report) {
                Some(strength) if (0.0..=1.0).contains(&strength) => return scaled(strength as f32, self.factor),
                Some(_) => report.error(value.place(), Code::BadValue, "a strength lies between 0 and 1", None),
                None => {}
            },
        }
        0.0
    }

    fn texts(&self, key: &str, report: &mut Report) -> Vec<String> {
        self.fields.texts(key, report).iter().map(|text| text.value.to_owned()).collect()
    }
}

fn all<'t, T>(
    context: &mut Context<'_, 't>,
    what: (&'static str, &str, bool),
    report: &mut Report,
    read: impl Fn(&mut Reading<'_, 't>, &mut Report) -> T,
) -> Vec<T> {
    let tables: Items<'t> = items(context.sources, context.parsed, what, report);
    let mut sound = Vec::new();
    for (id, fields) in &tables {
        let file = fields.layers.first().map_or(0, |&(place, _)| place.file);
        let pack = context.pack_of.get(file).copied().unwrap_or(0);
        let head = context.sources.get(pack).map(|source| &source.pack);
        let category = head.and_then(|pack| pack.category.as_deref());
        let address = Address { id, pack: head.map_or("", |pack| pack.id.as_str()), category };
        let factor = context.settings.factor(&address);
        let category = category.unwrap_or_default();
        let before = report.errors();
        fields.only(keys::of_array(what.0), report);
        let written = fields.flag("enabled", report).unwrap_or(true);
        let enabled = context.settings.enabled(&address).unwrap_or(written);
        let rule = read(&mut Reading { id, fields, lowering: &mut context.lowering, pack, category, factor }, report);
        if report.errors() == before && enabled {
            sound.push(rule);
        }
    }
    context.ids.extend(tables.into_keys().map(|id| (id, what.0)));
    sound
}

fn cue(rule: &mut Reading, report: &mut Report) -> CueRule {
    CueRule {
        id: rule.id.to_owned(),
        matcher: rule.matcher("match", Examples::Needed, report),
        category: rule.category.to_owned(),
        effect: rule.fields.one_of("effect", &EFFECTS, report).unwrap_or(Effect::None),
        strength: rule.strength(None, report),
        negated: rule.fields.one_of("negated", &NEGATED, report).unwrap_or(Negated::Keep),
        why: rule.fields.needed("why", report),
        question: rule.fields.needed("question", report),
        innocent: rule.fields.needed("innocent", report),
        source: rule.fields.text("source", report).map(|text| text.value.to_owned()),
    }
}

fn frame(rule: &mut Reading, report: &mut Report) -> Frame {
    // For those who read the file only.
    rule.fields.text("source", report);
    Frame {
        id: rule.id.to_owned(),
        matcher: rule.matcher("match", Examples::Needed, report),
        stance: rule.fields.one_of("stance", &STANCES, report).unwrap_or(Stance::Neutral),
        strength: rule.strength(Some(1.0), report),
        why: rule.fields.needed("why", report),
    }
}

fn verb(rule: &mut Reading, report: &mut Report) -> Verb {
    // For those who read the file only.
    rule.fields.text("source", report);
    let takes = rule.texts("takes", report);
    Verb {
        id: rule.id.to_owned(),
        matcher: rule.matcher("words", Examples::Welcome, report),
        stance: rule.fields.one_of("stance", &STANCES, report).unwrap_or(Stance::Neutral),
        complements: complements::named(&takes),
        takes,
        why: rule.fields.text("why", report).map(|text| text.value.to_owned()),
    }
}

fn actor(rule: &mut Reading, report: &mut Report) -> Actor {
    let title = rule.fields.text("title", report).map(|text| text.value.trim().to_owned()).filter(|t| !t.is_empty());
    let title = title.or_else(|| rule.texts("names", &mut Report::new(&[])).first().and_then(|name| plain(name)));
    Actor {
        id: rule.id.to_owned(),
        title: title.unwrap_or_else(|| rule.id.replace('-', " ")),
        matcher: rule.matcher("names", Examples::Welcome, report),
    }
}

/// A pattern that is nothing but words, as they are written.
fn plain(pattern: &str) -> Option<String> {
    let words: Vec<&str> = pattern.split_whitespace().map(|word| word.strip_prefix('=').unwrap_or(word)).collect();
    let sign = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\'' | '&'));
    (!words.is_empty() && words.iter().all(|word| !word.contains(sign))).then(|| words.join(" "))
}

fn event(rule: &mut Reading, report: &mut Report) -> EventDefinition {
    EventDefinition {
        id: rule.id.to_owned(),
        title: rule.fields.needed("title", report),
        matcher: rule.matcher("any", Examples::Welcome, report),
        date: rule.fields.get("date").and_then(|value| date(value, report)),
    }
}

/// A TOML date, or a string that reads like one.
fn date(value: Value, report: &mut Report) -> Option<String> {
    let written = match value.value.get_ref() {
        toml::de::DeValue::Datetime(date) => date.to_string(),
        _ => match value.text() {
            Some(text) => text.value.to_owned(),
            None => {
                value.unexpected("a date", report);
                return None;
            }
        },
    };
    let day = written.get(..10).unwrap_or(&written);
    match day.parse::<toml::value::Datetime>() {
        Ok(parsed) if parsed.date.is_some() => Some(day.to_owned()),
        _ => {
            report.error(value.place(), Code::BadValue, "not a date", Some("write it as `2018-03-04`".to_owned()));
            None
        }
    }
}

fn concept(rule: &mut Reading, report: &mut Report) -> Concept {
    Concept {
        id: rule.id.to_owned(),
        matcher: rule.matcher("words", Examples::Welcome, report),
        opposes: rule.texts("opposes", report),
    }
}

fn furniture(rule: &mut Reading, report: &mut Report) -> Furniture {
    Furniture {
        id: rule.id.to_owned(),
        matcher: rule.matcher("line", Examples::Welcome, report),
        until: rule.fields.one_of("until", &REACHES, report).unwrap_or(Reach::Line),
    }
}

fn outlet(rule: &mut Reading, report: &mut Report) -> Outlet {
    let (aliases, domains) = (rule.texts("aliases", report), rule.texts("domains", report));
    let signed = rule.fields.get("signs").is_some() || rule.fields.get("regex").is_some() || domains.is_empty();
    let matcher = match signed {
        true => rule.matcher("signs", Examples::Welcome, report),
        // Known by its domains alone.
        false => {
            let place = rule.fields.place();
            Matcher { pack: rule.pack, at: place.span, file: place.file, ..Matcher::default() }
        }
    };
    Outlet { name: rule.id.to_owned(), aliases, matcher, domains }
}
