use sealspec_client::sealspec::http::{Request, Response};
use sealspec_client::sealspec::{
    BlockingTransport, Bytes, Limits, Moment, Settings, TransportError, TransportErrorKind,
};

/// A transport of clients that only prepare.
pub(super) struct Nowhere;

impl BlockingTransport for Nowhere {
    fn send(&self, _: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        Err(TransportError::new(
            TransportErrorKind::NotSent,
            "nothing is sent",
        ))
    }
}

/// Settings by which the same call has the same bytes each time.
pub(super) fn settings() -> Settings {
    Settings::default().clock(Moment::new(UNIX_MILLIS, "5d1f2e8c9b7a46f03e1d2c4b5a697887"))
}

/// When the calls are made.
pub(super) const UNIX_MILLIS: i64 = 1_795_331_842_517;
