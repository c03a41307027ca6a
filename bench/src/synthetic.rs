//! An API of any size, as a spec of ours and as the OpenAPI document that peers read.
//!
//! Each operation is a form post of twelve fields (texts, whole numbers, an enum) with a reply of eight, among them a nested
//! object and an enum, and has its types for itself. The spec says besides how calls are signed and what replies are wrapped
//! in, which OpenAPI can't: the peers make less of it.

use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The folder that the spec's files stand in.
pub const FOLDER: &str = "spec/synthetic";

/// How large the API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synthetic {
    /// How many operations it has.
    pub operations: usize,
    /// On how many pages they stand, the same number on each as far as that goes.
    pub pages: usize,
    /// The operation that has one field more, as after a change of the vendor's page.
    pub edited: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Field {
    name: &'static str,
    kind: Kind,
    is_required: bool,
    doc: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Channel,
    Place,
}

const REQUEST: &[Field] = &[
    required("order_no", Kind::Text, "The caller's number of the order."),
    required("total_fee", Kind::Integer, "What is to be paid, in cents."),
    required("subject", Kind::Text, "What is sold, in a few words."),
    required("channel", Kind::Channel, "How it is paid."),
    required("notify_url", Kind::Text, "Where the outcome is reported."),
    required("quantity", Kind::Integer, "How many pieces are sold."),
    optional("detail", Kind::Text, "What is sold, at length."),
    optional("attach", Kind::Text, "The caller's own data, given back."),
    optional("device_info", Kind::Text, "Number of the terminal."),
    optional("operator_id", Kind::Text, "Who works the terminal."),
    optional("expires_in", Kind::Integer, "Seconds until it lapses."),
    optional("discount", Kind::Integer, "What is taken off, in cents."),
];

const RESPONSE: &[Field] = &[
    required(
        "trade_no",
        Kind::Text,
        "The platform's number of the order.",
    ),
    required("order_no", Kind::Text, "The caller's number of the order."),
    required("total_fee", Kind::Integer, "What was paid, in cents."),
    optional("channel", Kind::Channel, "How it was paid."),
    optional("place", Kind::Place, "Where it was paid."),
    optional(
        "paid_at",
        Kind::Integer,
        "When it was paid, in Unix seconds.",
    ),
    optional("attach", Kind::Text, "The caller's own data."),
    optional("remark", Kind::Text, "What the platform says of it."),
];

const PLACE: &[Field] = &[
    required("city", Kind::Text, "The city."),
    required("street", Kind::Text, "Street and number."),
    optional("shop_id", Kind::Integer, "Number of the shop."),
    optional("shop_name", Kind::Text, "Name of the shop."),
];

const EDIT: Field = optional("memo", Kind::Text, "A field that was added.");

const CHANNELS: &[(&str, &str)] = &[
    ("wechat", "WeChat"),
    ("alipay", "Alipay"),
    ("bank_card", "BankCard"),
    ("cash", "Cash"),
];

const API: &str = r#"sealspec: 1
api: synthetic
title: A synthetic API
source: https://synthetic.example/docs
servers:
  open: {production: "https://api.synthetic.example"}
credentials:
  app_id: {doc: Id of the application., example: app-1}
  app_key: {doc: Key of the application., secret: true}
signatures:
  key_md5:
    doc: Fields that aren't empty, sorted by name, as `name=value&`, then the key; MD5 in upper-case hex.
    lines:
      fields: {from: fields, except: [sign], empty: skip, sort: name, each: "{name}={value}&", join: ""}
      text: "{fields}{app_key}"
      sign: "{text | md5 | HEX}"
profiles:
  app:
    common:
      app_id: "{app_id}"
      timestamp: {value: "{now | unix}", doc: When the call was made., example: "1700000000"}
    body: form
    sign: {with: key_md5, into: {field: sign}}
    envelope: result
envelopes:
  result:
    fields:
      code: {type: integer, doc: 0 is success.}
      message: {type: string, optional: true, doc: What went wrong.}
    success: {code: 0}
    code: code
    message: message
    payload: data
    failures:
      bad_signature: {body: {code: 401, message: bad sign}}
"#;

const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field {
        name,
        kind,
        is_required: true,
        doc,
    }
}

const fn optional(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field {
        is_required: false,
        ..required(name, kind, doc)
    }
}

impl Synthetic {
    /// An API of so many operations, ten on a page.
    pub fn new(operations: usize) -> Self {
        Self {
            operations,
            pages: operations.div_ceil(10),
            edited: None,
        }
    }

    /// The same API after one operation in the middle was changed.
    pub fn edited(self) -> Self {
        Self {
            edited: Some(self.operations / 2),
            ..self
        }
    }

    /// The files of the spec, by path.
    pub fn spec(self) -> Vec<(String, String)> {
        let api = (format!("{FOLDER}/api.yaml"), API.to_owned());
        let pages = (0..self.pages).map(|page| {
            (
                format!("{FOLDER}/page_{page:04}.yaml"),
                self.page_text(page),
            )
        });
        std::iter::once(api).chain(pages).collect()
    }

