//! Warnings that a spec allows, each with the reason.

use super::about;
use crate::diagnostic::{Allowance, Code, Diagnostic, Problems, Severity, Span, nearest};
use crate::yaml::{Cursor, Key, Node};

/// Takes `allow`: codes of warnings with the reasons why they hold no sway in `scope`; `None`: in all files.
pub(super) fn allow<'n>(cursor: &mut Cursor<'n>, scope: Option<Span>, problems: &'n Problems<'n>) {
    for (name, reason) in cursor.entries("allow") {
        refuse_no_reason(name, reason, problems);
        if let Some(code) = warning(name, problems) {
            let at = name.span;
            problems.allow(Allowance { code, at, scope });
        }
    }
}

/// What an entry covers: from its name to the end of its value.
pub(super) fn within((name, node): &(Key, Node)) -> Option<Span> {
    Some(Span {
        end: node.end(),
        ..name.span
    })
}

/// The warning of this code.
fn warning(name: &Key, problems: &Problems<'_>) -> Option<Code> {
    let found = Code::find(&name.text);
    match found.map(Code::severity) {
        Some(Severity::Warning) => return found,
        Some(Severity::Error) => {
            let message = format!("`{}` is an error, and errors can't be allowed", name.text);
            let help = "mend what it tells; only warnings (`SW…`) can be allowed";
            problems.report(Diagnostic::new(Code::BadValue, name.span, message).help(help));
        }
        None => {
            let warnings = || {
                Code::ALL
                    .iter()
                    .filter(|own| own.severity() == Severity::Warning)
            };
            let help = match nearest(&name.text, warnings().map(|own| own.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the code that stands in brackets behind `warning`, like `SW0004`"
                    .to_owned(),
            };
            let message = format!("no warning has the code `{}`", name.text);
            problems.report(
                Diagnostic::new(Code::Unresolved, name.span, message)
                    .label("not found")
                    .help(help),
            );
        }
    }
    None
}

fn refuse_no_reason(name: &Key, reason: &Node, problems: &Problems<'_>) {
    let before = problems.count();
    let says_nothing = reason.is_null() || about::text(reason, problems).is_empty();
    if says_nothing && problems.count() == before {
        let message = format!("`{}` is allowed without a reason", name.text);
        let help = "say why it is as it is, in a sentence: whoever reads the spec next asks";
        problems.report(Diagnostic::new(Code::BadValue, name.span, message).help(help));
    }
}
