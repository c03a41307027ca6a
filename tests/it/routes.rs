//! Where calls go: constants that tell operations on one route apart.

use sealspec::{Moment, Settings};
use sealspec_mock::MockVendor;
use sealspec_tests::testbed::{Api, Bearer, Form, Header, Joined, Way};

use crate::testbed;

fn settings() -> Settings {
    Settings::default().clock(Moment::new(1_700_000_000_123, "n-1"))
}

fn form(vendor: &MockVendor) -> Api<Form, sealspec::Async<MockVendor>> {
    Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone()).expect("they fit")
}

fn body(prepared: sealspec::Prepared) -> String {
    String::from_utf8(prepared.body().to_vec()).expect("it is text")
}

#[tokio::test]
async fn a_constant_tells_operations_on_one_route_apart() {
    let vendor = testbed::vendor();
    let client = form(&vendor);
    let prepared = client
        .gateway_pay()
        .order("A-1")
        .prepare()
        .expect("it is signed");
    assert_eq!(prepared.uri().path(), "/base/gateway");
    let start = "app=7&method=pay&nonce=n-1&order=A-1&sign=";
    let body = body(prepared);
    assert!(body.starts_with(start), "{body}");
    let paid = client
        .gateway_pay()
        .order("A-1")
        .send()
        .await
        .expect("it is paid");
    let refunded = client
        .gateway_refund()
        .order("A-1")
        .send()
        .await
        .expect("refunded");
    assert_eq!((paid.paid, refunded.refunded), (400, 400));
    let answer = client.gateway_query().method("limits").send().await;
    let answer = answer.expect("it is answered").answer;
    assert_eq!(answer.as_deref(), Some("none"));

    let seen = vendor.seen();
    let called: Vec<_> = seen.iter().map(|seen| seen.operation.as_deref()).collect();
    assert_eq!(
        called,
        [
            Some("gateway_pay"),
            Some("gateway_refund"),
            Some("gateway_query")
        ]
    );
    for seen in seen {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        assert!(seen.remarks.is_empty(), "{seen:?}");
    }
}

#[tokio::test]
async fn constants_stand_in_json_as_what_they_are() {
    let vendor = testbed::vendor();
    let profile = Joined::new("k-1");
    let client = Api::with_transport(profile, settings(), vendor.clone()).expect("they fit");
    let watch = client.watch_order().order("A-1");
    let unwatch = client.unwatch_order().order("A-1");
    assert_eq!(
        body(watch.clone().prepare().expect("it is signed")),
        r#"{"at":"1700000000","version":2,"order":"A-1","events":true}"#
    );
    assert_eq!(
        body(unwatch.clone().prepare().expect("it is signed")),
        r#"{"at":"1700000000","memo":"{\"version\":0,\"order\":\"A-1\"}"}"#
    );
    watch.send().await.expect("it is watched");
    unwatch.send().await.expect("it is watched no longer");
    for (seen, name) in vendor.seen().iter().zip(["watch_order", "unwatch_order"]) {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        assert!(seen.remarks.is_empty(), "{seen:?}");
        assert_eq!(seen.operation.as_deref(), Some(name));
    }
}

/// What is deprecated is callable, by each of its routes, and the compiler warns of it.
#[tokio::test]
async fn a_deprecated_operation_is_callable() {
    let vendor = testbed::vendor();
    let header = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone());
    let joined = Api::with_transport(Joined::new("k-1"), settings(), vendor.clone());
    let (header, joined) = (header.expect("they fit"), joined.expect("they fit"));
    #[expect(deprecated)]
    let calls = (
        header.move_order().order("A-1").via(Way::Ship),
        joined.move_order().order("A-1"),
    );
    calls.0.send().await.expect("it is moved");
    calls.1.send().await.expect("it is moved");
    for (seen, path) in vendor.seen().iter().zip(["/base", "/base/v2"]) {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        assert_eq!(seen.path, format!("{path}/orders/move"));
    }
}

