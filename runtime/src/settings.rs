use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::address::BaseUrl;
use crate::clock::{Clock, SystemClock};
use crate::error::Error;
use crate::explain::Explanation;
use crate::operation::{Environment, Server};
use crate::polling::Stop;
use crate::read::ReadPolicy;
use crate::transport::Limits;

/// Is told how each signature came about.
pub(crate) type Observer = Arc<dyn Fn(&Explanation) + Send + Sync>;

/// How a client reaches its vendor, and what it asks of replies.
///
/// ```
/// use std::time::Duration;
/// use sealspec::Settings;
///
/// let settings = Settings::default().environment("sandbox").timeout(Duration::from_secs(10));
/// ```
#[derive(Clone)]
#[must_use]
pub struct Settings {
    environment: Option<String>,
    base_url: Option<String>,
    server_urls: Vec<(String, String)>,
    pub(crate) url_hosts: Vec<String>,
    pub(crate) allow_cleartext: bool,
    user_agent: String,
    proxy: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) policy: ReadPolicy,
    pub(crate) observer: Option<Observer>,
    pub(crate) retries: u32,
    pub(crate) stop: Stop,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            environment: None,
            base_url: None,
            server_urls: Vec::new(),
            url_hosts: Vec::new(),
            allow_cleartext: false,
            user_agent: concat!("sealspec/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: None,
            limits: Limits::default(),
            clock: Arc::new(SystemClock),
            policy: ReadPolicy::default(),
            observer: None,
            retries: 0,
            stop: Stop::default(),
        }
    }
}

