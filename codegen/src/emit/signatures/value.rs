//! Writes expressions of templates as Rust.

use super::layout::Tree;
use super::{FIELD, Writer};
use crate::signature::{Call, Expression, Function, Operand, Part, Rust, ValueType};

/// A Rust expression and what it is, which decides how it is passed on.
#[derive(Debug, Clone)]
pub(super) struct Value {
    code: Tree,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `&str`
    Str,
    /// A field's name or value: `Cow<str>`.
    Cow,
    /// A `String` that is made here.
    String,
    /// A line: `String`, that may be moved or not.
    TextLine { movable: bool },
    /// `&[u8]`
    Slice,
    /// A `Vec<u8>` that is made here.
    Vec,
    /// A line: `Vec<u8>`, that may be moved or not.
    BytesLine { movable: bool },
    /// `&Moment`
    Moment,
}

impl Writer<'_> {
    /// A part of a template.
    pub(super) fn part(&self, part: &Part) -> Value {
        match part {
            Part::Literal(text) => Value::new(Tree::literal(text), Form::Str),
            Part::Value(expression) => self.value(expression),
        }
    }

    /// An expression.
    pub(super) fn value(&self, expression: &Expression) -> Value {
        let mut operands: Vec<Value> = expression
            .operands
            .iter()
            .map(|operand| self.operand(operand))
            .collect();
        let together = match operands.pop() {
            Some(alone) if operands.is_empty() => alone,
            last => concatenated(operands.into_iter().chain(last).collect()),
        };
        expression
            .calls
            .iter()
            .fold(together, |made, call| self.call(made, call))
    }

    fn call(&self, made: Value, call: &Call) -> Value {
        let gives_text = call.function.gives() == ValueType::Text;
        let form = if gives_text { Form::String } else { Form::Vec };
        match call.function.row().rust {
            Rust::Method("as_bytes") => Value::new(made.code.method("as_bytes"), Form::Slice),
            Rust::Method(methods) => Value::new(made.code.method(methods), form),
            Rust::Function(_) => {
                let data = match call.function.is_one_way() {
                    true => made.data(),
                    false if call.function.takes(ValueType::Text) => made.str(),
                    false => made.slice(),
                };
                let keys = call.arguments.iter().map(|key| self.value(key).data());
                let arguments: Vec<Tree> = std::iter::once(data).chain(keys).collect();
                Value::new(Tree::call(self.function(call.function), arguments), form)
            }
        }
    }

    /// The function's name; with its module where something else has that name.
    fn function(&self, function: Function) -> String {
        let Rust::Function(name) = function.row().rust else {
            return String::new();
        };
        if self.imports.is_taken(name) {
            format!("signing::{name}")
        } else {
            name.to_owned()
        }
    }

    fn operand(&self, operand: &Operand) -> Value {
        let (code, form) = match operand {
            Operand::Literal(text) => (Tree::literal(text), Form::Str),
            Operand::Credential(index) => {
                let code = Tree::atom(self.parameter(*index));
                (
                    if self.is_secret(*index) {
                        code.method("expose")
                    } else {
                        code
                    },
                    Form::Str,
                )
            }
            Operand::Line(index) => {
                let movable = self.is_used_once(*index);
                let text = self
                    .signature
                    .lines
                    .get(*index)
                    .is_none_or(|line| line.value_type != ValueType::Bytes);
                let form = if text {
                    Form::TextLine { movable }
                } else {
                    Form::BytesLine { movable }
                };
                (Tree::atom(self.variable(*index)), form)
            }
            Operand::Name => (Tree::atom(format!("{FIELD}.name")), Form::Cow),
            Operand::Value => (Tree::atom(format!("{FIELD}.value")), Form::Cow),
            Operand::Now => (Tree::atom("input.moment"), Form::Moment),
            Operand::Nonce => (Tree::atom("input.moment.nonce()"), Form::Str),
            Operand::Method => (Tree::atom("input.method"), Form::Str),
            Operand::Path => (Tree::atom("input.path"), Form::Str),
            Operand::Host => (Tree::atom("input.host"), Form::Str),
            Operand::Query => (Tree::atom("input.query"), Form::Str),
            Operand::Body => (Tree::atom("input.body"), Form::Slice),
        };
        Value::new(code, form)
    }
}

impl Value {
    fn new(code: Tree, form: Form) -> Self {
        Self { code, form }
    }

    /// As an argument that is `&str`.
    pub(super) fn str(self) -> Tree {
        match self.form {
            Form::Cow | Form::String | Form::TextLine { .. } => self.code.reference(),
            _ => self.code,
        }
    }

    /// As a `String`.
    pub(super) fn string(self) -> Tree {
        match self.form {
            Form::Str => self.code.method("to_owned"),
            Form::Cow => self.code.method("to_string"),
            Form::TextLine { movable: false } => self.code.method("clone"),
            _ => self.code,
        }
    }

    /// As a `Vec<u8>`.
    pub(super) fn vec(self) -> Tree {
        match self.form {
            Form::Slice => self.code.method("to_vec"),
            Form::BytesLine { movable: false } => self.code.method("clone"),
            _ => self.code,
        }
    }

    /// As an argument that is `&[u8]`.
    fn slice(self) -> Tree {
        match self.form {
            Form::Vec | Form::BytesLine { .. } => self.code.reference(),
            _ => self.code,
        }
    }

    /// As an argument that is `impl AsRef<[u8]>`.
    fn data(self) -> Tree {
        match self.form {
            Form::Cow => self.code.method("as_bytes"),
            Form::TextLine { movable: false } | Form::BytesLine { movable: false } => {
                self.code.reference()
            }
            _ => self.code,
        }
    }

    /// As an element of an array of `&str`.
    fn str_element(self) -> Tree {
        match self.form {
            Form::String | Form::TextLine { .. } => self.code.method("as_str"),
            Form::Cow => match self.code {
                Tree::Atom(name) => Tree::atom(format!("&*{name}")),
                other => other.reference(),
            },
            _ => self.code,
        }
    }

    /// As an element of an array of `&[u8]`.
    fn slice_element(self) -> Tree {
        match self.form {
            Form::Slice | Form::Moment => self.code,
            Form::Vec | Form::BytesLine { .. } => self.code.method("as_slice"),
            Form::Str | Form::Cow | Form::String | Form::TextLine { .. } => {
                self.code.method("as_bytes")
            }
        }
    }

    fn is_bytes(&self) -> bool {
        matches!(self.form, Form::Slice | Form::Vec | Form::BytesLine { .. })
    }
}

/// Values one after the other: a `String`, or a `Vec<u8>` where one of them is bytes.
pub(super) fn concatenated(values: Vec<Value>) -> Value {
    if values.is_empty() {
        return Value::new(Tree::atom("String::new()"), Form::String);
    }
    let bytes = values.iter().any(Value::is_bytes);
    let element = if bytes {
        Value::slice_element
    } else {
        Value::str_element
    };
    let array = Tree::Array(values.into_iter().map(element).collect());
    Value::new(
        array.method("concat"),
        if bytes { Form::Vec } else { Form::String },
    )
}
