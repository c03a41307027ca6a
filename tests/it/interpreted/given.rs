//! What a request of generated code carries, taken from its bytes and given to a caller.

use sealspec::dynamic::Dress;
use sealspec::json::{Document, JsonReader};
use sealspec::signing::{Headers, Input, Signed, SigningError, Text, Trace};
use sealspec::{File, Place, Prepared, Secret, Verify};
use sealspec_caller::{Call, Caller};
use sealspec_codegen::model::{Body, Operation, Payload, Variant};
use sealspec_codegen::signature::{Expression, Operand, Part, Template};

/// A profile that neither signs nor seals: what it sends is what an operation writes.
pub(super) struct Plain<'p, P>(pub(super) &'p P);

impl<P: Dress> Dress for Plain<'_, P> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn places(&self) -> &'static [Place] {
        &[]
    }

    fn verify(&self) -> Option<Verify> {
        None
    }

    fn sealed(&self) -> Option<&'static str> {
        None
    }

    fn empty_credential(&self) -> Option<&'static str> {
        self.0.empty_credential()
    }

    fn sent_secrets(&self) -> Vec<&Secret> {
        Vec::new()
    }

    fn headers(&self, _: &Input<'_>, _: &mut Headers) -> Result<(), SigningError> {
        Ok(())
    }

    fn seal<T: Trace>(&self, input: &Input<'_>, _: &mut T) -> Result<Text<'static>, SigningError> {
        input.body_text().map(|text| text.to_owned().into())
    }

    fn open<T: Trace>(&self, input: &Input<'_>, _: &mut T) -> Result<Text<'static>, SigningError> {
        input.body_text().map(|text| text.to_owned().into())
    }

    fn sign<T: Trace>(&self, _: &Input<'_>, _: &mut T) -> Result<Signed, SigningError> {
        Ok(Signed::default())
    }

    fn expected<T: Trace>(&self, _: &Input<'_>, _: &mut T) -> Result<Text<'static>, SigningError> {
        Ok(Text::default())
    }
}

/// The caller with the credentials that a request shows, such as the name of the program.
pub(super) fn knowing(caller: &Caller, profile: &str, plain: &Prepared) -> Caller {
    let api = caller.api();
    let profile = api.profiles.iter().find(|own| own.name == profile);
    let profile = profile.expect("it is documented");
    let request = plain.to_request();
    let mut sent = pairs(request.uri().query().unwrap_or_default());
    sent.extend(pairs(&String::from_utf8_lossy(request.body())));
    let mut known = caller.clone();
    for field in profile.common.iter().chain(&profile.query) {
        let value = sent.iter().find(|(name, _)| *name == field.wire);
        if let (Some(credential), Some((_, value))) = (bare_credential(&field.value), value) {
            known = known.credential(&*api.credentials[credential].name, &**value);
        }
    }
    known
}

fn bare_credential(template: &Template) -> Option<usize> {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] if calls.is_empty() => match operands[..] {
            [Operand::Credential(index)] => Some(index),
            _ => None,
        },
        _ => None,
    }
}

/// Gives a call the business fields of a request, the last one first.
pub(super) fn given(operation: &Operation, variant: &Variant, plain: &Prepared, call: &mut Call) {
    let request = plain.to_request();
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let mut beside = pairs(request.uri().query().unwrap_or_default());
    let mut objects = Vec::new();
    match variant.body {
        Body::Query => {}
        Body::Form => beside.extend(pairs(&body)),
        Body::Json => objects.push(body),
        Body::Multipart => {
            let (texts, files) = parts(&body);
            beside.extend(texts);
            for (name, file) in files {
                call.file(&name, file)
                    .unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
    if let Payload::Json(name) = &variant.payload {
        let payload = |(own, _): &(String, String)| own == name;
        if let Some(at) = beside.iter().position(payload) {
            objects.push(beside.remove(at).1);
        } else if let Some(body) = objects.first() {
            let members = Document::object(body).expect("it is an object");
            let payload = members
                .get(name)
                .map(|own| JsonReader::decode::<String>(own.json));
            objects.extend(payload.map(|text| text.expect("it is a text")));
        }
    }
    let is_own = |name: &str| operation.request.iter().any(|field| field.wire == name);
    let is_filled = |name: &str| operation.filled.iter().any(|filled| filled.wire == name);
    let is_open =
        |name: &str| operation.open.is_some() && !is_filled(name) && !is_common(call, name);
    let is_given = |name: &str| is_own(name) || is_open(name);
    let beside: Vec<_> = beside
        .into_iter()
        .filter(|(name, _)| is_given(name))
        .collect();
    let mut members = Vec::new();
    for object in &objects {
        let all = Document::object(object).expect("it is an object");
        let own = all.members().filter(|member| is_given(&member.name));
        members.extend(own.map(|own| (own.name.into_owned(), own.json.to_owned())));
    }
    for (name, value) in last_first(beside, operation) {
        call.text(&name, &value)
            .unwrap_or_else(|error| panic!("{}.{name}: {error}", operation.name));
    }
    for (name, json) in last_first(members, operation) {
        let object = format!("{{{}:{json}}}", quoted(&name));
        call.json(&object)
            .unwrap_or_else(|error| panic!("{}.{name}: {error}", operation.name));
    }
}

/// Fields in another order than they were sent in. Those under names of the caller's keep theirs, which is the caller's.
fn last_first(mut fields: Vec<(String, String)>, operation: &Operation) -> Vec<(String, String)> {
    let place = |name: &str| {
        operation
            .request
            .iter()
            .position(|field| field.wire == name)
    };
    fields.sort_by_key(|(name, _)| std::cmp::Reverse(place(name)));
    fields
}

fn is_common(call: &Call, name: &str) -> bool {
    let profile = call.profile();
    let mut fields = profile.common.iter().chain(&profile.query);
    fields.any(|field| field.wire == name)
}

fn quoted(name: &str) -> String {
    sealspec_codegen::model::Json::String(name.to_owned()).to_string()
}

/// The fields of a form.
fn pairs(form: &str) -> Vec<(String, String)> {
    let mut fields = sealspec::Fields::default();
    fields
        .push_form(sealspec::Source::Body, form)
        .expect("it is a form");
    let pairs = fields.iter();
    pairs
        .map(|field| (field.name.clone().into_owned(), field.value.to_string()))
        .collect()
}

type Texts = Vec<(String, String)>;

/// The texts and the files of a multipart body, none of which holds its boundary.
fn parts(body: &str) -> (Texts, Vec<(String, File)>) {
    let boundary = body.lines().next().expect("it has a boundary").to_owned();
    let (mut texts, mut files) = (Vec::new(), Vec::new());
    for part in body
        .split(&boundary)
        .filter(|part| part.contains("\r\n\r\n"))
    {
        let (head, content) = part.split_once("\r\n\r\n").expect("it has a head");
        let content = content.strip_suffix("\r\n").expect("a line ends it");
        let name = attribute(head, "name").expect("it has a name");
        match attribute(head, "filename") {
            None => texts.push((name, content.to_owned())),
            Some(file) => {
                let mut lines = head.lines();
                let kind = lines.find_map(|line| line.strip_prefix("Content-Type: "));
                let kind = kind.expect("it has a content type");
                files.push((name, File::new(file, kind, content.as_bytes().to_vec())));
            }
        }
    }
    (texts, files)
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let start = format!("; {name}=\"");
    let (_, rest) = head.split_once(&start)?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}
