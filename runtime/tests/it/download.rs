//! Files at addresses that a vendor gives.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use sealspec::{
    Async, Blocking, BlockingTransport, Client, Error, Limits, Outcome, Settings, Transport,
    TransportError,
};

use crate::vendor::shop;

/// Answers with a status and a body, and keeps the request.
#[derive(Clone)]
struct Files {
    status: u16,
    body: &'static str,
    asked: Arc<Mutex<Vec<Request<Bytes>>>>,
}

fn files(status: u16, body: &'static str) -> Files {
    Files {
        status,
        body,
        asked: Arc::default(),
    }
}

impl BlockingTransport for Files {
    fn send(&self, request: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        self.asked.lock().unwrap().push(request);
        let mut response = Response::new(Bytes::from_static(self.body.as_bytes()));
        *response.status_mut() = self.status.try_into().unwrap();
        Ok(response)
    }
}

impl Transport for Files {
    async fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        BlockingTransport::send(self, request, limits)
    }
}

fn download(files: &Files, settings: Settings, url: &str) -> Result<Bytes, Error> {
    let client = Client::with_transport(shop(), settings, Blocking(files.clone())).unwrap();
    client.download(url)
}

#[tokio::test]
async fn fetches_a_file_without_signing_anything() {
    let files = files(200, "id\n1\n");
    let url = "https://elsewhere.example/a%20b.csv?token=t-1";
    assert_eq!(
        download(&files, Settings::default(), url).unwrap(),
        "id\n1\n"
    );
    let client = Client::with_transport(shop(), Settings::default(), Async(files.clone()));
    assert_eq!(client.unwrap().download(url).await.unwrap(), "id\n1\n");
    for asked in &*files.asked.lock().unwrap() {
        assert_eq!(
            (asked.method().as_str(), &*asked.uri().to_string()),
            ("GET", url)
        );
        assert!(asked.body().is_empty());
        let headers: Vec<_> = asked.headers().keys().collect();
        assert_eq!(headers, ["user-agent"]);
    }
}

#[test]
fn plain_http_is_for_those_who_allow_it() {
    let files = files(200, "x");
    let url = "http://elsewhere.example/bill.csv";
    let error = download(&files, Settings::default(), url).unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("allow_cleartext"), "{error}");
    assert!(files.asked.lock().unwrap().is_empty());
    assert!(download(&files, Settings::default().allow_cleartext(), url).is_ok());
}

#[test]
fn an_address_that_is_none_is_refused_and_not_repeated() {
    let files = files(200, "x");
    for url in [
        "",
        "/bill.csv",
        "file:///etc/secret-9",
        "https://",
        "https://u:secret-9@elsewhere.example",
        "https://elsewhere.example/secret-9 b",
    ] {
        let error = download(&files, Settings::default(), url).unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent, "{url}");
        assert!(!format!("{error} {error:?}").contains("secret-9"));
    }
    assert!(files.asked.lock().unwrap().is_empty());
}

#[test]
fn what_is_no_file_is_an_error() {
    let url = "https://elsewhere.example/bill.csv";
    for status in [302, 404, 500] {
        let error = download(&files(status, "gone"), Settings::default(), url).unwrap_err();
        assert!(matches!(error, Error::Status { status: told, .. } if told == status));
    }
    let settings = Settings::default().max_response_bytes(3);
    let error = download(&files(200, "1234"), settings, url).unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 3 }), "{error:?}");
}
