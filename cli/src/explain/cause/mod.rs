//! Why a signature is wrong: the usual mistakes are tried one by one, until the signature is right.

mod rewriting;
mod rule;

use bytes::Bytes;
use http::Request;
use sealspec::Secret;
use sealspec_codegen::model::{Api, Profile};
use sealspec_mock::{MockVendor, RefusalKind, Verdict};

use crate::credentials::Credentials;
use crate::message::Message;
use rewriting::Rewriting;

/// Which mistake gives the signature of a pasted request; `None`: none of the usual ones.
pub(super) fn of_signature(
    api: &Api,
    credentials: &Credentials,
    request: &Request<Bytes>,
    profile: &Profile,
) -> Option<String> {
    let trial = Trial {
        api,
        known: credentials.known().to_vec(),
        request,
    };
    trial
        .by_text()
        .or_else(|| trial.by_rule(profile))
        .or_else(|| trial.by_key(credentials))
}

struct Trial<'a> {
    api: &'a Api,
    known: Vec<(String, Secret)>,
    request: &'a Request<Bytes>,
}

impl Trial<'_> {
    /// Whether a vendor of this spec, told these credentials, takes the signature of this request for right.
    fn is_right(&self, api: &Api, known: &[(String, Secret)], request: &Request<Bytes>) -> bool {
        let told = known.iter().cloned();
        let vendor = told.fold(MockVendor::new(api.clone()), |vendor, (name, value)| {
            vendor.credential(name, value)
        });
        vendor.answer(request);
        vendor.seen().pop().is_some_and(|seen| match &seen.verdict {
            Verdict::Accepted => true,
            // The string to sign is there where the signature was looked at.
            Verdict::Refused(refusal) => {
                seen.string_to_sign.is_some() && refusal.kind != RefusalKind::BadSignature
            }
        })
    }

    /// Whether another text was signed than the one that is sent.
    fn by_text(&self) -> Option<String> {
        let told = rewriting::ALL.iter().find(|(_, rewrite)| {
            let request = self.rewritten(*rewrite);
            request.is_some_and(|request| self.is_right(self.api, &self.known, &request))
        });
        told.map(|(how, _)| {
            format!(
                "the signature is that of the same text {how}: your code signs one text and sends another; \
                 sign the text that is sent"
            )
        })
    }

    /// The request with its texts rewritten; `None`: that changes none of them.
    fn rewritten(&self, rewrite: Rewriting) -> Option<Request<Bytes>> {
        let body = std::str::from_utf8(self.request.body()).ok()?;
        let body = match body.starts_with('{') {
            true => rewrite(body)?,
            false => rewriting::form(body, rewrite),
        };
        let url = self.request.uri().to_string();
        let url = match url.split_once('?') {
            Some((start, query)) => format!("{start}?{}", rewriting::form(query, rewrite)),
            None => url,
        };
        let uri = url.parse().ok()?;
        let is_other = *self.request.body() != body || uri != *self.request.uri();
        let mut request = self.request.clone();
        *request.body_mut() = Bytes::from(body);
        *request.uri_mut() = uri;
        is_other.then_some(request)
    }

    /// Whether the signature was made by a rule that is near the spec's.
    fn by_rule(&self, profile: &Profile) -> Option<String> {
        let index = profile.sign.as_ref()?.signature;
        let message = Message::of(self.request);
        let names: Vec<_> = message.fields().map(|field| field.name.clone()).collect();
        rule::near(&names).into_iter().find_map(|change| {
            let mut api = self.api.clone();
            let lines = &mut api.signatures.get_mut(index)?.lines;
            let told = lines
                .iter_mut()
                .fold(None, |told, line| change(line).or(told))?;
            self.is_right(&api, &self.known, self.request)
                .then_some(told)
        })
    }

    /// Whether the signature was made with another key.
    fn by_key(&self, credentials: &Credentials) -> Option<String> {
        for environment in credentials.other_environments() {
            let mut known = credentials.of_environment(&environment);
            let own = self.known.iter();
            let others = own.filter(|(own, _)| known.iter().all(|(name, _)| name != own));
            known.extend(others.cloned().collect::<Vec<_>>());
            if self.is_right(self.api, &known, self.request) {
                return Some(format!(
                    "the signature is right with the credentials of `{environment}`: add `--environment {environment}`, or \
                     give your code the others"
                ));
            }
        }
        let secrets = self
            .api
            .credentials
            .iter()
            .filter(|own| own.secret && !own.sent);
        secrets
            .into_iter()
            .find_map(|secret| self.by_spelling(&secret.name))
    }

    /// Whether a secret was read wrong.
    fn by_spelling(&self, secret: &str) -> Option<String> {
        KEYS.iter().find_map(|(told, change)| {
            let changed = |(name, value): &(String, Secret)| {
                let value = match name == secret {
                    true => Secret::new(change(value.expose())),
                    false => value.clone(),
                };
                (name.clone(), value)
            };
            let known: Vec<_> = self.known.iter().map(changed).collect();
            let is_it = known != self.known && self.is_right(self.api, &known, self.request);
            is_it.then(|| format!("the signature is right with `{secret}` {told}"))
        })
    }
}

/// A wrong reading of a key.
type Misreading = fn(&str) -> String;

/// How keys are misread, each with what is told of it.
const KEYS: &[(&str, Misreading)] = &[
    (
        "and a line break behind it: trim what is read from a file",
        |key| format!("{key}\n"),
    ),
    ("and a space behind it: trim it", |key| format!("{key} ")),
    ("in capitals", |key| key.to_uppercase()),
    ("in small letters", |key| key.to_lowercase()),
];

/// What is told where nothing usual gives the signature.
pub(super) const UNKNOWN: &str = "none of the usual mistakes gives this signature: your code has another secret than the one \
                                  that is known here, or signs another text; give that text by `--string-to-sign`";
