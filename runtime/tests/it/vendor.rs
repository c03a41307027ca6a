//! A vendor as a generated client would have it.

use sealspec::signing::{Input, Part, Signed, SigningError, Text, Trace, hex_upper, md5};
use sealspec::{
    Body, Decode, Environment, Error, Extra, FieldRule, File, Moment, Operation, Order, Place,
    Profile, Reader, Reply, RequestWriter, Route, Secret, Select, Server, ShapeError, Verify,
    VerifyWhen,
};

pub(crate) const SERVERS: &[Server] = &[
    Server {
        name: "open",
        environments: &[
            Environment {
                name: "production",
                url: "https://open.example",
                cleartext: false,
            },
            Environment {
                name: "sandbox",
                url: "http://sandbox.example",
                cleartext: true,
            },
        ],
    },
    Server {
        name: "files",
        environments: &[Environment {
            name: "production",
            url: "https://files.example",
            cleartext: false,
        }],
    },
];

/// Signs requests; replies aren't signed.
pub(crate) struct Shop {
    pub(crate) id: String,
    pub(crate) key: Secret,
}

/// Signs requests, and its replies are signed.
pub(crate) struct Agent(pub(crate) Shop);

pub(crate) fn shop() -> Shop {
    Shop {
        id: "shop-1".to_owned(),
        key: Secret::new("k-secret-9"),
    }
}

pub(crate) fn agent() -> Agent {
    Agent(shop())
}

/// MD5 over the key and the sorted fields that aren't empty.
fn sign<T: Trace>(
    key: &Secret,
    input: &Input<'_>,
    trace: &mut T,
) -> Result<Text<'static>, SigningError> {
    let rule = FieldRule {
        select: Select::Except(&["sign"]),
        skip_empty: true,
        order: Order::Name,
        join: "&",
        ..FieldRule::ALL
    };
    let fields = trace.fields("fields", rule.of(input), |out, field| {
        out.push(&field.name);
        out.push("=");
        out.value(field, &field.value);
    })?;
    let text = trace.text(
        "text",
        &[Part::Secret("key", key.expose()), Part::Shown(&fields)],
    );
    Ok(trace.text("sign", &[Part::Shown(&hex_upper(&md5(text)))]))
}

/// The signature of a reply with these fields, spelled and sorted by the caller.
pub(crate) fn seal(fields: &str) -> String {
    hex_upper(&md5(format!("k-secret-9{fields}"))).into()
}

impl Profile for Shop {
    const NAME: &'static str = "shop";
    const SERVERS: &'static [Server] = SERVERS;
    const PLACES: &'static [Place] = &[Place::Field("sign")];
    const VERIFY: Option<Verify> = None;

    fn from_credentials(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Ok(Self {
            id: sealspec::credential("id", get)?,
            key: sealspec::credential("key", get)?.into(),
        })
    }

    fn empty_credential(&self) -> Option<&'static str> {
        sealspec::first_empty(&[("id", &self.id), ("key", self.key.expose())])
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        let sign = sign(&self.key, input, trace)?;
        Ok(Signed::at(Place::Field("sign"), sign))
    }

    fn expected<T: Trace>(&self, _: &Input<'_>, _: &mut T) -> Result<Text<'static>, SigningError> {
        Ok(Text::default())
    }
}

impl Profile for Agent {
    const NAME: &'static str = "agent";
    const SERVERS: &'static [Server] = SERVERS;
    const PLACES: &'static [Place] = &[Place::Header("x-sign")];
    const VERIFY: Option<Verify> = Some(Verify {
        place: Place::Field("sign"),
        when: VerifyWhen::IfPresent,
        fresh: None,
    });

    fn from_credentials(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Shop::from_credentials(get).map(Self)
    }

    fn empty_credential(&self) -> Option<&'static str> {
        self.0.empty_credential()
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        let sign = sign(&self.0.key, input, trace)?;
        Ok(Signed::at(Place::Header("x-sign"), sign))
    }

    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        sign(&self.0.key, input, trace)
    }
}

