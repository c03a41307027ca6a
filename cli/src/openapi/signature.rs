//! What OpenAPI has no words for, as extensions: credentials, signatures, profiles, and how replies are told apart.

use sealspec_codegen::model::{Conditions, Fresh, Place, Profile, Reply, TimeUnit, VerifyWhen};
use sealspec_codegen::signature::{Signature, Vector};
use serde_json::{Value, json};

use super::json::{Object, Sparse, object};
use super::schemas::{Schemas, flag};
use crate::prose::{self, Block, Inline};
use crate::sent::Sent;
use crate::vendor;

impl Schemas<'_> {
    /// The credentials that profiles take, and the environment variables in which the command `sealspec` looks for them.
    pub(super) fn credentials(&self) -> Object {
        let own = self.api.credentials.iter().map(|credential| {
            let about = prose::blocks_of(&credential.about, self.language);
            let mut shown = Object::new();
            shown.put("description", self.markdown(&about));
            shown.put("secret", flag(credential.secret));
            shown.put("sent", flag(credential.sent));
            shown.put("from", credential.from.clone());
            shown.put("example", credential.example.clone().unwrap_or_default());
            shown.put(
                "environment",
                vendor::variable(&self.api.name, &credential.name),
            );
            (credential.name.clone(), shown.into())
        });
        own.collect()
    }

    /// The signatures that profiles make, verify and seal by.
    pub(super) fn signatures(&self, profiles: &[&Profile]) -> Object {
        let used = self.used_signatures(profiles);
        used.map(|own| (own.name.clone(), self.one_signature(own).into()))
            .collect()
    }

    /// The same for people: extensions are what tools don't show.
    pub(super) fn told_signatures(&self, profiles: &[&Profile]) -> Vec<Block> {
        let used = self.used_signatures(profiles);
        used.flat_map(|signature| {
            let title = Block::Heading {
                level: 3,
                anchor: String::new(),
                title: vec![Inline::code(signature.name.as_str())],
            };
            let lines = signature.written(&self.api.credentials).into_iter();
            let lines = lines.map(|(name, text)| (name.to_owned(), text)).collect();
            let about = prose::blocks_of(&signature.about, self.language);
            [title]
                .into_iter()
                .chain(about)
                .chain([Block::lines(lines)])
        })
        .collect()
    }

    fn used_signatures(&self, profiles: &[&Profile]) -> impl Iterator<Item = &Signature> {
        let is_used = move |index: usize| {
            profiles.iter().any(|profile| {
                let sign = profile.sign.as_ref().map(|sign| sign.signature);
                let verify = profile.verify.as_ref().map(|verify| verify.signature);
                let seal = profile.seal.as_ref().map(|seal| [seal.seal, seal.open]);
                sign == Some(index)
                    || verify == Some(index)
                    || seal.is_some_and(|ends| ends.contains(&index))
            })
        };
        let signatures = self.api.signatures.iter().enumerate();
        signatures
            .filter(move |(index, _)| is_used(*index))
            .map(|(_, own)| own)
    }

    fn one_signature(&self, signature: &Signature) -> Object {
        let about = prose::blocks_of(&signature.about, self.language);
        let lines: Object = signature
            .written(&self.api.credentials)
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        let vectors = signature.vectors.iter().map(|vector| self.vector(vector));
        let mut shown = Object::new();
        shown.put("description", self.markdown(&about));
        shown.put("source", signature.source.clone().unwrap_or_default());
        shown.put("lines", lines);
        shown.put("vectors", vectors.map(Value::Object).collect::<Vec<_>>());
        shown
    }

    fn vector(&self, vector: &Vector) -> Object {
        let request = &vector.request;
        let mut shown = object([("source", self.language.of(&vector.source).into())]);
        shown.put("given", members(&vector.given));
        shown.put("method", request.method.as_str());
        shown.put("host", request.host.as_str());
        shown.put("path", request.path.as_str());
        shown.put("query", request.query.as_str());
        shown.put("headers", pairs(&request.headers));
        shown.put("fields", pairs(&request.fields));
        shown.put("body", request.body.clone().unwrap_or_default());
        if request.now != 0 {
            shown.put("now", request.now);
        }
        shown.put("nonce", request.nonce.as_str());
        shown.put("lines", members(&vector.lines));
        shown.put("sign", vector.sign.as_str());
        shown
    }

    /// How a profile dresses, signs and verifies.
    pub(super) fn profile(&self, profile: &Profile) -> Object {
        let about = prose::blocks_of(&profile.about, self.language);
        let mut shown = Object::new();
        shown.put("description", self.markdown(&about));
        let credentials = profile.credentials.iter();
        let names = credentials.filter_map(|own| self.api.credentials.get(own.credential));
        let names = names.map(|credential| Value::from(credential.name.as_str()));
        shown.put("credentials", names.collect::<Vec<_>>());
        shown.put("sign", self.sign(profile));
        shown.put("verify", self.verify(profile));
        if let Some(seal) = &profile.seal {
            shown.put("seal", json!({"with": seal.name, "field": seal.field}));
        }
        shown
    }

    fn sign(&self, profile: &Profile) -> Value {
        let Some(sign) = &profile.sign else {
            return Value::Null;
        };
        let Some(signature) = self.api.signatures.get(sign.signature) else {
            return Value::Null;
        };
        let into = sign.into.iter().map(|output| {
            let template = output
                .value
                .written(&self.api.credentials, &signature.lines);
            let mut shown = place(&output.place);
            shown.put("value", template);
            Value::Object(shown)
        });
        json!({"with": signature.name, "into": into.collect::<Vec<_>>()})
    }

    fn verify(&self, profile: &Profile) -> Object {
        let mut shown = Object::new();
        let Some(verify) = &profile.verify else {
            return shown;
        };
        if let Some(signature) = self.api.signatures.get(verify.signature) {
            shown.put("with", signature.name.as_str());
            let value = verify
                .value
                .written(&self.api.credentials, &signature.lines);
            shown.put("value", value);
        }
        shown.put("found", place(&verify.place));
        shown.put("when", when(verify.when));
        if let Some(fresh) = &verify.fresh {
            shown.put("fresh", freshness(fresh));
        }
        shown
    }

    /// An operation as the spec knows it: what one entry among `paths` may stand for several of.
    pub(super) fn origin(&self, sent: &Sent<'_>) -> Object {
        let operation = sent.operation;
        let mut shown = object([
            ("operation", operation.name.as_str().into()),
            ("profile", sent.profile.name.as_str().into()),
        ]);
        match self.api.servers.get(sent.variant.server) {
            Some(server) if !sent.variant.takes_url() => shown.put("server", server.name.as_str()),
            _ => {}
        }
        shown.put("safe", flag(operation.safe));
        shown.put("link", flag(operation.link));
        shown.put("url", flag(sent.variant.takes_url()));
        if let Some(poll) = &operation.poll {
            let via = poll.via.as_deref().unwrap_or(&operation.name);
            let (first, every, until) = (poll.first, poll.every, poll.until);
            shown.put(
                "poll",
                json!({"via": via, "first": first, "every": every, "until": until}),
            );
        }
        shown.put("reply", reply(&operation.reply));
        shown
    }
}

