//! A curl command line.

use std::fs;

use bytes::Bytes;
use http::Request;
use sealspec::signing::{base64, uri_escape};

use super::flags::{HARMLESS, HARMLESS_WITH_VALUE, flags, unknown};
use super::{Draft, shell};
use crate::failure::Failure;

/// The boundary of a form that curl would make one for.
const BOUNDARY: &str = "------------------------sealspec";

/// The request that a command line makes.
pub(super) fn read(text: &str) -> Result<Request<Bytes>, Failure> {
    let remedy = "copy the command line from `curl` to its end";
    let words = shell::words(text)
        .ok_or_else(|| Failure::usage("a quote of the curl command line isn't closed", remedy))?;
    let mut words = words.into_iter();
    match words.next() {
        Some(first) if first == "curl" || first.ends_with("/curl") || first == "curl.exe" => {}
        _ => return Err(Failure::usage("this is no curl command line", remedy)),
    }
    let mut command = Command::default();
    while let Some(word) = words.next() {
        for (flag, value) in flags(&word, &mut words)? {
            command.take(&flag, value)?;
        }
    }
    command.finish()
}

/// What the flags came to.
#[derive(Default)]
struct Command {
    draft: Draft,
    method: Option<String>,
    data: Option<Vec<u8>>,
    parts: Vec<String>,
    is_get: bool,
    is_head: bool,
    is_json: bool,
}

impl Command {
    fn take(&mut self, flag: &str, value: String) -> Result<(), Failure> {
        match flag {
            "--url" => self.draft.url = value,
            "--request" => self.method = Some(value),
            "--header" => self.header(&value),
            "--user-agent" => self.header(&format!("user-agent: {value}")),
            "--referer" => self.header(&format!("referer: {value}")),
            "--cookie" => self.header(&format!("cookie: {value}")),
            "--user" => self.header(&format!(
                "authorization: Basic {}",
                base64(value.as_bytes())
            )),
            "--get" => self.is_get = true,
            "--head" => self.is_head = true,
            "--data" | "--data-ascii" => {
                let mut data = content(&value)?;
                if value.starts_with('@') {
                    data.retain(|byte| !matches!(byte, b'\r' | b'\n'));
                }
                self.data(&data);
            }
            "--data-raw" => self.data(value.as_bytes()),
            "--data-binary" => self.data(&content(&value)?),
            "--data-urlencode" => self.data(url_encoded(&value)?.as_bytes()),
            "--json" => {
                self.is_json = true;
                self.data.get_or_insert_default().extend(content(&value)?);
            }
            "--form" | "--form-string" => self.parts.push(part(&value, flag == "--form")?),
            _ if HARMLESS.contains(&flag) || HARMLESS_WITH_VALUE.contains(&flag) => {}
            _ => return Err(unknown(flag)),
        }
        Ok(())
    }

    fn header(&mut self, line: &str) {
        let (name, value) = match line.split_once(':') {
            Some((name, value)) => (name, value.trim()),
            None => (line.trim_end_matches(';'), ""),
        };
        // Curl takes a name without a value as leave to drop its own header.
        if !value.is_empty() || line.ends_with(';') {
            self.draft
                .headers
                .push((name.trim().to_owned(), value.to_owned()));
        }
    }

    fn data(&mut self, more: &[u8]) {
        let data = self.data.get_or_insert_default();
        if !data.is_empty() {
            data.push(b'&');
        }
        data.extend(more);
    }

    fn finish(mut self) -> Result<Request<Bytes>, Failure> {
        let has_body = self.data.is_some() || !self.parts.is_empty();
        let method = match has_body && !self.is_get {
            _ if self.is_head => "HEAD",
            true => "POST",
            false => "GET",
        };
        self.draft.method = self.method.take().unwrap_or_else(|| method.to_owned());
        if self.is_get {
            let query = String::from_utf8_lossy(&self.data.take().unwrap_or_default()).into_owned();
            let link = if self.draft.url.contains('?') {
                '&'
            } else {
                '?'
            };
            self.draft.url = format!("{}{link}{query}", self.draft.url);
        } else if !self.parts.is_empty() {
            self.draft.default_header(
                "content-type",
                &format!("multipart/form-data; boundary={BOUNDARY}"),
            );
            self.draft.body = format!("{}--{BOUNDARY}--\r\n", self.parts.concat()).into_bytes();
        } else if let Some(data) = self.data.take() {
            let content_type = match self.is_json {
                true => "application/json",
                false => "application/x-www-form-urlencoded",
            };
            self.draft.default_header("content-type", content_type);
            self.draft.body = data;
        }
        self.draft.finish()
    }
}

