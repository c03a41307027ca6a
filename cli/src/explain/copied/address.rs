//! Method, content type, host and path.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Uri};
use sealspec_caller::is_loopback;
use sealspec_codegen::model::{Api, Body, Method, Variant};

use super::finding::Finding;

/// Differences of method, host and path.
pub(super) fn differences(api: &Api, variant: &Variant, request: &Request<Bytes>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let wanted = match variant.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    if request.method() != wanted {
        findings.push(Finding {
            what: "the method".to_owned(),
            theirs: Some(request.method().to_string()),
            ours: Some(wanted.to_owned()),
            hint: None,
        });
    }
    findings.extend(content_type(variant, request));
    if variant.takes_url() {
        return findings;
    }
    let uri = request.uri();
    if !uri.path().ends_with(&*variant.path) {
        findings.push(Finding {
            what: "the path".to_owned(),
            theirs: Some(uri.path().to_owned()),
            ours: Some(variant.path.clone()),
            hint: None,
        });
    }
    let environments = api
        .servers
        .get(variant.server)
        .map(|server| &server.environments);
    let urls: Vec<_> = environments
        .into_iter()
        .flatten()
        .map(|own| own.url.as_str())
        .collect();
    if !urls.iter().any(|url| is_origin_of(url, uri)) && !is_loopback(uri) {
        findings.push(Finding {
            what: "the host isn't one that the vendor documents for this operation".to_owned(),
            theirs: Some(origin(uri)),
            ours: Some(urls.join(" or ")),
            hint: None,
        });
    }
    findings
}

/// What the content type of a body must be.
fn wanted_type(variant: &Variant) -> Option<&'static str> {
    match variant.body {
        Body::Form => Some("application/x-www-form-urlencoded"),
        Body::Multipart => Some("multipart/form-data"),
        Body::Json => Some("application/json"),
        Body::Query => None,
    }
}

/// The request with the content type that it ought to have, where that says how to read it.
pub(super) fn with_content_type(variant: &Variant, mut request: Request<Bytes>) -> Request<Bytes> {
    if let Some(wanted) = wanted_type(variant).filter(|_| variant.body != Body::Multipart) {
        let wanted = HeaderValue::from_static(wanted);
        request.headers_mut().insert(CONTENT_TYPE, wanted);
    }
    request
}

fn content_type(variant: &Variant, request: &Request<Bytes>) -> Option<Finding> {
    let wanted = wanted_type(variant)?;
    let found = request.headers().get(CONTENT_TYPE);
    let found = found
        .and_then(|value| value.to_str().ok())
        .unwrap_or("[none]");
    let essence = found.split(';').next().unwrap_or_default().trim();
    (!essence.eq_ignore_ascii_case(wanted)).then(|| Finding {
        what: "the content type".to_owned(),
        theirs: Some(found.to_owned()),
        ours: Some(wanted.to_owned()),
        hint: None,
    })
}

/// Whether a request goes to a host that is neither the vendor's nor this machine.
pub(super) fn is_elsewhere(api: &Api, request: &Request<Bytes>) -> bool {
    let uri = request.uri();
    let mut environments = api.servers.iter().flat_map(|server| &server.environments);
    !is_loopback(uri) && !environments.any(|own| is_origin_of(&own.url, uri))
}

fn is_origin_of(base: &str, uri: &Uri) -> bool {
    base.parse::<Uri>()
        .is_ok_and(|base| origin(&base) == origin(uri))
}

fn origin(uri: &Uri) -> String {
    format!(
        "{}://{}",
        uri.scheme_str().unwrap_or("https"),
        uri.host().unwrap_or_default()
    )
}
