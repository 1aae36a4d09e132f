use parallax::{cues, lint, matching::Engine, rules};
use std::io::{BufRead, Write};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let sources = rules::Sources {
        paths: args.get(2).map(|p| vec![p.into()]).unwrap_or_default(),
        no_user_rules: true,
        ..Default::default()
    };
    let loaded = rules::load(&sources);
    match args[1].as_str() {
        "check" => {
            print!("{}", lint::check(&loaded));
            let engine = Engine::new(loaded.rules).unwrap();
            print!("{}", lint::test(&engine));
        }
        preset => {
            let p = match preset {
                "full" => cues::Preset::Full,
                "default" => cues::Preset::Default,
                _ => panic!(),
            };
            let engine = Engine::new(loaded.rules).unwrap();
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for line in std::io::stdin().lock().lines() {
                let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
                let text = v["text"].as_str().unwrap();
                let doc = engine.read(text, None);
                let hits = engine.find(&doc, false);
                let cs = cues::find(&doc, &hits, &engine, p, false);
                let o = serde_json::json!({"id": v["id"], "text": text, "cues": cs});
                writeln!(out, "{o}").unwrap();
            }
        }
    }
}
