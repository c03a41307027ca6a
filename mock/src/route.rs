//! Which operation a method and a path belong to.

use bytes::Bytes;
use http::{Request, Uri};
use sealspec_codegen::model::{self, Api, Operation, Profile, Variant};

use crate::constants;
use crate::received::Received;
use crate::seen::{Refusal, RefusalKind};
use crate::unsigned::Added;

/// The operation that a request calls, and by which of its variants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Called<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) variant: &'a Variant,
    pub(crate) profile: &'a Profile,
}

/// Finds what a request calls: by method and path, and by the constants in it where several operations share these.
pub(crate) fn find<'a>(api: &'a Api, request: &Request<Bytes>) -> Result<Called<'a>, Refusal> {
    let (method, uri) = (request.method(), request.uri());
    let mut at_path: Vec<_> = variants(api)
        .filter(|called| is_at(api, called.variant, uri.path()) || is_signed_at(*called, uri))
        .collect();
    if at_path.is_empty() {
        // Calls to a URL that the vendor gave may go anywhere.
        at_path.extend(variants(api).filter(|called| called.variant.takes_url()));
    }
    if at_path.is_empty() {
        let reason = format!("nothing is documented at `{}`", uri.path());
        return Err(Refusal::new(RefusalKind::UnknownPath, reason));
    }
    told_apart(at_path, request).ok_or_else(|| {
        let reason = format!("`{}` is not called by {method}", uri.path());
        Refusal::new(RefusalKind::WrongMethod, reason)
    })
}

/// The one of several with this method whose constants, and the most of them, a request has; the first where it has no
/// one's, for its constants to be found wrong.
fn told_apart<'a>(mut called: Vec<Called<'a>>, request: &Request<Bytes>) -> Option<Called<'a>> {
    called.retain(|called| request.method() == name(called.variant.method));
    let first = *called.first()?;
    if called.len() > 1 {
        called.retain(|called| {
            Received::read(request, called.variant.body)
                .is_ok_and(|received| constants::first_other(*called, &received).is_none())
        });
    }
    // Of equal ones, the first that is documented.
    called.reverse();
    let nearest = called
        .into_iter()
        .max_by_key(|called| called.operation.filled.len());
    Some(nearest.unwrap_or(first))
}

/// Every way to call an operation, in the order of their pages.
pub(crate) fn variants(api: &Api) -> impl Iterator<Item = Called<'_>> {
    let variants = operations(api)
        .flat_map(|operation| operation.variants.iter().map(move |own| (operation, own)));
    variants.filter_map(|(operation, variant)| {
        Some(Called {
            operation,
            variant,
            profile: api.profiles.get(variant.profile)?,
        })
    })
}

/// All operations in the order of their pages.
pub(crate) fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.pages.iter().flat_map(|page| &page.operations)
}

/// Whether a path is a variant's: as it stands in the spec, or behind the path that one of its server's addresses has.
fn is_at(api: &Api, variant: &Variant, path: &str) -> bool {
    let environments = api
        .servers
        .get(variant.server)
        .map_or(&[][..], |server| &server.environments);
    path == variant.path
        || environments.iter().any(|environment| {
            path.strip_suffix(&*variant.path) == Some(base_path(&environment.url))
        })
}

/// Whether a path ends in a variant's where its signature goes into the path.
fn is_signed_at(called: Called<'_>, uri: &Uri) -> bool {
    let sign = called.profile.sign.as_ref();
    Added(sign).path() && uri.path().ends_with(&*called.variant.path)
}

fn base_path(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme
        .find('/')
        .and_then(|start| after_scheme.get(start..))
        .unwrap_or("")
}

/// A method as HTTP has it.
pub(crate) fn name(method: model::Method) -> &'static str {
    match method {
        model::Method::Get => "GET",
        model::Method::Post => "POST",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn base_paths() {
        for (url, path) in [
            ("https://a.example", ""),
            ("https://a.example/v1", "/v1"),
            ("http://h:1/a/b", "/a/b"),
        ] {
            assert_eq!(super::base_path(url), path);
        }
    }
}
