//! What no vector or example shows.

use super::documentation::is_admitted;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::spec::{Callback, Name, Operation, Seal, SealLine, Spec};

pub(super) fn warn(spec: &Spec, problems: &Problems<'_>) {
    for signature in &spec.api.signatures {
        if signature.vectors.is_empty() && !is_admitted(&signature.about) {
            problems.report(unproven("signature", &signature.name));
        }
    }
    for seal in spec.api.seals.iter().filter(|seal| is_complete(seal)) {
        if seal.vectors.is_empty() && !is_admitted(&seal.about) {
            problems.report(unproven("seal", &seal.name));
        }
    }
    for page in &spec.pages {
        for operation in &page.operations {
            warn_of_operation(operation, problems);
        }
        for callback in &page.callbacks {
            warn_of_callback(callback, problems);
        }
    }
}

fn unproven(what: &str, name: &Name) -> Diagnostic {
    let message = format!("no vector shows that the {what} `{}` is right", name.text);
    let help = "add `vectors:` with inputs and outcome from the vendor's page or from a call that it accepted; if there are none, say `assumed:` with where the rule comes from";
    Diagnostic::new(Code::Unproven, name.span, message)
        .label("checked by nothing")
        .help(help)
}

/// Whether nothing of it is left to an overlay.
fn is_complete(seal: &Seal) -> bool {
    let mut lines = seal.lines.iter();
    lines.all(|(_, line)| matches!(line, SealLine::Template(_)))
}

fn warn_of_operation(operation: &Operation, problems: &Problems<'_>) {
    let mut examples = operation.examples.iter();
    let has_request = examples.clone().any(|example| example.request.is_some());
    let has_reply = examples.any(|example| example.response.is_some());
    let lacks_request = !has_request && !operation.request.is_empty();
    let lacks_reply = !has_reply && !operation.is_link();
    let lacking = match (lacks_request, lacks_reply) {
        (false, false) => return,
        (true, true) => "its request and its reply",
        (true, false) => "its request",
        (false, true) => "its reply",
    };
    let message = format!(
        "no example of the operation `{}` shows {lacking}",
        operation.name.text
    );
    problems.report(no_example(&operation.name, message));
}

fn warn_of_callback(callback: &Callback, problems: &Problems<'_>) {
    if callback.examples.is_empty() {
        let message = format!("the callback `{}` has no example", callback.name.text);
        problems.report(no_example(&callback.name, message));
    }
}

fn no_example(name: &Name, message: String) -> Diagnostic {
    let help = "add what the vendor's page shows under `examples:`; it is tested, and the mock vendor answers with it. If the page shows nothing, say so: `allow: {SW0004: …}`";
    Diagnostic::new(Code::NoExample, name.span, message)
        .label("shown by nothing")
        .help(help)
}
