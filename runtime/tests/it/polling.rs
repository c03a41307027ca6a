//! Asking again: what is called, how often, after which waits, and what is told in the end. No time passes.

use std::collections::VecDeque;
use std::future::ready;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use sealspec::{
    Async, Blocking, BlockingTransport, Body, Client, Clock, Error, Limits, Moment, Operation,
    Outcome, Polled, Reply, RequestWriter, Route, Schedule, Settings, Settled, Stop, Transport,
    TransportError, TransportErrorKind,
};

use crate::vendor::{FLAT, OrderResponse, Shop, shop};

const REPLY: Reply = Reply {
    pending: &[("state", &["WAIT"])],
    undecided: &[],
    ..FLAT
};

/// A payment, asked after by [`Find`].
struct Pay;

/// What tells where a payment stands, and may be asked again and again.
struct Find;

impl Operation<Shop> for Pay {
    const NAME: &'static str = "pay";
    const ROUTE: Route = Route::post("/pay", "open", Body::Form);
    const REPLY: Reply = REPLY;
    type Response = OrderResponse;

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a Shop, moment: &'a Moment, out: &mut W) {
        out.text("nonce", moment.nonce());
    }
}

impl Operation<Shop> for Find {
    const NAME: &'static str = "find";
    const ROUTE: Route = Route::post("/find", "open", Body::Form);
    const REPLY: Reply = REPLY;
    const SAFE: bool = true;
    type Response = OrderResponse;

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a Shop, moment: &'a Moment, out: &mut W) {
        out.text("nonce", moment.nonce());
    }
}

impl Polled<Shop> for Pay {
    type Via = Find;
    const SCHEDULE: Schedule = Schedule::seconds(5, 10, 30);
}

impl Polled<Shop> for Find {
    type Via = Self;
    const SCHEDULE: Schedule = Schedule::seconds(5, 10, 30);
}

/// What the vendor does.
#[derive(Debug, Clone, Copy)]
enum Act {
    Done(u8),
    Wait,
    Refuse,
    Status(u16),
    Garbage,
    NotSent,
    Cut,
}

/// A vendor that acts by a script, and a clock that notes waits instead of waiting. Clones are the same.
#[derive(Clone, Default)]
struct World(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    script: VecDeque<Act>,
    /// Paths, nonces and waits, in the order in which they came.
    seen: Vec<String>,
    now: i64,
    moments: u32,
    call_takes: i64,
    stop_at_wait: Option<Stop>,
}

impl World {
    fn new(script: &[Act]) -> Self {
        let world = Self::default();
        world.0.lock().unwrap().script = script.iter().copied().collect();
        world
    }

    fn act(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let mut state = self.0.lock().unwrap();
        let call_takes = state.call_takes;
        state.now += call_takes;
        state.seen.push(request.uri().path().to_owned());
        let body = match state.script.pop_front().unwrap() {
            Act::Done(id) => format!(r#"{{"state":"SUCCESS","id":{id}}}"#),
            Act::Wait => r#"{"state":"WAIT","code":"10001","msg":"later"}"#.to_owned(),
            Act::Refuse => r#"{"state":"FAIL","code":"20007","trade":"NONE"}"#.to_owned(),
            Act::Garbage => "<html>".to_owned(),
            Act::Status(status) => {
                let mut response = Response::new(Bytes::new());
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                return Ok(response);
            }
            Act::NotSent => return Err(TransportError::new(TransportErrorKind::NotSent, "down")),
            Act::Cut => return Err(TransportError::new(TransportErrorKind::MaybeSent, "cut")),
        };
        Ok(Response::new(body.into()))
    }

    fn wait(&self, duration: Duration) {
        let mut state = self.0.lock().unwrap();
        state.seen.push(format!("{duration:?}"));
        state.now += i64::try_from(duration.as_millis()).unwrap();
        if let Some(stop) = &state.stop_at_wait {
            stop.stop();
        }
    }

    fn settings(&self) -> Settings {
        Settings::default().clock(self.clone())
    }

    fn blocking(&self, settings: Settings) -> Client<Shop, Blocking<Self>> {
        Client::with_transport(shop(), settings, Blocking(self.clone())).unwrap()
    }

    fn client(&self) -> Client<Shop, Async<Self>> {
        Client::with_transport(shop(), self.settings(), Async(self.clone())).unwrap()
    }

    fn seen(&self) -> String {
        self.0.lock().unwrap().seen.join(" ")
    }
}

impl Clock for World {
    fn moment(&self) -> Result<Moment, String> {
        let mut state = self.0.lock().unwrap();
        state.moments += 1;
        Ok(Moment::new(state.now, format!("n{}", state.moments)))
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.wait(duration);
        Box::pin(ready(()))
    }

