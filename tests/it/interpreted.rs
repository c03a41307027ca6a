//! Callers that interpret a spec send what generated code sends, byte for byte, and read what it reads.

mod examples;
mod given;
mod invented;
mod replies;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

use sealspec::dynamic::{self, Dress};
use sealspec::{Explanation, Link, Moment, Operation, Prepared, Profile};
use sealspec_caller::{Call, Caller};
use sealspec_codegen::Sources;
use sealspec_codegen::model::Api;
use sealspec_mock::MockVendor;

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, apis_with_testbed, checked, operation, operations};
use given::{Plain, given, knowing};
use replies::Tally;

/// Holds every request of generated code against that of a caller.
struct Twins<'a> {
    api: &'a Api,
    credentials: &'a [(&'static str, &'static str)],
    caller: Caller,
    tally: Tally,
    compared: BTreeSet<(String, String)>,
}

impl<'a> Twins<'a> {
    fn new(api: &'a Api, credentials: &'a [(&'static str, &'static str)]) -> Self {
        let caller = Caller::new(api.clone());
        Self {
            api,
            credentials,
            caller: credentials.iter().fold(caller, |caller, (name, value)| {
                caller.credential(*name, *value)
            }),
            tally: Tally::default(),
            compared: BTreeSet::new(),
        }
    }

    fn vendor(&self) -> MockVendor {
        let vendor = MockVendor::new(self.api.clone());
        let known = self.credentials.iter();
        known.fold(vendor, |vendor, (name, value)| {
            vendor.credential(*name, *value)
        })
    }

    /// The call of an operation with the fields that `plain` has, given in another order.
    fn call(&self, name: &str, profile: &str, url: Option<&str>, plain: &Prepared) -> Call {
        let caller = knowing(&self.caller, profile, plain);
        let mut call = caller
            .call(name, Some(profile))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if let Some(url) = url {
            call.url(url)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        let operation = operation(self.api, name);
        given(
            operation,
            profile_variant(self.api, operation, profile),
            plain,
            &mut call,
        );
        call
    }

    fn compare(
        &mut self,
        call: &Call,
        base: &str,
        moment: &Moment,
        (generated, explanation): (Prepared, Explanation),
    ) {
        let key = (call.operation().name.clone(), call.profile().name.clone());
        let (prepared, explained) = call
            .explain(base, moment)
            .unwrap_or_else(|error| panic!("{key:?}: {error}"));
        same(&key, &prepared, &generated);
        assert_eq!(explained.to_string(), explanation.to_string(), "{key:?}");
        assert_eq!(explained, explanation, "{key:?}");
        let prepared = call.prepare(base, moment);
        same(&key, &prepared.expect("it can be explained"), &generated);
        self.compared.insert(key);
    }
}

fn same(key: &(String, String), prepared: &Prepared, generated: &Prepared) {
    let (ours, theirs) = (prepared.to_request(), generated.to_request());
    assert_eq!(ours.method(), theirs.method(), "{key:?}");
    assert_eq!(ours.uri(), theirs.uri(), "{key:?}");
    assert_eq!(
        String::from_utf8_lossy(ours.body()),
        String::from_utf8_lossy(theirs.body()),
        "{key:?}"
    );
    assert_eq!(ours.body(), theirs.body(), "{key:?}");
    assert_eq!(ours.headers(), theirs.headers(), "{key:?}");
}

fn profile_variant<'a>(
    api: &Api,
    operation: &'a sealspec_codegen::model::Operation,
    profile: &str,
) -> &'a sealspec_codegen::model::Variant {
    let mut variants = operation.variants.iter();
    variants
        .find(|own| api.profiles[own.profile].name == profile)
        .expect("the profile can call it")
}

