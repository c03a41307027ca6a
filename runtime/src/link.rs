//! Links: addresses that a caller makes for someone else to open.

use crate::encode::RequestWriter;
use crate::error::Error;
use crate::explain::Explanation;
use crate::moment::Moment;
use crate::operation::{Profile, Route};
use crate::prepare::{Prepared, explain_parts, parse_base, prepare_parts, write};
use crate::rules::Rules;

/// A documented address that someone else opens, such as a browser: made and signed like a GET, and never sent from here.
#[diagnostic::on_unimplemented(
    message = "the profile `{P}` can't make the link `{Self}`",
    label = "not documented for `{P}`",
    note = "the profiles that can are those for which `Link<…>` is implemented, listed above"
)]
pub trait Link<P: Profile>: Sync {
    /// Name of the method that makes it.
    const NAME: &'static str;
    /// Where it leads.
    const ROUTE: Route;
    /// The rules between its fields.
    const RULES: Rules = Rules::NONE;

    /// Writes every field but the signature, in the order in which they are signed.
    fn write<'a, W: RequestWriter<'a>>(&'a self, profile: &'a P, moment: &'a Moment, out: &mut W);
}

/// Makes a link.
///
/// # Errors
///
/// As for [`prepare`](crate::prepare()).
pub fn link<P: Profile, L: Link<P>>(
    profile: &P,
    base_url: &str,
    link: &L,
    moment: &Moment,
) -> Result<String, Error> {
    let parts = write(profile, L::ROUTE, (L::RULES, ""), |parts| {
        link.write(profile, moment, parts);
    })?;
    let base = parse_base(base_url)?;
    prepare_parts(profile, &base, L::ROUTE, parts, moment).map(address)
}

/// Makes a link, and tells how its signature came about.
///
/// # Errors
///
/// As for [`prepare`](crate::prepare()).
pub fn explain_link<P: Profile, L: Link<P>>(
    profile: &P,
    base_url: &str,
    link: &L,
    moment: &Moment,
) -> Result<(String, Explanation), Error> {
    let parts = write(profile, L::ROUTE, (L::RULES, ""), |parts| {
        link.write(profile, moment, parts);
    })?;
    let base = parse_base(base_url)?;
    let (prepared, explanation) =
        explain_parts(profile, &base, (L::NAME, L::ROUTE), parts, moment)?;
    Ok((address(prepared), explanation))
}

fn address(prepared: Prepared) -> String {
    prepared.request().uri().to_string()
}
