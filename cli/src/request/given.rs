//! Fields as they were given: on the command line, or as a JSON object.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use sealspec::File;
use sealspec_caller::Call;
use sealspec_codegen::model::{Api, Field, Operation, Presence, Shape, TypeKind};
use serde_json::{Map, Value};

use super::refused;
use crate::failure::Failure;

/// The fields of a call, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given(Vec<Item>);

#[derive(Debug, Clone)]
enum Item {
    /// Members as they stand on the wire.
    Json(Map<String, Value>),
    /// A text as one types it.
    Text(String, String),
    /// The content of a file.
    File(String, PathBuf),
}

impl Given {
    /// Reads `NAME=VALUE` and the file of `--request`.
    pub(crate) fn read(fields: &[String], request: Option<&str>) -> Result<Self, Failure> {
        let mut items = Vec::new();
        let mut names = Vec::new();
        if let Some(file) = request {
            items.push(Item::Json(read_request(file)?));
        }
        for field in fields {
            let Some((name, value)) = field.split_once('=').filter(|(name, _)| !name.is_empty())
            else {
                return Err(Failure::usage(
                    format!("`{field}` isn't a field"),
                    "write `--field NAME=VALUE`, with the field's name on the wire",
                ));
            };
            if names.contains(&name) {
                return Err(Failure::usage(
                    format!("`{name}` is given twice"),
                    "give each field once; a list is one JSON text: `NAME=[\"a\",\"b\"]`",
                ));
            }
            names.push(name);
            items.push(match value.strip_prefix('@') {
                Some(rest) if rest.starts_with('@') => Item::Text(name.to_owned(), rest.to_owned()),
                Some(file) => Item::File(name.to_owned(), PathBuf::from(file)),
                None => Item::Text(name.to_owned(), value.to_owned()),
            });
        }
        Ok(Self(items))
    }

    /// A field as a text.
    pub(crate) fn text(name: &str, text: &str) -> Self {
        Self(vec![Item::Text(name.to_owned(), text.to_owned())])
    }

    /// Fields as members of a JSON object.
    pub(crate) fn json(members: Map<String, Value>) -> Self {
        Self(vec![Item::Json(members)])
    }

    /// Writes all of them into a call.
    pub(crate) fn write(&self, call: &mut Call) -> Result<(), Failure> {
        for item in &self.0 {
            match item {
                Item::Json(members) => {
                    let text = Value::Object(members.clone()).to_string();
                    call.json(&text).map_err(|error| refused(&error))?;
                }
                Item::Text(name, text) => {
                    call.text(name, text).map_err(|error| refused(&error))?;
                }
                Item::File(name, path) => write_file(call, name, path)?,
            }
        }
        Ok(())
    }

    /// Those that another operation has, too: what asks after a call takes them from the call.
    pub(crate) fn fitting(&self, operation: &Operation) -> Self {
        let has = |name: &str| operation.request.iter().any(|field| field.wire == name);
        let items = self.0.iter().filter_map(|item| match item {
            Item::Json(members) => {
                let mut members = members.clone();
                members.retain(|name, _| has(name));
                (!members.is_empty()).then_some(Item::Json(members))
            }
            Item::Text(name, _) | Item::File(name, _) => has(name).then(|| item.clone()),
        });
        Self(items.collect())
    }

    /// The first name that stands in both.
    pub(crate) fn name_in(&self, other: &Self) -> Option<String> {
        let others: Vec<_> = other.names().collect();
        self.names().find(|name| others.contains(name))
    }

    fn names(&self) -> impl Iterator<Item = String> {
        let spelled = self.0.iter().flat_map(Item::spelled);
        spelled.map(|(name, _)| name)
    }

    /// As arguments of the command line; what is or holds a secret is left for the caller to write.
    pub(crate) fn arguments(&self, api: &Api, operation: &Operation) -> Vec<String> {
        let mut arguments = Vec::new();
        for (name, value) in self.0.iter().flat_map(Item::spelled) {
            let mut fields = operation.request.iter();
            let is_secret = fields.any(|field| field.wire == name && holds_secret(api, field));
            arguments.push("--field".to_owned());
            arguments.push(match is_secret {
                true => format!("{name}=…"),
                false => format!("{name}={value}"),
            });
        }
        arguments
    }

