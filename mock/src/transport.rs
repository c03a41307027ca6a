//! The vendor in place of the network.

use bytes::Bytes;
use http::{Request, Response};
use sealspec::{BlockingTransport, Limits, Transport, TransportError, TransportErrorKind};

use crate::answer::Wire;
use crate::vendor::MockVendor;

/// Answers without a network, and without waiting: a delay longer than the limit is a timeout at once, a shorter one is none.
impl Transport for MockVendor {
    async fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        exchange(self, &request, limits)
    }
}

/// Answers without a network, and without waiting: a delay longer than the limit is a timeout at once, a shorter one is none.
impl BlockingTransport for MockVendor {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        exchange(self, &request, limits)
    }
}

fn exchange(
    vendor: &MockVendor,
    request: &Request<Bytes>,
    limits: &Limits,
) -> Result<Response<Bytes>, TransportError> {
    let answered = vendor.answer(request);
    let maybe_sent =
        |message: String| Err(TransportError::new(TransportErrorKind::MaybeSent, message));
    if answered.delay > limits.timeout {
        return maybe_sent(format!("no reply within {:?}", limits.timeout));
    }
    match answered.wire {
        Wire::Cut | Wire::CutMidway(_) => {
            maybe_sent("the connection ended before the reply did".to_owned())
        }
        Wire::Reply(response) if response.body().len() > limits.max_response_bytes => {
            Err(TransportError::too_large(limits.max_response_bytes))
        }
        Wire::Reply(response) => Ok(response),
    }
}
