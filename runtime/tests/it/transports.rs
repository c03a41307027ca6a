//! What both transports promise, each case run with each of them.

/// The cases, for a `call` that sends an order with the given settings, and an `ask` that sends a query, which has no body.
macro_rules! cases {
    ($call:path, $ask:path) => {
        use std::time::{Duration, Instant};

        use sealspec::{Error, Outcome, Settings};

        use crate::server::{Act, Server, answer, nobody};

        const DONE: &str = r#"{"status":200,"data":{"id":7}}"#;

        fn settings(url: &str) -> Settings {
            Settings::default()
                .base_url(url)
                .allow_cleartext()
                .timeout(Duration::from_secs(20))
        }

        fn failure(settings: Settings) -> Error {
            tight($call(settings).unwrap_err())
        }

        /// The error, which shows nothing private.
        fn tight(error: Error) -> Error {
            let causes =
                std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
            let shown = causes.fold(format!("{error} {error:?}"), |shown, cause| {
                format!("{shown} {cause} {cause:?}")
            });
            for private in ["sign=", "k-secret-9", "pass-word", "/v1/"] {
                assert!(!shown.contains(private), "{shown}");
            }
            error
        }

        #[test]
        fn sends_and_reads() {
            let server = Server::start(answer("200 OK", "", DONE));
            assert_eq!($call(settings(&server.url())).unwrap(), 7);
            let sent = server.last().to_lowercase();
            assert!(sent.starts_with("post /v1/order http/1.1\r\n"), "{sent}");
            assert!(sent.contains("\r\ncontent-type: application/x-www-form-urlencoded\r\n"));
            assert!(sent.contains(concat!(
                "\r\nuser-agent: sealspec/",
                env!("CARGO_PKG_VERSION")
            )));
            assert!(
                sent.contains("\r\ncontent-length: ") && !sent.contains("chunked"),
                "{sent}"
            );
            assert!(sent.contains("&sign="));
        }

        #[test]
        fn follows_no_redirect() {
            let other = Server::start(answer("200 OK", "", DONE));
            for status in ["301 M", "302 F", "303 S", "307 T", "308 P"] {
                let headers = format!("location: {}/elsewhere\r\n", other.url());
                let server = Server::start(answer(status, &headers, ""));
                let error = failure(settings(&server.url()));
                assert!(matches!(error, Error::Status { .. }), "{error}");
                assert_eq!(error.outcome(), Outcome::Unknown);
            }
            assert_eq!(other.requests(), 0);
        }

        #[test]
        fn gives_a_reply_of_any_status() {
            let server = Server::start(answer("503 Busy", "", r#"{"status":9,"msg":"later"}"#));
            let error = failure(settings(&server.url()));
            assert_eq!(error.code(), Some("9"));
        }

        #[test]
        fn a_refused_connection_sends_nothing() {
            let error = failure(settings(&nobody()));
            assert!(matches!(error, Error::NotSent(_)), "{error}");
            assert_eq!(error.outcome(), Outcome::NotSent);
        }

        #[test]
        fn an_unknown_host_sends_nothing() {
            let error = failure(settings("http://nobody.invalid").timeout(Duration::from_secs(20)));
            assert!(matches!(error, Error::NotSent(_)), "{error}");
        }

        #[test]
        fn a_request_without_a_body_that_finds_no_one_sends_nothing() {
            let tls = Server::start(answer("400 Bad", "", "this is no TLS"));
            let tls_url = tls.url().replace("http:", "https:");
            for url in ["http://does-not-exist.invalid", &nobody(), &tls_url] {
                let error =
                    tight($ask(settings(url).connect_timeout(Duration::from_secs(2))).unwrap_err());
                assert!(matches!(error, Error::NotSent(_)), "{url}: {error}");
                assert_eq!(error.outcome(), Outcome::NotSent);
            }
            assert_eq!(tls.requests(), 0);
        }

        #[test]
        fn a_request_without_a_body_that_is_cut_may_have_been_sent() {
            let server = Server::start(Act::Cut);
            let error = tight($ask(settings(&server.url())).unwrap_err());
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
            let hanging = Server::start(Act::Hang);
            let short = settings(&hanging.url()).timeout(Duration::from_millis(700));
            let error = tight($ask(short).unwrap_err());
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
        }

        #[test]
        fn a_length_that_is_announced_takes_no_memory() {
            let bytes = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{{",
                u64::MAX / 4
            );
            let server = Server::start(Act::Answer(bytes));
            let error = failure(settings(&server.url()).max_response_bytes(usize::MAX));
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
            let server = Server::start(answer("200 OK", "", DONE));
            let limitless = settings(&server.url()).max_response_bytes(usize::MAX);
            assert_eq!($call(limitless).unwrap(), 7);
        }

        #[test]
        fn a_failed_handshake_sends_nothing() {
            let server = Server::start(answer("400 Bad", "", "this is no TLS"));
            let url = server.url().replace("http:", "https:");
            let error = failure(settings(&url).connect_timeout(Duration::from_millis(200)));
            assert!(matches!(error, Error::NotSent(_)), "{error}");
            assert_eq!(server.requests(), 0);
        }

        #[test]
        fn a_cut_connection_may_have_sent() {
            let server = Server::start(Act::Cut);
            let error = failure(settings(&server.url()));
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert_eq!(server.requests(), 1);
        }

        #[test]
        fn a_body_that_is_cut_short_may_have_been_sent() {
            let bytes = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 99\r\n\r\n{";
            let server = Server::start(Act::Answer(bytes.to_owned()));
            let error = failure(settings(&server.url()));
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
        }

        #[test]
        fn a_time_that_is_over_may_have_sent() {
            let server = Server::start(Act::Hang);
            let begun = Instant::now();
            let short = settings(&server.url()).timeout(Duration::from_millis(700));
            let error = failure(short);
            assert!(matches!(error, Error::MaybeSent(_)), "{error}");
            assert!(error.to_string().contains("no reply within the time limit"));
            assert!(begun.elapsed() < Duration::from_secs(10));
        }

        #[test]
        fn a_reply_is_read_up_to_the_limit() {
            let server = Server::start(answer("200 OK", "", DONE));
            let exact = settings(&server.url()).max_response_bytes(DONE.len());
            assert_eq!($call(exact).unwrap(), 7);
            let error = failure(settings(&server.url()).max_response_bytes(DONE.len() - 1));
            assert!(matches!(error, Error::TooLarge { .. }), "{error}");
            let endless = Server::start(Act::Endless);
            let error = failure(settings(&endless.url()).timeout(Duration::from_secs(20)));
            assert!(matches!(error, Error::TooLarge { .. }), "{error}");
        }
    };
}

fn order() -> crate::vendor::Order1 {
    crate::vendor::Order1 {
        password: sealspec::Secret::new("pass-word"),
        ..Default::default()
    }
}

fn query() -> crate::vendor::Query1 {
    crate::vendor::Query1 {
        word: "w".to_owned(),
    }
}

#[cfg(feature = "reqwest")]
mod async_reqwest {
    cases!(call, ask);

    fn call(settings: Settings) -> Result<i64, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let client = client(settings)?;
        runtime.block_on(async { client.send(&super::order()).await.map(|done| done.id) })
    }

    fn ask(settings: Settings) -> Result<i64, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let client = client(settings)?;
        runtime.block_on(async { client.send(&super::query()).await.map(|done| done.id) })
    }

    fn client(
        settings: Settings,
    ) -> Result<sealspec::Client<crate::vendor::Shop, sealspec::Async<sealspec::Reqwest>>, Error>
    {
        sealspec::Client::<_, sealspec::Async<sealspec::Reqwest>>::new(
            crate::vendor::shop(),
            settings,
        )
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_call_can_move_between_threads() {
        let server = Server::start(answer("200 OK", "", DONE));
        let client = client(settings(&server.url())).unwrap();
        let calls: Vec<_> = (0..8)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.send(&super::order()).await })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().id, 7);
        }
    }
}

#[cfg(feature = "blocking")]
mod blocking_ureq {
    cases!(call, ask);

    fn call(settings: Settings) -> Result<i64, Error> {
        client(settings)?.send(&super::order()).map(|done| done.id)
    }

    fn ask(settings: Settings) -> Result<i64, Error> {
        client(settings)?.send(&super::query()).map(|done| done.id)
    }

    fn client(
        settings: Settings,
    ) -> Result<sealspec::Client<crate::vendor::Shop, sealspec::Blocking<sealspec::Ureq>>, Error>
    {
        sealspec::Client::<_, sealspec::Blocking<sealspec::Ureq>>::new(
            crate::vendor::shop(),
            settings,
        )
    }

    #[tokio::test]
    async fn works_inside_an_async_runtime() {
        let server = Server::start(answer("200 OK", "", DONE));
        assert_eq!(call(settings(&server.url())).unwrap(), 7);
    }
}
