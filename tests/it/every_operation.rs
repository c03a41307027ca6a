//! Every operation, by each profile that may call it, against the mock vendor: it accepts the request, and the client reads the
//! answer.

use std::collections::BTreeSet;
use std::fmt::Debug;

use sealspec::{
    Async, Blocking, BlockingTransport, Bytes, Client, Limits, Link, Operation, Profile, Settings,
    http,
};
use sealspec_codegen::model::Api;
use sealspec_mock::MockVendor;
use tokio::runtime::{Builder, Runtime};

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, operations};

/// A vendor and the operations that it was called for.
struct Calls {
    vendor: MockVendor,
    runtime: Runtime,
    called: BTreeSet<(String, String)>,
}

impl Calls {
    fn new(api: &Api) -> Self {
        Self {
            vendor: doc::vendor(api),
            runtime: Builder::new_current_thread()
                .enable_time()
                .build()
                .expect("the runtime can be made"),
            called: BTreeSet::new(),
        }
    }

    /// The vendor took the last request for this operation, as documented.
    fn accepted(&self, operation: &str, profile: &str) {
        let seen = self.vendor.seen();
        let last = seen.last().expect("the vendor saw the request");
        assert!(last.verdict.is_accepted(), "{last:?}");
        assert_eq!(
            (last.operation.as_deref(), last.profile.as_deref()),
            (Some(operation), Some(profile))
        );
    }
}

impl Visitor for Calls {
    fn visit<P: Profile + Clone, O: Operation<P>>(&mut self, profile: &P, request: &O)
    where
        O::Response: Debug,
    {
        let settings = Settings::default();
        let client = Client::with_transport(
            profile.clone(),
            settings.clone(),
            Async(self.vendor.clone()),
        )
        .expect("the settings fit");
        let reply = self.runtime.block_on(client.send(request));
        self.accepted(O::NAME, P::NAME);
        let reply = reply.unwrap_or_else(|error| panic!("{}: {error:?}", O::NAME));

        let client =
            Client::with_transport(profile.clone(), settings, Blocking(self.vendor.clone()))
                .expect("the settings fit");
        let again = client.send(request);
        self.accepted(O::NAME, P::NAME);
        let again = again.unwrap_or_else(|error| panic!("{}: {error:?}", O::NAME));
        assert_eq!(format!("{reply:?}"), format!("{again:?}"));

        self.called.insert((O::NAME.to_owned(), P::NAME.to_owned()));
    }

    /// Whoever opens it is let in.
    fn link<P: Profile + Clone, L: Link<P>>(&mut self, profile: &P, link: &L) {
        let client = Client::with_transport(
            profile.clone(),
            Settings::default(),
            Blocking(self.vendor.clone()),
        );
        let address = client.expect("the settings fit").link(link);
        let request = http::Request::get(address.expect("it is made")).body(Bytes::new());
        let request = request.expect("it is an address");
        BlockingTransport::send(&self.vendor, request, &Limits::default()).expect("it is answered");
        self.accepted(L::NAME, P::NAME);
        self.called.insert((L::NAME.to_owned(), P::NAME.to_owned()));
    }
}

#[test]
fn is_callable() {
    for api in &apis() {
        let mut calls = Calls::new(api);
        doc::every(&api.name, &mut calls);
        let documented: BTreeSet<_> = operations(api)
            .flat_map(|operation| {
                operation.variants.iter().map(|variant| {
                    let profile = &api.profiles[variant.profile].name;
                    (operation.name.clone(), profile.clone())
                })
            })
            .collect();
        assert_eq!(calls.called, documented);
    }
}
