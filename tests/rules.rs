//! The rule writer's guide and the example packs say what is true: every block loads, and every example does what it says.

use std::path::PathBuf;

use parallax::lint::{self, Scope};
use parallax::matching::Engine;
use parallax::rules::{Loaded, Sources, load, load_texts};

const GUIDE: &str = include_str!("../rules/README.md");

/// The TOML blocks of the guide that are packs of their own.
fn blocks() -> Vec<&'static str> {
    GUIDE.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// The TOML blocks that say under which name they are to be saved.
fn named_blocks() -> Vec<(&'static str, &'static str)> {
    let block = |rest: &'static str| rest.split("```").next()?.split_once("\"\n");
    GUIDE.split("```toml title=\"").skip(1).filter_map(block).collect()
}

#[test]
fn every_block_of_the_guide_loads_and_its_examples_hold() {
    let blocks = blocks();
    let names: Vec<String> = (0..blocks.len()).map(|index| format!("guide-{index}.toml")).collect();
    let texts: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(blocks.iter().copied()).collect();
    let loaded = load_texts(&texts);
    let tested = lint::test_in(&Engine::new(loaded.rules.clone()).unwrap(), Scope::Own);
    assert!(tested.failures.is_empty(), "{tested}");
    let checked = lint::check(loaded, Scope::Own).unwrap();
    assert_eq!((checked.errors, checked.warnings), (0, 0), "{checked}");
}

#[test]
fn settings_manifests_and_changes_of_the_guide_do_what_they_are_shown_for() {
    let blocks = named_blocks();
    assert_eq!(blocks.len(), 6);
    let strength =
        |loaded: &Loaded, id: &str| loaded.rules.cues.iter().find(|rule| rule.id == id).map(|rule| rule.strength);
    let plain = load_texts(&[]);
    let load = |block: usize| {
        let loaded = load_texts(&[blocks[block]]);
        let expected = if blocks[block].1.contains("[[outlet]]") { 1 } else { 0 };
        assert_eq!(loaded.diagnostics.list.len(), expected, "{}", loaded.diagnostics.render(false));
        loaded
    };
    let id = "en/doubt/no-evidence-offered";
    assert_eq!(strength(&load(0), id), Some(0.4));
    let settings = load(1);
    let (now, before) = (strength(&settings, id).unwrap(), strength(&plain, id).unwrap());
    assert!((now - (before * 1.1).min(1.0)).abs() < 0.001, "{now}");
    assert!(strength(&settings, "en/loaded/verbs/violent-speech").is_some());
    assert!(settings.rules.cues.iter().all(|rule| !rule.id.starts_with("en/hedging/quantity/")));
    assert_eq!(load(2).rules.tables.list("places").len(), 2);
    assert_eq!(load(3).rules.local.ignores.len(), 1);
    assert!(load(4).rules.local.of(Some("the harbour gazette")).is_some_and(|outlet| !outlet.off.is_empty()));
    load(5);
}

#[test]
fn the_guide_has_a_block_of_every_kind() {
    for kind in ["cues", "frames", "actors", "events", "concepts", "page", "outlets", "tables"] {
        let has =
            |block: &&str| block.lines().any(|line| line.starts_with("kind") && line.contains(&format!("\"{kind}\"")));
        assert!(blocks().iter().any(&has), "{kind}");
    }
}

#[test]
fn the_example_packs_do_what_their_examples_say() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/rules");
    let loaded = load(&Sources { paths: vec![folder], no_user_rules: true, ..Sources::default() });
    assert!(
        !loaded.diagnostics.list.iter().any(|found| found.file.contains("examples")),
        "{}",
        loaded.diagnostics.render(false)
    );
    let event = loaded.rules.events.iter().find(|event| event.id == "salisbury/salisbury-2018").unwrap();
    assert_eq!(event.date.as_deref(), Some("2018-03-04"));
    let tested = lint::test(&Engine::new(loaded.rules).unwrap());
    let failed: Vec<String> =
        tested.failures.iter().filter(|failure| failure.file.contains("examples")).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
