//! A small made-up vendor with everything that is hard to write down.

use crate::diagnostic::Span;
use crate::model::*;
use crate::signature::{
    Call, Expression, FieldList, FieldSource, Function, Line, LineKind, Operand, Part, Select,
    Signature, Template, ValueType,
};

/// The model, each name lengthened by so many letters.
pub(super) fn api(lengthened: usize) -> Api {
    let tail = |name: &str| format!("{name}{}", "n".repeat(lengthened));
    Api {
        name: "acme".to_owned(),
        file: "spec/acme/api.yaml".to_owned(),
        title: both("Acme [beta]", "阿克米"),
        source: "https://acme.example/docs".to_owned(),
        about: nasty(),
        servers: servers(),
        credentials: credentials(),
        signatures: vec![signature()],
        profiles: vec![signed(&tail("Signed")), open()],
        unspecified: Vec::new(),
        envelopes: vec![status()],
        types: types(&tail),
        pages: vec![Page {
            name: "orders".to_owned(),
            file: "spec/acme/orders.yaml".to_owned(),
            title: both("Orders", "订单"),
            source: Some("https://acme.example/docs/1".to_owned()),
            callbacks: vec![told(&tail), hint(&tail)],
            operations: vec![create_order(&tail), upload(), ping(), save(&tail)],
            group: 0,
        }],
    }
}

fn both(en: &str, zh: &str) -> Text {
    Text {
        zh: Some(zh.to_owned()),
        en: Some(en.to_owned()),
    }
}

fn about(en: &str) -> About {
    About {
        doc: Text {
            zh: None,
            en: Some(en.to_owned()),
        },
        ..About::default()
    }
}

fn nasty() -> About {
    About {
        doc: both(
            "a */ b\r\nescaped_the_comment\rescaped_the_comment <b> [c] `d http://x.example/?a=1&b=2。",
            "\u{202e}#标题\n\n- 一\n二",
        ),
        notes: vec![both("``` fence\n    code", "---")],
        assumed: vec![both("| cell |", "\u{2028}escaped_the_comment")],
        ..About::default()
    }
}

fn servers() -> Vec<Server> {
    let environment = |name: &str, url: &str, cleartext| Environment {
        name: name.to_owned(),
        url: url.to_owned(),
        cleartext,
        about: nasty(),
        source: None,
    };
    let production = environment("production", "https://acme.example", false);
    let sandbox = environment("sandbox", "http://sandbox.acme.example", true);
    vec![Server {
        name: "open".to_owned(),
        environments: vec![production, sandbox],
    }]
}

fn credentials() -> Vec<Credential> {
    let credential = |name: &str, secret| Credential {
        name: name.to_owned(),
        secret,
        from: Vec::new(),
        sent: name.starts_with("token"),
        about: about("Given by the vendor."),
        example: Some("x`y".to_owned()),
        at: Span::default(),
    };
    vec![
        credential("app_id", false),
        credential("app_secret", true),
        credential("shop_id", false),
        credential("token_of_app", true),
        credential("token", true),
    ]
}

fn template(operands: Vec<Operand>, calls: Vec<Function>, value_type: ValueType) -> Template {
    let calls = calls
        .into_iter()
        .map(|function| Call {
            function,
            arguments: Vec::new(),
        })
        .collect();
    Template {
        parts: vec![Part::Value(Expression { operands, calls })],
        value_type,
    }
}

fn value(operand: Operand) -> Part {
    Part::Value(Expression {
        operands: vec![operand],
        calls: Vec::new(),
    })
}

fn signature() -> Signature {
    let each = template(vec![Operand::Name, Operand::Value], vec![], ValueType::Text);
    let fields = FieldList {
        from: vec![FieldSource::Fields],
        nested: None,
        added: Vec::new(),
        name: template(vec![Operand::Name], vec![], ValueType::Text),
        value: template(vec![Operand::Value], vec![], ValueType::Text),
        repeat: None,
        select: Select::Except(vec!["sign".to_owned()]),
        skip_empty: true,
        order: sealspec::Order::Name,
        each,
        join: String::new(),
    };
    let text = Template {
        parts: vec![value(Operand::Credential(1)), value(Operand::Line(0))],
        value_type: ValueType::Text,
    };
    let sign = template(
        vec![Operand::Line(1)],
        vec![Function::Md5, Function::HexUpper],
        ValueType::Text,
    );
    let line = |name: &str, kind| Line {
        name: name.to_owned(),
        kind,
        value_type: ValueType::Text,
        secret: false,
    };
    Signature {
        name: "concat_md5".to_owned(),
        about: about("How it is signed."),
        source: None,
        lines: vec![
            line("fields", LineKind::Fields(fields)),
            line("text", LineKind::Template(text)),
            line("sign", LineKind::Template(sign)),
        ],
        vectors: Vec::new(),
    }
}

