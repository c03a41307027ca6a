//! Tokens: when they are fetched, with what, and by whom. No time passes.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sealspec::{BlockingTokens, Clock, Error, Moment, Secret, Token, Tokens};

/// A clock that is set by hand.
#[derive(Clone, Default)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn at(&self, seconds: i64) {
        self.0.store(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn moment(&self) -> Result<Moment, String> {
        match self.0.load(Ordering::SeqCst) {
            broken if broken < 0 => Err("it is broken".to_owned()),
            millis => Ok(Moment::new(millis, "n")),
        }
    }
}

/// What the closure was called with, and whether it fails now.
#[derive(Clone, Default)]
struct Vendor(Arc<Mutex<(Vec<String>, bool)>>);

#[derive(Debug)]
enum Failure {
    Vendor,
    Call(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl Vendor {
    fn give(&self, last: Option<Token>) -> Result<Token, Failure> {
        let mut state = self.0.lock().unwrap();
        let renewal = last.as_ref().and_then(Token::renewal);
        state
            .0
            .push(renewal.map_or("code", Secret::expose).to_owned());
        let number = state.0.len();
        if state.1 {
            return Err(Failure::Vendor);
        }
        Ok(Token::new(format!("t{number}"))
            .valid_for(Duration::from_secs(600))
            .renewed_with(format!("r{number}")))
    }

    fn fail(&self, fails: bool) {
        self.0.lock().unwrap().1 = fails;
    }

    fn asked(&self) -> String {
        self.0.lock().unwrap().0.join(" ")
    }

    fn blocking(&self, clock: &Hands) -> BlockingTokens<Failure> {
        let vendor = self.clone();
        BlockingTokens::new(move |last| vendor.give(last)).clock(clock.clone())
    }

    fn tokens(&self, clock: &Hands) -> Tokens<Failure> {
        let vendor = self.clone();
        let fetch = move |last| {
            let vendor = vendor.clone();
            async move {
                tokio::task::yield_now().await;
                vendor.give(last)
            }
        };
        Tokens::new(fetch).clock(clock.clone())
    }
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_shortly_before_its_end() {
    let (clock, vendor, other) = (Hands::default(), Vendor::default(), Vendor::default());
    let (blocking, tokens) = (vendor.blocking(&clock), other.tokens(&clock));
    for (at, wanted) in [
        (0, "t1"),
        (539, "t1"),
        (540, "t2"),
        (1079, "t2"),
        (5000, "t3"),
    ] {
        clock.at(at);
        assert_eq!(blocking.get().unwrap().expose(), wanted, "at {at} s");
        assert_eq!(tokens.get().await.unwrap().expose(), wanted, "at {at} s");
    }
    assert_eq!(vendor.asked(), "code r1 r2");
    assert_eq!(other.asked(), "code r1 r2");
}

#[test]
fn a_short_lived_token_is_not_renewed_every_time() {
    let (clock, vendor) = (Hands::default(), Vendor::default());
    let tokens = vendor.blocking(&clock).ahead(Duration::from_secs(3600));
    for (at, wanted) in [(0, "t1"), (299, "t1"), (300, "t2")] {
        clock.at(at);
        assert_eq!(tokens.get().unwrap().expose(), wanted, "at {at} s");
    }
}

#[test]
fn the_last_token_does_where_no_other_can_be_had() {
    let (clock, vendor) = (Hands::default(), Vendor::default());
    let tokens = vendor.blocking(&clock);
    tokens.get().unwrap();
    vendor.fail(true);
    clock.at(599);
    assert_eq!(tokens.get().unwrap().expose(), "t1");
    clock.at(600);
    assert!(matches!(tokens.get(), Err(Failure::Vendor)));
    vendor.fail(false);
    assert_eq!(tokens.get().unwrap().expose(), "t4");
    assert_eq!(vendor.asked(), "code r1 r1 r1");
    clock.at(-1);
    let Err(Failure::Call(error)) = tokens.get() else {
        panic!("it can't know whether the token is valid")
    };
    assert!(error.to_string().contains("it is broken"), "{error}");
}

#[test]
fn a_token_ends_when_the_vendor_says_so() {
    let (clock, vendor) = (Hands::default(), Vendor::default());
    let tokens = vendor.blocking(&clock);
    let old = tokens.get().unwrap();
    tokens.expire(&old);
    vendor.fail(true);
    tokens.get().expect_err("it isn't valid any more");
    vendor.fail(false);
    assert_eq!(tokens.get().unwrap().expose(), "t3");
    tokens.expire(&old);
    assert_eq!(tokens.get().unwrap().expose(), "t3", "another one ended");
    tokens
        .keep(Token::new("stored").renewed_with("r-stored"))
        .unwrap();
    clock.at(1_000_000);
    let stored = tokens.get().unwrap();
    assert_eq!(stored.expose(), "stored");
    tokens.expire(&stored);
    tokens.get().unwrap();
    assert!(vendor.asked().ends_with(" r-stored"));
    assert!(!format!("{tokens:?} {:?}", Token::new("stored")).contains("stored"));
}

#[tokio::test]
async fn one_token_is_fetched_at_a_time() {
    let (clock, vendor) = (Hands::default(), Vendor::default());
    let tokens = vendor.tokens(&clock);
    let (one, two, three) = tokio::join!(tokens.get(), tokens.get(), tokens.get());
    for token in [one, two, three] {
        assert_eq!(token.unwrap().expose(), "t1");
    }
    assert_eq!(vendor.asked(), "code");

    // Whoever fetches may give up; the next one does it.
    clock.at(5000);
    let mut given_up = Box::pin(tokens.get());
    let first = std::future::poll_fn(|context| {
        std::task::Poll::Ready(given_up.as_mut().poll(context).is_ready())
    });
    assert!(!first.await, "it is being fetched");
    let (token, ()) = tokio::join!(tokens.get(), async { drop(given_up) });
    assert_eq!(token.unwrap().expose(), "t2");

    vendor.fail(true);
    clock.at(9000);
    let (one, two) = tokio::join!(tokens.get(), tokens.get());
    assert!(one.is_err() && two.is_err());
    assert_eq!(vendor.asked(), "code r1 r2 r2", "each has tried");
}

#[test]
fn blocking_threads_wait_for_one_fetch() {
    let (clock, vendor) = (Hands::default(), Vendor::default());
    let tokens = vendor.blocking(&clock);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(tokens.get().unwrap().expose(), "t1"));
        }
    });
    assert_eq!(vendor.asked(), "code");
}
