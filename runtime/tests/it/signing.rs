//! Signatures of every shape, through `prepare`, `explain`, `read` and `verify`.

use bytes::Bytes;
use sealspec::http::{Request, Response};
use sealspec::signing::{
    Headers, Incoming, Input, Line, Part, Quiet, Recording, Signed, SigningError, Text, Trace,
    base64_decode, hex, iso8601_basic, json_string, md5, trim, uri_escape,
};
use sealspec::{
    Body, Error, FieldRule, Fields, Fresh, Moment, Nested, ObjectWriter, Operation, Order, Origin,
    Place, Prepared, Profile, ReadPolicy, Reply, RequestWriter, Route, Secret, Select, Server,
    SignatureProblem, Source, TimeUnit, Verification, Verify, VerifyWhen, explain, prepare, read,
    verify,
};

use crate::vendor::SERVERS;

const BASE: &str = "https://open.example";
const NOW: i64 = 1_700_000_000_123;

fn moment() -> Moment {
    Moment::new(NOW, "n0nce")
}

/// Signs headers, query and body for an `Authorization` header; replies carry a header with their time.
struct Staged {
    key: Secret,
}

fn staged() -> Staged {
    Staged {
        key: Secret::new("azhleQ=="),
    }
}

impl Staged {
    fn seal<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let key = base64_decode("key", self.key.expose())?;
        let key = trace.bytes("key", true, key);
        let text = trace.text(
            "text",
            &[
                Part::Shown(input.header("X-Time")),
                Part::Shown(input.body_text()?),
            ],
        );
        let sign = hex(&md5([text.as_bytes(), &key].concat()));
        Ok(trace.text("sign", &[Part::Shown("v0="), Part::Shown(&sign)]))
    }
}

impl Profile for Staged {
    const NAME: &'static str = "staged";
    const SERVERS: &'static [Server] = SERVERS;
    const PLACES: &'static [Place] = &[Place::Header("authorization"), Place::Query("sig")];
    const VERIFY: Option<Verify> = Some(Verify {
        place: Place::Header("x-seal"),
        when: VerifyWhen::Always,
        fresh: Some(Fresh {
            place: Place::Header("x-time"),
            unit: TimeUnit::Seconds,
            within: 300,
        }),
    });

    fn from_credentials(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Ok(Self {
            key: sealspec::credential("key", get)?.into(),
        })
    }

    fn empty_credential(&self) -> Option<&'static str> {
        sealspec::first_empty(&[("key", self.key.expose())])
    }

    fn headers(&self, input: &Input<'_>, out: &mut Headers) -> Result<(), SigningError> {
        out.set("x-date", iso8601_basic(input.moment));
        out.set("x-digest", hex(&md5(input.body)));
        out.set("x-absent", "");
        Ok(())
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        let rule = FieldRule {
            from: &[Origin::Query],
            order: Order::NameThenValue,
            join: "&",
            ..FieldRule::ALL
        };
        let chosen = rule
            .of(input)
            .names(|field| uri_escape(&field.name))
            .values(|field| uri_escape(&field.value));
        let query = trace.fields("query", chosen, |out, field| {
            out.push(&field.name);
            out.push("=");
            out.value(field, &field.value);
        })?;
        let rule = FieldRule {
            from: &[Origin::Headers],
            select: Select::Prefix("X-"),
            order: Order::Name,
            ..FieldRule::ALL
        };
        let chosen = rule.of(input).values(|field| trim(&field.value));
        let headers = trace.fields("headers", chosen, |out, field| {
            out.push(&field.name);
            out.push(":");
            out.value(field, &field.value);
            out.push("\n");
        })?;
        let text = trace.text(
            "text",
            &[
                Part::Shown(input.method),
                Part::Shown("\n"),
                Part::Shown(&input.url()),
                Part::Shown("\n"),
                Part::Shown(&query),
                Part::Shown("\n"),
                Part::Shown(&headers),
                Part::Shown(input.header("content-type")),
            ],
        );
        let key = base64_decode("key", self.key.expose())?;
        let key = trace.bytes("key", true, key);
        let sign = hex(&md5([text.as_bytes(), &key].concat()));
        let sign = trace.text("sign", &[Part::Shown(&sign)]);
        Ok(Signed::at(
            Place::Header("authorization"),
            format!("Seal time={}, sign={sign}", input.header("x-date")),
        )
        .and(Place::Query("sig"), sign))
    }

    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        self.seal(input, trace)
    }
}

