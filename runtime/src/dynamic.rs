//! Calls whose operation and profile are values instead of types: for whoever interprets specs.
//!
//! Generated code says by constants what it calls. An interpreter knows it at run time only: it says so by a [`Dress`] and a
//! [`Call`]. From there on both go the same way, so that the same fields make the same bytes.
//!
//! Names are `'static` here as they are in generated code. With a lifetime instead, half of this crate's types would have a
//! parameter for the sake of one caller; an interpreter keeps each name that it meets for good, which a spec bounds.

use bytes::Bytes;
use http::Response;

use crate::address::BaseUrl;
use crate::decode::Decode;
use crate::error::Error;
use crate::explain::Explanation;
use crate::moment::Moment;
use crate::operation::{Operation, Place, Profile, Reply, Route, Verify};
use crate::prepare::{Prepared, aim, explain_parts, prepare_parts, write};
use crate::read::{ReadPolicy, Received, read_as};
use crate::rules::Rules;
use crate::secret::Secret;
use crate::signing::{Headers, Input, Signed, SigningError, Text, Trace};

pub use crate::parts::Parts;

/// How calls are dressed, as a value. Every [`Profile`] is one, and says the same by its type.
pub trait Dress {
    /// The profile's name in the spec.
    fn name(&self) -> &'static str;
    /// As [`Profile::PLACES`].
    fn places(&self) -> &'static [Place];
    /// As [`Profile::VERIFY`].
    fn verify(&self) -> Option<Verify>;
    /// As [`Profile::SEALED`].
    fn sealed(&self) -> Option<&'static str>;
    /// As [`Profile::empty_credential`].
    fn empty_credential(&self) -> Option<&'static str>;
    /// As [`Profile::sent_secrets`].
    fn sent_secrets(&self) -> Vec<&Secret>;
    /// As [`Profile::headers`].
    ///
    /// # Errors
    ///
    /// Where a header can't be made from the credentials.
    fn headers(&self, input: &Input<'_>, out: &mut Headers) -> Result<(), SigningError>;
    /// As [`Profile::seal`].
    ///
    /// # Errors
    ///
    /// Where the credentials make no key.
    fn seal<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError>;
    /// As [`Profile::open`].
    ///
    /// # Errors
    ///
    /// Where it wasn't sealed with these credentials.
    fn open<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError>;
    /// As [`Profile::sign`].
    ///
    /// # Errors
    ///
    /// Where no signature can be made from the credentials or the request.
    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError>;
    /// As [`Profile::expected`].
    ///
    /// # Errors
    ///
    /// Where no signature can be made from the credentials or what was received.
    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError>;
}

impl<P: Profile> Dress for P {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn places(&self) -> &'static [Place] {
        P::PLACES
    }

    fn verify(&self) -> Option<Verify> {
        P::VERIFY
    }

    fn sealed(&self) -> Option<&'static str> {
        P::SEALED
    }

    fn empty_credential(&self) -> Option<&'static str> {
        Profile::empty_credential(self)
    }

    fn sent_secrets(&self) -> Vec<&Secret> {
        Profile::sent_secrets(self)
    }

    fn headers(&self, input: &Input<'_>, out: &mut Headers) -> Result<(), SigningError> {
        Profile::headers(self, input, out)
    }

    fn seal<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        Profile::seal(self, input, trace)
    }

    fn open<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        Profile::open(self, input, trace)
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        Profile::sign(self, input, trace)
    }

    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        Profile::expected(self, input, trace)
    }
}

/// The host of a whole URL, with its port where that isn't the default; `None` where it isn't one that can be called.
pub fn host_of(url: &str) -> Option<String> {
    let (base, _) = BaseUrl::split(url).ok()?;
    Some(base.host().to_owned())
}

/// A documented call as one profile makes it, but for its fields.
#[derive(Debug, Clone, Copy)]
pub struct Call<'c, D> {
    /// How it is dressed.
    pub dress: &'c D,
    /// Name of the operation.
    pub name: &'static str,
    /// Where it goes.
    pub route: Route,
    /// The rules between its fields.
    pub rules: Rules,
    /// How its replies are told apart; of no account for a link.
    pub reply: Reply,
    /// As [`Operation::url`].
    pub url: Option<&'c str>,
}

impl<'c, P: Profile> Call<'c, P> {
    /// What an operation says by its type.
    pub(crate) fn of<O: Operation<P>>(profile: &'c P, request: &'c O) -> Self {
        Self {
            dress: profile,
            name: O::NAME,
            route: O::ROUTE,
            rules: O::RULES,
            reply: O::REPLY,
            url: request.url(),
        }
    }
}

impl<'c, D: Dress> Call<'c, D> {
    /// As [`prepare`](crate::prepare()); `fields` writes every field but the signature, in the order in which they are signed.
    ///
    /// # Errors
    ///
    /// As for [`prepare`](crate::prepare()).
    pub fn prepare(
        &self,
        base_url: &str,
        moment: &Moment,
        fields: impl FnOnce(&mut Parts<'c>),
    ) -> Result<Prepared, Error> {
        let (base, query) = aim(base_url, self.url)?;
        self.prepare_at((&base, query), moment, fields)
    }

    /// The same at an address that is known, behind the query of a URL.
    pub(crate) fn prepare_at<'a>(
        &self,
        (base, query): (&BaseUrl, &'a str),
        moment: &Moment,
        fields: impl FnOnce(&mut Parts<'a>),
    ) -> Result<Prepared, Error>
    where
        'c: 'a,
    {
        let mut parts = Parts::default();
        let rules = (self.rules, query);
        write(self.dress, self.route, rules, fields, &mut parts)?;
        prepare_parts(self.dress, base, self.route, &mut parts, moment)
    }

    /// As [`explain`](crate::explain()); `fields` writes every field but the signature, in the order in which they are signed.
    ///
    /// # Errors
    ///
    /// As for [`prepare`](crate::prepare()).
    pub fn explain(
        &self,
        base_url: &str,
        moment: &Moment,
        fields: impl FnOnce(&mut Parts<'c>),
    ) -> Result<(Prepared, Explanation), Error> {
        let (base, query) = aim(base_url, self.url)?;
        self.explain_at((&base, query), moment, fields)
    }

    /// The same at an address that is known, behind the query of a URL.
    pub(crate) fn explain_at<'a>(
        &self,
        (base, query): (&BaseUrl, &'a str),
        moment: &Moment,
        fields: impl FnOnce(&mut Parts<'a>),
    ) -> Result<(Prepared, Explanation), Error>
    where
        'c: 'a,
    {
        let mut parts = Parts::explained();
        let rules = (self.rules, query);
        write(self.dress, self.route, rules, fields, &mut parts)?;
        let operation = (self.name, self.route);
        explain_parts(self.dress, base, operation, &mut parts, moment)
    }

    /// As [`read`](crate::read()).
    ///
    /// # Errors
    ///
    /// As for [`read`](crate::read()).
    pub fn read<T: Decode>(
        &self,
        response: Response<Bytes>,
        policy: ReadPolicy,
    ) -> Result<Received<T>, Error> {
        read_as(self.dress, (self.route, self.reply), response, policy)
    }
}
