//! Names in expressions, and what they stand for.

use std::ops::Range;

use super::expression::Reader;
use super::token::Token;
use super::{Problem, ProblemKind};
use crate::diagnostic::list_of;
use crate::signature::scope::{Lookup, MakeOperand};
use crate::signature::{Function, Operand, ValueType};

impl Reader<'_, '_> {
    pub(super) fn name(&mut self, name: &str, range: Range<usize>) -> Option<(Operand, ValueType)> {
        if let Some(make) = self.scope.request_part(name) {
            return Some((self.request_part(name, range, make)?, ValueType::Text));
        }
        let (kind, message, help) = match self.scope.lookup(name) {
            Lookup::Found(operand, value_type) => return Some((operand, value_type)),
            Lookup::Later => (
                ProblemKind::LaterLine,
                format!("the line `{name}` isn't made yet"),
                "a line may use only the lines above it: move this one down".to_owned(),
            ),
            Lookup::NotHere(why) => (
                ProblemKind::NameNotHere,
                format!("`{name}` means nothing here"),
                why.to_owned(),
            ),
            Lookup::Unknown(_) if Function::named(name).is_some() => (
                ProblemKind::UnknownName,
                format!("`{name}` is a function, not a value"),
                format!("put it behind a value and `|`, as in `{{text | {name}}}`"),
            ),
            Lookup::Unknown(near) => {
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", list_of(self.scope.names())),
                };
                (
                    ProblemKind::UnknownName,
                    format!("nothing is named `{name}`"),
                    help,
                )
            }
        };
        self.problems.push(Problem::new(kind, range, message, help));
        None
    }

    /// The name in parentheses behind `field` or `header`.
    fn request_part(
        &mut self,
        name: &str,
        range: Range<usize>,
        make: Result<MakeOperand, &'static str>,
    ) -> Option<Operand> {
        let part = self.part_name();
        let problem = match (make, part) {
            (Ok(make), Some(part)) => return Some(make(part)),
            (Err(why), _) => Problem::new(
                ProblemKind::NameNotHere,
                range,
                format!("`{name}` means nothing here"),
                why,
            ),
            (_, None) => Problem::new(
                ProblemKind::ArgumentCount,
                range,
                format!("`{name}` needs to know of which {name}"),
                format!("write its name in quotes: `{name}('timestamp')`"),
            ),
        };
        self.problems.push(problem);
        None
    }

    /// `('name')`; `None` where something else stands there.
    fn part_name(&mut self) -> Option<String> {
        self.tokens.next_if(|(token, _)| *token == Token::Open)?;
        let is_literal = |token: &Token| matches!(token, Token::Literal(_));
        let name = match self.tokens.next_if(|(token, _)| is_literal(token)) {
            Some((Token::Literal(name), _)) => name,
            _ => return None,
        };
        self.tokens.next_if(|(token, _)| *token == Token::Close)?;
        Some(name)
    }
}
