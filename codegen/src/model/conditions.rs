//! What tells the outcome of a call from its reply.

use super::Json;

/// Members of a reply, and for each the texts of which it must have one. They hold where all do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions(pub Vec<(String, Vec<String>)>);

impl Conditions {
    /// Whether there are none; then they hold for every reply.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether they hold for a reply. Its values are compared as text.
    pub fn hold(&self, reply: &Json) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let found = member(reply, name).and_then(scalar_text);
            found.is_some_and(|text| wanted.contains(&text))
        })
    }

    /// Whether `others` hold for every reply for which these do.
    pub(crate) fn imply(&self, others: &Self) -> bool {
        others.0.iter().all(|(name, wanted)| {
            let own = self.0.iter().find(|(own, _)| own == name);
            own.is_some_and(|(_, values)| values.iter().all(|value| wanted.contains(value)))
        })
    }
}

fn member<'j>(reply: &'j Json, name: &str) -> Option<&'j Json> {
    let Json::Object(members) = reply else {
        return None;
    };
    members
        .iter()
        .find(|(member, _)| member == name)
        .map(|(_, value)| value)
}

fn scalar_text(value: &Json) -> Option<String> {
    match value {
        Json::Boolean(value) => Some(value.to_string()),
        Json::Number(text) | Json::String(text) => Some(text.clone()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
