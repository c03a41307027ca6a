use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::{Request, Response};
use sealspec::{
    Blocking, BlockingTransport, Client, Clock, Error, Limits, Moment, Outcome, Secret, Settings,
    TransportError, TransportErrorKind,
};

use crate::vendor::{Order1, Query1, Shop, Upload, agent, shop};

/// Keeps no connection and answers with the URL.
struct Echo;

impl BlockingTransport for Echo {
    fn send(&self, request: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        if request.uri().path().ends_with("query") {
            return Err(TransportError::new(TransportErrorKind::MaybeSent, "cut"));
        }
        let agent = request.headers()["user-agent"].to_str().unwrap();
        let host = request.uri().host().unwrap();
        Ok(Response::new(
            format!(r#"{{"status":"200","data":{{"id":1}},"h":"{host} {agent}"}}"#).into(),
        ))
    }
}

fn client(settings: Settings) -> Result<Client<Shop, Blocking<Echo>>, Error> {
    Client::with_transport(shop(), settings, Blocking(Echo))
}

fn host(settings: Settings) -> String {
    let received = client(settings)
        .unwrap()
        .send_full(&Order1::default())
        .unwrap();
    received.extra.get("h").unwrap().to_owned()
}

fn refusal(settings: Settings) -> String {
    let error = client(settings).unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    error.to_string()
}

#[test]
fn an_address_comes_from_the_nearest_setting() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        host(Settings::default()),
        format!("\"open.example sealspec/{version}\"")
    );
    let sandbox = || {
        Settings::default()
            .environment("sandbox")
            .user_agent("till/2")
    };
    assert_eq!(host(sandbox()), "\"sandbox.example till/2\"");
    let mock = || sandbox().base_url("https://mock.example/");
    assert_eq!(host(mock()), "\"mock.example till/2\"");
    assert_eq!(
        host(mock().server_url("open", "https://one.example")),
        "\"one.example till/2\""
    );
}

#[test]
fn a_server_without_the_environment_is_never_called() {
    let client = client(Settings::default().environment("sandbox")).unwrap();
    let upload = Upload {
        file: sealspec::File::new("a", "a/b", ""),
    };
    let text = client.send(&upload).unwrap_err().to_string();
    assert!(
        text.contains("`files` has no address in this environment"),
        "{text}"
    );
}

#[test]
fn mistaken_settings_are_told_at_once() {
    let text = refusal(Settings::default().environment("sandbx"));
    assert!(
        text.contains("`sandbx`") && text.contains("`production`, `sandbox`"),
        "{text}"
    );
    let text = refusal(Settings::default().server_url("opn", "https://x.example"));
    assert!(
        text.contains("`opn`") && text.contains("`open`, `files`"),
        "{text}"
    );
    let text = refusal(Settings::default().base_url("http://127.0.0.1:1"));
    assert!(text.contains("allow_cleartext()"), "{text}");
    assert!(
        client(
            Settings::default()
                .base_url("http://127.0.0.1:1")
                .allow_cleartext()
        )
        .is_ok()
    );
    let text = refusal(Settings::default().base_url("https://user:hunter2@x.example"));
    assert!(
        text.contains("password in it") && !text.contains("hunter2"),
        "{text}"
    );
    assert!(refusal(Settings::default().require_signature()).contains("aren't signed"));
    assert!(refusal(Settings::default().user_agent("a\nb")).contains("user_agent"));
    let nameless = Shop {
        id: String::new(),
        key: Secret::new("k"),
    };
    let error = Client::with_transport(nameless, Settings::default(), Blocking(Echo)).unwrap_err();
    assert!(error.to_string().contains("`id` is empty"));
    let strict = Settings::default().require_signature();
    assert!(Client::with_transport(agent(), strict, Blocking(Echo)).is_ok());
}

#[test]
fn an_observer_sees_what_is_sent() {
    let (sender, seen) = std::sync::mpsc::channel();
    let settings = Settings::default()
        .clock(Moment::new(1, "n"))
        .on_prepared(move |explanation| sender.send(explanation.to_string()).unwrap());
    let client = client(settings).unwrap();
    client.send(&Order1::default()).unwrap();
    assert!(
        seen.recv()
            .unwrap()
            .starts_with("order as shop: POST https://open.example/v1/order\n")
    );
    let prepared = client.prepare(&Order1::default()).unwrap();
    let again = client.prepare(&Order1::default()).unwrap();
    assert_eq!(prepared.body(), again.body());
}

/// Counts how often it is asked.
struct Counting(Arc<AtomicUsize>);

impl Clock for Counting {
    fn moment(&self) -> Result<Moment, String> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(Moment::new(1, "n"))
    }
}

#[test]
fn a_call_has_one_moment_whoever_watches() {
    let asked = Arc::new(AtomicUsize::new(0));
    let settings = || Settings::default().clock(Counting(Arc::clone(&asked)));
    for settings in [settings(), settings().on_prepared(|_| {})] {
        let before = asked.load(Ordering::Relaxed);
        client(settings)
            .unwrap()
            .prepare(&Order1::default())
            .unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), before + 1);
    }
}

#[test]
fn a_limit_holds_for_any_transport() {
    let error = client(Settings::default().max_response_bytes(5)).unwrap();
    let error = error.send(&Order1::default()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 5 }));
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn a_custom_transport_tells_how_far_it_came() {
    let error = client(Settings::default()).unwrap();
    let error = error
        .send(&Query1 {
            word: "w".to_owned(),
        })
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the vendor may or may not have acted: cut"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[test]
fn debug_shows_no_credential() {
    let shown = format!(
        "{:?}",
        client(Settings::default().proxy("http://u:hunter2@p")).unwrap()
    );
    assert!(
        !shown.contains("secret") && !shown.contains("hunter2"),
        "{shown}"
    );
}

#[test]
fn an_error_can_go_anywhere() {
    fn goes_anywhere<T: Send + Sync + 'static>() {}
    goes_anywhere::<Error>();
    goes_anywhere::<Client<Shop, Blocking<Echo>>>();
}
