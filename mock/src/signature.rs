//! Signatures as the spec's own rule gives them: the one place that runs the interpreter.

use http::uri::Authority;
use http::{Request, header};
use sealspec::signing::Input;
use sealspec::{Fields, Moment};
use sealspec_codegen::model::{Api, Profile};
use sealspec_codegen::signature::{
    Given, Interpretation, LineKind, Select, Signature, Value, interpret,
};

use crate::credentials::Credentials;
use crate::seen::{Refusal, RefusalKind};

/// A signature by the vendor's reckoning.
pub(crate) struct Reckoned {
    pub(crate) sign: String,
    /// The last line of text before it, secrets masked.
    pub(crate) string_to_sign: Option<String>,
}

/// What a signature is made from, besides credentials.
pub(crate) struct Material<'a> {
    pub(crate) fields: Fields<'a>,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) host: &'a str,
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) moment: Moment,
}

impl<'a> Material<'a> {
    /// A request's; `moment` is what its own fields tell.
    pub(crate) fn of_request(
        request: &'a Request<bytes::Bytes>,
        fields: &'a [(String, String)],
        moment: Moment,
    ) -> Self {
        let uri = request.uri();
        let header = || {
            request
                .headers()
                .get(header::HOST)
                .and_then(|host| host.to_str().ok())
        };
        Self {
            fields: borrow(fields),
            method: request.method().as_str(),
            path: uri.path(),
            host: uri
                .authority()
                .map(Authority::as_str)
                .or_else(header)
                .unwrap_or_default(),
            query: uri.query().unwrap_or_default(),
            body: request.body(),
            moment,
        }
    }

    /// The same with fields as they may be shown. Where they differ, the raw texts that hold them are left out.
    pub(crate) fn showing(&self, shown: &'a [(String, String)]) -> Self {
        let shown = borrow(shown);
        let differ = shown.iter().ne(self.fields.iter());
        Self {
            fields: shown,
            query: if differ { "[redacted]" } else { self.query },
            body: if differ { b"[redacted]" } else { self.body },
            moment: self.moment.clone(),
            ..*self
        }
    }

    /// A reply's: its members are all there is.
    pub(crate) fn of_reply(members: &'a [(String, String)], moment: Moment) -> Self {
        Self {
            fields: borrow(members),
            method: "",
            path: "",
            host: "",
            query: "",
            body: &[],
            moment,
        }
    }
}

fn borrow(fields: &[(String, String)]) -> Fields<'_> {
    let mut borrowed = Fields::default();
    for (name, value) in fields {
        borrowed.push(&**name, &**value);
    }
    borrowed
}

/// Whether a signature takes in the field of this name.
pub(crate) fn covers(signature: &Signature, name: &str) -> bool {
    signature.lines.iter().any(|line| match &line.kind {
        LineKind::Template(_) => false,
        LineKind::Fields(list) => match &list.select {
            Select::All => true,
            Select::Only(names) => names.iter().any(|own| own == name),
            Select::Except(names) => names.iter().all(|own| own != name),
            Select::Prefix(prefix) => name.starts_with(prefix),
        },
    })
}

/// Reckons the signatures of one profile.
#[derive(Clone, Copy)]
pub(crate) struct Reckoner<'a> {
    pub(crate) api: &'a Api,
    pub(crate) profile: &'a Profile,
    pub(crate) credentials: &'a Credentials,
}

impl Reckoner<'_> {
    /// The signature that `material` must have; its string to sign is told as `shown` has it.
    pub(crate) fn reckon(
        &self,
        signature: &Signature,
        material: &Material<'_>,
        shown: &Material<'_>,
    ) -> Result<Reckoned, Refusal> {
        let sign = self
            .interpret(signature, material)?
            .sign()
            .unwrap_or_default()
            .to_owned();
        let mut lines = self.interpret(signature, shown)?.lines;
        lines.retain(|line| line.name != "sign" && matches!(line.value, Value::Text(_)));
        Ok(Reckoned {
            sign,
            string_to_sign: lines.pop().map(|line| line.shown),
        })
    }

    fn interpret(
        &self,
        signature: &Signature,
        material: &Material<'_>,
    ) -> Result<Interpretation, Refusal> {
        let input = Input {
            fields: &material.fields,
            method: material.method,
            path: material.path,
            host: material.host,
            query: material.query,
            body: material.body,
            moment: &material.moment,
        };
        let value = |name: &str| {
            self.credentials
                .get(name)
                .or_else(|| self.is_optional(name).then_some(""))
        };
        interpret(
            signature,
            &Given {
                credentials: &self.api.credentials,
                value: &value,
                input,
            },
        )
        .map_err(|error| {
            Refusal::new(
                RefusalKind::Unprepared,
                format!("the mock vendor can't reckon the signature: {error}"),
            )
        })
    }

    fn is_optional(&self, name: &str) -> bool {
        let named = |index: usize| {
            self.api
                .credentials
                .get(index)
                .is_some_and(|credential| credential.name == name)
        };
        self.profile
            .credentials
            .iter()
            .any(|own| own.optional && named(own.credential))
    }
}
