//! The keys of every table that packs and settings may hold: what the parser accepts, and what the schema for editors says.

use super::lowering::{EFFECTS, NEGATED, REACHES, STANCES};
use super::matcher::{CASES, ZONES};
use super::packs::KINDS;
use super::schema::PackKind;

/// A key of a table.
pub(super) struct Key {
    pub name: &'static str,
    pub form: Form,
    /// For people, in an editor.
    pub about: &'static str,
}

/// The keys of a table, in groups that several tables may share.
pub(super) type Keys = &'static [&'static [Key]];

/// What a key's value is.
pub(super) enum Form {
    /// The version of the format.
    Version,
    /// A string.
    Text,
    /// A string that says something.
    Said,
    /// What others name it by.
    Id,
    /// A string or an array of strings.
    Texts,
    /// The same, but not an empty array.
    Words,
    /// True or false.
    Flag,
    /// A number, with its least and greatest value where there are such.
    Number(Option<(f64, f64)>),
    /// A date, or a string that reads like one.
    Date,
    /// One of some names.
    OneOf(fn() -> Vec<&'static str>),
    /// Some of some names.
    SomeOf(fn() -> Vec<&'static str>),
    /// A table.
    Table(Keys),
    /// An array of tables; one of the keys must be there.
    Tables(Keys, &'static str),
    /// An array of tables of which any key may be left out.
    Rows(Keys),
    /// A table with keys of the user's own.
    Map(&'static Form),
    /// One or the other.
    Either(&'static Form, &'static Form),
}

const fn key(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, form, about }
}

fn names<T: Copy>(of: &[(&'static str, T)]) -> Vec<&'static str> {
    of.iter().map(|&(name, _)| name).collect()
}

/// At the root of every pack.
pub(super) const ROOT: &[Key] = &[
    key("schema", Form::Version, "The version of the format: 1."),
    key("pack", Form::Table(&[PACK, MANIFEST]), "What kind of pack this is, and where it comes from."),
    key(
        "lists",
        Form::Map(&Form::Words),
        "Words and phrases that patterns use as <name>; entries are patterns themselves.",
    ),
];

/// What a pack of a kind may hold besides.
pub(super) fn of_kind(kind: PackKind) -> &'static [Key] {
    match kind {
        PackKind::Cues => CUES,
        PackKind::Frames => FRAMES,
        PackKind::Actors => ACTORS,
        PackKind::Events => EVENTS,
        PackKind::Concepts => CONCEPTS,
        PackKind::Page => PAGE,
        PackKind::Outlets => OUTLETS,
        PackKind::Tables => TABLES,
    }
}

/// The keys of the tables under an array of rules.
pub(super) fn of_array(array: &str) -> Keys {
    let found = KINDS.iter().flat_map(|&(_, kind)| of_kind(kind)).find(|key| key.name == array);
    match found.map(|key| &key.form) {
        Some(Form::Tables(keys, _)) => keys,
        _ => &[],
    }
}

const CUES: &[Key] = &[key(
    "rule",
    Form::Tables(&[ID, RULE, MATCHER], "id"),
    "A rule of a cues pack: words that a reader should notice.",
)];
const FRAMES: &[Key] = &[
    key("frame", Form::Tables(&[ID, FRAME, MATCHER], "id"), "An order of source, cue and content."),
    key("verb", Form::Tables(&[ID, VERB, MATCHER], "id"), "Words of saying, thinking or showing, and what they take."),
];
const ACTORS: &[Key] =
    &[key("actor", Form::Tables(&[ID, ACTOR, MATCHER], "id"), "Somebody whom claims are about and by.")];
const EVENTS: &[Key] =
    &[key("event", Form::Tables(&[ID, EVENT, MATCHER], "id"), "An event that articles are compared on.")];
const CONCEPTS: &[Key] =
    &[key("concept", Form::Tables(&[ID, CONCEPT, MATCHER], "id"), "Words that mean the same act or thing.")];
const PAGE: &[Key] =
    &[key("furniture", Form::Tables(&[ID, FURNITURE, MATCHER], "id"), "Lines of a page that are not the article.")];
const OUTLETS: &[Key] = &[key("outlet", Form::Tables(&[OUTLET, MATCHER], "name"), "How an outlet signs.")];
const TABLES: &[Key] = &[
    key("values", Form::Map(&Form::Map(&Form::Number(None))), "What words stand for, as numbers."),
    key("irregular", Form::Table(&[IRREGULAR]), "Words with their irregular forms."),
    key("regular", Form::Table(&[REGULAR]), "How words inflect: of each class the first rule that fits counts."),
    key("letters", Form::Map(&Form::Text), "Classes of letters, each called by one capital."),
];

/// `[pack]`.
pub(super) const PACK: &[Key] = &[
    key("kind", Form::OneOf(|| names(&KINDS)), "What the pack holds."),
    key("language", Form::Text, "Language of the articles it is for, such as en; any when it is left out."),
    key(
        "category",
        Form::Text,
        "What the rules of a cues pack find: hedge, doubt, booster, loaded, vague_source, or a name of your own.",
    ),
    key("title", Form::Text, "One line that people read."),
    key("id", Form::Text, "The pack's id, where it is not the path of its file."),
];

/// `[pack]` as well, and all that a `pack.toml` says beside the language.
pub(super) const MANIFEST: &[Key] = &[
    key("name", Form::Text, "What the packs of the folder are called together."),
    key("version", Form::Text, "Its version, by semantic versioning: 1.0.2."),
    key("licence", Form::Text, "Its licence, as an SPDX expression: CC-BY-4.0."),
    key("license", Form::Text, "The same as licence."),
    key("authors", Form::Texts, "Who wrote it."),
    key("homepage", Form::Text, "Where to read more: an address."),
    key("requires", Form::Text, "The least version of Parallax that reads it: 0.2."),
];

/// `pack.toml`.
pub(super) const FOLDER: &[Key] = &[
    key("schema", Form::Version, "The version of the format: 1."),
    key("pack", Form::Table(&[MANIFEST, INHERITED]), "What holds for all packs of the folder."),
];

/// Keys of `[pack]` that a `pack.toml` has too.
pub(super) const INHERITED: &[Key] =
    &[key("language", Form::Text, "Language of the articles they are for, such as en; any when it is left out.")];

const ID: &[Key] = &[key("id", Form::Id, "Letters, digits and hyphens. In full it is the pack's path and this.")];

/// What every rule may have besides its own keys and its id.
pub(super) const MATCHER: &[Key] = &[
    key("enabled", Form::Flag, "false switches it off."),
    key("regex", Form::Text, "Instead of patterns: a regular expression on each sentence's text."),
    key("except", Form::Texts, "Patterns; a match that overlaps one of these is dropped."),
    key(
        "before",
        Form::Either(&Form::Texts, &Form::Table(&[BESIDE])),
        "Patterns that must stand directly before the match; { not = [...] }: that must not.",
    ),
    key(
        "after",
        Form::Either(&Form::Texts, &Form::Table(&[BESIDE])),
        "Patterns that must stand directly after the match; { not = [...] }: that must not.",
    ),
    key("sentence_has", Form::Texts, "Patterns of which the sentence must hold one."),
    key("sentence_lacks", Form::Texts, "Patterns of which the sentence must hold none."),
    key("zones", Form::SomeOf(|| names(&ZONES)), "Where it may match; everywhere when it is left out."),
    key("case", Form::OneOf(|| names(&CASES)), "exact: all words in exactly the case they are written in."),
    key("hits", Form::Texts, "Sentences that must match; [...] marks where, {role: ...} its parts."),
    key("misses", Form::Texts, "Sentences that must not match."),
];

/// `before` and `after` as tables.
pub(super) const BESIDE: &[Key] = &[key("not", Form::Texts, "Patterns that must not stand there.")];

const STRENGTH: Form = Form::Number(Some((0.0, 1.0)));

/// `[[rule]]`.
pub(super) const RULE: &[Key] = &[
    key("match", Form::Words, "Any of these patterns."),
    key("effect", Form::OneOf(|| names(&EFFECTS)), "What the words do to the statement in whose clause they stand."),
    key("strength", STRENGTH, "How sure that the match is what the category says; presets cut by it. Needed."),
    key(
        "negated",
        Form::OneOf(|| names(&NEGATED)),
        "What a negation before the match does: keep it, drop it, flip its effect.",
    ),
    key("why", Form::Said, "Why it is flagged. Needed."),
    key("question", Form::Said, "What a reader should ask. Needed."),
    key("innocent", Form::Said, "A reading in which nothing is wrong with it. Needed."),
    key("source", Form::Text, "Where the literature speaks of such words."),
];

/// `[[frame]]`.
pub(super) const FRAME: &[Key] = &[
    key("match", Form::Words, "Any of these patterns, with {source: ...}, {cue: ...} and {content: ...}."),
    key(
        "stance",
        Form::OneOf(|| names(&STANCES)),
        "How the outlet carries it, unless the verb's own entry says otherwise.",
    ),
    key("strength", STRENGTH, "How often it is right; 1 when it is left out."),
    key("why", Form::Said, "Why a reader should see it. Needed."),
    key("source", Form::Text, "Where the literature speaks of it."),
];

/// `[[verb]]`.
pub(super) const VERB: &[Key] = &[
    key("words", Form::Words, "Its words."),
    key("stance", Form::OneOf(|| names(&STANCES)), "How the outlet carries what is said so."),
    key(
        "takes",
        Form::Texts,
        "Complements that make it a cue: quote, clause, that, np, to, of, for, about, wh, noun and others.",
    ),
    key("why", Form::Text, "Why the stance."),
    key("source", Form::Text, "Where the literature speaks of it."),
];

/// `[[actor]]`.
pub(super) const ACTOR: &[Key] = &[
    key("names", Form::Words, "What it is called."),
    key("title", Form::Text, "What tables call it; else its first name."),
];

/// `[[event]]`.
pub(super) const EVENT: &[Key] = &[
    key("title", Form::Said, "What people call it. Needed."),
    key("any", Form::Words, "Patterns; a passage with any of them speaks of the event."),
    key("date", Form::Date, "When it happened: 2018-03-04."),
];

/// `[[concept]]`.
pub(super) const CONCEPT: &[Key] = &[
    key("words", Form::Words, "Words that mean it, across parts of speech."),
    key("opposes", Form::Texts, "Ids of concepts that contradict it."),
];

/// `[[furniture]]`.
pub(super) const FURNITURE: &[Key] = &[
    key("line", Form::Words, "Patterns of the line."),
    key("until", Form::OneOf(|| names(&REACHES)), "How far it reaches."),
];

/// `[[outlet]]`.
pub(super) const OUTLET: &[Key] = &[
    key("name", Form::Said, "As it calls itself."),
    key("signs", Form::Words, "What it signs its pages with."),
    key("aliases", Form::Texts, "Other names that pages and feeds give for it, whole."),
    key("domains", Form::Texts, "Its addresses, without www."),
];

const FORMS: Form = Form::Map(&Form::Texts);

/// `[irregular]`: by word, its forms.
pub(super) const IRREGULAR: &[Key] = &[
    key("verbs", FORMS, "Verbs: forms by base form."),
    key("nouns", FORMS, "Nouns: plurals by singular."),
    key("adjectives", FORMS, "Adjectives: degrees by base form."),
];

/// `[regular]`.
pub(super) const REGULAR: &[Key] = &[
    key("verbs", Form::Rows(&[INFLECTING]), "Verbs."),
    key("nouns", Form::Rows(&[INFLECTING]), "Nouns."),
    key("adjectives", Form::Rows(&[INFLECTING]), "Adjectives."),
];

/// A way to inflect.
pub(super) const INFLECTING: &[Key] = &[
    key("endings", Form::Texts, "Endings of the words it is for; capitals are classes of letters."),
    key("words", Form::Texts, "Words it is for, whatever they end in."),
    key("syllables", Form::Number(None), "The most syllables that its words have."),
    key(
        "forms",
        Form::Texts,
        "What becomes of the ending: - drops a letter, * repeats the last one, the rest is added.",
    ),
];

/// `parallax.toml`.
pub(super) const SETTINGS: &[Key] = &[
    key("schema", Form::Version, "The version of the format: 1."),
    key("rules", Form::Texts, "Folders of packs to add, relative to this file."),
    key("only", Form::Texts, "Only these rules, packs, folders of packs or categories."),
    key("enabled", Form::Map(&Form::Flag), "Rules, packs, folders of packs or categories, switched on or off."),
    key("disable", DISABLED, "Rules, packs, folders of packs or categories to switch off."),
    key("strength", FACTORS, "What the strengths of rules, packs, folders of packs or categories are multiplied by."),
    key("lists", Form::Map(&Form::Table(&[EDIT])), "Lists of packs, by pack:name, and what becomes of them."),
    key("outlet", Form::Tables(&[LOCAL], "name"), "What holds for the articles of one outlet only."),
    key("ignore", Form::Tables(&[IGNORE], "rule"), "A finding that is known to be wrong."),
];

const DISABLED: Form = Form::Either(&Form::Texts, &Form::Table(&[DISABLE]));
const FACTORS: Form = Form::Map(&Form::Number(Some((0.0, 10.0))));

/// `[disable]` as a table.
pub(super) const DISABLE: &[Key] = &[key("rules", Form::Texts, "What to switch off.")];

/// `[lists."pack:name"]`.
pub(super) const EDIT: &[Key] = &[
    key("add", Form::Texts, "Entries to add."),
    key("remove", Form::Texts, "Entries to take out."),
    key("replace", Form::Words, "Entries to have instead of all that were there."),
];

/// `[[outlet]]` of settings.
pub(super) const LOCAL: &[Key] = &[
    key("name", Form::Said, "The outlet."),
    key("enabled", Form::Map(&Form::Flag), "Rules, packs, folders of packs or categories, switched on or off."),
    key("disable", DISABLED, "Rules, packs, folders of packs or categories to switch off."),
    key("strength", FACTORS, "What the strengths of rules, packs, folders of packs or categories are multiplied by."),
];

/// `[[ignore]]`.
pub(super) const IGNORE: &[Key] = &[
    key("rule", Form::Said, "The rule's id in full. Needed."),
    key("text", Form::Said, "The words as the article has them. Needed."),
    key("article", Form::Text, "Only in the article of this id."),
    key("outlet", Form::Text, "Only in articles of this outlet."),
    key("why", Form::Text, "Why it is wrong there; for those who read the file."),
];

/// `parallax-align.toml`.
pub(super) const RULINGS: &[Key] = &[
    key("schema", Form::Version, "The version of the format: 1."),
    key("align", Form::Rows(&[ALIGN]), "What a reader says of some claims."),
];

/// `[[align]]`.
pub(super) const ALIGN: &[Key] = &[
    key("join", Form::Texts, "Words of claims that are one row."),
    key("split", Form::Texts, "Words of claims of which no two share a row."),
    key("article", Form::Text, "Only in the article of this id."),
    key("outlet", Form::Text, "Only in articles of this outlet."),
    key("why", Form::Text, "Why; for those who read the file."),
];

/// A quotation of `[[align]]` that says whose it is.
pub(super) const QUOTED: &[Key] = &[
    key("text", Form::Said, "The words as the article has them. Needed."),
    key("article", Form::Text, "Only in the article of this id."),
    key("outlet", Form::Text, "Only in articles of this outlet."),
];
