use std::borrow::Cow;
use std::cmp::Ordering;

/// The fields of a request or the members of a reply, as texts, in the order in which they were written or received.
#[derive(Debug, Clone, Default)]
pub struct Fields<'a> {
    list: Vec<Field<'a>>,
}

/// One field: a name and a value, neither escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Name on the wire.
    pub name: Cow<'a, str>,
    /// Value before any escaping.
    pub value: Cow<'a, str>,
}

impl<'a> Fields<'a> {
    /// Adds a field at the end.
    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        self.list.push(Field {
            name: name.into(),
            value: value.into(),
        });
    }

    /// All fields in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Field<'a>> {
        self.list.iter()
    }

    /// The value of the first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|field| field.name == name)
            .map(|field| &*field.value)
    }
}

/// Which fields are signed, in which order, and what joins them.
#[derive(Debug, Clone, Copy)]
pub struct FieldRule<'r> {
    /// Which names take part.
    pub select: Select<'r>,
    /// Whether fields with an empty value are left out.
    pub skip_empty: bool,
    /// The order in which they are signed.
    pub order: Order,
    /// What stands between two of them.
    pub join: &'r str,
}

/// Which names take part in a signature.
#[derive(Debug, Clone, Copy)]
pub enum Select<'r> {
    /// Every field.
    All,
    /// Only these.
    Only(&'r [&'r str]),
    /// All but these.
    Except(&'r [&'r str]),
    /// Those whose name starts so.
    Prefix(&'r str),
}

/// The order in which fields are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As written or received.
    Wire,
    /// By the bytes of the name.
    Name,
    /// By the bytes of the name with `A`–`Z` taken as `a`–`z`; names that differ in case only, by their bytes.
    NameIgnoreCase,
    /// By the bytes of the value.
    Value,
    /// By the bytes of what `each` makes of them.
    Rendered,
}

impl FieldRule<'_> {
    /// The fields that take part, in signing order ([`Order::Rendered`] excepted, which its caller sorts).
    ///
    /// A list that stands in order already, as that of a generated request does, is only looked over.
    pub fn apply<'f, 'a>(&self, fields: &'f Fields<'a>) -> Vec<&'f Field<'a>> {
        let mut chosen: Vec<_> = fields
            .iter()
            .filter(|field| self.exclusion(field).is_none())
            .collect();
        match self.order {
            Order::Wire | Order::Rendered => {}
            Order::Name => chosen.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes())),
            Order::NameIgnoreCase => chosen.sort_by(|a, b| compare_ignoring_case(&a.name, &b.name)),
            Order::Value => chosen.sort_by(|a, b| a.value.as_bytes().cmp(b.value.as_bytes())),
        }
        chosen
    }

    /// Why a field doesn't take part; `None` where it does.
    pub fn exclusion(&self, field: &Field<'_>) -> Option<&'static str> {
        let name = &*field.name;
        match self.select {
            Select::Only(names) if !names.contains(&name) => return Some("not listed"),
            Select::Except(names) if names.contains(&name) => return Some("excluded by name"),
            Select::Prefix(prefix) if !name.starts_with(prefix) => return Some("lacks the prefix"),
            _ => {}
        }
        (self.skip_empty && field.value.is_empty()).then_some("empty")
    }
}

/// Compares names with `A`–`Z` taken as `a`–`z`, and by their bytes where that leaves them equal.
fn compare_ignoring_case(a: &str, b: &str) -> Ordering {
    a.bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
        .then_with(|| a.as_bytes().cmp(b.as_bytes()))
}
