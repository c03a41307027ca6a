//! Calls to URLs that are known at run time only.

use std::net::{IpAddr, Ipv4Addr};

use http::Uri;
use sealspec::dynamic;
use sealspec_codegen::model::Environment;

use crate::call::Call;
use crate::error::CallError;

impl Call {
    /// Gives the whole URL, for operations whose path is `{url}`.
    ///
    /// # Errors
    ///
    /// Where the operation has a path of its own, or the URL isn't at a host of the vendor's ([`url_host`](crate::Caller::url_host)) or isn't
    /// `https`, which matters since whoever made it would have fields of its choice signed, or could read the request. On this machine, and
    /// at a host whose cleartext is documented, plain `http` is fine.
    pub fn url(&mut self, url: &str) -> Result<(), CallError> {
        if !self.variant.takes_url() {
            return Err(CallError::new(
                format!("`{}` has a path of its own", self.operation.name),
                "leave out the URL",
            ));
        }
        self.check_url(url)?;
        self.url = Some(url.to_owned());
        Ok(())
    }

    /// Where the call goes: to its own URL, or else to the base URL.
    pub fn address<'a>(&'a self, base_url: &'a str) -> &'a str {
        self.url.as_deref().unwrap_or(base_url)
    }

    fn check_url(&self, url: &str) -> Result<(), CallError> {
        let Some(host) = dynamic::host_of(url) else {
            return Err(CallError::new(
                "the URL isn't one",
                "give it as the vendor gave it, such as `https://qr.example/7`",
            ));
        };
        let is_host = |own: &str| own.eq_ignore_ascii_case(&host);
        let is_here =
            |own: &&Environment| dynamic::host_of(&own.url).is_some_and(|own| is_host(&own));
        let servers = self.caller.api.servers.iter();
        let mut documented = servers.flat_map(|server| &server.environments);
        let documented = documented.find(is_here);
        let is_named = self.caller.hosts.iter().any(|own| is_host(own));
        if documented.is_none() && !is_named {
            return Err(CallError::new(
                "the URL is at a host that isn't the vendor's",
                "name the host as the vendor's if the vendor says that it is its own: whoever made the URL has fields of its choice signed with your key",
            ));
        }
        let is_secure = url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        let is_here = url.parse().is_ok_and(|uri| is_loopback(&uri));
        if !is_secure && !is_here && !documented.is_some_and(|own| own.cleartext) {
            return Err(CallError::new(
                "the URL isn't https",
                "ask the vendor for https: whoever is on the way reads the request and may change the reply",
            ));
        }
        Ok(())
    }
}

/// Whether a URL leads to this machine.
pub fn is_loopback(uri: &Uri) -> bool {
    ip_of(uri).is_some_and(|address| address.is_loopback())
}

/// The IP address that stands in a URL, or that `localhost` stands for.
pub fn ip_of(uri: &Uri) -> Option<IpAddr> {
    let host = uri.host()?;
    if host.eq_ignore_ascii_case("localhost") {
        return Some(Ipv4Addr::LOCALHOST.into());
    }
    let address = host.trim_start_matches('[').trim_end_matches(']');
    address.parse().ok()
}
