//! Dates as services and pages write them, in forms that leave no doubt, as RFC 3339.

use jiff::civil;
use jiff::fmt::{rfc2822, strtime};

/// A date or date-time that a field, an attribute or a feed holds; `None` when it is none of the forms that leave no doubt.
/// What stands behind a day and is no time is left out.
pub(super) fn published(text: &str) -> Option<String> {
    let text = text.trim();
    // Without hyphens it may be ISO 8601, but not RFC 3339.
    let found = rfc3339(text).filter(|_| text.contains('-')).or_else(|| digits(text));
    let found = found.or_else(|| Some(rfc2822::parse(text).ok()?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()));
    let zoned = |form: &str| Some(strtime::parse(form, text).ok()?.to_timestamp().ok()?.to_string());
    let found = found.or_else(|| {
        ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S%.f %:z", "%Y-%m-%d %H:%M %z"].into_iter().find_map(zoned)
    });
    found.or_else(|| text.get(..10)?.parse::<civil::Date>().ok().map(|date| date.to_string()))
}

/// A well-formed RFC 3339 date or date-time (also with a space for the `T`, without seconds, or without the colon of the offset), as
/// it stands but for these; `None` for anything else.
pub(super) fn rfc3339(text: &str) -> Option<String> {
    let sound = text.parse::<jiff::Timestamp>().is_ok() || (text.len() == 10 && text.parse::<civil::Date>().is_ok());
    if sound {
        return Some(with_seconds(with_colon(text)));
    }
    // A time without a zone says no more than its day.
    text.parse::<civil::DateTime>().ok().map(|at| at.date().to_string())
}

/// A date-time with the seconds that RFC 3339 wants.
fn with_seconds(mut text: String) -> String {
    if text.len() > 16 && text.as_bytes().get(13) == Some(&b':') && text.as_bytes().get(16) != Some(&b':') {
        text.insert_str(16, ":00");
    }
    text
}

/// A date-time with the colon that RFC 3339 wants in an offset: many pages write "+0100".
fn with_colon(text: &str) -> String {
    match text.split_at_checked(text.len().saturating_sub(2)) {
        Some((before, minutes))
            if before.len() > 15 && matches!(before.as_bytes(), [.., b'+' | b'-', b'0'..=b'9', b'0'..=b'9']) =>
        {
            format!("{before}:{minutes}")
        }
        _ => text.to_owned(),
    }
}

/// 20181206T170700Z, 20181206170700 (whose zone is not said), 20181206.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let day = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    match (digits.len(), rest.as_str()) {
        (14, "TZ" | "Z") => rfc3339(&format!("{day}T{}:{}:{}Z", part(8, 10), part(10, 12), part(12, 14))),
        (8 | 14, "" | "T") => rfc3339(&day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_services_are_read() {
        for (given, expect) in [
            ("2018-12-06 17:07:00", Some("2018-12-06")),
            ("2018-12-06T17:07:00+03:00", Some("2018-12-06T17:07:00+03:00")),
            ("20181206T170700Z", Some("2018-12-06T17:07:00Z")),
            ("20181206", Some("2018-12-06")),
            ("Thu, 06 Dec 2018 17:07:00 +0000", Some("2018-12-06T17:07:00+00:00")),
            ("2018-12-06T17:07:00+0300", Some("2018-12-06T17:07:00+03:00")),
            ("2018-12-06 17:07:00 +0300", Some("2018-12-06T14:07:00Z")),
            ("2018-12-06 17:07:00 +00:00", Some("2018-12-06T17:07:00Z")),
            ("2018-12-06T17:07+0300", Some("2018-12-06T17:07:00+03:00")),
            ("2018-12-06 17:07Z", Some("2018-12-06 17:07:00Z")),
            ("Thu, 06 Dec 2018 17:07:00 GMT", Some("2018-12-06T17:07:00+00:00")),
            ("2018-12-06, updated at noon", Some("2018-12-06")),
            ("6 December", None),
            ("06/12/2018", None),
            ("12345678", None),
        ] {
            assert_eq!(published(given).as_deref(), expect, "{given}");
        }
    }
}
