//! A curl command line.

use std::fs;

use bytes::Bytes;
use http::Request;
use sealspec::signing::{base64, uri_escape};

use super::flags::{HARMLESS, HARMLESS_WITH_VALUE, flags, unknown};
use super::{Draft, shell};
use crate::failure::Failure;
use crate::message::word;
use crate::text::printable;

/// The boundary of a form that curl would make one for.
const BOUNDARY: &str = "------------------------sealspec";

/// The request that a command line makes.
pub(super) fn read(text: &str) -> Result<Request<Bytes>, Failure> {
    let remedy = "copy the command line from `curl` to its end";
    let words = shell::words(text).map_err(|what| Failure::usage(what, remedy))?;
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
    parts: Vec<u8>,
    is_get: bool,
    is_head: bool,
    is_json: bool,
}

impl Command {
    fn take(&mut self, flag: &str, value: String) -> Result<(), Failure> {
        match flag {
            "--url" => self.url(value)?,
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
            "--form" | "--form-string" => self.parts.extend(part(&value, flag == "--form")?),
            _ if HARMLESS.contains(&flag) || HARMLESS_WITH_VALUE.contains(&flag) => {}
            _ => return Err(unknown(flag)),
        }
        Ok(())
    }

    fn url(&mut self, url: String) -> Result<(), Failure> {
        if !self.draft.url.is_empty() {
            // What stands behind the path may be secret.
            let second = url.split(['?', '#']).next().unwrap_or_default();
            return Err(Failure::usage(
                format!(
                    "the curl command line has a second URL, `{}`",
                    printable(second)
                ),
                "give one request, with quotes around whatever has blanks in it",
            ));
        }
        self.draft.url = url;
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
            self.parts.extend(format!("--{BOUNDARY}--\r\n").bytes());
            self.draft.body = self.parts;
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
        Some(file) => content_of(file),
    }
}

fn content_of(file: &str) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| {
        Failure::outside(
            format!("can't read `{file}`, which the curl command line sends: {error}"),
            "run this in the folder in which the command line was run",
        )
    })
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
        "" => escaped.into(),
        name => format!("{name}={escaped}"),
    })
}

/// A part of a multipart form: `name=value`, `name=@file` or `name=<file`, with `;type=…;filename=…` behind. Of a part that isn't read
/// all is value.
fn part(part: &str, is_read: bool) -> Result<Vec<u8>, Failure> {
    let (name, text) = part.split_once('=').unwrap_or((part, ""));
    if !is_read {
        return Ok(written(name, None, None, text.as_bytes()));
    }
    let (kind, path) = match text.strip_prefix(['@', '<']) {
        Some(path) => (text.chars().next(), path),
        None => (None, text),
    };
    let (value, mut more) = word(path);
    let (mut file_name, mut content_type) = (None, None);
    while let Some(rest) = more {
        let (key, own) = rest.split_once('=').unwrap_or((rest, ""));
        let own = match key.trim() {
            "filename" => file_name.insert(word(own)),
            "type" => content_type.insert(word(own)),
            _ => &mut word(rest),
        };
        more = own.1;
    }
    let content_type = content_type.map(|(own, _)| own);
    let file_name = file_name.map(|(own, _)| own);
    Ok(match kind {
        Some('@') => {
            // Files take no part in a signature, and so that they are there is all that counts.
            let size = fs::metadata(&value).map_or(0, |file| file.len());
            let placeholder = "x".repeat(usize::try_from(size.min(64)).unwrap_or(1).max(1));
            let own_name = || value.rsplit('/').next().unwrap_or_default().to_owned();
            let file_name = file_name.unwrap_or_else(own_name);
            let content_type =
                content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
            written(
                name,
                Some(file_name),
                Some(content_type),
                placeholder.as_bytes(),
            )
        }
        Some(_) => written(name, file_name, content_type, &content_of(&value)?),
        None => written(name, file_name, content_type, value.as_bytes()),
    })
}

fn written(
    name: &str,
    file_name: Option<String>,
    content_type: Option<String>,
    content: &[u8],
) -> Vec<u8> {
    let mut part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
    if let Some(file_name) = file_name {
        part.push_str(&format!("; filename=\"{file_name}\""));
    }
    if let Some(content_type) = content_type {
        part.push_str(&format!("\r\nContent-Type: {content_type}"));
    }
    [part.as_bytes(), b"\r\n\r\n", content, b"\r\n"].concat()
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
            (
                "curl 'https://h/?a=1&b=2' 2>/dev/null -d 'x|y;z' | jq .",
                format!("POST https://h/?a=1&b=2 {form} x|y;z"),
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
    fn reads_the_parts_of_a_form() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        for (flags, head, value) in [
            (
                "-F 'a=1;type=text/plain'",
                "\"a\"\r\nContent-Type: text/plain",
                "1",
            ),
            ("-F 'a=\"1;2\";x=y'", "\"a\"", "1;2"),
            ("-F 'a=1;filename=\"b c\"'", "\"a\"; filename=\"b c\"", "1"),
            (
                "--form-string 'a=<1;type=text/plain'",
                "\"a\"",
                "<1;type=text/plain",
            ),
            (
                &format!("-F 'a=<{file}'"),
                "\"a\"",
                include_str!("../../../Cargo.toml"),
            ),
        ] {
            let multipart = shown(&format!("curl https://h/ {flags}"));
            let part = format!("form-data; name={head}\r\n\r\n{value}\r\n--{BOUNDARY}--");
            assert!(multipart.contains(&part), "{multipart}");
        }
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
            (
                "curl https://h/a https://h/b?token=t",
                "the curl command line has a second URL, `https://h/b`",
            ),
            (
                "curl https://h/ -d $'\\xe8'",
                "a word of the curl command line isn't UTF-8",
            ),
            ("curl -s", "the pasted request has no URL with a host"),
        ] {
            let failure = read(text).map(drop).unwrap_err().render();
            assert!(failure.contains(told), "{failure}");
        }
    }
}
