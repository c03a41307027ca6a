use std::path::PathBuf;

use sealspec::signing::{hex, hex_upper, md5};

use crate::sealspec::{Run, scratch, sealspec};
use crate::shop::KEY;

const CLIENT: &str = "ss1OF5yx8qBgtoB7I";
const URL: &str = "https://open.ishansong.com/openapi/merchantRegister/v5/sendSmsCode";

fn with_credentials(run: Run) -> Run {
    run.env("SEALSPEC_ISHANSONG_CLIENT_ID", CLIENT)
        .env("SEALSPEC_ISHANSONG_APP_SECRET", KEY)
}

fn from_fields(more: &[&str]) -> Run {
    let mut all = vec![
        "explain",
        "ishansong",
        "send_sms_code",
        "--field",
        "mobile=16700000000",
        "--at",
        "1631862240982",
        "--nonce",
        "n",
    ];
    all.extend(more);
    sealspec(&all)
}

#[test]
fn a_call_is_explained_line_by_line() {
    with_credentials(from_fields(&[])).golden("explain/fields");
    with_credentials(from_fields(&["--json"])).golden("explain/fields_json");
    from_fields(&[]).golden("explain/no_credentials");
    from_fields(&["--json"]).golden("explain/no_credentials_json");
    sealspec(&["explain", "ishansong"]).golden("explain/no_operation");
    sealspec(&["explain", "ishansong", "send_sms_cod"]).golden("explain/misspelt_operation");
    from_fields(&["--entry", "2"]).golden("explain/entry_of_nothing");
}

#[test]
fn a_string_to_sign_is_compared() {
    let folder = scratch("explain_string");
    let string =
        format!("{KEY}clientId{CLIENT}data{{\"mobile\": \"16700000000\"}}timestamp1631862240982");
    std::fs::write(folder.join("string.txt"), format!("{string}\n")).unwrap();
    let compared = || from_fields(&["--string-to-sign", "string.txt"]).within(&folder);
    with_credentials(compared()).golden("explain/other_string");
    std::fs::write(folder.join("string.txt"), string.replace(' ', "")).unwrap();
    with_credentials(compared()).golden("explain/same_string");
}

/// A request of somebody's own code, and what is wrong with it.
struct Own {
    url: String,
    client: &'static str,
    data: String,
    time: &'static str,
    /// The string to sign, of client, data and time.
    string: fn(&str, &str, &str) -> String,
    sign: fn(&[u8]) -> String,
    /// The name of the field that holds the data.
    data_name: &'static str,
    escape: fn(&str) -> String,
    key: &'static str,
}

fn by_rule(client: &str, data: &str, time: &str) -> String {
    format!("clientId{client}data{data}timestamp{time}")
}

fn escape(text: &str) -> String {
    sealspec::signing::form_escape(text).into()
}

impl Default for Own {
    fn default() -> Self {
        Self {
            url: URL.to_owned(),
            client: CLIENT,
            data: r#"{"mobile":"16700000000"}"#.to_owned(),
            time: "1631862240982",
            string: by_rule,
            sign: |text| hex_upper(&md5(text)).into(),
            data_name: "data",
            escape,
            key: KEY,
        }
    }
}

impl Own {
    fn body(&self) -> String {
        let text = format!(
            "{}{}",
            self.key,
            (self.string)(self.client, &self.data, self.time)
        );
        format!(
            "clientId={}&{}={}&timestamp={}&sign={}",
            self.client,
            self.data_name,
            (self.escape)(&self.data),
            self.time,
            (self.sign)(text.as_bytes())
        )
    }

    fn curl(&self) -> String {
        format!(
            "curl '{}' \\\n  -H 'Content-Type: application/x-www-form-urlencoded' \\\n  -H 'Cookie: session=k-5ecret' \\\n  --compressed \\\n  --data-raw '{}'\n",
            self.url,
            self.body()
        )
    }

    fn explained(&self, name: &str) -> Run {
        let folder = folder(name);
        std::fs::write(folder.join("curl.sh"), self.curl()).unwrap();
        with_credentials(sealspec(&[
            "explain",
            "ishansong",
            "--from-curl",
            "curl.sh",
        ]))
        .within(&folder)
    }

    fn golden(&self, name: &str) {
        self.explained(name).golden(&format!("explain/{name}"));
    }
}

fn folder(name: &str) -> PathBuf {
    scratch(&format!("explain_{name}"))
}

#[test]
fn a_right_request_has_no_difference() {
    Own::default().golden("curl_right");
    let chinese = Own {
        url: "https://open.ishansong.com/openapi/merchantRegister/v5/sendSmsCode?".to_owned(),
        data: r#"{"mobile": "16700000000"}"#.to_owned(),
        ..Own::default()
    };
    chinese.golden("curl_right_spaces");
}

