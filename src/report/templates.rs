//! The bundled templates of a report, and what they get.

use crate::render::Bundle;

/// What is compiled in: file name and text.
const FILES: &[(&str, &str)] = &[
    ("report.html", include_str!("../../templates/report/report.html")),
    ("index.html", include_str!("../../templates/report/index.html")),
    ("event.html", include_str!("../../templates/report/event.html")),
    ("articles.html", include_str!("../../templates/report/articles.html")),
    ("habits.html", include_str!("../../templates/report/habits.html")),
    ("charts.html", include_str!("../../templates/report/charts.html")),
    ("parts.html", include_str!("../../templates/report/parts.html")),
    ("report.css", include_str!("../../templates/report/report.css")),
    ("report.js", include_str!("../../templates/report/report.js")),
    ("report.md", include_str!("../../templates/report/report.md")),
    ("words.toml", include_str!("../../templates/report/words.toml")),
];

/// The data that templates get, described.
pub const HELP: &str = include_str!("../../templates/report/README.md");

/// The templates of a report.
pub const TEMPLATES: Bundle = Bundle {
    files: FILES,
    style: "report.css",
    script: Some("report.js"),
    help: "`parallax report --template-help` lists what templates get",
};
