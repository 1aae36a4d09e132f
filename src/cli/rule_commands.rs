//! Commands for rule writers.

use crate::base::Result;

use super::arguments::{Common, RulesCommand};

pub fn run(_common: &Common, _command: &RulesCommand) -> Result<bool> {
    Ok(true)
}
