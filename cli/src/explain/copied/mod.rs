//! A request that other code makes, held against the one that sealspec would make with the same values.

mod address;
mod called;
mod finding;
mod names;
mod remake;
mod report;
mod values;

use std::sync::mpsc;

use bytes::Bytes;
use http::Request;
use sealspec::Moment;
use sealspec_codegen::model::{Api, Place, Profile};
use sealspec_mock::{MockVendor, RefusalKind, Seen, Verdict};

use super::pasted::Pasted;
use super::shown::Shown;
use super::stand_in::Equipped;
use super::{Args, cause};
use crate::credentials::Credentials;
use crate::failure::{Exit, Failure};
use crate::message::{Mask, Message};
use crate::{output, request};
use called::Called;
use finding::Finding;
pub(super) use names::unescaped;
use remake::Remade;

/// Explains a pasted request: the first difference, and how it would be signed.
pub(super) fn explain(
    args: &Args,
    api: &Api,
    credentials: &Credentials,
    pasted: Pasted,
) -> Result<Exit, Failure> {
    args.request.refuse_fields()?;
    let vendor = told_vendor(api, credentials);
    let request = pick(args, &vendor, pasted)?;
    let names = (args.operation.as_deref(), args.request.profile.as_deref());
    let examined = examine(api, credentials, &vendor, names, request)?;
    report::report(args, &examined)
}

/// What was found out about a pasted request.
struct Examined {
    seen: Seen,
    /// All differences, the one that counts first.
    findings: Vec<Finding>,
    /// The request with the same values, where one can be made.
    shown: Option<Shown>,
    mask: Mask,
}

/// Holds a request against the one with the same values; operation and profile are those named, or else what its address tells.
fn examine(
    api: &Api,
    credentials: &Credentials,
    vendor: &MockVendor,
    names: (Option<&str>, Option<&str>),
    request: Request<Bytes>,
) -> Result<Examined, Failure> {
    let message = Message::of(&request);
    let mut mask = Mask::of_credentials(api, credentials).and_of(api, &message);
    let seen = judge(vendor, &request)?;
    let called = match Called::of(api, names, &seen, &request) {
        Ok(called) => called,
        Err(finding) => {
            return Ok(Examined {
                seen,
                findings: vec![finding],
                shown: None,
                mask,
            });
        }
    };
    let mut findings = address::differences(api, called.variant, &request);
    // A wrong content type is told; what else differs is looked for as if it were right.
    let request = address::with_content_type(called.variant, request);
    let own = remake::shown_credentials(api, called, &message);
    let equipped = Equipped::new(
        api,
        credentials,
        Some(called.operation),
        Some(&called.profile.name),
        &own,
    );
    let copied = Copied {
        api,
        credentials,
        called,
        equipped: &equipped,
        seen: &judge(vendor, &request)?,
        moment: moment(vendor, &request)?,
        request: &request,
        theirs: &message,
    };
    let remade = copied.differences(&mut findings);
    copied.shorten_signatures(&mut mask, remade.as_ref());
    let shown = remade.map(|(ours, explanation)| {
        let mask = mask.clone().and_of(api, &ours);
        Shown::new(ours, explanation, &equipped, mask)
    });
    Ok(Examined {
        seen,
        findings,
        shown,
        mask,
    })
}

/// The one request that is meant.
fn pick(args: &Args, vendor: &MockVendor, pasted: Pasted) -> Result<Request<Bytes>, Failure> {
    let har = match pasted {
        Pasted::One(request) => return Ok(*request),
        Pasted::Har(har) => har,
    };
    let calls = |request: &Request<Bytes>| {
        !address::is_elsewhere(vendor.api(), request)
            && judge(vendor, request).is_ok_and(|seen| seen.operation.is_some())
    };
    let (number, request, others) = har.pick(args.entry, calls)?;
    let more = match others {
        0 => String::new(),
        _ => format!(", the first of {} that call the vendor", others + 1),
    };
    output::note(format_args!("entry {number} of the HAR file{more}"));
    Ok(request)
}

/// A vendor of this spec that was told all credentials that are known.
fn told_vendor(api: &Api, credentials: &Credentials) -> MockVendor {
    let known = credentials.known().iter().cloned();
    known.fold(MockVendor::new(api.clone()), |vendor, (name, value)| {
        vendor.credential(name, value)
    })
}

fn judge(vendor: &MockVendor, request: &Request<Bytes>) -> Result<Seen, Failure> {
    let (teller, told) = mpsc::channel();
    // A vendor that is watched keeps no list, which would grow with every entry of a HAR file.
    let vendor = (vendor.clone()).watch(move |seen, _| drop(teller.send(seen.clone())));
    vendor.answer(request);
    // What was answered was told.
    let seen = told.try_recv();
    seen.map_err(|_| Failure::outside("the request can't be judged", "report this"))
}

