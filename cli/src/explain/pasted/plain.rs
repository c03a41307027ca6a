//! The text of an HTTP request.

use bytes::Bytes;
use http::Request;

use super::Draft;
use crate::failure::Failure;

/// Reads a request line, headers, an empty line and a body. A whole URL may stand in the request line.
pub(super) fn read(text: &str) -> Result<Request<Bytes>, Failure> {
    let refused = |what: &str| {
        Failure::usage(
            format!("this is no HTTP request: {what}"),
            "give the request line (`POST /path HTTP/1.1`), the headers, an empty line and the body",
        )
    };
    let mut rest = text.trim_start();
    let mut line = || {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        line.trim_end_matches('\r')
    };
    let first = line();
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next().filter(|own| !own.is_empty()))
    else {
        return Err(refused("its first line names no method and path"));
    };
    let mut draft = Draft {
        method: method.to_owned(),
        ..Draft::default()
    };
    loop {
        let header = line();
        if header.is_empty() {
            break;
        }
        let (name, value) = header
            .split_once(':')
            .ok_or_else(|| refused("a header has no `:`"))?;
        draft
            .headers
            .push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let mut headers = draft.headers.iter();
    let host = headers.find(|(name, _)| name.eq_ignore_ascii_case("host"));
    draft.url = match host {
        _ if target.contains("://") => target.to_owned(),
        Some((_, host)) => format!("https://{host}{target}"),
        None => return Err(refused("it names no host")),
    };
    // A file ends in a line break that a body of text hasn't.
    let is_multipart = draft.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("content-type") && value.starts_with("multipart/")
    });
    let body = if is_multipart {
        rest
    } else {
        rest.trim_end_matches(['\r', '\n'])
    };
    draft.body = body.as_bytes().to_vec();
    draft.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_request() {
        let request =
            read("POST /a?b=1 HTTP/1.1\r\nHost: h.example\r\nX-A: 1\r\n\r\nbody\n").unwrap();
        assert_eq!(request.uri(), "https://h.example/a?b=1");
        assert_eq!(
            (&request.headers()["x-a"], &**request.body()),
            (&"1".parse().unwrap(), &b"body"[..])
        );
        for wrong in [
            "",
            "POST\n\n",
            "POST / HTTP/1.1\n\n",
            "POST / HTTP/1.1\nHost\n\n",
        ] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
