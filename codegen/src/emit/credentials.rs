//! Credentials: how a profile takes them, keeps them and lends them to its signature.

use crate::model::{Api, Credential, Profile};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;

/// A profile's credentials, each with whether a caller may go without.
pub(crate) fn credentials<'a>(
    api: &'a Api,
    profile: &'a Profile,
) -> impl Iterator<Item = (&'a Credential, bool)> {
    profile
        .credentials
        .iter()
        .filter_map(|own| Some((api.credentials.get(own.credential)?, own.optional)))
}

pub(crate) fn credential_type(credential: &Credential) -> &'static str {
    if credential.secret {
        "Secret"
    } else {
        "String"
    }
}

pub(crate) fn constructors(api: &Api, profile: &Profile, code: &mut Code) {
    code.block(format!("impl {}", profile.type_name), |code| {
        new(api, profile, code);
        for (credential, _) in credentials(api, profile).filter(|(_, optional)| *optional) {
            code.blank();
            optional_credential(api, credential, code);
        }
    });
}

fn new(api: &Api, profile: &Profile, code: &mut Code) {
    let required: Vec<_> = credentials(api, profile)
        .filter(|(_, optional)| !optional)
        .map(|(own, _)| own)
        .collect();
    new_docs(api, profile, &required).write(code, "///");
    if required.len() > 7 {
        code.line("#[allow(clippy::too_many_arguments)]");
    }
    let parameters = required
        .iter()
        .map(|own| format!("{}: impl Into<{}>", own.name, credential_type(own)));
    let parameters: Vec<_> = parameters.collect();
    let parameters: Vec<_> = parameters.iter().map(String::as_str).collect();
    code.function("pub fn new", &parameters, " -> Self", |code| {
        let fields = credentials(api, profile).map(|(Credential { name, .. }, optional)| {
            Layout::text(if optional {
                format!("{name}: None")
            } else {
                format!("{name}: {name}.into()")
            })
        });
        code.layout(Layout::literal("Self", fields.collect()));
    });
}

fn new_docs(api: &Api, profile: &Profile, required: &[&Credential]) -> Docs {
    let mut docs = Docs::default();
    if required.is_empty() {
        docs.markdown(format!(
            "The profile {}, which needs no credentials.",
            markdown::code(&profile.name)
        ));
    } else {
        docs.markdown("Takes the credentials that the vendor gave.");
    }
    for credential in required {
        docs.extend(credential_docs(
            api,
            credential,
            &format!("{}: ", markdown::code(&credential.name)),
        ));
    }
    docs
}

fn credential_docs(api: &Api, credential: &Credential, prefix: &str) -> Docs {
    let mut docs = Docs::default();
    docs.text(prefix, &credential.about.doc);
    docs.remarks(&credential.about);
    if let Some(origin) = origin(api, credential) {
        docs.markdown(origin);
    }
    if let Some(example) = &credential.example {
        docs.markdown(format!("Example: {}.", markdown::code(example)));
    }
    docs
}

/// Which operations give a credential.
fn origin(api: &Api, credential: &Credential) -> Option<String> {
    let operations = api.pages.iter().flat_map(|page| &page.operations);
    let links: Vec<_> = operations
        .filter(|own| credential.from.contains(&own.name))
        .map(|own| format!("[`{}`](super::{})", own.name, own.type_name))
        .collect();
    (!links.is_empty()).then(|| {
        let links = links.join(" or ");
        format!("Given by {links}, and kept by [`Tokens`](sealspec::Tokens).")
    })
}

fn optional_credential(api: &Api, credential: &Credential, code: &mut Code) {
    let Credential { name, .. } = credential;
    let mut docs = credential_docs(api, credential, "");
    docs.or_markdown(&format!("Gives {} too.", markdown::code(name)));
    docs.write(code, "///");
    code.line("#[must_use]");
    let parameter = format!("{name}: impl Into<{}>", credential_type(credential));
    code.function(
        &format!("pub fn {name}"),
        &["mut self", &parameter],
        " -> Self",
        |code| {
            code.line(format!("self.{name} = Some({name}.into());"));
            code.line("self");
        },
    );
}

/// The function that takes credentials by their names.
pub(crate) fn from_credentials(api: &Api, profile: &Profile, code: &mut Code) {
    let get = if profile.credentials.is_empty() {
        "_get"
    } else {
        "get"
    };
    let get = format!("{get}: &dyn Fn(&str) -> Option<String>");
    code.function(
        "fn from_credentials",
        &[&get],
        " -> Result<Self, Error>",
        |code| {
            let fields = credentials(api, profile).map(|(own, optional)| {
                let Credential { name, secret, .. } = own;
                let name_text = quoted(name);
                let value = match (optional, secret) {
                    (false, false) => format!("sealspec::credential({name_text}, get)?"),
                    (false, true) => format!("sealspec::credential({name_text}, get)?.into()"),
                    (true, false) => format!("get({name_text})"),
                    (true, true) => format!("get({name_text}).map(Into::into)"),
                };
                Layout::text(format!("{name}: {value}"))
            });
            let made = Layout::literal("Self", fields.collect());
            code.layout(Layout::call("Ok", vec![made]));
        },
    );
}

pub(crate) fn empty_credential(api: &Api, profile: &Profile) -> Layout {
    let required = credentials(api, profile).filter(|(_, optional)| !optional);
    let pairs: Vec<_> = required
        .map(|(Credential { name, secret, .. }, _)| {
            let value = if *secret {
                format!("self.{name}.expose()")
            } else {
                format!("&self.{name}")
            };
            Layout::call("", vec![Layout::text(quoted(name)), Layout::text(value)])
        })
        .collect();
    if pairs.is_empty() {
        return Layout::text("None");
    }
    Layout::call("sealspec::first_empty", vec![Layout::slice(pairs)])
}

/// The function that tells what is masked wherever it shows: secrets that travel as they are.
pub(crate) fn sent_secrets(api: &Api, profile: &Profile, code: &mut Code) {
    let sent = credentials(api, profile).filter(|(credential, _)| credential.sent);
    let sent: Vec<_> = sent
        .map(|(Credential { name, .. }, optional)| {
            Layout::text(match optional {
                false => format!("Some(&self.{name})"),
                true => format!("self.{name}.as_ref()"),
            })
        })
        .collect();
    if sent.is_empty() {
        return;
    }
    code.blank();
    code.function("fn sent_secrets", &["&self"], " -> Vec<&Secret>", |code| {
        code.layout(Layout::call("sealspec::given", vec![Layout::array(sent)]));
    });
}

pub(crate) fn argument(api: &Api, profile: &Profile, index: usize) -> String {
    let Some(Credential { name, secret, .. }) = api.credentials.get(index) else {
        return String::new();
    };
    let is_optional = profile
        .credentials
        .iter()
        .any(|own| own.credential == index && own.optional);
    match (is_optional, secret) {
        (false, _) => format!("&self.{name}"),
        (true, false) => format!("self.{name}.as_deref().unwrap_or_default()"),
        (true, true) => format!("&self.{name}.clone().unwrap_or_default()"),
    }
}
