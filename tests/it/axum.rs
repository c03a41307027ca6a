//! Callbacks that the mock vendor sends to handlers of axum.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRef, State};
use axum::routing::post;
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode};
use sealspec::axum::{Notified, Rejection};
use sealspec::{Ack, Bytes, Callback as _, Error, Mismatch, Money, Notification, Untrusted};
use sealspec_mock::Notice;
use sealspec_tests::testbed::{
    Canonical, CourierMoved, Form, OrderChanged, OrderChangedExpected, OrderNo, OrderPaid,
    OrderPaidExpected,
};
use tower::ServiceExt as _;

use crate::testbed::vendor;

/// Whoever is called back: its keys, and what its one order is to cost.
#[derive(Clone)]
struct Shop {
    form: Form,
    canonical: Canonical,
    total: Money,
}

impl FromRef<Shop> for Form {
    fn from_ref(shop: &Shop) -> Self {
        shop.form.clone()
    }
}

impl FromRef<Shop> for Canonical {
    fn from_ref(shop: &Shop) -> Self {
        shop.canonical.clone()
    }
}

async fn on_paid(
    State(shop): State<Shop>,
    Notified { notification, .. }: Notified<Form, OrderPaid>,
) -> Result<Ack, Mismatch> {
    notification.matching(&OrderPaidExpected {
        number: OrderNo::new(7),
        total: shop.total,
    })?;
    Ok(OrderPaid::ACK)
}

/// Acknowledges what tells of a failure, too.
async fn on_paid_or_closed(
    notified: Result<Notified<Form, OrderPaid>, Rejection>,
) -> Result<Ack, Rejection> {
    match notified {
        Err(Rejection::Callback(Error::Vendor { .. })) | Ok(_) => Ok(OrderPaid::ACK),
        Err(rejection) => Err(rejection),
    }
}

async fn on_changed(notified: Notified<Canonical, OrderChanged>) -> Result<Ack, Mismatch> {
    let number = OrderNo::new(7);
    let expected = OrderChangedExpected { number };
    notified.notification.matching(&expected)?;
    Ok(OrderChanged::ACK)
}

async fn on_moved(hint: Untrusted<Notification<CourierMoved>>) -> Ack {
    assert_eq!(hint.untrusted().into_inner().number, OrderNo::new(7));
    CourierMoved::ACK
}

fn shop() -> Shop {
    Shop {
        form: Form::new("7", "k-1"),
        canonical: Canonical::new("7", "k-1"),
        total: Money::minor(400),
    }
}

fn router(shop: Shop) -> Router {
    Router::new()
        .route("/paid", post(on_paid))
        .route("/paid_or_closed", post(on_paid_or_closed))
        .route("/changed", post(on_changed))
        .route("/moved", post(on_moved))
        .with_state(shop)
}

/// What a router answers to a callback of the mock's.
async fn answer(router: Router, path: &str, callback: &str, notice: Notice) -> Response<Body> {
    let made = vendor().callback(callback, notice);
    let (mut head, body) = made.expect("it is documented").into_parts();
    head.uri = path.parse().expect("it is a path");
    let request = Request::from_parts(head, Body::from(body));
    router.oneshot(request).await.expect("a router answers")
}

async fn body(response: Response<Body>) -> Bytes {
    let body = to_bytes(response.into_body(), 1 << 16).await;
    body.expect("it can be read")
}

/// The status of an answer, which says nothing else.
async fn refusal(router: Router, path: &str, callback: &str, notice: Notice) -> StatusCode {
    let response = answer(router, path, callback, notice).await;
    let status = response.status();
    let name = status.canonical_reason().expect("it is a known one");
    assert_eq!(body(response).await, name);
    status
}

#[tokio::test]
async fn what_is_the_vendors_is_acknowledged() {
    for (path, callback, ack) in [
        ("/paid", "order_paid", OrderPaid::ACK),
        ("/paid_or_closed", "order_paid", OrderPaid::ACK),
        ("/changed", "order_changed", OrderChanged::ACK),
        ("/moved", "courier_moved", CourierMoved::ACK),
    ] {
        let response = answer(router(shop()), path, callback, Notice::example(0)).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()[CONTENT_TYPE], ack.content_type());
        assert_eq!(body(response).await, ack.body());
    }
}

#[tokio::test]
async fn what_is_not_proven_is_forbidden() {
    for (path, callback) in [
        ("/paid", "order_paid"),
        ("/paid_or_closed", "order_paid"),
        ("/changed", "order_changed"),
    ] {
        for notice in [Notice::example(0).forged(), Notice::example(0).unsigned()] {
            let status = refusal(router(shop()), path, callback, notice).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}

#[tokio::test]
async fn what_tells_of_a_failure_is_for_the_handler_to_acknowledge() {
    let failed = Notice::example(1);
    let status = refusal(router(shop()), "/paid", "order_paid", failed.clone()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let response = answer(router(shop()), "/paid_or_closed", "order_paid", failed).await;
    assert_eq!(body(response).await, OrderPaid::ACK.body());
}

#[tokio::test]
async fn what_is_not_to_be_acted_upon_is_not_acknowledged() {
    let dearer = Shop {
        total: Money::minor(401),
        ..shop()
    };
    let example = Notice::example(0);
    let status = refusal(router(dearer), "/paid", "order_paid", example.clone()).await;
    assert_eq!(status, StatusCode::CONFLICT);

    let nameless = Notice::members(r#"{"total": "400", "ok": "yes"}"#);
    let status = refusal(router(shop()), "/paid", "order_paid", nameless).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let nameless = Notice::members("{}");
    let status = refusal(router(shop()), "/moved", "courier_moved", nameless).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);

    let keyless = Shop {
        form: Form::new("7", ""),
        ..shop()
    };
    let status = refusal(router(keyless), "/paid", "order_paid", example.clone()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);

    let small = router(shop()).layer(DefaultBodyLimit::max(16));
    let response = answer(small, "/paid", "order_paid", example).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