/// A value, or the content of the file that it names by `@`.
fn content(value: &str) -> Result<Vec<u8>, Failure> {
    match value.strip_prefix('@') {
        None => Ok(value.as_bytes().to_vec()),
        Some(file) => fs::read(file).map_err(|error| {
            Failure::outside(
                format!("can't read `{file}`, which the curl command line sends: {error}"),
                "run this in the folder in which the command line was run",
            )
        }),
    }
}

/// What `--data-urlencode` makes of `content`, `=content`, `name=content`, `@file` and `name@file`.
fn url_encoded(value: &str) -> Result<String, Failure> {
    let (name, content) = match value.find(['=', '@']) {
        None => ("", value.as_bytes().to_vec()),
        Some(at) => {
            let (name, rest) = value.split_at(at);
            match rest.strip_prefix('=') {
                Some(plain) => (name, plain.as_bytes().to_vec()),
                None => (name, content(rest)?),
            }
        }
    };
    let escaped = uri_escape(&String::from_utf8_lossy(&content));
    Ok(match name {
        "" => escaped,
        name => format!("{name}={escaped}"),
    })
}

/// A part of a multipart form: `name=value`, or `name=@file;type=…;filename=…`.
fn part(value: &str, may_be_file: bool) -> Result<String, Failure> {
    let (name, text) = value.split_once('=').unwrap_or((value, ""));
    let head = |more: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n")
    };
    let Some(file) = text.strip_prefix('@').filter(|_| may_be_file) else {
        return Ok(format!("{}\r\n{text}\r\n", head("")));
    };
    let mut words = file.split(';');
    let path = words.next().unwrap_or_default().trim_matches('"');
    let (mut file_name, mut content_type) = (
        path.rsplit('/').next().unwrap_or_default(),
        "application/octet-stream",
    );
    for word in words {
        match word.trim().split_once('=') {
            Some(("filename", own)) => file_name = own.trim_matches('"'),
            Some(("type", own)) => content_type = own,
            _ => {}
        }
    }
    // Files take no part in a signature, and so that they are there is all that counts.
    let size = fs::metadata(path).map_or(0, |file| file.len());
    let placeholder = "x".repeat(usize::try_from(size.min(64)).unwrap_or(1).max(1));
    let head = head(&format!("; filename=\"{file_name}\""));
    Ok(format!(
        "{head}Content-Type: {content_type}\r\n\r\n{placeholder}\r\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let request = read(text).unwrap_or_else(|failure| panic!("{}", failure.render()));
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let content_type = request.headers().get("content-type");
        let content_type = content_type
            .map(|value| value.to_str().unwrap())
            .unwrap_or("none");
        format!(
            "{} {} {content_type} {body}",
            request.method(),
            request.uri()
        )
    }

    #[test]
    fn reads_what_curl_would_send() {
        let form = "application/x-www-form-urlencoded";
        for (text, expected) in [
            ("curl https://h/a", "GET https://h/a none ".to_owned()),
            (
                "curl -sSLXPUT https://h/ -d a=1 -d b=2",
                format!("PUT https://h/ {form} a=1&b=2"),
            ),
            (
                "curl 'https://h/?x' -G --data-urlencode 'q=超 a'",
                "GET https://h/?x&q=%E8%B6%85%20a none ".to_owned(),
            ),
            (
                "curl --json '{\"a\":1}' --url https://h/",
                "POST https://h/ application/json {\"a\":1}".to_owned(),
            ),
            (
                "curl https://h/ -H 'Content-Type: text/plain' --data-raw @x --compressed",
                "POST https://h/ text/plain @x".to_owned(),
            ),
            (
                "curl https://h/超?a=\"b c\" -o out",
                "GET https://h/%E8%B6%85?a=b%20c none ".to_owned(),
            ),
        ] {
            assert_eq!(shown(text), expected);
        }
        let multipart = shown("curl https://h/ -F a=1 --form-string b=@c");
        assert!(
            multipart.contains("multipart/form-data") && multipart.contains("name=\"b\"\r\n\r\n@c"),
            "{multipart}"
        );
    }

    #[test]
    fn refuses_what_it_does_not_understand_by_name() {
        for (text, told) in [
            ("wget https://h/", "this is no curl command line"),
            (
                "curl 'https://h/",
                "a quote of the curl command line isn't closed",
            ),
            (
                "curl --aws-sigv4 x https://h/",
                "curl's `--aws-sigv4` isn't understood here",
            ),
            ("curl -sZ https://h/", "curl's `-Z` isn't understood here"),
            ("curl https://h/ -H", "curl's `-H` has no value"),
            ("curl -s", "the pasted request has no URL with a host"),
        ] {
            let failure = read(text).map(drop).unwrap_err().render();
            assert!(failure.contains(told), "{failure}");
        }
    }
}
