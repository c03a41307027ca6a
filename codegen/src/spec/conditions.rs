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
        .map(|(name, node)| (name.clone(), values(&name.text, node, problems)))
        .collect()
}

/// One value, or a list of them.
pub(super) fn values(name: &str, node: &Node, problems: &Problems<'_>) -> Vec<Name> {
    match &node.kind {
        Kind::Sequence(items) if items.is_empty() => {
            let message = format!("`{name}` lists nothing");
            let help = "list at least one value, or drop it";
            problems.report(
                Diagnostic::new(Code::BadValue, node.span, message)
                    .label("an empty list")
                    .help(help),
            );
            Vec::new()
        }
        Kind::Sequence(_) => list(node, name, problems)
            .iter()
            .filter_map(|item| text(item, name, problems))
            .collect(),
        _ => text(node, name, problems).into_iter().collect(),
    }
}
