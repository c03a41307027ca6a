//! What the vendor sends of its own, a reply or a callback: its members, and time and signature that it puts to them.

use http::{HeaderMap, HeaderName, HeaderValue};
use sealspec::Moment;
use sealspec_codegen::model::{Fresh, Json, Place, TimeUnit, Verify};

use crate::answer::Seal;
use crate::json;
use crate::seen::Refusal;
use crate::signature::{Material, Reckoner};

/// A message on its way out.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    /// Whether its members travel as a form; as JSON otherwise.
    pub(crate) is_form: bool,
    pub(crate) members: Vec<(String, Json)>,
    pub(crate) headers: HeaderMap,
}

impl Outgoing<'_> {
    /// Puts time and signature where they belong; tells whether it is signed then, which it is not where a nested value leaves
    /// the signature undetermined.
    pub(crate) fn seal(
        &mut self,
        verify: &Verify,
        seal: Seal,
        reckoner: Reckoner<'_>,
        moment: &Moment,
    ) -> Result<bool, Refusal> {
        let mut made = None;
        if seal != Seal::Missing {
            if let Some(fresh) = &verify.fresh {
                self.put_time(fresh, moment);
            }
            made = self.signature(verify, reckoner, moment)?;
        }
        let Some(sign) = made else {
            // A documented signature is a placeholder, which no client could verify.
            self.members.retain(|(name, _)| !is_at(&verify.place, name));
            return Ok(false);
        };
        let sign = match seal {
            Seal::Forged => forged(sign),
            _ => sign,
        };
        self.put_at(&verify.place, sign, false);
        Ok(true)
    }

    /// The members of a form, each by its text.
    pub(crate) fn form_fields(&self) -> Vec<(String, String)> {
        let texts = self.members.iter().map(|(name, value)| {
            let text = json::scalar(value).map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        });
        texts.collect()
    }

    /// The body as it travels.
    pub(crate) fn body(&self) -> String {
        if !self.is_form {
            return Json::Object(self.members.clone()).to_string();
        }
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.form_fields())
            .finish()
    }

    fn put_time(&mut self, fresh: &Fresh, moment: &Moment) {
        let time = match fresh.unit {
            TimeUnit::Seconds => moment.unix_seconds(),
            TimeUnit::Millis => moment.unix_millis(),
        };
        self.put_at(&fresh.place, time.to_string(), true);
    }

    fn signature(
        &self,
        verify: &Verify,
        reckoner: Reckoner<'_>,
        moment: &Moment,
    ) -> Result<Option<String>, Refusal> {
        let Some(signature) = reckoner.api.signatures.get(verify.signature) else {
            return Ok(None);
        };
        let body = self.body();
        let material = Material::of_message(self, &body, moment.clone());
        let made = reckoner.reckon(signature, &material, &[&verify.value])?;
        Ok(made.and_then(|values| values.into_iter().next()))
    }

    /// Puts a text into a member or a header; a number as such where the member is one or isn't there.
    fn put_at(&mut self, place: &Place, text: String, is_number: bool) {
        match place {
            Place::Field(name) => {
                let is_text = matches!(json::member(&self.members, name), Some(Json::String(_)));
                let value = if is_number && !is_text {
                    Json::Number(text)
                } else {
                    Json::String(text)
                };
                put(&mut self.members, name, value);
            }
            place => {
                let name = HeaderName::from_bytes(place.name().as_bytes());
                if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(text)) {
                    self.headers.insert(name, value);
                }
            }
        }
    }
}

/// Sets a member: where it stands, or at the end.
pub(crate) fn put(members: &mut Vec<(String, Json)>, name: &str, value: Json) {
    match members.iter_mut().find(|(own, _)| own == name) {
        Some((_, member)) => *member = value,
        None => members.push((name.to_owned(), value)),
    }
}

fn is_at(place: &Place, member: &str) -> bool {
    matches!(place, Place::Field(name) if name == member)
}

/// A signature of the same length that is wrong in its last character.
fn forged(mut sign: String) -> String {
    let last = sign.pop();
    sign.push(if last == Some('0') { '1' } else { '0' });
    sign
}
