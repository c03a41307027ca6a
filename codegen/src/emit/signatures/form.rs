//! Rust expressions and how they are passed on.

use super::layout::Tree;

/// A Rust expression and what it is, which decides how it is passed on.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) code: Tree,
    pub(super) form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `&str`
    Str,
    /// A field's name or value: `Cow<str>` or `Text`.
    Cow,
    /// A `String` or a `Text` that is made here.
    String,
    /// A line: `Text`, that may be moved or not.
    TextLine { movable: bool },
    /// `&[u8]`
    Slice,
    /// Bytes that are made here: an array or a `Vec<u8>`.
    Vec,
    /// A line of bytes, that may be moved or not.
    BytesLine { movable: bool },
    /// `&Moment`
    Moment,
    /// A `Moment` that is made here.
    OwnMoment,
    /// The body: `&[u8]`, or `&str` where it is text.
    Body,
}

impl Value {
    pub(super) fn new(code: Tree, form: Form) -> Self {
        Self { code, form }
    }

    /// As an argument that is `&str`.
    pub(super) fn str(self) -> Tree {
        match self.form {
            Form::Cow | Form::String | Form::TextLine { .. } => self.code.reference(),
            Form::Body => Tree::atom("input.body_text()").attempt(),
            _ => self.code,
        }
    }

    /// As a `String`.
    pub(super) fn string(self) -> Tree {
        match self.form {
            Form::Body => self.str().method("to_owned"),
            Form::Str => self.code.method("to_owned"),
            Form::Cow => self.code.method("to_string"),
            Form::TextLine { movable: false } => self.code.method("clone"),
            _ => self.code,
        }
    }

    /// As a `Vec<u8>`.
    pub(super) fn vec(self) -> Tree {
        match self.form {
            Form::Slice | Form::Body => self.code.method("to_vec"),
            Form::BytesLine { movable: false } => self.code.method("clone"),
            _ => self.code,
        }
    }

    /// As an argument that is `&[u8]`.
    pub(super) fn slice(self) -> Tree {
        match self.form {
            Form::Vec | Form::BytesLine { .. } => self.code.reference(),
            _ => self.code,
        }
    }

    /// As an argument that is `impl AsRef<str>`.
    pub(super) fn text(self) -> Tree {
        match self.form {
            Form::String | Form::TextLine { movable: true } => self.code,
            _ => self.str(),
        }
    }

    /// As an argument that is `&Moment`.
    pub(super) fn moment(self) -> Tree {
        match self.form {
            Form::OwnMoment => self.code.reference(),
            _ => self.code,
        }
    }

    /// As an argument that is `impl AsRef<[u8]>`.
    pub(super) fn data(self) -> Tree {
        match self.form {
            Form::Cow => self.code.method("as_bytes"),
            Form::TextLine { movable: false } | Form::BytesLine { movable: false } => {
                self.code.reference()
            }
            _ => self.code,
        }
    }

    /// As an element of an array of `&str`.
    pub(super) fn str_element(self) -> Tree {
        match self.form {
            Form::String | Form::TextLine { .. } => self.code.method("as_str"),
            Form::Body => self.str(),
            Form::Cow => match self.code {
                Tree::Atom(name) => Tree::atom(format!("&*{name}")),
                other => other.reference(),
            },
            _ => self.code,
        }
    }

    /// As an element of an array of `&[u8]`.
    pub(super) fn slice_element(self) -> Tree {
        match self.form {
            Form::Slice | Form::Moment | Form::OwnMoment | Form::Body => self.code,
            Form::Vec | Form::BytesLine { .. } => self.code.method("as_slice"),
            Form::Str | Form::Cow | Form::String | Form::TextLine { .. } => {
                self.code.method("as_bytes")
            }
        }
    }
}
