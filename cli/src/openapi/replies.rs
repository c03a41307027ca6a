//! Replies, wrapped in their envelopes.

use sealspec_codegen::model::{Envelope, Field, Json, Place, Presence, Shape, TypeKind};
use serde_json::{Value, json};

use super::encodings::may_be_missing;
use super::json::{Names, Object, Sparse, object, value};
use super::messages::{Content, example_name};
use super::schemas::{Carrier, Schemas};
use crate::prose::{self, Block, Side};
use crate::sent::Sent;

/// A reply by its HTTP status.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) description: String,
    pub(super) headers: Object,
    pub(super) content: Option<Content>,
}

impl Schemas<'_> {
    /// What the vendor replies: on HTTP success, and to requests that it refuses otherwise.
    pub(super) fn replies(&self, sent: &Sent<'_>, names: &mut Names) -> Vec<Reply> {
        let operation = sent.operation;
        if operation.link {
            return vec![Reply {
                status: 200,
                description: self
                    .language
                    .pick(
                        "What whoever opens the address gets to see.",
                        "打开该地址的人看到的页面。",
                    )
                    .to_owned(),
                headers: Object::new(),
                content: None,
            }];
        }
        let envelope = operation
            .envelope
            .and_then(|index| self.api.envelopes.get(index));
        let mut examples = Object::new();
        for (index, example) in operation.examples.iter().enumerate() {
            if let Some(response) = &example.response {
                let name = names.claim(&example_name(operation, index));
                let value = self.as_received(sent, response);
                examples.insert(name, self.example(example, value).into());
            }
        }
        let mut others: Vec<Reply> = Vec::new();
        for failure in envelope.iter().flat_map(|envelope| &envelope.failures) {
            let about = prose::blocks_of(&failure.about, self.language);
            let mut shown = object([("summary", failure.kind.as_str().into())]);
            shown.put("description", self.markdown(&about));
            shown.insert("value".to_owned(), value(&failure.body));
            if failure.http_status == 200 {
                examples.insert(names.claim(&failure.kind), shown.into());
                continue;
            }
            others.push(Reply {
                status: failure.http_status,
                description: failure.kind.clone(),
                headers: Object::new(),
                content: Some(Content {
                    content_type: "application/json",
                    schema: self.reply_schema(sent, envelope),
                    encoding: Object::new(),
                    examples: object([("refused", shown.into())]),
                }),
            });
        }
        let outcome = prose::outcome(&operation.reply, self.language);
        let mut about = vec![Block::say(&self.language.sentences(&outcome))];
        about.extend(
            envelope
                .iter()
                .flat_map(|envelope| prose::blocks_of(&envelope.about, self.language)),
        );
        let mut replies = vec![Reply {
            status: 200,
            description: self.markdown(&about),
            headers: self.reply_headers(sent),
            content: Some(Content {
                content_type: "application/json",
                schema: self.reply_schema(sent, envelope),
                encoding: Object::new(),
                examples,
            }),
        }];
        replies.extend(others);
        replies
    }

    /// A reply in its envelope.
    fn reply_schema(&self, sent: &Sent<'_>, envelope: Option<&Envelope>) -> Object {
        let operation = sent.operation;
        let payload = operation.response.as_ref();
        let own = || payload.map(|shape| self.shape(shape)).unwrap_or_default();
        let Some(envelope) = envelope else {
            return own();
        };
        let mut schema = self.object(&envelope.fields, Side::Reply, Carrier::Json);
        match &envelope.payload {
            Some(member) => {
                if payload.is_some() {
                    let own = match &sent.profile.seal {
                        Some(seal) => {
                            let mut text = object([("type", json!(["string", "null"]))]);
                            text.put(
                                "x-sealspec-seal",
                                json!({"seal": seal.name, "contentSchema": own()}),
                            );
                            text
                        }
                        None => may_be_missing(own(), &[]),
                    };
                    add_property(&mut schema, member, own.into());
                }
            }
            None => {
                // Members that every success has, a refusal lacks: so none is required here.
                for field in payload
                    .map(|shape| self.fields_of(shape))
                    .unwrap_or_default()
                {
                    let mut own = field.clone();
                    if own.presence == Presence::Always {
                        own.presence = Presence::Optional;
                    }
                    let own = self.field(&own, Side::Reply, Carrier::Json);
                    add_property(&mut schema, &field.wire, own.into());
                }
            }
        }
        schema
    }

    /// The fields of an object, or of each that may stand in its place.
    fn fields_of(&self, shape: &Shape) -> Vec<&Field> {
        let definition = match shape {
            Shape::Named(index) => self.api.types.get(*index),
            _ => None,
        };
        match definition.map(|definition| &definition.kind) {
            Some(TypeKind::Object(fields)) => fields.iter().collect(),
            Some(TypeKind::OneOf(choices)) => {
                let choices = choices.iter();
                choices
                    .flat_map(|choice| self.fields_of(&Shape::Named(choice.of)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// The headers in which a reply is signed.
    fn reply_headers(&self, sent: &Sent<'_>) -> Object {
        let Some(verify) = &sent.profile.verify else {
            return Object::new();
        };
        let time = verify.fresh.as_ref().map(|fresh| &fresh.place);
        let mut headers = Object::new();
        for place in [Some(&verify.place), time].into_iter().flatten() {
            if let Place::Header(name) = place {
                headers.put(name, json!({"schema": {"type": "string"}}));
            }
        }
        headers
    }

    /// A documented reply; a payload that travels sealed is its text.
    fn as_received(&self, sent: &Sent<'_>, response: &Json) -> Value {
        let mut received = value(response);
        let sealed = sent.profile.seal.is_some();
        let member = sent.operation.reply.payload.as_deref().filter(|_| sealed);
        if let (Some(member), Value::Object(members)) = (member, &mut received)
            && let Some(payload) = members.get_mut(member)
            && !payload.is_string()
            && !payload.is_null()
        {
            *payload = payload.to_string().into();
        }
        received
    }
}

fn add_property(schema: &mut Object, name: &str, property: Value) {
    let properties = schema
        .entry("properties")
        .or_insert_with(|| Object::new().into());
    if let Value::Object(properties) = properties {
        properties.insert(name.to_owned(), property);
    }
}
