//! Calls through a proxy, with each transport.

use sealspec::{Error, Settings};

use crate::server::{Server, answer};
use crate::vendor::{Order1, shop};

type Call = fn(Settings) -> Result<i64, Error>;

const CALLS: &[Call] = &[
    #[cfg(feature = "reqwest")]
    with_reqwest,
    #[cfg(feature = "blocking")]
    with_ureq,
];

#[cfg(feature = "reqwest")]
fn with_reqwest(settings: Settings) -> Result<i64, Error> {
    let client = sealspec::Client::<_, sealspec::Async<sealspec::Reqwest>>::new(shop(), settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { client.send(&Order1::default()).await.map(|done| done.id) })
}

#[cfg(feature = "blocking")]
fn with_ureq(settings: Settings) -> Result<i64, Error> {
    let client = sealspec::Client::<_, sealspec::Blocking<sealspec::Ureq>>::new(shop(), settings)?;
    client.send(&Order1::default()).map(|done| done.id)
}

/// Settings that lead to a host that nobody but a proxy can find.
fn settings() -> Settings {
    Settings::default()
        .base_url("http://vendor.invalid")
        .allow_cleartext()
}

#[test]
fn a_request_goes_through_the_proxy() {
    for call in CALLS {
        let done = r#"{"status":200,"data":{"id":7}}"#;
        let proxy = Server::start(answer("200 OK", "", done));
        assert!(matches!(call(settings()), Err(Error::NotSent(_))));
        for url in [
            proxy.url(),
            format!("{}/", proxy.url()),
            proxy.url().replace("//", "//user:p%40ss@"),
        ] {
            assert_eq!(call(settings().proxy(&url)).unwrap(), 7, "{url}");
            let sent = proxy.last().to_lowercase();
            assert!(sent.contains("\r\nhost: vendor.invalid\r\n"), "{sent}");
        }
        assert_eq!(proxy.requests(), 3);
    }
}

#[test]
fn what_is_no_http_proxy_is_refused_at_once() {
    for call in CALLS {
        let vendor = Server::start(answer("200 OK", "", ""));
        for url in [
            "",
            "proxy.example",
            "proxy.example:3128",
            "ftp://u:hunter2@proxy.example",
            "ht!tp://u:hunter2@proxy.example",
            "socks5://u:hunter2@proxy.example",
            "socks5h://proxy.example",
            "https://proxy.example",
            "http://",
            "http://u:hunter2@",
            "http://:3128",
            "http://proxy.example:",
            "http://proxy.example:0",
            "http://proxy.example:99999",
            "http://proxy.example/path",
            "http://proxy.example?x=hunter2",
            "http://proxy.example#x",
            "http://proxy example",
            "http://u:%ff@proxy.example:x",
        ] {
            let settings = settings().base_url(vendor.url()).proxy(url);
            let error = call(settings).unwrap_err();
            assert!(matches!(error, Error::Refused(_)), "{url}: {error}");
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("the proxy's URL "), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
        assert_eq!(vendor.requests(), 0);
    }
}

#[test]
fn a_proxy_that_is_not_there_sends_nothing() {
    for call in CALLS {
        for url in [&*crate::server::nobody(), "http://proxy.invalid:3128"] {
            let error = call(settings().proxy(url)).unwrap_err();
            assert!(matches!(error, Error::NotSent(_)), "{url}: {error}");
        }
    }
}
