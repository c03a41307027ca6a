//! The constants by which a vendor knows an operation among those on one route.

use sealspec_codegen::model::{Api, Filled, Json, Payload, Slot};

use crate::json;
use crate::received::Received;
use crate::route::{self, Called};
use crate::seen::Refusal;

/// Checks that a request has its operation's constants.
pub(crate) fn check(api: &Api, called: Called<'_>, received: &Received) -> Result<(), Refusal> {
    let Some(filled) = first_other(called, received) else {
        return Ok(());
    };
    let wire = &filled.wire;
    let on_route = route::variants(api).filter(|other| {
        let (own, other) = (called.variant, other.variant);
        own.path == other.path && own.method == other.method
    });
    let mut values: Vec<_> = on_route
        .flat_map(|other| &other.operation.filled)
        .filter(|other| other.wire == *wire)
        .filter_map(|other| Some(format!("`{}`", other.text()?)))
        .collect();
    values.sort();
    values.dedup();
    if values.is_empty() {
        return Err(Refusal::bad_request(format!("`{wire}` is missing")));
    }
    let values = values.join(" or ");
    Err(Refusal::bad_request(format!("`{wire}` must be {values}")))
}

/// The first constant of an operation that a request lacks or has otherwise.
pub(crate) fn first_other<'a>(called: Called<'a>, received: &Received) -> Option<&'a Filled> {
    let members = match &called.variant.payload {
        Payload::Fields => received.json.clone(),
        // Without fields of the operation's own the payload is left out.
        Payload::Json(name) => Some(
            received
                .field(name)
                .and_then(|text| json::parse(text).ok())
                .unwrap_or(Json::Null),
        ),
    };
    let payload_is_json = matches!(called.variant.payload, Payload::Json(_));
    let stands = |filled: &Filled| {
        let found = received.field(&filled.wire);
        found.is_some() && (filled.constant().is_none() || found == filled.text().as_deref())
    };
    let is_sent = |(index, filled): &(usize, &Filled)| match &members {
        Some(_) if payload_is_json && called.variant.order.contains(&Slot::Filled(*index)) => {
            stands(filled)
        }
        None => stands(filled),
        Some(Json::Object(members)) => json::member(members, &filled.wire) == filled.constant(),
        Some(_) => false,
    };
    let mut constants = called.operation.filled.iter().enumerate();
    constants
        .find(|own| !is_sent(own))
        .map(|(_, filled)| filled)
}
