use std::io::{Read as _, Write as _};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use sealspec_mock::{Answer, StatusCode};

use crate::sealspec::{Run, scratch, sealspec};
use crate::shop::{KEY, SPEC, Shop, with_credentials};

const PAY: [&str; 5] = ["pay", "--field", "number=T-1", "--field", "amount=8800"];

/// A port of this machine that nobody listens at.
fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A run that sends nothing, at a moment that stands still.
fn dry(arguments: &[&str]) -> Run {
    let mut all = vec!["call", SPEC];
    all.extend(arguments);
    all.extend(["--dry-run", "--at", "1700000000000", "--nonce", "abc"]);
    with_credentials(sealspec(&all))
}

#[test]
fn a_dry_run_shows_what_would_be_sent() {
    dry(&PAY).golden("call/dry_run");
    dry(&[
        "query",
        "--field",
        "number=T-1",
        "--profile",
        "platform",
        "--sandbox",
    ])
    .env("SEALSPEC_SHOP_TOKEN", "t-5ecret")
    .golden("call/dry_run_platform");
    dry(&["query", "--field", "number=T-1", "--json"]).golden("call/dry_run_json");
    dry(&[
        "query",
        "--field",
        "number=T-1",
        "--base-url",
        "http://127.0.0.1:8080/gateway",
    ])
    .golden("call/dry_run_base_url");
}

#[test]
fn fields_come_from_files_too() {
    let folder = scratch("call_files");
    std::fs::write(folder.join("shop.png"), [0x89, b'P', b'N', b'G', 0, 255]).unwrap();
    std::fs::write(folder.join("note.txt"), "谢谢\n").unwrap();
    std::fs::write(
        folder.join("request.json"),
        r#"{"number": "T-1", "amount": 8800}"#,
    )
    .unwrap();
    let spec = crate::sealspec::workspace().join(SPEC);
    let within = |arguments: &[&str]| {
        let mut all = vec!["call", spec.to_str().unwrap()];
        all.extend(arguments);
        all.extend(["--dry-run", "--at", "1700000000000", "--nonce", "abc"]);
        with_credentials(sealspec(&all))
            .within(&folder)
            .masking(spec.to_str().unwrap(), "shop")
    };
    within(&[
        "upload",
        "--field",
        "kind=front",
        "--field",
        "picture=@shop.png",
    ])
    .golden("call/upload");
    within(&[
        "pay",
        "--request",
        "request.json",
        "--field",
        "note=@note.txt",
    ])
    .golden("call/request_file");
    let secret = r#"{"number": "T-1", "amount": 8800, "note": "谢谢&\u001b[31m", "pin": "5566"}"#;
    std::fs::write(folder.join("secret.json"), secret).unwrap();
    within(&["pay", "--request", "secret.json"]).golden("call/secret_field");
    within(&["pay", "--request", "secret.json", "--json"]).golden("call/secret_field_json");
    within(&["pay", "--request", "request.json", "--field", "note=@@home"]).golden("call/at_sign");
    within(&["pay", "--request", "nowhere.json"]).golden("call/missing_request");
    within(&["pay", "--request", "note.txt"]).golden("call/request_not_json");
    within(&[
        "upload",
        "--field",
        "kind=front",
        "--field",
        "picture=@nowhere.png",
    ])
    .golden("call/missing_file");
    within(&[
        "pay",
        "--request",
        "request.json",
        "--field",
        "note=@shop.png",
    ])
    .golden("call/not_text");
}

