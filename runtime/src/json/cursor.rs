use std::fmt;

use crate::decode::ShapeError;

/// A place in a JSON text, and the tokens that are read from there.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    position: usize,
}

/// What kind of value begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    True,
    False,
    Null,
    Object,
    List,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
            Self::Object => "an object",
            Self::List => "a list",
        })
    }
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    /// Passes `byte` and the whitespace before it, if it comes next.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        if self.peek() != Some(byte) {
            self.skip_whitespace();
            if self.peek() != Some(byte) {
                return false;
            }
        }
        self.position += 1;
        true
    }

    /// Passes `byte` and the whitespace before it.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), ShapeError> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.not_json(format_args!("`{}` is missing", char::from(byte))))
        }
    }

    /// The kind of the value that comes next, after whitespace.
    pub(super) fn kind(&mut self) -> Result<Kind, ShapeError> {
        self.skip_whitespace();
        match self.peek() {
            Some(b'"') => Ok(Kind::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::List),
            Some(b't') if self.rest().starts_with(b"true") => Ok(Kind::True),
            Some(b'f') if self.rest().starts_with(b"false") => Ok(Kind::False),
            Some(b'n') if self.rest().starts_with(b"null") => Ok(Kind::Null),
            Some(_) => Err(self.not_json("no value begins like this")),
            None => Err(self.not_json("it ends where a value is due")),
        }
    }

    /// Passes `true`, `false` or `null`, which [`kind`](Self::kind) has seen.
    pub(super) fn word(&mut self, kind: Kind) {
        self.position += if kind == Kind::False { 5 } else { 4 };
    }

    /// Passes the text that begins here, if it has no escapes.
    #[inline]
    pub(super) fn take_plain_string(&mut self) -> bool {
        let Some((b'"', rest)) = self.rest().split_first() else {
            return false;
        };
        let length = plain_length(rest);
        let is_plain = rest.get(length) == Some(&b'"');
        if is_plain {
            self.position += length + 2;
        }
        is_plain
    }

    /// Passes the text that begins here.
    pub(super) fn string(&mut self) -> Result<(), ShapeError> {
        if self.peek() != Some(b'"') {
            return Err(self.not_json("`\"` is missing"));
        }
        self.position += 1;
        loop {
            self.position += plain_length(self.rest());
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.position += 1;
                    self.escape()?;
                }
                Some(_) => return Err(self.not_json("a control character stands in a text")),
                None => return Err(self.not_json("it ends within a text")),
            }
        }
    }

    /// Passes the number that comes next.
    pub(super) fn number(&mut self) -> Result<(), ShapeError> {
        self.position += usize::from(self.peek() == Some(b'-'));
        let start = self.position;
        let leading_zero = self.peek() == Some(b'0');
        self.digits()?;
        if leading_zero && self.position - start > 1 {
            return Err(self.not_json("a number begins with a zero"));
        }
        if self.peek() == Some(b'.') {
            self.position += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.position += 1;
            self.position += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(())
    }

    /// Makes sure that nothing but whitespace comes next.
    pub(super) fn end(&mut self) -> Result<(), ShapeError> {
        self.skip_whitespace();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.not_json("something follows the value")),
        }
    }

    /// The error for a text that isn't JSON. It tells the place and nothing of the text, which may be personal.
    #[cold]
    pub(super) fn not_json(&self, problem: impl fmt::Display) -> ShapeError {
        ShapeError::new(format!("isn't JSON: {problem} (at byte {})", self.position))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn rest(&self) -> &'t [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(self.position..).unwrap_or_default()
    }

    /// Passes characters that stand for themselves in a text; those that were passed.
    fn plain_run(&mut self) -> &'t str {
        let start = self.position;
        self.position += plain_length(self.rest());
        self.text.get(start..self.position).unwrap_or_default()
    }

    fn digits(&mut self) -> Result<(), ShapeError> {
        let start = self.position;
        while let Some(b'0'..=b'9') = self.peek() {
            self.position += 1;
        }
        match self.position - start {
            0 => Err(self.not_json("a number lacks a digit")),
            _ => Ok(()),
        }
    }

    fn escape(&mut self) -> Result<char, ShapeError> {
        let escaped = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.position += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.not_json("an unknown escape stands in a text")),
        };
        self.position += 1;
        Ok(escaped)
    }

    fn unicode_escape(&mut self) -> Result<char, ShapeError> {
        let unit = self.four_digits()?;
        let code = match unit {
            0xd800..=0xdbff if self.rest().starts_with(b"\\u") => {
                self.position += 2;
                match self.four_digits()? {
                    low @ 0xdc00..=0xdfff => 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00),
                    _ => return Err(self.not_json("half a character stands in a text")),
                }
            }
            _ => unit,
        };
        char::from_u32(code).ok_or_else(|| self.not_json("half a character stands in a text"))
    }

    fn four_digits(&mut self) -> Result<u32, ShapeError> {
        let digits = self
            .text
            .get(self.position..self.position + 4)
            .unwrap_or_default();
        let all_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u32::from_str_radix(digits, 16) {
            Ok(unit) if all_hex => {
                self.position += 4;
                Ok(unit)
            }
            _ => Err(self.not_json("`\\u` lacks its four digits")),
        }
    }
}

/// What stands between the quotes of a text that was passed, without its escapes.
pub(super) fn unescape(said: &str) -> String {
    let mut cursor = Cursor::new(said);
    let mut text = String::with_capacity(said.len());
    loop {
        text.push_str(cursor.plain_run());
        if cursor.peek() != Some(b'\\') {
            return text;
        }
        cursor.position += 1;
        text.extend(cursor.escape());
    }
}

/// How many bytes stand before the first quote, backslash or control character.
///
/// Eight at a time: what is subtracted from a byte borrows its highest bit where it is one of them. That may borrow from the
/// byte behind it, too, so only the first counts.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHEST: u64 = ONES << 7;
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
        let control = word.wrapping_sub(ONES * b' ' as u64);
        let special = (quote | backslash | control) & !word & HIGHEST;
        if special != 0 {
            return bytes.len() - rest.len() + special.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    bytes.len() - rest.len() + plain_length_of_last(rest)
}

/// The same for fewer than eight bytes.
#[inline(never)]
fn plain_length_of_last(bytes: &[u8]) -> usize {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    bytes.iter().position(is_special).unwrap_or(bytes.len())
}
