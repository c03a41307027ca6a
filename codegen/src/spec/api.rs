use super::about::Source;
use super::allow::Allowed;
use super::conditions::Values;
use super::{Api, Credential, Envelope, Environment, Name, Profile, Seal, Server, Signature, Type};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{About, Text};
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema, json_schema};
use crate::yaml::{
    Choice, Chosen, Entries, Key, Kind, Mapping, Node, SnakeCase, True, UpperCamelCase, Value,
    Word, mapping, text,
};

/// The version of the spec language that this crate reads.
const VERSION: &str = "1";

mapping! {
    /// `api.yaml`: the API as a whole, and how its calls are dressed and signed.
    pub(crate) struct ApiKeys: "`api.yaml`" {
        /// Version of the spec language: `1`.
        _version as "sealspec": Option<Version> = "1",
        /// Name of the vendor in `snake_case`, which the module of the generated code has.
        name as "api": Option<Chosen<SnakeCase>> = "acme",
        /// What the vendor calls it.
        title: Option<Text> = "the title that the vendor gives it",
        /// Address of the documentation.
        source: Option<Source> = "https://open.example.com/doc",
        /// Servers by name, each with its environments: `open: {production: "https://…", sandbox: "https://…"}`. The first server,
        /// and of each server the first environment, is the default.
        servers: Entries<Server, SnakeCase> = "{open: {production: \"https://open.example.com\"}}",
        /// What a caller was given by the vendor, by name. `new` of a profile takes them in this order.
        credentials: Entries<Credential, SnakeCase>,
        /// Named types. Those of `api.yaml` and of all pages share one set of names.
        types: Entries<Type, UpperCamelCase>,
        /// How requests, replies and callbacks are signed, by name.
        signatures: Entries<Signature, SnakeCase>,
        /// How payloads travel encrypted, by name.
        seals: Entries<Seal, SnakeCase>,
        /// How calls are dressed, by name. Each becomes a struct that holds the credentials that it needs.
        profiles: Entries<Profile, SnakeCase>,
        /// What replies are wrapped in, by name.
        envelopes: Entries<Envelope, SnakeCase>,
        /// Warnings that are known and meant, by code, each with the reason: `{SW0004: The vendor shows none.}`. In all
        /// files.
        allow: Option<Allowed>,
        ..about: About,
    }
}

/// Reads `api.yaml`.
pub(super) fn read(file: usize, node: &Node, problems: &Problems<'_>) -> Api {
    let top = Span {
        file,
        start: 0,
        end: 0,
    };
    let at = if matches!(node.kind, Kind::Mapping(_)) {
        node.span
    } else {
        top
    };
    let keys = ApiKeys::read_at(at, node, problems);
    if let Some(allowed) = keys.allow {
        allowed.anywhere(problems);
    }
    Api {
        file,
        name: keys.name.map_or(
            Name {
                span: top,
                text: "api".to_owned(),
                plain: true,
            },
            |name| name.0,
        ),
        title: keys.title.unwrap_or_default(),
        source: keys.source.map(|source| source.0).unwrap_or_default(),
        about: keys.about,
        servers: keys.servers.into_values(),
        credentials: keys.credentials.into_values(),
        types: keys.types.into_values(),
        signatures: keys.signatures.into_values(),
        seals: keys.seals.into_values(),
        profiles: keys.profiles.into_values(),
        envelopes: keys.envelopes.into_values(),
    }
}

/// The version of the spec language, which is known.
#[derive(Debug)]
pub(crate) struct Version;

impl Value for Version {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let version = text(node, &key.text, problems)?;
        if version.text != VERSION {
            let message = format!(
                "version `{}` of the spec language isn't known to this sealspec",
                version.text
            );
            let help = format!(
                "write `sealspec: {VERSION}`, or build with the sealspec release that knows this version"
            );
            problems.report(
                Diagnostic::new(Code::Version, version.span, message)
                    .label(format!("expected {VERSION}"))
                    .help(help),
            );
        }
        Some(Self)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({"enum": [1, VERSION]})
    }
}

