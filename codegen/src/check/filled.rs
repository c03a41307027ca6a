//! Fields that an operation fills in itself.

use super::templates::{refuse_fallible, template};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Filled, FilledValue, Json};
use crate::signature::Scope;
use crate::spec::{self, Name};
use crate::yaml::{self, Kind, Node};

/// Checks them; what can't be sent is reported and left out.
pub(super) fn filled(spec: &spec::Operation, problems: &Problems<'_>) -> Vec<Filled> {
    let takes_url = spec.given_url().is_some();
    spec.filled
        .iter()
        .filter_map(|spec| {
            Some(Filled {
                wire: spec.wire.text.clone(),
                value: match (&spec.value, &spec.derived) {
                    (Some(node), _) => FilledValue::Constant(constant(node, problems)?),
                    (None, Some(text)) => derived(text, takes_url, problems)?,
                    (None, None) => return None,
                },
                after: spec.after,
                about: spec.about.clone(),
                at: spec.wire.span,
            })
        })
        .collect()
}

fn derived(text: &Name, takes_url: bool, problems: &Problems<'_>) -> Option<FilledValue> {
    if !takes_url {
        let message = "a field is made from the URL of a call to which callers give none";
        let help = "say `get: \"{url}\"` where the URL is known at run time only, or `const` for a value that is always the same";
        problems.report(Diagnostic::new(Code::Misplaced, text.span, message).help(help));
        return None;
    }
    let template = template(Some(text), &Scope::derived(), problems);
    refuse_fallible(&template, text, problems);
    Some(FilledValue::Derived(template))
}

fn constant(node: &Node, problems: &Problems<'_>) -> Option<Json> {
    if matches!(node.kind, Kind::Scalar { .. }) && !node.is_null() {
        // A number that JSON can't write is reported where it is read.
        return Some(yaml::json(node, problems)).filter(|value| *value != Json::Null);
    }
    let message = "a constant is one text, number or boolean";
    let help = "write the value that the vendor's page prescribes, like `const: pay`";
    problems.report(
        Diagnostic::new(Code::BadValue, node.span, message)
            .label("none of these")
            .help(help),
    );
    None
}
