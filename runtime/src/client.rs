mod builder;
mod download;
mod link;

#[doc(hidden)]
pub use builder::{send, send_full};

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, USER_AGENT};
use http::{Request, Response};

use crate::address::BaseUrl;
use crate::clock::{Clock, moment_of};
use crate::dynamic::Call;
use crate::error::Error;
use crate::explain::Explanation;
use crate::moment::Moment;
use crate::operation::{Operation, Profile};
use crate::prepare::{Prepared, aim, refuse_empty_credential};
use crate::read::{Received, read};
use crate::settings::Settings;
use crate::transport::{BlockingTransport, Limits, Transport, TransportError};
use crate::watch::Watch;

/// Calls a vendor's operations as one profile. Cheap to clone: clones share connections and settings.
///
/// `M` is how calls are sent: [`Async`] or [`Blocking`] over a transport. Nothing is sent twice, unless
/// [`Settings::retries`] or a poll asks for it.
pub struct Client<P, M> {
    shared: Arc<Shared<P, M>>,
}

/// Calls are futures, over the transport `T`.
#[derive(Debug, Clone, Copy)]
pub struct Async<T>(
    /// The transport.
    pub T,
);

/// Calls block the thread, over the transport `T`.
#[derive(Debug, Clone, Copy)]
pub struct Blocking<T>(
    /// The transport.
    pub T,
);

struct Shared<P, M> {
    profile: P,
    addresses: Vec<(&'static str, BaseUrl)>,
    user_agent: HeaderValue,
    settings: Settings,
    mode: Arc<M>,
}

impl<P, M> Clone for Client<P, M> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

/// Shows the settings; never the credentials.
impl<P, M> fmt::Debug for Client<P, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("settings", &self.shared.settings)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
impl<P: Profile> Client<P, Async<crate::Reqwest>> {
    /// A client over `reqwest`.
    ///
    /// # Errors
    ///
    /// As for [`with_transport`](Self::with_transport); besides, where the proxy's URL isn't one or TLS can't be set up.
    pub fn new(profile: P, settings: Settings) -> Result<Self, Error> {
        let transport = crate::Reqwest::new(&settings.limits, settings.proxy_url());
        Self::with_transport(profile, settings, Async(transport.map_err(no_transport)?))
    }
}

#[cfg(feature = "blocking")]
impl<P: Profile> Client<P, Blocking<crate::Ureq>> {
    /// A client over `ureq`.
    ///
    /// # Errors
    ///
    /// As for [`with_transport`](Self::with_transport); besides, where the proxy's URL isn't one.
    pub fn new(profile: P, settings: Settings) -> Result<Self, Error> {
        let transport = crate::Ureq::new(&settings.limits, settings.proxy_url());
        Self::with_transport(
            profile,
            settings,
            Blocking(transport.map_err(no_transport)?),
        )
    }
}

impl<P: Profile, M> Client<P, M> {
    /// A client over a transport of the caller's: [`Async`] or [`Blocking`].
    ///
    /// # Errors
    ///
    /// Where a credential is empty, the vendor lacks a named environment or server, a URL isn't one or is plain `http`
    /// without leave, or signed replies are required of a vendor that doesn't sign them.
    pub fn with_transport(profile: P, settings: Settings, mode: M) -> Result<Self, Error> {
        Self::over(profile, settings, Arc::new(mode))
    }

    /// A client with other credentials, or by another profile of the same vendor: connections and settings are shared. It
    /// costs little, so that there may be one for each of many merchants.
    ///
    /// # Errors
    ///
    /// Where a credential is empty, the profile is another vendor's, or its replies lack the signatures that the settings
    /// require.
    pub fn with_credentials<Q: Profile>(&self, profile: Q) -> Result<Client<Q, M>, Error> {
        if Q::SERVERS != P::SERVERS {
            return Err(Error::refused(
                format!("the profile `{}` is another vendor's", Q::NAME),
                "make a client of that vendor's",
            ));
        }
        let Shared { settings, mode, .. } = &*self.shared;
        Client::over(profile, settings.clone(), Arc::clone(mode))
    }

    /// A client that calls one server at another address, such as one that a reply names; all else is shared. It costs little,
    /// so that there may be one for a single call.
    ///
    /// # Errors
    ///
    /// Where the vendor has no such server, or the URL isn't one or is plain `http` without leave.
    pub fn with_server_url(
        &self,
        server: impl Into<String>,
        url: impl Into<String>,
    ) -> Result<Self, Error>
    where
        P: Clone,
    {
        let Shared {
            profile,
            settings,
            mode,
            ..
        } = &*self.shared;
        let settings = settings.clone().server_url(server, url);
        Self::over(profile.clone(), settings, Arc::clone(mode))
    }

