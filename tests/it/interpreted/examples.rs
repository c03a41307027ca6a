//! The vendor takes what a caller makes of every documented example.

use std::error::Error;

use sealspec::{File, Moment, Prepared};
use sealspec_caller::Caller;
use sealspec_codegen::model::{Api, Operation, Presence, Shape};
use sealspec_mock::MockVendor;

use crate::support::{apis_with_testbed, operations};

/// The specs of all vendors, the invented ones among them, each with what its overlay supplies.
fn every() -> Vec<Api> {
    let mut apis = apis_with_testbed();
    apis.extend(super::overlaid());
    apis
}

#[test]
fn every_example() {
    for api in every() {
        let value = |name: &str| format!("{name}-1");
        let names: Vec<_> = api.credentials.iter().map(|own| own.name.clone()).collect();
        let caller = Caller::new(api.clone()).url_host("codes.example");
        let caller = names
            .iter()
            .fold(caller, |caller, name| caller.credential(name, value(name)));
        let vendor = names
            .iter()
            .fold(MockVendor::new(api.clone()), |vendor, name| {
                vendor.credential(name, value(name))
            });
        let mut count = 0;
        for operation in operations(&api) {
            for example in operation
                .examples
                .iter()
                .filter_map(|own| own.request.as_ref())
            {
                for variant in &operation.variants {
                    let profile = &api.profiles[variant.profile].name;
                    let request = example.to_string();
                    check(&caller, &vendor, operation, profile, &request);
                    count += 1;
                }
            }
        }
        assert!(count > 2, "{} has examples", api.name);
    }
}

fn check(
    caller: &Caller,
    vendor: &MockVendor,
    operation: &Operation,
    profile: &str,
    request: &str,
) {
    let name = &operation.name;
    let prepared = prepared(caller, operation, profile, request)
        .unwrap_or_else(|error| panic!("{name} as {profile}: {error}: {request}"));
    vendor.answer(&prepared.to_request());
    let seen = vendor.seen().pop().expect("it was asked");
    assert!(seen.verdict.is_accepted(), "{name} as {profile}: {seen:?}");
    assert_eq!(seen.operation.as_ref(), Some(name), "{seen:?}");
    assert_eq!(seen.profile.as_deref(), Some(profile), "{seen:?}");
    assert_eq!(seen.remarks, [""; 0], "{seen:?}");
}

/// The example as a request, with a file where one must be and a URL where there is no path.
fn prepared(
    caller: &Caller,
    operation: &Operation,
    profile: &str,
    request: &str,
) -> Result<Prepared, Box<dyn Error>> {
    let mut call = caller.call(&operation.name, Some(profile))?;
    call.json(request)?;
    for field in &operation.request {
        if field.shape == Shape::File && field.presence != Presence::Optional {
            call.file(&field.wire, File::new("a.png", "image/png", "PNG"))?;
        }
    }
    if operation.takes_url() {
        call.url("https://codes.example/q/7")?;
    }
    let moment = Moment::new(1_700_000_000_123, "00112233445566778899aabbccddeeff");
    Ok(call.prepare(call.base_url(None)?, &moment)?)
}
