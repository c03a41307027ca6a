//! What a pasted request calls.

use bytes::Bytes;
use http::Request;
use sealspec_codegen::model::{Api, Operation, Profile, Variant};
use sealspec_codegen::suggest;
use sealspec_mock::{Refusal, Seen, Verdict};

use super::finding::Finding;
use crate::request;

/// An operation as a profile calls it.
#[derive(Clone, Copy)]
pub(in super::super) struct Called<'a> {
    pub(in super::super) operation: &'a Operation,
    pub(in super::super) variant: &'a Variant,
    pub(in super::super) profile: &'a Profile,
}

impl<'a> Called<'a> {
    /// What a request calls: what the arguments name, or else what its address tells.
    pub(super) fn of(
        api: &'a Api,
        (named, profile): (Option<&str>, Option<&str>),
        seen: &Seen,
        request: &Request<Bytes>,
    ) -> Result<Self, Finding> {
        let name = named.or(seen.operation.as_deref());
        let told = seen
            .profile
            .as_deref()
            .filter(|_| seen.operation.as_deref() == name);
        let profile = profile.or(told);
        let operation = name.and_then(|name| request::operation(api, name));
        let variants = operation.iter().flat_map(|operation| &operation.variants);
        let mut called = variants.filter_map(|variant| {
            Some(Self {
                operation: operation?,
                variant,
                profile: api.profiles.get(variant.profile)?,
            })
        });
        let wanted = called.find(|own| profile.is_none_or(|name| own.profile.name == name));
        wanted.ok_or_else(|| match named {
            Some(name) => unknown_operation(api, name),
            None => unknown_address(api, seen, request),
        })
    }
}

fn unknown_operation(api: &Api, name: &str) -> Finding {
    let operations = api.pages.iter().flat_map(|page| &page.operations);
    let near = suggest::nearest(name, operations.map(|own| own.name.as_str()));
    let near = near.filter(|near| *near != name);
    Finding {
        what: format!("the spec has no operation `{name}`, or not for this profile"),
        hint: near.map(|near| format!("did you mean `{near}`?")),
        ..Finding::default()
    }
}

fn unknown_address(api: &Api, seen: &Seen, request: &Request<Bytes>) -> Finding {
    let path = request.uri().path();
    let operations = api.pages.iter().flat_map(|page| &page.operations);
    let paths = operations
        .flat_map(|own| &own.variants)
        .map(|own| own.path.as_str());
    Finding {
        what: match &seen.verdict {
            Verdict::Refused(Refusal { reason, .. }) => reason.clone(),
            Verdict::Accepted => "nothing documented is called".to_owned(),
        },
        theirs: Some(format!("{} {path}", request.method())),
        ours: suggest::nearest(path, paths).map(str::to_owned),
        hint: None,
    }
}
