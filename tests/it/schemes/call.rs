//! A vector as an operation: it writes what the vector lists, and nothing that is generated.

use std::marker::PhantomData;

use sealspec::{
    Body, Encode, File, Moment, Operation, Profile, Reply, RequestWriter, Route, ValueWriter,
};
use sealspec_codegen::model::{Place, Sign};
use sealspec_codegen::signature::Vector;
use serde_json::Value;

const CONTENT_TYPE: &str = "content-type";

/// Where a vector's request goes.
pub(super) trait Case: Send + Sync + 'static {
    const ROUTE: Route;
}

/// The request of a vector.
pub(super) struct Call<'v, C> {
    vector: &'v Vector,
    /// The members of a JSON body whose last member will be the signature.
    members: Vec<(String, Json)>,
    /// Fields of the vector that are the signature itself, as a vendor's example may print it.
    signature_fields: Vec<&'v str>,
    file: Option<&'v File>,
    case: PhantomData<C>,
}

impl<'v, C: Case> Call<'v, C> {
    pub(super) fn new(vector: &'v Vector, sign: &'v Sign) -> Self {
        let object = match (C::ROUTE.body, &vector.request.body) {
            (Body::Json, Some(body)) => serde_json::from_str(body).expect("the body is JSON"),
            _ => Value::Null,
        };
        let members = match object {
            Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (name, Json(value)))
                .collect(),
            _ => Vec::new(),
        };
        let signature_fields = sign
            .into
            .iter()
            .filter_map(|output| match &output.place {
                Place::Field(name) | Place::Query(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        Self {
            vector,
            members,
            signature_fields,
            file: None,
            case: PhantomData,
        }
    }

    /// Uploads a file, too.
    pub(super) fn with_file(mut self, file: &'v File) -> Self {
        self.file = Some(file);
        self
    }

    fn is_signature(&self, name: &str) -> bool {
        self.signature_fields.contains(&name)
    }
}

impl<P: Profile, C: Case> Operation<P> for Call<'_, C> {
    const NAME: &'static str = "vector";
    const ROUTE: Route = C::ROUTE;
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
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, out: &mut W) {
        let request = &self.vector.request;
        for (name, value) in request
            .query_fields
            .iter()
            .filter(|(name, _)| !self.is_signature(name))
        {
            out.query(name.as_str(), value.as_str());
        }
        for (name, value) in request
            .fields
            .iter()
            .filter(|(name, _)| !self.is_signature(name))
        {
            out.text(name.as_str(), value.as_str());
        }
        if let Some(file) = self.file {
            out.file("file", file);
        }
        for (name, value) in self.headers() {
            out.header(name, value);
        }
        match &request.body {
            Some(_) if !self.members.is_empty() => out.body_json(|object| {
                for (name, value) in &self.members {
                    object.field(name, value);
                }
            }),
            Some(body) => out.raw_body(self.content_type(body), body.clone().into_bytes()),
            // Nothing at all, where a form of no fields would still say that it is one.
            None if C::ROUTE.body == Body::Form
                && request.fields.is_empty()
                && self.signature_fields.is_empty() =>
            {
                out.raw_body("", Vec::new());
            }
            None => {}
        }
    }
}

impl<C> Call<'_, C> {
    /// The vector's headers but for the type of its body. Those of one name are one, which is the same to HTTP.
    fn headers(&self) -> Vec<(String, String)> {
        let request = &self.vector.request;
        let mut headers: Vec<(String, String)> = Vec::new();
        for (name, value) in &request.headers {
            let name = name.to_ascii_lowercase();
            match headers.iter_mut().find(|(own, _)| *own == name) {
                _ if name == CONTENT_TYPE && request.body.is_some() => {}
                Some((_, known)) => *known = format!("{known},{value}"),
                None => headers.push((name, value.clone())),
            }
        }
        headers
    }

    /// The type of the body. A text that the vector gives none has none on the wire, either: a signature of all headers would
    /// cover it.
    fn content_type(&self, body: &str) -> &str {
        let mut headers = self.vector.request.headers.iter();
        match headers.find(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE)) {
            Some((_, value)) => value,
            None if body.starts_with('{') => "application/json",
            None => "",
        }
    }
}

/// A JSON value as a request writes it.
struct Json(Value);

impl Encode for Json {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        match &self.0 {
            Value::String(text) => out.text(text),
            Value::Number(number) => {
                out.integer(number.as_i64().expect("the vectors hold whole numbers"))
            }
            Value::Bool(truth) => out.boolean(*truth),
            Value::Object(members) => out.object(|object| {
                for (name, value) in members {
                    object.field(name, &Json(value.clone()));
                }
            }),
            other => panic!("no vector holds {other}"),
        }
    }
}
