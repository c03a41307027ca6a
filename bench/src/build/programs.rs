//! Programs whose size is told, and the clients that they are built with.

use std::fmt::Write as _;

use sealspec_codegen::{Options, Sources, generate};
use sealspec_specs::Vendor;

/// A file's path and its text.
pub(super) type File = (String, String);

/// The clients of these vendors as a library, generated beforehand.
pub(super) fn library(vendors: &[&Vendor], serde: bool) -> Result<Vec<File>, String> {
    let mut root = String::new();
    let mut files = Vec::new();
    for vendor in vendors {
        let _ = writeln!(root, "pub mod {};", vendor.name);
        let sources = Sources::new(vendor.files.iter().copied());
        let generated =
            generate(&sources, &Options { serde }).map_err(|problems| problems.to_string())?;
        files.extend(
            generated
                .into_iter()
                .map(|file| (format!("src/{}", file.path), file.text)),
        );
    }
    files.push(("src/lib.rs".to_owned(), root));
    Ok(files)
}

/// Makes one unsigned call by hand, its form written already and its reply not taken apart.
pub(super) fn by_hand() -> File {
    let calls = r#"
    let reply = reqwest::Client::new()
        .post("https://open.s.bingex.com/openapi/merchants/v5/sendSms")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("mobile=16700000000")
        .send()
        .await?;
    println!("{}", reply.text().await?);
"#;
    program(
        "",
        "let _ = rustls::crypto::ring::default_provider().install_default();",
        calls,
    )
}

/// Makes one signed call and reads its verified reply.
pub(super) fn of_one_operation() -> File {
    program("", "", ONE)
}

/// The same, with all that sends any other operation of these clients linked in.
pub(super) fn of_all_operations(library: &[File]) -> Result<File, String> {
    let mut linked = String::new();
    for (path, text) in library {
        let vendor = path.split('/').nth(1).unwrap_or_default();
        let headers = text
            .lines()
            .filter_map(|line| line.strip_prefix("impl Operation<"));
        let pairs = headers.filter_map(|rest| rest.strip_suffix(" {")?.split_once("> for "));
        for (profile, operation) in pairs {
            let _ = writeln!(
                linked,
                "    link::<scratch::{vendor}::{profile}, scratch::{vendor}::{operation}>();"
            );
        }
    }
    if linked.is_empty() {
        return Err("no operation is found in the generated code".to_owned());
    }
    Ok(program(LINK, &linked, ONE))
}

const ONE: &str = r#"
    let profile = scratch::ishansong::Register::new("client id", "app secret");
    let client = scratch::ishansong::Client::new(profile)?;
    println!("{}", client.send_sms_code().mobile("16700000000").send().await?);
"#;

const LINK: &str = "
fn link<P: sealspec::Profile, O: sealspec::Operation<P>>() {
    type Client<P> = sealspec::Client<P, sealspec::Async<sealspec::Reqwest>>;
    type Send<P, O, T> = fn(&tokio::runtime::Runtime, &Client<P>, &O) -> Result<T, sealspec::Error>;
    let send: Send<P, O, O::Response> =
        |runtime, client, operation| runtime.block_on(client.send(operation));
    std::hint::black_box(send);
}
";

fn program(items: &str, before: &str, calls: &str) -> File {
    let text = format!(
        "{items}
fn main() -> Result<(), Box<dyn std::error::Error>> {{
    {before}
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run())
}}

async fn run() -> Result<(), Box<dyn std::error::Error>> {{{calls}    Ok(())
}}
"
    );
    ("src/main.rs".to_owned(), text)
}
