use std::time::Duration;

use futures_util::FutureExt as _;
use sealspec::{BlockingTransport, Limits, Transport, TransportErrorKind};

use super::*;
use crate::Answer;

#[test]
fn stands_in_for_the_network() {
    let vendor = vendor();
    let limits = Limits::default();
    let request = || post("/v1/book", &signed(booking()));
    let late = |seconds| Answer::example(1).after(Duration::from_secs(seconds));
    let script = [
        Answer::example(1),
        late(29),
        late(31),
        Answer::cut(),
        Answer::example(1).cut_midway(),
    ];
    vendor.script("book", script).unwrap();

    let blocking = || BlockingTransport::send(&vendor, request(), &limits);
    assert_eq!(blocking().unwrap().status(), 200);
    assert_eq!(blocking().unwrap().status(), 200);
    assert_eq!(blocking().unwrap_err().to_string(), "no reply within 30s");
    assert_eq!(
        blocking().unwrap_err().kind(),
        TransportErrorKind::MaybeSent
    );
    assert_eq!(
        blocking().unwrap_err().kind(),
        TransportErrorKind::MaybeSent
    );

    let reply = Transport::send(&vendor, request(), &limits)
        .now_or_never()
        .unwrap()
        .unwrap();
    assert!(reply.body().starts_with(br#"{"status":200"#));

    let mut small = Limits::default();
    small.max_response_bytes = 5;
    let error = BlockingTransport::send(&vendor, request(), &small).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::TooLarge { limit: 5 });
    assert_eq!(vendor.seen().len(), 7);
}
