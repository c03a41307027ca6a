//! Where a signature goes in a request, and where it is found in a reply.

use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{About, Place, TimeUnit, VerifyWhen};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Choice, Entries, Key, Mapping, Node, Number, Value, Word, mapping};

#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) with: Option<Name>,
    /// Where the signature goes, each place with the template of what goes there; without one: the signature itself.
    pub(crate) into: Vec<Output>,
    pub(crate) about: About,
    pub(crate) example: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) place: Place,
    pub(crate) at: Span,
    pub(crate) value: Option<Name>,
}

#[derive(Debug)]
pub(crate) struct Verify {
    pub(crate) with: Option<Name>,
    pub(crate) place: Option<(Place, Span)>,
    /// Template of what stands there; without one: the signature itself.
    pub(crate) value: Option<Name>,
    pub(crate) when: VerifyWhen,
    pub(crate) fresh: Option<Fresh>,
}

#[derive(Debug)]
pub(crate) struct Fresh {
    pub(crate) place: Option<(Place, Span)>,
    pub(crate) unit: TimeUnit,
    pub(crate) within: u32,
}

/// Five minutes: what vendors document where they document anything.
const WITHIN_SECONDS: u32 = 300;

mapping! {
    /// How requests are signed.
    struct SignKeys: "`sign`" {
        /// Name of the signature.
        with: Option<Name> = "the name of a signature",
        /// Where the signature goes: `{field: NAME}`, `{query: NAME}` or `{header: NAME}`; several: `{headers: {NAME: "{sign}", …}}`.
        into: Option<Into> = "{field: sign}",
        /// What such a signature looks like, as the page prints it.
        example: Option<Name>,
        ..about: About,
    }
}

impl Value for Sign {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = SignKeys::read_at(key.span, node, problems);
        Some(Self {
            with: keys.with,
            into: keys.into.map(|into| into.0).unwrap_or_default(),
            about: keys.about,
            example: keys.example.map(|example| example.text),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        SignKeys::schema(generator)
    }
}

mapping! {
    /// Where a signature goes. A template may use every line of the signature, credentials, `now`, `nonce`, and what `lines` may
    /// tell of the request.
    struct IntoKeys: "`into`" {
        /// Name of a field: the last one of the form; the last member of a JSON body; the last of the query where there is no body.
        field: Option<Name>,
        /// Name of a field of the query, whatever the body is.
        query: Option<Name>,
        /// Name of a header.
        header: Option<Name>,
        /// Template of what goes into that one place. Default: `"{sign}"`.
        value: Option<Name>,
        /// Template of the path of the URL, all of it.
        path: Option<Name>,
        /// Several headers, each with the template of what goes there, in this order.
        headers: Entries<Name>,
        /// Several fields of the query, each with the template of what goes there.
        queries: Entries<Name>,
        /// Several fields, each with the template of what goes there.
        fields: Entries<Name>,
    }
}

/// One place with what goes there, or several of them.
#[derive(Debug)]
struct Into(Vec<Output>);

impl Value for Into {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = IntoKeys::read_at(node.span, node, problems);
        let single = [
            keys.field.map(field),
            keys.query.map(query),
            keys.header.map(header),
        ];
        let single: Vec<_> = single.into_iter().flatten().collect();
        let path = keys.path.map(|path| Output {
            place: Place::Path,
            at: path.span,
            value: Some(path),
        });
        let mut outputs: Vec<Output> = path.into_iter().collect();
        outputs.extend(several(keys.headers, header));
        outputs.extend(several(keys.queries, query));
        outputs.extend(several(keys.fields, field));

        if single.len() > 1 || single.is_empty() && outputs.is_empty() {
            let help = "write `{field: NAME}`, `{query: NAME}` or `{header: NAME}`; where several belong to it, `{headers: {NAME: \"{sign}\", …}}` (or `fields:`, `queries:`)";
            let message = match single.is_empty() {
                true => "`into` doesn't say where the signature goes",
                false => "a signature goes into one place, and here are several",
            };
            problems.report(Diagnostic::new(Code::BadValue, node.span, message).help(help));
        }
        if let (true, Some(value)) = (single.is_empty(), &keys.value) {
            let message =
                "`value` says what goes into one `field`, `query` or `header`, and here is none";
            let help = "write what goes into each place behind its name, and drop `value`";
            problems.report(Diagnostic::new(Code::Misplaced, value.span, message).help(help));
        }
        let single = single.into_iter().take(1).map(|(place, at)| Output {
            place,
            at,
            value: keys.value.clone(),
        });
        outputs.extend(single);
        Some(Self(outputs))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        IntoKeys::schema(generator)
    }
}

