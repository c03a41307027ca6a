//! Callers that interpret a spec send what generated code sends, byte for byte, and read what it reads.

mod examples;
mod given;
mod replies;

use std::collections::BTreeSet;
use std::fmt::Debug;

use sealspec::dynamic::{self, Dress};
use sealspec::{Explanation, Link, Moment, Operation, Prepared, Profile};
use sealspec_caller::{Call, Caller};
use sealspec_codegen::model::Api;

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, operation, operations};
use given::{Plain, given, knowing};
use replies::Tally;

/// Holds every request of generated code against that of a caller.
struct Twins<'a> {
    api: &'a Api,
    caller: Caller,
    tally: Tally,
    compared: BTreeSet<(String, String)>,
}

impl Twins<'_> {
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
    let (ours, theirs) = (prepared.request(), generated.request());
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
        let sent = generated.0.request().clone();
        self.compare(&call, base, &moment, generated);
        let tally = replies::compare(&doc::vendor(self.api), &call, profile, request, &sent);
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
        assert_eq!(prepared.request().uri().to_string(), address);
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
        let credentials = doc::credentials(&api.name).iter();
        let caller = credentials.fold(Caller::new(api.clone()), |caller, (name, value)| {
            caller.credential(*name, *value)
        });
        let mut twins = Twins {
            api,
            caller,
            tally: Tally::default(),
            compared: BTreeSet::new(),
        };
        doc::every(&api.name, &mut twins);
        assert_eq!(twins.compared, documented_variants(api));
        let Tally {
            done,
            misshapen,
            failed,
        } = twins.tally;
        assert!(done > 0 && misshapen > 0 && failed > 0, "{:?}", twins.tally);
    }
}
