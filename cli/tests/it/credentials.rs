use crate::sealspec::{Run, scratch, sealspec};

use std::path::Path;

/// A run with a configuration folder of its own, in which the file of `ishansong` holds this text.
fn configured(name: &str, text: &str, mode: u32) -> Run {
    let home = scratch(name);
    let file = home.join(".config/sealspec/ishansong.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, text).unwrap();
    set_mode(&file, mode);
    let arguments = [
        "call",
        "ishansong",
        "send_sms_code",
        "--field",
        "mobile=16700000000",
        "--dry-run",
        "--at",
        "1631862240982",
        "--nonce",
        "n",
    ];
    sealspec(&arguments)
        .env("HOME", home.to_str().unwrap())
        .masking(home.to_str().unwrap(), "HOME")
}

#[cfg(unix)]
fn set_mode(file: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

const GOOD: &str = "[production]\nclient_id = \"cid-1\"\napp_secret = \"k-5ecret\"\n[sandbox]\nclient_id = \"cid-2\"\napp_secret = \"k-5ecret\"\n";

#[test]
fn a_file_is_read_by_environment_and_variables_go_before_it() {
    configured("credentials_good", GOOD, 0o600).golden("credentials/file");
    configured("credentials_variable", GOOD, 0o600)
        .env("SEALSPEC_ISHANSONG_CLIENT_ID", "cid-3")
        .golden("credentials/variable");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused() {
    configured("credentials_open", GOOD, 0o640).golden("credentials/open_to_others");
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    configured("credentials_none", "", 0o600).golden("credentials/none");
    configured(
        "credentials_some",
        "[sandbox]\nclient_id = \"cid-2\"\n",
        0o600,
    )
    .golden("credentials/other_environment");
    sealspec(&["call", "ishansong", "get_order", "--dry-run"]).golden("credentials/two_profiles");
}

#[test]
fn names_and_values_in_the_file_are_checked() {
    for (name, text) in [
        (
            "misspelt_name",
            "[production]\nclient_id = \"cid-1\"\napp_secrt = \"k-5ecret\"\n",
        ),
        (
            "misspelt_environment",
            "[prodution]\nclient_id = \"cid-1\"\n",
        ),
        ("no_environment", "client_id = \"cid-1\"\n"),
        ("not_a_text", "[production]\nclient_id = 7\n"),
        (
            "not_toml",
            "[production]\nclient_id = \"cid-1\"\napp_secret = k-5ecret\n",
        ),
    ] {
        configured(&format!("credentials_{name}"), text, 0o600)
            .golden(&format!("credentials/{name}"));
    }
}
