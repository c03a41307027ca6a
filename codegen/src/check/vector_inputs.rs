//! What a vector gives its signature, and what it owes it.

use sealspec::signing::form_escape;
use sealspec::{Fields, Source};

use super::envelopes::texts;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::signature::{Operand, Signature, Vector, VectorRequest};
use crate::spec::{self, Name, VectorQuery};

pub(super) fn vector(spec: &spec::Vector) -> Vector {
    Vector {
        source: spec.source.clone(),
        given: texts(&spec.given),
        request: request(spec),
        lines: texts(&spec.lines),
        sign: spec
            .sign
            .as_ref()
            .map(|sign| sign.text.clone())
            .unwrap_or_default(),
    }
}

fn request(spec: &spec::Vector) -> VectorRequest {
    let or = |given: &Option<Name>, otherwise: String| match given {
        Some(given) => given.text.clone(),
        None => otherwise,
    };
    let nothing = VectorRequest::default();
    let (query, query_fields) = query(&spec.query);
    VectorRequest {
        method: or(&spec.method, nothing.method),
        scheme: or(&spec.scheme, nothing.scheme),
        host: or(&spec.host, nothing.host),
        path: or(&spec.path, nothing.path),
        query,
        query_fields,
        headers: texts(&spec.headers),
        fields: texts(&spec.fields),
        body: spec.body.as_ref().map(|body| body.text.clone()),
        now: spec.now.unwrap_or(nothing.now),
        nonce: or(&spec.nonce, nothing.nonce),
    }
}

/// The query as it stands in the URL, and its fields.
fn query(spec: &VectorQuery) -> (String, Vec<(String, String)>) {
    match spec {
        VectorQuery::None => Default::default(),
        VectorQuery::Fields(pairs) => {
            let escaped = pairs.iter().map(|(name, value)| {
                format!("{}={}", form_escape(&name.text), form_escape(&value.text))
            });
            (escaped.collect::<Vec<_>>().join("&"), texts(pairs))
        }
        VectorQuery::Raw(raw) => {
            let mut fields = Fields::default();
            // What isn't UTF-8 once it is unescaped is no field that a signature could take.
            let _ = fields.push_form(Source::Query, &raw.text);
            let owned = |text: &str| text.to_owned();
            let pairs = fields
                .iter()
                .map(|field| (owned(&field.name), owned(&field.value)));
            (raw.text.clone(), pairs.collect())
        }
    }
}

/// Reports what the signature takes and the vector doesn't give. A method and a path have defaults that stand for themselves;
/// a moment, a nonce and a host have none.
pub(super) fn refuse_missing(spec: &spec::Vector, signature: &Signature, problems: &Problems<'_>) {
    let operands: Vec<&Operand> = signature
        .lines
        .iter()
        .flat_map(|line| line.operands())
        .collect();
    let uses = |wanted: &[Operand]| operands.iter().any(|operand| wanted.contains(operand));
    let owed = [
        (
            spec.now.is_none() && uses(&[Operand::Now]),
            "now",
            "now: 1700000000000",
            "in Unix milliseconds",
        ),
        (
            spec.nonce.is_none() && uses(&[Operand::Nonce]),
            "nonce",
            "nonce: …",
            "as the vendor printed it",
        ),
        (
            spec.host.is_none() && uses(&[Operand::Host, Operand::Url]),
            "host",
            "host: api.example.com",
            "without scheme",
        ),
    ];
    for (_, name, example, how) in owed.iter().filter(|(is_owed, ..)| *is_owed) {
        let message = format!(
            "the signature `{}` takes `{name}`, and the vector gives none",
            signature.name
        );
        problems.report(
            Diagnostic::new(Code::Vector, spec.at, message)
                .label(format!("no `{name}` in here"))
                .help(format!("add `{example}`, {how}")),
        );
    }
}
