//! Where the values of a text stand.

use std::borrow::Cow;
use std::ops::Range;

use super::cursor::{Kind, unescape};

/// Where a value stands in a text, or the name of a member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) has_escapes: bool,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many of the tokens behind it are within it.
    pub(super) within: u32,
}

/// A value of a text that was looked through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'t, 'd> {
    pub(super) text: &'t str,
    pub(super) token: &'d Token,
    pub(super) within: &'d [Token],
}

impl Token {
    /// That of a text without any value.
    pub(super) const NULL: Self = Self {
        kind: Kind::Null,
        has_escapes: false,
        start: 0,
        end: 0,
        within: 0,
    };

    /// What a text says.
    #[inline]
    pub(super) fn string<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let between_quotes = text.get(self.between_quotes()).unwrap_or_default();
        match self.has_escapes {
            true => Cow::Owned(unescape(between_quotes)),
            false => Cow::Borrowed(between_quotes),
        }
    }

    /// Whether a text says this.
    pub(super) fn says(&self, text: &str, what: &str) -> bool {
        match self.plain(text) {
            Some(said) => said == what.as_bytes(),
            None => self.string(text) == what,
        }
    }

    /// The bytes of a text that has no escapes.
    pub(super) fn plain<'t>(&self, text: &'t str) -> Option<&'t [u8]> {
        match self.has_escapes {
            true => None,
            false => text.as_bytes().get(self.between_quotes()),
        }
    }

    fn between_quotes(&self) -> Range<usize> {
        self.start as usize + 1..(self.end as usize).saturating_sub(1)
    }
}

impl<'t, 'd> Value<'t, 'd> {
    /// The value that comes first, and the tokens behind it.
    #[inline]
    pub(super) fn first(text: &'t str, tokens: &'d [Token]) -> Option<(Self, &'d [Token])> {
        let (token, behind) = tokens.split_first()?;
        let (within, behind) = behind.split_at_checked(token.within as usize)?;
        let value = Self {
            text,
            token,
            within,
        };
        Some((value, behind))
    }

    /// Its JSON text.
    #[inline]
    pub(super) fn json(self) -> &'t str {
        let range = self.token.start as usize..self.token.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// What a text says.
    pub(super) fn string(self) -> Cow<'t, str> {
        self.token.string(self.text)
    }

    /// The names and values of an object's members; none where it is something else.
    pub(super) fn members(self) -> impl Iterator<Item = (&'d Token, Self)> + use<'t, 'd> {
        let mut rest = match self.token.kind {
            Kind::Object => self.within,
            _ => &[],
        };
        std::iter::from_fn(move || {
            let (name, behind) = rest.split_first()?;
            let (value, behind) = Self::first(self.text, behind)?;
            rest = behind;
            Some((name, value))
        })
    }

    /// The items of a list.
    pub(super) fn items(self) -> impl Iterator<Item = Self> + use<'t, 'd> {
        let mut rest = self.within;
        std::iter::from_fn(move || {
            let (item, behind) = Self::first(self.text, rest)?;
            rest = behind;
            Some(item)
        })
    }
}
