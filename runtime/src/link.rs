//! Links: addresses that a caller makes for someone else to open.

use crate::address::BaseUrl;
use crate::dynamic::Call;
use crate::encode::RequestWriter;
use crate::error::Error;
use crate::explain::Explanation;
use crate::moment::Moment;
use crate::operation::{Profile, Reply, Route};
use crate::prepare::{Prepared, parse_base};
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
    link_at(profile, &parse_base(base_url)?, link, moment)
}

/// The same at an address that is known.
pub(crate) fn link_at<P: Profile, L: Link<P>>(
    profile: &P,
    base: &BaseUrl,
    link: &L,
    moment: &Moment,
) -> Result<String, Error> {
    let made = call::<P, L>(profile).prepare_at((base, ""), moment, |parts| {
        link.write(profile, moment, parts);
    });
    made.map(address)
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
    explain_link_at(profile, &parse_base(base_url)?, link, moment)
}

/// The same at an address that is known.
pub(crate) fn explain_link_at<P: Profile, L: Link<P>>(
    profile: &P,
    base: &BaseUrl,
    link: &L,
    moment: &Moment,
) -> Result<(String, Explanation), Error> {
    let made = call::<P, L>(profile).explain_at((base, ""), moment, |parts| {
        link.write(profile, moment, parts);
    });
    made.map(|(prepared, explanation)| (address(prepared), explanation))
}

fn call<P: Profile, L: Link<P>>(profile: &P) -> Call<'_, P> {
    Call {
        dress: profile,
        name: L::NAME,
        route: L::ROUTE,
        rules: L::RULES,
        reply: Reply::BARE,
        url: None,
    }
}

fn address(prepared: Prepared) -> String {
    prepared.uri().to_string()
}
