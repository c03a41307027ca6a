use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::yaml::{Cursor, Kind, Node, list, text};

/// Members of a reply with the values that tell an outcome.
pub(crate) type Conditions = Vec<(Name, Vec<Name>)>;

/// The conditions under a key; none where it is missing.
pub(super) fn conditions<'n>(
    cursor: &mut Cursor<'n>,
    key: &'static str,
    problems: &'n Problems<'n>,
) -> Conditions {
    let entries = cursor.entries(key).iter();
    entries
        .map(|(name, node)| (name.clone(), values(name, node, problems)))
        .collect()
}

/// One value, or a list of them.
fn values(name: &Name, node: &Node, problems: &Problems<'_>) -> Vec<Name> {
    match &node.kind {
        Kind::Sequence(items) if items.is_empty() => {
            let message = format!("`{}` has no value that would hold", name.text);
            let help = "list at least one, or drop the member";
            problems.report(
                Diagnostic::new(Code::BadValue, node.span, message)
                    .label("an empty list")
                    .help(help),
            );
            Vec::new()
        }
        Kind::Sequence(_) => list(node, &name.text, problems)
            .iter()
            .filter_map(|item| text(item, &name.text, problems))
            .collect(),
        _ => text(node, &name.text, problems).into_iter().collect(),
    }
}
