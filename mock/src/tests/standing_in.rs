use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use sealspec::{BlockingTransport, Limits, Transport, TransportErrorKind};

use super::*;
use crate::{Answer, StatusCode};

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

#[test]
fn tells_a_watcher_of_each_request_and_keeps_none() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&told);
    let vendor = vendor().watch(move |seen, answered| {
        let reply = answered.clone().into_response();
        let status = reply.map(|reply| reply.status().as_u16());
        sink.lock().unwrap().push((seen.operation.clone(), status));
    });
    vendor.script("book", [Answer::cut()]).unwrap();
    for path in ["/v1/book", "/v1/book", "/nowhere"] {
        vendor.answer(&post(path, &signed(booking())));
    }
    let book = || Some("book".to_owned());
    let wanted = [(book(), None), (book(), Some(200)), (None, Some(404))];
    assert_eq!(*told.lock().unwrap(), wanted);
    assert_eq!(vendor.seen(), []);
}

#[test]
fn answers_as_documented_and_yet_in_another_way() {
    let vendor = vendor();
    let elsewhere = Answer::documented().with_status(StatusCode::ACCEPTED);
    vendor.script("book", [elsewhere]).unwrap();
    let request = post("/v1/book", &signed(booking()));
    let (scripted, documented) = (ask(&vendor, &request), ask(&vendor, &request));
    assert_eq!((scripted.0, documented.0), (202, 200));
    assert_eq!(scripted.1, documented.1);
}
