//! What a build script does, as a program that the bench measures: generates the vendor in the folder that it is given, within
//! the package `CARGO_MANIFEST_DIR`, into `OUT_DIR`.

fn main() {
    let folders = std::env::args().skip(1);
    folders
        .fold(
            sealspec_codegen::Build::new(),
            sealspec_codegen::Build::spec_folder,
        )
        .run();
}