fn signed(type_name: &str) -> Profile {
    let common = |wire: &str, value, optional| CommonField {
        wire: wire.to_owned(),
        value,
        optional,
        about: nasty(),
        example: None,
    };
    let version = Template {
        parts: vec![Part::Literal("1.0".to_owned())],
        value_type: ValueType::Text,
    };
    let digest = template(
        vec![
            Operand::Nonce,
            Operand::Literal("-".to_owned()),
            Operand::Credential(0),
        ],
        vec![Function::Sha256, Function::Hex],
        ValueType::Text,
    );
    let bearer = template(
        vec![
            Operand::Literal("Bearer ".to_owned()),
            Operand::Credential(3),
            Operand::Credential(4),
        ],
        vec![],
        ValueType::Text,
    );
    let required = |credential| ProfileCredential {
        credential,
        optional: false,
    };
    let sign = template(vec![Operand::Line(2)], vec![], ValueType::Text);
    let authorization = Template {
        parts: vec![
            Part::Literal("Acme {id} ".to_owned()),
            value(Operand::Credential(0)),
            Part::Literal(":".to_owned()),
            value(Operand::Line(2)),
            Part::Literal("\n".to_owned()),
            value(Operand::Line(0)),
        ],
        value_type: ValueType::Text,
    };
    let output = |place, value| Output { place, value };
    let digest_of_body = template(
        vec![Operand::Body],
        vec![Function::Md5, Function::Base64],
        ValueType::Text,
    );
    Profile {
        name: "signed".to_owned(),
        type_name: type_name.to_owned(),
        about: nasty(),
        credentials: vec![
            required(0),
            required(1),
            ProfileCredential {
                credential: 2,
                optional: true,
            },
            required(3),
            ProfileCredential {
                credential: 4,
                optional: true,
            },
        ],
        common: vec![
            common(
                "appId",
                template(vec![Operand::Credential(0)], vec![], ValueType::Text),
                false,
            ),
            common(
                "timestamp",
                template(vec![Operand::Now], vec![Function::UnixMs], ValueType::Text),
                false,
            ),
            common("version", version, false),
            common(
                "shopId",
                template(vec![Operand::Credential(2)], vec![], ValueType::Text),
                true,
            ),
            common("digest", digest, false),
        ],
        query: vec![
            common(
                "shop",
                template(vec![Operand::Credential(2)], vec![], ValueType::Text),
                true,
            ),
            common(
                "at",
                template(vec![Operand::Now], vec![Function::Unix], ValueType::Text),
                false,
            ),
        ],
        headers: vec![
            common(
                "x-app",
                template(vec![Operand::Credential(0)], vec![], ValueType::Text),
                false,
            ),
            common("content-md5", digest_of_body, false),
            common("x-token", bearer, false),
        ],
        seal: None,
        sign: Some(Sign {
            signature: 0,
            into: vec![
                output(Place::Header("authorization".to_owned()), authorization),
                output(Place::Query("sign".to_owned()), sign.clone()),
                output(Place::Field("sign".to_owned()), sign.clone()),
            ],
            about: nasty(),
            example: None,
        }),
        verify: Some(Verify {
            signature: 0,
            place: Place::Field("sign".to_owned()),
            value: sign,
            when: VerifyWhen::IfPresent,
            fresh: Some(Fresh {
                place: Place::Header("x-time".to_owned()),
                unit: TimeUnit::Millis,
                within: 300,
            }),
        }),
        envelope: Some(0),
    }
}

