//! For people.

use sealspec_codegen::{Diagnostics, Severity, Style, counts, more};

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for diagnostics in report.specs.iter().filter(|own| !is_clean(own)) {
        out.push_str(&diagnostics.render_list(Style::Styled));
        if report.specs.len() > 1 {
            out.push('\n');
        }
    }
    if report.specs.len() > 1 || out.is_empty() {
        out.push_str(&totals(report));
        out.push('\n');
    }
    if report.is_denied() {
        out.push_str("warnings are denied\n");
    }
    let codes = report.specs.iter().flatten().map(|own| own.code);
    out.push_str(&more(codes));
    out
}

/// How much was found in all specs.
pub(super) fn totals(report: &Report) -> String {
    let names: Vec<String> = report.specs.iter().map(name).collect();
    let specs = match names.split_last() {
        Some((last, others @ [_, ..])) => {
            format!("the specs of {} and {last}", others.join(", "))
        }
        _ => format!("the spec of {}", names.concat()),
    };
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    match errors + warnings {
        0 => format!("no errors and no warnings in {specs}"),
        _ => format!("{} in {specs}", counts(errors, warnings)),
    }
}

fn name(diagnostics: &Diagnostics) -> String {
    format!("`{}`", diagnostics.sources().vendor())
}

fn is_clean(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().next().is_none()
}
