//! Payloads that travel encrypted.

use crate::decode::ShapeError;
use crate::dynamic::Dress;
use crate::fields::{Fields, Source};
use crate::json::{Document, Scalar};
use crate::moment::Moment;
use crate::parts::Parts;
use crate::signing::{Input, Quiet, SigningError, Trace};

/// Puts the sealed payload in place of its text.
pub(crate) fn seal_payload<D: Dress, T: Trace>(
    profile: &D,
    parts: &mut Parts<'_>,
    trace: &mut T,
) -> Result<(), SigningError> {
    let Some((name, plain)) = profile
        .sealed()
        .and_then(|name| Some((name, parts.fields.get(name)?)))
    else {
        return Ok(());
    };
    let sealed = with_input(plain, |input| profile.seal(&input, trace))?;
    parts.fields.set(Source::Body, name, sealed);
    Ok(())
}

/// The JSON text of a payload that was received sealed, as the member that holds it; nothing where it holds nothing.
pub(crate) fn open_payload<D: Dress>(
    profile: &D,
    reply: &Document<'_>,
    member: &str,
) -> Result<Option<String>, ShapeError> {
    let Some(found) = reply.get(member) else {
        return Ok(None);
    };
    match found.scalar {
        Scalar::Text(sealed) if sealed.is_empty() => Ok(None),
        Scalar::Text(sealed) => with_input(&sealed, |input| profile.open(&input, &mut Quiet))
            .map(|text| Some(text.into()))
            .map_err(|_| ShapeError::new("can't be opened with these credentials").within(member)),
        Scalar::Nested => Err(ShapeError::new("isn't a sealed text").within(member)),
    }
}

fn with_input<R>(text: &str, make: impl FnOnce(Input<'_>) -> R) -> R {
    make(Input {
        fields: &Fields::default(),
        headers: &Fields::default(),
        scheme: "",
        method: "",
        host: "",
        path: "",
        query: "",
        body: text.as_bytes(),
        moment: &Moment::new(0, ""),
    })
}