fn open() -> Profile {
    Profile {
        name: "open".to_owned(),
        type_name: "Open".to_owned(),
        about: About::default(),
        credentials: Vec::new(),
        common: Vec::new(),
        query: Vec::new(),
        headers: Vec::new(),
        seal: None,
        sign: None,
        verify: None,
        envelope: None,
    }
}

fn status() -> Envelope {
    let member = |wire: &str| field(wire, Shape::String);
    Envelope {
        name: "status".to_owned(),
        about: about("How replies are wrapped."),
        fields: vec![member("status"), member("msg"), member("data")],
        success: Conditions(vec![("status".to_owned(), vec!["200".to_owned()])]),
        pending: Conditions::default(),
        undecided: Conditions::default(),
        code: Some("status".to_owned()),
        message: Some("msg".to_owned()),
        payload: Some("data".to_owned()),
        failures: Vec::new(),
    }
}

fn reply() -> Reply {
    let own = status();
    let members = own.fields.into_iter().map(|field| field.wire).collect();
    Reply {
        success: own.success,
        pending: own.pending,
        undecided: own.undecided,
        code: own.code,
        message: own.message,
        payload: own.payload,
        members,
        verify: None,
    }
}

fn field(wire: &str, shape: Shape) -> Field {
    Field {
        wire: wire.to_owned(),
        rust: wire.to_owned(),
        shape,
        form: WireForm::Natural,
        presence: Presence::Required,
        secret: false,
        encoding: None,
        absent: Vec::new(),
        max_chars: None,
        about: nasty(),
        example: None,
        at: Span::default(),
    }
}

const KIND: usize = 0;
const GOODS: usize = 1;
const RESULT: usize = 2;
const LEVEL: usize = 3;
const IMAGE: usize = 4;
const EMPTY: usize = 5;
const LONG: usize = 6;

fn types(tail: &dyn Fn(&str) -> String) -> Vec<TypeDefinition> {
    let kinds = vec![
        EnumValue {
            value: 1,
            name: tail("Food"),
            about: nasty(),
        },
        EnumValue {
            value: -2,
            name: "None".to_owned(),
            about: About::default(),
        },
    ];
    let levels = vec![EnumValue {
        value: tail("HIGH\"1"),
        name: tail("High"),
        about: About::default(),
    }];
    let definition =
        |name: String, page: Option<usize>, kind, in_requests, in_replies| TypeDefinition {
            rules: if in_requests && page.is_some() {
                rules(tail)
            } else {
                Vec::new()
            },
            left_out: false,
            name,
            about: nasty(),
            page,
            kind,
            in_requests,
            in_replies,
        };
    let secret = Field {
        secret: true,
        presence: Presence::Optional,
        ..field(&tail("pin"), Shape::String)
    };
    let result = vec![
        Field {
            presence: Presence::Always,
            ..field("name", Shape::String)
        },
        Field {
            form: WireForm::Either,
            ..field("value", Shape::Integer)
        },
        Field {
            absent: vec![String::new()],
            ..field("reader", Shape::Named(LEVEL))
        },
        Field {
            absent: vec![String::new()],
            form: WireForm::String,
            ..field("text", Shape::Number)
        },
    ];
    let long = vec![
        Field {
            presence: Presence::Always,
            ..field(&tail("first"), Shape::Named(KIND))
        },
        Field {
            absent: vec![String::new()],
            form: WireForm::String,
            ..field(&tail("second"), Shape::Number)
        },
    ];
    vec![
        definition(
            tail("Kind"),
            None,
            TypeKind::IntegerEnum {
                values: kinds,
                form: WireForm::Either,
            },
            true,
            true,
        ),
        definition(
            tail("Goods"),
            Some(0),
            TypeKind::Object(vec![secret, field("amount", Shape::Number)]),
            true,
            false,
        ),
        definition(
            tail("CreateOrderResponse"),
            Some(0),
            TypeKind::Object(result),
            false,
            true,
        ),
        definition(
            tail("Level"),
            Some(0),
            TypeKind::StringEnum { values: levels },
            true,
            true,
        ),
        definition(
            tail("Image"),
            Some(0),
            TypeKind::Newtype(Shape::String),
            true,
            true,
        ),
        definition(
            "Empty".to_owned(),
            Some(0),
            TypeKind::Object(Vec::new()),
            false,
            true,
        ),
        definition(tail("Long"), Some(0), TypeKind::Object(long), false, true),
    ]
}

