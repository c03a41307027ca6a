//! How bytes get to the vendor and back.

#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod roots;
#[cfg(feature = "blocking")]
mod unsent;
#[cfg(feature = "blocking")]
mod ureq;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;

/// Sends a request and gives the reply as it came.
///
/// A transport follows no redirect, since the signed body isn't for another host; repeats nothing, since what was signed grows
/// stale; and gives a reply of any status. Whoever drops the future gives up the call, which may have been sent.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, within the limits.
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send;
}

/// Sends a request and gives the reply as it came, while the thread waits. The rules are those of [`Transport`].
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request, within the limits.
    ///
    /// # Errors
    ///
    /// Where there is no reply within the limits.
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError>;
}

impl<T: Transport> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> + Send {
        T::send(self, request, limits)
    }
}

impl<T: BlockingTransport> BlockingTransport for Arc<T> {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: &Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        T::send(self, request, limits)
    }
}

/// How long a call may take and how large its reply may be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time for the whole call.
    pub timeout: Duration,
    /// The time until a connection stands.
    pub connect_timeout: Duration,
    /// The size of the largest body that is read.
    pub max_response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            max_response_bytes: 4 << 20,
        }
    }
}

/// Why a transport gave no reply. Its text holds no URL, whose query may hold a signature.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// The vendor never had the whole request.
    NotSent,
    /// The vendor may have had it.
    MaybeSent,
    /// The vendor had it, and its reply is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

impl TransportError {
    /// An error with a message, which must hold no URL.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// An error for a reply that is larger than allowed.
    pub fn too_large(limit: usize) -> Self {
        let message = format!("the reply is larger than the limit of {limit} bytes");
        Self::new(TransportErrorKind::TooLarge { limit }, message)
    }

    /// An error for a time limit that has passed.
    pub fn timed_out(kind: TransportErrorKind) -> Self {
        let what = if kind == TransportErrorKind::NotSent {
            "connection"
        } else {
            "reply"
        };
        Self::new(kind, format!("there was no {what} within the time limit"))
    }

    /// The same error with its cause, whose text must hold no URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
