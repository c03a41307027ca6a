//! Texts on their way into a request.

mod buffer;
mod short;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

pub(crate) use buffer::{Buffer, Scratch};
use short::{Short, decimal};

/// A text on its way into a request: lent, or written for it.
///
/// A short one, such as a number, stands in the value itself. A longer one stands in a buffer that its thread uses again; what
/// stood in it is overwritten before, since it may be a string to sign with a key in it. Whoever keeps one for long makes a `String`
/// of it, which has no spare room.
#[derive(Clone)]
pub struct Text<'t>(Form<'t>);

#[derive(Clone)]
enum Form<'t> {
    Lent(&'t str),
    Short(Short),
    Written(Buffer),
}

impl<'t> Text<'t> {
    /// The text itself.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Form::Lent(text) => text,
            Form::Short(text) => text.as_str(),
            Form::Written(text) => text,
        }
    }

    /// Its length in bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.as_str().len()
    }

    /// Whether it has no bytes.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same text for as long as this one is there, without copying it.
    #[inline]
    pub(crate) fn lend(&self) -> Text<'_> {
        Text(Form::Lent(self.as_str()))
    }

    /// The same text, copied if it is only lent.
    #[inline]
    pub(crate) fn kept(self) -> Text<'static> {
        Text(match self.0 {
            Form::Lent(text) => return Text::copied(text),
            Form::Short(text) => Form::Short(text),
            Form::Written(text) => Form::Written(text),
        })
    }

    /// Adds at the end.
    pub(crate) fn push_str(&mut self, more: &str) {
        if let Form::Written(text) = &mut self.0 {
            text.push_str(more);
            return;
        }
        let mut text = Buffer::of(self.as_str());
        text.push_str(more);
        *self = text.into();
    }
}

impl Text<'static> {
    /// A text made of parts.
    pub(crate) fn joined<'p>(parts: impl Iterator<Item = &'p str> + Clone) -> Self {
        let mut text = Buffer::with_room(parts.clone().map(str::len).sum());
        parts.for_each(|part| text.push_str(part));
        text.into()
    }

    /// A copy of a text.
    pub(crate) fn copied(text: &str) -> Self {
        Self(match Short::from(text) {
            Ok(short) => Form::Short(short),
            Err(_) => Form::Written(Buffer::of(text)),
        })
    }
}

impl Default for Text<'_> {
    #[inline]
    fn default() -> Self {
        Self(Form::Lent(""))
    }
}

impl Deref for Text<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text<'_> {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for Text<'_> {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl<'t> From<&'t str> for Text<'t> {
    #[inline]
    fn from(text: &'t str) -> Self {
        Self(Form::Lent(text))
    }
}

impl<'t> From<&'t String> for Text<'t> {
    #[inline]
    fn from(text: &'t String) -> Self {
        Self(Form::Lent(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Buffer::from(text).into()
    }
}

impl<'t> From<Cow<'t, str>> for Text<'t> {
    fn from(text: Cow<'t, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<Buffer> for Text<'_> {
    fn from(text: Buffer) -> Self {
        Self(Form::Written(text))
    }
}

/// In decimal.
impl From<i64> for Text<'_> {
    fn from(number: i64) -> Self {
        Text::copied(decimal(number, &mut [0; 20]))
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        match text.0 {
            Form::Written(text) => text.into_string(),
            _ => text.as_str().to_owned(),
        }
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<Text<'_>> for &str {
    fn eq(&self, other: &Text<'_>) -> bool {
        **self == **other
    }
}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_displayed() {
        for number in [
            0,
            7,
            -7,
            1_795_331_842_517,
            -99_999_999_999_999,
            i64::MAX,
            i64::MIN,
        ] {
            assert_eq!(Text::from(number), number.to_string().as_str());
        }
    }

    #[test]
    fn a_text_is_the_same_whatever_holds_it() {
        for text in [
            "",
            "超赢",
            "fifteen bytes..",
            "sixteen bytes ..",
            "超赢超赢超赢",
        ] {
            let held = [Text::from(text), Text::copied(text), text.to_owned().into()];
            for held in held {
                assert_eq!((&*held, held.len()), (text, text.len()));
                assert_eq!(String::from(held.clone()), text);
                let mut longer = held;
                longer.push_str("x");
                assert_eq!(longer, format!("{text}x").as_str());
            }
        }
    }

    #[test]
    fn a_field_can_be_small() {
        assert_eq!(size_of::<Text<'_>>(), size_of::<String>());
    }
}