impl Visitor for Twins<'_> {
    fn visit<P: Profile + Clone, O: Operation<P>>(&mut self, profile: &P, request: &O)
    where
        O::Response: Debug,
    {
        let (base, moment) = (doc::url::<P>(O::ROUTE), doc::moment());
        let plain = Plain(profile);
        let unsigned = dynamic::Call {
            dress: &plain,
            name: O::NAME,
            route: O::ROUTE,
            rules: O::RULES,
            reply: O::REPLY,
            url: request.url(),
        };
        let unsigned = unsigned.prepare(base, &moment, |out| request.write(profile, &moment, out));
        let unsigned = unsigned.expect("it can be prepared");
        let call = self.call(O::NAME, Dress::name(profile), request.url(), &unsigned);
        let generated = sealspec::explain(profile, base, request, &moment);
        let generated = generated.expect("it can be explained");
        let sent = generated.0.to_request();
        self.compare(&call, base, &moment, generated);
        let tally = replies::compare(&self.vendor(), &call, profile, request, &sent);
        self.tally.add(&tally);
    }

    fn link<P: Profile + Clone, L: Link<P>>(&mut self, profile: &P, link: &L) {
        let (base, moment) = (doc::url::<P>(L::ROUTE), doc::moment());
        let plain = Plain(profile);
        let unsigned = dynamic::Call {
            dress: &plain,
            name: L::NAME,
            route: L::ROUTE,
            rules: L::RULES,
            reply: sealspec::Reply::BARE,
            url: None,
        };
        let unsigned = unsigned.prepare(base, &moment, |out| link.write(profile, &moment, out));
        let unsigned = unsigned.expect("it can be made");
        let call = self.call(L::NAME, Dress::name(profile), None, &unsigned);
        let (address, explanation) =
            sealspec::explain_link(profile, base, link, &moment).expect("it can be explained");
        let (prepared, explained) = call.explain(base, &moment).expect("it can be explained");
        assert_eq!(prepared.uri().to_string(), address);
        assert_eq!(explained, explanation);
        self.compared
            .insert((L::NAME.to_owned(), Dress::name(profile).to_owned()));
    }
}

fn documented_variants(api: &Api) -> BTreeSet<(String, String)> {
    operations(api)
        .flat_map(|operation| {
            operation.variants.iter().map(|variant| {
                let profile = &api.profiles[variant.profile].name;
                (operation.name.clone(), profile.clone())
            })
        })
        .collect()
}

#[test]
fn every_documented_request() {
    for api in &apis() {
        let mut twins = Twins::new(api, doc::credentials(&api.name));
        doc::every(&api.name, &mut twins);
        assert_eq!(twins.compared, documented_variants(api));
        twins.tally.check();
    }
}

#[test]
fn every_construct_of_the_language() {
    let apis = apis_with_testbed();
    let api = apis.last().expect("the testbed is the last one");
    for (credentials, with_more) in [
        (invented::TESTBED, false),
        (invented::TESTBED_AND_MORE, true),
    ] {
        let mut twins = Twins::new(api, credentials);
        invented::testbed(&mut twins, with_more);
        assert_eq!(twins.compared, documented_variants(api));
        twins.tally.check();
    }
}

#[test]
fn what_travels_sealed() {
    let [strongbox, storepos] = &overlaid()[..] else {
        panic!("two specs have overlays");
    };
    let mut twins = Twins::new(strongbox, invented::STRONGBOX);
    invented::strongbox(&mut twins);
    assert_eq!(twins.compared, documented_variants(strongbox));
    twins.tally.check();

    let mut twins = Twins::new(storepos, invented::OVERLAID);
    invented::overlaid(&mut twins);
    let v3 = documented_variants(storepos)
        .into_iter()
        .filter(|(_, profile)| profile == "merchant_v3");
    assert_eq!(twins.compared, v3.collect());
}

#[test]
fn what_needs_an_overlay_says_so() {
    let apis = apis();
    let storepos = apis.iter().find(|api| api.name == "storepos");
    let caller = Caller::new(storepos.expect("it is a published vendor").clone());
    let refused = caller.call("pay_v3", None).expect_err("its key is unknown");
    assert_eq!(
        refused.to_string(),
        "`pay_v3` can't be called, since the vendor doesn't say all that it takes: let an overlay supply `seals.content.lines.key` and `seals.content.lines.iv`"
    );
}

/// Specs that don't say everything, with what an overlay supplies.
fn overlaid() -> [Api; 2] {
    let strongbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/strongbox");
    let strongbox = Sources::read(&strongbox, "specs/strongbox").expect("it can be read");
    let storepos = Sources::new(sealspec_specs::STOREPOS.files.iter().copied());
    let of_strongbox = include_str!("../specs/overlays/strongbox.yaml");
    let of_storepos = include_str!("../specs/overlays/storepos.yaml");
    [
        checked(&strongbox.overlay(("strongbox.yaml", of_strongbox))),
        checked(&storepos.overlay(("storepos.yaml", of_storepos))),
    ]
}
