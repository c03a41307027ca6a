//! `sealspec explain-code`: what a mistake is, why it matters, and an example of wrong and right.

mod readable;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use sealspec_codegen::suggest::{choice_of, nearest};
use sealspec_codegen::{Code, Severity};
use serde_json::{Value, json};

use crate::failure::{Exit, Failure};
use crate::output;

/// Arguments of `sealspec explain-code`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec explain-code SE0023    one at length
  sealspec explain-code           all, a line each")]
pub(crate) struct Args {
    /// Codes, as they stand in brackets behind `error` and `warning`: SE0007. Without one, all are listed.
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// Prints a JSON list with `code`, `severity`, `title` and `explanation`, which is Markdown.
    #[arg(long)]
    json: bool,
}

/// Explains the codes, or lists all of them.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let codes = args
        .codes
        .iter()
        .map(|number| find(number))
        .collect::<Result<Vec<_>, _>>()?;
    match (args.json, codes.as_slice()) {
        (true, []) => output::document(&json(Code::ALL))?,
        (true, codes) => output::document(&json(codes))?,
        (false, []) => output::print(table())?,
        (false, codes) => {
            let explained: Vec<_> = codes.iter().map(|code| explained(*code)).collect();
            output::print(explained.join("\n"))?;
        }
    }
    Ok(Exit::Fine)
}

fn find(number: &str) -> Result<Code, Failure> {
    Code::find(&number.to_ascii_uppercase()).ok_or_else(|| {
        let mut meant = of_number(number);
        if meant.is_empty() {
            meant.extend(nearest(number, Code::ALL.iter().map(|code| code.as_str())));
        }
        let mut help = "`sealspec explain-code` lists all codes".to_owned();
        if !meant.is_empty() {
            help = format!("did you mean {}? {help}", choice_of(meant));
        }
        Failure::usage(format!("there is no code `{number}`"), help)
    })
}

/// The codes of a bare number: `7` is `SE0007` or `SW0007`.
fn of_number(number: &str) -> Vec<&'static str> {
    let Ok(number) = number.parse::<u32>() else {
        return Vec::new();
    };
    let digits = format!("{number:04}");
    let codes = Code::ALL.iter().map(|code| code.as_str());
    codes.filter(|code| code.ends_with(&digits)).collect()
}

/// Every code with its title.
fn table() -> String {
    Code::ALL.iter().fold(String::new(), |mut table, code| {
        let _ = writeln!(table, "{}  {}", styled(*code), code.title());
        table
    })
}

fn explained(code: Code) -> String {
    let bold = Style::new().bold();
    let text = readable::readable(text(code));
    format!("{}: {bold}{}{bold:#}\n\n{text}", styled(code), code.title())
}

/// A code in the colour in which diagnostics have it.
fn styled(code: Code) -> String {
    let color = match code.severity() {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::BrightYellow,
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    format!("{style}{code}{style:#}")
}

/// A list of codes as JSON.
fn json(codes: &[Code]) -> String {
    let list = codes.iter().map(|code| {
        json!({
            "code": code.as_str(),
            "severity": code.severity().as_str(),
            "title": code.title(),
            "explanation": text(*code),
        })
    });
    format!("{:#}\n", Value::Array(list.collect()))
}

/// The long explanation of a code, as Markdown.
fn text(code: Code) -> &'static str {
    let of_code = TEXTS.iter().find(|(number, _)| *number == code.as_str());
    of_code.map_or("", |(_, text)| *text)
}

/// Code and text of each file under `texts/`.
const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/explanations.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_text_and_every_text_a_code() {
        let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let texts: Vec<_> = TEXTS.iter().map(|(number, _)| *number).collect();
        assert_eq!(texts, codes);
    }
}