    fn over(profile: P, settings: Settings, mode: Arc<M>) -> Result<Self, Error> {
        refuse_empty_credential(profile.empty_credential())?;
        if settings.policy.require_signature && P::VERIFY.is_none() {
            return Err(Error::refused_field(
                "require_signature",
                format!(
                    "can't be met, since replies to the profile `{}` aren't signed",
                    P::NAME
                ),
                "leave it out",
            ));
        }
        let addresses = settings.addresses(P::SERVERS)?;
        let user_agent = settings.user_agent_header()?;
        Ok(Self {
            shared: Arc::new(Shared {
                profile,
                addresses,
                user_agent,
                settings,
                mode,
            }),
        })
    }

    /// The signed request, for a caller with an HTTP client of its own.
    ///
    /// # Errors
    ///
    /// Where the request is refused before it is sent.
    pub fn prepare<O: Operation<P>>(&self, request: &O) -> Result<Prepared, Error> {
        let mut prepared = match &self.shared.settings.observer {
            None => self.unobserved(request)?,
            Some(observer) => {
                let (prepared, explanation) = self.explained(request)?;
                observer(&explanation);
                prepared
            }
        };
        prepared.add_header(USER_AGENT, self.shared.user_agent.clone());
        Ok(prepared)
    }

    /// How a request would be signed now, without sending it.
    ///
    /// # Errors
    ///
    /// Where the request is refused before it is sent.
    pub fn explain<O: Operation<P>>(&self, request: &O) -> Result<Explanation, Error> {
        let (_, explanation) = self.explained(request)?;
        Ok(explanation)
    }

    fn unobserved<O: Operation<P>>(&self, request: &O) -> Result<Prepared, Error> {
        let profile = &self.shared.profile;
        let (base, query) = self.aim(request)?;
        let moment = self.moment()?;
        Call::of(profile, request).prepare_at((&base, query), &moment, |parts| {
            request.write(profile, &moment, parts);
        })
    }

    fn explained<O: Operation<P>>(&self, request: &O) -> Result<(Prepared, Explanation), Error> {
        let profile = &self.shared.profile;
        let (base, query) = self.aim(request)?;
        let moment = self.moment()?;
        Call::of(profile, request).explain_at((&base, query), &moment, |parts| {
            request.write(profile, &moment, parts);
        })
    }

    /// Reads a reply that the caller's own HTTP client has received.
    ///
    /// # Errors
    ///
    /// As for [`read()`](crate::read()).
    pub fn read<O: Operation<P>>(
        &self,
        response: Response<Bytes>,
    ) -> Result<Received<O::Response>, Error> {
        let mut policy = self.shared.settings.policy;
        if P::VERIFY.is_some_and(|rule| rule.fresh.is_some()) {
            policy = policy.at(self.moment()?.unix_millis());
        }
        read::<P, O>(&self.shared.profile, response, policy)
    }

    /// Refuses a request that would be refused before it is sent.
    pub(crate) fn check<O: Operation<P>>(&self, request: &O) -> Result<(), Error> {
        self.unobserved(request).map(drop)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.shared.settings.clock
    }

    /// The time in milliseconds, where the clock tells it.
    pub(crate) fn now(&self) -> Option<i64> {
        let moment = self.clock().moment().ok()?;
        Some(moment.unix_millis())
    }

    pub(crate) fn retries(&self) -> u32 {
        self.shared.settings.retries
    }

    fn moment(&self) -> Result<Moment, Error> {
        moment_of(self.clock())
    }

    /// Where a request goes, and the query that it begins with: the URL that it brings, or else the base URL of its server.
    fn aim<'r, O: Operation<P>>(
        &'r self,
        request: &'r O,
    ) -> Result<(Cow<'r, BaseUrl>, &'r str), Error> {
        let Some(url) = request.url() else {
            return Ok((Cow::Borrowed(self.base_url(O::ROUTE.server)?), ""));
        };
        let is_secure = url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if !is_secure && !self.shared.settings.allow_cleartext {
            return Err(Error::refused_field(
                "url",
                "isn't https: whoever is on the way reads the request and may change the reply",
                "ask the vendor for https, or call `allow_cleartext()` if the vendor has no other address",
            ));
        }
        let (base, query) = aim("", Some(url))?;
        if !self.is_vendors(base.host()) {
            return Err(Error::refused_field(
                "url",
                "is at a host that isn't the vendor's: whoever made it would have fields of its choice signed with your key",
                "call `Settings::url_host` with its host, if the vendor says that it is its own",
            ));
        }
        Ok((Cow::Owned(base), query))
    }