/// Signs the scalar members of a JSON body with a secret sorted among them, for a member of its own.
struct Token {
    password: Secret,
    nested: Nested,
}

fn token() -> Token {
    Token {
        password: Secret::new("p&ss word"),
        nested: Nested::Skip,
    }
}

impl Profile for Token {
    const NAME: &'static str = "token";
    const SERVERS: &'static [Server] = SERVERS;
    const PLACES: &'static [Place] = &[Place::Field("Token")];
    const VERIFY: Option<Verify> = Some(Verify {
        place: Place::Field("Token"),
        when: VerifyWhen::Always,
        fresh: None,
    });

    fn from_credentials(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Ok(Self {
            password: sealspec::credential("password", get)?.into(),
            nested: Nested::Skip,
        })
    }

    fn empty_credential(&self) -> Option<&'static str> {
        sealspec::first_empty(&[("password", self.password.expose())])
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        let sign = self.expected(input, trace)?;
        Ok(Signed::at(Place::Field("Token"), sign))
    }

    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let rule = FieldRule {
            from: &[Origin::Json],
            select: Select::Except(&["Token"]),
            nested: self.nested,
            order: Order::Name,
            ..FieldRule::ALL
        };
        let chosen = rule
            .of(input)
            .add("Password", Part::Secret("password", self.password.expose()));
        let fields = trace.fields("fields", chosen, |out, field| {
            out.value(field, &field.value);
        })?;
        let text = trace.text("text", &[Part::Secret("fields", &fields), Part::Shown("!")]);
        Ok(trace.text("sign", &[Part::Shown(&hex(&md5(text)))]))
    }
}

const REPLY: Reply = Reply {
    success: &[],
    pending: &[],
    undecided: &[],
    code: None,
    message: None,
    payload: None,
    members: &["Token"],
    verify: None,
};

type Members = fn(&mut ObjectWriter<'_>);

/// A call with a query and a JSON body.
struct Pay {
    members: Members,
}

impl<P: Profile> Operation<P> for Pay {
    const NAME: &'static str = "pay";
    const ROUTE: Route = Route::post("/pay", "open", Body::Json);
    const REPLY: Reply = REPLY;
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, out: &mut W) {
        out.query("b", "2 超");
        out.query(format!("a{}", 1), "*~");
        out.header("x-op", " padded ");
        out.body_json(self.members);
    }
}

fn pay() -> Pay {
    Pay {
        members: |object| {
            object.field("Amount", &19200_i64);
            object.text("Memo", "a/b \"超\"");
            object.field("Receipt", &vec![1_i64, 2]);
        },
    }
}

/// A body of bytes.
struct Raw {
    content_type: &'static str,
    body: &'static str,
}

impl<P: Profile> Operation<P> for Raw {
    const NAME: &'static str = "raw";
    const ROUTE: Route = Route::post("/raw", "open", Body::Form);
    const REPLY: Reply = REPLY;
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, out: &mut W) {
        out.text("q", "1");
        out.raw_body(self.content_type, self.body);
    }
}

fn body(prepared: &Prepared) -> &str {
    std::str::from_utf8(prepared.body()).unwrap()
}

#[test]
fn headers_are_made_before_the_signature_and_see_the_body() {
    let prepared = prepare(&staged(), BASE, &pay(), &moment()).unwrap();
    let request = prepared.to_request();
    let sent = r#"{"Amount":19200,"Memo":"a/b \"超\"","Receipt":[1,2]}"#;
    assert_eq!(body(&prepared), sent);
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("x-date"), "20231114T221320Z");
    assert_eq!(header("x-digest"), hex(&md5(sent)));
    assert!(!request.headers().contains_key("x-absent"));
    assert!(!request.headers().contains_key("host"));
    let text = format!(
        "POST\nhttps://open.example/pay\na1=%2A~&b=2%20%E8%B6%85\n\
         x-date:20231114T221320Z\nx-digest:{}\nx-op:padded\napplication/json",
        hex(&md5(sent))
    );
    let sign = hex(&md5([text.as_bytes(), b"k\x38ey"].concat()));
    assert_eq!(
        header("authorization"),
        format!("Seal time=20231114T221320Z, sign={sign}")
    );
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(
        request.uri().query(),
        Some(&*format!("b=2+%E8%B6%85&a1=*%7E&sig={sign}"))
    );
}

