//! YAML as other tools read it: by a reader that shares nothing with codegen's.

use serde_json::{Map, Number, Value};
use yaml_rust2::{Yaml, YamlLoader};

/// The one document of a file as JSON, null where it is empty; `None` where it isn't one of plain data.
pub(crate) fn json(text: &str) -> Option<Value> {
    match YamlLoader::load_from_str(text).ok()?.as_slice() {
        [] => Some(Value::Null),
        [document] => value(document),
        _ => None,
    }
}

fn value(yaml: &Yaml) -> Option<Value> {
    Some(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Boolean(boolean) => Value::Bool(*boolean),
        Yaml::Integer(integer) => Value::from(*integer),
        Yaml::Real(text) => Value::Number(Number::from_f64(text.parse().ok()?)?),
        Yaml::String(text) => Value::String(text.clone()),
        Yaml::Array(items) => Value::Array(items.iter().map(value).collect::<Option<_>>()?),
        Yaml::Hash(entries) => {
            let entries = entries
                .iter()
                .map(|(key, own)| Some((name(key)?, value(own)?)));
            Value::Object(entries.collect::<Option<Map<_, _>>>()?)
        }
        Yaml::Alias(_) | Yaml::BadValue => return None,
    })
}

/// A key, which JSON has as text.
fn name(key: &Yaml) -> Option<String> {
    match key {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(integer) => Some(integer.to_string()),
        Yaml::Boolean(boolean) => Some(boolean.to_string()),
        _ => None,
    }
}
