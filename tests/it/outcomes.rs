//! Calls that are done, pending or refused, and what asks after them: generated code against the mock vendor.

use sealspec::{Error, Moment, Outcome, Polled, Schedule, Settings, Settled, Token, Tokens};
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::testbed::{Api, FindPayment, Form, MakeReport, Pay, Tokened};

use crate::testbed::vendor;

type Client = Api<Form, sealspec::Async<MockVendor>>;

fn client(vendor: &MockVendor) -> Client {
    let settings = Settings::default().clock(Moment::new(1_700_000_000_123, "0011223344556677"));
    Api::with_transport(Form::new("7", "k-1"), settings, vendor.clone()).expect("the settings fit")
}

#[tokio::test]
async fn an_operation_has_an_envelope_of_its_own() {
    let vendor = vendor();
    vendor
        .script("pay", [0, 1, 2].map(Answer::example))
        .expect("it can be scripted");
    let client = client(&vendor);
    let pay = || client.pay().payment("p-1").fee(400).send();

    assert_eq!(pay().await.expect("it is paid").paid, 400);
    let error = pay().await.expect_err("it is pending");
    assert!(matches!(error, Error::Pending { .. }), "{error:?}");
    assert_eq!(
        (error.outcome(), error.code()),
        (Outcome::Unknown, Some("NEED_QUERY"))
    );
    let error = pay().await.expect_err("it is refused");
    assert_eq!(
        (error.outcome(), error.message()),
        (Outcome::Refused, Some("closed"))
    );
}

#[tokio::test]
async fn an_operation_has_outcomes_of_its_own() {
    let vendor = vendor();
    vendor
        .script("make_report", [1, 0].map(Answer::example))
        .expect("it can be scripted");
    let client = client(&vendor);
    let report = || client.make_report().day("20260102").send();
    let error = report().await.expect_err("it is being made");
    assert_eq!(error.code(), Some("MAKING"));
    assert_eq!(report().await.expect("it is ready").report, "1,2");
}

/// What was called, in this order.
fn called(vendor: &MockVendor) -> Vec<String> {
    let seen = vendor.seen().into_iter();
    seen.map(|seen| {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        seen.operation.expect("it is documented")
    })
    .collect()
}

fn find() -> FindPayment {
    FindPayment::builder().payment("p-1").build()
}

#[tokio::test]
async fn a_payment_is_settled_by_asking_after_it() {
    assert_eq!(
        <Pay as Polled<Form>>::SCHEDULE,
        Schedule::seconds(5, 10, 180)
    );
    let vendor = vendor();
    vendor
        .script("pay", [Answer::example(1), Answer::cut()])
        .expect("it can be scripted");
    vendor
        .script(
            "find_payment",
            [
                Answer::example(1),
                Answer::cut(),
                Answer::example(0),
                Answer::example(2),
            ],
        )
        .expect("it can be scripted");
    let client = client(&vendor);
    let pay = || client.pay().payment("p-1").fee(400).settle(find());

    let settled = pay().await.expect("it is settled");
    assert!(matches!(settled, Settled::Queried(found) if found.paid == 400));
    let asked = ["pay", "find_payment", "find_payment", "find_payment"];
    assert_eq!(called(&vendor), asked);

    let error = pay().await.expect_err("it was never told");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        error.member("trade_state").as_deref(),
        Some("\"VOID\""),
        "what it means is for the caller to know"
    );
    let settled = pay().await.expect("it is done at once");
    assert!(matches!(settled, Settled::Done(done) if done.paid == 400));
}

#[test]
fn a_report_is_called_for_until_it_is_ready() {
    let schedule = <MakeReport as Polled<Form>>::SCHEDULE;
    assert_eq!(schedule, Schedule::seconds(10, 10, 60));
    let vendor = vendor();
    vendor
        .script("make_report", [1, 1, 0].map(Answer::example))
        .expect("it can be scripted");
    let settings = Settings::default().clock(Moment::new(1_700_000_000_123, "0011223344556677"));
    let client = Api::with_blocking_transport(Form::new("7", "k-1"), settings, vendor.clone())
        .expect("the settings fit");
    let report = client.make_report().day("20260102");
    assert_eq!(report.clone().poll().expect("it is ready").report, "1,2");
    assert_eq!(called(&vendor).len(), 3);

    let error = report
        .poll_until(|made| made.report.is_empty())
        .expect_err("it is never empty");
    assert!(matches!(error, Error::Pending { .. }), "{error:?}");
    assert_eq!(
        called(&vendor).len(),
        3 + 7,
        "at once, and then six times within a minute"
    );
}

#[tokio::test]
async fn a_token_comes_from_other_operations() {
    let vendor = vendor();
    let giver = client(&vendor);
    let tokens = Tokens::new(move |last: Option<Token>| {
        let giver = giver.clone();
        async move {
            let lifetime = |seconds: i64| std::time::Duration::from_secs(seconds.unsigned_abs());
            Ok::<_, Error>(match last.as_ref().and_then(Token::renewal) {
                None => {
                    let given = giver.get_token().code("c-1").send().await?;
                    Token::new(given.token)
                        .valid_for(lifetime(given.expires_in))
                        .renewed_with(given.renewal)
                }
                Some(renewal) => {
                    let given = giver.renew_token().renewal(renewal.clone()).send().await?;
                    Token::new(given.token)
                        .valid_for(lifetime(given.expires_in))
                        .renewed_with(given.renewal)
                }
            })
        }
    });
    let who = async |token: &str| {
        let profile = Tokened::new("7", "k-1", token);
        let client = Api::with_transport(profile, Settings::default(), vendor.clone());
        let called = client.expect("the settings fit").who_am_i().send().await;
        called.expect("it is told").name
    };
    let token = tokens.get().await.expect("it is given");
    assert_eq!(who(token.expose()).await, "Ann");
    assert_eq!(tokens.get().await.expect("it is kept"), token);
    tokens.expire(&token);
    let renewed = tokens.get().await.expect("it is given");
    assert_eq!((token.expose(), renewed.expose()), ("t-1", "t-2"));
    let calls = ["get_token", "who_am_i", "renew_token"];
    assert_eq!(called(&vendor), calls);
}
