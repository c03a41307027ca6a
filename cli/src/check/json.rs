//! For scripts. `docs/check.md` promises this shape.

use sealspec_codegen::{Diagnostics, Severity, Span};
use serde::Serialize;

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let document = Document {
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        specs: report.specs.iter().map(Spec::of).collect(),
    };
    super::pretty(&document)
}

#[derive(Serialize)]
struct Document<'d> {
    errors: usize,
    warnings: usize,
    specs: Vec<Spec<'d>>,
}

#[derive(Serialize)]
struct Spec<'d> {
    vendor: &'d str,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Told<'d>>,
}

#[derive(Serialize)]
struct Told<'d> {
    code: &'static str,
    severity: &'static str,
    message: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    #[serde(flatten)]
    at: Place<'d>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'d>>,
}

#[derive(Serialize)]
struct Place<'d> {
    file: &'d str,
    start: Position,
    end: Position,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'d str,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl<'d> Spec<'d> {
    fn of(diagnostics: &'d Diagnostics) -> Self {
        let told = diagnostics.iter().map(|own| Told {
            code: own.code.as_str(),
            severity: own.code.severity().as_str(),
            message: &own.message,
            help: own.help.as_deref(),
            at: Place::of(own.span, &own.label, diagnostics),
            related: own
                .related
                .iter()
                .map(|(span, label)| Place::of(*span, label, diagnostics))
                .collect(),
        });
        Self {
            vendor: diagnostics.sources().vendor(),
            errors: diagnostics.count(Severity::Error),
            warnings: diagnostics.count(Severity::Warning),
            diagnostics: told.collect(),
        }
    }
}

impl<'d> Place<'d> {
    fn of(span: Span, label: &'d str, diagnostics: &'d Diagnostics) -> Self {
        let location = diagnostics.location(span);
        let position = |own: sealspec_codegen::Position| Position {
            line: own.line,
            column: own.column,
        };
        Self {
            file: location.path,
            start: position(location.start),
            end: position(location.end),
            label,
        }
    }
}
