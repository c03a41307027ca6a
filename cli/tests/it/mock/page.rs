//! The web page, as text over HTTP.

use sealspec::http;

use super::served::{Request, Served, get};

fn text(served: &Served, request: Request) -> (u16, String) {
    let reply = served.send(request).unwrap();
    let text = String::from_utf8(reply.body().to_vec()).unwrap();
    (reply.status().as_u16(), text)
}

fn page(served: &Served, path: &str) -> String {
    let (status, text) = text(served, get(format!("{}/_sealspec{path}", served.url)));
    assert_eq!(status, 200, "{path}: {text}");
    text
}

fn posted(served: &Served, path: &str, form: &str) -> (u16, String) {
    let request = http::Request::post(format!("{}/_sealspec{path}", served.url))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned().into())
        .unwrap();
    text(served, request)
}

#[test]
fn every_operation_has_a_page_in_both_languages() {
    for vendor in ["ishansong", "storepos"] {
        let served = Served::start(&[vendor]);
        let sources = sealspec_codegen::Sources::read(
            &crate::sealspec::workspace().join("spec").join(vendor),
            vendor,
        );
        let api = sealspec_codegen::check(&sources.unwrap()).unwrap();
        let list = page(&served, "?lang=en");
        for operation in api.pages.iter().flat_map(|page| &page.operations) {
            let path = format!("/operations/{}", operation.name);
            assert!(
                list.contains(&format!("/_sealspec{path}?lang=en\"")),
                "{path}"
            );
            let (en, zh) = (
                page(&served, &format!("{path}?lang=en")),
                page(&served, &format!("{path}?lang=zh")),
            );
            assert!(
                en.contains("<html lang=\"en\">") && en.contains("Sign and send"),
                "{en}"
            );
            assert!(
                zh.contains("<html lang=\"zh-CN\">") && zh.contains("签名并发送"),
                "{zh}"
            );
            for field in &operation.request {
                assert!(
                    zh.contains(&format!("name=\"field.{}\"", field.wire)),
                    "{path} {}",
                    field.wire
                );
            }
        }
    }
}

#[test]
fn documented_examples_are_accepted_as_the_form_shows_them() {
    let served = Served::start(&["ishansong"]);
    for (operation, form) in [
        ("quote_order", ""),
        ("get_order", "profile=developer&"),
        ("send_sms_code", ""),
    ] {
        let path = format!("/operations/{operation}?lang=en");
        let html = page(&served, &path);
        let form = format!("{form}{}", fields(&html));
        let (status, html) = posted(&served, &path, &form);
        assert_eq!(status, 200, "{operation}: {html}");
        assert!(
            html.contains("<strong class=\"good\">Accepted</strong>"),
            "{operation}: {html}"
        );
        assert!(html.contains("[app_secret]"), "{operation}: {html}");
        assert!(
            html.contains("<strong class=\"good\">Done"),
            "{operation}: {html}"
        );
    }
    let log = page(&served, "/log?lang=en");
    assert!(log.find("send_sms_code") < log.find("quote_order"), "{log}");
    assert_eq!(log.matches("Accepted").count(), 3, "{log}");
}

