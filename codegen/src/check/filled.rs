//! Fields that an operation fills in itself.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Filled, Json};
use crate::spec;
use crate::yaml::{self, Kind, Node};

/// Checks them; what can't be sent is reported and left out.
pub(super) fn filled(list: &[spec::Filled], problems: &Problems<'_>) -> Vec<Filled> {
    list.iter()
        .filter_map(|spec| {
            Some(Filled {
                wire: spec.wire.text.clone(),
                value: constant(spec.value.as_ref()?, problems)?,
                after: spec.after,
                about: spec.about.clone(),
            })
        })
        .collect()
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
