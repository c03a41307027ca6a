//! Keeping secrets out of what is shown.

use sealspec::signing::{form_escape, json_string, uri_escape};
use sealspec_codegen::model::{Api, CommonField, Field, TypeKind};
use sealspec_codegen::signature::{Expression, Operand};
use serde_json::Value;

use super::Message;
use crate::credentials::Credentials;

/// The secrets of a request, which it replaces wherever they stand in a text.
#[derive(Clone, Default)]
pub(crate) struct Mask(Vec<(String, String)>);

impl Mask {
    /// The secret credentials, each shown as its name.
    pub(crate) fn of_credentials(api: &Api, credentials: &Credentials) -> Self {
        let mut mask = Self::default();
        let secret = api.credentials.iter().filter(|own| own.secret || own.sent);
        for credential in secret {
            if let Some(value) = credentials.get(&credential.name) {
                mask.add(value.expose(), &credential.name);
            }
        }
        mask
    }

    /// The same, and what stands in the fields and headers of a request that the spec calls secret.
    pub(crate) fn and_of(mut self, api: &Api, message: &Message) -> Self {
        let names = secret_names(api);
        let is_secret = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
        for field in message.fields() {
            let Some(text) = field.text() else { continue };
            match is_secret(&field.name) {
                true => self.add(text, "redacted"),
                false => self.look_into(text, &is_secret),
            }
        }
        for (name, value) in &message.headers {
            if is_secret(name) {
                self.add(value, "redacted");
            }
        }
        self
    }

    /// Looks for secret members in a text that may be JSON.
    fn look_into(&mut self, text: &str, is_secret: &dyn Fn(&str) -> bool) {
        if text.starts_with(['{', '['])
            && let Ok(value) = serde_json::from_str(text)
        {
            self.look_through(&value, is_secret);
        }
    }

    fn look_through(&mut self, value: &Value, is_secret: &dyn Fn(&str) -> bool) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::String(text) if is_secret(name) => self.add(text, "redacted"),
                        Value::String(text) => self.look_into(text, is_secret),
                        Value::Number(number) if is_secret(name) => {
                            self.add(&number.to_string(), "redacted");
                        }
                        other => self.look_through(other, is_secret),
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.look_through(item, is_secret);
                }
            }
            _ => {}
        }
    }

    /// Adds a secret in every way in which requests spell it.
    pub(crate) fn add(&mut self, secret: &str, name: &str) {
        if secret.is_empty() {
            return;
        }
        let json = json_string(secret);
        let json = json
            .strip_prefix('"')
            .and_then(|json| json.strip_suffix('"'));
        let json = json.unwrap_or(secret).to_owned();
        for spelled in [
            secret.into(),
            form_escape(&json),
            uri_escape(&json),
            form_escape(secret),
            uri_escape(secret),
            json.into(),
        ] {
            self.0.push((spelled.into(), name.to_owned()));
        }
        // A secret that is part of another one must not leave the rest of that behind.
        self.0
            .sort_by_key(|(spelled, _)| std::cmp::Reverse(spelled.len()));
        self.0.dedup();
    }

    /// Adds a signature, of which the beginning is shown to tell it from others. A text of a few letters is none.
    pub(crate) fn shorten(&mut self, signature: &str) {
        let beginning: String = signature.chars().take(8).collect();
        if beginning.len() < signature.len() {
            self.add(signature, &format!("{beginning}…"));
        }
    }

    /// A text without the secrets.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (secret, name)| {
            if secret.len() < SHORT {
                return hide_word(&text, secret, name);
            }
            match text.contains(secret.as_str()) {
                true => text.replace(secret, &format!("[{name}]")),
                false => text,
            }
        })
    }
}

/// A secret of fewer bytes is hidden only where it stands by itself: as a part of other words it is nobody's secret.
const SHORT: usize = 6;

fn hide_word(text: &str, secret: &str, name: &str) -> String {
    let (mut shown, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(secret) {
        shown.push_str(before);
        let is_in_word =
            shown.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        match is_in_word {
            true => shown.push_str(secret),
            false => shown.push_str(&format!("[{name}]")),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// Names of fields and headers that carry secrets.
fn secret_names(api: &Api) -> Vec<&str> {
    let objects = api
        .types
        .iter()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Object(fields) => Some(fields),
            _ => None,
        });
    let operations = api.pages.iter().flat_map(|page| &page.operations);
    let requests = operations.map(|operation| &operation.request);
    let fields = objects.chain(requests).flatten();
    let secret = fields.filter(|field: &&Field| field.secret);
    let mut names: Vec<&str> = secret.map(|field| field.wire.as_str()).collect();
    for profile in &api.profiles {
        let common = profile
            .common
            .iter()
            .chain(&profile.query)
            .chain(&profile.headers);
        let carries = common.filter(|field| carries_secret(api, field));
        names.extend(carries.map(|field| field.wire.as_str()));
    }
    names
}

/// Whether a common field carries a credential that is secret and sent.
fn carries_secret(api: &Api, field: &CommonField) -> bool {
    let operands = field.value.expressions().flat_map(Expression::all_operands);
    let mut operands = operands.into_iter();
    operands.any(|operand| match operand {
        Operand::Credential(index) => {
            let credential = api.credentials.get(*index);
            credential.is_some_and(|own| own.sent)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_however_they_are_spelled() {
        let mut mask = Mask::default();
        mask.add("s3/cret \"超\"", "key");
        mask.add("pin", "redacted");
        for (text, shown) in [
            ("a=s3/cret \"超\"&b", "a=[key]&b"),
            ("a=s3%2Fcret+%22%E8%B6%85%22&b", "a=[key]&b"),
            ("a=s3%2Fcret%20%22%E8%B6%85%22", "a=[key]"),
            (r#"{"a":"s3/cret \"超\""}"#, r#"{"a":"[key]"}"#),
            ("pin=pin&spinning", "[redacted]=[redacted]&spinning"),
        ] {
            assert_eq!(mask.hide(text), shown);
        }
    }
}
