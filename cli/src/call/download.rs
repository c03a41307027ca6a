//! Fetching the file whose address a reply tells.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use sealspec::{Json, Received};
use sealspec_codegen::model::Api;
use serde_json::Value;

use super::session::Session;
use crate::failure::Failure;
use crate::output;
use crate::request::{RequestArgs, check_url};

/// A member of the reply, and the file that is to hold what is at its address.
#[derive(Debug)]
pub(super) struct Download {
    member: String,
    file: PathBuf,
}

impl Download {
    /// Reads `MEMBER=FILE`. A file that is there already is refused before the call is made.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let Some((member, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
            return Err(Failure::usage(
                format!("`--download {text}` names no file"),
                "write `--download MEMBER=FILE`, with the member of the reply that holds the address",
            ));
        };
        let file = PathBuf::from(file);
        if file.exists() {
            return Err(Failure::usage(
                format!("`{}` is there already", file.display()),
                "name a new file, or remove this one",
            ));
        }
        Ok(Self {
            member: member.to_owned(),
            file,
        })
    }

    /// Fetches the file: a plain GET, from the vendor's own hosts alone. Whatever fails, the call itself is done.
    pub(super) fn fetch(
        &self,
        api: &Api,
        args: &RequestArgs,
        session: &Session,
        reply: &Received<Json>,
    ) -> Result<(), Failure> {
        self.try_fetch(api, args, session, reply)
            .map_err(|failure| {
                let (what, remedy) = failure.into_parts();
                Failure::incomplete(
                    format!("the call is done; the download isn't: {what}"),
                    remedy.unwrap_or_default(),
                )
            })
    }

    fn try_fetch(
        &self,
        api: &Api,
        args: &RequestArgs,
        session: &Session,
        reply: &Received<Json>,
    ) -> Result<(), Failure> {
        let url = self.address(reply)?;
        check_url(api, &url, args.base_url.as_deref())?;
        let content = session.fetch(&url)?;
        save(&self.file, &content).map_err(|error| {
            Failure::outside(
                format!("can't write `{}`: {error}", self.file.display()),
                "fetch the file from the address in the reply",
            )
        })?;
        output::note(format_args!(
            "{} bytes in {}",
            content.len(),
            self.file.display()
        ));
        Ok(())
    }

    fn address(&self, reply: &Received<Json>) -> Result<String, Failure> {
        let payload: Value = serde_json::from_str(reply.payload.text()).unwrap_or_default();
        let address = payload.get(&self.member).and_then(Value::as_str);
        address.map(str::to_owned).ok_or_else(|| {
            Failure::outside(
                format!(
                    "the reply has no text `{}`, which should be the file's address",
                    self.member
                ),
                "look for the address in the reply",
            )
        })
    }
}

/// Writes a new file, whole or not at all.
fn save(path: &Path, content: &Bytes) -> std::io::Result<()> {
    let new = output::beside(path);
    let written = File::create_new(&new)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| std::fs::rename(&new, path));
    if written.is_err() {
        // What failed is told already, and nothing else can be done about the rest.
        let _ = std::fs::remove_file(&new);
    }
    written
}
