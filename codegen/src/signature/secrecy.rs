//! What may be shown of a signature: which lines are masked as a whole, and which parts of the others.

use super::{Expression, Line, LineKind, Operand, Part};
use crate::model::Credential;

/// How much of a secret a value tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    /// Nothing.
    Nothing,
    /// Nothing, and it takes nothing else to make it: text that the spec spells out.
    Constant,
    /// A secret is in it, beside other things; a digest of it tells nothing.
    Some,
    /// It is made of secrets alone, so that even a digest of it is as good as the secret.
    All,
}

/// What each line tells.
pub(crate) struct Secrecy<'s> {
    credentials: &'s [Credential],
    lines: &'s [Line],
    tells: Vec<Tells>,
    masked: Vec<bool>,
}

/// Which lines are masked as a whole: those that serve as keys, and those of bytes that tell a secret.
///
/// A line of text or of fields with a secret in it is shown with that part masked.
pub(crate) fn secret_lines(lines: &[Line], credentials: &[Credential]) -> Vec<bool> {
    Secrecy::new(lines, credentials).masked
}

impl<'s> Secrecy<'s> {
    /// Looks over the lines of a signature.
    pub(crate) fn new(lines: &'s [Line], credentials: &'s [Credential]) -> Self {
        let mut secrecy = Self {
            credentials,
            lines,
            tells: Vec::new(),
            masked: vec![false; lines.len()],
        };
        for line in lines {
            line.expressions()
                .for_each(|expression| secrecy.mask_keys(expression, false));
        }
        for (index, line) in lines.iter().enumerate() {
            let tells = secrecy.line(line, secrecy.is_masked(index));
            let shown_in_parts = match &line.kind {
                LineKind::Template(template) => template.is_text(),
                LineKind::Fields(_) => true,
            };
            if let Some(masked) = secrecy.masked.get_mut(index) {
                *masked |= tells >= Tells::Some && !shown_in_parts;
            }
            secrecy.tells.push(tells);
        }
        secrecy
    }

    /// Whether a line is masked as a whole.
    pub(crate) fn is_masked(&self, line: usize) -> bool {
        self.masked.get(line).copied().unwrap_or_default()
    }

    /// The name that stands for a value where it is shown; `None`: it may be shown itself.
    pub(crate) fn mask(&self, expression: &Expression) -> Option<&'s str> {
        if self.expression(expression) < Tells::Some {
            return None;
        }
        let told = expression
            .operands
            .iter()
            .find(|operand| self.operand(operand) >= Tells::Some);
        told.and_then(|operand| self.name(operand))
            .or(Some("secret"))
    }

    /// Masks the lines that a key is made of.
    fn mask_keys(&mut self, expression: &Expression, in_key: bool) {
        for operand in &expression.operands {
            if let (true, Operand::Line(line)) = (in_key, operand)
                && let Some(masked) = self.masked.get_mut(*line)
            {
                *masked = true;
            }
        }
        for call in &expression.calls {
            for argument in call.values() {
                self.mask_keys(argument, in_key || call.function.takes_key());
            }
        }
    }

    fn line(&self, line: &Line, masked: bool) -> Tells {
        match &line.kind {
            _ if masked => Tells::All,
            LineKind::Template(template) => {
                let values = template
                    .expressions()
                    .map(|expression| self.expression(expression));
                let literals = template
                    .parts
                    .iter()
                    .any(|part| matches!(part, Part::Literal(_)))
                    .then_some(Tells::Constant);
                side_by_side(values.chain(literals))
            }
            LineKind::Fields(_)
                if line
                    .expressions()
                    .any(|expression| self.expression(expression) >= Tells::Some) =>
            {
                Tells::Some
            }
            LineKind::Fields(_) => Tells::Nothing,
        }
    }

    fn expression(&self, expression: &Expression) -> Tells {
        let mut tells = side_by_side(
            expression
                .operands
                .iter()
                .map(|operand| self.operand(operand)),
        );
        for call in &expression.calls {
            if call.function.is_one_way() {
                let keys = call.values().map(|argument| self.expression(argument));
                let made_of_secrets_alone =
                    side_by_side(std::iter::once(tells).chain(keys)) == Tells::All;
                tells = match tells {
                    Tells::Constant | Tells::All if made_of_secrets_alone => Tells::All,
                    Tells::Constant => Tells::Constant,
                    _ => Tells::Nothing,
                };
            }
        }
        tells
    }

    fn operand(&self, operand: &Operand) -> Tells {
        match operand {
            Operand::Literal(_) => Tells::Constant,
            Operand::Credential(index)
                if self
                    .credentials
                    .get(*index)
                    .is_some_and(|credential| credential.secret) =>
            {
                Tells::All
            }
            Operand::Line(index) => self.tells.get(*index).copied().unwrap_or(Tells::Nothing),
            _ => Tells::Nothing,
        }
    }

    fn name(&self, operand: &Operand) -> Option<&'s str> {
        match operand {
            Operand::Credential(index) => self
                .credentials
                .get(*index)
                .map(|credential| credential.name.as_str()),
            Operand::Line(index) => self.lines.get(*index).map(|line| line.name.as_str()),
            _ => None,
        }
    }
}

/// What values tell together: spelled-out text adds nothing and takes nothing away.
fn side_by_side(values: impl Iterator<Item = Tells>) -> Tells {
    let together = |first, second| match (first, second) {
        (Tells::Constant, other) | (other, Tells::Constant) => other,
        (Tells::All, Tells::All) => Tells::All,
        (Tells::Nothing, Tells::Nothing) => Tells::Nothing,
        _ => Tells::Some,
    };
    values.reduce(together).unwrap_or(Tells::Constant)
}
