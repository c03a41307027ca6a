//! Expressions and statements, and where rustfmt would break them.

use super::code::{WIDTH, width};

/// An expression or statement that knows where it may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Layout {
    Text(String),
    Group(Box<Group>),
}

/// Items between brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    kind: Kind,
    pub(super) open: String,
    pub(super) items: Vec<Layout>,
    /// A struct literal's `..REST`.
    pub(super) rest: Option<String>,
    pub(super) close: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Call,
    Macro,
    Array,
    Literal,
    Parameters,
}

impl Kind {
    /// Greatest width of items on one line, as rustfmt's defaults have it.
    fn limit(self) -> usize {
        match self {
            Self::Call | Self::Macro | Self::Array => 60,
            Self::Literal => 18,
            Self::Parameters => WIDTH,
        }
    }
}

impl Layout {
    /// Text that is never broken.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// `name(items)`
    pub(crate) fn call(name: impl AsRef<str>, items: Vec<Self>) -> Self {
        Self::group(Kind::Call, format!("{}(", name.as_ref()), items, ")")
    }

    /// `name!(items)`, with no comma after the last
    pub(crate) fn macro_call(name: &str, items: Vec<Self>) -> Self {
        Self::group(Kind::Macro, format!("{name}!("), items, ")")
    }

    /// `&[items]`
    pub(crate) fn slice(items: Vec<Self>) -> Self {
        Self::group(Kind::Array, "&[", items, "]")
    }

    /// `[items]`
    pub(crate) fn array(items: Vec<Self>) -> Self {
        Self::group(Kind::Array, "[", items, "]")
    }

    /// `Name { items }`
    pub(crate) fn literal(name: &str, items: Vec<Self>) -> Self {
        Self::group(Kind::Literal, format!("{name} {{"), items, "}")
    }

    /// `Name { items, ..rest }`
    pub(crate) fn literal_from(name: &str, items: Vec<Self>, rest: &str) -> Self {
        let mut layout = Self::literal(name, items);
        if let Self::Group(group) = &mut layout {
            group.rest = Some(format!("..{rest}"));
        }
        layout
    }

    /// `open`, a function's parameters, `close`
    pub(super) fn parameters(open: String, parameters: &[&str], close: String) -> Self {
        let parameters = parameters.iter().map(|parameter| Self::text(*parameter));
        Self::group(Kind::Parameters, open, parameters.collect(), close)
    }

    fn group(
        kind: Kind,
        open: impl Into<String>,
        items: Vec<Self>,
        close: impl Into<String>,
    ) -> Self {
        Self::Group(Box::new(Group {
            kind,
            open: open.into(),
            items,
            rest: None,
            close: close.into(),
        }))
    }

    /// The same with text before it.
    pub(crate) fn after(mut self, prefix: &str) -> Self {
        match &mut self {
            Self::Text(text) => text.insert_str(0, prefix),
            Self::Group(group) => group.open.insert_str(0, prefix),
        }
        self
    }

    /// The same with text behind it.
    pub(crate) fn followed_by(mut self, suffix: &str) -> Self {
        match &mut self {
            Self::Text(text) => text.push_str(suffix),
            Self::Group(group) => group.close.push_str(suffix),
        }
        self
    }

    pub(super) fn one_line(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Group(group) => group.one_line(),
        }
    }
}

impl Group {
    pub(super) fn one_line(&self) -> Option<String> {
        let Self { open, close, .. } = self;
        let items: Vec<_> = self
            .items
            .iter()
            .map(Layout::one_line)
            .collect::<Option<_>>()?;
        let items = items
            .into_iter()
            .chain(self.rest.clone())
            .collect::<Vec<_>>()
            .join(", ");
        // An array or a method's call that is all of a call is measured by itself; a function's call isn't.
        let is_shell = self.kind == Kind::Call
            && matches!(self.items.as_slice(), [Layout::Group(inner)] if inner.is_measured());
        if width(&items) > self.kind.limit() && !is_shell {
            return None;
        }
        Some(match self.kind {
            Kind::Literal if items.is_empty() => format!("{open}{close}"),
            Kind::Literal => format!("{open} {items} {close}"),
            _ => format!("{open}{items}{close}"),
        })
    }

    fn is_measured(&self) -> bool {
        self.kind == Kind::Array || self.kind == Kind::Call && self.open.contains('.')
    }

    /// Whether a comma stands behind the last item too, where each has a line of its own.
    pub(super) fn ends_with_comma(&self) -> bool {
        self.kind != Kind::Macro
    }

    /// A group whose only item is a group shares its lines with it: `f(&[`, items, `])`.
    pub(super) fn embrace(mut self) -> Result<Self, Self> {
        if !matches!(self.kind, Kind::Call | Kind::Array) || self.items.len() != 1 {
            return Err(self);
        }
        match self.items.pop() {
            Some(Layout::Group(inner)) => {
                let inner = Self {
                    open: self.open + &inner.open,
                    close: inner.close.clone() + &self.close,
                    ..*inner
                };
                inner.embrace().or_else(Ok)
            }
            item => {
                self.items.extend(item);
                Err(self)
            }
        }
    }

    /// Whether it is an array of such short items that they share lines.
    pub(super) fn is_filled(&self) -> bool {
        let is_short = |item: &Layout| item.one_line().is_some_and(|text| width(&text) <= 10);
        self.kind == Kind::Array && self.items.iter().all(is_short)
    }
}

/// A string literal.
pub(crate) fn quoted(text: &str) -> String {
    format!("{text:?}")
}