/// A secret that is sent stands in the request, and nowhere else.
#[tokio::test]
async fn an_access_token_is_sent_and_shown_nowhere() {
    let vendor = testbed::vendor().credential("access_token", "t-9876");
    let profile = Bearer::new("k-1", "t-9876").user_token("u/5432");
    let client = Api::with_transport(profile.clone(), settings(), vendor.clone());
    let client = client.expect("they fit");
    let prepared = client.see_account().prepare().expect("it is signed");
    let request = prepared.into_request();
    assert_eq!(request.headers()["authorization"], "Bearer t-9876");
    let sent = String::from_utf8(request.body().to_vec()).expect("it is text");
    assert!(
        sent.starts_with("grant=v1-t-9876&token=t-9876&user=u%2F5432&sign="),
        "{sent}"
    );

    client.see_account().send().await.expect("it is known");
    let explanation = client.see_account().explain().expect("it is signed");
    let seen = vendor.seen();
    assert!(seen[0].verdict.is_accepted(), "{seen:?}");
    let headers = request.headers();
    let shown = format!("{profile:?} {explanation} {explanation:?} {seen:?} {headers:?}");
    for secret in ["t-9876", "u/5432", "u%2F5432"] {
        assert!(!shown.contains(secret), "{shown}");
    }

    let other = Api::with_transport(Bearer::new("k-1", "t-0"), settings(), vendor.clone());
    let error = other.expect("they fit").see_account().send().await;
    error.expect_err("it is of nobody that the vendor knows");
    let seen = vendor.seen().pop().expect("it was asked");
    assert!(!seen.verdict.is_accepted(), "{seen:?}");
}

/// Other credentials and other profiles share what their client has.
#[tokio::test]
async fn a_client_takes_other_credentials() {
    let vendor = testbed::vendor();
    let client = form(&vendor);
    let other = client.with_credentials(Form::new("7", "k-2"));
    let other = other.expect("they are credentials");
    other
        .gateway_pay()
        .order("A-1")
        .send()
        .await
        .expect_err("the key is wrong");
    let joined = client.with_credentials(Joined::new("k-1"));
    let joined = joined.expect("they are credentials");
    joined
        .watch_order()
        .order("A-1")
        .send()
        .await
        .expect("it is watched");
    client
        .gateway_pay()
        .order("A-1")
        .send()
        .await
        .expect("it is paid");

    let seen = vendor.seen();
    let accepted: Vec<_> = seen.iter().map(|seen| seen.verdict.is_accepted()).collect();
    assert_eq!(accepted, [false, true, true], "{seen:?}");
    assert_eq!(
        seen[1].field("at"),
        Some("1700000000"),
        "the clock is shared"
    );

    let empty = client.with_credentials(Form::new("7", ""));
    assert!(
        empty
            .expect_err("the key is empty")
            .to_string()
            .contains("`key`")
    );
    let foreign = sealspec_client::storepos::AgentV1::new("1", "p", "1.0", "k");
    let foreign = client.with_credentials(foreign);
    let told = foreign.expect_err("it is another vendor's").to_string();
    assert!(told.contains("`agent_v1` is another vendor's"), "{told}");
}

/// One call goes to an address that the vendor named; the client itself stays where it was.
#[tokio::test]
async fn a_client_calls_one_server_elsewhere() {
    let vendor = testbed::vendor();
    let client = form(&vendor);
    let url_of = |client: &Api<Form, sealspec::Async<MockVendor>>| {
        let call = client.gateway_pay().order("A-1");
        let prepared = call.prepare().expect("it is signed");
        prepared.into_request().uri().to_string()
    };
    let before = url_of(&client);
    let elsewhere = client.with_server_url("main", "https://gateway.testbed.example/v9");
    let elsewhere = elsewhere.expect("it is an address");
    let url = url_of(&elsewhere);
    assert!(
        url.starts_with("https://gateway.testbed.example/v9/"),
        "{url}"
    );
    assert_eq!(url_of(&client), before);

    let unknown = client.with_server_url("mane", "https://gateway.testbed.example");
    let told = unknown.expect_err("there is none").to_string();
    assert!(told.contains("`mane`") && told.contains("`main`"), "{told}");
    let open = client.with_server_url("main", "http://gateway.testbed.example");
    assert!(open.is_err(), "plain http isn't documented there");
}
