//! Which proxies a call may go through.
//!
//! One rule for both transports, and a strict one: of a URL that it can't use, the one would make nothing and call the vendor
//! directly, and the other would panic at the first call.

use http::Uri;

use super::{TransportError, TransportErrorKind};

/// Refuses all but the URL of a proxy that is spoken to in plain HTTP.
pub(super) fn check(url: &str) -> Result<(), TransportError> {
    let uri: Uri = url.parse().map_err(|_| refused("isn't one"))?;
    if uri.scheme_str() != Some("http") {
        return Err(refused(
            "doesn't begin with `http://`, the only kind of proxy",
        ));
    }
    let authority = uri.authority().ok_or_else(|| refused("has no host"))?;
    if authority.host().is_empty() {
        return Err(refused("has no host"));
    }
    let without_port = authority.as_str().ends_with(authority.host());
    if !without_port && authority.port_u16().is_none_or(|port| port == 0) {
        return Err(refused("has a port that isn't one"));
    }
    if !matches!(uri.path(), "" | "/") || url.contains(['?', '#']) {
        return Err(refused("has a path, a query or a fragment"));
    }
    Ok(())
}

/// The error for a URL, which isn't repeated, since it may hold a password.
pub(super) fn refused(problem: &str) -> TransportError {
    TransportError::new(
        TransportErrorKind::NotSent,
        format!("the proxy's URL {problem}"),
    )
}
