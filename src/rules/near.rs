//! The name that was probably meant.

/// "did you mean `x`?", when one of the names is near enough to what was written.
pub(super) fn near<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    nearest(written, names).map(|name| format!("did you mean `{name}`?"))
}

/// The name itself.
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // Long unknown names come from broken input; measuring them costs time and finds nothing.
    if written.is_empty() || written.len() > 60 {
        return None;
    }
    let allowed = (written.chars().count() / 3).clamp(1, 3);
    names
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_does_not() {
        let names = ["match", "except", "strength"];
        assert_eq!(near("mtach", names.into_iter()).as_deref(), Some("did you mean `match`?"));
        assert_eq!(near("colour", names.into_iter()), None);
    }
}
