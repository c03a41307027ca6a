use crate::model::Api;
use crate::signature::Signature;

/// The field in the closures that write each of them.
pub(super) const FIELD: &str = "field";
/// A value on its way into a line.
pub(super) const MADE: &str = "made";
/// Names that the functions use themselves.
const OWN_NAMES: [&str; 8] = [
    "input", "trace", "rule", "chosen", "list", "out", FIELD, MADE,
];

/// What things are called in the function of one signature.
pub(super) struct Names {
    /// The credentials that it uses, and their parameters.
    parameters: Vec<(usize, String)>,
    /// The variables of its lines.
    variables: Vec<String>,
}

impl Names {
    pub(super) fn of(api: &Api, signature: &Signature) -> Self {
        let mut taken: Vec<String> = OWN_NAMES.iter().map(|name| (*name).to_owned()).collect();
        let mut parameters = Vec::new();
        for index in signature.credentials() {
            if let Some(credential) = api.credentials.get(index) {
                let name = free_name(&credential.name, "_credential", &mut taken);
                parameters.push((index, name));
            }
        }
        let variables = signature
            .lines
            .iter()
            .map(|line| free_name(&line.name, "_line", &mut taken))
            .collect();
        Self {
            parameters,
            variables,
        }
    }

    pub(super) fn parameters(&self) -> impl Iterator<Item = (usize, &str)> {
        let parameters = self.parameters.iter();
        parameters.map(|(credential, name)| (*credential, name.as_str()))
    }

    pub(super) fn parameter(&self, credential: usize) -> &str {
        self.parameters()
            .find(|(index, _)| *index == credential)
            .map_or("", |(_, name)| name)
    }

    pub(super) fn variable(&self, line: usize) -> &str {
        self.variables.get(line).map_or("", String::as_str)
    }
}

/// A name that nothing in the function has yet.
fn free_name(name: &str, suffix: &str, taken: &mut Vec<String>) -> String {
    let mut free = name.to_owned();
    if free
        .strip_prefix("made_")
        .is_some_and(|rest| rest.parse::<u32>().is_ok())
    {
        free += suffix;
    }
    while taken.contains(&free) {
        free += suffix;
    }
    taken.push(free.clone());
    free
}
