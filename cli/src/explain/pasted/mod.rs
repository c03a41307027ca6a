//! Requests that other code sends, in the forms in which one can copy them.

mod curl;
mod flags;
mod har;
mod plain;
mod shell;

use bytes::Bytes;
use http::{Request, Uri};

use crate::failure::Failure;
use crate::input;

pub(super) use har::Har;

/// Where a request is copied from.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct Source {
    /// Explains what your own code sends: a curl command line, as copied from a terminal or a browser. `-` reads from standard input.
    #[arg(long, value_name = "FILE")]
    from_curl: Option<String>,
    /// The same from a HAR file, as browsers and proxies save it.
    #[arg(long, value_name = "FILE")]
    from_har: Option<String>,
    /// The same from the text of an HTTP request: request line, headers, an empty line, body.
    #[arg(long, value_name = "FILE")]
    from_http: Option<String>,
}

/// What was copied.
pub(super) enum Pasted {
    /// A request.
    One(Box<Request<Bytes>>),
    /// Many, one of which is meant.
    Har(Har),
}

impl Source {
    /// Reads what was copied; `None`: nothing was.
    pub(super) fn read(&self) -> Result<Option<Pasted>, Failure> {
        if let Some(file) = &self.from_curl {
            let text = input::read_text(file, "the curl command line")?;
            return curl::read(&text).map(one).map(Some);
        }
        if let Some(file) = &self.from_har {
            let text = input::read_text(file, "the HAR file")?;
            return Har::read(&text).map(Pasted::Har).map(Some);
        }
        if let Some(file) = &self.from_http {
            let text = input::read_text(file, "the HTTP request")?;
            return plain::read(&text).map(one).map(Some);
        }
        Ok(None)
    }

    /// Whether a HAR file is given.
    pub(super) fn is_har(&self) -> bool {
        self.from_har.is_some()
    }
}

fn one(request: Request<Bytes>) -> Pasted {
    Pasted::One(Box::new(request))
}

/// The parts of a request, before they are known to make one.
#[derive(Debug, Default)]
struct Draft {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Draft {
    fn has_header(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(own, _)| own.eq_ignore_ascii_case(name))
    }

    /// Adds a header where there is none of this name.
    fn default_header(&mut self, name: &str, value: &str) {
        if !self.has_header(name) {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    fn finish(self) -> Result<Request<Bytes>, Failure> {
        let remedy = "copy the whole request again";
        let url = match self.url.contains("://") {
            true => self.url,
            false => format!("http://{}", self.url),
        };
        let url = escape_foreign(url.split('#').next().unwrap_or_default());
        let uri: Option<Uri> = url.parse().ok();
        let uri = uri.filter(|uri| uri.host().is_some());
        let uri =
            uri.ok_or_else(|| Failure::usage("the pasted request has no URL with a host", remedy))?;
        let mut request = Request::builder().method(self.method.as_str()).uri(uri);
        for (name, value) in &self.headers {
            // Pseudo-headers of HTTP/2 stand in the request line, and the length of the body is its own.
            if !name.starts_with(':') && !name.eq_ignore_ascii_case("content-length") {
                request = request.header(name.as_str(), value.as_bytes());
            }
        }
        request.body(Bytes::from(self.body)).map_err(|error| {
            Failure::usage(format!("the pasted request isn't one: {error}"), remedy)
        })
    }
}

/// Escapes what can't stand in a URL, as HTTP clients do.
fn escape_foreign(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '!'..='~'
                if !matches!(
                    character,
                    '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'
                ) =>
            {
                escaped.push(character);
            }
            _ => escaped.push_str(&sealspec::signing::uri_escape(&character.to_string())),
        }
    }
    escaped
}
