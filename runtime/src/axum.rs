//! Callbacks in handlers of axum.
//!
//! ```text
//! async fn on_paid(notified: Notified<App, OrderPaid>) -> Result<Ack, Mismatch>
//! ```
//!
//! [`Notified`] is an extractor that verifies with a profile out of the router's state; [`Untrusted`] notifications are one of
//! callbacks that nobody signs. [`Ack`] and [`Mismatch`] are responses. What can't be taken for the vendor's is answered by a
//! [`Rejection`], and no rejection is an acknowledgement.

use std::error;
use std::fmt;

use axum_core::body::Body;
use axum_core::extract::rejection::BytesRejection;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;

use crate::callback::{
    Ack, Callback, Mismatch, Notification, SignedBy, UnsignedCallback, Untrusted, receive,
    receive_unsigned,
};
use crate::error::Error;
use crate::operation::Profile;

/// A callback that is verified, and the profile that has verified it: an extractor for callbacks that are signed.
///
/// The profile `P` comes from the router's state `S`: where `P: FromRef<S>`, which holds of the profile itself as state, too.
/// It reads the body, and so is a handler's last argument. A handler that takes `Result<Notified<P, C>, Rejection>` answers
/// rejections itself; it has to where the vendor wants to have callbacks acknowledged that tell of a failure.
#[derive(Debug)]
pub struct Notified<P, C: Callback> {
    /// What was sent. It gives what it holds to those who say what they expect.
    pub notification: Notification<C>,
    /// The profile whose key it is signed with.
    pub profile: P,
}

impl<S, P, C> FromRequest<S> for Notified<P, C>
where
    S: Send + Sync,
    P: Profile + FromRef<S>,
    C: SignedBy<P>,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let request = whole(request, state).await?;
        let profile = P::from_ref(state);
        let notification = receive(&profile, &request)?;
        Ok(Self {
            notification,
            profile,
        })
    }
}

/// An extractor for callbacks that nobody signs.
impl<S, C> FromRequest<S> for Untrusted<Notification<C>>
where
    S: Send + Sync,
    C: UnsignedCallback,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let request = whole(request, state).await?;
        Ok(receive_unsigned(&request)?)
    }
}

/// Why a handler isn't called with a callback.
///
/// As a response it is an HTTP status and its name, and doesn't tell a stranger more:
///
/// | rejection | status |
/// | --- | --- |
/// | [`Error::Signature`]: not proven to be the vendor's | 403 |
/// | [`Error::Shape`]: not as documented | 400 |
/// | [`Error::Vendor`], [`Error::Pending`]: it tells of something that failed, or isn't decided yet | 422 |
/// | any other [`Error`]: the profile lacks a credential | 500 |
/// | [`Body`](Self::Body): too large, or it ended too early | as axum says: 413, 400 |
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The body couldn't be read. How large it may be is axum's to know: see its `DefaultBodyLimit`.
    Body(BytesRejection),
    /// It isn't a callback to act on.
    Callback(Error),
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self::Callback(error)
    }
}

impl From<BytesRejection> for Rejection {
    fn from(rejection: BytesRejection) -> Self {
        Self::Body(rejection)
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Body(rejection) => return rejection.into_response(),
            Self::Callback(error) => error,
        };
        named(match error {
            Error::Signature { .. } => StatusCode::FORBIDDEN,
            Error::Shape { .. } => StatusCode::BAD_REQUEST,
            Error::Vendor { .. } | Error::Pending { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        })
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(rejection) => rejection.fmt(formatter),
            Self::Callback(error) => error.fmt(formatter),
        }
    }
}

impl error::Error for Rejection {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Body(rejection) => rejection.source(),
            Self::Callback(error) => error.source(),
        }
    }
}

impl IntoResponse for Ack {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

/// HTTP status 409 and its name.
impl IntoResponse for Mismatch {
    fn into_response(self) -> Response {
        named(StatusCode::CONFLICT)
    }
}

/// A request with its whole body, within the limit that the router sets.
async fn whole<S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<http::Request<Bytes>, BytesRejection> {
    let (head, body) = request.into_parts();
    // The limit stands in the head.
    let limited = Request::from_parts(head.clone(), body);
    let body = Bytes::from_request(limited, state).await?;
    Ok(http::Request::from_parts(head, body))
}

fn named(status: StatusCode) -> Response {
    let name = status.canonical_reason().unwrap_or_default();
    (status, name).into_response()
}
