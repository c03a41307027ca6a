//! Points in time as vendors write them, without a time zone database: an offset is all that signatures name.

use std::fmt::{Display, Write as _};

use chrono::{DateTime, FixedOffset};

use crate::moment::Moment;
use crate::text::{Buffer, Text};

/// The directives of a format; a `%` is followed by one of these.
const DIRECTIVES: [&str; 19] = [
    "Y", "m", "d", "H", "M", "S", "y", "e", "j", "b", "B", "a", "A", "3f", ":z", "z", "F", "T", "%",
];

/// A point in time in a format of `strftime`, in the time zone of an offset such as `+08:00`; without one in UTC.
///
/// | directive | what it is |
/// | --- | --- |
/// | `%Y` `%y` `%m` `%d` `%e` `%j` | year, its last two digits, month, day, day without a zero, day of the year |
/// | `%H` `%M` `%S` `%3f` | hour, minute, second, milliseconds |
/// | `%F` `%T` | `%Y-%m-%d` and `%H:%M:%S` |
/// | `%a` `%A` `%b` `%B` | day of the week and month in English, short and whole |
/// | `%z` `%:z` | offset: `+0800`, `+08:00` |
/// | `%%` | `%` |
///
/// What isn't a directive stays as it is; [`check_date`] tells of it.
pub fn date(moment: &Moment, format: &str, offset: &str) -> Text<'static> {
    let zone = time_zone(offset).unwrap_or_else(utc);
    let time = DateTime::from_timestamp_millis(moment.unix_millis()).unwrap_or_default();
    spell(time.with_timezone(&zone).format(&chrono_format(format)))
}

/// A point in time as HTTP writes it: `Tue, 27 Mar 2007 19:36:42 GMT`.
pub fn rfc1123(moment: &Moment) -> Text<'static> {
    date(moment, "%a, %d %b %Y %H:%M:%S GMT", "")
}

/// A point in time in the basic form of ISO 8601: `20150830T123600Z`.
pub fn iso8601_basic(moment: &Moment) -> Text<'static> {
    date(moment, "%Y%m%dT%H%M%SZ", "")
}

/// Whether [`date`] knows all of a format and an offset.
///
/// # Errors
///
/// What it doesn't know, as a sentence without its end.
pub fn check_date(format: &str, offset: &str) -> Result<(), String> {
    if time_zone(offset).is_none() {
        return Err(format!("`{offset}` isn't an offset such as `+08:00`"));
    }
    let mut rest = format;
    while let Some((_, after)) = rest.split_once('%') {
        let Some(name) = directive(after) else {
            let found: String = after.chars().take(1).collect();
            return Err(format!("`%{found}` isn't known in a date"));
        };
        rest = after.get(name.len()..).unwrap_or_default();
    }
    Ok(())
}

fn directive(after: &str) -> Option<&'static str> {
    DIRECTIVES.into_iter().find(|name| after.starts_with(name))
}

/// A format as chrono has it: without what isn't known here, and with days that have no blank before them.
pub(crate) fn chrono_format(format: &str) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some((plain, after)) = rest.split_once('%') {
        out.push_str(plain);
        let name = directive(after);
        out.push('%');
        out.push_str(match name {
            Some("e") => "-d",
            Some(name) => name,
            None => "%",
        });
        rest = after.get(name.map_or(0, str::len)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// What is displayed. One that can't be, since its format asks for what a value doesn't have, is cut there.
pub(crate) fn spell(shown: impl Display) -> Text<'static> {
    let mut out = Buffer::default();
    let _ = write!(out, "{shown}");
    out.into()
}

/// The time zone of an offset: `+08:00`, `+0800`, `Z` or nothing.
pub(crate) fn time_zone(text: &str) -> Option<FixedOffset> {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some(utc());
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replacen(':', "", 1);
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    let seconds = sign * (hours * 3600 + minutes * 60);
    FixedOffset::east_opt(seconds).filter(|_| hours <= 23 && minutes <= 59)
}

pub(crate) fn utc() -> FixedOffset {
    chrono::Offset::fix(&chrono::Utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unix_seconds: i64, format: &str, offset: &str) -> Text<'static> {
        date(&Moment::new(unix_seconds * 1000, ""), format, offset)
    }

    #[test]
    fn writes_dates_as_vendors_do() {
        assert_eq!(at(0, "%F %T", ""), "1970-01-01 00:00:00");
        assert_eq!(
            at(1_700_000_000, "%Y%m%d%H%M%S", "+08:00"),
            "20231115061320"
        );
        assert_eq!(at(1_700_000_000, "%Y%m%d%H%M%S", "-0330"), "20231114184320");
        assert_eq!(
            at(951_782_400, "%F day %j %e %y", "Z"),
            "2000-02-29 day 060 29 00"
        );
        assert_eq!(at(1_709_164_800, "%j", ""), "060");
        assert_eq!(at(1_709_251_200, "%j %d", ""), "061 01");
        assert_eq!(at(1_703_980_800, "%j", ""), "365");
        assert_eq!(at(-1, "%FT%T%:z", "+05:30"), "1970-01-01T05:29:59+05:30");
        assert_eq!(at(-86_400 * 366, "%F", ""), "1968-12-31");
        assert_eq!(
            at(4_102_444_800, "%A, %B %z %%", ""),
            "Friday, January +0000 %"
        );
        let moment = Moment::new(1_174_999_002_042, "");
        assert_eq!(rfc1123(&moment), "Tue, 27 Mar 2007 12:36:42 GMT");
        assert_eq!(iso8601_basic(&moment), "20070327T123642Z");
        assert_eq!(date(&moment, "%T.%3f", ""), "12:36:42.042");
    }

    #[test]
    fn tells_what_it_does_not_know() {
        assert_eq!(check_date("%Y-%m-%dT%H:%M:%S.%3f%:z", "+08:00"), Ok(()));
        assert_eq!(
            check_date("%Y-%Q", ""),
            Err("`%Q` isn't known in a date".to_owned())
        );
        assert!(check_date("%", "").is_err());
        for offset in ["8", "+8", "+25:00", "+08:60", "Asia/Shanghai", "超"] {
            assert!(check_date("%Y", offset).is_err(), "{offset}");
        }
        assert_eq!(at(0, "%Q%", ""), "%Q%");
    }
}
