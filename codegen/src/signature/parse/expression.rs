use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::argument::{self, Kind, Written};
use super::token::{Token, tokens};
use super::{Problem, ProblemKind};
use crate::diagnostic::{list_of, nearest};
use crate::signature::scope::Scope;
use crate::signature::{Call, Expression, Function, Operand, ValueType};

/// How deep arguments may stand in arguments.
const DEEPEST: usize = 8;

/// An expression with what it makes; `None` where it has a mistake, which was told.
type Typed = Option<(Expression, ValueType)>;

/// Reads what stands in braces.
pub(super) fn read(
    text: &str,
    range: Range<usize>,
    scope: &Scope<'_>,
    problems: &mut Vec<Problem>,
) -> Typed {
    let before = problems.len();
    let tokens = tokens(text, range.clone(), problems);
    if problems.len() > before {
        return None;
    }
    let mut reader = Reader {
        tokens: tokens.into_iter().peekable(),
        end: range.end,
        abandoned: false,
        scope,
        problems,
    };
    let expression = reader.expression(range.start.saturating_sub(1)..range.end + 1, 0);
    if let Some((_, range)) = reader
        .tokens
        .next()
        .filter(|_| reader.problems.len() == before)
    {
        reader.problems.push(Problem::syntax(
            range,
            "the expression should end here",
            "put `|` before a function",
        ));
        return None;
    }
    expression
}

pub(super) struct Reader<'r, 's> {
    pub(super) tokens: Peekable<IntoIter<(Token, Range<usize>)>>,
    /// Where the expression ends.
    end: usize,
    /// Whether the rest of it was given up.
    abandoned: bool,
    pub(super) scope: &'r Scope<'s>,
    pub(super) problems: &'r mut Vec<Problem>,
}

impl Reader<'_, '_> {
    /// Operands and the functions behind them. `around` is what is pointed at where there is nothing.
    fn expression(&mut self, around: Range<usize>, depth: usize) -> Typed {
        let operands = self.operands(around);
        let mut made = operands.as_ref().map(|(_, made)| *made);
        let mut calls = Some(Vec::new());
        while let Some((_, pipe)) = self.tokens.next_if(|(token, _)| *token == Token::Pipe) {
            let call = self.call(pipe, made, depth);
            made = call.as_ref().map(|call| call.function.gives());
            calls = calls.zip(call).map(|(mut calls, call)| {
                calls.push(call);
                calls
            });
        }
        Some((
            Expression {
                operands: operands?.0,
                calls: calls?,
            },
            made?,
        ))
    }

    fn operands(&mut self, around: Range<usize>) -> Option<(Vec<Operand>, ValueType)> {
        let mut operands = Vec::new();
        let mut found = Vec::new();
        let mut sound = true;
        while let Some((token, range)) = self
            .tokens
            .next_if(|(token, _)| matches!(token, Token::Name(_) | Token::Literal(_)))
        {
            let operand = match token {
                Token::Name(name) => self.name(&name, range.clone()),
                Token::Literal(text) => Some((Operand::Literal(text), ValueType::Text)),
                _ => None,
            };
            match operand {
                Some((operand, value_type)) => {
                    operands.push(operand);
                    found.push((value_type, range));
                }
                None => sound = false,
            }
        }
        if sound && operands.is_empty() {
            let range = self
                .tokens
                .peek()
                .map_or(around, |(_, range)| range.clone());
            let help = "name a credential, a line above or a built-in, as in `{text | md5 | hex}`";
            self.problems
                .push(Problem::syntax(range, "a value is missing here", help));
            return None;
        }
        let made = self.side_by_side(found)?;
        sound.then_some((operands, made))
    }

    /// What values make that are written one after the other.
    fn side_by_side(&mut self, found: Vec<(ValueType, Range<usize>)>) -> Option<ValueType> {
        if let [(alone, _)] = found.as_slice() {
            return Some(*alone);
        }
        if let Some((_, range)) = found
            .iter()
            .find(|(value_type, _)| *value_type == ValueType::Instant)
        {
            let help = "give it braces or a line of its own, passed through `unix_ms` or `unix`";
            let message = "an instant can't stand beside another value";
            self.problems.push(Problem::new(
                ProblemKind::WrongType,
                range.clone(),
                message,
                help,
            ));
            return None;
        }
        let bytes = found
            .iter()
            .any(|(value_type, _)| *value_type == ValueType::Bytes);
        let body = found
            .iter()
            .any(|(value_type, _)| *value_type == ValueType::Body);
        Some(match (bytes, body) {
            (true, _) => ValueType::Bytes,
            (false, true) => ValueType::Body,
            (false, false) => ValueType::Text,
        })
    }