/// A rule of each kind, among them one with a doc that no line can hold.
fn rules(tail: &dyn Fn(&str) -> String) -> Vec<Rule> {
    let rule = |kind, groups: &[&[&str]], when: &[(&str, &[&str])], about| Rule {
        kind,
        groups: groups
            .iter()
            .map(|group| group.iter().map(|name| tail(name)).collect())
            .collect(),
        when: when
            .iter()
            .map(|(name, values)| (tail(name), values.iter().map(|value| tail(value)).collect()))
            .collect(),
        about,
        at: Span::default(),
    };
    vec![
        rule(
            RuleKind::AnyOf,
            &[&["kind"], &["amount"]],
            &[],
            about(
                "Where both are given, `kind` counts, whatever else the vendor may say about it elsewhere.",
            ),
        ),
        rule(
            RuleKind::OneOf,
            &[&["kind", "amount"], &["goods"]],
            &[("orderNo", &["A", "B"]), ("x", &["\"1\""])],
            About {
                doc: Text::default(),
                ..nasty()
            },
        ),
        rule(
            RuleKind::Together,
            &[&["kind"], &["goods"]],
            &[],
            About::default(),
        ),
        rule(
            RuleKind::Require,
            &[&["kind"]],
            &[("amount", &["1"])],
            about("Says the page."),
        ),
        rule(
            RuleKind::Forbid,
            &[&["kind"], &["goods"]],
            &[("amount", &["1", "2", "3", "4"])],
            About::default(),
        ),
    ]
}

fn told(tail: &dyn Fn(&str) -> String) -> Callback {
    Callback {
        name: tail("told"),
        type_name: tail("Long"),
        about: nasty(),
        source: None,
        body: Body::Json,
        profiles: vec![0, 1],
        envelope: Some(0),
        reply: Reply {
            members: vec!["status".to_owned(), "sign".to_owned()],
            ..status().reply()
        },
        shape: Shape::Named(LONG),
        compare: vec![0],
        ack: Ack::Json(Json::String(tail("\\ \"ok\""))),
        examples: Vec::new(),
    }
}

fn hint(tail: &dyn Fn(&str) -> String) -> Callback {
    Callback {
        name: "hint".to_owned(),
        type_name: "Empty".to_owned(),
        source: Some("https://acme.example/docs/2".to_owned()),
        body: Body::Form,
        profiles: Vec::new(),
        envelope: None,
        reply: Reply::default(),
        shape: Shape::Named(EMPTY),
        compare: Vec::new(),
        ack: Ack::Text(tail("success")),
        ..told(tail)
    }
}

fn create_order(tail: &dyn Fn(&str) -> String) -> Operation {
    let order_no = Field {
        wire: tail("orderNo"),
        rust: tail("order_no"),
        max_chars: Some(32),
        example: Some(Json::String("A-1".to_owned())),
        about: About {
            doc: both("Number of the order.", "订单号"),
            notes: Vec::new(),
            assumed: vec![about("unique per shop.").doc],
            observed: true,
            deprecated: Some(both("Use `id`.", "用id")),
        },
        ..field("", Shape::String)
    };
    let goods = Shape::List(Box::new(Shape::Named(GOODS)));
    let variant = |path: String| Variant {
        profile: 0,
        method: Method::Post,
        path,
        server: 0,
        body: Body::Form,
        payload: Payload::Json("data".to_owned()),
        order: vec![
            Slot::Common(0),
            Slot::Payload,
            Slot::Common(1),
            Slot::Common(2),
            Slot::Common(3),
            Slot::Common(4),
        ],
        about: nasty(),
    };
    let filled = |wire: &str, value, after| Filled {
        wire: wire.to_owned(),
        value: FilledValue::Constant(value),
        after,
        about: nasty(),
        at: Span::default(),
    };
    Operation {
        name: tail("create_order"),
        type_name: tail("CreateOrder"),
        about: nasty(),
        source: Some("https://acme.example/docs/1".to_owned()),
        safe: true,
        link: false,
        variants: vec![variant(tail("/orders/create"))],
        request: vec![
            order_no,
            Field {
                form: WireForm::String,
                ..field("amount", Shape::Integer)
            },
            Field {
                presence: Presence::Optional,
                ..field("kind", Shape::Named(KIND))
            },
            field("goods", goods),
        ],
        filled: vec![
            filled(&tail("method"), Json::String(tail("pay \"1\"")), 1),
            filled("level", Json::Number("1.50".to_owned()), 4),
            filled("watched", Json::Boolean(true), 4),
        ],
        open: None,
        rules: rules(tail),
        response: Some(Shape::Named(RESULT)),
        envelope: Some(0),
        reply: reply(),
        poll: Some(Poll {
            via: Some("ping".to_owned()),
            first: 5,
            every: 10,
            until: 180,
            about: nasty(),
        }),
        examples: Vec::new(),
    }
}

