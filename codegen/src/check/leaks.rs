//! Secrets that would be sent as they are: only what a digest makes of them may travel.

use crate::model::Credential;
use crate::signature::{Expression, Line, Operand, Template};

/// Which lines of a signature tell a secret.
pub(super) struct Leaks<'l> {
    credentials: &'l [Credential],
    /// The secret that each line tells.
    lines: Vec<Option<&'l Credential>>,
}

impl<'l> Leaks<'l> {
    /// Looks over the lines of a signature; there are none where a template stands by itself.
    pub(super) fn of(lines: &[Line], credentials: &'l [Credential]) -> Self {
        let mut leaks = Self {
            credentials,
            lines: Vec::new(),
        };
        for line in lines {
            let told = line
                .expressions()
                .find_map(|expression| leaks.expression(expression));
            leaks.lines.push(told);
        }
        leaks
    }

    /// The secret that a text tells.
    pub(super) fn of_template(&self, template: &Template) -> Option<&'l Credential> {
        template
            .expressions()
            .find_map(|expression| self.expression(expression))
    }

    fn expression(&self, expression: &Expression) -> Option<&'l Credential> {
        if expression.is_one_way() {
            return None;
        }
        expression
            .all_operands()
            .into_iter()
            .find_map(|operand| self.operand(operand))
    }

    fn operand(&self, operand: &Operand) -> Option<&'l Credential> {
        match operand {
            Operand::Credential(index) => self
                .credentials
                .get(*index)
                .filter(|credential| credential.secret && !credential.sent),
            Operand::Line(index) => self.lines.get(*index).copied().flatten(),
            _ => None,
        }
    }
}
