use super::conditions::{Values, conditions};
use super::{Envelope, Failure, Field, Name};
use crate::diagnostic::Problems;
use crate::model::{About, Json};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Entries, Key, Mapping, Node, Number, Value, json, mapping};

mapping! {
    /// What replies are wrapped in, and what in it tells the outcome.
    struct EnvelopeKeys: "an envelope" {
        /// The documented members: wire name → field. The signature's, too, where it is one.
        fields: Entries<Field>,
        /// Member → value, or a list of those that will do. All must hold, compared as text. Without it, HTTP success is all there
        /// is.
        success: Entries<Values>,
        /// The same for replies to a call that is neither done nor refused yet: `trade_state: NEED_QUERY`.
        pending: Entries<Values>,
        /// The same for refusals that leave open whether the vendor acted, such as a system error: `code: "20006"`. They count as
        /// pending.
        undecided: Entries<Values>,
        /// The member that holds the vendor's code.
        code: Option<Name>,
        /// The member that holds the vendor's message.
        message: Option<Name>,
        /// The member that holds the payload. Without it the payload's members stand beside the envelope's.
        payload: Option<Name>,
        /// What the mock vendor answers to what it refuses.
        failures: Option<Failures>,
        ..about: About,
    }
}

mapping! {
    /// What the mock vendor answers to what it refuses.
    struct Failures: "`failures`" {
        /// To a signature that is wrong.
        bad_signature: Option<Failure>,
        /// To a request that isn't as documented.
        bad_request: Option<Failure>,
    }
}

mapping! {
    /// A refusal as the vendor documents it.
    struct FailureKeys: "a failure" {
        /// Its HTTP status. Default: `200`.
        http_status: Option<Number<100, 599>>,
        /// Its body, a JSON value.
        body: Option<Node> = "{code: 401, msg: bad signature}",
        ..about: About,
    }
}

impl Value for Envelope {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = EnvelopeKeys::read_at(name.span, node, problems);
        let failures = keys
            .failures
            .map(|failures| [failures.bad_signature, failures.bad_request]);
        Some(Self {
            name: name.clone(),
            about: keys.about,
            fields: keys.fields.into_values(),
            success: conditions(keys.success),
            pending: conditions(keys.pending),
            undecided: conditions(keys.undecided),
            code: keys.code,
            message: keys.message,
            payload: keys.payload,
            failures: failures.into_iter().flatten().flatten().collect(),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        EnvelopeKeys::schema(generator)
    }
}

impl Value for Failure {
    fn read(kind: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = FailureKeys::read_at(kind.span, node, problems);
        let status = keys.http_status;
        Some(Self {
            kind: kind.clone(),
            http_status: status
                .and_then(|status| u16::try_from(status.value).ok())
                .unwrap_or(200),
            body: keys.body.map_or(Json::Null, |node| json(&node, problems)),
            about: keys.about,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        FailureKeys::schema(generator)
    }
}
