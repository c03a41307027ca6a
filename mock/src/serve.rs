//! The vendor behind a loopback port.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderValue, Request, Response, StatusCode, header};
use tokio::sync::oneshot;

use crate::answer::{Answered, Wire, plain};
use crate::vendor::MockVendor;

/// The largest body that is read.
const BODY_LIMIT: usize = 64 << 20;

impl MockVendor {
    /// Serves the vendor on a free port of this machine's loopback address until the returned value is dropped.
    ///
    /// It runs on a thread of its own, so it serves blocking callers and asynchronous ones, in and out of a runtime.
    ///
    /// # Errors
    ///
    /// Where no port or thread can be had.
    pub fn serve(&self) -> io::Result<Running> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let router = self.router();
        let thread = thread::Builder::new()
            .name("mock-vendor".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let listener = tokio::net::TcpListener::from_std(listener)?;
                    tokio::select! {
                        served = async { axum::serve(listener, router).await } => served,
                        _ = stopped => Ok(()),
                    }
                })
            })?;
        Ok(Running {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The vendor as the fallback of an axum router, for a server of your own: on another port, beside other routes.
    pub fn router(&self) -> Router {
        Router::new().fallback(handle).with_state(self.clone())
    }
}

/// A vendor that is being served; dropping it ends its connections and frees its port.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Running {
    /// Base URL, such as `http://127.0.0.1:49152`, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that it listens at.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // Whether it served to the end doesn't matter any more.
            let _ = thread.join();
        }
    }
}

async fn handle(State(vendor): State<MockVendor>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return plain(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the body is too large or ends too early",
        )
        .map(Body::from);
    };
    let Answered { delay, wire } = vendor.answer(&Request::from_parts(head, body));
    tokio::time::sleep(delay).await;
    match wire {
        Wire::Reply(response) => response.map(Body::from),
        Wire::Cut => Response::new(Body::from_stream(stream::iter([Err::<Bytes, _>(cut())]))),
        Wire::CutMidway(response) => cut_midway(response),
    }
}

/// A body that fails makes the server close the connection; one that fails at once does so before the head is sent.
fn cut() -> io::Error {
    io::Error::new(
        io::ErrorKind::ConnectionAborted,
        "the script ends the connection here",
    )
}

fn cut_midway(response: Response<Bytes>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    head.headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let first_half = body.slice(..body.len() / 2);
    let end = async {
        // Gives the server the chance to send what it has.
        tokio::task::yield_now().await;
        Err(cut())
    };
    let body = stream::iter([Ok(first_half)]).chain(stream::once(end));
    Response::from_parts(head, Body::from_stream(body))
}
