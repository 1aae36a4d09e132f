//! That the schema accepts what the parser accepts and refuses what it refuses.

use jsonschema::Validator;
use serde_json::{Value, json};

use super::super::files::Files;
use super::super::keys::{Form, Key};
use super::super::loading::{build, load_texts};
use super::super::schema::PackKind;
use super::*;

fn packs() -> Validator {
    jsonschema::validator_for(&pack_schema()).unwrap()
}

fn read(text: &str) -> Value {
    toml::from_str(text).unwrap()
}

/// What loading a text, and no other one, finds wrong in it.
fn found(path: &str, text: &str) -> Vec<String> {
    let mut files = Files::default();
    files.add(path, path.to_owned(), text.to_owned().into(), 1);
    build(files).diagnostics.list.into_iter().filter(|one| one.file == path).map(|one| one.message).collect()
}

#[test]
fn every_bundled_pack_is_valid() {
    let schema = packs();
    for (path, text, _) in crate::rules::bundled::BUNDLED.iter().filter(|(path, ..)| path.ends_with(".toml")) {
        let wrong: Vec<String> =
            schema.iter_errors(&read(text)).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{path}: {}", wrong.join("\n"));
    }
}

#[test]
fn a_pack_that_changes_another_one_is_valid() {
    let text = "schema = 1\n[[rule]]\nid = \"no-evidence-offered\"\nstrength = 0.4\n";
    assert!(packs().is_valid(&read(text)));
    assert!(load_texts(&[("en/doubt.toml", text)]).diagnostics.list.iter().all(|one| one.file != "en/doubt.toml"));
}

/// One table of each kind, sound as it stands.
const SOUND: [(PackKind, &str, &str, &str); 8] = [
    (
        PackKind::Cues,
        "cues",
        "rule",
        "id = \"zz\"\nmatch = [\"zz\"]\nstrength = 0.5\nwhy = \"w\"\nquestion = \"q\"\ninnocent = \"i\"\nhits = [\"Zz.\"]\nmisses = [\"A.\"]\n",
    ),
    (
        PackKind::Frames,
        "frames",
        "frame",
        "id = \"zz\"\nmatch = [\"{cue: zz}\"]\nwhy = \"w\"\nhits = [\"Zz.\"]\nmisses = [\"A.\"]\n",
    ),
    (PackKind::Frames, "frames", "verb", "id = \"zz\"\nwords = [\"zz\"]\n"),
    (PackKind::Actors, "actors", "actor", "id = \"zz\"\nnames = [\"zz\"]\n"),
    (PackKind::Events, "events", "event", "id = \"zz\"\ntitle = \"t\"\nany = [\"zz\"]\n"),
    (PackKind::Concepts, "concepts", "concept", "id = \"zz\"\nwords = [\"zz\"]\n"),
    (PackKind::Page, "page", "furniture", "id = \"zz\"\nline = [\"zz\"]\n"),
    (PackKind::Outlets, "outlets", "outlet", "name = \"zz\"\nsigns = [\"zz\"]\n"),
];

fn head(kind: &str) -> String {
    format!("schema = 1\n[pack]\nkind = \"{kind}\"\ncategory = \"doubt\"\ntitle = \"t\"\n")
}

/// Values that are wrong for a form.
fn wrong(form: &Form) -> &'static [&'static str] {
    match form {
        Form::Version => &["2", "\"1\""],
        Form::Text | Form::Date => &["7", "true", "[]"],
        Form::Said => &["7", "\" \""],
        Form::Id => &["7", "\"a b\"", "\"\""],
        Form::Texts => &["7", "[7]", "{ a = 1 }"],
        Form::Words => &["7", "[7]", "[]"],
        Form::Flag => &["7", "\"true\""],
        Form::Number(None) => &["\"7\"", "true"],
        Form::Number(Some(_)) => &["\"0.5\"", "-0.1", "11", "11.5"],
        Form::OneOf(_) => &["7", "\"zz-none\""],
        Form::SomeOf(_) => &["7", "\"zz-none\"", "[\"zz-none\"]"],
        Form::Table(_) => &["7", "{ zz-none = 1 }"],
        Form::Tables(..) | Form::Rows(_) => &["7", "[7]", "[{ zz-none = 1 }]"],
        Form::Map(_) => &["7", "[1]"],
        Form::Either(..) => &["7", "{ zz-none = 1 }"],
    }
}

/// The lines of a table without the one of a key.
fn without(table: &str, key: &str) -> String {
    table.lines().filter(|line| !line.starts_with(&format!("{key} ="))).map(|line| format!("{line}\n")).collect()
}

fn check_refused(schema: &Validator, path: &str, text: &str) {
    assert!(!schema.is_valid(&read(text)), "the schema accepts\n{text}");
    assert!(!found(path, text).is_empty(), "the parser accepts\n{text}");
}

