//! What is refused at the start.

use std::net::TcpListener;

use crate::sealspec::sealspec;

#[test]
fn answers_that_make_no_sense() {
    let cases = [
        ("misspelt_operation", "send_sms_cod=cut"),
        ("no_such_example", "send_sms_code=example:7"),
        ("no_such_answer", "send_sms_code=kut"),
        ("no_status", "send_sms_code=status:103"),
        ("no_delay", "send_sms_code=slow:long"),
    ];
    for (name, answer) in cases {
        sealspec(&["mock", "ishansong", "--port", "0", "--answer", answer])
            .golden(&format!("mock/{name}"));
    }
}

#[test]
fn credentials_that_are_none() {
    let file =
        std::env::temp_dir().join(format!("sealspec-mock-wrong-{}.toml", std::process::id()));
    let path = file.to_str().unwrap();
    let cases = [
        ("misspelt_credential", "app_secert = \"s-1\""),
        ("number_as_credential", "client_id = 5"),
        ("no_toml", "client_id = \"c-1\"\napp_secret = s-1"),
    ];
    for (name, text) in cases {
        std::fs::write(&file, text).unwrap();
        sealspec(&["mock", "ishansong", "--port", "0", "--credentials", path])
            .masking(path, "FILE")
            .golden(&format!("mock/{name}"));
    }
    std::fs::remove_file(&file).unwrap();
    sealspec(&[
        "mock",
        "ishansong",
        "--port",
        "0",
        "--credentials",
        "nowhere.toml",
    ])
    .golden("mock/missing_file");
}

#[test]
fn a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    sealspec(&["mock", "ishansong", "--port", &port])
        .masking(&port, "PORT")
        .golden("mock/taken_port");
}
