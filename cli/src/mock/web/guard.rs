//! Whom the web page answers: a browser on it, and no other site through that browser.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use sealspec_caller::ip_of;

/// Nothing is loaded from elsewhere, nothing is inline, and nobody may frame the page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses what another site may have sent, and adds the headers that keep the page to itself.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !is_own_host(headers) {
        let why =
            "open this page by an IP address or as localhost: other names may be another site's";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    if request.method() != Method::GET && !is_same_site(headers) {
        return (StatusCode::FORBIDDEN, "another site sent this form").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    response
}

/// Whether the host is an address or `localhost`. A site that lets its own name lead here would be named by that.
fn is_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = text(headers, header::HOST).and_then(|text| text.parse::<Uri>().ok()) else {
        return false;
    };
    ip_of(&host).is_some()
}

/// Whether a form is this page's own, as far as the sender tells. Tools that aren't browsers tell nothing.
fn is_same_site(headers: &HeaderMap) -> bool {
    let site = text(headers, HeaderName::from_static("sec-fetch-site"));
    let origin = text(headers, header::ORIGIN);
    match (site, origin) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text(headers, header::HOST).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, own)| own == host)
        }
        (None, None) => true,
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