#[test]
fn a_signature_can_be_the_last_member_of_a_json_body() {
    let prepared = prepare(&token(), BASE, &pay(), &moment()).unwrap();
    let sign = hex(&md5("19200a/b \"超\"p&ss word!"));
    let sent =
        format!(r#"{{"Amount":19200,"Memo":"a/b \"超\"","Receipt":[1,2],"Token":"{sign}"}}"#);
    assert_eq!(body(&prepared), sent);
    assert_eq!(prepared.uri().query(), Some("b=2+%E8%B6%85&a1=*%7E"));
    let empty = Pay { members: |_| {} };
    let prepared = prepare(&token(), BASE, &empty, &moment()).unwrap();
    let sign = hex(&md5("p&ss word!"));
    assert_eq!(body(&prepared), format!(r#"{{"Token":"{sign}"}}"#));
}

#[test]
fn an_undocumented_value_and_a_bad_key_are_refused_before_sending() {
    let unclear = Token {
        nested: Nested::Undetermined,
        ..token()
    };
    let error = prepare(&unclear, BASE, &pay(), &moment()).unwrap_err();
    assert_eq!(error.outcome(), sealspec::Outcome::NotSent);
    assert!(
        error
            .to_string()
            .contains("`Receipt` is an object or a list"),
        "{error}"
    );
    let bad = Staged {
        key: Secret::new("s3cret!"),
    };
    let error = prepare(&bad, BASE, &pay(), &moment())
        .unwrap_err()
        .to_string();
    assert!(error.contains("`key` isn't made from Base64"), "{error}");
    assert!(!error.contains("s3cret"), "{error}");
}

#[test]
fn bytes_go_as_they_are() {
    let raw = Raw {
        content_type: "application/json; charset=utf-8",
        body: r#"{ "b": 1, "a" : "x" }"#,
    };
    let staged = prepare(&staged(), BASE, &raw, &moment()).unwrap();
    assert_eq!(body(&staged), raw.body);
    assert!(staged.uri().query().unwrap().starts_with("q=1&sig="));
    let error = prepare(&token(), BASE, &raw, &moment()).unwrap_err();
    assert!(
        error.to_string().contains("`Token` can't be added"),
        "{error}"
    );
    let broken = Raw {
        body: r#"{"a":1,"a":2}"#,
        ..raw
    };
    let error = prepare(&token(), BASE, &broken, &moment()).unwrap_err();
    assert!(
        error.to_string().contains("isn't what it calls itself"),
        "{error}"
    );
}

#[test]
fn an_explanation_tells_which_fields_took_part_and_where_all_went() {
    let (prepared, explanation) = explain(&token(), BASE, &pay(), &moment()).unwrap();
    let sign = hex(&md5("19200a/b \"超\"p&ss word!"));
    assert!(body(&prepared).contains(&*sign));
    assert_eq!(
        explanation.to_string(),
        format!(
            "pay as token: POST https://open.example/pay\n\
             \x20 fields  19200a/b \"超\"[password]\n\
             \x20         made of Amount, Memo, Password\n\
             \x20         without Receipt: an object or a list\n\
             \x20         without b: stands in the query\n\
             \x20         without a1: stands in the query\n\
             \x20 text    19200a/b \"超\"[password]!\n\
             \x20 sign    {sign}\n\
             \x20 signature goes into the field `Token`"
        )
    );
    let (_, explanation) = explain(&staged(), BASE, &pay(), &moment()).unwrap();
    let text = explanation.to_string();
    let sign = explanation.line("sign").unwrap();
    let end = format!(
        "  signature goes into the header `authorization`: Seal time=20231114T221320Z, sign={sign}\n  \
         and with it into the query field `sig`"
    );
    assert!(text.ends_with(&end), "{text}");
    assert!(text.contains("  key      [key]\n"), "{text}");
    for shown in [text, format!("{explanation:?}")] {
        assert!(
            !shown.contains("azhleQ") && !shown.contains("6b386579"),
            "{shown}"
        );
    }
}

/// The line and the recording that a rule gives over a query, a form and a JSON body.
fn listed(rule: FieldRule<'_>) -> String {
    let mut fields = Fields::default();
    for (name, value) in [
        ("b", "1"),
        ("a10", ""),
        ("B", "x"),
        ("b", "0"),
        ("a2", "é &"),
    ] {
        fields.push(name, value);
    }
    fields.push_from(Source::Query, "q", "7");
    fields
        .push_json(r#"{"n":null,"t":"say \"hi\"","d":1.50,"o":{"z":1,"y":"2"}}"#)
        .unwrap();
    let mut headers = Fields::default();
    headers.push_from(Source::Header, "x-b", "2");
    headers.push_from(Source::Header, "host", "h");
    let moment = moment();
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "https",
        method: "POST",
        host: "h",
        path: "/p",
        query: "q=7",
        body: b"",
        moment: &moment,
    };
    let mut recording = Recording::default();
    let write = |out: &mut sealspec::signing::Spelling, field: &sealspec::Field<'_>| {
        out.push(&field.name);
        out.push("=");
        out.value(field, &field.value);
    };
    let quiet = Quiet.fields("f", rule.of(&input), write);
    let recorded = recording.fields("f", rule.of(&input), write);
    assert_eq!(quiet, recorded);
    quiet.map_or_else(|error| error.to_string(), String::from)
}

const BODY: FieldRule<'_> = FieldRule {
    from: &[Origin::Body],
    select: Select::Except(&["n", "t", "d", "o"]),
    join: "&",
    ..FieldRule::ALL
};

#[test]
fn fields_are_sorted_as_the_rule_says() {
    let by = |order| listed(FieldRule { order, ..BODY });
    assert_eq!(by(Order::Wire), "b=1&a10=&B=x&b=0&a2=é &");
    assert_eq!(by(Order::Name), "B=x&a10=&a2=é &&b=1&b=0");
    assert_eq!(by(Order::NameIgnoreCase), "a10=&a2=é &&B=x&b=1&b=0");
    assert_eq!(by(Order::NameThenValue), "B=x&a10=&a2=é &&b=0&b=1");
    assert_eq!(by(Order::Value), "a10=&b=0&b=1&B=x&a2=é &");
    assert_eq!(by(Order::Rendered), "B=x&a10=&a2=é &&b=0&b=1");
    let only = FieldRule {
        select: Select::Only(&["q", "b", "none", "a10"]),
        from: &[Origin::Fields],
        order: Order::Listed,
        ..BODY
    };
    assert_eq!(listed(only), "q=7&b=1&b=0&a10=");
}

#[test]
fn fields_come_from_where_the_rule_says() {
    let from = |from: &'static [Origin<'static>]| {
        listed(FieldRule {
            from,
            nested: Nested::Skip,
            select: Select::All,
            ..BODY
        })
    };
    assert_eq!(from(&[Origin::Query]), "q=7");
    assert_eq!(from(&[Origin::Json]), "n=&t=say \"hi\"&d=1.50");
    assert_eq!(from(&[Origin::Member("o")]), "z=1&y=2");
    assert_eq!(from(&[Origin::Member("none")]), "");
    assert_eq!(
        from(&[Origin::Member("b")]),
        "`b` has no members to sign: $: expected an object, found a number: look at the signature's `from`"
    );
    assert_eq!(from(&[Origin::Headers, Origin::Query]), "x-b=2&host=h&q=7");
    assert_eq!(
        listed(FieldRule {
            from: &[Origin::Headers],
            select: Select::Only(&["Host", "X-B"]),
            order: Order::Listed,
            ..BODY
        }),
        "host=h&x-b=2"
    );
    assert_eq!(
        listed(FieldRule {
            from: &[Origin::Json],
            select: Select::Only(&["o", "n"]),
            nested: Nested::Text,
            skip_empty: true,
            ..BODY
        }),
        r#"o={"z":1,"y":"2"}"#
    );
}

