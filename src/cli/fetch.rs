//! `parallax fetch`: pages from the web into a folder, where the build has the network at all.

use clap::Args;

use crate::base::{Error, Result};

use super::arguments::Common;

/// What can be typed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Addresses of pages or feeds; robots.txt is heeded.
    #[arg(required = true, value_name = "URL")]
    pub urls: Vec<String>,
    /// Let addresses lead to machines of your own network.
    #[arg(long)]
    pub allow_private: bool,
    /// How many seconds one page may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
    /// How many MiB one page may have.
    #[arg(long, value_name = "MIB", default_value_t = 20)]
    pub max_size: u64,
    /// How many seconds to wait before a server is asked again.
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub wait: u64,
}

/// Fetches the pages; `false` when one of them could not be had.
///
/// # Errors
/// When no folder is named or it cannot be written to, or the build has no network.
#[cfg(feature = "fetch")]
pub fn run(common: &Common, arguments: &Arguments) -> Result<bool> {
    use std::time::Duration;

    use crate::fetch::{Fetcher, Folder, Options};
    use crate::store;

    let Some(path) = common.output.as_deref() else {
        return Err(Error::Usage("name the folder for the pages: -o DIR".to_owned()));
    };
    let mut folder = Folder::open(path)?;
    let mut fetcher = Fetcher::new(Options {
        allow_private: arguments.allow_private,
        timeout: Duration::from_secs(arguments.timeout.max(1)),
        limit: arguments.max_size.clamp(1, 1 << 20) << 20,
        wait: Duration::from_secs(arguments.wait),
    });
    let today = jiff::Zoned::now().date().to_string();
    let mut sound = true;
    for address in &arguments.urls {
        if folder.has(address) {
            if !common.quiet {
                eprintln!("note: {address} is there already; left as it is");
            }
            continue;
        }
        let kept = fetcher.page(address).and_then(|page| folder.keep(address, &page, &today));
        match kept {
            Ok(name) => {
                let line = format!("{}\n", store::shown(&path.join(name)));
                super::output::write(None, line.as_bytes())?;
            }
            Err(error) => {
                sound = false;
                eprintln!("error: {error}");
            }
        }
    }
    Ok(sound)
}

/// Says how to get a build with the network.
///
/// # Errors
/// Always.
#[cfg(not(feature = "fetch"))]
pub fn run(_: &Common, _: &Arguments) -> Result<bool> {
    let what = "this build cannot use the network: install it with `cargo install --path . --features fetch`, or save the pages from your \
        browser";
    Err(Error::Usage(what.to_owned()))
}