fn several(
    places: Entries<Name>,
    to_place: fn(Key) -> (Place, Span),
) -> impl Iterator<Item = Output> {
    places.0.into_iter().map(move |(name, value)| {
        let (place, at) = to_place(name);
        Output {
            place,
            at,
            value: Some(value),
        }
    })
}

fn field(name: Key) -> (Place, Span) {
    (Place::Field(name.text), name.span)
}

fn query(name: Key) -> (Place, Span) {
    (Place::Query(name.text), name.span)
}

fn header(name: Key) -> (Place, Span) {
    (Place::Header(name.text.to_ascii_lowercase()), name.span)
}

mapping! {
    /// How the signature of a reply is verified.
    struct VerifyKeys: "`verify`" {
        /// Name of the signature. Its `fields` are the members as received; `body` and `headers` are the reply's.
        with: Option<Name> = "the name of a signature",
        /// The member of the reply in which the signature stands.
        field: Option<Name>,
        /// The header of the reply in which the signature stands.
        header: Option<Name>,
        /// Template of what stands there, such as `"v0={sign}"`. Default: `"{sign}"`.
        value: Option<Name>,
        /// When a reply must carry a signature. Default: `always`.
        when: Option<Word<VerifyWhen>>,
        /// Refuses a reply whose time is further from now. Default: any age will do.
        fresh: Option<Fresh>,
    } exactly one of [["field"], ["header"]]
}

impl Value for Verify {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = VerifyKeys::read_at(key.span, node, problems);
        Some(Self {
            with: keys.with,
            place: place_of_reply(keys.field, keys.header, key, problems),
            value: keys.value,
            when: keys.when.map_or(VerifyWhen::Always, |when| when.value),
            fresh: keys.fresh,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        VerifyKeys::schema(generator)
    }
}

impl Choice for VerifyWhen {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        (
            "if_present",
            Self::IfPresent,
            "Verified where there is one.",
        ),
        (
            "on_success",
            Self::OnSuccess,
            "Required on success; elsewhere verified where there is one.",
        ),
        ("always", Self::Always, "Required on every reply."),
        ("never", Self::Never, "Not looked at."),
    ];
}

mapping! {
    /// How old a reply may be. Let the signature cover its time, or it says nothing.
    struct FreshKeys: "`fresh`" {
        /// The member of the reply that holds its time.
        field: Option<Name>,
        /// The header of the reply that holds its time.
        header: Option<Name>,
        /// What the time is counted in, since 1970. Default: `seconds`.
        unit: Option<Word<TimeUnit>>,
        /// How far from now it may be, in seconds. Default: `300`.
        within: Option<Number<1, { u32::MAX }>>,
    } exactly one of [["field"], ["header"]]
}

impl Value for Fresh {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = FreshKeys::read_at(key.span, node, problems);
        Some(Self {
            place: place_of_reply(keys.field, keys.header, key, problems),
            unit: keys.unit.map_or(TimeUnit::Seconds, |unit| unit.value),
            within: keys.within.map_or(WITHIN_SECONDS, |within| within.value),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        FreshKeys::schema(generator)
    }
}

impl Choice for TimeUnit {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("seconds", Self::Seconds, "Seconds."),
        ("millis", Self::Millis, "Milliseconds."),
    ];
}

/// The place that `key` tells, which is a `field` or a `header`.
fn place_of_reply(
    member: Option<Name>,
    named: Option<Name>,
    key: &Key,
    problems: &Problems<'_>,
) -> Option<(Place, Span)> {
    let what = &key.text;
    match (&member, &named) {
        (None, None) => problems.report(
            Diagnostic::new(
                Code::MissingKey,
                key.span,
                format!("`{what}` needs `field` or `header`"),
            )
            .label("where in the reply?")
            .help("add `field: NAME` for a member of the reply, or `header: NAME`"),
        ),
        (Some(member), Some(header)) => problems.report(
            Diagnostic::new(
                Code::Misplaced,
                header.span,
                format!("`{what}` looks in a `field` or in a `header`, and not in both"),
            )
            .related(member.span, "the other place")
            .help("keep the one that the vendor documents"),
        ),
        _ => {}
    }
    member.map(field).or(named.map(header))
}