#[test]
fn the_first_difference_is_told() {
    let own = Own::default;
    for (name, own) in [
        (
            "wrong_order",
            Own {
                string: |client, data, time| format!("timestamp{time}clientId{client}data{data}"),
                ..own()
            },
        ),
        (
            "sent_order",
            Own {
                string: |client, data, time| format!("data{data}clientId{client}timestamp{time}"),
                ..own()
            },
        ),
        (
            "missing_business_field",
            Own {
                data: "{}".to_owned(),
                ..own()
            },
        ),
        (
            "misspelt_business_field",
            Own {
                data: r#"{"moblie":"16700000000"}"#.to_owned(),
                ..own()
            },
        ),
        (
            "misspelt_field",
            Own {
                data_name: "dato",
                ..own()
            },
        ),
        (
            "small_letters",
            Own {
                sign: |text| hex(&md5(text)).into(),
                ..own()
            },
        ),
        (
            "base64",
            Own {
                sign: |text| escape(&sealspec::signing::base64(&md5(text))),
                ..own()
            },
        ),
        (
            "wrong_secret",
            Own {
                key: "another",
                ..own()
            },
        ),
        (
            "secret_with_line_break",
            Own {
                key: "k-5ecret\n",
                ..own()
            },
        ),
        (
            "escaped_twice",
            Own {
                escape: |text| escape(&escape(text)),
                ..own()
            },
        ),
        (
            "seconds",
            Own {
                time: "1631862240",
                ..own()
            },
        ),
        (
            "signed_with_spaces",
            Own {
                string: |client, data, time| by_rule(client, &data.replace(':', ": "), time),
                ..own()
            },
        ),
        (
            "left_out",
            Own {
                string: |client, data, _| format!("clientId{client}data{data}"),
                ..own()
            },
        ),
        (
            "wrong_path",
            Own {
                url: URL.replace("sendSms", "sentSms"),
                ..own()
            },
        ),
        (
            "wrong_host",
            Own {
                url: URL.replace("open.", "opne."),
                ..own()
            },
        ),
        (
            "other_client",
            Own {
                client: "somebody",
                ..own()
            },
        ),
    ] {
        own.golden(name);
    }
}

#[test]
fn the_documentation_shows_what_is_printed() {
    let read =
        |path: &str| std::fs::read_to_string(crate::sealspec::workspace().join(path)).unwrap();
    let (golden, page) = (
        read("cli/tests/golden/explain/small_letters.txt"),
        read("docs/calling.md"),
    );
    let (_, printed) = golden.split_once('\n').unwrap();
    let printed = printed.strip_suffix("--- exit code 1\n").unwrap();
    assert!(
        page.contains(&format!("```text\n{printed}```")),
        "docs/calling.md shows something else than\n{printed}"
    );
}

#[test]
fn chinese_is_legible_where_it_differs() {
    let folder = folder("chinese");
    let sign = |note: &str| {
        let text = format!(
            "amount=8800&merchant=m-1&nonce=abc&note={note}&number=T-1&time=1700000000&key={KEY}"
        );
        hex_upper(&md5(text))
    };
    let explained = |note: &str, sign: &str, name: &str| {
        let curl = format!(
            "curl https://api.shop.example/pay -d merchant=m-1 -d time=1700000000 -d nonce=abc -d number=T-1 -d amount=8800 \\\n  -d note={note} -d sign={sign}"
        );
        std::fs::write(folder.join("curl.sh"), curl).unwrap();
        let spec = crate::sealspec::workspace().join(crate::shop::SPEC);
        let spec = spec.to_str().unwrap();
        crate::shop::with_credentials(sealspec(&["explain", spec, "--from-curl", "curl.sh"]))
            .within(&folder)
            .masking(spec, "shop")
            .golden(name);
    };
    explained("%E8%B0%A2%E8%B0%A2", &sign("谢谢"), "explain/chinese_right");
    explained(
        "%25E8%25B0%25A2%25E8%25B0%25A2",
        &sign("谢谢"),
        "explain/chinese_escaped_twice",
    );
    explained(
        "%E8%B0%A2%E8%B0%A2",
        &sign("%E8%B0%A2%E8%B0%A2"),
        "explain/chinese_signed_escaped",
    );
}

#[test]
fn differences_are_json_too() {
    let own = Own {
        sign: |text| hex(&md5(text)).into(),
        ..Own::default()
    };
    let folder = folder("difference_json");
    std::fs::write(folder.join("curl.sh"), own.curl()).unwrap();
    with_credentials(sealspec(&[
        "explain",
        "ishansong",
        "--from-curl",
        "curl.sh",
        "--json",
    ]))
    .within(&folder)
    .golden("explain/difference_json");
    sealspec(&["explain", "ishansong", "--from-curl", "curl.sh"])
        .within(&folder)
        .golden("explain/curl_without_credentials");
}

