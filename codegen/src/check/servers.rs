//! Servers: addresses that can be called, and none in clear text that the vendor doesn't document so.

use super::names;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Environment, Server};
use crate::spec::{self, Name};

pub(super) fn servers(spec: &spec::Api, problems: &Problems<'_>) -> Vec<Server> {
    spec.servers
        .iter()
        .map(|server| {
            names::check_snake_case(&server.name, "a server", &[], problems);
            Server {
                name: server.name.text.clone(),
                environments: server
                    .environments
                    .iter()
                    .map(|environment| check(environment, problems))
                    .collect(),
            }
        })
        .collect()
}

fn check(spec: &spec::Environment, problems: &Problems<'_>) -> Environment {
    names::check_snake_case(&spec.name, "an environment", &[], problems);
    if let Some(url) = &spec.url {
        check_url(url, spec.cleartext, problems);
    }
    Environment {
        name: spec.name.text.clone(),
        url: spec
            .url
            .as_ref()
            .map(|url| url.text.trim_end_matches('/').to_owned())
            .unwrap_or_default(),
        cleartext: spec.cleartext,
        about: spec.about.clone(),
        source: spec.source.clone(),
    }
}

fn check_url(url: &Name, cleartext: bool, problems: &Problems<'_>) {
    let rest = url
        .text
        .strip_prefix("https://")
        .or(url.text.strip_prefix("http://"));
    let Some(rest) = rest.filter(|rest| is_host_and_path(rest)) else {
        let message = format!("`{}` is not the address of a server", url.text);
        let help = "write scheme, host and, if there is one, path: `https://open.example.com`, without `?`, `#`, user name or blanks";
        problems.report(Diagnostic::new(Code::BadUrl, url.span, message).help(help));
        return;
    };
    if url.text.starts_with("http://") && !cleartext && !is_loopback(rest) {
        let message = "requests would travel in clear text";
        let help = format!(
            "use `https://{rest}`; if the vendor documents plain http, say so: `{{url: \"{}\", cleartext: documented}}`",
            url.text
        );
        problems.report(
            Diagnostic::new(Code::Cleartext, url.span, message)
                .label("plain http")
                .help(help),
        );
    }
}

fn is_host_and_path(rest: &str) -> bool {
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, port) = host
        .split_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
        && is_path_text(path)
}

fn is_loopback(rest: &str) -> bool {
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1")
}

/// Checks the path of an operation.
pub(super) fn check_path(path: &Name, problems: &Problems<'_>) {
    let help = match path.text.contains(['{', '}']) {
        true => {
            "write the path as it is sent: it can't have parameters; where callers know the whole URL, it is `get: \"{url}\"` or `post: \"{url}\"`"
        }
        false => {
            "write the path alone, like `/openapi/v5/order`; the host stands under `servers:`, and a query's fields under `request:`"
        }
    };
    let fault = if !path.text.starts_with('/') {
        Some("doesn't begin with `/`")
    } else if !is_path_text(&path.text) {
        Some(
            "holds what no path can: a blank, `?`, `#`, a brace, or a character that must be percent-encoded",
        )
    } else {
        None
    };
    if let Some(fault) = fault {
        let message = format!("the path `{}` {fault}", path.text);
        problems.report(Diagnostic::new(Code::BadPath, path.span, message).help(help));
    }
}

fn is_path_text(path: &str) -> bool {
    path.chars()
        .all(|c| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(c))
}
