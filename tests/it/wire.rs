//! What goes out, byte for byte: every operation and variant at a fixed clock.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};

use sealspec::{Link, Operation, Profile};
use sealspec_codegen::model::Api;

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, cargo::workspace, golden, operation, operations};

fn rendered<P: Profile, O: Operation<P>>(profile: &P, url: &str, request: &O) -> String {
    let moment = doc::moment();
    let (prepared, explanation) =
        sealspec::explain(profile, url, request, &moment).expect("it can be prepared");
    let silent = sealspec::prepare(profile, url, request, &moment).expect("it can be prepared");
    assert_eq!(prepared.body(), silent.body(), "explaining changes nothing");

    let http = prepared.into_request();
    let mut text = format!("{} {}\n", http.method(), http.uri());
    for (name, value) in http.headers() {
        let _ = writeln!(
            text,
            "{name}: {}",
            value.to_str().expect("headers are ASCII")
        );
    }
    let body = std::str::from_utf8(http.body()).expect("the examples hold text only");
    let _ = write!(
        text,
        "\n{}\n\n-- signed --\n{explanation}\n",
        body.replace("\r\n", "\\r\n")
    );
    text
}

/// Compares every request with its golden file and keeps the files' names.
struct Wire<'a> {
    api: &'a Api,
    names: BTreeSet<String>,
}

impl Wire<'_> {
    fn check<P: Profile>(&mut self, called: &str, wire: &str) {
        let operation = operation(self.api, called);
        let mut name = format!("{}_{called}", self.api.name);
        if operation.variants.len() > 1 {
            name = format!("{name}_{}", P::NAME);
        }
        golden::check(&folder().join(format!("{name}.txt")), wire);
        assert!(self.names.insert(name), "each request is listed once");
    }
}

impl Visitor for Wire<'_> {
    fn visit<P: Profile + Clone, O: Operation<P>>(&mut self, profile: &P, request: &O)
    where
        O::Response: Debug,
    {
        let url = doc::url::<P>(O::ROUTE);
        self.check::<P>(O::NAME, &rendered(profile, url, request));
    }

    fn link<P: Profile + Clone, L: Link<P>>(&mut self, profile: &P, link: &L) {
        let (url, moment) = (doc::url::<P>(L::ROUTE), doc::moment());
        let explained = sealspec::explain_link(profile, url, link, &moment);
        let (address, explanation) = explained.expect("it can be made");
        let silent = sealspec::link(profile, url, link, &moment);
        assert_eq!(silent.expect("it can be made"), address);
        let text = format!("{address}\n\n-- signed --\n{explanation}\n");
        self.check::<P>(L::NAME, &text);
    }
}

fn folder() -> std::path::PathBuf {
    workspace().join("tests/golden/wire")
}

/// Every operation and variant of the specs has a golden file, and every golden file is of one.
#[test]
fn every_request() {
    let mut names = BTreeSet::new();
    let mut variants = 0;
    for api in &apis() {
        let mut wire = Wire {
            api,
            names: BTreeSet::new(),
        };
        doc::every(&api.name, &mut wire);
        names.append(&mut wire.names);
        variants += operations(api)
            .map(|operation| operation.variants.len())
            .sum::<usize>();
    }
    assert_eq!(
        names.len(),
        variants,
        "every operation and variant is listed"
    );
    let listed: BTreeSet<_> = std::fs::read_dir(folder())
        .expect("the golden files can be listed")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(listed, names);
}

/// No secret shows where a call is explained.
#[test]
fn secrets_are_masked() {
    let (_, explanation) = sealspec::explain(
        &doc::ishansong::register(),
        "https://vendor.example",
        &doc::ishansong::send_sms_code(),
        &doc::moment(),
    )
    .expect("it works");
    let shown = format!(
        "{explanation} {explanation:?} {:?}",
        doc::ishansong::register()
    );
    assert!(!shown.contains("TESTSECRET"), "{shown}");
    assert!(shown.contains("[app_secret]clientId"), "{shown}");
}
