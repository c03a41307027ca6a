//! How many vectors of a scheme hold on each path.

use std::fmt::Write as _;

use sealspec_codegen::model::Api;

use super::Row;
use super::published::Published;
use crate::support::cargo::workspace;
use crate::support::golden;

/// What came of the vectors of one scheme.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) vectors: usize,
    pub(super) interpreter: usize,
    pub(super) emitted: usize,
    pub(super) request: usize,
    pub(super) all: usize,
    pub(super) problems: String,
    /// The requests, for the golden file.
    pub(super) requests: String,
}

impl Tally {
    pub(super) fn of(name: &str, api: &Api, rows: &[Row]) -> Self {
        let mut tally = Self::default();
        for (signature, rule) in api.signatures.iter().enumerate() {
            for index in 0..rule.vectors.len() {
                tally.add(name, api, rows, signature, index);
            }
        }
        let file = workspace().join(format!("tests/golden/schemes/{name}.txt"));
        if let Err(difference) = golden::compare(&file, &tally.requests) {
            let _ = writeln!(tally.problems, "{difference}");
        }
        tally
    }

    /// Adds a vector, which holds where it does by every profile that signs so.
    fn add(&mut self, name: &str, api: &Api, rows: &[Row], signature: usize, index: usize) {
        let signs = |profile: &str| {
            let profile = api.profiles.iter().find(|own| own.name == profile);
            profile
                .and_then(|own| own.sign.as_ref())
                .is_some_and(|sign| sign.signature == signature)
        };
        let mut holds = [true; 3];
        let mut count = 0;
        for (_, profile, _, run) in rows
            .iter()
            .filter(|row| row.0 == api.name && row.2 == index && signs(row.1))
        {
            let published = Published::new(api, profile, index);
            let (outcome, text) = run(&published);
            let source = &published.vector.source;
            let source = source
                .en
                .as_ref()
                .or(source.zh.as_ref())
                .map_or("", String::as_str);
            let _ = write!(self.requests, "-- {profile}: {source}\n\n{text}\n");
            let paths = [
                ("interpreter", outcome.interpreter),
                ("emitted", outcome.emitted),
                ("request", outcome.request),
            ];
            for ((path, problem), holds) in paths.into_iter().zip(&mut holds) {
                if let Err(problem) = problem {
                    let _ = writeln!(self.problems, "{name}, {path}, {source}: {problem}");
                    *holds = false;
                }
            }
            count += 1;
        }
        if count == 0 {
            let _ = writeln!(
                self.problems,
                "{name}: no profile signs as `{}`",
                api.signatures[signature].name
            );
            holds = [false; 3];
        }
        self.vectors += 1;
        self.interpreter += usize::from(holds[0]);
        self.emitted += usize::from(holds[1]);
        self.request += usize::from(holds[2]);
        self.all += usize::from(holds == [true; 3]);
    }
}
