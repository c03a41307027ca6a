//! Callbacks as `webhooks`.

use sealspec_codegen::model::{Ack, Body, Callback, Json};
use serde_json::{Value, json};

use super::Selection;
use super::json::{Names, Object, Sparse, object, value};
use super::paths::first_sentence;
use super::schemas::{Carrier, Schemas};
use super::signature::reply;
use crate::prose::{self, Block, Side};

impl Schemas<'_> {
    /// What the vendor sends by itself.
    pub(super) fn webhooks(&self, selection: &Selection<'_>) -> Object {
        let mut webhooks = Object::new();
        for (page, tag) in self.api.pages.iter().zip(&selection.tags) {
            let callbacks = page.callbacks.iter();
            for callback in callbacks.filter(|callback| selection.verifies(callback)) {
                let operation = self.webhook(callback, tag);
                webhooks.put(&callback.name, json!({ "post": operation }));
            }
        }
        webhooks
    }

    fn webhook(&self, callback: &Callback, tag: &str) -> Object {
        let mut about = prose::blocks_of(&callback.about, self.language);
        let profiles = callback.profiles.iter();
        let profiles = profiles.filter_map(|index| self.api.profiles.get(*index));
        let names: Vec<&str> = profiles.map(|profile| profile.name.as_str()).collect();
        let quoted = names.iter().map(|name| format!("`{name}`")).collect();
        about.push(Block::say(&match names.is_empty() {
            true => self.language.pick(
                "Nobody signs it: ask the vendor before you rely on it.".to_owned(),
                "无签名：须向厂商查询后才能采信。".to_owned(),
            ),
            false => {
                let names = self.language.one_of(quoted);
                self.language.pick(
                    format!("Verify it by the rule of {names} before you rely on it."),
                    format!("采信之前按 {names} 的规则验签。"),
                )
            }
        }));
        let compared = callback.compare.iter();
        let fields = callback.fields(self.api);
        let compared = compared.filter_map(|index| fields.get(*index));
        let compared: Vec<String> = compared.map(|field| format!("`{}`", field.wire)).collect();
        if !compared.is_empty() {
            let names = self.language.all_of(compared);
            about.push(Block::say(&self.language.pick(
                format!("Compare {names} with what you know of your own order."),
                format!("将 {names} 与自己的订单核对。"),
            )));
        }
        let mut operation = object([("operationId", callback.name.as_str().into())]);
        operation.put("tags", vec![tag]);
        let doc = self.language.of(&callback.about.doc);
        operation.put("summary", first_sentence(doc));
        operation.put("description", self.markdown(&about));
        if let Some(source) = &callback.source {
            operation.put("externalDocs", json!({ "url": source }));
        }
        operation.put("requestBody", self.notice(callback));
        operation.put(
            "responses",
            json!({ "200": self.acknowledgement(callback) }),
        );
        operation.put("x-sealspec-profiles", names);
        operation.put("x-sealspec-reply", reply(&callback.reply));
        operation
    }

    /// What is received.
    fn notice(&self, callback: &Callback) -> Value {
        let (content_type, carrier) = match callback.body {
            Body::Json => ("application/json", Carrier::Json),
            _ => ("application/x-www-form-urlencoded", Carrier::Text),
        };
        let fields = callback.fields(self.api);
        let own = self.object(fields, Side::Reply, carrier);
        let envelope = callback
            .envelope
            .and_then(|index| self.api.envelopes.get(index));
        let mut schema = match envelope {
            None => own,
            Some(envelope) => {
                let mut schema = self.object(&envelope.fields, Side::Reply, carrier);
                let mut properties = schema.remove("properties").unwrap_or_default();
                if let Value::Object(properties) = &mut properties {
                    match (&envelope.payload, own.get("properties")) {
                        (Some(member), _) => {
                            properties.insert(member.clone(), own.into());
                        }
                        (None, Some(Value::Object(own))) => properties.extend(own.clone()),
                        (None, _) => {}
                    }
                }
                schema.put("properties", properties);
                schema
            }
        };
        schema.put("title", callback.name.as_str());
        let mut names = Names::default();
        let examples = callback.examples.iter().map(|example| {
            let shown = json!({"value": self.received(callback, example, carrier)});
            (names.claim(&callback.name), shown)
        });
        let mut media = Object::new();
        let examples: Object = examples.collect();
        media.put("schema", schema);
        media.put("examples", examples);
        json!({"required": true, "content": {content_type: media}})
    }

    /// A documented body, whose values in a form are what tools write as text.
    fn received(&self, callback: &Callback, example: &Json, carrier: Carrier) -> Value {
        let Json::Object(members) = example else {
            return value(example);
        };
        let envelope = callback
            .envelope
            .and_then(|index| self.api.envelopes.get(index));
        let fields = || {
            let own = callback.fields(self.api).iter();
            own.chain(envelope.iter().flat_map(|envelope| &envelope.fields))
        };
        let members = members.iter().map(|(name, json)| {
            let field = fields().find(|field| field.wire == *name);
            let shown = match field {
                Some(field) => self.fitted(json, field, carrier),
                None => value(json),
            };
            (name.clone(), shown)
        });
        Value::Object(members.collect())
    }

    /// What the vendor wants to read.
    fn acknowledgement(&self, callback: &Callback) -> Value {
        let description = self
            .language
            .pick("The acknowledgement, exactly so.", "应答，必须一字不差。");
        let (content_type, wanted) = match &callback.ack {
            Ack::Text(text) => ("text/plain", Value::from(text.as_str())),
            Ack::Json(json) => ("application/json", value(json)),
        };
        json!({
            "description": description,
            "content": {content_type: {"schema": {"const": wanted}, "example": wanted}},
        })
    }
}
