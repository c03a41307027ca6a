//! Where a call may go: what is signed with somebody's key isn't sent to just anybody.

use http::Uri;
use sealspec::dynamic;
use sealspec_caller::is_loopback;
use sealspec_codegen::model::{Api, Environment};

use crate::failure::Failure;
use crate::text::printable;

/// A base URL that takes the place of the vendor's.
pub(super) fn check_base_url(url: &str) -> Result<Uri, Failure> {
    let uri = parse(url, "--base-url")?;
    if uri.scheme_str() != Some("https") && !is_loopback(&uri) {
        return Err(Failure::usage(
            "`--base-url` is plain http: whoever is on the way reads the call and may change the reply",
            "give an address that begins with `https://`, or one on this machine such as `http://127.0.0.1:8080`",
        ));
    }
    Ok(uri)
}

/// Refuses the address of a file that isn't at a host of the vendor's, or that anyone can listen at without the vendor documenting it.
pub(crate) fn check_url(api: &Api, url: &str, base_url: Option<&str>) -> Result<(), Failure> {
    let uri = parse(url, "the address of the file")?;
    let is_same_host = |known: &str| {
        let known: Option<Uri> = known.parse().ok();
        known.is_some_and(|known| known.host() == uri.host())
    };
    let environments = || api.servers.iter().flat_map(|server| &server.environments);
    let is_own = |own: &Environment| is_same_host(&own.url);
    if !environments().any(is_own) && !base_url.is_some_and(is_same_host) {
        let host = printable(uri.host().unwrap_or_default());
        return Err(Failure::usage(
            format!("the file is at a host that isn't the vendor's: `{host}`"),
            "look at the address, and fetch the file yourself if you trust it",
        ));
    }
    let is_documented = |own: &Environment| own.cleartext && is_own(own);
    if uri.scheme_str() != Some("https") && !is_loopback(&uri) && !environments().any(is_documented)
    {
        return Err(Failure::usage(
            "the address of the file is plain http: whoever is on the way may change it",
            "ask the vendor for an address that begins with `https://`",
        ));
    }
    Ok(())
}

/// Environments that a URL may belong to: those of all servers at its host.
pub(super) fn environments_at<'a>(api: &'a Api, url: &str) -> impl Iterator<Item = &'a str> {
    let host = dynamic::host_of(url);
    let environments = api.servers.iter().flat_map(|server| &server.environments);
    environments
        .filter(move |own| host.is_some() && dynamic::host_of(&own.url) == host)
        .map(|own| own.name.as_str())
}

/// A URL without its path and query, which may hold what isn't for everyone.
pub(crate) fn origin(url: &str) -> String {
    match (url.split_once("://"), dynamic::host_of(url)) {
        (Some((scheme, _)), Some(host)) => format!("{scheme}://{host}"),
        _ => String::new(),
    }
}

/// A URL with a host. It isn't repeated where it is wrong, since it may hold a password.
fn parse(url: &str, what: &str) -> Result<Uri, Failure> {
    let uri: Option<Uri> = url.parse().ok();
    let uri = uri.filter(|uri| uri.host().is_some_and(|host| !host.is_empty()));
    uri.ok_or_else(|| {
        Failure::usage(
            format!("{what} isn't one with a scheme and a host"),
            "give one such as `https://api.example.com`",
        )
    })
}