#[test]
fn mistakes_are_told_before_anything_is_sent() {
    dry(&["payy"]).golden("call/misspelt_operation");
    dry(&["pay", "--field", "nubmer=T-1"]).golden("call/misspelt_field");
    dry(&["pay", "--field", "number=T-1"]).golden("call/missing_field");
    dry(&["pay", "--field", "number"]).golden("call/no_value");
    dry(&["pay", "-f", "number=T-1", "-f", "number=T-2"]).golden("call/given_twice");
    dry(&["pay", "--field", "number=T-1", "--field", "amount=88.00"]).golden("call/unfit_value");
    dry(&["query", "--field", "number=T-1", "--profile", "merchent"])
        .golden("call/misspelt_profile");
    dry(&["query", "--field", "number=T-1", "--environment", "sandbx"])
        .golden("call/misspelt_environment");
    dry(&[
        "query",
        "--field",
        "number=T-1",
        "--base-url",
        "http://shop.example",
    ])
    .golden("call/plain_http");
    with_credentials(sealspec(&[
        "call",
        SPEC,
        "query",
        "--field",
        "number=T-1",
        "--at",
        "1",
    ]))
    .golden("call/at_another_time");
    with_credentials(sealspec(&["call", "cli/tests/spec/shp", "query"]))
        .golden("call/misspelt_vendor");
}

#[test]
fn a_call_that_acts_on_production_is_confirmed() {
    let mut arguments = vec!["call", SPEC];
    arguments.extend(PAY);
    with_credentials(sealspec(&arguments)).golden("call/unconfirmed");
}

/// A run of the vendor with two servers.
fn kiosk(arguments: &[&str]) -> Run {
    let mut all = vec!["call", "cli/tests/spec/kiosk"];
    all.extend(arguments);
    sealspec(&all)
        .env("SEALSPEC_KIOSK_CLIENT", "c-1")
        .env("SEALSPEC_KIOSK_KEY", KEY)
}

#[test]
fn what_is_confirmed_is_the_address_that_the_call_goes_to() {
    let scan = |name: &str, url: &str, more: &[&str]| {
        let mut all = vec!["scan", "--field", "amount=8800", "--url", url];
        all.extend(more);
        kiosk(&all).golden(&format!("call/{name}"));
    };
    let here = ["--base-url", "http://127.0.0.1:9"];
    let production = "https://codes.kiosk.example/qr/1?token=7";
    scan("confirm_url", production, &here);
    let sandbox = ["--sandbox", "--base-url", "https://codes.kiosk.example"];
    scan("confirm_url_of_production", production, &sandbox);
    let gateway = ["--base-url", "https://gate.example"];
    scan("confirm_url_of_gateway", "https://gate.example/1", &gateway);
    scan("url_in_clear", "http://gate.example/1", &gateway);
}

#[test]
fn credentials_address_and_confirmation_are_of_one_environment() {
    let home = scratch("call_environment");
    let file = home.join(".config/sealspec/kiosk.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(
        &file,
        "[production]\nclient = \"c-production\"\n[sandbox]\nclient = \"c-sandbox\"\n",
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    const WHO: &str = r#"who={"name":"x","pin":"5566"}"#;
    let sell = |more: &[&str]| {
        let mut all = vec!["call", "cli/tests/spec/kiosk", "sell", "--field", WHO];
        all.extend(more);
        sealspec(&all)
            .env("HOME", home.to_str().unwrap())
            .env("SEALSPEC_KIOSK_KEY", KEY)
            .masking("5566", "PIN")
    };
    sell(&["--dry-run"]).golden("call/first_environment");
    sell(&["--dry-run", "--environment", "production"]).golden("call/other_environment");
    sell(&[]).golden("call/unconfirmed_sandbox");
}

#[test]
fn how_to_ask_leaves_out_secrets_within_a_field() {
    let port = closed_port();
    let url = format!("http://127.0.0.1:{port}");
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    thread::spawn(move || drop(listener.accept().unwrap()));
    let who = r#"who={"name":"x","pin":"S3CRETPIN"}"#;
    let output = kiosk(&["sell", "--field", who, "--base-url", &url]).output();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(
        told.contains("--field who=…") && !told.contains("S3CRETPIN"),
        "{told}"
    );
}

#[test]
fn a_reply_is_shown_as_a_table_and_as_json() {
    let shop = Shop::open();
    let query = ["query", "--field", "number=T-1"];
    shop.called(&query).golden("call/table");
    shop.called(&["query", "--field", "number=T-1", "--lang", "zh"])
        .golden("call/table_zh");
    shop.called(&["query", "--field", "number=T-1", "--json"])
        .golden("call/json");
    assert_eq!(shop.calls(), ["query"; 3]);
}

#[test]
fn a_table_shows_all_members_and_no_secret_however_deep() {
    let reply = r#"{"code":"OK","message":"k-5ecret","data":{
        "number": "k-5ecret",
        "items": [
            {"name": "生日蛋糕", "price": 8800},
            {"name": "蜡烛", "voucher": {"name": "Birthday", "serial": "V-5577"}, "colour\u001b[31m": "red"}
        ],
        "vouchers": "[{\"name\": \"Birthday\", \"serial\": \"V-5577\"}]"
    }}"#;
    let query = ["query", "--field", "number=T-1"];
    Shop::answering("query", [Answer::json(reply)])
        .called(&query)
        .golden("call/table_deep");
}

