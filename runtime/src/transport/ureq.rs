use std::io::{self, Read};
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Request, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Proxy, SendBody};

use super::unsent::{self, Connecting, Resolving};
use super::{BlockingTransport, Limits, TransportError, TransportErrorKind, proxy, roots};

/// The blocking transport: `ureq` with rustls. It works inside and outside of an async runtime.
///
/// Certificates are checked against the system's authorities, or where it has none against Mozilla's list. The proxy variables
/// of the environment aren't looked at.
#[derive(Debug, Clone)]
pub struct Ureq(Agent);

impl Ureq {
    /// A transport with these limits, perhaps through a proxy, whose URL must begin with `http://`. Its times are those given
    /// here.
    ///
    /// # Errors
    ///
    /// Where the proxy's URL isn't such a one.
    pub fn new(limits: &Limits, proxy: Option<&str>) -> Result<Self, TransportError> {
        let proxy = proxy.map(through).transpose()?;
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(authorities()).build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(proxy)
            .timeout_global(Some(limits.timeout))
            .timeout_resolve(Some(limits.connect_timeout))
            .timeout_connect(Some(limits.connect_timeout))
            .build();
        Ok(Self(Agent::with_parts(
            config,
            Connecting::default(),
            Resolving::default(),
        )))
    }
}

impl BlockingTransport for Ureq {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let (mut head, body) = request.into_parts();
        let has_body = !body.is_empty();
        if has_body {
            head.headers
                .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        let mut body = Watched {
            body,
            touched: false,
        };
        let answer = if has_body {
            self.0
                .run(Request::from_parts(head, SendBody::from_reader(&mut body)))
        } else {
            self.0.run(Request::from_parts(head, SendBody::none()))
        };
        // A body that was never asked for wasn't sent, and the request isn't whole without it.
        let sent = !has_body || body.touched;
        let received = answer.map_err(|error| failed(error, sent, limits))?;
        let (head, body) = received.into_parts();
        let limit = limits.max_response_bytes;
        // A limit that is met to the byte would count as passed.
        let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut reader = body.into_with_config().limit(room).reader();
        let mut bytes = Vec::new();
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| failed(error.into(), true, limits))?;
        if bytes.len() > limit {
            return Err(TransportError::too_large(limit));
        }
        Ok(Response::from_parts(head, Bytes::from(bytes)))
    }
}

/// A body that knows whether it was read from.
struct Watched {
    body: Bytes,
    touched: bool,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.touched = true;
        let count = self.body.len().min(buffer.len());
        self.body.copy_to_slice(buffer.split_at_mut(count).0);
        Ok(count)
    }
}

fn through(url: &str) -> Result<Proxy, TransportError> {
    proxy::check(url)?;
    Proxy::new(url).map_err(|_| proxy::refused("isn't one"))
}

fn authorities() -> RootCerts {
    let system = roots::of_the_system();
    if system.is_empty() {
        return RootCerts::WebPki;
    }
    RootCerts::Specific(Arc::new(
        system
            .iter()
            .map(|der| Certificate::from_der(der).to_owned())
            .collect(),
    ))
}

fn failed(error: ureq::Error, sent: bool, limits: &Limits) -> TransportError {
    let (error, unsent) = unsent::unwrap(error);
    let kind = if sent && !unsent {
        TransportErrorKind::MaybeSent
    } else {
        TransportErrorKind::NotSent
    };
    match error {
        ureq::Error::BodyExceedsLimit(_) => TransportError::too_large(limits.max_response_bytes),
        // These errors hold the URL, and come up before anything is sent.
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
            TransportError::new(TransportErrorKind::NotSent, "the URL can't be called")
        }
        ureq::Error::Timeout(_) => TransportError::timed_out(kind).with_source(error),
        _ => TransportError::new(kind, error.to_string()).with_source(error),
    }
}
