//! HAR 1.2, as browsers and proxies save it.

use bytes::Bytes;
use http::Request;
use serde::Deserialize;

use super::Draft;
use crate::failure::Failure;

/// The requests of a HAR file.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Har {
    log: Log,
}

#[derive(Debug, Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    request: Recorded,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recorded {
    method: String,
    url: String,
    #[serde(default)]
    headers: Vec<Pair>,
    post_data: Option<PostData>,
}

#[derive(Debug, Deserialize)]
struct Pair {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostData {
    #[serde(default)]
    mime_type: String,
    text: Option<String>,
    #[serde(default)]
    params: Vec<Pair>,
}

impl Har {
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        // Some programs begin the file with a byte order mark.
        let text = text.trim_start_matches('\u{feff}');
        serde_json::from_str(text).map_err(|error| {
            Failure::usage(
                format!("this is no HAR file: {error}"),
                "save the requests as HAR 1.2, from the network panel of a browser's developer tools",
            )
        })
    }

    /// The one entry that is meant: that of the number counted from 1, or the first one that `is_vendors`. Its number, the request, and
    /// how many others are the vendor's.
    pub(in super::super) fn pick(
        self,
        number: Option<usize>,
        is_vendors: impl Fn(&Request<Bytes>) -> bool,
    ) -> Result<(usize, Request<Bytes>, usize), Failure> {
        let count = self.log.entries.len();
        let numbered = (1..).zip(self.log.entries);
        if let Some(number) = number {
            let mut found = numbered.filter(|(own, _)| *own == number);
            let (number, entry) = found.next().ok_or_else(|| {
                Failure::usage(
                    format!("the HAR file has no entry {number}"),
                    format!("it has {count}, counted from 1"),
                )
            })?;
            return Ok((number, entry.request.into_request()?, 0));
        }
        let readable = numbered
            .filter_map(|(number, entry)| Some((number, entry.request.into_request().ok()?)));
        let mut own = readable.filter(|(_, request)| is_vendors(request));
        let (number, request) = own.next().ok_or_else(|| {
            Failure::usage(
                format!("none of the {count} entries of the HAR file calls the vendor"),
                "name the one that is meant to by `--entry`",
            )
        })?;
        Ok((number, request, own.count()))
    }
}

impl Recorded {
    fn into_request(self) -> Result<Request<Bytes>, Failure> {
        let mut draft = Draft {
            method: self.method,
            url: self.url,
            ..Draft::default()
        };
        draft.headers = self
            .headers
            .into_iter()
            .map(|own| (own.name, own.value))
            .collect();
        if let Some(data) = self.post_data {
            draft.default_header("content-type", &data.mime_type);
            draft.body = match data.text {
                Some(text) if !text.is_empty() => text.into_bytes(),
                _ => {
                    let pairs = data.params.iter().map(|own| (&own.name, &own.value));
                    let mut form = form_urlencoded::Serializer::new(String::new());
                    form.extend_pairs(pairs).finish().into_bytes()
                }
            };
        }
        draft.finish()
    }
}