#[test]
fn json_has_the_payload_as_it_was_received() {
    let reply =
        r#"{"code":"OK","message":"8800","data":{"number":"T-1","price":8800,"rate":1.50}}"#;
    Shop::answering("query", [Answer::json(reply)])
        .called(&[
            "query",
            "--field",
            "number=T-1",
            "--profile",
            "merchant",
            "--json",
        ])
        .env("SEALSPEC_SHOP_TOKEN", "8800")
        .golden("call/json_as_received");
}

#[test]
fn a_file_is_uploaded() {
    let folder = scratch("call_upload");
    let picture = folder.join("shop.png");
    std::fs::write(&picture, [0x89, b'P', b'N', b'G', 0, 255]).unwrap();
    let shop = Shop::open();
    let field = format!("picture=@{}", picture.display());
    shop.called(&["upload", "--field", "kind=front", "--field", &field])
        .masking(folder.to_str().unwrap(), "FOLDER")
        .golden("call/uploaded");
    let seen = shop.vendor.seen().pop().unwrap();
    let file = &seen.files[0];
    assert_eq!(
        (&*file.name, file.content_type.as_deref(), file.size),
        ("shop.png", Some("image/png"), 6)
    );
}

#[test]
fn a_file_is_fetched_from_the_address_that_the_reply_tells() {
    let folder = scratch("call_download");
    let file = folder.join("bill.csv");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap();
        let reply = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\nA,B\n1,2\n";
        stream.write_all(reply.as_bytes()).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let reply = |url: &str| {
        Answer::json(format!(
            r#"{{"code":"OK","data":{{"number":"T-1","url":"{url}"}}}}"#
        ))
    };
    let download = format!("url={}", file.display());
    let query = ["query", "--field", "number=T-1", "--download", &download];
    let called = |answer: Answer, name: &str| {
        Shop::answering("query", [answer])
            .called(&query)
            .masking(folder.to_str().unwrap(), "FOLDER")
            .masking(address.port().to_string(), "OTHER")
            .golden(name);
    };
    called(
        reply("https://elsewhere.example/bill.csv"),
        "call/download_elsewhere",
    );
    called(Answer::example(0), "call/download_no_address");
    called(
        reply(&format!("http://{address}/bill.csv?at=1")),
        "call/download",
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "A,B\n1,2\n");
    let asked = server.join().unwrap();
    assert!(
        asked.starts_with("GET /bill.csv?at=1 ") && !asked.contains("sign"),
        "{asked}"
    );
    called(Answer::example(0), "call/download_there_already");
}

