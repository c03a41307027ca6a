use std::fmt::{self, Write as _};

/// The most characters that are shown.
const LIMIT: usize = 200;

/// Words that came from outside, fit for a log: on one line, harmless to a terminal and not too long.
///
/// `Debug` puts them in quotes.
pub(crate) struct Excerpt<'t>(pub(crate) &'t str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(formatter, self.0, |_| false)
    }
}

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_char('"')?;
        write(formatter, self.0, |character| {
            matches!(character, '"' | '\\')
        })?;
        formatter.write_char('"')
    }
}

fn write(
    formatter: &mut fmt::Formatter<'_>,
    text: &str,
    is_special: impl Fn(char) -> bool,
) -> fmt::Result {
    let mut room = LIMIT;
    for character in text.chars() {
        let escape = is_special(character) || misleads(character);
        let escaped = escape.then(|| character.escape_default());
        let length = escaped.as_ref().map_or(1, ExactSizeIterator::len);
        let Some(left) = room.checked_sub(length) else {
            return formatter.write_char('…');
        };
        room = left;
        match escaped {
            Some(escaped) => write!(formatter, "{escaped}")?,
            None => formatter.write_char(character)?,
        }
    }
    Ok(())
}

/// Whether a character ends a line, drives a terminal or turns the direction of what follows.
fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
