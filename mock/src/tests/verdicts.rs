use sealspec::signing::hex;

use super::*;
use crate::RefusalKind;

#[test]
fn accepts_a_documented_request_and_answers_the_documented_example() {
    let vendor = vendor();
    let (status, body) = ask(&vendor, &post("/v1/book", &signed(booking())));
    assert_eq!(
        (status, &*body),
        (
            200,
            r#"{"status":200,"msg":null,"data":{"id":20000000000001788}}"#
        )
    );

    let seen = vendor.seen().pop().unwrap();
    assert_eq!(seen.verdict, Verdict::Accepted);
    assert_eq!(
        (seen.operation.as_deref(), seen.profile.as_deref()),
        (Some("book"), Some("wrapped"))
    );
    assert_eq!(
        (&*seen.method, &*seen.path, seen.field("version")),
        ("POST", "/gateway/v1/book", Some("1.0"))
    );
    let text = seen.string_to_sign.unwrap();
    assert!(
        text.starts_with("client=c-1&data={") && text.ends_with("&version=1.0&key=[key]"),
        "{text}"
    );
}

#[test]
fn takes_the_path_with_and_without_the_path_of_the_server() {
    let vendor = vendor();
    for path in ["/v1/book", "/gateway/v1/book"] {
        let request = Request::post(path)
            .header("content-type", FORM)
            .body(form(&signed(booking())))
            .unwrap();
        assert_eq!(ask(&vendor, &request).0, 200, "{path}");
    }
}

#[test]
fn knows_its_routes() {
    let vendor = vendor();
    let get = |path: &str| Request::get(path).body(Bytes::new()).unwrap();
    assert_eq!(
        ask(&vendor, &get("/v1/none")),
        (404, "nothing is documented at `/v1/none`".to_owned())
    );
    assert_eq!(last_refusal(&vendor).kind, RefusalKind::UnknownPath);
    assert_eq!(
        ask(&vendor, &get("/v1/book")),
        (405, "`/v1/book` is not called by GET".to_owned())
    );
    assert_eq!(last_refusal(&vendor).kind, RefusalKind::WrongMethod);
    assert_eq!(ask(&vendor, &get("/elsewhere/v1/book")).0, 404);
}

#[test]
fn tells_operations_on_one_route_apart_by_their_constants() {
    let vendor = vendor();
    let get = |query: &str| {
        let uri = format!("/v1/ask?{query}");
        Request::get(uri).body(Bytes::new()).unwrap()
    };
    assert_eq!(ask(&vendor, &get("about=weight")), (200, "2.5".to_owned()));
    assert_eq!(
        ask(&vendor, &get("unit=1&about=size")),
        (200, "40".to_owned())
    );
    let known = "`about` must be `size` or `weight`".to_owned();
    for query in ["", "about=", "about=colour"] {
        assert_eq!(ask(&vendor, &get(query)), (400, known.clone()), "{query}");
    }
    assert_eq!(last_refusal(&vendor).kind, RefusalKind::BadRequest);
}

#[test]
fn answers_a_wrong_signature_in_the_vendors_shape() {
    let vendor = vendor();
    let good = sign(&booking());
    let wrong = [
        (
            with(booking(), "sign", &good.to_lowercase()),
            "`sign` isn't the signature of this request",
        ),
        (
            with(with(booking(), "sign", &good), "time", "1700000000001"),
            "`sign` isn't the signature of this request",
        ),
        (booking(), "`sign` is missing"),
        (with(booking(), "sign", ""), "`sign` is missing"),
        (
            signed(with(booking(), "client", "c-2")),
            "`client` is of nobody that the vendor knows",
        ),
    ];
    for (fields, reason) in wrong {
        let answer = ask(&vendor, &post("/v1/book", &fields));
        assert_eq!(
            answer,
            (
                200,
                r#"{"status":401,"msg":"bad signature","data":null}"#.to_owned()
            )
        );
        assert_eq!(
            last_refusal(&vendor),
            Refusal {
                kind: RefusalKind::BadSignature,
                reason: reason.to_owned()
            }
        );
    }
}