#[test]
fn outcomes_have_exit_codes_and_say_what_to_do() {
    let refusal = || Answer::refusal("E-7", "no such \u{1b}[31morder");
    Shop::answering("pay", [refusal()])
        .called(&PAY)
        .golden("call/refused");
    let mut as_json = PAY.to_vec();
    as_json.push("--json");
    Shop::answering("pay", [refusal()])
        .called(&as_json)
        .golden("call/refused_json");
    Shop::answering("pay", [Answer::cut()])
        .called(&PAY)
        .golden("call/unknown");
    Shop::answering("query", [Answer::status(StatusCode::BAD_GATEWAY)])
        .called(&["query", "--field", "number=T-1"])
        .golden("call/unknown_but_safe");
    Shop::answering("pay", [Answer::example(1)])
        .called(&PAY)
        .golden("call/pending");
    Shop::open()
        .called(&PAY)
        .env("SEALSPEC_SHOP_KEY", "other")
        .golden("call/bad_signature");
    let port = closed_port();
    let url = format!("http://127.0.0.1:{port}");
    let mut arguments = vec!["call", SPEC];
    arguments.extend(PAY);
    arguments.extend(["--base-url", &url]);
    with_credentials(sealspec(&arguments))
        .masking(port.to_string(), "PORT")
        .golden("call/not_sent");
}

#[cfg(target_os = "linux")]
#[test]
fn what_came_of_a_call_decides_even_where_it_cant_be_told() {
    let full = || std::fs::File::create("/dev/full").unwrap();
    let mut pay = PAY.to_vec();
    pay.push("--json");
    Shop::answering("pay", [Answer::cut()])
        .called(&pay)
        .stdout(full())
        .golden("call/unknown_unwritten");
    Shop::answering("pay", [Answer::refusal("E-7", "no such order")])
        .called(&pay)
        .stdout(full())
        .golden("call/refused_unwritten");
    Shop::open()
        .called(&pay)
        .stdout(full())
        .golden("call/done_unwritten");
    pay.extend(["--download", "url=bill.csv"]);
    Shop::open()
        .called(&pay)
        .stdout(full())
        .golden("call/done_unwritten_nor_fetched");
}

#[test]
fn a_call_to_a_given_url_is_asked_after_at_the_same_url() {
    let shop = Shop::answering("look_up", [Answer::cut()]);
    let url = format!("{}/c/1?x=1", shop.url());
    shop.called(&["look_up", "--url", &url, "--field", "number=T-1"])
        .golden("call/unknown_at_url");
}

#[test]
fn waiting_asks_as_the_spec_says() {
    let wait = [
        "pay",
        "--field",
        "number=T-1",
        "--field",
        "amount=8800",
        "--wait",
    ];
    let shop = Shop::answering("pay", [Answer::example(1)]);
    shop.called(&wait).golden("call/waited");
    assert_eq!(shop.calls(), ["pay", "query"]);

    let shop = Shop::answering("pay", [Answer::cut()]);
    shop.vendor
        .script("query", [Answer::example(1), Answer::example(1)])
        .unwrap();
    shop.called(&wait).golden("call/waited_in_vain");
    assert_eq!(shop.calls(), ["pay", "query"]);

    let shop = Shop::answering("pay", [Answer::example(1)]);
    shop.vendor
        .script("query", [Answer::refusal("E-9", "unknown order")])
        .unwrap();
    shop.called(&wait).golden("call/question_refused");

    Shop::open()
        .called(&["query", "--field", "number=T-1", "--wait"])
        .golden("call/no_question");
}

#[test]
fn a_question_may_need_more_than_the_call_has() {
    let mut arguments = vec!["call", "storepos", "pay", "--profile", "agent_v1", "--yes"];
    for field in [
        "mch_id=00000001",
        "auth_code=130000000000000000",
        "body=生日蛋糕",
        "out_trade_no=20260102_0007",
        "total_fee=4",
    ] {
        arguments.extend(["--field", field]);
    }
    let asked = |more: &[&str]| {
        let run = sealspec(&[&arguments[..], more].concat());
        let known = ["AGENT_ID", "AGENT_KEY", "PID", "VERSION"].into_iter();
        known.fold(run, |run, name| {
            run.env(&format!("SEALSPEC_STOREPOS_{name}"), KEY)
        })
    };
    asked(&["--wait"]).golden("call/question_lacks_field");
    asked(&["--wait", "--ask", "out_trade_no=20260102_0008"]).golden("call/question_of_another");
    let port = closed_port();
    let url = format!("http://127.0.0.1:{port}");
    asked(&["--wait", "--ask", "paytype=WECHAT", "--base-url", &url])
        .masking(port.to_string(), "PORT")
        .golden("call/question_is_whole");
}

