use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use sealspec::{Blocking, BlockingTransport, Client, Limits, Secret, Settings, TransportError};
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
    ] {
        assert!(notes.contains(wanted), "{notes}");
    }
    for private in ["private", "secret", "http"] {
        assert!(!notes.contains(private), "{notes}");
    }
}
