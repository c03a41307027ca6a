//! What a vendor finds in a request.

use std::fmt::Write as _;

use bytes::Bytes;
use http::Request;
use sealspec::Fields;
use sealspec::Source;
use sealspec_codegen::model::Place;

/// The value at a place. A field must be the last one, but for as many as signing puts `behind` it.
pub(super) fn value(
    request: &Request<Bytes>,
    place: &Place,
    behind: usize,
) -> Result<String, String> {
    let body = std::str::from_utf8(request.body()).map_err(|_| "the body isn't text")?;
    let query = request.uri().query().unwrap_or_default();
    let (name, fields) = match place {
        Place::Header(name) => {
            let value = request
                .headers()
                .get(name.as_str())
                .ok_or(format!("there is no header `{name}`"))?;
            return Ok(value.to_str().unwrap_or("not ASCII").to_owned());
        }
        Place::Path => return Ok(request.uri().path().to_owned()),
        Place::Query(name) => (name, pairs(query)),
        Place::Field(name) if body.starts_with('{') => (name, members(body)),
        Place::Field(name) if body.is_empty() => (name, pairs(query)),
        Place::Field(name) => (name, pairs(body)),
    };
    let found = fields.iter().filter(|(own, _)| own == name).count();
    if found != 1 {
        return Err(format!("`{name}` stands in it {found} times"));
    }
    match fields.iter().rev().nth(behind) {
        Some((last, value)) if last == name => Ok(value.clone()),
        _ => Err(format!("`{name}` isn't the last: {fields:?}")),
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let mut fields = Fields::default();
    fields.push_form(Source::Body, text).expect("it is UTF-8");
    owned(&fields)
}

fn members(text: &str) -> Vec<(String, String)> {
    let mut fields = Fields::default();
    fields.push_json(text).expect("it is an object");
    owned(&fields)
}

fn owned(fields: &Fields<'_>) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|field| (field.name.to_string(), field.value.to_string()))
        .collect()
}

/// The request as a text.
pub(super) fn rendered(request: &Request<Bytes>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let _ = writeln!(text, "{name}: {}", value.to_str().unwrap_or("not ASCII"));
    }
    if !request.body().is_empty() {
        let _ = writeln!(text, "\n{}", String::from_utf8_lossy(request.body()));
    }
    text
}