#[test]
fn values_of_one_name_can_be_joined() {
    let rule = FieldRule {
        repeat: Some(","),
        order: Order::Name,
        ..BODY
    };
    assert_eq!(listed(rule), "B=x&a10=&a2=é &&b=1,0");
}

fn line_of<'r>(recording: &'r Recording, name: &str) -> &'r Line {
    recording
        .lines
        .iter()
        .find(|line| line.name == name)
        .unwrap()
}

#[test]
fn added_fields_are_sorted_rewritten_and_masked() {
    let mut fields = Fields::default();
    fields.push("c", "3");
    fields
        .push_json(r#"{"a":{"x":1},"d":"q\"","n":null}"#)
        .unwrap();
    let (headers, moment) = (Fields::default(), moment());
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "",
        method: "",
        host: "",
        path: "",
        query: "",
        body: b"",
        moment: &moment,
    };
    let rule = FieldRule {
        nested: Nested::Text,
        skip_empty: true,
        order: Order::Rendered,
        join: ";",
        ..FieldRule::ALL
    };
    let mut recording = Recording::default();
    let chosen = rule
        .of(&input)
        .add("b", Part::Secret("key", "k-secret"))
        .add("none", Part::Shown(""))
        .names(|field| field.name.to_ascii_uppercase())
        .values(|field| Ok::<_, SigningError>(format!("<{}>", field.value)));
    let line = recording.fields("f", chosen, |out, field| {
        out.push(&field.name);
        out.value(field, &field.value);
        out.value(field, &field.json());
        out.secret("salt", "s4lt");
    });
    let line = line.unwrap();
    let wanted = r#"A<{"x":1}>{"x":1}s4lt;B<k-secret>"k-secret"s4lt;C<3>"3"s4lt;D<q">"q\""s4lt"#;
    assert_eq!(line, wanted);
    recording.text(
        "text",
        &[
            Part::Secret("f", &line),
            Part::Shown("."),
            Part::Secret("key", "k"),
        ],
    );
    let shown = r#"A<{"x":1}>{"x":1}[salt];B[key][key][salt];C<3>"3"[salt];D<q">"q\""[salt]"#;
    assert_eq!(line_of(&recording, "f").value, shown);
    assert_eq!(line_of(&recording, "text").value, format!("{shown}.[key]"));
    assert_eq!(line_of(&recording, "f").took_part, ["A", "B", "C", "D"]);
    assert_eq!(
        line_of(&recording, "f").left_out,
        [("n".to_owned(), "empty"), ("none".to_owned(), "empty")]
    );
    assert!(!format!("{recording:?}").contains("secret"));
    let chosen = rule
        .of(&input)
        .values(|field| base64_decode("v", &field.value).map(|_| String::new()));
    assert!(
        Quiet
            .fields("f", chosen, |_, _| ())
            .unwrap_err()
            .to_string()
            .contains("`v`")
    );
}

