//! Profiles: their credentials, how they sign, and what all their calls share.

use std::collections::BTreeSet;

use crate::model::{Api, Place, Profile, Server};

use super::code::Code;
use super::credentials::{argument, constructors, credential_type, credentials, empty_credential};
use super::docs::Docs;
use super::imports::{self, words};
use super::layout::{Layout, quoted};
use super::{GeneratedFile, header, markdown, module, replies};

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
    let mut code = header(&module::spec_file(api));
    code.line("//! How calls are dressed: credentials, signatures, envelopes.");
    use_lines(&words(body.text()), &mut code);
    code.append(&body);
    GeneratedFile {
        path: format!("{}/profiles.rs", api.name),
        text: code.into_text(),
    }
}

fn use_lines(body: &BTreeSet<String>, code: &mut Code) {
    code.blank();
    let signing = ["Input", "Trace"]
        .into_iter()
        .filter(|name| body.contains(*name))
        .map(str::to_owned);
    imports::list(code, "sealspec::signing", signing.collect());
    imports::runtime(code, body);
    if body.contains("signatures") {
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
        let mut about = Docs::default();
        let (Place::Field(name) | Place::Header(name)) = &sign.place;
        about.text(&format!("{}: ", markdown::code(name)), &sign.about.doc);
        about.remarks(&sign.about);
        docs.extend(about);
    }
    for field in &profile.common {
        let mut about = Docs::default();
        about.text(
            &format!("{}: ", markdown::code(&field.wire)),
            &field.about.doc,
        );
        about.remarks(&field.about);
        docs.extend(about);
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
    let sign = profile.sign.as_ref();
    let verify = profile.verify.as_ref();
    code.implementation("Profile", &profile.type_name, |code| {
        code.split(
            "const NAME: &'static str =",
            &format!("{};", quoted(&profile.name)),
        );
        code.line("const SERVERS: &'static [Server] = SERVERS;");
        code.layout(
            option(sign.map(|sign| place(&sign.place)))
                .after("const SIGNATURE: Option<Place> = ")
                .followed_by(";"),
        );
        let verified = verify.map(|verify| {
            let field = Layout::text(format!("field: {}", quoted(&verify.field)));
            let when = Layout::text(format!("when: {}", replies::when(verify.when)));
            Layout::literal("Verify", vec![field, when])
        });
        code.layout(
            option(verified)
                .after("const VERIFY: Option<Verify> = ")
                .followed_by(";"),
        );
        code.blank();
        code.function(
            "fn empty_credential",
            &["&self"],
            " -> Option<&'static str>",
            |code| {
                code.layout(empty_credential(api, profile));
            },
        );
        code.blank();
        signature(api, profile, "sign", sign.map(|sign| sign.signature), code);
        code.blank();
        signature(
            api,
            profile,
            "expected",
            verify.map(|verify| verify.signature),
            code,
        );
    });
}

fn option(value: Option<Layout>) -> Layout {
    value.map_or(Layout::text("None"), |value| {
        Layout::call("Some", vec![value])
    })
}

fn place(place: &Place) -> Layout {
    let (kind, name) = match place {
        Place::Field(name) => ("Field", name),
        Place::Header(name) => ("Header", name),
    };
    Layout::call(format!("Place::{kind}"), vec![Layout::text(quoted(name))])
}

/// The method that makes a signature; one that is never called where there is none.
fn signature(api: &Api, profile: &Profile, method: &str, index: Option<usize>, code: &mut Code) {
    let head = format!("fn {method}<T: Trace>");
    match index.and_then(|index| api.signatures.get(index)) {
        Some(signature) => code.function(
            &head,
            &["&self", "input: &Input<'_>", "trace: &mut T"],
            " -> String",
            |code| {
                let arguments = signature
                    .credentials()
                    .into_iter()
                    .map(|index| Layout::text(argument(api, profile, index)));
                let arguments = arguments
                    .chain([Layout::text("input"), Layout::text("trace")])
                    .collect();
                code.layout(Layout::call(
                    format!("signatures::{}", signature.name),
                    arguments,
                ));
            },
        ),
        None => code.function(
            &head,
            &["&self", "_input: &Input<'_>", "_trace: &mut T"],
            " -> String",
            |code| {
                code.line("String::new()");
            },
        ),
    }
}
