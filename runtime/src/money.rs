//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use crate::codec::Codec;
use crate::decode::{Decode, Reader, ShapeError};
use crate::encode::{Encode, ValueWriter};

/// An amount of money as a whole number of the currency's smallest unit, such as fen: exact, and never a float.
///
/// `Display` and `parse` take the major unit to have two decimals: 400 fen are `4.00`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Money(i64);

/// Why a text isn't an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseMoneyError;

/// Digits behind the point that `Display` and `parse` know.
const DECIMALS: u8 = 2;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount in the smallest unit: `Money::minor(400)` is 4.00.
    pub const fn minor(units: i64) -> Self {
        Self(units)
    }

    /// The amount in the smallest unit.
    pub const fn minor_units(self) -> i64 {
        self.0
    }

    /// The sum; `None` where it is beyond 64 bits.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(units) => Some(Self(units)),
            None => None,
        }
    }

    /// The difference; `None` where it is beyond 64 bits.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(units) => Some(Self(units)),
            None => None,
        }
    }

    /// The amount in a major unit of so many decimals: `4.00` with two.
    pub fn to_decimal(self, decimals: u8) -> String {
        let width = usize::from(decimals) + 1;
        let digits = format!("{:0width$}", self.0.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        match digits.split_at_checked(digits.len() - usize::from(decimals)) {
            Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
            _ => format!("{sign}{digits}"),
        }
    }

    /// An amount from a text in a major unit of so many decimals: `12`, `12.3`, `-0.01`.
    ///
    /// # Errors
    ///
    /// Where the text is no such number, has more decimals, or is beyond 64 bits.
    pub fn from_decimal(text: &str, decimals: u8) -> Result<Self, ParseMoneyError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(ParseMoneyError),
            None => (digits, ""),
        };
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let width = usize::from(decimals);
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > width {
            return Err(ParseMoneyError);
        }
        let units = format!("{sign}{whole}{fraction:0<width$}").parse();
        units.map(Self).map_err(|_| ParseMoneyError)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.to_decimal(DECIMALS))
    }
}

impl FromStr for Money {
    type Err = ParseMoneyError;

    fn from_str(text: &str) -> Result<Self, ParseMoneyError> {
        Self::from_decimal(text, DECIMALS)
    }
}

impl fmt::Display for ParseMoneyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("isn't an amount of money: write it like `4.00`")
    }
}

impl std::error::Error for ParseMoneyError {}

/// In the smallest unit.
impl Encode for Money {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.integer(self.0);
    }
}

/// From the smallest unit.
impl Decode for Money {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.integer().map(Self)
    }
}

/// Money by its major unit, such as yuan, with a decimal point: `0.01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    decimals: u8,
    is_number: bool,
    is_lenient: bool,
}

impl Decimal {
    /// A text of so many decimals.
    pub const fn text(decimals: u8) -> Self {
        Self {
            decimals,
            is_number: false,
            is_lenient: false,
        }
    }

    /// Written as a number, read from a text too.
    pub const fn number(decimals: u8) -> Self {
        Self {
            decimals,
            is_number: true,
            is_lenient: true,
        }
    }

    /// Written as a text, read from a number too.
    pub const fn either(decimals: u8) -> Self {
        Self {
            is_lenient: true,
            ..Self::text(decimals)
        }
    }
}

impl Codec<Money> for Decimal {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a Money, out: W) {
        let text = value.to_decimal(self.decimals);
        if self.is_number {
            out.literal(text);
        } else {
            out.text(text);
        }
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<Money, ShapeError> {
        let text = if self.is_lenient {
            reader.lenient().text()?
        } else {
            reader.text()?
        };
        Money::from_decimal(&text, self.decimals).map_err(|_| {
            ShapeError::new(format!(
                "expected an amount of money with at most {} decimals, found something else",
                self.decimals
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Document, JsonReader};

    #[test]
    fn shows_the_major_unit_and_reads_it_back() {
        for (units, shown) in [
            (400, "4.00"),
            (1, "0.01"),
            (0, "0.00"),
            (-5, "-0.05"),
            (-1234, "-12.34"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(Money::minor(units).to_string(), shown);
            assert_eq!(shown.parse(), Ok(Money::minor(units)));
        }
        assert_eq!(format!("{:>6}|", Money::minor(400)), "  4.00|");
        assert_eq!("12".parse(), Ok(Money::minor(1200)));
        assert_eq!("12.3".parse(), Ok(Money::minor(1230)));
        assert_eq!("007.50".parse(), Ok(Money::minor(750)));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "+1",
            "--1",
            "1.2.3",
            "1,00",
            " 1",
            "1e2",
            "0.001",
            "0.010",
            "1.-1",
            "٣",
            "92233720368547758.08",
        ] {
            assert_eq!(text.parse::<Money>(), Err(ParseMoneyError), "{text}");
        }
    }

    #[test]
    fn other_units_have_other_decimals() {
        assert_eq!(Money::minor(1234).to_decimal(0), "1234");
        assert_eq!(Money::minor(-1234).to_decimal(3), "-1.234");
        assert_eq!(Money::from_decimal("1234", 0), Ok(Money::minor(1234)));
        assert_eq!(Money::from_decimal("1.2", 0), Err(ParseMoneyError));
    }

    #[test]
    fn adds_only_what_fits() {
        let (most, one) = (Money::minor(i64::MAX), Money::minor(1));
        assert_eq!(one.checked_add(one), Some(Money::minor(2)));
        assert_eq!(one.checked_sub(one), Some(Money::ZERO));
        assert_eq!(most.checked_add(one), None);
        assert_eq!(Money::minor(i64::MIN).checked_sub(one), None);
        assert!(one < most);
    }

    #[test]
    fn a_reply_holds_it_as_its_field_says() {
        let read = |codec: Decimal, json: &str| {
            let json = Document::parse(json).unwrap();
            json.reader()
                .read_with(&codec)
                .map_err(|error| error.to_string())
        };
        let cent = Ok(Some(Money::minor(1)));
        assert_eq!(read(Decimal::text(2), "\"0.01\""), cent);
        assert_eq!(read(Decimal::either(2), "0.01"), cent);
        assert_eq!(read(Decimal::number(2), "0.01"), cent);
        assert_eq!(
            read(Decimal::text(2), "\"0.001\""),
            Err(
                "$: expected an amount of money with at most 2 decimals, found something else"
                    .to_owned()
            )
        );
        assert!(read(Decimal::text(2), "0.01").is_err());
        assert!(read(Decimal::either(2), "1e-2").is_err());
        assert_eq!(JsonReader::decode("400"), Ok(Money::minor(400)));
        assert!(JsonReader::decode::<Money>("4.0").is_err());
    }
}
