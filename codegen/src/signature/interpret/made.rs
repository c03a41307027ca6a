use sealspec::Moment;

use super::InterpretError;

/// A value on its way through an expression. The body goes as bytes, which are read as text where text is wanted.
pub(super) enum Made {
    Text(String),
    Bytes(Vec<u8>),
    Instant(Moment),
}

impl Made {
    pub(super) fn into_text(self) -> Result<String, InterpretError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Bytes(bytes) => String::from_utf8(bytes)
                .map_err(|_| InterpretError::unfit("the body isn't text in UTF-8")),
            Self::Instant(_) => Err(InterpretError::Unchecked),
        }
    }

    pub(super) fn into_bytes(self) -> Result<Vec<u8>, InterpretError> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Bytes(bytes) => Ok(bytes),
            Self::Instant(_) => Err(InterpretError::Unchecked),
        }
    }

    pub(super) fn into_instant(self) -> Result<Moment, InterpretError> {
        match self {
            Self::Instant(moment) => Ok(moment),
            Self::Text(_) | Self::Bytes(_) => Err(InterpretError::Unchecked),
        }
    }

    /// Both, one after the other: bytes where either is bytes.
    pub(super) fn followed_by(self, next: Self) -> Result<Self, InterpretError> {
        match (self, next) {
            (Self::Text(first), Self::Text(second)) => Ok(Self::Text(first + &second)),
            (first, second) => Ok(Self::Bytes(
                [first.into_bytes()?, second.into_bytes()?].concat(),
            )),
        }
    }
}