fn sealed(time: &str, text: &'static str, seal: Option<&str>) -> Response<Bytes> {
    let mut response = Response::builder().header("X-Time", time);
    if let Some(seal) = seal {
        response = response.header("X-Seal", seal);
    }
    response.body(Bytes::from_static(text.as_bytes())).unwrap()
}

fn seal_of(time: &str, text: &str) -> String {
    format!(
        "v0={}",
        hex(&md5([time.as_bytes(), text.as_bytes(), b"k\x38ey"].concat()))
    )
}

fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> SignatureProblem {
    match result.unwrap_err() {
        Error::Signature { problem, .. } => problem,
        other => panic!("{other}"),
    }
}

#[test]
fn a_reply_can_be_signed_in_a_header_and_grow_stale() {
    let (time, text) = ("1700000000", r#"{"a":1}"#);
    let seal = seal_of(time, text);
    let policy = ReadPolicy::default().at(NOW + 299_000);
    let get = |response, policy| read::<Staged, Pay>(&staged(), response, policy);
    let received = get(sealed(time, text, Some(&seal)), policy).unwrap();
    assert_eq!(received.verification, Verification::Verified);
    assert_eq!(received.verified().unwrap().into_inner(), ());
    let stale = [
        ReadPolicy::default().at(NOW + 301_000),
        ReadPolicy::default().at(NOW - 301_000),
        ReadPolicy::default(),
    ];
    for policy in stale {
        let found = problem(get(sealed(time, text, Some(&seal)), policy));
        assert_eq!(found, SignatureProblem::Stale);
    }
    let found = problem(get(
        sealed("soon", text, Some(&seal_of("soon", text))),
        policy,
    ));
    assert_eq!(found, SignatureProblem::Stale);
    for seal in [None, Some("")] {
        let found = problem(get(sealed(time, text, seal), policy));
        assert_eq!(found, SignatureProblem::Missing);
    }
    let found = problem(get(sealed("1700000001", text, Some(&seal)), policy));
    assert_eq!(found, SignatureProblem::Wrong);
}

#[test]
fn only_a_verified_reply_is_verified() {
    let unsigned = Response::new(Bytes::from_static(b"{}"));
    let received =
        read::<crate::vendor::Shop, Pay>(&crate::vendor::shop(), unsigned, ReadPolicy::default());
    let found = problem(received.unwrap().verified());
    assert_eq!(found, SignatureProblem::Missing);
}

fn callback(content_type: &str, text: impl Into<Bytes>) -> Request<Bytes> {
    Request::post("https://me.example/hook?from=pay")
        .header("content-type", content_type)
        .header("x-time", "1700000000")
        .body(text.into())
        .unwrap()
}

#[test]
fn a_callback_is_verified_by_the_rule_for_replies() {
    let (json, form) = ("application/json", "application/x-www-form-urlencoded");
    let check = |request: &Request<Bytes>| {
        let incoming = Incoming::parse(request)?;
        verify(&token(), &incoming.input(&moment()))
    };
    let sign = hex(&md5("19200p&ss word!"));
    let good = callback(json, format!(r#"{{"Amount":19200,"Token":"{sign}"}}"#));
    check(&good).unwrap();
    let verified = Incoming::parse(&good)
        .unwrap()
        .verified(&token(), &moment())
        .unwrap();
    assert_eq!(verified.fields().get("Amount"), Some("19200"));
    assert_eq!(verified.into_inner().body(), good.body());
    let changed = callback(json, format!(r#"{{"Amount":19201,"Token":"{sign}"}}"#));
    assert_eq!(problem(check(&changed)), SignatureProblem::Wrong);
    for text in [
        r#"{"Amount":19200}"#,
        r#"{"Amount":19200,"Token":""}"#,
        "[]",
        "",
    ] {
        assert_eq!(
            problem(check(&callback(json, text))),
            SignatureProblem::Missing
        );
    }
    let twice = callback(json, r#"{"Amount":1,"Amount":2}"#);
    assert!(matches!(check(&twice), Err(Error::Shape { .. })));
    let form = callback(form, "a=%ff");
    assert!(matches!(check(&form), Err(Error::Shape { .. })));
}

#[test]
fn a_callback_may_not_be_stale_and_needs_a_rule_and_a_key() {
    let text = "id=1&name=%E8%B6%85+x";
    let mut request = callback("application/x-www-form-urlencoded; charset=utf-8", text);
    let seal = seal_of("1700000000", text);
    request
        .headers_mut()
        .insert("x-seal", seal.parse().unwrap());
    let incoming = Incoming::parse(&request).unwrap();
    let fields: Vec<_> = incoming
        .fields()
        .iter()
        .map(|field| &*field.value)
        .collect();
    assert_eq!(fields, ["pay", "1", "超 x"]);
    verify(&staged(), &incoming.input(&moment())).unwrap();
    let late = Moment::new(NOW + 400_000, "");
    let found = problem(verify(&staged(), &incoming.input(&late)));
    assert_eq!(found, SignatureProblem::Stale);
    let unkeyed = Staged {
        key: Secret::default(),
    };
    let error = verify(&unkeyed, &incoming.input(&moment())).unwrap_err();
    assert!(error.to_string().contains("`key` is empty"), "{error}");
    let error = verify(&crate::vendor::shop(), &incoming.input(&moment())).unwrap_err();
    assert!(error.to_string().contains("isn't signed"), "{error}");
}

#[test]
fn a_profile_is_made_from_named_credentials() {
    let get = |name: &str| (name == "key").then(|| "azhleQ==".to_owned());
    assert_eq!(Staged::from_credentials(&get).unwrap().key, staged().key);
    let error = Token::from_credentials(&get).err().unwrap().to_string();
    assert!(error.contains("`password` isn't given"), "{error}");
    assert_eq!(json_string("超"), "\"超\"");
}
