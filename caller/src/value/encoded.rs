use sealspec::{
    Codec, Date, DateTime, Decimal, Encode, Literal, Money, Reader, ShapeError, TimeFormat,
    ValueWriter, YesNo,
};
use sealspec_codegen::model::{Encoding, Json, WireForm};

/// A value that is spelled in a way of its own.
#[derive(Clone)]
pub(crate) struct Encoded {
    meant: Meant,
    encoding: Encoding,
    form: WireForm,
}

/// What such a value means.
#[derive(Clone)]
enum Meant {
    Truth(bool),
    Money(Money),
    Time(DateTime),
    Day(Date),
}

impl Encoded {
    /// Reads one that a caller gives: a text may stand for a number and a number for a text, since callers type either.
    pub(crate) fn given<R: Reader>(
        encoding: &Encoding,
        form: WireForm,
        reader: &mut R,
    ) -> Result<Self, ShapeError> {
        let literal = reader.literal()?;
        let meant = literal.as_text().and_then(|text| meant(encoding, text));
        let meant = meant.ok_or_else(|| unexpected(encoding, &literal))?;
        Ok(Self::new(meant, encoding, form))
    }

    /// Reads one as a vendor sends it.
    pub(crate) fn received<R: Reader>(
        encoding: &Encoding,
        form: WireForm,
        reader: &mut R,
    ) -> Result<Self, ShapeError> {
        let meant = match encoding {
            Encoding::YesNo { yes, no } => {
                yes_no(yes, no, |words| words.decode(reader)).map(Meant::Truth)
            }
            Encoding::Decimal { decimals } => {
                decimal(*decimals, form).decode(reader).map(Meant::Money)
            }
            Encoding::DateTime { formats, offset } => {
                time(formats, offset, form, |format| format.decode(reader)).map(Meant::Time)
            }
            Encoding::Date { formats } => {
                time(formats, "", form, |format| format.decode(reader)).map(Meant::Day)
            }
        };
        Ok(Self::new(meant?, encoding, form))
    }

    fn new(meant: Meant, encoding: &Encoding, form: WireForm) -> Self {
        Self {
            meant,
            encoding: encoding.clone(),
            form,
        }
    }
}

impl Encode for Encoded {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        let form = self.form;
        match (&self.meant, &self.encoding) {
            (Meant::Truth(value), Encoding::YesNo { yes, no }) => {
                yes_no(yes, no, |words| words.encode(value, out));
            }
            (Meant::Money(value), Encoding::Decimal { decimals }) => {
                decimal(*decimals, form).encode(value, out);
            }
            (Meant::Time(value), Encoding::DateTime { formats, offset }) => {
                time(formats, offset, form, |format| format.encode(value, out));
            }
            (Meant::Day(value), Encoding::Date { formats }) => {
                time(formats, "", form, |format| format.encode(value, out));
            }
            // Each is made together with its encoding.
            _ => out.absent(),
        }
    }
}

fn meant(encoding: &Encoding, text: &str) -> Option<Meant> {
    match encoding {
        Encoding::YesNo { yes, .. } if yes.text() == text => Some(Meant::Truth(true)),
        Encoding::YesNo { no, .. } if no.text() == text => Some(Meant::Truth(false)),
        Encoding::YesNo { .. } => None,
        Encoding::Decimal { decimals } => {
            Money::from_decimal(text, *decimals).ok().map(Meant::Money)
        }
        Encoding::DateTime { formats, offset } => {
            time(formats, offset, WireForm::Natural, |format| {
                format.read(text).map(Meant::Time)
            })
        }
        Encoding::Date { formats } => time(formats, "", WireForm::Natural, |format| {
            format.read_date(text).map(Meant::Day)
        }),
    }
}

fn unexpected(encoding: &Encoding, found: &Literal) -> ShapeError {
    let found = match found.kind() {
        kind @ "true or false" => kind,
        _ => "something else",
    };
    ShapeError::new(format!("expected {}, found {found}", encoding.expected()))
}

fn yes_no<T>(yes: &Json, no: &Json, with: impl FnOnce(YesNo<'_>) -> T) -> T {
    let number = |word: &Json| match word {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    };
    match (number(yes), number(no)) {
        (Some(yes), Some(no)) => with(YesNo::numbers(yes, no)),
        _ => with(YesNo::texts(&yes.text(), &no.text())),
    }
}

fn decimal(decimals: u8, form: WireForm) -> Decimal {
    match form {
        WireForm::Natural | WireForm::String => Decimal::text(decimals),
        WireForm::Number => Decimal::number(decimals),
        WireForm::Either => Decimal::either(decimals),
    }
}

fn time<T>(
    formats: &[String],
    offset: &str,
    form: WireForm,
    with: impl FnOnce(TimeFormat<'_>) -> T,
) -> T {
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    let of = match form {
        WireForm::Natural => TimeFormat::new,
        WireForm::String => TimeFormat::text,
        WireForm::Number => TimeFormat::number,
        WireForm::Either => TimeFormat::either,
    };
    with(of(&formats, offset))
}
