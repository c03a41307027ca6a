//! Files at addresses that a vendor gives.

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{Request, Response, Uri};

use super::{Async, Blocking, Client};
use crate::address::BaseUrl;
use crate::error::Error;
use crate::operation::Profile;
use crate::transport::{BlockingTransport, Transport, TransportError};
use crate::watch::Watch;

impl<P: Profile, T: Transport> Client<P, Async<T>> {
    /// Fetches the file at an address that the vendor gave: a plain GET, which is not signed, carries no credential and
    /// follows no redirect. The client's limits hold, that of the reply's size too.
    ///
    /// Nothing proves where the file comes from but the connection, and plain `http` not even that: it is refused unless
    /// [`allow_cleartext`](crate::Settings::allow_cleartext) was called.
    ///
    /// Whoever writes the address chooses what this machine fetches, in its own network too: take it from a reply that was
    /// verified, or hold its host against those that the vendor has.
    ///
    /// # Errors
    ///
    /// Where the address isn't one or is refused, there is no reply, or HTTP says that it is no success.
    pub async fn download(&self, url: &str) -> Result<Bytes, Error> {
        let (request, watch) = self.begin_download(url)?;
        let answer = self.shared.mode.0.send(request, self.limits()).await;
        self.end_download(answer, watch)
    }
}

impl<P: Profile, T: BlockingTransport> Client<P, Blocking<T>> {
    /// Fetches the file at an address that the vendor gave: a plain GET, which is not signed, carries no credential and
    /// follows no redirect. The client's limits hold, that of the reply's size too.
    ///
    /// Nothing proves where the file comes from but the connection, and plain `http` not even that: it is refused unless
    /// [`allow_cleartext`](crate::Settings::allow_cleartext) was called.
    ///
    /// Whoever writes the address chooses what this machine fetches, in its own network too: take it from a reply that was
    /// verified, or hold its host against those that the vendor has.
    ///
    /// # Errors
    ///
    /// Where the address isn't one or is refused, there is no reply, or HTTP says that it is no success.
    pub fn download(&self, url: &str) -> Result<Bytes, Error> {
        let (request, watch) = self.begin_download(url)?;
        let answer = self.shared.mode.0.send(request, self.limits());
        self.end_download(answer, watch)
    }
}

impl<P: Profile, M> Client<P, M> {
    fn begin_download(&self, url: &str) -> Result<(Request<Bytes>, Watch), Error> {
        let uri = self.address_of(url)?;
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = uri;
        let user_agent = self.shared.user_agent.clone();
        request.headers_mut().insert(USER_AGENT, user_agent);
        Ok((request, Watch::begin("download", "")))
    }

    /// The address, which no error repeats: its query may be all that it takes to fetch the file.
    fn address_of(&self, url: &str) -> Result<Uri, Error> {
        let refused = |what: &str, remedy| Error::refused_field("url", what, remedy);
        let remedy = "give the address as the vendor gave it";
        let base = url.split(['?', '#']).next().unwrap_or_default();
        let base = BaseUrl::parse(base).map_err(|problem| refused(problem, remedy))?;
        if base.is_cleartext() && !self.shared.settings.allow_cleartext {
            return Err(refused(
                "is plain http: whoever is on the way reads the file and may change it",
                "ask the vendor for https, or call `allow_cleartext()` if the vendor has no other address",
            ));
        }
        url.parse().map_err(|_| refused("isn't a URL", remedy))
    }

    fn end_download(
        &self,
        answer: Result<Response<Bytes>, TransportError>,
        mut watch: Watch,
    ) -> Result<Bytes, Error> {
        let file = answer.map_err(Error::from).and_then(|response| {
            let status = response.status();
            watch.answered(status);
            let body = response.into_body();
            let limit = self.limits().max_response_bytes;
            match status.is_success() {
                _ if body.len() > limit => Err(Error::TooLarge { limit }),
                true => Ok(body),
                false => Err(Error::Status {
                    status,
                    code: None,
                    message: None,
                    body,
                }),
            }
        });
        watch.end(file.as_ref().err());
        file
    }
}
