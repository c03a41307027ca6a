//! What operations at one address have together: the parameters, bodies and replies of any of them.

use serde_json::{Value, json};

use super::json::{Names, Object, Sparse, object};
use super::messages::Content;
use super::schemas::{Schemas, flag};
use crate::sent::Sent;

impl Schemas<'_> {
    /// The parameters of all; one is required where each of them needs it.
    pub(super) fn all_parameters(&self, sent: &[Sent<'_>]) -> Vec<Value> {
        let of_each: Vec<Vec<Object>> = sent.iter().map(|sent| self.parameters(sent)).collect();
        let is_same =
            |a: &Object, b: &Object| a.get("name") == b.get("name") && a.get("in") == b.get("in");
        let mut merged: Vec<Object> = Vec::new();
        for parameter in of_each.iter().flatten() {
            if merged.iter().any(|own| is_same(own, parameter)) {
                continue;
            }
            let all: Vec<&Object> = of_each
                .iter()
                .flatten()
                .filter(|other| is_same(other, parameter))
                .collect();
            let is_needed = |own: &&Object| own.contains_key("required");
            let mut one = parameter.clone();
            if all.len() < of_each.len() || !all.iter().all(is_needed) {
                one.remove("required");
            }
            let mut schemas: Vec<&Value> = all.iter().filter_map(|own| own.get("schema")).collect();
            schemas.dedup();
            if schemas.len() > 1 {
                let any = json!({ "anyOf": schemas });
                one.insert("schema".to_owned(), any);
            }
            merged.push(one);
        }
        merged.into_iter().map(Value::Object).collect()
    }

    /// The bodies of all.
    pub(super) fn bodies(&self, sent: &[Sent<'_>]) -> Object {
        let mut names = Names::default();
        let bodies = sent.iter();
        let bodies: Vec<Content> = bodies
            .filter_map(|sent| self.request_body(sent, &mut names))
            .collect();
        let is_always = bodies.len() == sent.len();
        let mut body = object([]);
        body.put("content", by_type(bodies));
        if !body.is_empty() {
            body.put("required", flag(is_always));
        }
        body
    }

    /// The replies of all by HTTP status.
    pub(super) fn responses(&self, sent: &[Sent<'_>]) -> Object {
        let mut names = Names::default();
        let replies: Vec<_> = sent
            .iter()
            .flat_map(|sent| {
                let replies = self.replies(sent, &mut names).into_iter();
                replies.map(move |reply| (sent, reply))
            })
            .collect();
        let mut statuses: Vec<u16> = replies.iter().map(|(_, reply)| reply.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let mut responses = Object::new();
        for status in statuses {
            let mut told: Vec<String> = Vec::new();
            let mut headers = Object::new();
            let mut contents = Vec::new();
            let is_single = sent.len() == 1;
            for (sent, reply) in replies.iter().filter(|(_, reply)| reply.status == status) {
                let description = match is_single {
                    true => reply.description.clone(),
                    false => format!("`{}`: {}", sent.operation.name, reply.description),
                };
                if !told.contains(&description) {
                    told.push(description);
                }
                headers.extend(reply.headers.clone());
                contents.extend(reply.content.as_ref().map(Content::copy));
            }
            let mut response = object([("description", told.join("\n\n").into())]);
            response.put("headers", headers);
            response.put("content", by_type(contents));
            responses.insert(status.to_string(), response.into());
        }
        responses
    }
}

impl Content {
    fn copy(&self) -> Self {
        Self {
            content_type: self.content_type,
            schema: self.schema.clone(),
            encoding: self.encoding.clone(),
            examples: self.examples.clone(),
        }
    }
}

/// Media types and what each holds: one of several schemas where there are several.
fn by_type(contents: Vec<Content>) -> Object {
    let mut types: Vec<&'static str> = contents.iter().map(|own| own.content_type).collect();
    types.sort_unstable();
    types.dedup();
    let mut media = Object::new();
    for content_type in types {
        let own = contents.iter();
        let own = own.filter(|content| content.content_type == content_type);
        let mut schemas: Vec<Object> = Vec::new();
        let (mut encoding, mut examples) = (Object::new(), Object::new());
        for content in own {
            if !schemas.contains(&content.schema) {
                schemas.push(content.schema.clone());
            }
            encoding.extend(content.encoding.clone());
            examples.extend(content.examples.clone());
        }
        let schema = match schemas.as_slice() {
            [one] => one.clone(),
            several => object([("anyOf", several.to_vec().into())]),
        };
        let mut shown = object([("schema", schema.into())]);
        shown.put("encoding", encoding);
        shown.put("examples", examples);
        media.insert(content_type.to_owned(), shown.into());
    }
    media
}