impl Settings {
    /// The environment of every server, such as `sandbox`. Default: the first that the vendor documents.
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.environment = Some(name.into());
        self
    }

    /// The base URL of every server, such as a mock's.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The base URL of one server; goes before [`base_url`](Self::base_url) and [`environment`](Self::environment).
    pub fn server_url(mut self, server: impl Into<String>, url: impl Into<String>) -> Self {
        self.server_urls.push((server.into(), url.into()));
        self
    }

    /// A further host, with its port where that isn't the default, that calls may go to whose URL is given at run time. Default:
    /// the vendor's documented hosts, and those of this client's base URLs.
    ///
    /// Whoever makes such a URL chooses fields that are signed with your key, and receives the signature.
    pub fn url_host(mut self, host: impl Into<String>) -> Self {
        self.url_hosts.push(host.into());
        self
    }

    /// Lets requests go over plain `http` where the vendor doesn't document it: whoever is on the way reads them and may
    /// change the reply. So do downloads, whose addresses a vendor gives at run time.
    pub fn allow_cleartext(mut self) -> Self {
        self.allow_cleartext = true;
        self
    }

    /// The time for a whole call. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// The time until a connection stands. Default: 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = timeout;
        self
    }

    /// The size of the largest reply that is read. Default: 4 MiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.limits.max_response_bytes = limit;
        self
    }

    /// The header `User-Agent`, where the vendor doesn't prescribe one. Default: `sealspec/` and its version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// An HTTP proxy, such as `http://proxy.example:3128`, perhaps with a user name and a password. Any other kind of proxy is
    /// refused when the client is made. A transport of the caller's own isn't told.
    ///
    /// Default: none; the proxy variables of the environment aren't looked at, so that they can't send signed requests
    /// elsewhere.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Where time, nonces and waits come from. Default: the system. A [`Moment`](crate::Moment) is a clock that stands still.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Every reply, a refusal too, must carry a signature that can be verified.
    pub fn require_signature(mut self) -> Self {
        self.policy = self.policy.require_signature();
        self
    }

    /// How often a call that failed on the way is sent again, signed anew. Default: never.
    ///
    /// A call that wasn't sent is sent again. One that may have been sent, or that a gateway has failed (HTTP 5xx), is sent again
    /// only where the spec says that calling again does no harm ([`Operation::SAFE`](crate::Operation::SAFE)). Before that it
    /// waits for half a second, then for twice as long each time.
    pub fn retries(mut self, times: u32) -> Self {
        self.retries = times;
        self
    }

    /// A switch that ends the waits of blocking calls.
    pub fn stop(mut self, stop: &Stop) -> Self {
        self.stop = stop.clone();
        self
    }

    /// Calls `observer` with the explanation of each request before it is sent. It shows the request's fields, which may be
    /// personal data.
    pub fn on_prepared(mut self, observer: impl Fn(&Explanation) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// The proxy's URL.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn proxy_url(&self) -> Option<&str> {
        self.proxy.as_deref()
    }

    /// The header `User-Agent`.
    pub(crate) fn user_agent_header(&self) -> Result<HeaderValue, Error> {
        HeaderValue::from_str(&self.user_agent).map_err(|_| {
            Error::refused_field(
                "user_agent",
                "can't stand in a header",
                "give visible ASCII characters",
            )
        })
    }

    /// The base URL of every server that has one by these settings.
    pub(crate) fn addresses(
        &self,
        servers: &'static [Server],
    ) -> Result<Vec<(&'static str, BaseUrl)>, Error> {
        for (name, _) in &self.server_urls {
            if !servers.iter().any(|server| server.name == name) {
                let known = list(servers.iter().map(|server| server.name));
                return Err(Error::refused_field(
                    "server_url",
                    format!("names the server `{name}`, which the vendor doesn't have"),
                    format!("give one of {known}"),
                ));
            }
        }
        self.refuse_unknown_environment(servers)?;
        let urls = servers
            .iter()
            .filter_map(|server| Some((server, self.url_of(server)?)));
        urls.map(|(server, url)| Ok((server.name, self.address(server, url)?)))
            .collect()
    }

    fn url_of<'s>(&'s self, server: &'s Server) -> Option<&'s str> {
        let given = self
            .server_urls
            .iter()
            .rev()
            .find(|(name, _)| name == server.name);
        let given = given.map(|(_, url)| url).or(self.base_url.as_ref());
        given
            .map(String::as_str)
            .or_else(|| self.environment_of(server).map(|found| found.url))
    }

    fn environment_of(&self, server: &Server) -> Option<&'static Environment> {
        match &self.environment {
            None => server.environments.first(),
            Some(wanted) => server
                .environments
                .iter()
                .find(|known| known.name == wanted),
        }
    }

    fn refuse_unknown_environment(&self, servers: &'static [Server]) -> Result<(), Error> {
        let Some(wanted) = &self.environment else {
            return Ok(());
        };
        if servers
            .iter()
            .any(|server| self.environment_of(server).is_some())
        {
            return Ok(());
        }
        let mut known: Vec<_> = servers
            .iter()
            .flat_map(|server| server.environments)
            .map(|known| known.name)
            .collect();
        known.sort_unstable();
        known.dedup();
        Err(Error::refused_field(
            "environment",
            format!("is `{wanted}`, which the vendor doesn't have"),
            format!("give one of {}", list(known.into_iter())),
        ))
    }

    fn address(&self, server: &Server, url: &str) -> Result<BaseUrl, Error> {
        let base = BaseUrl::parse(url).map_err(|problem| {
            Error::refused_field(
                "base_url",
                format!("of the server `{}` {problem}", server.name),
                "give scheme and host, such as `https://api.example.com`",
            )
        })?;
        let documented = server
            .environments
            .iter()
            .any(|known| known.cleartext && known.url.trim_end_matches('/') == base.as_str());
        if base.is_cleartext() && !documented && !self.allow_cleartext {
            return Err(Error::refused_field(
                "base_url",
                format!(
                    "of the server `{}` is plain http, which isn't documented",
                    server.name
                ),
                "use https, or call `allow_cleartext()` where that is meant, as for a mock",
            ));
        }
        Ok(base)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("environment", &self.environment)
            .field("limits", &self.limits)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
