//! Events about each call: its operation, server, HTTP status, duration and outcome, and nothing of what it carries.

use http::StatusCode;

use crate::error::Error;

#[cfg(feature = "tracing")]
pub(crate) struct Watch {
    operation: &'static str,
    server: &'static str,
    status: Option<StatusCode>,
    begun: std::time::Instant,
}

#[cfg(feature = "tracing")]
impl Watch {
    pub(crate) fn begin(operation: &'static str, server: &'static str) -> Self {
        tracing::debug!(operation, server, "call begins");
        Self {
            operation,
            server,
            status: None,
            begun: std::time::Instant::now(),
        }
    }

    pub(crate) fn answered(&mut self, status: StatusCode) {
        self.status = Some(status);
    }

    pub(crate) fn end(self, error: Option<&Error>) {
        let Self {
            operation, server, ..
        } = self;
        let outcome = error.map_or("Done", |error| match error.outcome() {
            crate::Outcome::NotSent => "NotSent",
            crate::Outcome::Refused => "Refused",
            crate::Outcome::Unknown => "Unknown",
        });
        let status = self.status.map(|status| status.as_u16());
        let millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(operation, server, status, millis, outcome, "call ends");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) struct Watch;

#[cfg(not(feature = "tracing"))]
impl Watch {
    pub(crate) fn begin(_: &'static str, _: &'static str) -> Self {
        Self
    }

    pub(crate) fn answered(&mut self, _: StatusCode) {}

    pub(crate) fn end(self, _: Option<&Error>) {}
}
