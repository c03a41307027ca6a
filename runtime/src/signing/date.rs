//! Points in time as vendors write them, without a time zone database: an offset is all that signatures name.

use std::fmt::Write as _;

use crate::moment::Moment;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
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
pub fn date(moment: &Moment, format: &str, offset: &str) -> String {
    let offset = parse_offset(offset).unwrap_or_default();
    let civil = Civil::of(moment.unix_millis(), offset);
    let mut out = String::new();
    let mut rest = format;
    while let Some((plain, after)) = rest.split_once('%') {
        out.push_str(plain);
        match directive(after) {
            Some(name) => {
                civil.write(&mut out, name);
                rest = after.get(name.len()..).unwrap_or_default();
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A point in time as HTTP writes it: `Tue, 27 Mar 2007 19:36:42 GMT`.
pub fn rfc1123(moment: &Moment) -> String {
    date(moment, "%a, %d %b %Y %H:%M:%S GMT", "")
}

/// A point in time in the basic form of ISO 8601: `20150830T123600Z`.
pub fn iso8601_basic(moment: &Moment) -> String {
    date(moment, "%Y%m%dT%H%M%SZ", "")
}

/// Whether [`date`] knows all of a format and an offset.
///
/// # Errors
///
/// What it doesn't know, as a sentence without its end.
pub fn check_date(format: &str, offset: &str) -> Result<(), String> {
    if parse_offset(offset).is_none() {
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

/// The minutes of an offset: `+08:00`, `+0800`, `Z` or nothing.
fn parse_offset(text: &str) -> Option<i64> {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
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
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// A point in time as a calendar and a clock show it.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    day_of_year: i64,
    weekday: i64,
    second_of_day: i64,
    millis: i64,
    offset: i64,
}

impl Civil {
    /// The proleptic Gregorian calendar, counted in eras of 400 years that begin on the first of March.
    fn of(unix_millis: i64, offset: i64) -> Self {
        let local = unix_millis.saturating_add(offset * 60_000);
        let days = local.div_euclid(86_400_000);
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let march_day = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * march_day + 2) / 153;
        let month = (march_month + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        let leap = i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        Self {
            year,
            month,
            day: march_day - (153 * march_month + 2) / 5 + 1,
            day_of_year: if month <= 2 {
                march_day - 305
            } else {
                march_day + 60 + leap
            },
            weekday: (days + 4).rem_euclid(7),
            second_of_day: local.div_euclid(1000).rem_euclid(86_400),
            millis: local.rem_euclid(1000),
            offset,
        }
    }

    fn write(&self, out: &mut String, directive: &str) {
        let second = self.second_of_day;
        // Writing to a `String` doesn't fail.
        let _ = match directive {
            "Y" => write!(out, "{:04}", self.year),
            "y" => write!(out, "{:02}", self.year.rem_euclid(100)),
            "m" => write!(out, "{:02}", self.month),
            "d" => write!(out, "{:02}", self.day),
            "e" => write!(out, "{}", self.day),
            "j" => write!(out, "{:03}", self.day_of_year),
            "H" => write!(out, "{:02}", second / 3600),
            "M" => write!(out, "{:02}", second / 60 % 60),
            "S" => write!(out, "{:02}", second % 60),
            "3f" => write!(out, "{:03}", self.millis),
            "F" => write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day),
            "T" => write!(
                out,
                "{:02}:{:02}:{:02}",
                second / 3600,
                second / 60 % 60,
                second % 60
            ),
            "b" => out.write_str(short(name(&MONTHS, self.month - 1))),
            "B" => out.write_str(name(&MONTHS, self.month - 1)),
            "a" => out.write_str(short(name(&WEEKDAYS, self.weekday))),
            "A" => out.write_str(name(&WEEKDAYS, self.weekday)),
            "z" => self.write_offset(out, ""),
            ":z" => self.write_offset(out, ":"),
            _ => out.write_str(directive),
        };
    }

    fn write_offset(&self, out: &mut String, between: &str) -> std::fmt::Result {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs();
        write!(out, "{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index).copied())
        .unwrap_or_default()
}

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unix_seconds: i64, format: &str, offset: &str) -> String {
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
