//! Dates: what their formats may hold, and how they are written.

use crate::diagnostic::list_of;

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
/// 1 January 1970 was a Thursday.
const DAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];
/// What may stand behind `%` in a format.
const DIRECTIVES: [&str; 19] = [
    "Y", "y", "m", "d", "e", "j", "H", "M", "S", "3f", "F", "T", "a", "A", "b", "B", "z", ":z", "%",
];

/// The parts of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'f> {
    Literal(&'f str),
    Directive(&'static str),
    /// A `%` with something behind it that means nothing.
    Unknown(&'f str),
}

/// Takes a format apart.
fn pieces(format: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        let (literal, from) = rest.split_at(at);
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        let behind = from.get(1..).unwrap_or_default();
        let directive = DIRECTIVES
            .iter()
            .copied()
            .find(|directive| behind.starts_with(directive));
        let length = match directive {
            Some(directive) => {
                pieces.push(Piece::Directive(directive));
                1 + directive.len()
            }
            None => {
                let length = 1 + behind.chars().next().map_or(0, char::len_utf8);
                pieces.push(Piece::Unknown(from.get(..length).unwrap_or_default()));
                length
            }
        };
        rest = from.get(length..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

/// The first directive of a format that means nothing.
pub(crate) fn unknown_directive(format: &str) -> Option<&str> {
    pieces(format).into_iter().find_map(|piece| match piece {
        Piece::Unknown(unknown) => Some(unknown),
        Piece::Literal(_) | Piece::Directive(_) => None,
    })
}

/// All directives, as a sentence lists them.
pub(crate) fn known_directives() -> String {
    let names = DIRECTIVES.map(|directive| format!("%{directive}"));
    list_of(names.iter().map(String::as_str))
}

/// The seconds that a time zone is ahead of UTC, of an offset such as `+08:00`; that of `Z` or none is 0.
pub(crate) fn offset_seconds(offset: &str) -> Option<i64> {
    if matches!(offset, "" | "Z") {
        return Some(0);
    }
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':')?;
    let two_digits = |text: &str, limit: i64| {
        let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.parse::<i64>().ok();
        value.filter(|value| is_plain && *value < limit)
    };
    Some(sign * (two_digits(hours, 24)? * 3600 + two_digits(minutes, 60)? * 60))
}

/// Writes a moment by a format, on the clocks of a time zone.
pub(super) fn format(unix_millis: i64, format: &str, offset: i64) -> String {
    let local = unix_millis.saturating_add(offset * 1000);
    let (days, millis) = (local.div_euclid(86_400_000), local.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60);
    let name = |names: &[&'static str], index: i64, width: usize| {
        let index = usize::try_from(index).unwrap_or_default();
        let name = names.get(index).copied().unwrap_or_default();
        name.get(..width).unwrap_or(name)
    };
    let written = pieces(format).into_iter().map(|piece| match piece {
        Piece::Literal(text) | Piece::Unknown(text) => text.to_owned(),
        Piece::Directive(directive) => match directive {
            "Y" => format!("{year:04}"),
            "y" => format!("{:02}", year.rem_euclid(100)),
            "m" => format!("{month:02}"),
            "d" => format!("{day:02}"),
            "e" => day.to_string(),
            "j" => format!("{:03}", days - first_day(year) + 1),
            "H" => format!("{hour:02}"),
            "F" => format!("{year:04}-{month:02}-{day:02}"),
            "T" => format!("{hour:02}:{minute:02}:{second:02}"),
            "M" => format!("{minute:02}"),
            "S" => format!("{second:02}"),
            "3f" => format!("{:03}", millis % 1000),
            "a" => name(&DAYS, days.rem_euclid(7), 3).to_owned(),
            "A" => name(&DAYS, days.rem_euclid(7), 9).to_owned(),
            "b" => name(&MONTHS, month - 1, 3).to_owned(),
            "B" => name(&MONTHS, month - 1, 9).to_owned(),
            "z" => spelled_offset(offset, ""),
            ":z" => spelled_offset(offset, ":"),
            _ => "%".to_owned(),
        },
    });
    written.collect()
}

fn spelled_offset(offset: i64, between: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

/// Year, month and day of a day counted from 1 January 1970, found year by 400 years, then by year and month.
fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let era = days.div_euclid(ERA);
    let mut rest = days.rem_euclid(ERA);
    let mut year = 1970 + 400 * era;
    while rest >= year_length(year) {
        rest -= year_length(year);
        year += 1;
    }
    let mut month = 1;
    while rest >= month_length(year, month) {
        rest -= month_length(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

/// The day on which a year begins, counted from 1 January 1970.
fn first_day(year: i64) -> i64 {
    let before = year - 1;
    let leap_days = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * (year - 1970) + leap_days(before) - leap_days(1969)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn year_length(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_by_format() {
        for (millis, layout, offset, written) in [
            (0, "%Y-%m-%d %H:%M:%S.%3f", "", "1970-01-01 00:00:00.000"),
            (
                784_111_777_000,
                "%a, %d %b %Y %H:%M:%S GMT",
                "",
                "Sun, 06 Nov 1994 08:49:37 GMT",
            ),
            (
                1_620_350_439_683,
                "%Y-%m-%d %H:%M:%S.%3f%z",
                "+08:00",
                "2021-05-07 09:20:39.683+0800",
            ),
            (
                951_782_400_000,
                "%j %e %B %A %y %F %T%% %:z",
                "-03:30",
                "059 28 February Monday 00 2000-02-28 20:30:00% -03:30",
            ),
            (-1, "%Y %j", "", "1969 365"),
            (1_735_603_200_000, "%j", "", "366"),
        ] {
            assert_eq!(
                format(millis, layout, offset_seconds(offset).unwrap()),
                written
            );
        }
        assert!(!format(i64::MAX, "%Y %j", 86_340).is_empty());
        assert!(!format(i64::MIN, "%Y %j", -86_340).is_empty());
    }

    #[test]
    fn what_means_nothing_is_told() {
        assert_eq!(pieces("a%Q"), [Piece::Literal("a"), Piece::Unknown("%Q")]);
        assert_eq!(pieces("%"), [Piece::Unknown("%")]);
        for offset in ["8", "+8:00", "+08", "+24:00", "GMT", "+08:60"] {
            assert_eq!(offset_seconds(offset), None, "{offset}");
        }
    }
}
