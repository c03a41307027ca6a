use std::ops::Range;

use crate::signature::ValueType;

/// A mistake in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Of which kind.
    pub(crate) kind: ProblemKind,
    /// Which bytes of the template.
    pub(crate) range: Range<usize>,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do about it; may be empty.
    pub(crate) help: String,
}

/// The kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    /// It can't be read.
    Syntax,
    /// Nothing has this name.
    UnknownName,
    /// No function has this name.
    UnknownFunction,
    /// The line of this name is made later.
    LaterLine,
    /// The name means nothing where it stands.
    NameNotHere,
    /// Bytes or an instant where text is wanted, or the like.
    WrongType,
    /// Too few or too many arguments.
    ArgumentCount,
    /// An argument that the function can't use.
    BadArgument,
}

impl Problem {
    pub(super) fn new(
        kind: ProblemKind,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            range,
            message: message.into(),
            help: help.into(),
        }
    }

    pub(super) fn syntax(
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(ProblemKind::Syntax, range, message, help)
    }

    pub(super) fn unopened_brace(at: usize) -> Self {
        Self::syntax(
            at..at + 1,
            "`}` closes nothing",
            "write `}}` for a brace that stands for itself",
        )
    }

    pub(super) fn unclosed_brace(at: usize) -> Self {
        Self::syntax(
            at..at + 1,
            "`{` is never closed",
            "close it with `}`, or write `{{` for a brace that stands for itself",
        )
    }

    /// A value that a text can't take.
    pub(super) fn not_text(range: Range<usize>, found: ValueType) -> Self {
        let message = format!("{} can't stand in a text", found.described());
        Self::new(ProblemKind::WrongType, range, message, found.remedy())
    }
}

impl ValueType {
    /// As messages call it.
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Body => "the body",
            Self::Instant => "an instant",
        }
    }

    /// How text is made of it.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Text | Self::Body => "",
            Self::Bytes => "pass it through `hex`, `HEX`, `base64` or `base64url`",
            Self::Instant => {
                "pass it through `unix_ms` (milliseconds), `unix` (seconds) or `date('%Y-%m-%d %H:%M:%S')`"
            }
        }
    }
}
