//! What a signature uses, and what nothing uses.

use super::{Expression, Line, LineKind, Operand, Signature, Template, ValueType};

impl Signature {
    /// The line that it comes to: `sign`; of what seals a payload, the last one.
    pub fn result(&self) -> Option<usize> {
        let sign = self.lines.iter().position(|line| line.name == "sign");
        sign.or(self.lines.len().checked_sub(1))
    }

    /// Lines but the last one that neither another line nor a template of `placed` uses.
    pub(crate) fn unused_lines(&self, placed: &[&Template]) -> Vec<usize> {
        let in_lines = self.lines.iter().flat_map(Line::operands);
        let in_places = placed
            .iter()
            .flat_map(|template| template.expressions())
            .flat_map(Expression::all_operands);
        let used: Vec<usize> = in_lines
            .chain(in_places)
            .filter_map(|operand| match operand {
                Operand::Line(index) => Some(*index),
                _ => None,
            })
            .collect();
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(index, _)| Some(*index) != self.result() && !used.contains(index))
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether it takes the body as text somewhere, which a multipart body with files in it isn't.
    pub fn takes_body_as_text(&self) -> bool {
        self.lines.iter().any(|line| {
            let is_text = match &line.kind {
                LineKind::Template(template) => template.is_text(),
                LineKind::Fields(_) => true,
            };
            line.expressions()
                .any(|expression| expression.takes_body_as_text(is_text, &self.lines))
        })
    }
}

impl Expression {
    /// What its operands make when they are written one after the other.
    pub(crate) fn operand_type(&self, lines: &[Line]) -> ValueType {
        let types = self
            .operands
            .iter()
            .map(|operand| operand.value_type(lines));
        types.fold(ValueType::Text, |all, one| match (all, one) {
            (ValueType::Bytes, _) | (_, ValueType::Bytes) => ValueType::Bytes,
            (ValueType::Text, other) => other,
            (all, _) => all,
        })
    }

    /// `as_text`: whether what it makes goes into a text.
    fn takes_body_as_text(&self, as_text: bool, lines: &[Line]) -> bool {
        let is_read_as_text = match self.calls.first() {
            None => as_text,
            Some(call) => !call.function.takes(ValueType::Bytes),
        };
        let own = is_read_as_text && self.operand_type(lines) == ValueType::Body;
        own || self
            .arguments()
            .any(|argument| argument.takes_body_as_text(false, lines))
    }
}

impl Operand {
    pub(crate) fn value_type(&self, lines: &[Line]) -> ValueType {
        match self {
            Self::Now => ValueType::Instant,
            Self::Body => ValueType::Body,
            Self::Line(index) => lines
                .get(*index)
                .map_or(ValueType::Text, |line| line.value_type),
            _ => ValueType::Text,
        }
    }
}
