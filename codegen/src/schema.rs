//! The JSON Schema of the spec language, from the types that a spec is read into.

use std::any::type_name;
use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
pub(crate) use schemars::{Schema, SchemaGenerator as Generator, json_schema};

use crate::diagnostic::choice_of;
use crate::spec;
use crate::yaml::{Mapping, Part, Spelling, Value};

/// The JSON Schema (2020-12) of the files of a spec: what editors complete, explain and underline by. It says which keys stand where
/// and what kind of value each has; what the names mean, only [`check`](crate::check) knows.
#[must_use]
pub fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let api = spec::ApiKeys::schema(&mut generator);
    let overlay = spec::OverlayKeys::schema(&mut generator);
    let page = spec::PageKeys::schema(&mut generator);
    let schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a spec",
        "description": "`api.yaml`, which describes the API as a whole and begins with `sealspec: 1`; an overlay, which begins with `overlay:`; or a page of the vendor's documentation.",
        "type": "object",
        "properties": {
            "sealspec": {"$ref": "#/$defs/Api/properties/sealspec"},
            "overlay": {"$ref": "#/$defs/Overlay/properties/overlay"},
        },
        "if": {"anyOf": [{"required": ["sealspec"]}, {"required": ["api"]}]},
        "then": api,
        "else": {"if": {"required": ["overlay"]}, "then": overlay, "else": page},
        "$defs": generator.take_definitions(true),
    });
    format!("{:#}\n", schema.as_value())
}

/// A mapping's definition, to which every place where it may stand refers.
pub(crate) struct Definition<M>(PhantomData<M>);

impl<M: Mapping> JsonSchema for Definition<M> {
    fn schema_name() -> Cow<'static, str> {
        M::NAME.trim_end_matches("Keys").into()
    }

    fn schema_id() -> Cow<'static, str> {
        type_name::<M>().into()
    }

    fn json_schema(generator: &mut Generator) -> Schema {
        let mut description = Description {
            schema: json_schema!({"title": M::WHAT.replace('`', ""), "type": "object"}),
            properties: json_schema!({}),
            required: Vec::new(),
            generator,
        };
        M::describe(&mut description);
        let Description {
            mut schema,
            properties,
            required,
            ..
        } = description;
        if properties.get("true").is_some() {
            // The server behind most editors takes these keys for booleans, which it finds by a pattern alone.
            let pattern = json_schema!({"^(true|false)$": true});
            schema.insert("patternProperties".to_owned(), pattern.to_value());
        }
        schema.insert("properties".to_owned(), properties.to_value());
        if !required.is_empty() {
            schema.insert("required".to_owned(), required.into());
        }
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
    }
}

/// The schema of a mapping as it grows.
pub(crate) struct Description<'g> {
    generator: &'g mut Generator,
    schema: Schema,
    properties: Schema,
    required: Vec<&'static str>,
}

impl Description<'_> {
    /// What the mapping is: of the keys that all of it is made of, not of a group of them.
    pub(crate) fn summary(&mut self, doc: &[&str]) {
        if self.schema.get("description").is_none() {
            self.schema
                .insert("description".to_owned(), prose(doc).into());
        }
    }

    /// A key, and what stands behind it.
    pub(crate) fn key<P: Part>(&mut self, key: &'static str, is_required: bool, doc: &[&str]) {
        let mut schema = P::schema(self.generator);
        schema.insert("description".to_owned(), prose(doc).into());
        self.properties.insert(key.to_owned(), schema.to_value());
        if is_required {
            self.required.push(key);
        }
    }

    /// Groups of keys of which just one stands there.
    pub(crate) fn exactly_one(&mut self, groups: &[&[&str]]) {
        let names = groups.iter().map(|keys| keys.join("` with `"));
        let names: Vec<String> = names.collect();
        let wanted = choice_of(names.iter().map(String::as_str));
        let message = format!("One of these must be here, and only one: {wanted}.");
        let choices = groups.iter().map(|keys| {
            let choice = json_schema!({"required": keys, "errorMessage": message});
            choice.to_value()
        });
        let choices: Vec<_> = choices.collect();
        self.schema.insert("oneOf".to_owned(), choices.into());
    }
}

/// A documentation comment as text.
fn prose(doc: &[&str]) -> String {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}

/// Names, each with what it names.
pub(crate) fn entries<T: Value, N: Spelling>(generator: &mut Generator) -> Schema {
    let value = T::schema(generator);
    let mut schema = json_schema!({"type": "object", "additionalProperties": value});
    if let Some((pattern, hint)) = N::PATTERN {
        let names = json_schema!({"pattern": pattern, "patternErrorMessage": hint});
        schema.insert("propertyNames".to_owned(), names.to_value());
    }
    schema
}

/// Keys that may stand there, each with what it means; behind all of them stands the same.
pub(crate) fn keys(
    keys: impl Iterator<Item = (&'static str, &'static str)>,
    value: &Schema,
) -> Schema {
    let mut properties = json_schema!({});
    for (key, doc) in keys {
        let mut value = value.clone();
        value.insert("description".to_owned(), doc.into());
        properties.insert(key.to_owned(), value.to_value());
    }
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// A name that the spec chooses.
pub(crate) fn name<N: Spelling>() -> Schema {
    match N::PATTERN {
        Some((pattern, hint)) => text(pattern, hint),
        None => json_schema!({"type": ["string", "number", "boolean"]}),
    }
}

/// A single value whose text matches, with what editors say where it doesn't.
pub(crate) fn text(pattern: &str, hint: &str) -> Schema {
    json_schema!({
        "type": ["string", "number", "boolean"],
        "pattern": pattern,
        "patternErrorMessage": hint,
    })
}

/// One of a few words.
pub(crate) fn words(words: impl Iterator<Item = (&'static str, &'static str)>) -> Schema {
    let words: Vec<_> = words
        .map(|(word, doc)| json_schema!({"const": word, "description": doc}).to_value())
        .collect();
    json_schema!({"oneOf": words})
}
