//! Sending.

use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, USER_AGENT};
use sealspec::{BlockingTransport as _, Error, Json, Limits, Prepared, ReadPolicy, Received, Ureq};

use super::progress;
use crate::failure::Failure;
use crate::request::{self, Request};

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

    /// Makes a call, now.
    pub(super) fn ask(&self, request: &Request) -> Result<Result<Received<Json>, Error>, Failure> {
        let moment = request::now()?;
        let prepared = request.call.prepare(&request.base_url, &moment);
        let prepared = prepared.map_err(|error| request::refused_before(&error))?;
        let spinner = progress::spinner(&request.call.operation().name);
        let sent = self.transport.send(with_user_agent(prepared), &self.limits);
        spinner.finish_and_clear();
        let policy = ReadPolicy::default().at(request::now()?.unix_millis());
        Ok(sent
            .map_err(Error::from)
            .and_then(|response| request.call.read(response, policy)))
    }
}

/// The request as it is sent: like that of a generated client, with the header that says what sends it.
pub(super) fn with_user_agent(prepared: Prepared) -> http::Request<Bytes> {
    let mut request = prepared.into_request();
    let own = HeaderValue::from_static(concat!("sealspec/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().entry(USER_AGENT).or_insert(own);
    request
}
