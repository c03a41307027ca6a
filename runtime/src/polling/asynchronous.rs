use super::{Polled, Polling, Retrying, Schedule, Settled, Settlement, Step, unsettled};
use crate::client::{Async, Client};
use crate::error::{Error, Outcome};
use crate::operation::{Operation, Profile};
use crate::read::Received;
use crate::transport::Transport;

impl<P: Profile, T: Transport> Client<P, Async<T>> {
    /// Calls an operation until it is done or refused, as often and as long as the vendor says.
    ///
    /// A call that is pending, wasn't sent, may have been sent, or that a gateway has failed (HTTP 5xx) is made again.
    /// Whoever drops the future gives up: a call under way may have been sent.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send). When time is up, that of the last call: its [`outcome`](Error::outcome) is unknown unless
    /// none was sent. Where HTTP alone refuses a call after one that may have done something, [`Error::Unsettled`].
    pub async fn poll<O: Polled<P, Via = O>>(&self, request: &O) -> Result<O::Response, Error> {
        self.poll_until(request, |_| true).await
    }

    /// The same until the payload is one that the caller waits for; any other counts as pending.
    ///
    /// # Errors
    ///
    /// As for [`poll`](Self::poll).
    pub async fn poll_until<O: Polled<P, Via = O>>(
        &self,
        request: &O,
        is_wanted: impl FnMut(&O::Response) -> bool + Send,
    ) -> Result<O::Response, Error> {
        self.poll_by(request, O::SCHEDULE, is_wanted).await
    }

    /// The same for any operation, by a schedule of the caller's. The operation must be one that does no harm when it is called
    /// again.
    ///
    /// # Errors
    ///
    /// As for [`poll`](Self::poll).
    pub async fn poll_by<O: Operation<P>>(
        &self,
        request: &O,
        schedule: Schedule,
        is_wanted: impl FnMut(&O::Response) -> bool + Send,
    ) -> Result<O::Response, Error> {
        self.ask(request, Polling::new(schedule), is_wanted).await
    }

    /// Calls an operation, and where that leaves unknown what came of it, asks after it by another, as often and as long as the
    /// vendor says.
    ///
    /// A query that would be refused before it is sent is refused before the call is made.
    /// Whoever drops the future gives up: a call under way may have been sent.
    ///
    /// # Errors
    ///
    /// The call's, where the call wasn't sent or was refused. Otherwise [`Error::Unsettled`], whose outcome is unknown: time is
    /// up, or the query was refused. What that refusal says of the call is for the caller to read.
    pub async fn settle<O: Polled<P>>(
        &self,
        request: &O,
        query: &O::Via,
    ) -> Result<Settlement<P, O>, Error> {
        self.settle_by(request, query, O::SCHEDULE).await
    }

    /// The same for any operation and any query, by a schedule of the caller's.
    ///
    /// # Errors
    ///
    /// As for [`settle`](Self::settle).
    pub async fn settle_by<O: Operation<P>, Q: Operation<P>>(
        &self,
        request: &O,
        query: &Q,
        schedule: Schedule,
    ) -> Result<Settled<O::Response, Q::Response>, Error> {
        self.check(query)?;
        let error = match self.send(request).await {
            Ok(payload) => return Ok(Settled::Done(payload)),
            Err(error) if error.outcome() == Outcome::Unknown => error,
            Err(error) => return Err(error),
        };
        let mut polling = Polling::new(schedule);
        let Some(wait) = polling.wait(self.now()) else {
            return Err(unsettled(error, None));
        };
        self.clock().sleep(wait).await;
        match self.ask(query, polling, |_| true).await {
            Ok(payload) => Ok(Settled::Queried(payload)),
            Err(asked) => Err(unsettled(error, Some(asked))),
        }
    }

    async fn ask<O: Operation<P>>(
        &self,
        request: &O,
        mut polling: Polling,
        mut is_wanted: impl FnMut(&O::Response) -> bool + Send,
    ) -> Result<O::Response, Error> {
        let mut before = None;
        loop {
            let answer = self.attempt(request).await;
            match polling.follow(answer, &mut is_wanted, before, self.now()) {
                Step::End(result) => return result,
                Step::Wait(wait, error) => {
                    self.clock().sleep(wait).await;
                    before = Some(error);
                }
            }
        }
    }

    /// Sends a request, and again where the settings allow it.
    pub(crate) async fn repeat<O: Operation<P>>(
        &self,
        request: &O,
    ) -> Result<Received<O::Response>, Error> {
        let mut retrying = Retrying::new(self.retries(), O::SAFE);
        let mut before = None;
        loop {
            match retrying.follow(self.attempt(request).await, before) {
                Step::End(result) => return result,
                Step::Wait(wait, error) => {
                    self.clock().sleep(wait).await;
                    before = Some(error);
                }
            }
        }
    }
}
