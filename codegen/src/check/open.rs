//! Operations that take fields under names of the caller's.

use super::reserved::OPEN_NAMES;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Field;
use crate::spec;

/// Reports fields whose Rust names such an operation needs itself.
pub(super) fn refuse_names(spec: &spec::Operation, request: &[Field], problems: &Problems<'_>) {
    if spec.open.is_none() {
        return;
    }
    for field in request {
        if !OPEN_NAMES.contains(&field.rust.as_str()) {
            continue;
        }
        let mut written = spec.request.iter();
        let written = written.find(|own| own.wire.text == field.wire);
        let at = written.map_or(spec.name.span, |own| {
            own.rust.as_ref().unwrap_or(&own.wire).span
        });
        let message = format!(
            "the field `{}` would be named `{}`, which an operation with `open` needs itself",
            field.wire, field.rust
        );
        let help = format!(
            "state another Rust name beside its type, like `rust: {}_value`",
            field.rust
        );
        problems.report(
            Diagnostic::new(Code::Reserved, at, message)
                .label("needs another Rust name")
                .help(help),
        );
    }
}
