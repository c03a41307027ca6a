//! Answers that a tester asks for on the command line.

use std::str::FromStr;
use std::time::Duration;

use sealspec_codegen::model::Operation;
use sealspec_codegen::suggest;
use sealspec_mock::{Answer, MockVendor, StatusCode};

use crate::failure::Failure;

/// An operation and what it answers: `pay=status:503`.
#[derive(Debug, Clone)]
pub(crate) struct Scripted {
    operation: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// The documented example of this number, counted from 1.
    Example(usize),
    /// Anything that every operation can answer.
    Any(Answer),
}

const KINDS: [&str; 9] = [
    "example:N",
    "refusal:CODE:TEXT",
    "status:CODE",
    "unsigned",
    "forged",
    "garbage",
    "slow:SECONDS",
    "cut",
    "cut-midway",
];

impl FromStr for Scripted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((operation, answer)) = text.split_once('=') else {
            return Err("write OPERATION=ANSWER, such as `pay=status:503`".to_owned());
        };
        Ok(Self {
            operation: operation.to_owned(),
            kind: answer.parse()?,
        })
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, rest) = match text.split_once(':') {
            Some((name, rest)) => (name, Some(rest)),
            None => (text, None),
        };
        let answer = match (name, rest) {
            ("example", Some(number)) => return example(number),
            ("refusal", Some(rest)) => {
                let (code, message) = rest.split_once(':').unwrap_or((rest, ""));
                Answer::refusal(code, message)
            }
            ("status", Some(code)) => Answer::status(status(code)?),
            ("slow", Some(seconds)) => Answer::documented().after(delay(seconds)?),
            ("unsigned", None) => Answer::documented().unsigned(),
            ("forged", None) => Answer::documented().forged(),
            ("garbage", None) => Answer::garbage(),
            ("cut", None) => Answer::cut(),
            ("cut-midway", None) => Answer::documented().cut_midway(),
            _ => {
                return Err(format!(
                    "`{text}` is no answer; write {}",
                    suggest::choice_of(KINDS)
                ));
            }
        };
        Ok(Self::Any(answer))
    }
}

fn example(number: &str) -> Result<Kind, String> {
    match number.parse() {
        Ok(number) if number > 0 => Ok(Kind::Example(number)),
        _ => Err(format!(
            "`{number}` is no number of an example; they are counted from 1"
        )),
    }
}

fn status(code: &str) -> Result<StatusCode, String> {
    let status = code.parse().ok();
    // Those below 200 don't end an exchange.
    status
        .filter(|status: &StatusCode| !status.is_informational())
        .ok_or_else(|| format!("`{code}` is no HTTP status of a reply, such as 503"))
}

fn delay(seconds: &str) -> Result<Duration, String> {
    let number = seconds.parse().ok();
    let delay = number.and_then(|number| Duration::try_from_secs_f64(number).ok());
    delay
        .filter(|delay| *delay <= Duration::from_secs(3600))
        .ok_or_else(|| format!("`{seconds}` is no number of seconds up to 3600"))
}

/// Tells the vendor what it is to answer.
pub(super) fn script(vendor: &MockVendor, answers: &[Scripted]) -> Result<(), Failure> {
    for scripted in answers {
        let operation = find(vendor, &scripted.operation)?;
        let answer = match &scripted.kind {
            Kind::Any(answer) => answer.clone(),
            Kind::Example(number) => nth_example(operation, *number)?,
        };
        vendor
            .script(&operation.name, [answer])
            .map_err(|error| Failure::usage(error.to_string(), "look at the operation's spec"))?;
    }
    Ok(())
}

fn find<'v>(vendor: &'v MockVendor, name: &str) -> Result<&'v Operation, Failure> {
    let operations = || vendor.api().pages.iter().flat_map(|page| &page.operations);
    let found = operations().find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let names = || operations().map(|operation| operation.name.as_str());
        Failure::usage(
            format!("`{}` has no operation `{name}`", vendor.api().name),
            match suggest::nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("name one of {}", suggest::list_of(names())),
            },
        )
    })
}

fn nth_example(operation: &Operation, number: usize) -> Result<Answer, Failure> {
    let name = &operation.name;
    let has_reply = |index: usize| {
        let example = operation.examples.get(index);
        example.is_some_and(|example| example.response.is_some())
    };
    let index = number.saturating_sub(1);
    if has_reply(index) {
        return Ok(Answer::example(index));
    }
    let with_reply = (0..operation.examples.len()).filter(|index| has_reply(*index));
    let numbers: Vec<_> = with_reply.map(|index| (index + 1).to_string()).collect();
    Err(Failure::usage(
        format!("`{name}` has no example {number} with a reply"),
        match numbers.as_slice() {
            [] => "give another kind of answer".to_owned(),
            numbers => format!(
                "there is a reply in example {}",
                suggest::choice_of(numbers.iter().map(String::as_str)).replace('`', "")
            ),
        },
    ))
}
