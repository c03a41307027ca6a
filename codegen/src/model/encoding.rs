//! Values that are spelled in another than the natural way of their shape.

use sealspec::{Money, TimeFormat};

use super::{Json, WireForm};

/// How a value is spelled, where its shape and its form don't say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    /// True and false by two texts or two whole numbers.
    YesNo {
        /// What stands for true.
        yes: Json,
        /// What stands for false.
        no: Json,
    },
    /// Money in the major unit: a text unless its form says otherwise.
    Decimal {
        /// The digits behind the point.
        decimals: u8,
    },
    /// A point in time: `unix` and `unix_ms` as number unless its form says otherwise, all else as text.
    DateTime {
        /// Written by the first, read by any.
        formats: Vec<String>,
        /// Of the clock that it is told by; empty where all formats count from 1970.
        offset: String,
    },
    /// A day, as text unless its form says otherwise.
    Date {
        /// Written by the first, read by any.
        formats: Vec<String>,
    },
}

impl Encoding {
    /// Whether a value is spelled like this. To the `lenient` a number may stand as text and a text as number.
    pub fn fits(&self, form: WireForm, value: &Json, lenient: bool) -> bool {
        let (text, is_number) = match value {
            Json::Number(text) => (text, true),
            Json::String(text) => (text, false),
            _ => return false,
        };
        let is_of_kind = |natural_is_number: bool| {
            lenient
                || match form {
                    WireForm::Natural => is_number == natural_is_number,
                    WireForm::String => !is_number,
                    WireForm::Number => is_number,
                    WireForm::Either => true,
                }
        };
        match self {
            Self::YesNo { yes, no } => {
                let is = |own: &Json| own == value || lenient && own.text() == *text;
                is(yes) || is(no)
            }
            Self::Decimal { decimals } => {
                is_of_kind(false) && Money::from_decimal(text, *decimals).is_ok()
            }
            Self::DateTime { formats, offset } => formats.iter().any(|format| {
                let reads = TimeFormat::new(&[format], offset).read(text).is_some();
                reads && is_of_kind(is_unix(format))
            }),
            Self::Date { formats } => formats.iter().any(|format| {
                let reads = TimeFormat::new(&[format], "").read_date(text).is_some();
                reads && is_of_kind(false)
            }),
        }
    }

    /// What a value must be, for a reader.
    pub fn expected(&self) -> String {
        let by = |formats: &[String]| {
            let formats: Vec<_> = formats.iter().map(|format| format!("`{format}`")).collect();
            formats.join(" or ")
        };
        match self {
            Self::YesNo { yes, no } => format!("`{yes}` or `{no}`"),
            Self::Decimal { decimals } => {
                format!("an amount of money with at most {decimals} decimals")
            }
            Self::DateTime { formats, .. } => format!("a time as {}", by(formats)),
            Self::Date { formats } => format!("a day as {}", by(formats)),
        }
    }
}

/// Whether a format counts seconds or milliseconds from 1970.
pub(crate) fn is_unix(format: &str) -> bool {
    matches!(format, "unix" | "unix_ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Json {
        Json::String(text.to_owned())
    }

    fn number(text: &str) -> Json {
        Json::Number(text.to_owned())
    }

    #[test]
    fn the_kind_of_a_value_counts_unless_it_may_be_either() {
        let decimal = Encoding::Decimal { decimals: 2 };
        let unix = Encoding::DateTime {
            formats: vec!["unix".to_owned(), "%F %T".to_owned()],
            offset: "+08:00".to_owned(),
        };
        let flag = Encoding::YesNo {
            yes: number("1"),
            no: number("0"),
        };
        use WireForm::{Either, Natural, Number, String};
        for (encoding, form, value, lenient, fits) in [
            (&decimal, Natural, text("0.01"), false, true),
            (&decimal, Natural, number("0.01"), false, false),
            (&decimal, Natural, number("0.01"), true, true),
            (&decimal, Number, number("0.01"), false, true),
            (&decimal, Either, text("0.001"), false, false),
            (&unix, Natural, number("7"), false, true),
            (&unix, Natural, text("7"), false, false),
            (&unix, String, text("7"), false, true),
            (&unix, Natural, text("2023-11-15 06:13:20"), false, true),
            (&unix, Natural, text("2023-11-15"), true, false),
            (&flag, Natural, number("1"), false, true),
            (&flag, Natural, text("1"), false, false),
            (&flag, Natural, text("1"), true, true),
            (&flag, Natural, Json::Boolean(true), true, false),
        ] {
            assert_eq!(
                encoding.fits(form, &value, lenient),
                fits,
                "{encoding:?} {form:?} {value}"
            );
        }
    }
}
