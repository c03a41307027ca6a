//! Parameters, request bodies and replies.

use sealspec_codegen::model::{Example, FilledValue, Json, Operation, Presence, Shape};
use serde_json::{Value, json};

use super::json::{Names, Object, Sparse, object, value};
use super::schemas::{Carrier, Schemas, flag};
use crate::prose::{self, Block, Inline, Side};
use crate::sent::{Part, Sent};

/// A body: its type, its schema, and its examples by name.
pub(super) struct Content {
    pub(super) content_type: &'static str,
    pub(super) schema: Object,
    pub(super) encoding: Object,
    pub(super) examples: Object,
}

impl Schemas<'_> {
    /// Header and query parameters.
    pub(super) fn parameters(&self, sent: &Sent<'_>) -> Vec<Object> {
        let none = Example {
            about: Default::default(),
            common: Vec::new(),
            request: None,
            response: None,
        };
        let example = requests(sent.operation).map(|(_, example)| example).next();
        let mut parameters = Vec::new();
        for (place, parts) in [("header", &sent.headers), ("query", &sent.query)] {
            let values = self.request_example(sent, parts, example.unwrap_or(&none), Carrier::Text);
            let parts = parts.iter();
            let shown =
                parts.filter(|part| super::security::scheme(self.api, place, part).is_none());
            for part in shown {
                parameters.push(self.parameter(sent, part, place, &values));
            }
        }
        if sent.variant.takes_url() {
            parameters.push(self.given_url());
        }
        parameters
    }

    /// The body of a request; none where there is nothing in it.
    pub(super) fn request_body(&self, sent: &Sent<'_>, names: &mut Names) -> Option<Content> {
        if sent.body.is_empty() {
            return None;
        }
        let content_type = sent.content_type();
        let carrier = match content_type {
            "application/json" => Carrier::Json,
            _ => Carrier::Text,
        };
        let mut schema = self.parts(sent, &sent.body, carrier);
        schema.put("title", sent.operation.name.as_str());
        let is_file =
            |part: &&Part<'_>| matches!(part, Part::Field(field) if field.shape == Shape::File);
        let files = sent.body.iter().filter(is_file);
        let encoding = files
            .map(|part| {
                let stream = json!({"contentType": "application/octet-stream"});
                (part.name().to_owned(), stream)
            })
            .collect();
        let shown: Vec<(String, &Example, Object)> = requests(sent.operation)
            .map(|(name, example)| {
                let values = self.request_example(sent, &sent.body, example, carrier);
                (names.claim(&name), example, as_text_files(values, sent))
            })
            .collect();
        if let Some((.., values)) = shown.first() {
            exemplify(&mut schema, values);
        }
        let examples = shown
            .into_iter()
            .map(|(name, example, values)| (name, self.example(example, values.into()).into()));
        Some(Content {
            content_type,
            schema,
            encoding,
            examples: examples.collect(),
        })
    }

    /// An Example Object.
    pub(super) fn example(&self, example: &Example, value: Value) -> Object {
        let about = prose::blocks_of(&example.about, self.language);
        let mut shown = Object::new();
        shown.put("description", self.markdown(&about));
        shown.insert("value".to_owned(), value);
        shown
    }

    /// Parts of a request as an object.
    fn parts(&self, sent: &Sent<'_>, parts: &[Part<'_>], carrier: Carrier) -> Object {
        let mut properties = Object::new();
        let mut required: Vec<Value> = Vec::new();
        let mut schema = object([("type", "object".into())]);
        for part in parts {
            if let Part::Open(about) = part {
                let mut further = object([("type", "string".into())]);
                let about = prose::blocks_of(about, self.language);
                further.put("description", self.markdown(&about));
                schema.put("additionalProperties", further);
                continue;
            }
            if is_required(part) {
                required.push(part.name().into());
            }
            let part_schema = self.part(sent, part, carrier);
            properties.insert(part.name().to_owned(), part_schema.into());
        }
        schema.put("properties", properties);
        schema.put("required", required);
        schema
    }

    /// The schema of one part.
    fn part(&self, sent: &Sent<'_>, part: &Part<'_>, carrier: Carrier) -> Object {
        match part {
            Part::Field(field) => self.field(field, Side::Request, carrier),
            Part::Common(field) => {
                let template = field.value.written(&self.api.credentials, &[]);
                let mut schema = self.filled_in(&field.about, &template);
                if let Some(example) = &field.example {
                    schema.put("examples", vec![example.as_str()]);
                }
                schema
            }
            Part::Filled(filled) => match &filled.value {
                FilledValue::Constant(constant) => {
                    let kind = match constant {
                        Json::Boolean(_) => "boolean",
                        Json::Number(_) => "number",
                        _ => "string",
                    };
                    let mut schema = object([("type", kind.into()), ("const", value(constant))]);
                    let about = prose::blocks_of(&filled.about, self.language);
                    schema.put("description", self.markdown(&about));
                    schema
                }
                FilledValue::Derived(template) => {
                    let template = template.written(&self.api.credentials, &[]);
                    self.filled_in(&filled.about, &template)
                }
            },
            Part::Payload { members, .. } => self.payload(sent, members),
            Part::Signature { value, .. } => self.signature(sent, value),
            Part::Open(_) => Object::new(),
        }
    }

    /// A text that the client makes by a template.
    fn filled_in(&self, about: &sealspec_codegen::model::About, template: &str) -> Object {
        let mut about = prose::blocks_of(about, self.language);
        about.push(Block::say(&self.language.pick(
            format!("Filled in by the client: `{template}`."),
            format!("由客户端填写：`{template}`。"),
        )));
        let mut schema = object([("type", "string".into())]);
        schema.put("description", self.markdown(&about));
        schema.put("x-sealspec-template", template);
        schema
    }

    fn payload(&self, sent: &Sent<'_>, members: &[Part<'_>]) -> Object {
        let mut schema = self.json_text(self.parts(sent, members, Carrier::Json));
        let mut about = vec![Block::say(self.language.pick(
            "The fields of the operation, as one JSON text.",
            "业务字段，写成一个 JSON 文本。",
        ))];
        // Few tools show a schema inside a text.
        about.push(Block::List {
            numbered: false,
            items: members.iter().map(|part| self.member(part)).collect(),
        });
        if let Some(seal) = &sent.profile.seal {
            // What is sent isn't JSON any more.
            let inner = schema.remove("contentSchema").unwrap_or_default();
            schema.remove("contentMediaType");
            schema.put(
                "x-sealspec-seal",
                json!({"seal": seal.name, "contentSchema": inner}),
            );
            about.push(Block::say(&self.language.pick(
                format!(
                    "It is sealed by `{}`; examples show it unsealed.",
                    seal.name
                ),
                format!("按 `{}` 加密；示例为加密前的内容。", seal.name),
            )));
        }
        schema.put("description", self.markdown(&about));
        schema
    }

    /// A line about a member of a payload.
    fn member(&self, part: &Part<'_>) -> Vec<Inline> {
        let language = self.language;
        let (about, kind) = match part {
            Part::Field(field) => {
                let optional = field.presence == Presence::Optional;
                let optional =
                    optional.then(|| Inline::text(language.pick(", optional", "，可选")));
                let kind = prose::kind(self.api, &field.shape, language);
                let kind = kind.into_iter().map(|word| match word {
                    Inline::Link { label, .. } => Inline::Code(label),
                    other => other,
                });
                (&field.about, kind.chain(optional).collect())
            }
            Part::Filled(filled) => {
                let constant = filled.constant().map(|own| Inline::code(own.to_string()));
                (&filled.about, constant.into_iter().collect::<Vec<_>>())
            }
            Part::Open(about) => return prose::cell_of(about, language),
            Part::Common(_) | Part::Payload { .. } | Part::Signature { .. } => return Vec::new(),
        };
        let mut line = vec![
            Inline::code(part.name()),
            Inline::text(language.pick(" (", "（")),
        ];
        line.extend(kind);
        line.push(Inline::text(language.pick("): ", "）：")));
        line.extend(prose::cell_of(about, language));
        line
    }

    fn signature(&self, sent: &Sent<'_>, value: &sealspec_codegen::signature::Template) -> Object {
        let Some(sign) = &sent.profile.sign else {
            return Object::new();
        };
        let mut schema = object([("type", "string".into())]);
        let mut about = prose::blocks_of(&sign.about, self.language);
        if let Some(signature) = self.api.signatures.get(sign.signature) {
            let template = value.written(&self.api.credentials, &signature.lines);
            let name = &signature.name;
            about.push(Block::say(&self.language.pick(
                format!("Made by the signature `{name}`: `{template}`."),
                format!("由签名 `{name}` 产生：`{template}`。"),
            )));
            schema.put("x-sealspec-template", template);
            schema.put("x-sealspec-signature", name.as_str());
        }
        schema.put("description", self.markdown(&about));
        if let Some(example) = &sign.example {
            schema.put("examples", vec![example.as_str()]);
        }
        schema
    }

    fn parameter(&self, sent: &Sent<'_>, part: &Part<'_>, place: &str, values: &Object) -> Object {
        if let Part::Open(about) = part {
            let about = prose::blocks_of(about, self.language);
            let mut parameter = object([("name", "fields".into()), ("in", place.into())]);
            parameter.put("description", self.markdown(&about));
            parameter.put("style", "form");
            parameter.put("explode", true);
            let any = json!({"type": "object", "additionalProperties": {"type": "string"}});
            parameter.put("schema", any);
            return parameter;
        }
        let mut schema = self.part(sent, part, Carrier::Text);
        let mut parameter = object([("name", part.name().into()), ("in", place.into())]);
        // What is said is said once, where tools show it.
        parameter.put(
            "description",
            schema.remove("description").unwrap_or_default(),
        );
        parameter.put("required", flag(is_required(part)));
        parameter.put(
            "deprecated",
            schema.remove("deprecated").unwrap_or_default(),
        );
        parameter.insert("schema".to_owned(), schema.into());
        parameter.put(
            "example",
            values.get(part.name()).cloned().unwrap_or_default(),
        );
        parameter
    }

    /// What stands for the URL that callers give.
    fn given_url(&self) -> Object {
        let about = self.language.pick(
            "What stands behind the host in the URL that the vendor gave, such as in a code that is scanned. It is sent as it is.",
            "厂商给出的 URL（例如扫码得到）中域名之后的部分，原样发送。",
        );
        object([
            ("name", "url".into()),
            ("in", "path".into()),
            ("description", about.into()),
            ("required", true.into()),
            ("schema", json!({"type": "string"})),
        ])
    }
}

