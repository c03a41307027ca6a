fn main() {
    sealspec_codegen::Build::new().spec_folder("spec/acme").run();
}
