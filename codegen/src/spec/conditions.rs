use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Entries, Key, Kind, Node, Value};

/// Members of a reply with the values that tell an outcome.
pub(crate) type Conditions = Vec<(Name, Vec<Name>)>;

/// One value, or a list of them.
#[derive(Debug)]
pub(super) struct Values(pub(super) Vec<Name>);

/// The conditions of a mapping of members to their values.
pub(super) fn conditions(members: Entries<Values>) -> Conditions {
    let members = members.0.into_iter();
    members.map(|(name, values)| (name, values.0)).collect()
}

impl Value for Values {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Sequence(items) if items.is_empty() => {
                let message = format!("`{}` lists nothing", key.text);
                let help = "list at least one value, or drop it";
                problems.report(
                    Diagnostic::new(Code::BadValue, node.span, message)
                        .label("an empty list")
                        .help(help),
                );
                Some(Self(Vec::new()))
            }
            Kind::Sequence(_) => Vec::read(key, node, problems).map(Self),
            _ => Some(Self(Name::read(key, node, problems).into_iter().collect())),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let one = Name::schema(generator);
        json_schema!({"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]})
    }
}
