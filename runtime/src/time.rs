//! Points in time and days as vendors write them.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime};

use crate::codec::Codec;
use crate::decode::{Literal, Reader, ShapeError};
use crate::encode::ValueWriter;
use crate::signing::{chrono_format, spell, time_zone, utc};
use crate::text::Text;

/// A point in time with the offset of its clock.
pub type DateTime = chrono::DateTime<FixedOffset>;

/// A day of the calendar.
pub type Date = NaiveDate;

/// How a point in time or a day is written: by formats of `strftime` as [`date`](crate::signing::date) knows them, or by
/// `unix` and `unix_ms`, the seconds and milliseconds since 1970.
///
/// Written by the first format, read by any; a text that a format wouldn't write itself isn't read by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeFormat<'f> {
    formats: &'f [&'f str],
    offset: &'f str,
    form: Form,
}

/// How it stands in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The seconds since 1970 as number, all else as text.
    Natural,
    Text,
    Number,
    Either,
}

impl<'f> TimeFormat<'f> {
    /// Formats on clocks of an offset such as `+08:00`, none being UTC's. In JSON the seconds and milliseconds since 1970
    /// are numbers, all else is text.
    pub const fn new(formats: &'f [&'f str], offset: &'f str) -> Self {
        Self {
            formats,
            offset,
            form: Form::Natural,
        }
    }

    /// The same, written as text and read from a number too.
    pub const fn text(formats: &'f [&'f str], offset: &'f str) -> Self {
        Self {
            formats,
            offset,
            form: Form::Text,
        }
    }

    /// The same, written as number and read from a text too.
    pub const fn number(formats: &'f [&'f str], offset: &'f str) -> Self {
        Self {
            formats,
            offset,
            form: Form::Number,
        }
    }

    /// The same, written in its natural form and read from number and text.
    pub const fn either(formats: &'f [&'f str], offset: &'f str) -> Self {
        Self {
            formats,
            offset,
            form: Form::Either,
        }
    }

    /// A point in time by the first format.
    pub fn write(&self, time: &DateTime) -> Text<'static> {
        let format = self.formats.first();
        format.map_or_else(Text::default, |format| spelled(&self.here(*time), format))
    }

    /// The point in time that a text tells by one of the formats.
    pub fn read(&self, text: &str) -> Option<DateTime> {
        self.formats.iter().find_map(|format| {
            let time = match *format {
                UNIX => self.here(chrono::DateTime::from_timestamp(text.parse().ok()?, 0)?),
                UNIX_MS => self.here(chrono::DateTime::from_timestamp_millis(text.parse().ok()?)?),
                format => self.parsed(text, &chrono_format(format))?,
            };
            (*spelled(&time, format) == *text).then_some(time)
        })
    }

    /// A day by the first format.
    pub fn write_date(&self, date: Date) -> Text<'static> {
        self.formats.first().map_or_else(Text::default, |format| {
            spell(date.format(&chrono_format(format)))
        })
    }

    /// The day that a text tells by one of the formats.
    pub fn read_date(&self, text: &str) -> Option<Date> {
        self.formats.iter().find_map(|format| {
            let format = chrono_format(format);
            let date = NaiveDate::parse_from_str(text, &format).ok()?;
            (*spell(date.format(&format)) == *text).then_some(date)
        })
    }

    /// A text with an offset of its own keeps it.
    fn parsed(&self, text: &str, format: &str) -> Option<DateTime> {
        let own = chrono::DateTime::parse_from_str(text, format).ok();
        own.or_else(|| {
            let local = NaiveDateTime::parse_from_str(text, format).ok()?;
            local.and_local_timezone(self.zone()).single()
        })
    }

    fn here(&self, time: chrono::DateTime<impl chrono::TimeZone>) -> DateTime {
        time.with_timezone(&self.zone())
    }

    fn zone(&self) -> FixedOffset {
        time_zone(self.offset).unwrap_or_else(utc)
    }

    /// The text that stands for a value: of a text itself, and of a number where one may stand.
    fn text_of<R: Reader>(&self, reader: &mut R) -> Result<String, ShapeError> {
        let unix = self.formats.iter().filter(|format| is_unix(format)).count();
        let numbers = self.form != Form::Natural || unix > 0;
        let texts = self.form != Form::Natural || unix < self.formats.len();
        match reader.literal()? {
            Literal::Text(text) if texts => Ok(text),
            Literal::Number(text) if numbers => Ok(text),
            Literal::Untold(text) => Ok(text),
            found => Err(self.unexpected(found.kind())),
        }
    }

    fn put<'a, W: ValueWriter<'a>>(&self, text: Text<'static>, out: W) {
        let is_number = match self.form {
            Form::Natural | Form::Either => {
                self.formats.first().is_some_and(|first| is_unix(first))
            }
            Form::Text => false,
            Form::Number => true,
        };
        if is_number {
            out.literal(text);
        } else {
            out.text(text);
        }
    }

    fn unexpected(&self, found: &str) -> ShapeError {
        let formats: Vec<_> = self
            .formats
            .iter()
            .map(|format| format!("`{format}`"))
            .collect();
        let formats = formats.join(" or ");
        ShapeError::new(format!("expected a time as {formats}, found {found}"))
    }
}

fn is_unix(format: &str) -> bool {
    matches!(format, UNIX | UNIX_MS)
}

