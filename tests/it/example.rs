//! The example program against a vendor that it takes for a real one.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use sealspec_mock::{Answer, MockVendor, Running};

use crate::support::cargo::{cargo_succeeds, own_target, scratch, workspace};
use crate::support::sources;

const REJECTED: &str = r#"{"status": 200, "msg": null, "data": {"auditStatus": 3, "failedReason": "门店照不清晰", "auditStoreInfo": null}}"#;
const APPROVED: &str = r#"{"status": 200, "msg": null, "data": {"auditStatus": 2, "failedReason": null, "auditStoreInfo": null}}"#;

/// The built program, with credentials; anything else of its own environment is left out.
fn program() -> Command {
    let arguments = ["build", "--quiet", "--locked", "-p", "sealspec-client"];
    let example = ["--example", "onboard_merchant"];
    cargo_succeeds(&workspace(), &[&arguments[..], &example[..]].concat());
    let name = format!("onboard_merchant{}", std::env::consts::EXE_SUFFIX);
    let mut program = Command::new(own_target().join("debug/examples").join(name));
    for (variable, _) in std::env::vars().filter(|(name, _)| name.starts_with("ISHANSONG_")) {
        program.env_remove(variable);
    }
    program
        .env("ISHANSONG_CLIENT_ID", "c-1")
        .env("ISHANSONG_APP_SECRET", "s-1")
        .env("ISHANSONG_MOBILE", "16700000000")
        .env("ISHANSONG_SMS_CODE", "3732");
    program
}

fn vendor(audits: &[&str]) -> (MockVendor, Running) {
    let vendor = MockVendor::from_sources(&sources(&sealspec_specs::ISHANSONG))
        .expect("the spec is right")
        .credential("client_id", "c-1")
        .credential("app_secret", "s-1");
    vendor
        .script(
            "get_merchant_audit_status",
            audits.iter().map(|reply| Answer::json(*reply)),
        )
        .expect("it can be scripted");
    let running = vendor.serve().expect("a port is free");
    (vendor, running)
}

fn picture(folder: &str) -> PathBuf {
    let path = scratch(folder).join("shop.png");
    fs::write(&path, "not really a picture").expect("the picture can be written");
    path
}

/// Runs the program with this typed; gives all that it printed and whether it succeeded.
fn run(program: &mut Command, typed: &str) -> (String, bool) {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it has an input");
    // A program that ends without asking has closed its input.
    let _ = input.write_all(typed.as_bytes());
    drop(input);
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().expect("the program ends");
    let printed = [stdout, stderr].concat();
    (
        String::from_utf8_lossy(&printed).into_owned(),
        status.success(),
    )
}

#[test]
fn it_submits_again_with_another_image() {
    let (vendor, running) = vendor(&[REJECTED, APPROVED]);
    let image = picture("example-resubmits");
    let mut program = program();
    program
        .env("ISHANSONG_SERVER", running.url())
        .env("ISHANSONG_IMAGE", &image);
    let (printed, succeeded) = run(&mut program, &format!("{}\n", image.display()));
    assert!(succeeded, "{printed}");
    assert!(printed.contains("Path of a better image"), "{printed}");
    assert!(
        printed.contains("Done: store 393593 can take orders."),
        "{printed}"
    );
    assert!(!printed.contains("mock"), "{printed}");

    let seen = vendor.seen();
    assert!(
        seen.iter().all(|seen| seen.verdict.is_accepted()),
        "{seen:?}"
    );
    let called: Vec<_> = seen
        .iter()
        .filter_map(|seen| seen.operation.as_deref())
        .collect();
    assert_eq!(
        called,
        [
            "upload_image",
            "send_sms_code",
            "register_merchant",
            "get_merchant_audit_status",
            "upload_image",
            "resubmit_merchant",
            "get_merchant_audit_status"
        ]
    );
}

#[test]
fn without_another_image_it_stops_and_says_what_to_do() {
    let (vendor, running) = vendor(&[REJECTED]);
    let mut program = program();
    program
        .env("ISHANSONG_SERVER", running.url())
        .env("ISHANSONG_IMAGE", picture("example-stops"));
    let (printed, succeeded) = run(&mut program, "\n");
    assert!(succeeded, "{printed}");
    assert!(printed.contains("Rejected: 门店照不清晰"), "{printed}");
    assert!(printed.contains("submit store 393593 again"), "{printed}");
    assert_eq!(vendor.seen().len(), 4);
}

/// The picture isn't there: even a program that forgets to ask sends nothing.
#[test]
fn it_registers_nothing_in_production_unasked() {
    for answer in ["", "y\n"] {
        let mut program = program();
        program
            .env("ISHANSONG_SERVER", "production")
            .env("ISHANSONG_IMAGE", "no/such/picture.png");
        let (printed, succeeded) = run(&mut program, answer);
        assert!(!succeeded);
        assert!(
            printed.contains("not confirmed, so nothing was sent"),
            "{printed}"
        );
    }
}
