use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};
use reqwest::Url;
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
pub struct Reqwest {
    client: reqwest::Client,
    /// The time that the client itself gives a call; a request that brings its own costs more.
    timeout: Duration,
    /// The server that was called last, and its URL: taking one apart costs more than all else here.
    last: Arc<Mutex<Option<(String, Url)>>>,
}

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
            .timeout(limits.timeout)
            .no_proxy();
        if let Some(url) = proxy {
            proxy::check(url)?;
            builder =
                builder.proxy(reqwest::Proxy::all(url).map_err(|_| proxy::refused("isn't one"))?);
        }
        Ok(Self {
            client: builder.build().map_err(not_sent)?,
            timeout: limits.timeout,
            last: Arc::default(),
        })
    }

    /// A request as `reqwest` has it.
    fn request(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.version_mut() = head.version;
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(body.into());
        if limits.timeout != self.timeout {
            *request.timeout_mut() = Some(limits.timeout);
        }
        Ok(request)
    }

    /// Where a request goes: what `Url` makes of the whole text.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().filter(|(authority, url)| {
            uri.authority().is_some_and(|own| own.as_str() == authority)
                && uri.scheme_str() == Some(url.scheme())
        });
        let Some((_, url)) = known else {
            let url = Url::parse(&uri.to_string()).map_err(|_| no_url())?;
            *last = server(uri);
            return Ok(url);
        };
        let mut url = url.clone();
        drop(last);
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }
}

/// A request's server and its URL, made anew: a copy of the request's that is cut short would still hold the signature behind its end.
fn server(uri: &Uri) -> Option<(String, Url)> {
    let authority = uri.authority()?.as_str();
    let url = Url::parse(&format!("{}://{authority}", uri.scheme_str()?)).ok()?;
    (!authority.contains('@')).then(|| (authority.to_owned(), url))
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let answer = self.client.execute(self.request(request, limits)?);
        let mut received = answer.await.map_err(failed)?;
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

fn no_url() -> TransportError {
    TransportError::new(TransportErrorKind::NotSent, "the URL can't be called")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_server_changes_no_url() {
        let transport = Reqwest::new(&Limits::default(), None).unwrap();
        for text in [
            "https://a.example/v1/order?sign=1",
            "https://a.example/v1/order",
            "https://a.example",
            "https://a.example/?x",
            "https://a.example/%41/b;c?d=%E4%B8%AD'+&&e=/?",
            "https://A.example/x",
            "https://a.example:443/x",
            "https://a.example:8443/x",
            "http://a.example:8443/x",
            "http://127.0.0.1:80/x/?",
            "http://[::1]:8080/x",
            "https://a.example/v1/order?sign=2",
        ] {
            let uri: Uri = text.parse().unwrap();
            let whole = Url::parse(&uri.to_string()).unwrap();
            for _ in 0..2 {
                assert_eq!(transport.url(&uri).unwrap(), whole, "{text}");
            }
            let shown = format!("{transport:?}");
            assert!(!shown.contains("sign=") && !shown.contains("v1"), "{shown}");
        }
    }
}
