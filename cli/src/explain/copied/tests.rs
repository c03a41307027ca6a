//! Every documented call, as sealspec makes it, differs in nothing from the one that it makes anew of it, and shows no secret.

use sealspec::Secret;
use sealspec_codegen::Sources;
use sealspec_codegen::model::{Api, Operation, Shape};
use serde_json::Value;

use super::*;
use crate::request::Given;

const NOW: i64 = 1_700_000_000_123;

/// The vendors that sealspec brings, and invented ones with all else that the language has.
fn apis() -> Vec<Api> {
    let vendors = sealspec_specs::ALL.iter();
    let brought = vendors.map(|vendor| Sources::new(vendor.files.iter().copied()));
    let invented = ["testbed", "strongbox", "edge_cases"].map(|name| {
        let folder = format!("{}/../tests/specs/{name}", env!("CARGO_MANIFEST_DIR"));
        Sources::read(folder.as_ref(), name).unwrap()
    });
    let sources = brought.chain(invented);
    sources
        .map(|sources| sealspec_codegen::check(&sources).unwrap())
        .collect()
}

fn credentials(api: &Api) -> Credentials {
    let value = |name: &str| (name.to_owned(), Secret::new(format!("{name}-0123456789")));
    let known = api.credentials.iter().map(|own| value(&own.name));
    Credentials::of(api, known.collect())
}

/// The first example with a request, as JSON.
fn example(operation: &Operation) -> Option<Given> {
    let mut requests = operation
        .examples
        .iter()
        .filter_map(|example| example.request.as_ref());
    match serde_json::from_str(&requests.next()?.to_string()) {
        Ok(Value::Object(members)) => Some(Given::json(members)),
        _ => None,
    }
}

#[test]
fn judging_many_requests_keeps_none() {
    let api = apis().remove(0);
    let vendor = told_vendor(&api, &credentials(&api));
    for path in ["/a", "/b"] {
        let request = Request::get(path).body(Bytes::new()).unwrap();
        let seen =
            judge(&vendor, &request).unwrap_or_else(|failure| panic!("{}", failure.render()));
        assert_eq!(seen.path, path);
    }
    assert_eq!(vendor.seen().len(), 0);
}

#[test]
fn every_documented_call_is_made_anew_without_a_difference() {
    let mut count = 0;
    for api in apis() {
        let credentials = credentials(&api);
        let vendor = told_vendor(&api, &credentials);
        let caller = credentials.give(sealspec_caller::Caller::new(api.clone()));
        for operation in api.pages.iter().flat_map(|page| &page.operations) {
            let has_file = operation
                .request
                .iter()
                .any(|field| field.shape == Shape::File);
            let Some(given) = example(operation).filter(|_| !has_file && !operation.takes_url())
            else {
                continue;
            };
            for variant in &operation.variants {
                let profile = &api.profiles[variant.profile].name;
                let mut call = caller.call(&operation.name, Some(profile)).unwrap();
                given
                    .write(&mut call)
                    .unwrap_or_else(|failure| panic!("{}", failure.render()));
                let base_url = call.base_url(None).unwrap().to_owned();
                let prepared = call.prepare(&base_url, &Moment::new(NOW, "abcdef0123456789"));
                let request = prepared.unwrap().into_request();
                let names = (Some(&*operation.name), Some(&**profile));
                let examined = examine(&api, &credentials, &vendor, names, request);
                let examined = examined.unwrap_or_else(|failure| panic!("{}", failure.render()));
                let told: Vec<_> = examined
                    .findings
                    .iter()
                    .map(|own| own.text(&Mask::default()))
                    .collect();
                assert!(told.is_empty(), "{} as {profile}: {told:?}", operation.name);
                let remade =
                    examined.shown.is_some() || api.profiles[variant.profile].seal.is_some();
                assert!(remade, "{}", operation.name);
                let shown = examined.shown.as_ref().map(Shown::text).unwrap_or_default();
                for secret in api.credentials.iter().filter(|own| own.secret || own.sent) {
                    let value = format!("{}-0123456789", secret.name);
                    assert!(
                        !shown.contains(&value),
                        "{} shows {}",
                        operation.name,
                        secret.name
                    );
                }
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count} calls were compared");
}
