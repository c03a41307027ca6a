//! Arguments: whether what stands in parentheses is what the function wants there.

use std::ops::Range;

use super::{Problem, ProblemKind};
use crate::signature::function::{known_directives, offset_seconds, unknown_directive};
use crate::signature::{Argument, Expression, Function, Operand, Parameter, ValueType};

/// The greatest number that may be an argument.
const GREATEST: u32 = 1000;

/// An argument as it is written, and where.
pub(super) struct Written {
    pub(super) kind: Kind,
    pub(super) made: ValueType,
    pub(super) range: Range<usize>,
}

pub(super) enum Kind {
    Value(Expression),
    Number(String),
}

/// The arguments as the function takes them; `None` where they don't fit, which is told.
pub(super) fn fitted(
    function: Function,
    written: Vec<Written>,
    at: &Range<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Argument>> {
    let parameters = function.parameters();
    let required = parameters
        .iter()
        .filter(|parameter| !parameter.is_optional());
    if written.len() < required.count() || written.len() > parameters.len() {
        problems.push(wrong_count(function, at.clone()));
        return None;
    }
    let before = problems.len();
    let arguments: Vec<Argument> = written
        .into_iter()
        .zip(parameters)
        .filter_map(|(written, parameter)| {
            let range = written.range.clone();
            fit(*parameter, written)
                .map_err(|(kind, message, help)| {
                    problems.push(Problem::new(kind, range, message, help))
                })
                .ok()
        })
        .collect();
    (problems.len() == before).then_some(arguments)
}

fn wrong_count(function: Function, at: Range<usize>) -> Problem {
    let (name, parameters) = (function.name(), function.parameters());
    let examples: Vec<_> = parameters
        .iter()
        .map(|parameter| parameter.example())
        .collect();
    let (message, help) = match parameters {
        [] => (
            format!("`{name}` takes no argument"),
            format!("write `{name}` alone"),
        ),
        [Parameter::Key] if function.takes_key() => (
            format!("`{name}` takes one argument, its key"),
            format!("write `{name}(key)`"),
        ),
        _ => (
            format!("`{name}` has too few or too many arguments"),
            format!("write it like `{name}({})`", examples.join(", ")),
        ),
    };
    Problem::new(ProblemKind::ArgumentCount, at, message, help)
}

/// What is wrong with an argument, and what to do about it.
type Unfit = (ProblemKind, String, String);

fn fit(parameter: Parameter, written: Written) -> Result<Argument, Unfit> {
    let unfit = |message: &str, help: &str| {
        let kind = ProblemKind::BadArgument;
        Err((kind, message.to_owned(), help.to_owned()))
    };
    match (parameter, written.kind) {
        (Parameter::Key, Kind::Value(value)) if written.made == ValueType::Instant => {
            let _ = value;
            let message = "a key is text or bytes, and this is an instant".to_owned();
            Err((
                ProblemKind::WrongType,
                message,
                written.made.remedy().to_owned(),
            ))
        }
        (Parameter::Key, Kind::Value(value)) => Ok(Argument::Value(value)),
        (Parameter::Key, Kind::Number(_)) => unfit(
            "a key is text or bytes, and this is a number",
            "put it in single quotes",
        ),
        (Parameter::Seconds, Kind::Number(number)) => match number.parse() {
            Ok(seconds) => Ok(Argument::Number(seconds)),
            Err(_) => unfit(
                "this is no number of seconds",
                "write whole seconds, without quotes",
            ),
        },
        (Parameter::Number, Kind::Number(number)) => match number.parse() {
            Ok(number @ 1..=GREATEST) => Ok(Argument::Number(number)),
            _ => unfit(
                "this is no number from 1 to 1000",
                "write one, without quotes",
            ),
        },
        (Parameter::Number | Parameter::Seconds, Kind::Value(_)) => unfit(
            "a number is wanted here",
            "write it without quotes, as in `wrap(76)`",
        ),
        (parameter, Kind::Value(value)) => match literal(value) {
            Some(text) => check_text(parameter, text),
            None => unfit(
                "this must be known when the spec is read",
                "write a text in single quotes",
            ),
        },
        (_, Kind::Number(_)) => unfit("a text is wanted here", "put it in single quotes"),
    }
}

/// The text of a value that the spec spells out.
fn literal(value: Expression) -> Option<String> {
    if !value.calls.is_empty() {
        return None;
    }
    let texts = value.operands.into_iter().map(|operand| match operand {
        Operand::Literal(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

fn check_text(parameter: Parameter, text: String) -> Result<Argument, Unfit> {
    let unfit = |message: String, help: String| Err((ProblemKind::BadArgument, message, help));
    match parameter {
        Parameter::Character if text.chars().count() != 1 => unfit(
            "one character is wanted here".to_owned(),
            "write it like `pad_left(4, '0')`".to_owned(),
        ),
        Parameter::Offset if offset_seconds(&text).is_none() => unfit(
            format!("`{text}` is no offset from UTC"),
            "write it like `'+08:00'`, or leave it out for UTC".to_owned(),
        ),
        Parameter::Format => match unknown_directive(&text) {
            Some(unknown) => unfit(
                format!("`{unknown}` means nothing in a date's format"),
                format!("there are {}", known_directives()),
            ),
            None => Ok(Argument::Text(text)),
        },
        _ => Ok(Argument::Text(text)),
    }
}
