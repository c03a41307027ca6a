use super::{
    Api, Credential, Environment, Name, Server, about, allow, conditions, envelope, profile, seal,
    signature, types,
};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::yaml::{Cursor, Key, Kind, Node, text};

/// The version of the spec language that this crate reads.
const VERSION: &str = "1";

/// Reads `api.yaml`.
pub(super) fn read<'n>(file: usize, node: &'n Node, problems: &'n Problems<'n>) -> Api {
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
    let mut cursor = Cursor::new(node, at, "`api.yaml`", problems);
    version(&mut cursor, problems);
    let api = Api {
        file,
        name: cursor.require_text("api", "acme").unwrap_or(Name {
            span: top,
            text: "api".to_owned(),
            plain: true,
        }),
        title: about::title(&mut cursor, problems),
        source: cursor
            .require("source", "https://open.example.com/doc")
            .and_then(|_| about::source(&mut cursor, problems))
            .unwrap_or_default(),
        about: about::about(&mut cursor, problems),
        servers: servers(&mut cursor, problems),
        credentials: cursor
            .entries("credentials")
            .iter()
            .map(|entry| credential(entry, problems))
            .collect(),
        types: types::types(&mut cursor, problems),
        signatures: cursor
            .entries("signatures")
            .iter()
            .map(|entry| signature::signature(entry, problems))
            .collect(),
        seals: seal::seals(&mut cursor, problems),
        profiles: cursor
            .entries("profiles")
            .iter()
            .map(|entry| profile::profile(entry, problems))
            .collect(),
        envelopes: cursor
            .entries("envelopes")
            .iter()
            .map(|entry| envelope::envelope(entry, problems))
            .collect(),
    };
    allow::allow(&mut cursor, None, problems);
    cursor.finish();
    api
}

fn version(cursor: &mut Cursor<'_>, problems: &Problems<'_>) {
    let Some(version) = cursor.require_text("sealspec", VERSION) else {
        return;
    };
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
}

fn servers<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<Server> {
    if cursor
        .require(
            "servers",
            "{open: {production: \"https://open.example.com\"}}",
        )
        .is_none()
    {
        return Vec::new();
    }
    cursor
        .entries("servers")
        .iter()
        .map(|(name, node)| server(name, node, problems))
        .collect()
}

fn server<'n>(name: &Key, node: &'n Node, problems: &'n Problems<'n>) -> Server {
    let environments = match &node.kind {
        Kind::Mapping(entries) if !entries.is_empty() => entries,
        _ => {
            let message = format!("the server `{}` has no environments", name.text);
            let help = "write it as `{production: \"https://…\"}`: a name and a URL for each of its environments";
            problems.report(
                Diagnostic::new(Code::WrongKind, node.span, message)
                    .label("expected a mapping")
                    .help(help),
            );
            return Server {
                name: name.clone(),
                environments: Vec::new(),
            };
        }
    };
    Server {
        name: name.clone(),
        environments: environments
            .iter()
            .map(|entry| environment(entry, problems))
            .collect(),
    }
}

fn environment<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Environment {
    if !matches!(node.kind, Kind::Mapping(_)) {
        let url = text(node, &name.text, problems);
        return Environment {
            name: name.clone(),
            url,
            cleartext: false,
            about: Default::default(),
            source: None,
        };
    }
    let mut cursor = Cursor::new(node, name.span, "an environment of a server", problems);
    let environment = Environment {
        name: name.clone(),
        url: cursor.require_text("url", "https://open.example.com"),
        cleartext: cursor.choice("cleartext", &[("documented", ())]).is_some(),
        about: about::about(&mut cursor, problems),
        source: about::source(&mut cursor, problems),
    };
    cursor.finish();
    environment
}

fn credential<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Credential {
    let mut cursor = Cursor::new(node, name.span, "a credential", problems);
    let secret = cursor.take("secret").map(|node| &node.kind);
    let sent = matches!(secret, Some(Kind::Scalar { text, .. }) if text == "sent");
    let credential = Credential {
        name: name.clone(),
        secret: sent || cursor.flag("secret").is_some(),
        sent,
        from: cursor
            .take("from")
            .map_or_else(Vec::new, |node| conditions::values("from", node, problems)),
        about: about::about(&mut cursor, problems),
        example: about::example(&mut cursor),
    };
    cursor.finish();
    credential
}
