//! `peers STYLE OPENAPI FOLDER` generates a client from an OpenAPI document, as each generator's own documentation does it.

use std::error::Error;
use std::fs;
use std::path::Path;

use openapi_to_rust::{CodeGenerator, GeneratorConfig, SchemaAnalyzer};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [style, document, folder] = arguments.as_slice() else {
        return Err("usage: peers STYLE OPENAPI FOLDER".into());
    };
    let document = fs::read_to_string(document)?;
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    match style.as_str() {
        "progenitor-positional" => progenitor(InterfaceStyle::Positional, &document, folder),
        "progenitor-builder" => progenitor(InterfaceStyle::Builder, &document, folder),
        "openapi-to-rust" => openapi_to_rust(&document, folder),
        unknown => Err(format!("there is no style `{unknown}`").into()),
    }
}

fn progenitor(style: InterfaceStyle, document: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let spec = serde_json::from_str(document)?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(style);
    let tokens = Generator::new(&settings).generate_tokens(&spec)?;
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    Ok(fs::write(folder.join("lib.rs"), text)?)
}

fn openapi_to_rust(document: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut analysis = SchemaAnalyzer::new(serde_json::from_str(document)?)?.analyze()?;
    let generator = CodeGenerator::new(GeneratorConfig {
        output_dir: folder.to_owned(),
        enable_sse_client: false,
        ..GeneratorConfig::default()
    });
    generator.write_files(&generator.generate_all(&mut analysis)?)?;
    Ok(fs::rename(folder.join("mod.rs"), folder.join("lib.rs"))?)
}
