//! Reading a request's fields from where they travel.

use std::convert::Infallible;
use std::future::ready;

use bytes::Bytes;
use futures_util::{FutureExt as _, stream};
use http::{HeaderMap, Request, header};
use multer::Multipart;
use sealspec_codegen::model::{Body, Json, Place};

use crate::json;
use crate::seen::{Refusal, SeenFile};

/// A request's fields in the order in which they came, and its files.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received {
    /// Those of the query, where there is a body beside it.
    pub(crate) query: Vec<(String, String)>,
    /// Those of the body, or of the query where there is none; an object or a list by its JSON text.
    pub(crate) fields: Vec<(String, String)>,
    /// The body, where it is JSON.
    pub(crate) json: Option<Json>,
    pub(crate) files: Vec<SeenFile>,
    pub(crate) headers: HeaderMap,
    pub(crate) path: String,
}

impl Received {
    /// Reads a request whose fields travel as `body` says.
    pub(crate) fn read(request: &Request<Bytes>, body: Body) -> Result<Self, Refusal> {
        let query = read_form(request.uri().query().unwrap_or_default().as_bytes());
        let received = match body {
            Body::Query => Self {
                fields: query,
                ..Self::default()
            },
            Body::Form => {
                expect_content_type(request, "application/x-www-form-urlencoded")?;
                Self {
                    query,
                    fields: read_form(request.body()),
                    ..Self::default()
                }
            }
            Body::Multipart => {
                expect_content_type(request, "multipart/form-data")?;
                Self {
                    query,
                    ..Self::read_multipart(request)?
                }
            }
            Body::Json => {
                expect_content_type(request, "application/json")?;
                Self {
                    query,
                    ..Self::read_json(request.body())?
                }
            }
        };
        received.refuse_duplicates()?;
        Ok(Self {
            headers: request.headers().clone(),
            path: request.uri().path().to_owned(),
            ..received
        })
    }

    /// The same with the fields of the query among the others.
    pub(crate) fn as_one(&self) -> Self {
        Self {
            query: Vec::new(),
            fields: [self.query.as_slice(), &self.fields].concat(),
            ..self.clone()
        }
    }

    /// The value of a field, wherever it travels.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        value(&self.fields, name)
    }

    /// The value of a field of the query.
    pub(crate) fn in_query(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What stands at a place of the request.
    pub(crate) fn at(&self, place: &Place) -> Option<&str> {
        match place {
            Place::Field(name) => self.field(name),
            Place::Query(name) => self.in_query(name).or_else(|| self.field(name)),
            Place::Header(name) => self.header(name),
            Place::Path => Some(&self.path),
        }
    }

    /// The file in a field.
    pub(crate) fn file(&self, name: &str) -> Option<&SeenFile> {
        self.files.iter().find(|file| file.field == name)
    }

    fn read_json(body: &Bytes) -> Result<Self, Refusal> {
        let wrong = |error: &dyn std::fmt::Display| {
            Refusal::bad_request(format!("the body isn't JSON: {error}"))
        };
        let text = std::str::from_utf8(body).map_err(|error| wrong(&error))?;
        let value = json::parse(text).map_err(|error| wrong(&error))?;
        let Json::Object(members) = &value else {
            return Err(Refusal::bad_request(format!(
                "the body must be an object, not {}",
                json::kind(&value)
            )));
        };
        let texts = members.iter().map(|(name, value)| {
            let text = json::scalar(value).map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        });
        Ok(Self {
            fields: texts.collect(),
            json: Some(value),
            ..Self::default()
        })
    }

    fn read_multipart(request: &Request<Bytes>) -> Result<Self, Refusal> {
        let boundary = multer::parse_boundary(content_type(request)).map_err(|error| {
            Refusal::bad_request(format!("multipart without a boundary: {error}"))
        })?;
        let source = stream::once(ready(Ok::<_, Infallible>(request.body().clone())));
        // The whole body is there, so reading it never waits.
        Self::read_parts(Multipart::new(source, boundary))
            .now_or_never()
            .ok_or_else(|| Refusal::bad_request("the multipart body ends too early"))?
            .map_err(|error| Refusal::bad_request(format!("the body isn't multipart: {error}")))
    }

    async fn read_parts(mut parts: Multipart<'_>) -> multer::Result<Self> {
        let mut received = Self::default();
        while let Some(part) = parts.next_field().await? {
            let field = part.name().unwrap_or_default().to_owned();
            let content_type = part.content_type().map(ToString::to_string);
            match part.file_name().map(str::to_owned) {
                Some(name) => {
                    let size = part.bytes().await?.len();
                    received.files.push(SeenFile {
                        field,
                        name,
                        content_type,
                        size,
                    });
                }
                None => {
                    let bytes = part.bytes().await?;
                    received
                        .fields
                        .push((field, String::from_utf8_lossy(&bytes).into_owned()));
                }
            }
        }
        Ok(received)
    }

    /// Vendors differ in which of two equal names counts, so a request with both is refused.
    fn refuse_duplicates(&self) -> Result<(), Refusal> {
        let fields = self.fields.iter().chain(&self.query).map(|(name, _)| name);
        let mut names: Vec<_> = fields
            .chain(self.files.iter().map(|file| &file.field))
            .collect();
        names.sort();
        match names
            .windows(2)
            .find(|pair| pair.first() == pair.last())
            .and_then(<[_]>::first)
        {
            Some(name) => Err(Refusal::bad_request(format!(
                "the field `{name}` stands twice"
            ))),
            None => Ok(()),
        }
    }
}