    fn pause(&self, duration: Duration, _: &Stop) {
        self.wait(duration);
    }
}

impl BlockingTransport for World {
    fn send(&self, request: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        self.act(&request)
    }
}

impl Transport for World {
    async fn send(
        &self,
        request: Request<Bytes>,
        _: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        self.act(&request)
    }
}

type Polls = Result<OrderResponse, Error>;
type Settles = Result<Settled<OrderResponse, OrderResponse>, Error>;

/// Polls by both kinds of client, which do the same.
async fn poll(script: &[Act]) -> (Polls, String) {
    let (one, other) = (World::new(script), World::new(script));
    let result = one.blocking(one.settings()).poll(&Find);
    let same = other.client().poll(&Find).await;
    assert_eq!(one.seen(), other.seen());
    assert_eq!(format!("{result:?}"), format!("{same:?}"));
    (result, one.seen())
}

async fn settle(script: &[Act]) -> (Settles, String) {
    let (one, other) = (World::new(script), World::new(script));
    let result = one.blocking(one.settings()).settle(&Pay, &Find);
    let same = other.client().settle(&Pay, &Find).await;
    assert_eq!(one.seen(), other.seen());
    assert_eq!(format!("{result:?}"), format!("{same:?}"));
    (result, one.seen())
}

#[test]
fn a_schedule_waits_first_then_every_until() {
    let schedule = Schedule::seconds(5, 10, 30);
    let waits = |schedule: Schedule, elapsed: u64| {
        let wait = |waits| schedule.wait(waits, Duration::from_secs(elapsed));
        (0..6)
            .map(|waits| wait(waits).map(|wait| wait.as_secs()))
            .collect::<Vec<_>>()
    };
    // What has been waited counts by itself: 5, 15, 25 seconds.
    assert_eq!(
        waits(schedule, 0),
        [Some(5), Some(10), Some(10), None, None, None]
    );
    assert_eq!(waits(schedule, 20)[..2], [Some(5), Some(10)]);
    assert_eq!(waits(schedule, 21)[..2], [Some(5), None]);
    assert_eq!(waits(schedule, 26)[..2], [None, None]);
    let endless = Schedule::new(Duration::ZERO, Duration::ZERO, Duration::from_millis(2));
    assert_eq!(
        endless.wait(1, Duration::ZERO),
        Some(Duration::from_millis(1))
    );
    assert_eq!(endless.wait(3, Duration::ZERO), None, "it ends");
    assert_eq!(endless.wait(u32::MAX, Duration::MAX), None);
}

#[tokio::test]
async fn a_poll_ends_when_the_vendor_has_decided() {
    let (done, seen) = poll(&[Act::Done(1)]).await;
    assert_eq!((done.unwrap().id, &*seen), (1, "/find"));

    let passing = [Act::Wait, Act::NotSent, Act::Cut, Act::Done(2)];
    let (done, seen) = poll(&passing).await;
    assert_eq!(done.unwrap().id, 2);
    assert_eq!(seen, "/find 5s /find 10s /find 10s /find");

    let (refused, seen) = poll(&[Act::Status(503), Act::Refuse]).await;
    let refused = refused.unwrap_err();
    assert_eq!(
        (refused.outcome(), refused.code()),
        (Outcome::Refused, Some("20007"))
    );
    assert_eq!(seen, "/find 5s /find");

    for strange in [Act::Garbage, Act::Status(302)] {
        let (error, seen) = poll(&[strange]).await;
        assert_eq!(
            (error.unwrap_err().outcome(), &*seen),
            (Outcome::Unknown, "/find")
        );
    }
    let (error, _) = poll(&[Act::Status(404)]).await;
    assert_eq!(error.unwrap_err().outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_poll_that_runs_out_of_time_does_not_guess() {
    let (error, seen) = poll(&[Act::Wait; 4]).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Pending { .. }), "{error}");
    assert_eq!(
        (error.outcome(), error.message()),
        (Outcome::Unknown, Some("later"))
    );
    assert_eq!(seen, "/find 5s /find 10s /find 10s /find");

    // That the last call wasn't sent says nothing of those before.
    let (error, _) = poll(&[Act::NotSent, Act::Cut, Act::NotSent, Act::NotSent]).await;
    assert!(matches!(error, Err(Error::MaybeSent(_))), "{error:?}");
    let (error, _) = poll(&[Act::NotSent; 4]).await;
    assert_eq!(error.unwrap_err().outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn a_gateway_that_refuses_to_pass_on_a_question_says_nothing_of_the_call() {
    for status in [403, 429] {
        let (error, seen) = poll(&[Act::Wait, Act::Status(status)]).await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.outcome(), &*seen),
            (Outcome::Unknown, "/find 5s /find")
        );
        let told = error.to_string();
        assert!(told.contains("not decided by the vendor yet"), "{told}");
        assert!(told.contains(&status.to_string()), "{told}");

        let world = World::new(&[Act::Cut, Act::Status(status)]);
        let settings = world.settings().retries(2);
        let error = world.blocking(settings).send(&Find).unwrap_err();
        assert_eq!(
            (error.outcome(), &*world.seen()),
            (Outcome::Unknown, "/find 500ms /find")
        );
    }
    let (error, _) = poll(&[Act::NotSent, Act::Status(403)]).await;
    assert_eq!(
        error.unwrap_err().outcome(),
        Outcome::Refused,
        "it is the first that arrived"
    );
}

#[test]
fn calls_that_take_long_count() {
    let world = World::new(&[Act::Wait; 3]);
    world.0.lock().unwrap().call_takes = 10_000;
    let error = world.blocking(world.settings()).poll(&Find).unwrap_err();
    assert!(matches!(error, Error::Pending { .. }));
    assert_eq!(
        world.seen(),
        "/find 5s /find 10s /find",
        "35 seconds after the first answer"
    );
}

#[test]
fn a_clock_that_stands_still_waits_no_time_and_ends() {
    let world = World::new(&[Act::Wait; 4]);
    let settings = Settings::default().clock(Moment::new(1, "n"));
    let error = world.blocking(settings).poll(&Find).unwrap_err();
    assert!(matches!(error, Error::Pending { .. }));
    assert_eq!(world.seen(), "/find /find /find /find");
}

#[tokio::test]
async fn a_caller_may_wait_for_a_certain_answer_and_by_another_schedule() {
    let world = World::new(&[Act::Done(1), Act::Done(2), Act::Done(3)]);
    let client = world.blocking(world.settings());
    assert_eq!(
        client.poll_until(&Find, |found| found.id == 2).unwrap().id,
        2
    );
    let error = client
        .poll_by(&Find, Schedule::seconds(9, 1, 8), |found| found.id == 2)
        .unwrap_err();
    assert!(matches!(error, Error::Pending { .. }), "{error:?}");
    assert_eq!(error.member("id").as_deref(), Some("3"));
    assert_eq!(world.seen(), "/find 5s /find /find");

    let world = World::new(&[Act::Done(1), Act::Done(2), Act::Wait, Act::Done(4)]);
    let client = world.client();
    assert_eq!(
        client
            .poll_until(&Find, |found| found.id == 2)
            .await
            .unwrap()
            .id,
        2
    );
    let found = client
        .poll_by(&Pay, Schedule::seconds(1, 1, 1), |_| true)
        .await;
    assert_eq!(
        found.unwrap().id,
        4,
        "any operation that does no harm when it is called again"
    );
}

#[tokio::test]
async fn a_call_that_tells_is_settled_by_itself() {
    let (done, seen) = settle(&[Act::Done(1)]).await;
    assert!(matches!(done, Ok(Settled::Done(paid)) if paid.id == 1));
    assert_eq!(seen, "/pay");
    for act in [Act::Refuse, Act::NotSent, Act::Status(400)] {
        let (error, seen) = settle(&[act]).await;
        let error = error.unwrap_err();
        assert!(!matches!(error, Error::Unsettled { .. }), "{error}");
        assert_ne!(error.outcome(), Outcome::Unknown);
        assert_eq!(seen, "/pay");
    }
}

#[tokio::test]
async fn a_call_that_does_not_tell_is_asked_after() {
    for act in [Act::Wait, Act::Cut, Act::Garbage, Act::Status(502)] {
        let (found, seen) = settle(&[act, Act::Wait, Act::NotSent, Act::Done(3)]).await;
        assert!(matches!(found, Ok(Settled::Queried(found)) if found.id == 3));
        assert_eq!(seen, "/pay 5s /find 10s /find 10s /find");
    }
}

#[tokio::test]
async fn a_call_that_is_not_settled_is_unknown_whatever_the_query_says() {
    let (error, seen) = settle(&[Act::Cut, Act::Refuse]).await;
    let error = error.unwrap_err();
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "the payment may arrive after the query"
    );
    assert_eq!(error.member("trade").as_deref(), Some("\"NONE\""));
    assert_eq!(seen, "/pay 5s /find");
    let shown = error.to_string();
    assert_eq!(
        shown,
        "not settled: the vendor may or may not have acted: cut; asked after it: refused by the vendor: code 20007"
    );
    let source = std::error::Error::source(&error);
    let source = source.and_then(|source| source.downcast_ref::<Error>());
    assert!(matches!(source, Some(Error::MaybeSent(_))), "{source:?}");
    let Error::Unsettled { call, query } = error else {
        panic!("{error:?}")
    };
    assert!(matches!(*call, Error::MaybeSent(_)));
    assert_eq!(query.unwrap().outcome(), Outcome::Refused);

