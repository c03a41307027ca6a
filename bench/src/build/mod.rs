//! A user's cold build: what the generator and a client cost, feature by feature, and how large programs get.

mod programs;
mod scratch;

use sealspec_specs::{ALL, STOREPOS};

use crate::table::{Row, Section, Unit};
use programs::{File, by_hand, library, of_all_operations, of_one_operation};
use scratch::{Scratch, of_workspace, shared};

/// How often the builds are made that an aim is about. The least of the times counts.
const ROUNDS: usize = 2;

/// Builds everything and tells what it took.
///
/// # Errors
///
/// Where something doesn't build.
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("A user's cold build, dev profile, and the size of programs");
    compare(&mut section)?;
    client_features(&mut section)?;
    runtime_features(&mut section)?;
    sizes(&mut section)?;
    Ok(section)
}

/// The generator next to serde's derive, and the client next to the HTTP client that it sends by.
fn compare(section: &mut Section) -> Result<(), String> {
    let reqwest = ["reqwest", "rustls"].map(shared);
    let [reqwest, rustls] = reqwest;
    let client = of_workspace(
        "sealspec-client",
        "generated-client",
        &["reqwest", "storepos"],
    );
    let codegen = of_workspace("sealspec-codegen", "codegen", &[]);
    let mut builds = [
        Build::new(
            "serde with derive alone",
            "[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n",
            &[],
        )?,
        Build::new(
            "the generator as a build-dependency",
            &format!("[build-dependencies]\n{codegen}"),
            &[("build.rs".to_owned(), "fn main() {}".to_owned())],
        )?,
        Build::new(
            "reqwest alone, configured alike",
            &format!("[dependencies]\n{}{}", reqwest?, rustls?),
            &[],
        )?,
        Build::new(
            "a vendor's client on reqwest, generated beforehand",
            &format!("[dependencies]\n{}", runtime(&["reqwest", "md5", "csv"])),
            &library(&[&STOREPOS], false)?,
        )?,
        Build::new(
            "the same, generated in its build",
            &format!("[dependencies]\n{client}"),
            &[],
        )?,
    ];
    for _ in 0..ROUNDS {
        for build in &mut builds {
            build.repeat()?;
        }
    }
    let [serde, generator, reqwest, beforehand, whole] = &builds;
    section.push(serde.seconds());
    section.push(generator.seconds_against(serde).ratio_at_most(2.4));
    section.push(reqwest.seconds());
    section.push(beforehand.seconds_against(reqwest).ratio_at_most(1.1));
    section.push(whole.seconds_against(reqwest).ratio_at_most(1.1));
    section.push(generator.crates_against(serde)?);
    section.push(beforehand.crates_against(reqwest)?);
    section.push(whole.crates_against(reqwest)?);
    Ok(())
}

/// What a client's features add, where nothing else has brought the same crates along.
fn client_features(section: &mut Section) -> Result<(), String> {
    let one = [&STOREPOS];
    let with = |name: &'static str, features: &[&str]| {
        let features = [&["client", "md5", "csv"], features].concat();
        let manifest = format!("[dependencies]\n{}", runtime(&features));
        Build::measured(name, &manifest, &library(&one, false)?)
    };
    let bare = with("a vendor's client without transport", &[])?;
    bare.push_to(section, None)?;
    for (name, feature) in [
        ("+ feature blocking", "blocking"),
        ("+ feature tracing", "tracing"),
        ("+ feature axum", "axum"),
    ] {
        with(name, &[feature])?.push_to(section, Some(&bare))?;
    }
    let manifest = format!(
        "[features]\ndefault = [\"serde\"]\nserde = []\n[dependencies]\n{}{}",
        runtime(&["client", "md5", "csv", "serde"]),
        "serde = { version = \"1\", features = [\"derive\"] }\n"
    );
    Build::measured("+ feature serde", &manifest, &library(&one, true)?)?
        .push_to(section, Some(&bare))?;
    let manifest = format!("[dependencies]\n{}", runtime(&["client", "md5", "csv"]));
    let both: Vec<_> = ALL.iter().collect();
    Build::measured("+ the other vendor", &manifest, &library(&both, false)?)?
        .push_to(section, Some(&bare))
}