    /// The same, and with them the required ones that aren't given, for whoever types the line.
    pub(crate) fn all_arguments(&self, api: &Api, operation: &Operation) -> Vec<String> {
        let mut arguments = self.arguments(api, operation);
        let names: Vec<_> = self
            .0
            .iter()
            .flat_map(Item::spelled)
            .map(|(name, _)| name)
            .collect();
        let required = operation
            .request
            .iter()
            .filter(|field| field.presence == Presence::Required);
        for field in required.filter(|field| !names.contains(&field.wire)) {
            arguments.extend(["--field".to_owned(), format!("{}=…", field.wire)]);
        }
        arguments
    }
}

impl Item {
    /// Names, and values as one types them.
    fn spelled(&self) -> Vec<(String, String)> {
        let text = |value: &Value| match value {
            Value::String(text) => escaped(text),
            other => other.to_string(),
        };
        match self {
            Self::Json(members) => {
                let members = members.iter();
                members
                    .map(|(name, value)| (name.clone(), text(value)))
                    .collect()
            }
            Self::Text(name, value) => vec![(name.clone(), escaped(value))],
            Self::File(name, path) => vec![(name.clone(), format!("@{}", path.display()))],
        }
    }
}

/// Whether a field is secret, or has a secret anywhere in its type.
fn holds_secret(api: &Api, field: &Field) -> bool {
    let mut seen = Vec::new();
    let mut fields = vec![field];
    while let Some(field) = fields.pop() {
        if field.secret {
            return true;
        }
        let mut shapes = vec![&field.shape];
        while let Some(shape) = shapes.pop() {
            match shape {
                Shape::List(item) | Shape::JsonText(item) | Shape::Joined { item, .. } => {
                    shapes.push(item);
                }
                // Types may hold themselves.
                Shape::Named(index) if !seen.contains(index) => {
                    seen.push(*index);
                    match api.types.get(*index).map(|own| &own.kind) {
                        Some(TypeKind::Object(members)) => fields.extend(members),
                        Some(TypeKind::Newtype(shape)) => shapes.push(shape),
                        // The others hold single values, or stand in replies only.
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }
    false
}

fn escaped(text: &str) -> String {
    match text.starts_with('@') {
        true => format!("@{text}"),
        false => text.to_owned(),
    }
}

fn read_request(file: &str) -> Result<Map<String, Value>, Failure> {
    let text = crate::input::read_text(file, "the request")?;
    let remedy = "write an object of fields by their names on the wire, such as `{\"mobile\": \"16700000000\"}`";
    match serde_json::from_str(&text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Failure::usage(
            format!("`{file}` holds no JSON object"),
            remedy,
        )),
        Err(error) => Err(Failure::usage(
            format!("`{file}` isn't JSON: {error}"),
            remedy,
        )),
    }
}

/// Writes a file into the field of an upload, or its text into any other.
fn write_file(call: &mut Call, name: &str, path: &Path) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|error| {
            Failure::outside(
                format!("can't read `{}` for the field `{name}`: {error}", path.display()),
                format!("name a file that is there, or write `{name}=@@…` for a text that begins with `@`"),
            )
        })?;
    let mut fields = call.operation().request.iter();
    let is_upload = fields.any(|field| field.wire == name && field.shape == Shape::File);
    if is_upload {
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let file = File::new(own, content_type(path), bytes);
        return call.file(name, file).map_err(|error| refused(&error));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::usage(
            format!(
                "`{}` isn't UTF-8 text, which the field `{name}` takes",
                path.display()
            ),
            "give a text file",
        )
    })?;
    // Editors end a file with a line break that is no part of the value.
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    call.text(name, text).map_err(|error| refused(&error))
}

fn content_type(path: &Path) -> &'static str {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match &*extension.to_ascii_lowercase() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