#[test]
fn the_sandbox_and_production_are_told_apart() {
    let home = folder("environments");
    let file = home.join(".config/sealspec/ishansong.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = format!(
        "[production]\nclient_id = \"{CLIENT}\"\napp_secret = \"k-5ecret-2\"\n[sandbox]\nclient_id = \"{CLIENT}\"\napp_secret = \"{KEY}\"\n"
    );
    std::fs::write(&file, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    std::fs::write(home.join("curl.sh"), Own::default().curl()).unwrap();
    sealspec(&["explain", "ishansong", "--from-curl", "curl.sh"])
        .within(&home)
        .env("HOME", home.to_str().unwrap())
        .golden("explain/other_environment");
}

#[test]
fn a_har_file_is_searched_for_the_vendors_entry() {
    let folder = folder("har");
    let entry = |url: &str, body: &str| {
        let data = match body {
            "" => String::new(),
            body => format!(
                r#","postData":{{"mimeType":"application/x-www-form-urlencoded","text":{}}}"#,
                sealspec::signing::json_string(body)
            ),
        };
        let method = if body.is_empty() { "GET" } else { "POST" };
        format!(
            r#"{{"request":{{"method":"{method}","url":"{url}","headers":[{{"name":":authority","value":"h"}}]{data}}}}}"#
        )
    };
    let right = Own::default().body();
    let wrong = Own {
        time: "1631862240",
        ..Own::default()
    }
    .body();
    let entries = [
        entry("https://cdn.example/app.js", ""),
        entry(URL, &right),
        entry(URL, &wrong),
    ]
    .join(",");
    std::fs::write(
        folder.join("all.har"),
        format!(r#"{{"log":{{"version":"1.2","entries":[{entries}]}}}}"#),
    )
    .unwrap();
    let from = |more: &[&str]| {
        let mut all = vec!["explain", "ishansong", "--from-har", "all.har"];
        all.extend(more);
        with_credentials(sealspec(&all)).within(&folder)
    };
    from(&[]).golden("explain/har");
    from(&["--entry", "3"]).golden("explain/har_entry");
    from(&["--entry", "1"]).golden("explain/har_other_site");
    from(&["--entry", "4"]).golden("explain/har_no_entry");
    std::fs::write(folder.join("all.har"), r#"{"log":{"entries":[]}}"#).unwrap();
    from(&[]).golden("explain/har_empty");
    std::fs::write(folder.join("all.har"), "{}").unwrap();
    from(&[]).golden("explain/har_wrong");
}

#[test]
fn an_http_text_is_read() {
    let folder = folder("http");
    let text = format!(
        "POST /openapi/merchantRegister/v5/sendSmsCode HTTP/1.1\r\nHost: open.ishansong.com\r\n\
         Content-Type: application/json\r\n\r\n{}\n",
        Own::default().body()
    );
    std::fs::write(folder.join("request.txt"), text).unwrap();
    with_credentials(sealspec(&[
        "explain",
        "ishansong",
        "--from-http",
        "request.txt",
    ]))
    .within(&folder)
    .golden("explain/content_type");
}

#[test]
fn control_characters_of_a_request_stay_off_the_terminal() {
    let own = Own {
        client: "%1b%5d0%3bTITLE%07%1b%5b31m超",
        ..Own::default()
    };
    let folder = folder("control_characters");
    std::fs::write(folder.join("curl.sh"), own.curl()).unwrap();
    sealspec(&["explain", "ishansong", "--from-curl", "curl.sh"])
        .within(&folder)
        .golden("explain/control_characters");
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = folder("unreadable");
    std::fs::write(
        folder.join("curl.sh"),
        "curl --aws-sigv4 aws:amz https://open.ishansong.com/",
    )
    .unwrap();
    let from = |more: &[&str]| {
        let mut all = vec!["explain", "ishansong", "--from-curl"];
        all.extend(more);
        sealspec(&all).within(&folder)
    };
    from(&["curl.sh"]).golden("explain/unknown_flag");
    from(&["nowhere.sh"]).golden("explain/no_file");
    from(&["curl.sh", "--field", "a=1"]).golden("explain/fields_beside_curl");
}

#[test]
fn a_request_without_its_signature() {
    let folder = scratch("explain_unsigned");
    let curl = format!(
        "curl {URL} -d clientId={CLIENT} --data-urlencode 'data={{\"mobile\":\"16700000000\"}}' -d timestamp=1631862240982"
    );
    std::fs::write(folder.join("curl.sh"), curl).unwrap();
    let run = sealspec(&["explain", "ishansong", "--from-curl", "curl.sh"]).within(&folder);
    with_credentials(run).golden("explain/unsigned");
}
