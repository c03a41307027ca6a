//! Tells errors of `ureq` that come up before a request is sent from those that come up later: a failed look-up of a host and
//! a reply that breaks off are both no more than input and output that failed.

use std::fmt;

use http::Uri;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};

/// Takes an error apart: the error proper, and whether it is known that nothing was sent.
pub(super) fn unwrap(error: Error) -> (Error, bool) {
    match error {
        Error::Other(other) => match other.downcast::<Unsent>() {
            Ok(unsent) => (unsent.0, true),
            Err(other) => (Error::Other(other), false),
        },
        _ => (error, false),
    }
}

/// Looks hosts up as `ureq` does.
#[derive(Debug, Default)]
pub(super) struct Resolving(DefaultResolver);

impl Resolver for Resolving {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(mark)
    }
}

/// Connects as `ureq` does, through a proxy and with TLS too.
#[derive(Debug, Default)]
pub(super) struct Connecting(DefaultConnector);

impl Connector for Connecting {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        self.0.connect(details, chained).map_err(mark)
    }
}

/// An error that came up before the request was sent.
#[derive(Debug)]
struct Unsent(Error);

impl fmt::Display for Unsent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Unsent {}

/// Marks an error, once: to reach a proxy, a connector calls itself and the resolver.
fn mark(error: Error) -> Error {
    Error::Other(Box::new(Unsent(unwrap(error).0)))
}