/// The moment that a request tells, or else now. Seconds where the spec has milliseconds would be in 1970, and the reverse far
/// ahead: then the other unit is meant.
fn moment(vendor: &MockVendor, request: &Request<Bytes>) -> Result<Moment, Failure> {
    let now = request::now()?;
    let told = vendor.moment(request).unwrap_or_else(|| Moment::new(0, ""));
    let millis = match told.unix_millis() {
        0 => now.unix_millis(),
        millis => millis,
    };
    let nonce = match told.nonce() {
        "" => now.nonce(),
        nonce => nonce,
    };
    let years = 946_684_800_000..4_102_444_800_000;
    let meant = [millis, millis.saturating_mul(1000), millis / 1000];
    let meant = meant.into_iter().find(|millis| years.contains(millis));
    Ok(Moment::new(meant.unwrap_or(millis), nonce))
}

struct Copied<'a> {
    api: &'a Api,
    credentials: &'a Credentials,
    called: Called<'a>,
    equipped: &'a Equipped,
    request: &'a Request<Bytes>,
    theirs: &'a Message,
    seen: &'a Seen,
    moment: Moment,
}

impl Copied<'_> {
    /// Adds all differences, the one that counts first. Gives the request with the same values, where one can be made.
    fn differences(&self, findings: &mut Vec<Finding>) -> Option<Remade> {
        let Called {
            operation, profile, ..
        } = self.called;
        let mut remade = None;
        // What is made of a whole URL, or encrypted, can't be taken apart again; the vendor's verdict tells.
        if !operation.takes_url() && profile.seal.is_none() {
            findings.extend(names::differences(self.called, self.theirs));
            let uri = self.request.uri();
            match remake::remake(self.called, self.equipped, uri, self.theirs, &self.moment) {
                Ok(made) => {
                    findings.extend(values::differences(profile, self.theirs, &made.0));
                    remade = Some(made);
                }
                Err(failure) => findings.push(Finding::of(failure)),
            }
        }
        let told = self.of_verdict(findings.is_empty(), remade.as_ref());
        findings.extend(told);
        remade
    }

    /// What the vendor would refuse the request for, where that isn't told already.
    fn of_verdict(&self, is_first: bool, remade: Option<&Remade>) -> Option<Finding> {
        let Verdict::Refused(refusal) = &self.seen.verdict else {
            return None;
        };
        let mut finding = Finding {
            what: refusal.reason.clone(),
            ..Finding::default()
        };
        // Where no string to sign was made, the signature wasn't looked at.
        if refusal.kind != RefusalKind::BadSignature || self.seen.string_to_sign.is_none() {
            let is_told = !is_first || refusal.kind == RefusalKind::Unprepared;
            return (!is_told).then_some(finding);
        }
        let profile = self.called.profile;
        let ours = remade.and_then(|(_, explanation)| explanation.places.first());
        finding.theirs = self.signatures(profile).into_iter().next();
        finding.ours = ours.filter(|_| is_first).map(|(_, value)| value.clone());
        if finding.theirs.as_deref().is_none_or(str::is_empty) {
            finding.hint = Some("the request isn't signed: put the signature there".to_owned());
            return Some(finding);
        }
        let cause = cause::of_signature(self.api, self.credentials, self.request, profile);
        finding.hint = Some(cause.unwrap_or_else(|| cause::UNKNOWN.to_owned()));
        Some(finding)
    }

    /// What stands where the signature goes, and what goes with it.
    fn signatures(&self, profile: &Profile) -> Vec<String> {
        let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
        let texts = outputs.filter_map(|output| match &output.place {
            Place::Field(name) | Place::Query(name) => self.theirs.text(name),
            Place::Header(name) => self.theirs.header(name),
            Place::Path => None,
        });
        texts.map(str::to_owned).collect()
    }

    /// Who has a signed request can send it again, so that signatures are shown in part.
    fn shorten_signatures(&self, mask: &mut Mask, remade: Option<&Remade>) {
        for signature in self.signatures(self.called.profile) {
            mask.shorten(&signature);
        }
        // One that is made without the secret is of no use to anybody.
        let places = remade
            .into_iter()
            .flat_map(|(_, explanation)| &explanation.places);
        for (_, signature) in places.filter(|_| self.equipped.secrets.is_empty()) {
            mask.shorten(signature);
        }
    }
}

#[cfg(test)]
mod tests;
