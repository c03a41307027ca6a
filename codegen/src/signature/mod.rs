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

pub use function::Function;
pub use interpret::{
    Given, InterpretError, Interpretation, InterpretedLine, Value, evaluate, interpret,
};

pub(crate) use function::Rust;
pub(crate) use scope::{Scope, built_in_names};
pub(crate) use secrecy::{Secrecy, secret_lines};

use std::collections::BTreeSet;

use sealspec::Order;

use crate::model::{About, Text};

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
    /// Which names take part.
    pub select: Select,
    /// Whether fields with an empty value are left out.
    pub skip_empty: bool,
    /// In which order.
    pub order: Order,
    /// How each is written.
    pub each: Template,
    /// What stands between two of them.
    pub join: String,
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
    /// Arguments in parentheses; an HMAC's key.
    pub arguments: Vec<Expression>,
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
    /// Within `each`: the field's name.
    Name,
    /// Within `each`: the field's value.
    Value,
    /// When the request is signed.
    Now,
    /// The nonce.
    Nonce,
    /// HTTP method in upper case.
    Method,
    /// Path of the URL.
    Path,
    /// Host of the URL.
    Host,
    /// Query string without `?`, as sent.
    Query,
    /// Body as sent.
    Body,
}

/// What a value is. Bytes must be spelled (`hex`, `base64`, …) and instants formatted before a text takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// UTF-8 text.
    Text,
    /// Bytes.
    Bytes,
    /// A point in time.
    Instant,
}

/// Inputs with the signature that they must give.
#[derive(Debug, Clone)]
pub struct Vector {
    /// Where it was published, or how it was computed.
    pub source: Text,
    /// Credentials by name.
    pub given: Vec<(String, String)>,
    /// Fields in wire order.
    pub fields: Vec<(String, String)>,
    /// Values that named lines must have.
    pub lines: Vec<(String, String)>,
    /// The signature.
    pub sign: String,
}

impl Template {
    /// Whether it makes text, as all but a template of one bytes value alone does.
    pub fn is_text(&self) -> bool {
        self.value_type == ValueType::Text
    }

    /// Its values in order.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parts.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Value(expression) => Some(expression),
        })
    }
}

impl Expression {
    /// Whether what it makes doesn't tell what it was made from.
    pub(crate) fn is_one_way(&self) -> bool {
        self.calls.iter().any(|call| call.function.is_one_way())
    }

    /// Its operands and those of its arguments.
    pub fn all_operands(&self) -> Vec<&Operand> {
        let arguments = self
            .calls
            .iter()
            .flat_map(|call| &call.arguments)
            .flat_map(Self::all_operands);
        self.operands.iter().chain(arguments).collect()
    }

    /// Its functions and those of its arguments.
    pub fn all_functions(&self) -> Vec<Function> {
        let own = self.calls.iter().map(|call| call.function);
        own.chain(
            self.calls
                .iter()
                .flat_map(|call| &call.arguments)
                .flat_map(Self::all_functions),
        )
        .collect()
    }
}

impl Line {
    /// The template that it, or each of its fields, is made from.
    pub fn template(&self) -> &Template {
        match &self.kind {
            LineKind::Template(template) => template,
            LineKind::Fields(list) => &list.each,
        }
    }
}

impl Signature {
    /// The credentials that it uses, in the API's order.
    pub fn credentials(&self) -> Vec<usize> {
        let operands = self
            .lines
            .iter()
            .flat_map(|line| line.template().expressions())
            .flat_map(Expression::all_operands);
        let used = operands.filter_map(|operand| match operand {
            Operand::Credential(index) => Some(*index),
            _ => None,
        });
        used.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Features of the crate `sealspec` that generated code needs for it.
    pub fn features(&self) -> BTreeSet<&'static str> {
        let functions = self
            .lines
            .iter()
            .flat_map(|line| line.template().expressions())
            .flat_map(Expression::all_functions);
        functions
            .flat_map(|function| function.features().iter().copied())
            .collect()
    }
}