fn spelled(time: &DateTime, format: &str) -> Text<'static> {
    match format {
        UNIX => time.timestamp().into(),
        UNIX_MS => time.timestamp_millis().into(),
        _ => spell(time.format(&chrono_format(format))),
    }
}

const UNIX: &str = "unix";
const UNIX_MS: &str = "unix_ms";

impl Codec<DateTime> for TimeFormat<'_> {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a DateTime, out: W) {
        self.put(self.write(value), out);
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<DateTime, ShapeError> {
        let text = self.text_of(reader)?;
        self.read(&text)
            .ok_or_else(|| self.unexpected("something else"))
    }
}

impl Codec<Date> for TimeFormat<'_> {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a Date, out: W) {
        self.put(self.write_date(*value), out);
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<Date, ShapeError> {
        let text = self.text_of(reader)?;
        self.read_date(&text)
            .ok_or_else(|| self.unexpected("something else"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    const LOCAL: TimeFormat<'_> = TimeFormat::new(&["%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S"], "+08:00");

    fn read(format: TimeFormat<'_>, json: &str) -> Result<Option<String>, String> {
        let json = Document::parse(json).unwrap();
        let time: Result<Option<DateTime>, _> = json.reader().read_with(&format);
        time.map(|time| time.map(|time| time.to_rfc3339()))
            .map_err(|error| error.problem().to_owned())
    }

    fn told(time: &str) -> Result<Option<String>, String> {
        Ok(Some(time.to_owned()))
    }

    #[test]
    fn reads_any_of_its_formats_and_writes_the_first() {
        assert_eq!(
            read(LOCAL, "\"2023-11-15 06:13:20\""),
            told("2023-11-15T06:13:20+08:00")
        );
        assert_eq!(
            read(LOCAL, "\"20231115061320\""),
            told("2023-11-15T06:13:20+08:00")
        );
        assert_eq!(read(LOCAL, "null"), Ok(None));
        let time = DateTime::parse_from_rfc3339("2023-11-14T22:13:20Z").unwrap();
        assert_eq!(LOCAL.write(&time), "2023-11-15 06:13:20");
        assert_eq!(
            TimeFormat::new(&["%Y-%m-%d %H:%M"], "-03:30").write(&time),
            "2023-11-14 18:43"
        );
    }

    #[test]
    fn reads_only_what_it_would_write() {
        for text in [
            "",
            "2023-11-15",
            "2023-11-15 6:13:20",
            "2023-11-15  06:13:20",
            "2023-11-15 06:13:20 ",
            "2023-02-29 06:13:20",
            "2023-11-15 24:00:00",
            "2023111506132",
            "+2023-11-15 06:13:20",
        ] {
            assert_eq!(LOCAL.read(text), None, "{text}");
        }
        assert_eq!(
            read(LOCAL, "20231115061320"),
            Err(
                "expected a time as `%Y-%m-%d %H:%M:%S` or `%Y%m%d%H%M%S`, found a number"
                    .to_owned()
            )
        );
        assert_eq!(
            read(LOCAL, "\"private\""),
            Err(
                "expected a time as `%Y-%m-%d %H:%M:%S` or `%Y%m%d%H%M%S`, found something else"
                    .to_owned()
            )
        );
    }

    #[test]
    fn seconds_since_1970_are_numbers_unless_said_otherwise() {
        let both = ["unix", "unix_ms"];
        let unix = TimeFormat::new(&both[..1], "+08:00");
        assert_eq!(read(unix, "1700000000"), told("2023-11-15T06:13:20+08:00"));
        assert!(read(unix, "\"1700000000\"").is_err());
        for format in [TimeFormat::text, TimeFormat::number, TimeFormat::either] {
            let format = format(&both[1..], "");
            for json in ["1700000000123", "\"1700000000123\""] {
                assert_eq!(read(format, json), told("2023-11-14T22:13:20.123+00:00"));
            }
        }
        for bad in ["1.5", "1e3", "99999999999999999999", "true"] {
            assert!(read(unix, bad).is_err(), "{bad}");
        }
        assert_eq!(unix.read(&i64::MAX.to_string()), None);
        assert_eq!(
            unix.read("-1").map(|time| unix.write(&time)),
            Some("-1".into())
        );
        assert_eq!(unix.read("+1"), None);
    }

    #[test]
    fn a_text_keeps_the_offset_that_it_tells() {
        let format = TimeFormat::new(&["%FT%T.%3f%:z"], "+08:00");
        let time = format.read("2023-11-14T22:13:20.000-03:30").unwrap();
        assert_eq!(time.to_rfc3339(), "2023-11-14T22:13:20-03:30");
        assert_eq!(format.write(&time), "2023-11-15T09:43:20.000+08:00");
    }

    #[test]
    fn days_have_formats_too() {
        let format = TimeFormat::new(&["%Y%m%d", "%e %b %y"], "");
        let day = Date::from_ymd_opt(2023, 11, 5).unwrap();
        assert_eq!(format.read_date("20231105"), Some(day));
        assert_eq!(format.read_date("5 Nov 23"), Some(day));
        assert_eq!(format.read_date(" 5 Nov 23"), None);
        assert_eq!(format.write_date(day), "20231105");
        assert_eq!(format.read_date("20230229"), None);
    }
}
