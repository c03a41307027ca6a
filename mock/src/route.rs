//! Which operation a method and a path belong to.

use http::{Method, Uri};
use sealspec_codegen::model::{self, Api, Operation, Profile, Variant};

use crate::seen::{Refusal, RefusalKind};
use crate::unsigned::Added;

/// The operation that a request calls, and by which of its variants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Called<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) variant: &'a Variant,
    pub(crate) profile: &'a Profile,
}

/// Finds what a request calls: method and path together belong to one variant of one operation.
pub(crate) fn find<'a>(api: &'a Api, method: &Method, uri: &Uri) -> Result<Called<'a>, Refusal> {
    let mut path_is_known = false;
    for operation in operations(api) {
        for variant in operation
            .variants
            .iter()
            .filter(|variant| is_at(api, variant, uri.path()) || is_signed_at(api, variant, uri))
        {
            path_is_known = true;
            let profile = api.profiles.get(variant.profile);
            if let Some(profile) = profile.filter(|_| method == name(variant.method)) {
                return Ok(Called {
                    operation,
                    variant,
                    profile,
                });
            }
        }
    }
    Err(if path_is_known {
        Refusal::new(
            RefusalKind::WrongMethod,
            format!("`{}` is not called by {method}", uri.path()),
        )
    } else {
        Refusal::new(
            RefusalKind::UnknownPath,
            format!("nothing is documented at `{}`", uri.path()),
        )
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
fn is_signed_at(api: &Api, variant: &Variant, uri: &Uri) -> bool {
    let profile = api.profiles.get(variant.profile);
    let sign = profile.and_then(|profile| profile.sign.as_ref());
    Added(sign).path() && uri.path().ends_with(&*variant.path)
}

fn base_path(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme
        .find('/')
        .and_then(|start| after_scheme.get(start..))
        .unwrap_or("")
}

fn name(method: model::Method) -> &'static str {
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
