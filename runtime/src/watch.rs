//! Two events per call, one when it begins and one when it ends: its operation, server, HTTP status, duration and outcome, and
//! nothing of what it carries.

use http::StatusCode;

use crate::error::Error;

/// A call under way. Where it is dropped before its end, as with a future that nobody waits for any more, the call is
/// abandoned.
#[cfg(feature = "tracing")]
pub(crate) struct Watch {
    operation: &'static str,
    server: &'static str,
    status: Option<StatusCode>,
    begun: std::time::Instant,
    ended: bool,
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
            ended: false,
        }
    }

    pub(crate) fn answered(&mut self, status: StatusCode) {
        self.status = Some(status);
    }

    pub(crate) fn end(mut self, error: Option<&Error>) {
        self.ended = true;
        self.tell(error.map_or("Done", |error| match error.outcome() {
            crate::Outcome::NotSent => "NotSent",
            crate::Outcome::Refused => "Refused",
            crate::Outcome::Unknown => "Unknown",
        }));
    }

    fn tell(&self, outcome: &'static str) {
        let Self {
            operation, server, ..
        } = self;
        let status = self.status.map(|status| status.as_u16());
        let millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let abandoned = !self.ended;
        tracing::info!(
            operation,
            server,
            status,
            millis,
            outcome,
            abandoned,
            "call ends"
        );
    }
}

/// The vendor may have had the request, and nobody looks at its reply.
#[cfg(feature = "tracing")]
impl Drop for Watch {
    fn drop(&mut self) {
        if !self.ended {
            self.tell("Unknown");
        }
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
