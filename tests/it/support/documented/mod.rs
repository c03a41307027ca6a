//! The requests that the vendors' pages show, and the profiles that send them here.

pub(crate) mod ishansong;
pub(crate) mod storepos;

use std::fmt::Debug;

use sealspec::{Link, Moment, Operation, Profile, Route};
use sealspec_codegen::model::Api;
use sealspec_mock::MockVendor;

/// What is done with each documented request.
pub(crate) trait Visitor {
    /// Called once for every operation and each profile that may call it.
    fn visit<P: Profile + Clone, O: Operation<P>>(&mut self, profile: &P, request: &O)
    where
        O::Response: Debug;

    /// Called once for every link and each profile that may make it.
    fn link<P: Profile + Clone, L: Link<P>>(&mut self, profile: &P, link: &L);
}

/// Visits every documented request of a vendor.
pub(crate) fn every(vendor: &str, visitor: &mut impl Visitor) {
    match vendor {
        "ishansong" => ishansong::every(visitor),
        "storepos" => storepos::every(visitor),
        _ => panic!("{vendor} has no documented requests here"),
    }
}

/// What a vendor and its callers share, by the names of the spec.
pub(crate) fn credentials(vendor: &str) -> &'static [(&'static str, &'static str)] {
    match vendor {
        "ishansong" => ishansong::CREDENTIALS,
        "storepos" => storepos::CREDENTIALS,
        _ => panic!("{vendor} has no credentials here"),
    }
}

/// The vendor, knowing these.
pub(crate) fn vendor(api: &Api) -> MockVendor {
    let vendor = MockVendor::new(api.clone());
    let known = credentials(&api.name).iter();
    known.fold(vendor, |vendor, (name, value)| {
        vendor.credential(*name, *value)
    })
}

/// The moment of the ishansong page's examples, and a nonce of ours.
pub(crate) fn moment() -> Moment {
    Moment::new(1_631_862_240_982, "0123456789abcdef0123456789abcdef")
}

/// The vendor's own address for a route; any where the request brings its own.
pub(crate) fn url<P: Profile>(route: Route) -> &'static str {
    if route.server.is_empty() {
        return "https://vendor.example";
    }
    let server = P::SERVERS
        .iter()
        .find(|server| server.name == route.server)
        .expect("the operation has a server");
    server.environments[0].url
}
