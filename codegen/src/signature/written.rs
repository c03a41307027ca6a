//! Signatures as a spec writes them, from what was read: for whoever wants to read them elsewhere.

use sealspec::Order;

use super::{
    Argument, Call, Expression, FieldList, FieldSource, Line, LineKind, Nested, Operand, Part,
    Select, Signature, Template,
};
use crate::model::Credential;

impl Signature {
    /// Each line's name and what stands behind it in a spec.
    pub fn written(&self, credentials: &[Credential]) -> Vec<(&str, String)> {
        let lines = self.lines.iter();
        lines
            .map(|line| {
                let text = match &line.kind {
                    LineKind::Template(template) => template.written(credentials, &self.lines),
                    LineKind::Fields(list) => list.written(credentials, &self.lines),
                };
                (line.name.as_str(), text)
            })
            .collect()
    }
}

impl Template {
    /// As a spec writes it. `lines` are those of the signature that it belongs to.
    pub fn written(&self, credentials: &[Credential], lines: &[Line]) -> String {
        let names = Names { credentials, lines };
        let parts = self.parts.iter().map(|part| match part {
            Part::Literal(text) => text.replace('{', "{{").replace('}', "}}"),
            Part::Value(expression) => format!("{{{}}}", names.expression(expression)),
        });
        parts.collect()
    }
}

impl FieldList {
    /// As a spec writes it, in braces; what is as it is without saying is left out.
    fn written(&self, credentials: &[Credential], lines: &[Line]) -> String {
        let template = |template: &Template| quoted(&template.written(credentials, lines));
        let mut keys = Vec::new();
        let mut key = |name: &str, value: String| keys.push(format!("{name}: {value}"));
        match self.from.as_slice() {
            [FieldSource::Fields] => {}
            [one] => key("from", source(one)),
            several => key("from", list(several.iter().map(source))),
        }
        match &self.select {
            Select::All => {}
            Select::Only(names) => key("only", list(names.iter().map(|name| plain(name)))),
            Select::Except(names) => key("except", list(names.iter().map(|name| plain(name)))),
            Select::Prefix(prefix) => key("prefix", plain(prefix)),
        }
        match self.nested {
            None => {}
            Some(Nested::Skip) => key("nested", "skip".to_owned()),
            Some(Nested::Text) => key("nested", "text".to_owned()),
        }
        if self.skip_empty {
            key("empty", "skip".to_owned());
        }
        if let Some(repeat) = &self.repeat {
            key("repeat", quoted(repeat));
        }
        if !self.added.is_empty() {
            let added = self.added.iter();
            let added =
                added.map(|added| format!("{}: {}", plain(&added.name), template(&added.value)));
            key(
                "add",
                format!("{{{}}}", added.collect::<Vec<_>>().join(", ")),
            );
        }
        for (name, own, otherwise) in [
            ("name", &self.name, Operand::Name),
            ("value", &self.value, Operand::Value),
        ] {
            if !is_alone(own, &otherwise) {
                key(name, template(own));
            }
        }
        if let Some(order) = order(self.order) {
            key("sort", order.to_owned());
        }
        key("each", template(&self.each));
        if !self.join.is_empty() {
            key("join", quoted(&self.join));
        }
        format!("{{{}}}", keys.join(", "))
    }
}

/// What indices stand for.
struct Names<'n> {
    credentials: &'n [Credential],
    lines: &'n [Line],
}

impl Names<'_> {
    fn expression(&self, expression: &Expression) -> String {
        let operands = expression
            .operands
            .iter()
            .map(|operand| self.operand(operand));
        let operands = operands.collect::<Vec<_>>().join(" ");
        let calls = expression.calls.iter().map(|call| self.call(call));
        [operands]
            .into_iter()
            .chain(calls)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    fn call(&self, call: &Call) -> String {
        let name = call.function.name();
        if call.arguments.is_empty() {
            return name.to_owned();
        }
        let arguments = call.arguments.iter().map(|argument| match argument {
            Argument::Value(expression) => self.expression(expression),
            Argument::Text(text) => literal(text),
            Argument::Number(number) => number.to_string(),
        });
        format!("{name}({})", arguments.collect::<Vec<_>>().join(", "))
    }

    fn operand(&self, operand: &Operand) -> String {
        let name = match operand {
            Operand::Literal(text) => return literal(text),
            Operand::Field(name) => return format!("field({})", literal(name)),
            Operand::Header(name) => return format!("header({})", literal(name)),
            Operand::Credential(index) => self
                .credentials
                .get(*index)
                .map_or("", |credential| &credential.name),
            Operand::Line(index) => self.lines.get(*index).map_or("", |line| &line.name),
            Operand::Name => "name",
            Operand::Value => "value",
            Operand::Json => "json",
            Operand::Now => "now",
            Operand::Nonce => "nonce",
            Operand::Method => "method",
            Operand::Scheme => "scheme",
            Operand::Host => "host",
            Operand::Hostname => "hostname",
            Operand::Port => "port",
            Operand::Path => "path",
            Operand::Query => "query",
            Operand::Target => "target",
            Operand::Url => "url",
            Operand::Body => "body",
        };
        name.to_owned()
    }
}

fn source(source: &FieldSource) -> String {
    match source {
        FieldSource::Fields => "fields".to_owned(),
        FieldSource::Query => "query".to_owned(),
        FieldSource::Body => "body".to_owned(),
        FieldSource::Headers => "headers".to_owned(),
        FieldSource::Json => "json".to_owned(),
        FieldSource::JsonMember(member) => plain(&format!("json.{member}")),
    }
}

fn order(order: Order) -> Option<&'static str> {
    match order {
        Order::Wire => None,
        Order::Listed => Some("listed"),
        Order::Name => Some("name"),
        Order::NameIgnoreCase => Some("name_ignore_case"),
        Order::NameThenValue => Some("name_then_value"),
        Order::Value => Some("value"),
        Order::Rendered => Some("rendered"),
    }
}

fn is_alone(template: &Template, operand: &Operand) -> bool {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] => {
            calls.is_empty() && operands.as_slice() == std::slice::from_ref(operand)
        }
        _ => false,
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// Text in the quotes of a template.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Text in the quotes of YAML, which are those of JSON.
fn quoted(text: &str) -> String {
    crate::model::Json::String(text.to_owned()).to_string()
}

/// A name as YAML, in quotes only where it needs them.
fn plain(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_word)
        && !matches!(name, "true" | "false" | "null");
    match is_plain {
        true => name.to_owned(),
        false => quoted(name),
    }
}

#[cfg(test)]
mod tests;