fn read_form(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields
        .iter()
        .find(|(own, _)| own == name)
        .map(|(_, value)| &**value)
}

fn expect_content_type(request: &Request<Bytes>, wanted: &str) -> Result<(), Refusal> {
    let essence = content_type(request)
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if essence.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    let found = if essence.is_empty() { "none" } else { essence };
    Err(Refusal::bad_request(format!(
        "the content type must be `{wanted}`, not `{found}`"
    )))
}

fn content_type(request: &Request<Bytes>) -> &str {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(content_type: &str, body: &str) -> Request<Bytes> {
        Request::post("/")
            .header("content-type", content_type)
            .body(Bytes::from(body.to_owned()))
            .unwrap()
    }

    fn reason(content_type: &str, body: &str, kind: Body) -> String {
        Received::read(&request(content_type, body), kind)
            .unwrap_err()
            .reason
    }

    #[test]
    fn reads_a_form_and_a_query() {
        let form = request(
            "application/x-www-form-urlencoded; charset=utf-8",
            "a=1+2&b=%E8%B6%85&c=",
        );
        let received = Received::read(&form, Body::Form).unwrap();
        let fields = [("a", "1 2"), ("b", "超"), ("c", "")];
        assert_eq!(
            received.fields,
            fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );

        let query = Request::get("/x?a=%2B").body(Bytes::new()).unwrap();
        assert_eq!(
            Received::read(&query, Body::Query).unwrap().field("a"),
            Some("+")
        );
    }

    #[test]
    fn reads_a_json_body_beside_a_query() {
        let request = Request::post("/x?q=1")
            .header("content-type", "application/json")
            .body(Bytes::from_static(br#"{"a":1.50,"o":{"b":[]},"n":null}"#))
            .unwrap();
        let received = Received::read(&request, Body::Json).unwrap();
        assert_eq!(received.in_query("q"), Some("1"));
        let texts = ["a", "o", "n"].map(|name| received.field(name).unwrap());
        assert_eq!(texts, ["1.50", r#"{"b":[]}"#, ""]);
        for (body, told) in [
            ("[]", "the body must be an object, not a list"),
            ("{", "the body isn't JSON: "),
            (r#"{"a":1,"a":2}"#, "the body isn't JSON: "),
        ] {
            let told_by = reason("application/json", body, Body::Json);
            assert!(told_by.starts_with(told), "{told_by}");
        }
    }

    #[test]
    fn reads_a_multipart_body() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n超\r\n--B\r\n\
                    Content-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n\
                    \u{1}\r\n2\r\n--B--\r\n";
        let received = Received::read(
            &request("multipart/form-data; boundary=B", body),
            Body::Multipart,
        )
        .unwrap();
        assert_eq!(received.field("a"), Some("超"));
        let file = received.file("f").unwrap();
        assert_eq!(
            (&*file.name, file.content_type.as_deref(), file.size),
            ("x.png", Some("image/png"), 4)
        );
    }

    #[test]
    fn refuses_other_content_types_and_broken_bodies() {
        assert_eq!(
            reason("application/json", "{}", Body::Form),
            "the content type must be `application/x-www-form-urlencoded`, not `application/json`"
        );
        assert!(reason("", "", Body::Form).ends_with("not `none`"));
        assert!(
            reason("multipart/form-data", "", Body::Multipart)
                .starts_with("multipart without a boundary")
        );
        for body in [
            "",
            "--B\r\n",
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
            "nonsense",
        ] {
            reason("multipart/form-data; boundary=B", body, Body::Multipart);
        }
        assert_eq!(
            reason(
                "application/x-www-form-urlencoded",
                "a=1&b=2&a=3",
                Body::Form
            ),
            "the field `a` stands twice"
        );
    }
}