    let (error, seen) = settle(&[Act::Wait, Act::Wait, Act::NotSent, Act::NotSent]).await;
    assert!(matches!(error, Err(Error::Unsettled { .. })));
    assert_eq!(seen, "/pay 5s /find 10s /find 10s /find");

    let world = World::new(&[Act::Cut]);
    let client = world.blocking(world.settings());
    let error = client
        .settle_by(&Pay, &Find, Schedule::seconds(5, 5, 4))
        .unwrap_err();
    assert!(
        matches!(error, Error::Unsettled { query: None, .. }),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "not settled: the vendor may or may not have acted: cut"
    );
}

#[test]
fn blocking_waits_can_be_stopped() {
    let stop = Stop::new();
    let world = World::new(&[Act::Wait, Act::Cut]);
    world.0.lock().unwrap().stop_at_wait = Some(stop.clone());
    let client = world.blocking(world.settings().stop(&stop));
    let error = client.poll(&Find).unwrap_err();
    assert!(matches!(error, Error::Pending { .. }), "{error:?}");
    assert_eq!(world.seen(), "/find 5s");
    let error = client.settle(&Pay, &Find).unwrap_err();
    assert!(
        matches!(error, Error::Unsettled { query: None, .. }),
        "{error:?}"
    );

    assert!(stop.is_stopped());
    // It returns at once, or this test would take an hour.
    stop.wait(Duration::from_secs(3600));
}