#[test]
fn a_wrong_value_of_any_key_of_any_rule_is_refused_by_both() {
    let schema = packs();
    for (kind, name, array, table) in SOUND {
        let sound = format!("{}[[{array}]]\n{table}", head(name));
        assert!(schema.is_valid(&read(&sound)), "{sound}");
        assert_eq!(found("zz.toml", &sound), Vec::<String>::new(), "{sound}");
        let keys = keys::of_kind(kind).iter().find(|key| key.name == array).map(|key| &key.form);
        let Some(Form::Tables(groups, _)) = keys else { panic!("{array}") };
        for key in groups.iter().copied().flatten() {
            for value in wrong(&key.form) {
                let rest = without(table, key.name);
                check_refused(
                    &schema,
                    "zz.toml",
                    &format!("{}[[{array}]]\n{rest}{} = {value}\n", head(name), key.name),
                );
            }
        }
        check_refused(&schema, "zz.toml", &format!("{sound}zz-none = 1\n"));
        check_refused(
            &schema,
            "zz.toml",
            &format!("{}[[{array}]]\n{}", head(name), without(&without(table, "id"), "name")),
        );
    }
}

#[test]
fn a_wrong_head_section_or_kind_is_refused_by_both() {
    let schema = packs();
    let pack = |key: &Key, value: &str| {
        format!("schema = 1\n[pack]\n{}{} = {value}\n", without("kind = \"tables\"\n", key.name), key.name)
    };
    for key in keys::PACK {
        for value in wrong(&key.form) {
            check_refused(&schema, "zz.toml", &pack(key, value));
        }
    }
    for section in
        ["lists = 7", "lists = { a = 7 }", "lists = { a = [] }", "zz-none = 1", "rule = []", "letters = { A = 7 }"]
    {
        check_refused(&schema, "zz.toml", &format!("schema = 1\n{section}\n[pack]\nkind = \"tables\"\n"));
    }
    for section in [
        "[values]\na = 7",
        "[values.a]\nb = \"7\"",
        "[irregular.verbs]\na = 7",
        "[irregular]\nzz-none = 7",
        "[regular]\nzz-none = []",
        "[[regular.verbs]]\nzz-none = 1",
    ] {
        check_refused(&schema, "zz.toml", &format!("schema = 1\n[pack]\nkind = \"tables\"\n{section}\n"));
    }
    check_refused(&schema, "zz.toml", "[pack]\nkind = \"tables\"\n");
    check_refused(&schema, "zz.toml", "schema = 2\n[pack]\nkind = \"tables\"\n");
    check_refused(&schema, "zz.toml", "schema = 1\npack = 7\n");
    check_refused(&schema, "zz.toml", &format!("{}[[verb]]\nid = \"a\"\nwords = [\"a\"]\n", head("cues")));
}

#[test]
fn every_key_is_explained() {
    fn check(schema: &Value, path: &str) {
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            let about = inner["description"].as_str().unwrap_or_default();
            assert!(
                about.len() > 5 && about.ends_with('.') || about.ends_with("2018-03-04."),
                "{path}/{name}: {about:?}"
            );
            check(inner, &format!("{path}/{name}"));
            check(&inner["items"], &format!("{path}/{name}"));
        }
    }
    check(&pack_schema(), "");
    check(&settings_schema(), "settings");
    assert_eq!(pack_schema()["$schema"], json!("http://json-schema.org/draft-07/schema#"));
}

/// What settings of this text find wrong in themselves.
fn settings_found(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parallax.toml");
    std::fs::write(&path, text).unwrap();
    let sources = crate::rules::Sources { paths: vec![path.clone()], beside: Vec::new(), no_user_rules: true };
    let loaded = crate::rules::load(&sources);
    let name = path.display().to_string();
    let own =
        loaded.diagnostics.list.into_iter().filter(|one| one.file == name && one.level == crate::base::Level::Error);
    own.map(|one| one.message).collect()
}

#[test]
fn settings_are_read_and_refused_by_both() {
    let schema = jsonschema::validator_for(&settings_schema()).unwrap();
    let sound = "schema = 1\nonly = [\"en\"]\ndisable = [\"en/doubt\"]\n[enabled]\n\"en/boosters\" = false\n[strength]\nhedge = 0.5\n\
        [lists.\"en/doubt:evidence\"]\nadd = [\"receipt\"]\n[[outlet]]\nname = \"The Guardian\"\ndisable = [\"en/doubt\"]\n\
        [[ignore]]\nrule = \"en/doubt/no-evidence-offered\"\ntext = \"so-called\"\nwhy = \"It is called so.\"\n";
    assert!(schema.is_valid(&read(sound)));
    assert_eq!(settings_found(sound), Vec::<String>::new());
    let mut broken: Vec<String> = vec!["zz-none = 1\n".into()];
    let mut add = |keys: &[Key], head: &str, rest: &str| {
        for key in keys {
            for value in wrong(&key.form) {
                broken.push(format!("{head}{}{} = {value}\n", without(rest, key.name), key.name));
            }
        }
    };
    add(keys::SETTINGS, "", "");
    add(keys::LOCAL, "[[outlet]]\n", "name = \"The Guardian\"\n");
    add(keys::IGNORE, "[[ignore]]\n", "rule = \"en/doubt/no-evidence-offered\"\ntext = \"so-called\"\n");
    add(keys::EDIT, "[lists.\"en/doubt:evidence\"]\n", "");
    for text in broken {
        assert!(!schema.is_valid(&read(&text)), "the schema accepts\n{text}");
        assert!(!settings_found(&text).is_empty(), "the parser accepts\n{text}");
    }
}
