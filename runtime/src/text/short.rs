/// As many bytes as leave a text no larger than a `String`.
const ROOM: usize = 15;

/// A text that needs no buffer.
#[derive(Clone, Copy)]
pub(super) struct Short {
    bytes: [u8; ROOM],
    length: u8,
}

impl Short {
    /// A text, if it is short enough.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; ROOM];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).ok()?;
        Some(Self { bytes, length })
    }

    /// A number in decimal, if it is short enough.
    pub(super) fn of_number(number: i64) -> Option<Self> {
        let mut digits = [0; ROOM];
        let mut rest = number.unsigned_abs();
        let mut start = ROOM;
        loop {
            start = start.checked_sub(1)?;
            *digits.get_mut(start)? = b'0' + u8::try_from(rest % 10).ok()?;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            start = start.checked_sub(1)?;
            *digits.get_mut(start)? = b'-';
        }
        let mut bytes = [0; ROOM];
        let written = digits.get(start..)?;
        bytes.get_mut(..written.len())?.copy_from_slice(written);
        let length = u8::try_from(written.len()).ok()?;
        Some(Self { bytes, length })
    }

    pub(super) fn as_str(&self) -> &str {
        let written = self.bytes.get(..usize::from(self.length));
        // It was made from a text.
        str::from_utf8(written.unwrap_or_default()).unwrap_or_default()
    }
}