#[test]
fn a_wait_is_ended_from_another_thread() {
    let stop = Stop::new();
    let other = stop.clone();
    let thread = std::thread::spawn(move || other.wait(Duration::from_secs(3600)));
    stop.stop();
    thread.join().unwrap();
}

#[test]
fn a_call_is_sent_once_unless_the_settings_say_otherwise() {
    for act in [Act::NotSent, Act::Cut, Act::Status(503)] {
        let world = World::new(&[act]);
        world.blocking(world.settings()).send(&Find).unwrap_err();
        assert_eq!(world.seen(), "/find");
    }
}

#[tokio::test]
async fn a_safe_call_is_repeated_where_it_may_have_failed_on_the_way() {
    let script = [Act::NotSent, Act::Cut, Act::Status(503), Act::Done(1)];
    let (one, other) = (World::new(&script), World::new(&script));
    let retries = |world: &World| world.settings().retries(3);
    assert_eq!(one.blocking(retries(&one)).send(&Find).unwrap().id, 1);
    let client = Client::with_transport(shop(), retries(&other), Async(other.clone())).unwrap();
    assert_eq!(client.send(&Find).await.unwrap().id, 1);
    assert_eq!(one.seen(), "/find 500ms /find 1s /find 2s /find");
    assert_eq!(one.seen(), other.seen());
    assert_eq!(one.0.lock().unwrap().moments, 4, "each is signed anew");

    for told in [Act::Refuse, Act::Wait, Act::Garbage, Act::Status(404)] {
        let world = World::new(&[told]);
        world.blocking(retries(&world)).send(&Find).unwrap_err();
        assert_eq!(world.seen(), "/find");
    }
    let world = World::new(&[Act::Cut, Act::NotSent]);
    let client = world.blocking(world.settings().retries(1));
    let error = client.send(&Find).unwrap_err();
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "the first may have arrived"
    );
}

#[test]
fn any_other_call_is_repeated_only_where_it_was_not_sent() {
    let world = World::new(&[Act::NotSent, Act::Done(1)]);
    let client = world.blocking(world.settings().retries(2));
    assert_eq!(client.send(&Pay).unwrap().id, 1);
    assert_eq!(world.seen(), "/pay 500ms /pay");

    let world = World::new(&[Act::NotSent, Act::Cut]);
    let error = world
        .blocking(world.settings().retries(2))
        .send(&Pay)
        .unwrap_err();
    assert!(matches!(error, Error::MaybeSent(_)));
    assert_eq!(world.seen(), "/pay 500ms /pay");
}

#[tokio::test]
async fn the_systems_clock_waits() {
    sealspec::SystemClock.sleep(Duration::from_millis(1)).await;
    sealspec::SystemClock.pause(Duration::from_millis(1), &Stop::new());
}

#[test]
fn a_poll_of_an_async_client_may_go_to_another_thread() {
    fn goes<T: Send>(_: T) {}
    let client = World::default().client();
    goes(client.poll_until(&Find, |_| true));
    goes(client.settle(&Pay, &Find));
}