/// What a browser would send of a form: values of inputs and texts, and of a choice the one that is selected.
fn fields(html: &str) -> String {
    let html = &html[html.find("<form method=\"post\"").unwrap()..];
    let mut sent = Vec::new();
    for control in html.split("name=\"field.").skip(1) {
        let name = &control[..control.find('"').unwrap()];
        let (tag, rest) = control.split_once('>').unwrap();
        let value = match (tag.split_once(" value=\""), rest.split_once("</textarea>")) {
            (Some((_, value)), _) => value.split('"').next().unwrap(),
            (None, Some((text, _))) if !text.contains('<') => text,
            _ => match rest.split_once("\" selected>") {
                Some((before, _)) if !before.contains("</select>") => {
                    before.rsplit('"').next().unwrap()
                }
                _ => continue,
            },
        };
        sent.push((
            format!("field.{name}"),
            value.replace("&quot;", "\"").replace("&amp;", "&"),
        ));
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(sent);
    form.finish()
}

#[test]
fn mistakes_are_shown_at_their_fields_and_what_was_typed_is_kept() {
    let served = Served::start(&["ishansong"]);
    let (status, html) = posted(
        &served,
        "/operations/quote_order?lang=en",
        "field.cityName=%3Cb%3E&field.sender=%7Bx",
    );
    assert_eq!(status, 422);
    assert!(
        html.contains("Nothing was sent") && html.contains("This is required."),
        "{html}"
    );
    assert!(html.contains("value=\"&lt;b&gt;\""), "{html}");
    let sender = html
        .find("id=\"field.sender.problem\"")
        .expect("a problem at its field");
    assert!(html[sender..].contains("{x</textarea>"), "{html}");
    assert!(page(&served, "/log?lang=en").contains("no request yet"));
}

#[test]
fn the_language_is_the_browsers_unless_the_address_says_otherwise() {
    let served = Served::start(&["ishansong"]);
    let ask = |accepted: &str, query: &str| {
        let mut request = get(format!("{}/_sealspec{query}", served.url));
        request
            .headers_mut()
            .insert("accept-language", accepted.parse().unwrap());
        text(&served, request).1.contains("接口")
    };
    assert!(ask("zh-CN,zh;q=0.9,en;q=0.8", ""));
    assert!(!ask("de, en;q=0.8", ""));
    assert!(!ask("zh-CN", "?lang=en"));
    assert!(ask("en", "?lang=zh"));
}

#[test]
fn other_sites_get_nothing() {
    let served = Served::start(&["ishansong"]);
    let ask = |name: &str, value: &str, is_post: bool| {
        let mut request = get(format!("{}/_sealspec/operations/send_sms_code", served.url));
        if is_post {
            *request.method_mut() = http::Method::POST;
        }
        let name: http::HeaderName = name.parse().unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        text(&served, request).0
    };
    assert_eq!(ask("host", "evil.example", false), 403);
    assert_eq!(ask("host", "localhost:1", false), 200);
    assert_eq!(ask("sec-fetch-site", "cross-site", true), 403);
    assert_eq!(ask("origin", "http://evil.example", true), 403);
    assert_eq!(ask("origin", &served.url, true), 422);
    let reply = served
        .send(get(format!("{}/_sealspec", served.url)))
        .unwrap();
    let policy = reply.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
}

#[test]
fn the_root_leads_to_the_page() {
    let served = Served::start(&["ishansong"]);
    for path in ["/", "/_sealspec/"] {
        let reply = served.send(get(format!("{}{path}", served.url))).unwrap();
        assert_eq!(reply.headers()["location"], "/_sealspec");
    }
}

#[test]
fn a_callback_is_signed_shown_and_sent() {
    let served = Served::start(&["ishansong"]);
    let receiver = Served::start(&["ishansong"]);
    let path = "/callbacks/order_status_callback?lang=en";
    let html = page(&served, path);
    assert!(html.contains("What it says"), "{html}");
    let members = "members=%7B%22issOrderNo%22%3A%227%22%2C%22status%22%3A20%7D";
    let to = format!("&to={}/here", receiver.url);
    let (status, html) = posted(&served, path, &format!("{members}{to}&action=make"));
    assert_eq!(status, 200, "{html}");
    assert!(
        html.contains("curl ") && !html.contains("What the receiver replied"),
        "{html}"
    );
    let (_, html) = posted(&served, path, &format!("{members}{to}&action=send"));
    assert!(
        html.contains("What the receiver replied") && html.contains("HTTP 404"),
        "{html}"
    );
    let (_, html) = posted(
        &served,
        path,
        &format!("{members}&to=http://vendor.example/&action=send"),
    );
    assert!(
        html.contains("isn&#39;t on this machine") || html.contains("isn't on this machine"),
        "{html}"
    );
    assert!(receiver.end().contains("#1 POST /here"));
}

#[test]
fn nothing_is_sent_for_those_who_come_over_the_network() {
    let served = Served::start(&["ishansong", "--host", "0.0.0.0"]);
    let receiver = Served::start(&["ishansong"]);
    let path = "/callbacks/order_status_callback?lang=en";
    let html = page(&served, path);
    assert!(
        html.contains("The page sends nothing") && !html.contains("value=\"send\""),
        "{html}"
    );
    let form = format!("members=%7B%7D&to={}/here&action=send", receiver.url);
    let (_, html) = posted(&served, path, &form);
    assert!(
        html.contains("The receiver wasn't reached")
            || html.contains("The receiver wasn&#39;t reached"),
        "{html}"
    );
    assert!(html.contains("curl "), "{html}");
    assert!(!receiver.end().contains("#1 "));
}

#[test]
fn shorter_addresses_lead_to_the_page_in_its_language() {
    let served = Served::start(&["ishansong"]);
    for path in ["/?lang=zh", "/_sealspec/?lang=zh"] {
        let reply = served.send(get(format!("{}{path}", served.url))).unwrap();
        assert_eq!(reply.status(), http::StatusCode::SEE_OTHER);
        assert_eq!(reply.headers()["location"], "/_sealspec?lang=zh", "{path}");
    }
}

#[test]
fn the_list_shows_names_as_code() {
    let list = page(&Served::start(&["ishansong"]), "?lang=en");
    assert!(list.contains("<code>redirect_uri</code>"), "{list}");
}