/// The examples of an operation that show a request, with their names.
fn requests(operation: &Operation) -> impl Iterator<Item = (String, &Example)> {
    let examples = operation.examples.iter().enumerate();
    examples
        .filter(|(_, example)| example.request.is_some())
        .map(|(index, example)| (example_name(operation, index), example))
}

pub(super) fn example_name(operation: &Operation, index: usize) -> String {
    match index {
        0 => operation.name.clone(),
        index => format!("{}_{}", operation.name, index + 1),
    }
}

fn is_required(part: &Part<'_>) -> bool {
    match part {
        Part::Common(field) => !field.optional,
        Part::Field(field) => field.presence != Presence::Optional,
        Part::Filled(_) | Part::Payload { .. } | Part::Signature { .. } => true,
        Part::Open(_) => false,
    }
}

/// Files are documented with name, type and text; the text is what a form holds.
fn as_text_files(mut values: Object, sent: &Sent<'_>) -> Object {
    for part in &sent.body {
        if let Part::Field(field) = part
            && field.shape == Shape::File
            && let Some(file) = values.get_mut(&field.wire)
        {
            *file = file.get("text").cloned().unwrap_or_default();
        }
    }
    values
}

/// Gives each property its value of an example: Postman fills a form by nothing else.
fn exemplify(schema: &mut Object, values: &Object) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for (name, property) in properties {
        if let (Value::Object(property), Some(value)) = (property, values.get(name)) {
            property.insert("example".to_owned(), value.clone());
        }
    }
}
