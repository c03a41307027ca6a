//! How the differences are shown.

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::super::Args;
use super::super::shown::Shown;
use super::Examined;
use crate::failure::{Exit, Failure};
use crate::text::printable;
use crate::{input, output};

/// Prints the differences and the request with the same values, and gives the exit code.
pub(super) fn report(args: &Args, examined: &Examined) -> Result<Exit, Failure> {
    let Examined {
        seen,
        findings,
        shown,
        mask,
    } = examined;
    let compared = match (&args.string_to_sign, shown) {
        (Some(file), Some(shown)) => {
            Some(shown.compare(&input::read_text(file, "the string to sign")?))
        }
        _ => None,
    };
    let is_fine = findings.is_empty() && compared.as_ref().is_none_or(|compared| compared.is_none);
    if args.json {
        let value = json!({
            "operation": seen.operation,
            "profile": seen.profile,
            "is_same": is_fine,
            "differences": findings.iter().map(|finding| finding.json(mask)).collect::<Vec<_>>(),
            "string_to_sign": compared.as_ref().map(|compared| &compared.told),
            "ours": shown.as_ref().map(Shown::json),
        });
        output::document(&format!("{value:#}\n"))?;
    } else {
        output::print(text(examined))?;
        if let Some(compared) = &compared {
            output::print(format_args!("\n{}\n", compared.told))?;
        }
    }
    Ok(if is_fine { Exit::Fine } else { Exit::No })
}

fn text(examined: &Examined) -> String {
    let Examined {
        seen,
        findings,
        shown,
        mask,
    } = examined;
    let bold = Style::new().bold();
    let mut text = String::new();
    if let (Some(operation), Some(profile)) = (&seen.operation, &seen.profile) {
        text.push_str(&format!(
            "The pasted request calls {bold}{operation}{bold:#} as {bold}{profile}{bold:#}.\n"
        ));
    }
    match findings.split_first() {
        None => {
            let good = Style::new().bold().fg_color(Some(AnsiColor::Green.into()));
            let signed = shown
                .as_ref()
                .is_some_and(|shown| shown.honesty().is_empty());
            let what = if signed {
                "as documented, and signed right"
            } else {
                "as documented, as far as can be told"
            };
            text.push_str(&format!("{good}No difference:{good:#} it is {what}.\n"));
        }
        Some((first, others)) => {
            let bad = Style::new()
                .bold()
                .fg_color(Some(AnsiColor::BrightRed.into()));
            text.push_str(&format!(
                "\n{bad}First difference:{bad:#} {}",
                first.text(mask)
            ));
            for other in others {
                text.push_str(&format!("Then: {}\n", mask.hide(&printable(&other.what))));
            }
        }
    }
    if let Some(shown) = shown {
        let heading = if findings.is_empty() {
            ""
        } else {
            "With the same values sealspec makes this of it.\n"
        };
        text.push_str(&format!(
            "\n{heading}{}{}",
            shown.signature(),
            shown.honesty()
        ));
    }
    text
}
