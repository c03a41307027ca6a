//! Rust expressions on their way through a template.

use crate::emit::layout::{Layout, quoted};

/// A Rust expression and what it is.
pub(super) struct Value {
    pub(super) code: Layout,
    pub(super) form: Form,
    /// How it stands in a format string, where it needs no argument for that.
    inline: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `&str`
    Str,
    /// `String`
    String,
    /// `Text`
    Text,
    /// A variable that is a `Text`.
    Line,
    /// `&[u8]`
    Slice,
    /// `Vec<u8>`
    Vec,
    /// `&Moment`
    Moment,
}

impl Value {
    pub(super) fn new(code: Layout, form: Form) -> Self {
        Self {
            code,
            form,
            inline: None,
        }
    }

    pub(super) fn literal(text: &str) -> Self {
        Self {
            inline: Some(text.replace('{', "{{").replace('}', "}}")),
            ..Self::new(Layout::text(quoted(text)), Form::Str)
        }
    }

    pub(super) fn line(name: &str) -> Self {
        Self {
            inline: Some(format!("{{{name}}}")),
            ..Self::new(Layout::text(name), Form::Line)
        }
    }

    /// As an argument that is `&str` or `&[u8]`.
    pub(super) fn borrowed(self) -> Layout {
        match self.form {
            Form::String | Form::Text | Form::Line | Form::Vec => self.code.after("&"),
            Form::Str | Form::Slice | Form::Moment => self.code,
        }
    }

    /// As an argument from which nothing but its bytes is wanted.
    pub(super) fn data(self) -> Layout {
        match self.form {
            Form::Line => self.code.after("&"),
            _ => self.code,
        }
    }

    pub(super) fn is_bytes(&self) -> bool {
        matches!(self.form, Form::Slice | Form::Vec)
    }

    /// As an element of an array of `&[u8]`.
    pub(super) fn slice_element(self) -> Layout {
        match self.form {
            Form::Slice | Form::Moment => self.code,
            Form::Vec => self.code.followed_by(".as_slice()"),
            Form::Str | Form::String | Form::Text | Form::Line => {
                self.code.followed_by(".as_bytes()")
            }
        }
    }
}

/// Values one after the other: bytes where one of them is bytes.
pub(super) fn concatenated(mut values: Vec<Value>) -> Value {
    if values.len() == 1 {
        return values.remove(0);
    }
    if values.is_empty() {
        return Value::new(Layout::text(quoted("")), Form::Str);
    }
    if values.iter().any(Value::is_bytes) {
        let elements = values.into_iter().map(Value::slice_element).collect();
        let array = Layout::array(elements).followed_by(".concat()");
        return Value::new(array, Form::Vec);
    }
    let mut format = String::new();
    let mut items = Vec::new();
    for value in values {
        match value.inline {
            Some(inline) => format.push_str(&inline),
            None => {
                format.push_str("{}");
                items.push(displayed(value.code));
            }
        }
    }
    items.insert(0, Layout::text(quoted(&format)));
    Value::new(Layout::macro_call("format", items), Form::String)
}

/// A value as an argument of a format, which takes whatever can be displayed.
fn displayed(code: Layout) -> Layout {
    let Layout::Text(text) = code else {
        return code;
    };
    Layout::text(text.strip_suffix(".as_str()").unwrap_or(&text))
}
