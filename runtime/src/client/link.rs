use super::{Client, Shared};
use crate::error::Error;
use crate::explain::Explanation;
use crate::link::{Link, explain_link_at, link_at};
use crate::operation::Profile;

impl<P: Profile, M> Client<P, M> {
    /// The address of a link, for someone else to open.
    ///
    /// # Errors
    ///
    /// Where a request like it would be refused before it is sent.
    pub fn link<L: Link<P>>(&self, request: &L) -> Result<String, Error> {
        let Shared {
            profile, settings, ..
        } = &*self.shared;
        let Some(observer) = &settings.observer else {
            let base = self.base_url(L::ROUTE.server)?;
            return link_at(profile, base, request, &self.moment()?);
        };
        let (address, explanation) = self.linked(request)?;
        observer(&explanation);
        Ok(address)
    }

    /// How a link would be signed now.
    ///
    /// # Errors
    ///
    /// As for [`link`](Self::link).
    pub fn explain_link<L: Link<P>>(&self, request: &L) -> Result<Explanation, Error> {
        let (_, explanation) = self.linked(request)?;
        Ok(explanation)
    }

    fn linked<L: Link<P>>(&self, request: &L) -> Result<(String, Explanation), Error> {
        let base = self.base_url(L::ROUTE.server)?;
        explain_link_at(&self.shared.profile, base, request, &self.moment()?)
    }
}
