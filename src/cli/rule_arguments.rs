//! What can be typed after `parallax rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::lint;

use super::arguments::Inputs;

/// Commands for rule writers.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Report every mistake of every rule file, with line and column.
    #[command(after_help = "Example:\n  parallax rules check my-rules/")]
    Check {
        /// Rule files or folders; the bundled rules when none is given.
        paths: Vec<PathBuf>,
    },
    /// Run the examples that stand in the rules.
    #[command(
        after_help = "Examples:\n  parallax rules test my-rules/doubt.toml\n  parallax rules test my-rules --coverage"
    )]
    Test {
        /// Rule files or folders; all rules in force when none is given.
        paths: Vec<PathBuf>,
        /// Report which patterns no example fires, and fail where no example fires a rule at all.
        #[arg(long)]
        coverage: bool,
    },
    /// List the rules in force.
    List,
    /// Show a rule, or all rules of a pack.
    #[command(after_help = "Example:\n  parallax rules show en/doubt/no-evidence-offered")]
    Show {
        /// Id of a rule or pack.
        id: String,
    },
    /// Say of a sentence which rules fired, which were cancelled and by what, and which almost fired and where they stopped.
    #[command(
        after_help = "Examples:\n  parallax rules explain \"London accused Moscow without presenting any proof.\"\n  parallax rules explain article.txt:12\n  parallax rules explain my-rules/doubt.toml:31 --rules my-rules\n  parallax rules explain \"He had no proof.\" --rule no-evidence-offered"
    )]
    Explain {
        /// A sentence; or FILE:LINE: the paragraph there, in JSON Lines the article there, in a rule file in force the examples of the rule there.
        #[arg(value_name = "SENTENCE|FILE:LINE")]
        what: String,
        /// Only this rule, even if nothing of it matches.
        #[arg(long, value_name = "ID")]
        rule: Option<String>,
        /// Every rule that almost fired, not only the nearest.
        #[arg(long)]
        all: bool,
    },
    /// Count how often each rule fires in articles, by outlet, with sample sentences.
    #[command(
        after_help = "Examples:\n  parallax rules stats articles/\n  parallax rules stats news.jsonl --category hedge --preset full --format csv"
    )]
    Stats {
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
        /// Only these rules.
        #[command(flatten)]
        selected: Selected,
        /// Sample sentences for each rule.
        #[arg(long, value_name = "N", default_value_t = 3)]
        samples: usize,
    },
    /// Show what a change of rules does to articles: cues gained, lost and changed.
    #[command(
        after_help = "OLD and NEW are rule files or folders, put over the bundled rules as by --rules, or the word bundled.\n\n\
            Examples:\n  parallax rules diff bundled my-rules/ articles/\n  \
            parallax rules diff before/ after/ news.jsonl --category hedge --exit-code"
    )]
    Diff {
        /// The rules before the change.
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The rules after it.
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// Files, folders, or - for standard input.
        #[command(flatten)]
        inputs: Inputs,
        /// Only these rules.
        #[command(flatten)]
        selected: Selected,
        /// Sample sentences of each kind for each rule.
        #[arg(long, value_name = "N", default_value_t = 3)]
        samples: usize,
        /// Exit with 1 when anything differs.
        #[arg(long)]
        exit_code: bool,
    },
    /// Wait for saves: check, test and show what each does to articles.
    #[command(
        after_help = "Each save is compared with the last rules that could be read whole. With --format json each is one line.\n\n\
            Example:\n  parallax rules watch my-rules/ articles/"
    )]
    Watch {
        /// A file or folder of rules.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Articles to show the effect on.
        #[arg(value_name = "INPUT")]
        inputs: Vec<PathBuf>,
    },
    /// Print a commented pack of a kind to start from, or write it with -o.
    #[command(
        after_help = "ID is the path of the pack and the rule's own id: my/doubt/no-proof is the rule no-proof of my/doubt.toml.\n\n\
            Examples:\n  parallax rules new cues my/doubt/no-proof\n  \
            parallax rules new cues my/doubt/no-proof -o my-rules/     writes my-rules/my/doubt.toml"
    )]
    New {
        /// What the pack holds.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(lint::KINDS))]
        kind: String,
        /// Pack and rule.
        id: String,
    },
    /// Print the JSON Schema of rule files for editors.
    #[command(after_help = "Example:\n  parallax rules schema -o my-rules/pack.schema.json\n\n\
            and as the first line of my-rules/doubt.toml\n  #:schema ./pack.schema.json")]
    Schema {
        /// Of which files.
        #[arg(value_enum, default_value_t = SchemaOf::Pack)]
        of: SchemaOf,
    },
    /// Measure on labelled sentences how right each rule is.
    #[command(
        after_help = "Each line of GOLD is an object such as {\"text\": \"It may rain.\", \"label\": true}, with, where known, the marked\n\
            \"spans\" ([[start, end], ...] in UTF-8 bytes) and the \"category\" that the label is about.\n\n\
            Examples:\n  parallax rules precision gold.jsonl --category hedge --preset full\n  \
            parallax rules precision babe.jsonl --label-field label_bias --positive Biased --category loaded --least 0.5"
    )]
    Precision {
        /// JSON Lines of labelled sentences, or - for standard input.
        gold: PathBuf,
        /// Only these rules.
        #[command(flatten)]
        selected: Selected,
        /// The form of the data.
        #[command(flatten)]
        form: GoldFields,
        /// Also suspect rules that are right in less than this share of their sentences.
        #[arg(long, value_name = "SHARE")]
        least: Option<f64>,
        /// Wrong sentences for each suspect.
        #[arg(long, value_name = "N", default_value_t = 3)]
        samples: usize,
    },
    /// Measure on articles with marked attributions how often each cue with each complement is one, and write the pack.
    #[command(
        after_help = "Each line of GOLD is an object with \"text\" and \"attributions\", each of these with \"content\": [{\"start\", \"end\"}] in\n\
            UTF-8 bytes: the form that annotate prints. What stands above the tables of the output file is kept.\n\n\
            Example:\n  parallax rules fit gold.jsonl -o rules/en/tables/attribution-precision.toml"
    )]
    Fit {
        /// JSON Lines of articles with attributions, or - for standard input.
        gold: PathBuf,
        /// Leave out words seen less often than this with a complement.
        #[arg(long, value_name = "N", default_value_t = 3)]
        least: usize,
    },
    /// Fit the chances of alignment to labelled pairs of sentences and to stories with hand-made rows, and write the table.
    #[command(
        after_help = "Each line of PAIRS is an object such as {\"a\": \"It rained.\", \"b\": \"Rain fell.\", \"label\": 1}. Each line of ROWS is a story:\n\
            {\"articles\": [{\"id\": \"x\", \"text\": ...}, ...], \"rows\": [[{\"article\": \"x\", \"quote\": \"words of its text\"}, ...], ...]}, with,\n\
            where known, \"loose\": rows that are neither right nor wrong, and \"ignore\": passages that nobody judged.\n\
            What else stands in the output file is kept.\n\n\
            Example:\n  parallax rules fit-alignment --pairs mrpc.jsonl --rows stories.jsonl -o rules/en/tables/alignment.toml"
    )]
    FitAlignment {
        /// JSON Lines of labelled pairs; may be given several times, the file that says where sameness begins first.
        #[arg(long, value_name = "PAIRS", required_unless_present = "rows")]
        pairs: Vec<PathBuf>,
        /// JSON Lines of stories with their rows; may be given several times.
        #[arg(long, value_name = "ROWS")]
        rows: Vec<PathBuf>,
    },
}

/// The files that there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Rule packs.
    Pack,
    /// parallax.toml.
    Settings,
}

/// Which fields of a labelled sentence hold what.
#[derive(Debug, Args)]
pub struct GoldFields {
    /// The field of the sentence.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// The field of the label.
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_field: String,
    /// The field of the marked spans.
    #[arg(long, value_name = "NAME", default_value = "spans")]
    pub spans_field: String,
    /// The field of the category that the label is about.
    #[arg(long, value_name = "NAME", default_value = "category")]
    pub category_field: String,
    /// A label that means yes, all others mean no; may be given several times. Without it true and 1 mean yes, false and 0 no.
    #[arg(long, value_name = "VALUE")]
    pub positive: Vec<String>,
}

/// The wanted rules.
#[derive(Debug, Args)]
pub struct Selected {
    /// Only this rule, or the rules of this pack or folder; may be given several times.
    #[arg(long, value_name = "ID")]
    pub rule: Vec<String>,
    /// Only rules of this category (cue categories, attribution, actor, event, concept); may be given several times.
    #[arg(long, value_name = "NAME")]
    pub category: Vec<String>,
}
