//! Progress on standard error, when it is a terminal and the work takes more than a second.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What there is to do.
#[derive(Debug, Clone, Copy)]
pub enum Over {
    /// So many articles.
    Articles(u64),
    /// Files of so many bytes, where that is known; the bar's message is the number of articles.
    Bytes(Option<u64>),
}

/// A bar with rate and time left that shows itself only when somebody watches and only after a second.
pub fn bar(over: Over, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match over {
        Over::Articles(total) => (ProgressBar::new(total), "{bar:30} {pos}/{len} articles, {per_sec}, {eta} left"),
        Over::Bytes(Some(total)) => {
            let template = "{bar:30} {bytes}/{total_bytes}, {msg} articles, {bytes_per_sec}, {eta} left";
            (ProgressBar::new(total), template)
        }
        Over::Bytes(None) => (ProgressBar::new_spinner(), "{spinner} {bytes}, {msg} articles, {bytes_per_sec}"),
    };
    bar.set_draw_target(ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let shown = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        if !shown.is_finished() {
            shown.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    bar
}
