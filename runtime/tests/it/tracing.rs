use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use bytes::Bytes;
use http::{Request, Response};
use sealspec::{
    Async, Blocking, BlockingTransport, Client, Limits, Secret, Settings, Transport, TransportError,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::vendor::{Order1, shop};

struct Refusing;

impl BlockingTransport for Refusing {
    fn send(&self, _: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        Ok(Response::new(Bytes::from_static(
            br#"{"status":5,"msg":"private"}"#,
        )))
    }
}

struct Waiting;

impl Transport for Waiting {
    async fn send(&self, _: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        std::future::pending().await
    }
}

/// Writes down all that an event holds.
struct Notebook(Arc<Mutex<String>>);

impl Subscriber for Notebook {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Line(&mut self.0.lock().unwrap()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line<'l>(&'l mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, "{field}={value:?} ").unwrap();
    }
}

#[test]
fn events_tell_the_course_and_nothing_private() {
    let notes = Arc::new(Mutex::new(String::new()));
    let client = Client::with_transport(shop(), Settings::default(), Blocking(Refusing)).unwrap();
    let order = Order1 {
        note: Some("private".to_owned()),
        password: Secret::new("p"),
        weight: 1.0,
    };
    tracing::subscriber::with_default(Notebook(Arc::clone(&notes)), || {
        assert!(client.send(&order).is_err());
    });
    let notes = notes.lock().unwrap();
    for wanted in [
        "call begins",
        "call ends",
        "\"order\"",
        "\"open\"",
        "status=200",
        "\"Refused\"",
        "abandoned=false",
    ] {
        assert!(notes.contains(wanted), "{notes}");
    }
    for private in ["private", "secret", "http"] {
        assert!(!notes.contains(private), "{notes}");
    }
}

#[test]
fn a_call_that_is_abandoned_has_an_end() {
    let notes = Arc::new(Mutex::new(String::new()));
    let client = Client::with_transport(shop(), Settings::default(), Async(Waiting)).unwrap();
    tracing::subscriber::with_default(Notebook(Arc::clone(&notes)), || {
        let order = Order1::default();
        let mut call = Box::pin(client.send(&order));
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert!(!notes.lock().unwrap().contains("call ends"));
        drop(call);
    });
    let notes = notes.lock().unwrap();
    let (_, end) = notes.split_once("call begins").unwrap();
    assert_eq!(end.matches("call ends").count(), 1, "{notes}");
    assert!(
        end.contains("\"Unknown\"") && end.contains("abandoned=true"),
        "{notes}"
    );
}
