//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeSet;

use sealspec_codegen::{Code, Diagnostic, Diagnostics, Span};
use serde::Serialize;

use super::Report;

pub(super) fn render(report: &Report) -> String {
    let codes: BTreeSet<Code> = report.specs.iter().flatten().map(|own| own.code).collect();
    let codes = Vec::from_iter(codes);
    let results = report.specs.iter().flat_map(|own| {
        let codes = &codes;
        own.iter()
            .map(move |diagnostic| Finding::of(diagnostic, own, codes))
    });
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "sealspec",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().map(Rule::of).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    super::pretty(&log)
}

#[derive(Serialize)]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'d>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'d> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'d>,
    locations: [Place<'d>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'d>>,
}

#[derive(Serialize)]
struct Message<'d> {
    text: std::borrow::Cow<'d, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'d> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Rule {
    fn of(code: &Code) -> Self {
        Self {
            id: code.as_str(),
            short_description: Message {
                text: code.title().into(),
            },
            default_configuration: Configuration {
                level: code.severity().as_str(),
            },
        }
    }
}

impl<'d> Finding<'d> {
    fn of(own: &'d Diagnostic, all: &'d Diagnostics, rules: &[Code]) -> Self {
        let text = match &own.help {
            Some(help) => format!("{}\nhelp: {help}", own.message).into(),
            None => own.message.as_str().into(),
        };
        let related = own.related.iter();
        Self {
            rule_id: own.code.as_str(),
            rule_index: rules.binary_search(&own.code).unwrap_or_default(),
            level: own.code.severity().as_str(),
            message: Message { text },
            locations: [Place::of(own.span, &own.label, all)],
            related_locations: related
                .map(|(span, label)| Place::of(*span, label, all))
                .collect(),
        }
    }
}

impl<'d> Place<'d> {
    fn of(span: Span, label: &'d str, all: &Diagnostics) -> Self {
        let location = all.location(span);
        Self {
            physical_location: PhysicalLocation {
                artifact_location: Artifact {
                    uri: uri(location.path),
                },
                region: Region {
                    start_line: location.start.line,
                    start_column: location.start.column,
                    end_line: location.end.line,
                    end_column: location.end.column,
                },
            },
            message: (!label.is_empty()).then(|| Message { text: label.into() }),
        }
    }
}

/// The reference to a file: relative where its path is.
fn uri(path: &str) -> String {
    let encoded: String = path.bytes().map(encoded).collect();
    match path.as_bytes().get(1) {
        _ if path.starts_with('/') => format!("file://{encoded}"),
        Some(b':') => format!("file:///{encoded}"),
        _ => encoded,
    }
}

fn encoded(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("spec/acme/api.yaml"), "spec/acme/api.yaml");
        assert_eq!(uri("../a b/闪.yaml"), "../a%20b/%E9%97%AA.yaml");
        assert_eq!(uri("/spec/api.yaml"), "file:///spec/api.yaml");
        assert_eq!(uri("C:/api.yaml"), "file:///C%3A/api.yaml");
    }
}