/// An envelope with a member for the payload.
pub(crate) const NESTED: Reply = Reply {
    success: &[("status", &["200"])],
    pending: &[],
    undecided: &[],
    code: Some("status"),
    message: Some("msg"),
    payload: Some("data"),
    members: &["status", "msg"],
    verify: None,
};

/// An envelope beside the payload.
pub(crate) const FLAT: Reply = Reply {
    success: &[("state", &["SUCCESS"])],
    pending: &[],
    undecided: &[],
    code: Some("code"),
    message: Some("msg"),
    payload: None,
    members: &["state", "code", "msg", "sign"],
    verify: None,
};

/// Business fields in one JSON text.
#[derive(Debug, Default)]
pub(crate) struct Order1 {
    pub(crate) note: Option<String>,
    pub(crate) weight: f64,
    pub(crate) password: Secret,
}

impl Operation<Shop> for Order1 {
    const NAME: &'static str = "order";
    const ROUTE: Route = Route::post("/v1/order", "open", Body::Form);
    const REPLY: Reply = NESTED;
    type Response = OrderResponse;

    fn write<'a, W: RequestWriter<'a>>(&'a self, shop: &'a Shop, moment: &'a Moment, out: &mut W) {
        out.json("data", |data| {
            data.field("note", &self.note);
            data.field("weight", &self.weight);
            data.field("password", &self.password);
        });
        out.field("id", &shop.id);
        out.text("timestamp", moment.unix_millis().to_string());
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct OrderResponse {
    pub(crate) id: i64,
    pub(crate) extra: Extra,
}

impl Decode for OrderResponse {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        let mut id = None;
        let mut extra = Extra::default();
        reader.object(|name, value| {
            match name {
                "id" => id = value.lenient().read()?,
                _ => value.keep(name, &mut extra)?,
            }
            Ok(())
        })?;
        Ok(Self {
            id: sealspec::required("id", id)?,
            extra,
        })
    }
}

/// A reading call whose reply is flat.
pub(crate) struct Query1 {
    pub(crate) word: String,
}

impl<P: Profile> Operation<P> for Query1 {
    const NAME: &'static str = "query";
    const ROUTE: Route = Route::get("/v1/query", "open", Body::Query);
    const REPLY: Reply = FLAT;
    type Response = OrderResponse;

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, out: &mut W) {
        out.field("word", &self.word);
    }
}

/// An upload.
pub(crate) struct Upload {
    pub(crate) file: File,
}

impl<P: Profile> Operation<P> for Upload {
    const NAME: &'static str = "upload";
    const ROUTE: Route = Route::post("/v1/file", "files", Body::Multipart);
    const REPLY: Reply = NESTED;
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, out: &mut W) {
        out.text("kind", "logo");
        out.file("file", &self.file);
    }
}

/// A reply that is nothing but its payload.
pub(crate) struct Bare;

impl Operation<Shop> for Bare {
    const NAME: &'static str = "bare";
    const ROUTE: Route = Route::post("/v1/bare", "open", Body::Form);
    const REPLY: Reply = Reply {
        success: &[],
        pending: &[],
        undecided: &[],
        code: None,
        message: None,
        payload: None,
        members: &[],
        verify: None,
    };
    type Response = Vec<i64>;

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a Shop, _: &'a Moment, _: &mut W) {}
}

/// A reply that must be signed when it says that all is well.
pub(crate) struct Strict;

impl Operation<Agent> for Strict {
    const NAME: &'static str = "strict";
    const ROUTE: Route = Route::post("/v1/strict", "open", Body::Form);
    const REPLY: Reply = Reply {
        verify: Some(VerifyWhen::OnSuccess),
        ..FLAT
    };
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a Agent, _: &'a Moment, _: &mut W) {}
}
