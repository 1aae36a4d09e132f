//! Presets: how sure a cue must be to be shown.

use crate::rules::RuleSet;

/// How sure a cue must be to be shown. The least strengths are the table `presets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Preset {
    /// Only what is sure.
    Classroom,
    /// Between `classroom` and `default`.
    Careful,
    /// What a reader would agree with.
    #[default]
    Default,
    /// Everything.
    Full,
}

impl Preset {
    /// The name that the command line and the table `presets` know it by.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Classroom => "classroom",
            Preset::Careful => "careful",
            Preset::Default => "default",
            Preset::Full => "full",
        }
    }

    /// The least strength of a cue that is shown; 0 without a table.
    pub fn least_strength(self, rules: &RuleSet) -> f32 {
        rules.least_strength(self.name())
    }
}