    /// The OpenAPI 3.0 document.
    pub fn open_api(self) -> String {
        let mut paths = Map::new();
        let mut schemas = Map::new();
        for operation in 0..self.operations {
            paths.insert(format!("/operation/{operation:05}"), path(operation));
            schemas.extend(self.schemas(operation));
        }
        json!({
            "openapi": "3.0.3",
            "info": {"title": "A synthetic API", "version": "1.0.0"},
            "servers": [{"url": "https://api.synthetic.example"}],
            "paths": paths,
            "components": {"schemas": schemas},
        })
        .to_string()
    }

    fn request(self, operation: usize) -> impl Iterator<Item = &'static Field> {
        let added = (self.edited == Some(operation)).then_some(&EDIT);
        REQUEST.iter().chain(added)
    }

    fn page_text(self, page: usize) -> String {
        let operations = (0..self.operations)
            .filter(|operation| operation * self.pages / self.operations == page);
        let mut text = format!("title: Page {page}\ntypes:\n");
        for operation in operations.clone() {
            write_types(operation, &mut text);
        }
        text.push_str("operations:\n");
        for operation in operations {
            self.write_operation(operation, &mut text);
        }
        text
    }

    fn write_operation(self, operation: usize, text: &mut String) {
        let _ = writeln!(text, "  operation_{operation:05}:");
        let _ = writeln!(text, "    doc: Does what number {operation} is about.");
        let _ = writeln!(text, "    post: /operation/{operation:05}");
        text.push_str("    profile: app\n    request:\n");
        for field in self.request(operation) {
            let optional = if field.is_required {
                ""
            } else {
                "optional: true, "
            };
            write_field(field, operation, optional, text);
        }
        text.push_str("    response:\n");
        write_reply(RESPONSE, operation, text);
    }

    fn schemas(self, operation: usize) -> [(String, Value); 4] {
        let channels: Vec<_> = CHANNELS.iter().map(|(wire, _)| *wire).collect();
        [
            (
                format!("Operation{operation:05}"),
                object(self.request(operation), operation),
            ),
            (
                format!("Operation{operation:05}Response"),
                object(RESPONSE.iter(), operation),
            ),
            (
                Kind::Place.type_name(operation),
                object(PLACE.iter(), operation),
            ),
            (
                Kind::Channel.type_name(operation),
                json!({"type": "string", "description": "How it is paid.", "enum": channels}),
            ),
        ]
    }
}

impl Kind {
    /// The type's name in a spec.
    fn type_name(self, operation: usize) -> String {
        match self {
            Self::Text => "string".to_owned(),
            Self::Integer => "integer".to_owned(),
            Self::Channel => format!("Channel{operation:05}"),
            Self::Place => format!("Place{operation:05}"),
        }
    }
}

fn write_types(operation: usize, text: &mut String) {
    let channel = Kind::Channel.type_name(operation);
    let _ = writeln!(text, "  {channel}:\n    doc: How it is paid.\n    enum:");
    for (wire, name) in CHANNELS {
        let _ = writeln!(text, "      {wire}: {{name: {name}, doc: By {wire}.}}");
    }
    let place = Kind::Place.type_name(operation);
    let _ = writeln!(text, "  {place}:\n    doc: Where it was paid.\n    fields:");
    write_reply(PLACE, operation, text);
}

fn write_reply(fields: &[Field], operation: usize, text: &mut String) {
    for field in fields {
        let always = if field.is_required {
            "always: true, "
        } else {
            ""
        };
        write_field(field, operation, always, text);
    }
}

fn write_field(field: &Field, operation: usize, property: &str, text: &mut String) {
    let Field { name, doc, .. } = field;
    let kind = field.kind.type_name(operation);
    let _ = writeln!(
        text,
        "      {name}: {{type: {kind}, {property}doc: \"{doc}\"}}"
    );
}

fn path(operation: usize) -> Value {
    let reference =
        |name: String| json!({"schema": {"$ref": format!("#/components/schemas/{name}")}});
    json!({"post": {
        "operationId": format!("operation_{operation:05}"),
        "description": format!("Does what number {operation} is about."),
        "requestBody": {"required": true, "content": {
            "application/x-www-form-urlencoded": reference(format!("Operation{operation:05}")),
        }},
        "responses": {"200": {"description": "Done.", "content": {
            "application/json": reference(format!("Operation{operation:05}Response")),
        }}},
    }})
}

fn object<'a>(fields: impl Iterator<Item = &'a Field>, operation: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        properties.insert(field.name.to_owned(), property(field, operation));
        if field.is_required {
            required.push(field.name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn property(field: &Field, operation: usize) -> Value {
    match field.kind {
        Kind::Text => json!({"type": "string", "description": field.doc}),
        Kind::Integer => json!({"type": "integer", "format": "int64", "description": field.doc}),
        Kind::Channel | Kind::Place => {
            let name = field.kind.type_name(operation);
            json!({"$ref": format!("#/components/schemas/{name}")})
        }
    }
}

#[cfg(test)]
mod tests {
    use sealspec_codegen::{Options, Sources, generate};

    use super::*;

    #[test]
    fn its_spec_is_accepted_and_an_edit_changes_one_page() {
        let api = Synthetic::new(25);
        let [before, after] = [api, api.edited()].map(|api| {
            let spec = api.spec();
            let files = spec
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str()));
            generate(&Sources::new(files), &Options::default())
                .map_err(|mistakes| mistakes.to_string())
                .unwrap()
        });
        let changed = before.iter().zip(&after).filter(|(a, b)| a.text != b.text);
        assert_eq!(changed.count(), 1);
    }
}
