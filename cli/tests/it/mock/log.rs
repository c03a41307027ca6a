//! What is printed of each request.

use super::served::{Served, get, sms};
use crate::golden;
use crate::sealspec::golden_folder;

const SECRET: &str = "test-app_secret";

/// A good call, calls that are answered as the command line says, a wrong one, and one of nothing.
fn calls(served: &Served) {
    let statuses: Vec<_> = (0..5)
        .map(|_| {
            served
                .send(sms(&served.url, SECRET))
                .map(|reply| reply.status().as_u16())
        })
        .collect();
    assert_eq!(statuses, [Some(503), None, None, Some(200), Some(200)]);
    served.send(sms(&served.url, "0ther")).unwrap();
    served
        .send(get(format!("{}/no%1bwhere?x=1", served.url)))
        .unwrap();
    let mut call = sms(&served.url, SECRET);
    let more = format!("{}?colour=red", call.uri());
    *call.uri_mut() = more.parse().unwrap();
    served.send(call).unwrap();
}

const ANSWERS: [&str; 9] = [
    "ishansong",
    "--answer",
    "send_sms_code=status:503",
    "--answer",
    "send_sms_code=cut",
    "--answer",
    "send_sms_code=cut-midway",
    "--answer",
    "send_sms_code=refusal:1001:号码有误",
];

fn check(name: &str, told: &str) {
    assert!(!told.contains("0ther"), "{told}");
    golden::check(&golden_folder().join(format!("mock/{name}.txt")), told);
}

#[test]
fn for_people() {
    let served = Served::start(&ANSWERS);
    calls(&served);
    check("log", &served.end());
}

#[test]
fn for_scripts() {
    let served = Served::start(&[&ANSWERS[..], &["--json"]].concat());
    calls(&served);
    check("log_json", &served.end());
}

#[test]
fn ends_when_nobody_reads_it() {
    let mut served = Served::start(&["ishansong"]);
    served.stop_reading();
    served.send(sms(&served.url, SECRET));
    assert_eq!(served.ended(), Some(0));
}

#[test]
fn credentials_of_a_file_are_not_shown() {
    let file = std::env::temp_dir().join(format!("sealspec-mock-{}.toml", std::process::id()));
    std::fs::write(
        &file,
        "app_secret = \"p-5ecret\"\naccess_token = \"t-5ecret\"\n",
    )
    .unwrap();
    let served = Served::start(&["ishansong", "--credentials", file.to_str().unwrap()]);
    std::fs::remove_file(&file).unwrap();
    let reply = served.send(sms(&served.url, "p-5ecret")).unwrap();
    assert!(String::from_utf8_lossy(reply.body()).contains("\"status\":200"));
    let form = "field.issOrderNo=7&profile=developer";
    let page = sealspec::http::Request::post(format!(
        "{}/_sealspec/operations/place_order?lang=en",
        served.url
    ))
    .header("content-type", "application/x-www-form-urlencoded")
    .body(form.into())
    .unwrap();
    let page = served.send(page).unwrap();
    let page = String::from_utf8_lossy(page.body()).into_owned();
    assert!(
        page.contains("Accepted") && page.contains("[access_token]"),
        "{page}"
    );
    let told = served.end();
    assert!(told.contains("accepted, answered with 200"), "{told}");
    assert!(
        !told.contains("5ecret") && !page.contains("5ecret"),
        "{told}{page}"
    );
}
