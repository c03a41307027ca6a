//! Ways through a signature: its templates, their values and functions.
//!
//! They give lists. Iterators made of iterators would be compiled anew for everyone who goes such a way.

use std::collections::BTreeSet;
use std::vec::IntoIter;

use super::{
    Argument, Call, Expression, FieldList, Function, Line, LineKind, Operand, Part, Signature,
    Template, ValueType,
};

impl Template {
    /// Whether it makes text, as all but a template of one bytes value alone does.
    pub fn is_text(&self) -> bool {
        self.value_type == ValueType::Text
    }

    /// Its values in order.
    pub fn expressions(&self) -> IntoIter<&Expression> {
        let values = self.parts.iter().filter_map(|part| match part {
            Part::Literal(_) => None,
            Part::Value(expression) => Some(expression),
        });
        values.collect::<Vec<_>>().into_iter()
    }
}

impl Expression {
    /// Its operands and those of its arguments.
    pub fn all_operands(&self) -> Vec<&Operand> {
        let arguments = self.arguments().flat_map(Self::all_operands);
        self.operands.iter().chain(arguments).collect()
    }

    /// Its functions and those of its arguments.
    pub fn all_functions(&self) -> Vec<Function> {
        let own = self.calls.iter().map(|call| call.function);
        own.chain(self.arguments().flat_map(Self::all_functions))
            .collect()
    }

    /// Whether what it makes doesn't tell what it was made from.
    pub(crate) fn is_one_way(&self) -> bool {
        self.calls.iter().any(|call| call.function.is_one_way())
    }

    /// The arguments that are values.
    pub(crate) fn arguments(&self) -> IntoIter<&Self> {
        let values = self.calls.iter().flat_map(Call::values);
        values.collect::<Vec<_>>().into_iter()
    }
}

impl Call {
    /// The arguments that are values.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Expression> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Value(expression) => Some(expression),
            Argument::Text(_) | Argument::Number(_) => None,
        })
    }
}

impl FieldList {
    /// Its templates, in the order in which a field passes them.
    pub fn templates(&self) -> impl Iterator<Item = &Template> {
        let added = self.added.iter().map(|added| &added.value);
        added.chain([&self.name, &self.value, &self.each])
    }
}

impl Line {
    /// The templates that it is made from.
    pub fn templates(&self) -> Vec<&Template> {
        match &self.kind {
            LineKind::Template(template) => vec![template],
            LineKind::Fields(list) => list.templates().collect(),
        }
    }

    /// The values in its templates.
    pub fn expressions(&self) -> IntoIter<&Expression> {
        let templates = self.templates().into_iter();
        let values = templates.flat_map(Template::expressions);
        values.collect::<Vec<_>>().into_iter()
    }

    /// The operands in its templates, those of arguments included.
    pub fn operands(&self) -> IntoIter<&Operand> {
        let operands = self.expressions().flat_map(Expression::all_operands);
        operands.collect::<Vec<_>>().into_iter()
    }
}

impl Signature {
    /// The credentials that it uses, in the API's order.
    pub fn credentials(&self) -> Vec<usize> {
        let operands = self.lines.iter().flat_map(Line::operands);
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
            .flat_map(Line::expressions)
            .flat_map(Expression::all_functions);
        functions
            .flat_map(|function| function.features().iter().copied())
            .collect()
    }
}
