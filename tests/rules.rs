//! The rule writer's guide and the example packs say what is true: every block loads, and every example does what it says.

use std::path::PathBuf;

use parallax::lint;
use parallax::matching::Engine;
use parallax::rules::{Sources, load, load_texts};

const GUIDE: &str = include_str!("../rules/README.md");

/// The TOML blocks of the guide.
fn blocks() -> Vec<&'static str> {
    GUIDE.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_block_of_the_guide_loads_and_its_examples_hold() {
    let blocks = blocks();
    let names: Vec<String> = (0..blocks.len()).map(|index| format!("guide-{index}.toml")).collect();
    let texts: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(blocks.iter().copied()).collect();
    let loaded = load_texts(&texts);
    let own = |file: &str| file.starts_with("guide-");
    assert!(loaded.diagnostics.list.iter().all(|found| !own(&found.file)), "{}", loaded.diagnostics.render(false));
    let tested = lint::test(&Engine::new(loaded.rules).unwrap());
    let failed: Vec<String> =
        tested.failures.iter().filter(|failure| own(&failure.file)).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
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
