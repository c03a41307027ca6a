//! Writes expressions of templates as Rust.

use super::Writer;
use super::form::{Form, Value};
use super::layout::Tree;
use super::names::{FIELD, MADE};
use crate::signature::{Argument, Call, Expression, Function, Operand, Part, Rust, ValueType};

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
            last => {
                let joined = operands.into_iter().chain(last).collect();
                self.concatenated(joined, self.is_joined_to_bytes(expression))
            }
        };
        expression
            .calls
            .iter()
            .fold(together, |made, call| self.settled(self.call(made, call)))
    }

    /// The value, or where that is wide the name of a variable that a statement before this one gives it.
    fn settled(&self, value: Value) -> Value {
        let is_owned = matches!(value.form, Form::String | Form::Vec | Form::OwnMoment);
        if !is_owned || !value.code.is_wide() {
            return value;
        }
        let mut steps = self.steps.borrow_mut();
        let name = match steps.len() {
            0 => MADE.to_owned(),
            earlier => format!("{MADE}_{}", earlier + 1),
        };
        steps.push((name.clone(), value.code));
        Value::new(Tree::atom(name), value.form)
    }

    /// The values that the statement at hand needs made before it, each with the name of its variable.
    pub(super) fn steps(&self) -> Vec<(String, Tree)> {
        self.steps.take()
    }

    /// Values one after the other: a `String` or a `Vec<u8>`.
    pub(super) fn concatenated(&self, values: Vec<Value>, bytes: bool) -> Value {
        if values.is_empty() {
            return Value::new(Tree::atom("String::new()"), Form::String);
        }
        let element = if bytes {
            Value::slice_element
        } else {
            Value::str_element
        };
        let array = Tree::Array(values.into_iter().map(element).collect());
        let form = if bytes { Form::Vec } else { Form::String };
        self.settled(Value::new(array.method("concat"), form))
    }

    /// Whether operands become bytes: where one is, or where one is the body and bytes will do.
    fn is_joined_to_bytes(&self, expression: &Expression) -> bool {
        match expression.operand_type(&self.signature.lines) {
            ValueType::Bytes => true,
            ValueType::Body => expression
                .calls
                .first()
                .is_some_and(|call| call.function.takes(ValueType::Bytes)),
            ValueType::Text | ValueType::Instant => false,
        }
    }

    fn call(&self, made: Value, call: &Call) -> Value {
        let form = match call.function.gives() {
            ValueType::Text | ValueType::Body => Form::String,
            ValueType::Bytes => Form::Vec,
            ValueType::Instant => Form::OwnMoment,
        };
        match call.function.row().rust {
            Rust::Method("as_bytes") if made.form == Form::Body => {
                Value::new(made.code, Form::Slice)
            }
            Rust::Method("as_bytes") => Value::new(made.code.method("as_bytes"), Form::Slice),
            Rust::Method(methods) if made.form == Form::Body => {
                Value::new(made.str().method(methods), form)
            }
            Rust::Method(methods) => Value::new(made.code.method(methods), form),
            Rust::Function(_) => {
                let data = match call.function.is_one_way() {
                    true => made.data(),
                    false if call.function.is_decoding() => made.text(),
                    false if call.function.takes(ValueType::Text) => made.str(),
                    false if call.function.takes(ValueType::Instant) => made.moment(),
                    false => made.slice(),
                };
                let mut arguments = vec![data];
                arguments.extend(self.arguments(call));
                if call.function.is_fallible() {
                    arguments.insert(0, Tree::literal(self.line.get()));
                }
                let code = Tree::call(self.function(call.function), arguments);
                let is_fallible = call.function.is_fallible();
                Value::new(if is_fallible { code.attempt() } else { code }, form)
            }
        }
    }

    /// What stands behind the value in the call of a function.
    fn arguments(&self, call: &Call) -> Vec<Tree> {
        let mut arguments: Vec<Tree> = call
            .arguments
            .iter()
            .map(|argument| match argument {
                Argument::Value(value) => self.value(value).data(),
                Argument::Text(text) => Tree::literal(text),
                Argument::Number(number) => Tree::atom(number.to_string()),
            })
            .collect();
        let left_out = call
            .function
            .parameters()
            .len()
            .saturating_sub(arguments.len());
        arguments.extend(std::iter::repeat_n(Tree::literal(""), left_out));
        arguments
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
                let code = Tree::atom(self.names.parameter(*index));
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
                (Tree::atom(self.names.variable(*index)), form)
            }
            Operand::Name => (Tree::atom(format!("{FIELD}.name")), Form::Cow),
            Operand::Value => (Tree::atom(format!("{FIELD}.value")), Form::Cow),
            Operand::Json => (Tree::atom(format!("{FIELD}.json()")), Form::Cow),
            Operand::Now => (Tree::atom("input.moment"), Form::Moment),
            Operand::Nonce => (Tree::atom("input.moment.nonce()"), Form::Str),
            Operand::Method => (Tree::atom("input.method"), Form::Str),
            Operand::Path => (Tree::atom("input.path"), Form::Str),
            Operand::Scheme => (Tree::atom("input.scheme"), Form::Str),
            Operand::Host => (Tree::atom("input.host"), Form::Str),
            Operand::Hostname => (Tree::atom("input.hostname()"), Form::Str),
            Operand::Port => (Tree::atom("input.port()"), Form::Str),
            Operand::Query => (Tree::atom("input.query"), Form::Str),
            Operand::Target => (Tree::atom("input.target()"), Form::String),
            Operand::Url => (Tree::atom("input.url()"), Form::String),
            Operand::Body => (Tree::atom("input.body"), Form::Body),
            Operand::Field(name) => (Tree::call("input.field", [Tree::literal(name)]), Form::Str),
            Operand::Header(name) => (Tree::call("input.header", [Tree::literal(name)]), Form::Str),
        };
        Value::new(code, form)
    }
}
