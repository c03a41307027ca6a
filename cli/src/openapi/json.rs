//! JSON as it is built here: members keep the order in which they are put.

use sealspec_codegen::model::Json;
use serde_json::{Map, Value};

/// Members in order.
pub(super) type Object = Map<String, Value>;

/// An object of these members.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Object {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    members.into_iter().collect()
}

/// What can be left out where it says nothing.
pub(super) trait Sparse {
    /// Puts a member where there is something in it.
    fn put(&mut self, name: &str, value: impl Into<Value>);
}

impl Sparse for Object {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !is_empty {
            self.insert(name.to_owned(), value);
        }
    }
}

/// A value of a spec, its numbers as they were written.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::String(text) => text.as_str().into(),
        other => serde_json::from_str(&other.to_string()).unwrap_or_default(),
    }
}

/// Names that tell things apart: one that is taken gets a number.
#[derive(Default)]
pub(super) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// This name, or the next one that is free.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let is_free = |name: &String| !self.taken.contains(name);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let name = std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(is_free)
            .unwrap_or_default();
        self.taken.push(name.clone());
        name
    }
}
