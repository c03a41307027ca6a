//! The moment that a request says it was made at, read from where its spec has it written.

use sealspec::{Moment, TimeFormat};
use sealspec_codegen::model::Profile;
use sealspec_codegen::signature::{
    Argument, Expression, Function, Line, LineKind, Operand, Part, Signature, Template,
};

use crate::common;
use crate::received::Received;

/// The moment that a request tells; the epoch where it tells none.
pub(crate) fn told(
    profile: &Profile,
    signature: Option<&Signature>,
    received: &Received,
) -> Moment {
    let mut told = Told {
        lines: signature.map_or(&[], |signature| &signature.lines),
        millis: None,
        nonce: None,
    };
    for (field, place) in common::placed(profile) {
        if let Some(text) = received.at(&place) {
            told.read(&field.value, text);
        }
    }
    for output in profile.sign.iter().flat_map(|sign| &sign.into) {
        if let Some(text) = received.at(&output.place) {
            told.read(&output.value, text);
        }
    }
    let (millis, _) = told.millis.unwrap_or_default();
    Moment::new(millis, told.nonce.unwrap_or_default())
}

/// What was found so far.
struct Told<'a> {
    lines: &'a [Line],
    /// The time, and how exact it is: the smaller, the better.
    millis: Option<(i64, i64)>,
    nonce: Option<String>,
}

impl Told<'_> {
    /// Reads a text that a template has made.
    fn read(&mut self, template: &Template, text: &str) {
        let mut rest = text;
        let mut parts = template.parts.iter().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Literal(literal) => match rest.strip_prefix(&**literal) {
                    Some(after) => rest = after,
                    None => return,
                },
                Part::Value(expression) => {
                    let value = match parts.peek() {
                        None => rest,
                        Some(Part::Literal(next)) => match rest.find(&**next) {
                            Some(end) => rest.get(..end).unwrap_or_default(),
                            None => return,
                        },
                        // Where one ends and the other begins can't be told.
                        Some(Part::Value(_)) => return,
                    };
                    self.take(expression, value);
                    rest = rest.get(value.len()..).unwrap_or_default();
                }
            }
        }
    }

    fn take(&mut self, expression: &Expression, text: &str) {
        match expression.operands.as_slice() {
            [Operand::Nonce] if expression.calls.is_empty() => {
                self.nonce.get_or_insert_with(|| text.to_owned());
            }
            [Operand::Line(index)] if expression.calls.is_empty() => {
                let kind = self.lines.get(*index).map(|line| &line.kind);
                if let Some(LineKind::Template(template)) = kind {
                    self.read(template, text);
                }
            }
            [Operand::Now] => {
                let found = Form::of(expression).and_then(|form| form.read(text));
                let is_better = |known: (i64, i64), found: (i64, i64)| found.1 < known.1;
                if let Some(found) = found
                    && self.millis.is_none_or(|known| is_better(known, found))
                {
                    self.millis = Some(found);
                }
            }
            _ => {}
        }
    }
}

/// How a time is written.
pub(crate) enum Form<'e> {
    /// As a number of these milliseconds.
    Unix(i64),
    /// As a date.
    Date {
        /// As `strftime` has it.
        format: &'e str,
        /// From UTC.
        offset: &'e str,
    },
}

impl<'e> Form<'e> {
    /// How an expression that is the time alone writes it.
    pub(crate) fn of(expression: &'e Expression) -> Option<Self> {
        let ([Operand::Now], [call]) = (&*expression.operands, &*expression.calls) else {
            return None;
        };
        let text = |index: usize| match call.arguments.get(index) {
            Some(Argument::Text(text)) => &**text,
            _ => "",
        };
        Some(match call.function {
            Function::UnixMs => Self::Unix(1),
            Function::Unix => Self::Unix(1000),
            Function::Date => Self::Date {
                format: text(0),
                offset: text(1),
            },
            Function::Rfc1123 => Self::Date {
                format: "%a, %d %b %Y %H:%M:%S GMT",
                offset: "",
            },
            Function::Iso8601Basic => Self::Date {
                format: "%Y%m%dT%H%M%SZ",
                offset: "",
            },
            _ => return None,
        })
    }

    /// The time in milliseconds, and how many of them the form can't tell apart.
    fn read(&self, text: &str) -> Option<(i64, i64)> {
        match self {
            Self::Unix(unit) => Some((text.parse::<i64>().ok()?.checked_mul(*unit)?, *unit)),
            Self::Date { format, offset } => read_date(text, format, offset),
        }
    }
}

/// The time that a date tells, at the beginning of what its format can't tell apart.
fn read_date(text: &str, format: &str, offset: &str) -> Option<(i64, i64)> {
    let rest = [("", ""), (" %M", " 00"), (" %H:%M", " 00:00")];
    let time = rest.iter().find_map(|(more, zero)| {
        let format = format!("{format}{more}");
        TimeFormat::new(&[&format], offset).read(&format!("{text}{zero}"))
    });
    Some((time?.timestamp_millis(), unit(format)))
}

/// The milliseconds that a format can't tell apart.
fn unit(format: &str) -> i64 {
    let units = [
        ("%3f", 1),
        ("%S", 1000),
        ("%T", 1000),
        ("%M", 60_000),
        ("%H", 3_600_000),
    ];
    let found = units
        .iter()
        .find(|(directive, _)| format.contains(directive));
    found.map_or(DAY, |(_, unit)| *unit)
}

const DAY: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_they_are_written() {
        let moment = Moment::new(1_700_000_000_123, "");
        for (format, offset, unit) in [
            ("%Y%m%d%H%M%S", "+08:00", 1000),
            ("%Y%m%d%H%M%S", "-0330", 1000),
            ("%F %T.%3f", "", 1),
            ("%a, %d %b %Y %H:%M:%S GMT", "", 1000),
            ("%FT%T%z", "+14:00", 1000),
            ("%y%m%d", "+08:00", DAY),
        ] {
            let text = sealspec::signing::date(&moment, format, offset);
            let (millis, found) = read_date(&text, format, offset).unwrap();
            assert_eq!(found, unit, "{format}");
            let again = sealspec::signing::date(&Moment::new(millis, ""), format, offset);
            assert_eq!(again, text);
            if unit < DAY {
                assert_eq!(millis, 1_700_000_000_123 / unit * unit, "{format}");
            }
        }
        for text in ["", "20231301", "2023113", "超2023111", "202311150"] {
            assert_eq!(read_date(text, "%Y%m%d", ""), None, "{text}");
        }
    }
}
