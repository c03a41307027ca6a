//! Sending.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, USER_AGENT};
use sealspec::{
    BlockingTransport as _, Clock as _, Error, Json, Limits, Prepared, ReadPolicy, Received,
    SystemClock, TransportError, TransportErrorKind, Ureq,
};

use super::progress;
use crate::failure::Failure;
use crate::request::Request;

/// How calls are sent.
pub(super) struct Session {
    transport: Ureq,
    limits: Limits,
}

impl Session {
    pub(super) fn new(timeout: Duration) -> Result<Self, Failure> {
        let mut limits = Limits::default();
        limits.timeout = timeout;
        let transport = Ureq::new(&limits, None).map_err(|error| {
            Failure::outside(
                format!("there is no HTTP client: {error}"),
                "mend the system's TLS",
            )
        })?;
        Ok(Self { transport, limits })
    }

    /// Makes a call, now. Whatever fails is an outcome of the call: others may have been sent before it.
    pub(super) fn ask(&self, request: &Request) -> Result<Received<Json>, Error> {
        let moment = SystemClock.moment().map_err(|problem| {
            let message = format!("can't tell the time: {problem}");
            Error::NotSent(TransportError::new(TransportErrorKind::NotSent, message))
        })?;
        let prepared = request.call.prepare(&request.base_url, &moment)?;
        let spinner = progress::spinner(&format!("calling {}", request.call.operation().name));
        let sent = self.transport.send(with_user_agent(prepared), &self.limits);
        spinner.finish_and_clear();
        let arrived = SystemClock.moment().unwrap_or(moment);
        let policy = ReadPolicy::default().at(arrived.unix_millis());
        request.call.read(sent?, policy)
    }

    /// Fetches a file: unsigned, and without a credential.
    pub(super) fn fetch(&self, url: &str) -> Result<Bytes, Failure> {
        let failed = |why: String| {
            Failure::outside(
                format!("can't fetch the file: {why}"),
                "fetch the file from the address in the reply",
            )
        };
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = url
            .parse()
            .map_err(|_| failed("its address isn't a URL".to_owned()))?;
        let mut limits = self.limits.clone();
        limits.max_response_bytes = LARGEST_FILE;
        let spinner = progress::spinner("fetching the file");
        let sent = self.transport.send(request, &limits);
        spinner.finish_and_clear();
        let response = sent.map_err(|error| failed(error.to_string()))?;
        match response.status() {
            status if status.is_success() => Ok(response.into_body()),
            status => Err(failed(format!("HTTP status {}", status.as_u16()))),
        }
    }
}

/// The largest file that is fetched, in bytes.
const LARGEST_FILE: usize = 256 << 20;

/// The request as it is sent: like that of a generated client, with the header that says what sends it.
pub(super) fn with_user_agent(prepared: Prepared) -> http::Request<Bytes> {
    let mut request = prepared.into_request();
    let own = HeaderValue::from_static(concat!("sealspec/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().entry(USER_AGENT).or_insert(own);
    request
}