    /// Whether a host is documented as the vendor's, or the caller says that it is.
    fn is_vendors(&self, host: &str) -> bool {
        let Shared {
            addresses,
            settings,
            ..
        } = &*self.shared;
        let is_same = |base: &BaseUrl| base.host().eq_ignore_ascii_case(host);
        let mut documented = P::SERVERS.iter().flat_map(|server| server.environments);
        let mut said = settings.url_hosts.iter();
        addresses.iter().any(|(_, base)| is_same(base))
            || documented.any(|own| BaseUrl::parse(own.url).is_ok_and(|base| is_same(&base)))
            || said.any(|own| own.eq_ignore_ascii_case(host))
    }

    fn base_url(&self, server: &str) -> Result<&BaseUrl, Error> {
        let found = self
            .shared
            .addresses
            .iter()
            .find(|(name, _)| *name == server);
        found.map(|(_, base)| base).ok_or_else(|| {
            Error::refused(
                format!("the server `{server}` has no address in this environment"),
                "give one with `server_url`",
            )
        })
    }

    fn limits(&self) -> &Limits {
        &self.shared.settings.limits
    }

    fn begin<O: Operation<P>>(&self, request: &O) -> Result<(Request<Bytes>, Watch), Error> {
        let watch = Watch::begin(O::NAME, O::ROUTE.server);
        match self.prepare(request) {
            Ok(prepared) => Ok((prepared.into_request(), watch)),
            Err(error) => {
                watch.end(Some(&error));
                Err(error)
            }
        }
    }

    fn end<O: Operation<P>>(
        &self,
        answer: Result<Response<Bytes>, TransportError>,
        mut watch: Watch,
    ) -> Result<Received<O::Response>, Error> {
        let received = answer.map_err(Error::from).and_then(|response| {
            watch.answered(response.status());
            let limit = self.limits().max_response_bytes;
            if response.body().len() > limit {
                return Err(Error::TooLarge { limit });
            }
            self.read::<O>(response)
        });
        watch.end(received.as_ref().err());
        received
    }
}

impl<P: Profile, T: Transport> Client<P, Async<T>> {
    /// Calls an operation and gives the payload of the reply.
    ///
    /// # Errors
    ///
    /// See [`Error`]; its [`outcome`](Error::outcome) tells whether the vendor may have acted.
    pub async fn send<O: Operation<P>>(&self, request: &O) -> Result<O::Response, Error> {
        Ok(self.send_full(request).await?.payload)
    }

    /// Calls an operation and gives the whole reply.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_full<O: Operation<P>>(
        &self,
        request: &O,
    ) -> Result<Received<O::Response>, Error> {
        self.repeat(request).await
    }

    /// Sends a request once.
    pub(crate) async fn attempt<O: Operation<P>>(
        &self,
        request: &O,
    ) -> Result<Received<O::Response>, Error> {
        let (request, watch) = self.begin(request)?;
        let answer = self.shared.mode.0.send(request, self.limits()).await;
        self.end::<O>(answer, watch)
    }
}

impl<P: Profile, T: BlockingTransport> Client<P, Blocking<T>> {
    /// Calls an operation and gives the payload of the reply.
    ///
    /// # Errors
    ///
    /// See [`Error`]; its [`outcome`](Error::outcome) tells whether the vendor may have acted.
    pub fn send<O: Operation<P>>(&self, request: &O) -> Result<O::Response, Error> {
        Ok(self.send_full(request)?.payload)
    }

    /// Calls an operation and gives the whole reply.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_full<O: Operation<P>>(&self, request: &O) -> Result<Received<O::Response>, Error> {
        self.repeat(request)
    }

    /// Sends a request once.
    pub(crate) fn attempt<O: Operation<P>>(
        &self,
        request: &O,
    ) -> Result<Received<O::Response>, Error> {
        let (request, watch) = self.begin(request)?;
        let answer = self.shared.mode.0.send(request, self.limits());
        self.end::<O>(answer, watch)
    }

    /// Waits on this thread; `false`: the caller has stopped it.
    pub(crate) fn pause(&self, duration: Duration) -> bool {
        let Settings { clock, stop, .. } = &self.shared.settings;
        if !stop.is_stopped() {
            clock.pause(duration, stop);
        }
        !stop.is_stopped()
    }
}

#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn no_transport(error: TransportError) -> Error {
    Error::refused(
        format!("there is no HTTP client, since {error}"),
        "mend the settings",
    )
}
