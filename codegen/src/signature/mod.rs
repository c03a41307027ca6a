//! Signatures as named lines: what the spec says, checked, and the interpreter of it.
//!
//! A signature is read once and used three times: by the checker (its vectors), by the interpreter (mock vendor, command
//! line) and by the emitter (straight-line Rust).

mod function;
mod interpret;
pub(crate) mod parse;
mod scope;
mod secrecy;
#[cfg(test)]
pub(crate) mod testing;
mod usage;
mod vector;
mod walk;
mod written;

pub use function::{Function, Parameter};
pub use interpret::{
    Given, InterpretError, Interpretation, InterpretedLine, Value, evaluate, evaluate_placed,
    interpret,
};
pub use vector::{Vector, VectorRequest};

pub(crate) use function::{Rust, known_directives, offset_seconds, unknown_directive};
pub(crate) use scope::{Scope, built_in_names};
pub(crate) use secrecy::{Secrecy, secret_lines};

use sealspec::Order;

use crate::model::About;

/// How a string to sign is made, and a signature of it.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Name in the spec.
    pub name: String,
    /// What is said about it.
    pub about: About,
    /// Address of its documentation.
    pub source: Option<String>,
    /// Its lines, each of which may use the ones before it; the one named `sign` is the signature.
    pub lines: Vec<Line>,
    /// Published or computed examples that it must reproduce.
    pub vectors: Vec<Vector>,
}

/// One named line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// How it is made.
    pub kind: LineKind,
    /// What it is.
    pub value_type: ValueType,
    /// Whether it is masked where the lines are shown: a key made from a secret.
    pub secret: bool,
}

/// How a line is made.
#[derive(Debug, Clone)]
pub enum LineKind {
    /// From a template.
    Template(Template),
    /// From the fields that take part.
    Fields(FieldList),
}

/// The fields that take part in a signature and how they are written.
#[derive(Debug, Clone)]
pub struct FieldList {
    /// Where they come from, one after the other.
    pub from: Vec<FieldSource>,
    /// Which names take part.
    pub select: Select,
    /// What becomes of objects and arrays among the members of a JSON text; `None`: such a member is an error.
    pub nested: Option<Nested>,
    /// Fields that the rule adds to those of the request, such as a secret that is sorted among them.
    pub added: Vec<AddedField>,
    /// What stands for each name, before sorting.
    pub name: Template,
    /// What stands for each value, before sorting.
    pub value: Template,
    /// What joins the values of fields of one name; `None`: each field stands by itself.
    pub repeat: Option<String>,
    /// Whether fields with an empty value are left out.
    pub skip_empty: bool,
    /// In which order.
    pub order: Order,
    /// How each is written.
    pub each: Template,
    /// What stands between two of them.
    pub join: String,
}

/// Where fields come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldSource {
    /// Fields of the query and the body in wire order; the members of a reply.
    Fields,
    /// Fields of the query.
    Query,
    /// Fields of the body.
    Body,
    /// Headers, their names in lower case.
    Headers,
    /// Members of the JSON body's root object.
    Json,
    /// Members of the object that is this member of the JSON body's root object.
    JsonMember(String),
}

/// What becomes of objects and arrays among the members of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// They are left out.
    Skip,
    /// Their raw text is the value.
    Text,
}

/// A field that the rule adds to those of the request.
#[derive(Debug, Clone)]
pub struct AddedField {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Template,
}

/// Which names take part in a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Select {
    /// Every field.
    All,
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
    /// Those whose name starts so.
    Prefix(String),
}

/// Text with values in it; or, where it is one value alone, that value.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// What it makes.
    pub value_type: ValueType,
}

/// A part of a template.
#[derive(Debug, Clone)]
pub enum Part {
    /// Text that stands for itself.
    Literal(String),
    /// A value.
    Value(Expression),
}

/// Operands written one after the other, passed through functions from left to right.
#[derive(Debug, Clone)]
pub struct Expression {
    /// At least one.
    pub operands: Vec<Operand>,
    /// The functions.
    pub calls: Vec<Call>,
}

/// A function applied to what stands before it.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which.
    pub function: Function,
    /// Arguments in parentheses, as many as the function takes.
    pub arguments: Vec<Argument>,
}

/// What stands in parentheses behind a function.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A value: an HMAC's key.
    Value(Expression),
    /// Text that the spec spells out, such as a date's format.
    Text(String),
    /// A number, such as a width.
    Number(u32),
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Text in quotes.
    Literal(String),
    /// Index into [`Api::credentials`](crate::model::Api::credentials).
    Credential(usize),
    /// Index into [`Signature::lines`], smaller than that of the line it stands in.
    Line(usize),
    /// Within a field list: the field's name.
    Name,
    /// Within a field list: the field's value.
    Value,
    /// Within a field list: the raw JSON text of the field's value; a JSON string of it where it isn't a member of a JSON text.
    Json,
    /// When the request is signed.
    Now,
    /// The nonce.
    Nonce,
    /// HTTP method in upper case.
    Method,
    /// `https` or `http`.
    Scheme,
    /// Host of the URL, with its port where that isn't the default.
    Host,
    /// Host of the URL without its port.
    Hostname,
    /// Port of the URL; that of the scheme where the URL names none.
    Port,
    /// Path of the URL.
    Path,
    /// Query string without `?`, as sent.
    Query,
    /// The path, and `?` and the query string where there is one.
    Target,
    /// Scheme, host and path.
    Url,
    /// Body as sent.
    Body,
    /// Value of the first field of this name in the query or the body; empty where there is none.
    Field(String),
    /// Value of the first header of this name, which is in lower case; empty where there is none.
    Header(String),
}

/// What a value is. Bytes must be spelled (`hex`, `base64`, …) and instants formatted before a text takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// UTF-8 text.
    Text,
    /// Bytes.
    Bytes,
    /// The body, which is text where text is wanted and bytes where bytes are. No line is one.
    Body,
    /// A point in time.
    Instant,
}
