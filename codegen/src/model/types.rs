//! Named types and the fields of objects.

use super::{About, Encoding, Json, Rule};
use crate::diagnostic::Span;

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDefinition {
    /// Name of the generated type.
    pub name: String,
    /// What is said about it.
    pub about: About,
    /// Index into [`Api::pages`](super::Api::pages); `None`: shared.
    pub page: Option<usize>,
    /// What it is.
    pub kind: TypeKind,
    /// Rules between the fields of an object that requests hold.
    pub rules: Vec<Rule>,
    /// Whether a request holds one.
    pub in_requests: bool,
    /// Whether a reply holds one.
    pub in_replies: bool,
    /// Whether it is the payload of an operation that is left out, and so isn't generated either.
    pub left_out: bool,
}

/// What a named type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with fields.
    Object(Vec<Field>),
    /// A row of a CSV file.
    Row {
        /// Its columns, by their names in the first line.
        fields: Vec<Field>,
        /// What may stand before each value, and is no part of it; empty: nothing.
        strip_prefix: String,
    },
    /// An open enum over integers.
    IntegerEnum {
        /// The documented values.
        values: Vec<EnumValue<i64>>,
        /// How it stands in JSON.
        form: WireForm,
    },
    /// An open enum over texts.
    StringEnum {
        /// The documented values.
        values: Vec<EnumValue<String>>,
    },
    /// One value under a name of its own, so that kinds can't be mixed up.
    Newtype(Shape),
    /// One of several objects; the first whose member is there, in replies only.
    OneOf(Vec<Choice>),
}

/// An object that a reply may hold, and the member by which it is known.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Name of the variant.
    pub name: String,
    /// The member by which it is known.
    pub by: String,
    /// Index of the object into [`Api::types`](super::Api::types).
    pub of: usize,
    /// What is said about it.
    pub about: About,
}

/// A documented value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue<T> {
    /// On the wire.
    pub value: T,
    /// Name of the variant.
    pub name: String,
    /// What is said about it.
    pub about: About,
}

/// The shape of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A finite number.
    Number,
    /// An amount of money, as a whole number of the currency's smallest unit.
    Money,
    /// A point in time; its field says how it is spelled.
    DateTime,
    /// A day; its field says how it is spelled.
    Date,
    /// Any JSON value.
    Any,
    /// An uploaded file.
    File,
    /// A list.
    List(Box<Shape>),
    /// A text that holds JSON of this shape. All of a field, never a part of another shape.
    JsonText(Box<Shape>),
    /// A list as one text. All of a field, never a part of another shape.
    Joined {
        /// Shape of the items: a text, a number or another single value.
        item: Box<Shape>,
        /// What stands between them.
        separator: String,
    },
    /// Index into [`Api::types`](super::Api::types).
    Named(usize),
}

/// How a scalar stands in JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WireForm {
    /// A number as number, a text as text.
    #[default]
    Natural,
    /// A number as text.
    String,
    /// A text as number.
    Number,
    /// Sent in its natural form, read from both.
    Either,
}

/// A field of a request, a reply or an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Name in Rust.
    pub rust: String,
    /// Shape of its value.
    pub shape: Shape,
    /// How the value stands in JSON.
    pub form: WireForm,
    /// How the value is spelled, where shape and form don't say it.
    pub encoding: Option<Encoding>,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether it is kept out of `Debug`.
    pub secret: bool,
    /// Texts in a reply, and numbers with these texts, that mean that it is absent.
    pub absent: Vec<String>,
    /// Documented greatest length in characters; told, never enforced.
    pub max_chars: Option<u32>,
    /// What is said about it.
    pub about: About,
    /// Documented example value.
    pub example: Option<Json>,
    /// Where the spec has it.
    pub at: Span,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Documented as required: a request must have it, a reply may lack it all the same.
    Required,
    /// Documented as optional.
    Optional,
    /// In replies: required, and relied upon.
    Always,
}