/// What tells what became of a call.
pub(super) fn reply(reply: &Reply) -> Object {
    let mut shown = Object::new();
    shown.put("success", conditions(&reply.success));
    shown.put("pending", conditions(&reply.pending));
    shown.put("undecided", conditions(&reply.undecided));
    shown.put("code", reply.code.clone().unwrap_or_default());
    shown.put("message", reply.message.clone().unwrap_or_default());
    shown.put("payload", reply.payload.clone().unwrap_or_default());
    shown.put("verify", reply.verify.map_or("", when));
    shown
}

fn conditions(conditions: &Conditions) -> Object {
    let own = conditions.0.iter();
    own.map(|(member, values)| (member.clone(), values.clone().into()))
        .collect()
}

fn place(place: &Place) -> Object {
    let kind = match place {
        Place::Field(_) => "field",
        Place::Query(_) => "query",
        Place::Header(_) => "header",
        Place::Path => "path",
    };
    object([("in", kind.into()), ("name", place.name().into())])
}

fn when(when: VerifyWhen) -> &'static str {
    match when {
        VerifyWhen::IfPresent => "if_present",
        VerifyWhen::OnSuccess => "on_success",
        VerifyWhen::Always => "always",
        VerifyWhen::Never => "never",
    }
}

fn freshness(fresh: &Fresh) -> Value {
    let unit = match fresh.unit {
        TimeUnit::Seconds => "seconds",
        TimeUnit::Millis => "millis",
    };
    json!({"found": place(&fresh.place), "unit": unit, "within": fresh.within})
}

fn members(pairs: &[(String, String)]) -> Object {
    let own = pairs.iter();
    own.map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect()
}

/// Names may stand twice.
fn pairs(pairs: &[(String, String)]) -> Vec<Value> {
    let own = pairs.iter();
    own.map(|(name, value)| json!([name, value])).collect()
}
