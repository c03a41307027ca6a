use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::Text;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Entries, Key, Kind, Mapping, Node, Value, mapping, text};

#[derive(Debug)]
pub(crate) struct Vector {
    pub(crate) at: Span,
    pub(crate) source: Text,
    pub(crate) given: Vec<(Name, Name)>,
    pub(crate) fields: Vec<(Name, Name)>,
    pub(crate) method: Option<Name>,
    pub(crate) scheme: Option<Name>,
    pub(crate) host: Option<Name>,
    pub(crate) path: Option<Name>,
    pub(crate) query: VectorQuery,
    pub(crate) headers: Vec<(Name, Name)>,
    pub(crate) body: Option<Name>,
    /// Milliseconds since 1970.
    pub(crate) now: Option<i64>,
    pub(crate) nonce: Option<Name>,
    pub(crate) lines: Vec<(Name, Name)>,
    pub(crate) sign: Option<Name>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

#[derive(Debug)]
pub(crate) enum VectorQuery {
    None,
    /// Names and values, neither escaped.
    Fields(Vec<(Name, Name)>),
    /// As it stands in the URL.
    Raw(Name),
}

mapping! {
    /// Inputs of a signature, and what they must give.
    struct VectorKeys: "a vector" {
        /// Where it was published.
        source: Option<Text>,
        /// Values of credentials, by name.
        given: Entries<Name>,
        /// The fields that are signed: name → value; or a list of `[name, value]` where a name stands twice.
        fields: Option<Repeatable>,
        /// The request's method, in capitals.
        method: Option<Name>,
        /// `https` or `http`.
        scheme: Option<Name>,
        /// The request's host, with its port where that isn't the scheme's own.
        host: Option<Name>,
        /// The request's path as sent, escapes and all.
        path: Option<Name>,
        /// The request's query: a text as it stands in the URL; or names and values, neither escaped.
        query: Option<VectorQuery>,
        /// The request's headers: name → value; or a list of `[name, value]` where a name stands twice.
        headers: Option<Repeatable>,
        /// The body as sent, byte for byte: put it into single quotes.
        body: Option<Body>,
        /// The time of signing: a Unix time in milliseconds.
        now: Option<Millis>,
        /// The random text of the request.
        nonce: Option<Name>,
        /// What lines of the signature must make, by name, so that a difference is found where it begins.
        lines: Entries<Name>,
        /// The signature that these inputs give.
        sign: Option<Name> = "the signature that these inputs give",
    }
}

impl Value for Vector {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let before = problems.count();
        let keys = VectorKeys::read_at(node.span, node, problems);
        let pairs = |pairs: Option<Repeatable>| pairs.map(|pairs| pairs.0).unwrap_or_default();
        Some(Self {
            at: node.span,
            source: keys.source.unwrap_or_default(),
            given: keys.given.0,
            fields: pairs(keys.fields),
            method: keys.method,
            scheme: keys.scheme,
            host: keys.host,
            path: keys.path,
            query: keys.query.unwrap_or(VectorQuery::None),
            headers: pairs(keys.headers),
            body: keys.body.map(|body| body.0),
            now: keys.now.map(|now| now.0),
            nonce: keys.nonce,
            lines: keys.lines.0,
            sign: keys.sign,
            sound: problems.count() == before,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        VectorKeys::schema(generator)
    }
}

/// Names and texts: a mapping, or a list of pairs where a name stands twice.
#[derive(Debug)]
struct Repeatable(Vec<(Name, Name)>);

impl Value for Repeatable {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let pairs = match &node.kind {
            Kind::Sequence(items) => items
                .iter()
                .filter_map(|item| pair(item, problems))
                .collect(),
            _ => <Entries<Name> as Value>::read(key, node, problems)?.0,
        };
        Some(Self(pairs))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let pair = json_schema!({
            "type": "array",
            "items": Name::schema(generator),
            "minItems": 2,
            "maxItems": 2,
        });
        let names = <Entries<Name> as Value>::schema(generator);
        json_schema!({"anyOf": [names, {"type": "array", "items": pair}]})
    }
}

fn pair(node: &Node, problems: &Problems<'_>) -> Option<(Name, Name)> {
    match &node.kind {
        Kind::Sequence(items) => match items.as_slice() {
            [name, value] => Some((
                text(name, "a field's name", problems)?,
                text(value, "a field's value", problems)?,
            )),
            _ => not_a_pair(node, problems),
        },
        _ => not_a_pair(node, problems),
    }
}

fn not_a_pair(node: &Node, problems: &Problems<'_>) -> Option<(Name, Name)> {
    let message = "a field in a list is a name and a value";
    problems.report(
        Diagnostic::new(Code::WrongKind, node.span, message)
            .label("not two")
            .help("write each as `[name, value]`; where no name stands twice, a mapping does"),
    );
    None
}

impl Value for VectorQuery {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { .. } => text(node, &key.text, problems).map(Self::Raw),
            _ => Repeatable::read(key, node, problems).map(|fields| Self::Fields(fields.0)),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Name::schema(generator), Repeatable::schema(generator)]})
    }
}

/// A body; an empty text is one, too.
#[derive(Debug)]
struct Body(Name);

impl Value for Body {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            return text(node, &key.text, problems).map(Self);
        }
        let message = "a body is text, byte for byte";
        let help = "put it into single quotes, so that it stays as the vendor printed it: `body: '{\"a\":1}'`";
        problems.report(
            Diagnostic::new(Code::WrongKind, node.span, message)
                .label("not text")
                .help(help),
        );
        None
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        Name::schema(generator)
    }
}

/// Milliseconds since 1970.
#[derive(Debug)]
struct Millis(i64);

impl Value for Millis {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let text = text(node, &key.text, problems)?;
        let millis = text.text.parse().ok();
        if millis.is_none() {
            let message = "`now` is a Unix time in milliseconds";
            problems.report(
                Diagnostic::new(Code::BadValue, text.span, message)
                    .label("not a whole number")
                    .help("write it like `1700000000000`: seconds with three more digits"),
            );
        }
        millis.map(Self)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({
            "type": ["integer", "string"],
            "pattern": "^[-+]?[0-9]+$",
            "patternErrorMessage": "Write it like `1700000000000`: seconds with three more digits.",
        })
    }
}
