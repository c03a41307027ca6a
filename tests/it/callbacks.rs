//! Callbacks of the invented vendor: through generated code, signed by it, by hand and by the mock.

use http::Request;
use sealspec::callback::{signed, signed_at, unsigned};
use sealspec::{
    Bytes, Callback, Error, Moment, Money, Notification, SignatureProblem, Verification, peek,
    receive, receive_at, receive_unsigned,
};
use sealspec_mock::Notice;
use sealspec_tests::testbed::{
    Canonical, CourierMoved, Currency, Form, OrderChanged, OrderChangedExpected, OrderNo,
    OrderPaid, OrderPaidExpected,
};

use crate::testbed::vendor;

fn moment() -> Moment {
    Moment::new(1_700_000_000_123, "")
}

fn order(number: i64, total: i64) -> OrderPaidExpected {
    OrderPaidExpected {
        number: OrderNo::new(number),
        total: Money::minor(total),
    }
}

const PAID: &str = r#"{"number":"7","total":"400","paid_at":"1700000000","split":"1","currency":"CNY","rush":"true","weight":"1.5","note":"","lines":"[{\"name\":\"pear\",\"count\":\"3\"}]","tags":"a;b","new":"A & B","ok":"yes"}"#;

#[test]
fn a_form_that_a_member_signs() {
    let profile = Form::new("7", "k-1");
    let request = signed::<_, OrderPaid>(&profile, PAID).expect("it can be signed");
    let body = std::str::from_utf8(request.body()).expect("a form is text");
    // SHA-1 of the values in brackets and the key, reckoned by another program.
    let sign = "&seal=LSmUWa2apHDq-Flo0T-wQDD9Ylo";
    assert!(body.ends_with(sign), "{body}");
    assert!(
        body.starts_with("number=7&total=400&paid_at=1700000000&"),
        "{body}"
    );

    let notification = receive::<_, OrderPaid>(&profile, &request).expect("it is the vendor's");
    assert_eq!(notification.claims().number, OrderNo::new(7));
    let paid = notification.matching(&order(7, 400)).expect("it matches");
    assert_eq!(paid.currency, Some(Currency::Yuan));
    assert_eq!((paid.rush, paid.weight), (Some(true), Some(1.5)));
    let paid_at = paid.paid_at.expect("it is there");
    assert_eq!(
        (paid_at.timestamp(), paid.split),
        (1_700_000_000, Some(true))
    );
    assert_eq!(paid.note, None, "an empty text");
    assert_eq!(paid.lines.expect("they are there")[0].count, Some(3));
    assert_eq!(paid.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(paid.extra.get("new"), Some("\"A & B\""));
    assert_eq!(OrderPaid::ACK.body(), "success");

    let notification = receive::<_, OrderPaid>(&profile, &request).expect("it is the vendor's");
    let mismatch = notification
        .matching(&order(7, 4))
        .expect_err("less was to be paid");
    assert_eq!(mismatch.fields(), ["total"]);

    let other = Form::new("7", "k-2");
    let error = receive::<_, OrderPaid>(&other, &request).expect_err("another key");
    assert!(matches!(
        error,
        Error::Signature {
            problem: SignatureProblem::Wrong,
            ..
        }
    ));
}

/// Every merchant has a key of its own, and a callback says whose it is.
#[test]
fn the_key_is_chosen_by_a_member() {
    let keys = [("7", "k-7"), ("8", "k-8")];
    let profile_of = |body: &Bytes| {
        let number = peek(body, "number")?;
        let (_, key) = keys.into_iter().find(|(known, _)| *known == number)?;
        Some(Form::new("7", key))
    };
    let sent = signed::<_, OrderPaid>(&Form::new("7", "k-7"), PAID).expect("it can be signed");
    let profile = profile_of(sent.body()).expect("there is a key");
    assert!(receive::<_, OrderPaid>(&profile, &sent).is_ok());

    // Whose it says it is takes part in the signature.
    let body = String::from_utf8(sent.body().to_vec()).expect("a form is text");
    let forged = Request::new(Bytes::from(body.replace("number=7", "number=8")));
    let profile = profile_of(forged.body()).expect("there is a key");
    assert!(receive::<_, OrderPaid>(&profile, &forged).is_err());
}

#[test]
fn json_that_a_header_signs_with_the_time() {
    let profile = Canonical::new("7", "k-1");
    let members = r#"{"kind":"paid","order":{"number":7,"lines":[{"name":"pear","count":"3"}]}}"#;
    let request = signed_at::<_, OrderChanged>(&profile, members, &moment());
    let request = request.expect("it can be signed");
    assert_eq!(request.body(), members);
    assert_eq!(request.headers()["x-time"], "1700000000");
    assert_eq!(request.headers()["content-type"], "application/json");

    let received = receive_at::<_, OrderChanged>(&profile, &request, &moment());
    let expected = OrderChangedExpected {
        number: OrderNo::new(7),
    };
    let changed = received.expect("it is fresh").matching(&expected);
    let lines = changed.expect("it matches").lines.expect("there are lines");
    assert_eq!((lines.len(), lines[0].count), (1, Some(3)));

    let later = Moment::new(1_700_000_100_000, "");
    match receive_at::<_, OrderChanged>(&profile, &request, &later) {
        Err(Error::Signature { problem, .. }) => assert_eq!(problem, SignatureProblem::Stale),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        OrderChanged::ACK.body(),
        r#"{"status":200,"msg":"","data":""}"#
    );
}

#[test]
fn what_nobody_signs_is_a_hint() {
    let request = unsigned::<CourierMoved>(r#"{"number":7,"at":""}"#).expect("it is JSON");
    let hint = receive_unsigned::<CourierMoved>(&request).expect("it can be read");
    let moved = hint.untrusted().into_inner();
    assert_eq!((moved.number, moved.at), (OrderNo::new(7), None));
}

fn problem(received: Result<Notification<impl Callback>, Error>) -> SignatureProblem {
    match received {
        Err(Error::Signature { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

/// What the interpreter signs, generated code takes for the vendor's.
#[test]
fn a_form_that_the_mock_sends() {
    let profile = Form::new("7", "k-1");
    let request = vendor().callback("order_paid", Notice::members(PAID));
    let by_hand = signed::<_, OrderPaid>(&profile, PAID).expect("it can be signed");
    assert_eq!(request.expect("it is documented").body(), by_hand.body());

    let send = |notice| vendor().callback("order_paid", notice);
    let request = send(Notice::example(0)).expect("it is documented");
    let notification = receive::<_, OrderPaid>(&profile, &request).expect("it is the vendor's");
    let paid = notification.matching(&order(7, 400)).expect("it matches");
    assert_eq!(paid.extra.get("undocumented"), Some("\"A & B\""));

    let request = send(Notice::example(1)).expect("it is documented");
    match receive::<_, OrderPaid>(&profile, &request) {
        Err(Error::Vendor {
            message,
            verification,
            ..
        }) => {
            assert_eq!(message.as_deref(), Some("closed"));
            assert_eq!(verification, Verification::Verified);
        }
        other => panic!("{other:?}"),
    }

    let forged = send(Notice::example(0).forged()).expect("it can be forged");
    let received = receive::<_, OrderPaid>(&profile, &forged);
    assert_eq!(problem(received), SignatureProblem::Wrong);
    let unsigned = send(Notice::example(0).unsigned()).expect("it is documented");
    let received = receive::<_, OrderPaid>(&profile, &unsigned);
    assert_eq!(problem(received), SignatureProblem::Missing);
}

#[test]
fn json_that_the_mock_sends() {
    let profile = Canonical::new("7", "k-1");
    let send = |notice: Notice| {
        let made = vendor().callback("order_changed", notice.at(moment()));
        made.expect("it is documented")
    };
    let receive =
        |request, moment: &Moment| receive_at::<_, OrderChanged>(&profile, request, moment);
    let request = send(Notice::example(0));
    let expected = OrderChangedExpected {
        number: OrderNo::new(7),
    };
    let changed = receive(&request, &moment()).expect("it is the vendor's");
    assert!(changed.matching(&expected).is_ok());
    let later = Moment::new(1_700_000_100_000, "");
    assert_eq!(problem(receive(&request, &later)), SignatureProblem::Stale);

    let forged = send(Notice::example(0).forged());
    let received = receive(&forged, &moment());
    assert_eq!(problem(received), SignatureProblem::Wrong);
    let unsigned = send(Notice::example(0).unsigned());
    let received = receive(&unsigned, &moment());
    assert_eq!(problem(received), SignatureProblem::Missing);
}

#[test]
fn what_the_mock_sends_unsigned() {
    let request = vendor().callback("courier_moved", Notice::example(0));
    let request = request.expect("it is documented");
    let hint = receive_unsigned::<CourierMoved>(&request).expect("it can be read");
    assert_eq!(hint.untrusted().into_inner().number, OrderNo::new(7));
}
