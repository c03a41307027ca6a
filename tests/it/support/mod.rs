//! What several tests need.

pub(crate) mod cargo;
pub(crate) mod documented;
pub(crate) mod golden;

use std::path::Path;

use sealspec_codegen::model::{Api, Operation};
use sealspec_codegen::{Sources, check};

/// The sources of a published vendor.
pub(crate) fn sources(vendor: &sealspec_specs::Vendor) -> Sources {
    Sources::new(vendor.files.iter().copied())
}

/// The checked specs of all published vendors.
pub(crate) fn apis() -> Vec<Api> {
    sealspec_specs::ALL
        .iter()
        .map(|vendor| checked(&sources(vendor)))
        .collect()
}

/// The same, and that of the invented vendor that has every construct of the language.
pub(crate) fn apis_with_testbed() -> Vec<Api> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/testbed");
    let testbed = Sources::read(&folder, "specs/testbed").expect("the spec can be read");
    apis().into_iter().chain([checked(&testbed)]).collect()
}

/// The operations of a spec, page by page.
pub(crate) fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.pages.iter().flat_map(|page| &page.operations)
}

/// One of them.
pub(crate) fn operation<'a>(api: &'a Api, name: &str) -> &'a Operation {
    operations(api)
        .find(|operation| operation.name == name)
        .expect("the operation is documented")
}

/// A spec, which has no mistakes.
pub(crate) fn checked(sources: &Sources) -> Api {
    check(sources).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}
