//! Documented requests as they are sent, with credentials for tests.

use sealspec::{Explanation, File, Moment};
use sealspec_caller::{Call, Caller};
use sealspec_codegen::model::{Api, Credential, Example, Json, Operation, Profile};

/// Makes them.
pub(super) struct Sample {
    caller: Caller,
    moment: Moment,
}

impl Sample {
    pub(super) fn new(api: &Api) -> Self {
        let caller = api
            .credentials
            .iter()
            .fold(Caller::new(api.clone()), |caller, own| {
                caller.credential(own.name.as_str(), test_value(own))
            });
        Self {
            caller,
            moment: Moment::new(1_700_000_000_000, "0123456789abcdef0123456789abcdef"),
        }
    }

    /// A documented request as it is sent; nothing where it can't be made of what is documented.
    pub(super) fn request(
        &self,
        operation: &Operation,
        example: &Example,
        profile: &str,
    ) -> Option<String> {
        let call = self.call(operation, example, profile)?;
        let prepared = call.prepare(call.base_url(None).ok()?, &self.moment).ok()?;
        let request = prepared.into_request();
        let uri = request.uri();
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let mut lines = vec![format!("{} {target} HTTP/1.1", request.method())];
        lines.extend(uri.authority().map(|host| format!("host: {host}")));
        for (name, value) in request.headers() {
            let value = String::from_utf8_lossy(value.as_bytes());
            lines.push(format!("{name}: {value}"));
        }
        if !request.body().is_empty() {
            lines.push(String::new());
            lines.push(String::from_utf8_lossy(request.body()).replace('\r', ""));
        }
        Some(lines.join("\n"))
    }

    /// How the first documented request of a profile that can be made is signed.
    pub(super) fn explanation(&self, api: &Api, profile: &Profile) -> Option<Explanation> {
        profile.sign.as_ref()?;
        let operations = api.pages.iter().flat_map(|page| &page.operations);
        let mut explained = operations
            .filter(|operation| !operation.takes_url())
            .flat_map(|operation| {
                operation
                    .examples
                    .iter()
                    .map(move |example| (operation, example))
            })
            .filter_map(|(operation, example)| {
                let call = self.call(operation, example, &profile.name)?;
                let base_url = call.base_url(None).ok()?;
                let (_, explanation) = call.explain(base_url, &self.moment).ok()?;
                Some(explanation)
            });
        explained.next()
    }

    fn call(&self, operation: &Operation, example: &Example, profile: &str) -> Option<Call> {
        let Json::Object(members) = example.request.as_ref()? else {
            return None;
        };
        let mut call = self.caller.call(&operation.name, Some(profile)).ok()?;
        let is_file = |member: &Json| matches!(member, Json::Object(own) if own.iter().any(|(name, _)| name == "content_type"));
        let mut fields = Vec::new();
        for (name, value) in members {
            if is_file(value) && call.file(name, file(value)).is_ok() {
                continue;
            }
            fields.push((name.clone(), value.clone()));
        }
        call.json(&Json::Object(fields).to_string()).ok()?;
        Some(call)
    }
}

/// What a credential is in examples: as documented, or else made up.
pub(super) fn test_value(credential: &Credential) -> String {
    let made_up = || format!("test-{}", credential.name);
    credential.example.clone().unwrap_or_else(made_up)
}

/// A file as an example has it.
fn file(value: &Json) -> File {
    let member = |wanted: &str| match value {
        Json::Object(members) => members
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.text())
            .unwrap_or_default(),
        _ => String::new(),
    };
    File::new(member("name"), member("content_type"), member("text"))
}