#[test]
fn refuses_fields_that_are_not_as_documented() {
    let vendor = vendor();
    let data = |data: &str| with(booking(), "data", data);
    let without = |name: &str| {
        booking()
            .into_iter()
            .filter(|(own, _)| own != name)
            .collect::<Vec<_>>()
    };
    let rest = r#""weight":2.5,"place":{"street":"High Street"}"#;
    let cases = [
        (
            with(booking(), "time", "1700000000"),
            "`time` must be a Unix time of 13 digits",
        ),
        (
            with(booking(), "time", "170000000000x"),
            "`time` must be a Unix time of 13 digits",
        ),
        (with(booking(), "version", "2.0"), "`version` must be `1.0`"),
        (without("time"), "`time` is required"),
        (without("data"), "`data.name` is required"),
        (
            data("{"),
            "`data` isn't JSON: EOF while parsing an object at line 1 column 1",
        ),
        (data("[]"), "`data` must be an object, not a list"),
        (
            data(&format!(r#"{{"size":1,{rest}}}"#)),
            "`data.name` is required",
        ),
        (
            data(&format!(r#"{{"name":"","size":1,{rest}}}"#)),
            "`data.name` is required",
        ),
        (
            data(&format!(r#"{{"name":null,"size":1,{rest}}}"#)),
            "`data.name` is required",
        ),
        (
            data(&format!(r#"{{"name":7,"size":1,{rest}}}"#)),
            "`data.name` must be a text, not a number",
        ),
        (
            data(&format!(r#"{{"name":"A","size":1.5,{rest}}}"#)),
            "`data.size` must be a whole number, not a number",
        ),
        (
            data(&format!(r#"{{"name":"A","size":1,"tags":[1],{rest}}}"#)),
            "`data.tags[0]` must be a text, not a number",
        ),
        (
            data(&format!(r#"{{"name":"A","size":1,"tags":"x",{rest}}}"#)),
            "`data.tags` must be a list, not a text",
        ),
        (
            data(r#"{"name":"A","size":1,"weight":"2.5","place":{"street":"S"}}"#),
            "`data.weight` must be a number, not a text",
        ),
        (
            data(r#"{"name":"A","size":1,"weight":2.5,"place":{}}"#),
            "`data.place.street` is required",
        ),
        (
            data(r#"{"name":"A","size":1,"weight":2.5,"place":{"street":"S","floor":"2"}}"#),
            "`data.place.floor` must be a whole number, not a text",
        ),
    ];
    for (fields, reason) in cases {
        let (status, body) = ask(&vendor, &post("/v1/book", &signed(fields)));
        assert_eq!(
            last_refusal(&vendor),
            Refusal {
                kind: RefusalKind::BadRequest,
                reason: reason.to_owned()
            }
        );
        assert_eq!(status, 400);
        assert!(body.starts_with(r#"{"status":400,"msg":"`"#), "{body}");
    }
}

#[test]
fn remarks_on_what_the_documentation_does_not_know() {
    let vendor = vendor();
    let data =
        r#"{"name":"A","size":"9","weight":1,"place":{"street":"S","door":1},"colour":"red"}"#;
    ask(
        &vendor,
        &post(
            "/v1/book",
            &signed(with(with(booking(), "data", data), "trace", "t")),
        ),
    );
    let seen = vendor.seen().pop().unwrap();
    assert_eq!(seen.verdict, Verdict::Accepted);
    assert_eq!(
        seen.remarks,
        [
            "`data.size` has a value that `Size` doesn't document",
            "`data.place.door` is not documented",
            "`data.colour` is not documented",
            "`trace` is not documented",
        ]
    );
}

#[test]
fn checks_fields_that_travel_beside_the_common_ones() {
    let vendor = vendor();
    let price = |weight: &str| signed(fields([("client", "c-1"), ("weight", weight)]));
    assert_eq!(ask(&vendor, &post("/v1/price", &price("2.5"))).0, 200);
    // The spec has no `bad_request` here.
    let wrong = (400, "`weight` must be a number, not a text".to_owned());
    assert_eq!(ask(&vendor, &post("/v1/price", &price("heavy"))), wrong);
    assert_eq!(ask(&vendor, &post("/v1/price", &price("NaN"))), wrong);
    assert_eq!(
        ask(&vendor, &post("/v1/price", &price(""))),
        (400, "`weight` is required".to_owned())
    );
    let express = |value: &str| {
        signed(fields([
            ("client", "c-1"),
            ("express", value),
            ("weight", "1"),
        ]))
    };
    assert_eq!(ask(&vendor, &post("/v1/price", &express("true"))).0, 200);
    assert_eq!(ask(&vendor, &post("/v1/price", &express("yes"))).0, 400);
}

#[test]
fn takes_a_file_that_is_not_signed() {
    let vendor = vendor();
    let common = signed(fields([
        ("client", "c-1"),
        ("time", "1700000000000"),
        ("version", "1.0"),
    ]));
    let upload = |file_name: &str| {
        let mut body = String::new();
        for (name, value) in &common {
            body += &format!(
                "--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        body += &format!(
            "--B\r\nContent-Disposition: form-data; name=\"photo\"{file_name}\r\n\r\nPNG\r\n--B--\r\n"
        );
        let request =
            Request::post("/v1/photo").header("content-type", "multipart/form-data; boundary=B");
        request.body(Bytes::from(body)).unwrap()
    };
    assert_eq!(
        ask(&vendor, &upload("; filename=\"a.png\"")).1,
        r#"{"status":200,"msg":null,"data":true}"#
    );
    let seen = vendor.seen().pop().unwrap();
    assert_eq!((&*seen.files[0].name, seen.files[0].size), ("a.png", 3));

    ask(&vendor, &upload(""));
    assert_eq!(
        last_refusal(&vendor).reason,
        "`photo` must be a file with a file name"
    );
    ask(&vendor, &post("/v1/photo", &common));
    assert!(
        last_refusal(&vendor)
            .reason
            .starts_with("the content type must be `multipart/form-data`")
    );
}

#[test]
fn reads_a_query() {
    let vendor = vendor();
    let ping = |query: &str| {
        Request::get(format!("/v1/ping{query}"))
            .body(Bytes::new())
            .unwrap()
    };
    ask(&vendor, &ping("?echo=hi"));
    assert_eq!(vendor.seen().pop().unwrap().verdict, Verdict::Accepted);
    assert_eq!(
        ask(&vendor, &ping("")),
        (400, "`echo` is required".to_owned())
    );
}

#[test]
fn takes_the_moment_from_the_request_and_the_signature_from_a_header() {
    let vendor = vendor();
    let sign = hex(&md5(format!("GET/v1/peek1700000000n-1{KEY}")));
    let peek = |query: &str, sign: &str| {
        Request::get(format!("/v1/peek?{query}"))
            .header("x-sign", sign)
            .body(Bytes::new())
            .unwrap()
    };
    assert_eq!(ask(&vendor, &peek("at=1700000000&once=n-1", &sign)).0, 200);
    assert_eq!(
        vendor.seen()[0].string_to_sign.as_deref(),
        Some("GET/v1/peek1700000000n-1[key]")
    );
    ask(&vendor, &peek("at=1700000001&once=n-1", &sign));
    assert_eq!(
        last_refusal(&vendor).reason,
        "`x-sign` isn't the signature of this request"
    );
    ask(&vendor, &peek("at=1700000000000&once=n-1", &sign));
    assert_eq!(
        last_refusal(&vendor).reason,
        "`at` must be a Unix time of 10 digits"
    );
}

#[test]
fn secrets_stay_out_of_what_is_recorded() {
    let vendor = vendor();
    let data = r#"{"name":"A","size":1,"weight":1,"place":{"street":"S"},"pin":"p-987"}"#;
    ask(
        &vendor,
        &post("/v1/book", &signed(with(booking(), "data", data))),
    );
    assert_eq!(vendor.seen()[0].verdict, Verdict::Accepted);
    let told = format!("{:?} {vendor:?}", vendor.seen());
    assert!(told.contains(r#"\"pin\":\"[redacted]\""#), "{told}");
    assert!(!told.contains("p-987") && !told.contains(KEY), "{told}");
}

#[test]
fn says_what_it_was_not_told() {
    let vendor = untold_vendor().credential("client", "c-1");
    let (status, body) = ask(&vendor, &post("/v1/book", &signed(booking())));
    assert_eq!(status, 501);
    assert!(body.contains("credential `key`"), "{body}");
    assert_eq!(last_refusal(&vendor).kind, RefusalKind::Unprepared);

    let vendor = vendor.credential("kee", KEY);
    let (_, body) = ask(&vendor, &post("/v1/book", &signed(booking())));
    let told = "; it was told `kee`, which the spec doesn't have";
    assert!(body.ends_with(told), "{body}");
}

#[test]
fn tells_the_moment_that_a_request_tells() {
    let vendor = vendor();
    let told = vendor.moment(&post("/v1/book", &signed(booking())));
    assert_eq!(told, Some(sealspec::Moment::new(1_700_000_000_000, "")));
    assert_eq!(vendor.moment(&post("/v1/none", &[])), None);
    assert!(vendor.seen().is_empty());
}
