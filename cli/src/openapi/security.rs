//! Security schemes: credentials that travel as they are, and what stands in the header `Authorization`.
//!
//! OpenAPI has no scheme for signatures, and has tools ignore a parameter of that header's name.

use sealspec_codegen::model::Api;
use sealspec_codegen::signature::{Operand, Part as TemplatePart, Template};
use serde_json::{Value, json};

use super::json::Object;
use super::schemas::Schemas;
use crate::prose;
use crate::sent::{Part, Sent};

/// How a part is known to OpenAPI, where it is one that a security scheme tells of.
pub(super) enum Scheme {
    /// `Authorization: Bearer …`
    Bearer,
    /// A header or a field of the query.
    Key,
}

/// The scheme of a part that stands in the header or the query.
pub(super) fn scheme(api: &Api, place: &str, part: &Part<'_>) -> Option<Scheme> {
    let is_authorization = place == "header" && part.name() == "authorization";
    match part {
        Part::Common(field) => match sent_credential(api, &field.value) {
            Some("Bearer ") if is_authorization => Some(Scheme::Bearer),
            Some("") => Some(Scheme::Key),
            _ => is_authorization.then_some(Scheme::Key),
        },
        _ => is_authorization.then_some(Scheme::Key),
    }
}

/// What stands before a secret that is sent, where that is all of a template.
fn sent_credential<'t>(api: &Api, template: &'t Template) -> Option<&'t str> {
    let (before, value) = match template.parts.as_slice() {
        [TemplatePart::Value(value)] => ("", value),
        [TemplatePart::Literal(before), TemplatePart::Value(value)] => (before.as_str(), value),
        _ => return None,
    };
    match value.operands.as_slice() {
        [Operand::Credential(index)] if value.calls.is_empty() => {
            let is_sent = api.credentials.get(*index)?.sent;
            is_sent.then_some(before)
        }
        _ => None,
    }
}

impl Schemas<'_> {
    /// The security schemes of a request by name.
    pub(super) fn security(&self, sent: &Sent<'_>) -> Vec<(String, Value)> {
        let places = [("header", &sent.headers), ("query", &sent.query)];
        let parts = places
            .into_iter()
            .flat_map(|(place, parts)| parts.iter().map(move |part| (place, part)));
        parts
            .filter_map(|(place, part)| {
                let scheme = scheme(self.api, place, part)?;
                Some(self.security_scheme(sent, place, part, &scheme))
            })
            .collect()
    }

    fn security_scheme(
        &self,
        sent: &Sent<'_>,
        place: &str,
        part: &Part<'_>,
        scheme: &Scheme,
    ) -> (String, Value) {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let wire: String = part
            .name()
            .chars()
            .map(|c| if is_sign(c) { c } else { '_' })
            .collect();
        let name = format!("{}.{wire}", sent.profile.name);
        let about = self.part_description(sent, part);
        let scheme = match scheme {
            Scheme::Bearer => json!({"type": "http", "scheme": "bearer", "description": about}),
            Scheme::Key => {
                json!({"type": "apiKey", "in": place, "name": part.name(), "description": about})
            }
        };
        (name, scheme)
    }

    fn part_description(&self, sent: &Sent<'_>, part: &Part<'_>) -> String {
        let told = match part {
            Part::Common(field) => {
                let template = field.value.written(&self.api.credentials, &[]);
                let about = prose::blocks_of(&field.about, self.language);
                (about, template)
            }
            Part::Signature { value, .. } => {
                let sign = sent.profile.sign.as_ref();
                let signature = sign.and_then(|sign| self.api.signatures.get(sign.signature));
                let lines = signature.map_or(&[][..], |signature| &signature.lines);
                let about = sign.map(|sign| prose::blocks_of(&sign.about, self.language));
                let template = value.written(&self.api.credentials, lines);
                (about.unwrap_or_default(), template)
            }
            _ => return String::new(),
        };
        let (mut about, template) = told;
        about.push(prose::Block::say(&format!("`{template}`")));
        self.markdown(&about)
    }
}

/// The requirement of schemes, all of them together.
pub(super) fn requirement(schemes: &[(String, Value)]) -> Object {
    let none = || Value::Array(Vec::new());
    schemes
        .iter()
        .map(|(name, _)| (name.clone(), none()))
        .collect()
}
