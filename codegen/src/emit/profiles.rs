//! Profiles: their credentials, how they sign, and what all their calls share.

use crate::model::{Api, Profile, Server, TimeUnit};

use super::code::Code;
use super::credentials::{
    constructors, credential_type, credentials, empty_credential, from_credentials, sent_secrets,
};
use super::docs::Docs;
use super::imports::{self, mentions, names};
use super::layout::{Layout, quoted};
use super::{GeneratedFile, header, markdown, replies, signing};

/// `profiles.rs` of a vendor.
pub(crate) fn profiles(api: &Api) -> GeneratedFile {
    let mut body = Code::default();
    if !api.profiles.is_empty() {
        body.blank();
        servers(&api.servers, &mut body);
    }
    replies::constants(api, &mut body);
    for profile in &api.profiles {
        body.blank();
        declaration(api, profile, &mut body);
        body.blank();
        constructors(api, profile, &mut body);
        body.blank();
        implementation(api, profile, &mut body);
    }
    let mut code = header(&api.file);
    code.line("//! How calls are dressed: credentials, signatures, envelopes.");
    use_lines(body.text(), &mut code);
    code.append(&body);
    GeneratedFile {
        path: format!("{}/profiles.rs", api.name),
        text: code.into_text(),
    }
}

fn use_lines(body: &str, code: &mut Code) {
    let [has_signatures] = mentions(body, ["signatures"]);
    let body = &names(body);
    code.blank();
    let signing = [
        "Headers",
        "Input",
        "Signed",
        "SigningError",
        "Text",
        "Trace",
    ]
    .into_iter()
    .filter(|name| body.contains(*name))
    .map(str::to_owned);
    imports::list(code, "sealspec::signing", signing.collect());
    imports::runtime_and(code, body, &["Error", "Fresh", "TimeUnit"]);
    if has_signatures {
        code.blank();
        code.line("use super::signatures;");
    }
}

fn servers(servers: &[Server], code: &mut Code) {
    let servers = servers.iter().map(|server| {
        let environments = server.environments.iter().map(|environment| {
            let name = Layout::text(format!("name: {}", quoted(&environment.name)));
            let url = Layout::text(format!("url: {}", quoted(&environment.url)));
            let cleartext = Layout::text(format!("cleartext: {}", environment.cleartext));
            Layout::literal("Environment", vec![name, url, cleartext])
        });
        let name = Layout::text(format!("name: {}", quoted(&server.name)));
        let environments = Layout::slice(environments.collect()).after("environments: ");
        Layout::literal("Server", vec![name, environments])
    });
    code.layout(
        Layout::slice(servers.collect())
            .after("const SERVERS: &[Server] = ")
            .followed_by(";"),
    );
}

fn declaration(api: &Api, profile: &Profile, code: &mut Code) {
    let fallback = format!("The profile {}.", markdown::code(&profile.name));
    let mut docs = Docs::about(&profile.about, &fallback);
    if let Some(sign) = &profile.sign {
        let name = sign.into.last().map_or("", |output| output.place.name());
        docs.extend(Docs::named(name, &sign.about));
    }
    let fields = profile.common.iter().chain(&profile.query);
    for field in fields.chain(&profile.headers) {
        docs.extend(Docs::named(&field.wire, &field.about));
    }
    docs.write(code, "///");
    let default = if profile.credentials.is_empty() {
        ", Default"
    } else {
        ""
    };
    code.line(format!("#[derive(Clone, Debug{default})]"));
    if profile.credentials.is_empty() {
        return code.line(format!("pub struct {} {{}}", profile.type_name));
    }
    code.block(format!("pub struct {}", profile.type_name), |code| {
        for (credential, optional) in credentials(api, profile) {
            let kind = credential_type(credential);
            let kind = if optional {
                format!("Option<{kind}>")
            } else {
                kind.to_owned()
            };
            // Common fields read these in the files of pages.
            code.line(format!("pub(super) {}: {kind},", credential.name));
        }
    });
}

fn implementation(api: &Api, profile: &Profile, code: &mut Code) {
    code.implementation("Profile", &profile.type_name, |code| {
        constants(profile, code);
        code.blank();
        from_credentials(api, profile, code);
        code.blank();
        code.function(
            "fn empty_credential",
            &["&self"],
            " -> Option<&'static str>",
            |code| {
                code.layout(empty_credential(api, profile));
            },
        );
        sent_secrets(api, profile, code);
        if !profile.headers.is_empty() {
            code.blank();
            signing::headers(api, profile, code);
        }
        if let Some(seal) = &profile.seal {
            code.blank();
            signing::sealing(api, profile, "seal", seal.seal, code);
            code.blank();
            signing::sealing(api, profile, "open", seal.open, code);
        }
        code.blank();
        signing::sign(api, profile, code);
        code.blank();
        signing::expected(api, profile, code);
    });
}

fn constants(profile: &Profile, code: &mut Code) {
    code.split(
        "const NAME: &'static str =",
        &format!("{};", quoted(&profile.name)),
    );
    code.line("const SERVERS: &'static [Server] = SERVERS;");
    let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    let places = outputs.map(|output| signing::place(&output.place));
    code.assignment(
        "const PLACES: &'static [Place] =",
        Layout::slice(places.collect()).followed_by(";"),
    );
    let verified = profile.verify.as_ref().map(|verify| {
        let fresh = verify.fresh.as_ref().map(|fresh| {
            let unit = match fresh.unit {
                TimeUnit::Seconds => "Seconds",
                TimeUnit::Millis => "Millis",
            };
            let members = vec![
                signing::place(&fresh.place).after("place: "),
                Layout::text(format!("unit: TimeUnit::{unit}")),
                Layout::text(format!("within: {}", fresh.within)),
            ];
            Layout::literal("Fresh", members)
        });
        let members = vec![
            signing::place(&verify.place).after("place: "),
            Layout::text(format!("when: {}", replies::when(verify.when))),
            option(fresh).after("fresh: "),
        ];
        Layout::literal("Verify", members)
    });
    code.layout(
        option(verified)
            .after("const VERIFY: Option<Verify> = ")
            .followed_by(";"),
    );
    sealed(profile, code);
}

/// The field that travels sealed.
fn sealed(profile: &Profile, code: &mut Code) {
    if let Some(seal) = &profile.seal {
        let value = format!("Some({});", quoted(&seal.field));
        code.split("const SEALED: Option<&'static str> =", &value);
    }
}

fn option(value: Option<Layout>) -> Layout {
    value.map_or(Layout::text("None"), |value| {
        Layout::call("Some", vec![value])
    })
}
