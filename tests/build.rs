//! Generates the client of an invented vendor that has every construct of the language.

fn main() {
    sealspec_codegen::Build::new()
        .spec_folder("specs/testbed")
        .run();
}