/// What the runtime's features add.
fn runtime_features(section: &mut Section) -> Result<(), String> {
    let with = |name: &'static str, features: &[&str]| {
        Build::measured(name, &format!("[dependencies]\n{}", runtime(features)), &[])
    };
    let bare = with("the runtime without features", &[])?;
    bare.push_to(section, None)?;
    for (name, features) in [
        ("+ feature md5", &["md5"][..]),
        ("+ feature sha1", &["sha1"]),
        ("+ feature sha2", &["sha2"]),
        ("+ features hmac and sha2", &["hmac", "sha2"]),
        ("+ feature aes", &["aes"]),
        ("+ feature csv", &["csv"]),
        ("+ feature client", &["client"]),
    ] {
        with(name, features)?.push_to(section, Some(&bare))?;
    }
    Ok(())
}

/// How large a program gets that calls.
fn sizes(section: &mut Section) -> Result<(), String> {
    let vendors: Vec<_> = ALL.iter().collect();
    let library = library(&vendors, false)?;
    let http = format!("{}{}", shared("reqwest")?, shared("rustls")?);
    let sealspec = runtime(&["reqwest", "md5", "csv"]);
    let size = |name: &str, dependencies: &str, files: &[File]| {
        let manifest = format!(
            "[dependencies]\n{dependencies}tokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        );
        let scratch = Scratch::new(name, &manifest, files)?;
        scratch.release_program()
    };
    let hand = size("by_hand", &http, &[by_hand()])?;
    section.push(Row::new(
        "a stripped release program with one unsigned call by hand",
        hand as f64,
        Unit::Bytes,
    ));
    for (what, name, program) in [
        (
            "the same with one signed call of ours",
            "one_operation",
            of_one_operation(),
        ),
        (
            "and with every operation of both vendors",
            "all_operations",
            of_all_operations(&library)?,
        ),
    ] {
        let bytes = size(name, &sealspec, &[&library[..], &[program]].concat())?;
        section.push(Row::new(what, bytes as f64, Unit::Bytes).against("by hand", hand as f64));
    }
    Ok(())
}

/// The runtime with these features, as a line of a manifest.
fn runtime(features: &[&str]) -> String {
    of_workspace("sealspec", "runtime", features)
}

/// A crate that is built, and what that took.
struct Build {
    what: &'static str,
    scratch: Scratch,
    least: f64,
}

impl Build {
    fn new(what: &'static str, manifest: &str, files: &[File]) -> Result<Self, String> {
        let name: String = what
            .chars()
            .map(|char| {
                if char.is_ascii_alphanumeric() {
                    char
                } else {
                    '_'
                }
            })
            .collect();
        Ok(Self {
            what,
            scratch: Scratch::new(&name, manifest, files)?,
            least: f64::INFINITY,
        })
    }

    fn measured(what: &'static str, manifest: &str, files: &[File]) -> Result<Self, String> {
        let mut build = Self::new(what, manifest, files)?;
        build.repeat()?;
        Ok(build)
    }

    fn repeat(&mut self) -> Result<(), String> {
        self.least = self.least.min(self.scratch.cold_build()?);
        Ok(())
    }

    fn seconds(&self) -> Row {
        Row::new(self.what, self.least, Unit::Seconds)
    }

    fn seconds_against(&self, other: &Self) -> Row {
        self.seconds().against(other.what, other.least)
    }

    fn crates(&self) -> Result<Row, String> {
        Ok(Row::new(
            self.what,
            self.scratch.crates()? as f64,
            Unit::Crates,
        ))
    }

    fn crates_against(&self, other: &Self) -> Result<Row, String> {
        Ok(self
            .crates()?
            .against(other.what, other.scratch.crates()? as f64))
    }

    /// Both its rows, perhaps next to those of a build with less.
    fn push_to(&self, section: &mut Section, less: Option<&Self>) -> Result<(), String> {
        match less {
            Some(less) => {
                section.push(self.seconds_against(less));
                section.push(self.crates_against(less)?);
            }
            None => {
                section.push(self.seconds());
                section.push(self.crates()?);
            }
        }
        Ok(())
    }
}