    /// A function and its arguments, applied to what was made before.
    fn call(&mut self, pipe: Range<usize>, made: Option<ValueType>, depth: usize) -> Option<Call> {
        let Some((Token::Name(name), range)) = self
            .tokens
            .next_if(|(token, _)| matches!(token, Token::Name(_)))
        else {
            self.problems.push(Problem::syntax(
                pipe,
                "a function is missing behind `|`",
                "name one, or drop the `|`",
            ));
            return None;
        };
        let written = self.arguments(depth);
        let Some(function) = Function::named(&name) else {
            self.problems.push(unknown_function(&name, range));
            return None;
        };
        let arguments = argument::fitted(function, written?, &range, self.problems);
        let input_fits = made.is_none_or(|made| self.check_input(function, made, range));
        let arguments = arguments?;
        input_fits.then_some(Call {
            function,
            arguments,
        })
    }

    fn check_input(&mut self, function: Function, made: ValueType, range: Range<usize>) -> bool {
        if function.takes(made) {
            return true;
        }
        let message = format!(
            "`{}` takes {}, and this is {}",
            function.name(),
            wanted(function),
            made.described()
        );
        let help = match made {
            _ if function.takes(ValueType::Instant) => "it formats `now`, as in `{now | unix}`",
            ValueType::Text => {
                "pass it through a digest first, or through `bytes` to take the text's own UTF-8"
            }
            other => other.remedy(),
        };
        self.problems
            .push(Problem::new(ProblemKind::WrongType, range, message, help));
        false
    }

    /// What stands in parentheses behind a function, if anything does.
    fn arguments(&mut self, depth: usize) -> Option<Vec<Written>> {
        let Some((_, open)) = self.tokens.next_if(|(token, _)| *token == Token::Open) else {
            return Some(Vec::new());
        };
        if depth == DEEPEST {
            let help = "make the inner value a line of its own";
            return self.abandon(Problem::syntax(
                open,
                "arguments stand too deep in arguments",
                help,
            ));
        }
        let mut arguments = Some(Vec::new());
        if self
            .tokens
            .next_if(|(token, _)| *token == Token::Close)
            .is_some()
        {
            return arguments;
        }
        loop {
            let start = self
                .tokens
                .peek()
                .map_or(self.end, |(_, range)| range.start);
            let argument = match self.number() {
                Some(number) => Some((Kind::Number(number), ValueType::Text)),
                None => self
                    .expression(open.clone(), depth + 1)
                    .map(|(expression, made)| (Kind::Value(expression), made)),
            };
            let end = self
                .tokens
                .peek()
                .map_or(self.end, |(_, range)| range.start);
            arguments = arguments
                .zip(argument)
                .map(|(mut arguments, (kind, made))| {
                    arguments.push(Written {
                        kind,
                        made,
                        range: start..end,
                    });
                    arguments
                });
            match self.tokens.next() {
                Some((Token::Comma, _)) => {}
                Some((Token::Close, _)) => return arguments,
                Some((_, range)) => {
                    return self.abandon(Problem::syntax(
                        range,
                        "`)` or `,` is missing before this",
                        "close the parentheses",
                    ));
                }
                None => {
                    return self.abandon(Problem::syntax(
                        open,
                        "`(` is never closed",
                        "close it with `)`",
                    ));
                }
            }
        }
    }

    /// A number, where the next token is one.
    fn number(&mut self) -> Option<String> {
        let is_number = |token: &Token| matches!(token, Token::Name(name) if name.starts_with(|digit: char| digit.is_ascii_digit()));
        match self.tokens.next_if(|(token, _)| is_number(token))? {
            (Token::Name(number), _) => Some(number),
            _ => None,
        }
    }

    /// Tells a problem after which the rest can't be made sense of; the first of them is enough.
    fn abandon<T>(&mut self, problem: Problem) -> Option<T> {
        if !self.abandoned {
            self.problems.push(problem);
        }
        self.abandoned = true;
        while self.tokens.next().is_some() {}
        None
    }
}

fn unknown_function(name: &str, range: Range<usize>) -> Problem {
    let names = || Function::ALL.iter().map(|function| function.name());
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", list_of(names())),
    };
    let message = format!("no function is named `{name}`");
    Problem::new(ProblemKind::UnknownFunction, range, message, help)
}

fn wanted(function: Function) -> &'static str {
    match (
        function.takes(ValueType::Text),
        function.takes(ValueType::Bytes),
    ) {
        (true, true) => "text or bytes",
        (true, false) => "text",
        (false, true) => "bytes",
        (false, false) => "an instant",
    }
}