#[cfg(unix)]
#[test]
fn an_interrupt_tells_that_the_outcome_is_unknown() {
    let shop = Shop::answering("pay", [Answer::example(0).after(Duration::from_secs(20))]);
    let child = shop.called(&PAY).stderr(Stdio::piped()).spawn();
    let mut tries = 0;
    while shop.vendor.seen().is_empty() {
        tries += 1;
        assert!(tries < 200, "the call never came");
        thread::sleep(Duration::from_millis(50));
    }
    let interrupted = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(
        told.contains("interrupted: whether the vendor acted isn't known"),
        "{told}"
    );
    assert!(
        told.contains("query --profile merchant") && told.contains("number=T-1"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn an_interrupt_while_a_file_is_fetched_tells_that_the_call_is_done() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/bill.csv", listener.local_addr().unwrap());
    let reply = format!(r#"{{"code":"OK","data":{{"number":"T-1","url":"{url}"}}}}"#);
    let shop = Shop::answering("pay", [Answer::json(reply)]);
    let file = scratch("call_interrupted").join("bill.csv");
    let download = format!("url={}", file.display());
    let arguments = [&PAY[..], &["--download", &download]].concat();
    let child = shop
        .called(&arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let fetching = listener.accept().unwrap();
    let interrupted = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let output = child.wait_with_output().unwrap();
    drop(fetching);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(told.contains("interrupted: the call is done"), "{told}");
}

#[test]
fn a_url_of_the_vendors_is_called_as_it_is() {
    let at = |url: &str, more: &[&str]| {
        let fields = [
            "--field",
            "device_info=d-1",
            "--field",
            "op_device_id=o-1",
            "--dry-run",
        ];
        let mut all = vec!["call", "storepos", "get_config_by_qr", "--url", url];
        all.extend(fields);
        all.extend(["--at", "1700000000000", "--nonce", "abc"]);
        all.extend(more);
        sealspec(&all)
            .env("SEALSPEC_STOREPOS_AGENT_ID", "a-1")
            .env("SEALSPEC_STOREPOS_AGENT_KEY", KEY)
            .env("SEALSPEC_STOREPOS_VERSION", "1.0")
    };
    at("https://qrpay.storepos.cn/q/ABC123?x=1", &[]).golden("call/url");
    at("https://elsewhere.example/q/ABC123", &[]).golden("call/url_elsewhere");
    at(
        "http://127.0.0.1:8080/q/ABC123",
        &["--base-url", "http://127.0.0.1:8080"],
    )
    .golden("call/url_here");
}

#[test]
fn a_link_is_printed() {
    sealspec(&[
        "call",
        "ishansong",
        "authorize_url",
        "--field",
        "state=x",
        "--field",
        "redirect_uri=https://me.example/back",
        "--field",
        "isAllStoreAuth=true",
    ])
    .env("SEALSPEC_ISHANSONG_CLIENT_ID", "cid-1")
    .env("SEALSPEC_ISHANSONG_APP_SECRET", KEY)
    .golden("call/link");
}

#[test]
fn no_output_shows_a_secret() {
    let folder = crate::sealspec::workspace().join("cli/tests/golden");
    for folder in ["call", "explain", "credentials"].map(|name| folder.join(name)) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for secret in [KEY, "t-5ecret", "5566", "5577"] {
                assert!(!text.contains(secret), "{secret} in {}", path.display());
            }
        }
    }
}
