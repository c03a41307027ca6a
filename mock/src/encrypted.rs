//! Payloads that travel encrypted, by the spec's own lines.

use sealspec_codegen::model::{Json, Reply};
use sealspec_codegen::signature::{Given, VectorRequest, interpret};

use crate::seen::{Refusal, RefusalKind};
use crate::signature::Reckoner;

impl Reckoner<'_> {
    /// The text of a request's payload, if that travels encrypted in this field.
    pub(crate) fn opened(&self, field: &str, text: &str) -> Result<Option<String>, Refusal> {
        let Some(seal) = self
            .profile
            .seal
            .as_ref()
            .filter(|seal| seal.field == field)
        else {
            return Ok(None);
        };
        self.converted(seal.open, text)
            .map(Some)
            .map_err(|why| Refusal::bad_request(format!("`{field}` can't be opened: {why}")))
    }

    /// Encrypts the payload of a reply, where it has one and payloads travel so.
    pub(crate) fn encrypt(&self, reply: &Reply, body: &mut Json) -> Result<(), Refusal> {
        let (Some(seal), Some(name), Json::Object(members)) =
            (&self.profile.seal, &reply.payload, body)
        else {
            return Ok(());
        };
        let Some((_, payload)) = members.iter_mut().find(|(own, _)| own == name) else {
            return Ok(());
        };
        if *payload != Json::Null {
            let text = self.converted(seal.seal, &payload.to_string());
            let text = text.map_err(|why| {
                Refusal::new(
                    RefusalKind::Unprepared,
                    format!("`{name}` can't be sealed: {why}"),
                )
            })?;
            *payload = Json::String(text);
        }
        Ok(())
    }

    fn converted(&self, lines: usize, text: &str) -> Result<String, String> {
        let lines = self.api.signatures.get(lines);
        let lines = lines.ok_or("the spec doesn't say how")?;
        let request = VectorRequest {
            headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
            body: Some(text.to_owned()),
            ..VectorRequest::default()
        };
        let made = request.with_input(|input| {
            let given = Given {
                credentials: &self.api.credentials,
                value: &|name| self.credentials.get(name),
                input,
            };
            interpret(lines, &given).map_err(|error| error.to_string())
        })??;
        Ok(made.sign().unwrap_or_default().to_owned())
    }
}