impl Value for Server {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let environments = match &node.kind {
            Kind::Mapping(entries) if !entries.is_empty() => {
                Environments::read(name, node, problems)
            }
            _ => {
                let message = format!("the server `{}` has no environments", name.text);
                let help = "write it as `{production: \"https://…\"}`: a name and a URL for each of its environments";
                problems.report(
                    Diagnostic::new(Code::WrongKind, node.span, message)
                        .label("expected a mapping")
                        .help(help),
                );
                None
            }
        };
        Some(Self {
            name: name.clone(),
            environments: environments.unwrap_or_default().into_values(),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let mut schema = <Environments as Value>::schema(generator);
        schema.insert("minProperties".to_owned(), 1.into());
        schema
    }
}

type Environments = Entries<Environment, SnakeCase>;

/// Where a server is; what can't be one is for the check to tell.
#[derive(Debug)]
struct ServerUrl(Name);

impl Value for ServerUrl {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        text(node, &key.text, problems).map(Self)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::text(
            "^https?://\\S+$",
            "Write scheme, host and, if there is one, path: `https://open.example.com`.",
        )
    }
}

mapping! {
    /// An environment of a server about which there is more to say than its URL.
    struct EnvironmentKeys: "an environment of a server" {
        /// Its URL, without a slash at its end.
        url: Option<ServerUrl> = "https://open.example.com",
        /// `documented` where the URL is plain `http` and the vendor documents it so; it is refused otherwise.
        cleartext: Option<Word<Documented>>,
        /// Address of its documentation.
        source: Option<Source>,
        ..about: About,
    }
}

#[derive(Debug, Clone, Copy)]
struct Documented;

impl Choice for Documented {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[(
        "documented",
        Self,
        "The vendor documents that this URL is plain `http`.",
    )];
}

/// A URL, or more about it.
impl Value for Environment {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if !matches!(node.kind, Kind::Mapping(_)) {
            return Some(Self {
                name: name.clone(),
                url: ServerUrl::read(name, node, problems).map(|url| url.0),
                cleartext: false,
                about: About::default(),
                source: None,
            });
        }
        let keys = EnvironmentKeys::read_at(name.span, node, problems);
        Some(Self {
            name: name.clone(),
            url: keys.url.map(|url| url.0),
            cleartext: keys.cleartext.is_some(),
            about: keys.about,
            source: keys.source.map(|source| source.0),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [ServerUrl::schema(generator), EnvironmentKeys::schema(generator)]})
    }
}

mapping! {
    /// What a caller was given by the vendor.
    struct CredentialKeys: "a credential" {
        /// `true`: kept out of logs, of `Debug` and off the wire; it can be used in signatures only. `sent`: kept out of logs and of
        /// `Debug`, but may travel in common fields and headers, as an access token does. Default: `false`.
        secret: Option<Secrecy>,
        /// The operations, one or a list, that give it, such as those that give an access token. One of them must be callable
        /// without it.
        from: Option<Values>,
        /// What such a credential looks like, as the page prints it.
        example: Option<Name>,
        ..about: About,
    }
}

/// How a credential is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secrecy {
    OffTheWire,
    Sent,
}

impl Value for Secrecy {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if matches!(&node.kind, Kind::Scalar { text, .. } if text == "sent") {
            return Some(Self::Sent);
        }
        True::read(key, node, problems).map(|_| Self::OffTheWire)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({"enum": [true, false, "sent"]})
    }
}

impl Value for Credential {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = CredentialKeys::read_at(name.span, node, problems);
        Some(Self {
            name: name.clone(),
            secret: keys.secret.is_some(),
            from: keys.from.map(|from| from.0).unwrap_or_default(),
            sent: keys.secret == Some(Secrecy::Sent),
            about: keys.about,
            example: keys.example.map(|example| example.text),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        CredentialKeys::schema(generator)
    }
}