fn upload() -> Operation {
    let variant = Variant {
        profile: 1,
        method: Method::Post,
        path: "/upload".to_owned(),
        server: 0,
        body: Body::Multipart,
        payload: Payload::Fields,
        order: vec![Slot::Field(0), Slot::Field(1)],
        about: nasty(),
    };
    Operation {
        name: "upload".to_owned(),
        type_name: "Upload".to_owned(),
        about: About::default(),
        source: None,
        safe: false,
        link: false,
        variants: vec![variant],
        request: vec![
            field("file", Shape::File),
            Field {
                presence: Presence::Optional,
                ..field("back", Shape::File)
            },
        ],
        filled: Vec::new(),
        open: None,
        rules: Vec::new(),
        response: Some(Shape::List(Box::new(Shape::Named(EMPTY)))),
        envelope: None,
        reply: Reply::default(),
        poll: None,
        examples: Vec::new(),
    }
}

fn ping() -> Operation {
    let variant = Variant {
        profile: 0,
        method: Method::Get,
        path: "/ping".to_owned(),
        server: 0,
        body: Body::Query,
        payload: Payload::Fields,
        order: vec![Slot::Filled(0), Slot::Field(0)],
        about: nasty(),
    };
    Operation {
        name: "ping".to_owned(),
        type_name: "Ping".to_owned(),
        about: About {
            deprecated: Some(both("Use \"pong\"\n#[escaped]", "用\u{202e}")),
            ..about("Says `pong`.")
        },
        source: None,
        safe: true,
        link: false,
        variants: vec![variant],
        request: vec![field("image", Shape::Named(IMAGE))],
        filled: vec![Filled {
            wire: "about".to_owned(),
            value: FilledValue::Constant(Json::Number("7".to_owned())),
            after: 0,
            about: About::default(),
            at: Span::default(),
        }],
        open: None,
        rules: Vec::new(),
        response: None,
        envelope: Some(0),
        reply: Reply {
            code: None,
            verify: Some(VerifyWhen::Always),
            ..reply()
        },
        poll: Some(Poll {
            via: None,
            first: 1,
            every: 1,
            until: 60,
            about: About::default(),
        }),
        examples: Vec::new(),
    }
}

fn save(tail: &dyn Fn(&str) -> String) -> Operation {
    let variant = Variant {
        profile: 0,
        method: Method::Post,
        path: "/save".to_owned(),
        server: 0,
        body: Body::Json,
        payload: Payload::Fields,
        order: vec![
            Slot::Common(0),
            Slot::Common(1),
            Slot::Field(0),
            Slot::Common(4),
            Slot::Field(1),
            Slot::Filled(0),
            Slot::Open,
        ],
        about: nasty(),
    };
    let goods = Shape::List(Box::new(Shape::Named(GOODS)));
    Operation {
        name: "save".to_owned(),
        type_name: "Save".to_owned(),
        about: about("Saves."),
        source: None,
        safe: false,
        link: false,
        variants: vec![variant],
        request: vec![
            field(&tail("goods"), goods),
            Field {
                form: WireForm::String,
                ..field("amount", Shape::Integer)
            },
        ],
        filled: vec![Filled {
            wire: tail("method"),
            value: FilledValue::Constant(Json::String("save".to_owned())),
            after: 2,
            about: About::default(),
            at: Span::default(),
        }],
        open: Some(About::default()),
        rules: Vec::new(),
        response: None,
        envelope: Some(0),
        reply: reply(),
        poll: None,
        examples: Vec::new(),
    }
}
