//! Reads templates: text with `{expressions}` in it.

mod argument;
mod expression;
mod name;
mod problem;
mod token;

use std::ops::Range;

use super::scope::Scope;
use super::{Expression, Operand, Part, Template, ValueType};

pub(crate) use problem::{Problem, ProblemKind};

/// Reads a template. Where it has mistakes, all of them go to `problems` and there is no template.
pub(crate) fn template(
    text: &str,
    scope: &Scope<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Template> {
    let before = problems.len();
    let pieces = pieces(text, problems);
    let alone = matches!(pieces.as_slice(), [Piece::Braces(_)]);
    let mut parts = Vec::new();
    let mut value_type = ValueType::Text;
    for piece in pieces {
        let range = match piece {
            Piece::Literal(literal) => {
                push_literal(&mut parts, literal);
                continue;
            }
            Piece::Braces(range) => range,
        };
        let Some((expression, made)) = expression::read(text, range.clone(), scope, problems)
        else {
            continue;
        };
        match made {
            ValueType::Bytes if alone && scope.takes_bytes() => value_type = ValueType::Bytes,
            ValueType::Text | ValueType::Body => {}
            _ => problems.push(Problem::not_text(range, made)),
        }
        push_expression(&mut parts, expression, made);
    }
    (problems.len() == before).then_some(Template { parts, value_type })
}

/// A stretch of a template as it stands in the text.
enum Piece {
    Literal(String),
    /// What stands between two braces.
    Braces(Range<usize>),
}

/// Tells literal text from what stands in braces.
fn pieces(text: &str, problems: &mut Vec<Problem>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        match character {
            '{' | '}' if rest.next_if(|(_, next)| *next == character).is_some() => {
                literal.push(character)
            }
            '}' => problems.push(Problem::unopened_brace(at)),
            '{' => {
                let Some(end) = closing_brace(text, at + 1) else {
                    problems.push(Problem::unclosed_brace(at));
                    break;
                };
                if !literal.is_empty() {
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                }
                pieces.push(Piece::Braces(at + 1..end));
                while rest.next_if(|(next, _)| *next <= end).is_some() {}
            }
            _ => literal.push(character),
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    pieces
}

/// Where the brace is that ends what starts at `start`; one in quotes doesn't, unless the quotes never end.
fn closing_brace(text: &str, start: usize) -> Option<usize> {
    let mut quoted = false;
    let mut first = None;
    for (offset, character) in text.get(start..)?.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            '}' if !quoted => return Some(start + offset),
            '}' => first = first.or(Some(start + offset)),
            _ => {}
        }
    }
    first
}

/// Adds literal text; neighbours become one.
fn push_literal(parts: &mut Vec<Part>, text: String) {
    match parts.last_mut() {
        Some(Part::Literal(last)) => last.push_str(&text),
        _ => parts.push(Part::Literal(text)),
    }
}

/// Adds a value. Operands that are only written one after the other become parts of their own, which can be masked singly.
fn push_expression(parts: &mut Vec<Part>, expression: Expression, made: ValueType) {
    let is_text = matches!(made, ValueType::Text | ValueType::Body);
    if !is_text || !expression.calls.is_empty() {
        parts.push(Part::Value(expression));
        return;
    }
    for operand in expression.operands {
        match operand {
            Operand::Literal(text) => push_literal(parts, text),
            operand => parts.push(Part::Value(Expression {
                operands: vec![operand],
                calls: Vec::new(),
            })),
        }
    }
}

#[cfg(test)]
mod construct_tests;
#[cfg(test)]
mod tests;
