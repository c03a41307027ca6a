use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};

use super::{Limits, Transport, TransportError, TransportErrorKind, proxy, roots};

/// What is set aside for a body at once, however much a reply announces.
const FIRST_PIECE: usize = 64 << 10;

/// The async transport: `reqwest` with rustls.
///
/// Certificates are checked against the system's authorities, or where it has none against Mozilla's list. The proxy variables
/// of the environment aren't looked at.
#[derive(Debug, Clone)]
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// A transport with these limits, perhaps through a proxy, whose URL must begin with `http://`.
    ///
    /// # Errors
    ///
    /// Where the proxy's URL isn't such a one or TLS can't be set up.
    pub fn new(limits: &Limits, proxy: Option<&str>) -> Result<Self, TransportError> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(limits.connect_timeout)
            .no_proxy();
        if let Some(url) = proxy {
            proxy::check(url)?;
            builder =
                builder.proxy(reqwest::Proxy::all(url).map_err(|_| proxy::refused("isn't one"))?);
        }
        Ok(Self(builder.build().map_err(not_sent)?))
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut request = reqwest::Request::try_from(request).map_err(not_sent)?;
        *request.timeout_mut() = Some(limits.timeout);
        let mut received = self.0.execute(request).await.map_err(failed)?;
        let body = read_body(&mut received, limits.max_response_bytes).await?;
        let mut response = Response::new(body);
        *response.status_mut() = received.status();
        *response.version_mut() = received.version();
        *response.headers_mut() = std::mem::take(received.headers_mut());
        Ok(response)
    }
}

/// Reads a body piece by piece, so that a large one is given up before it fills the memory.
async fn read_body(
    response: &mut reqwest::Response,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let announced = response
        .content_length()
        .and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(TransportError::too_large(limit));
    }
    let mut body = Vec::with_capacity(announced.unwrap_or_default().min(FIRST_PIECE));
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        if piece.len() > limit - body.len() {
            return Err(TransportError::too_large(limit));
        }
        body.extend_from_slice(&piece);
    }
    Ok(Bytes::from(body))
}

fn tls() -> Result<ClientConfig, TransportError> {
    let mut authorities = RootCertStore::empty();
    authorities.add_parsable_certificates(roots::of_the_system());
    if authorities.is_empty() {
        authorities.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| {
            builder
                .with_root_certificates(authorities)
                .with_no_client_auth()
        })
        .map_err(|error| TransportError::new(TransportErrorKind::NotSent, format!("TLS: {error}")))
}

fn failed(error: reqwest::Error) -> TransportError {
    if error.is_connect() || error.is_builder() {
        not_sent(error)
    } else {
        maybe_sent(error)
    }
}

fn not_sent(error: reqwest::Error) -> TransportError {
    describe(TransportErrorKind::NotSent, error)
}

fn maybe_sent(error: reqwest::Error) -> TransportError {
    describe(TransportErrorKind::MaybeSent, error)
}

/// Says what all causes say; `reqwest`'s own text tells little more than "error sending request".
fn describe(kind: TransportErrorKind, error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        return TransportError::timed_out(kind).with_source(error);
    }
    let mut causes = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    causes.dedup();
    TransportError::new(kind, causes.join(": ")).with_source(error)
}
