use crate::golden;
use crate::help::subcommands;
use crate::sealspec::{golden_folder, scratch, sealspec};

#[test]
fn a_page_of_each_subcommand() {
    let folder = scratch("man");
    let output = sealspec(&["man", "--output", "man1"])
        .within(&folder)
        .output();
    assert!(output.status.success());
    for name in subcommands() {
        let page = std::fs::read_to_string(folder.join(format!("man1/sealspec-{name}.1")))
            .expect("it is written");
        assert!(page.contains(&format!(".TH sealspec-{name} 1")), "{page}");
        if name == "generate" {
            golden::check(&golden_folder().join("man/sealspec-generate.1"), &page);
        }
    }
}

#[test]
fn the_page_of_the_command_is_printed() {
    let output = sealspec(&["man"]).output();
    let page = String::from_utf8(output.stdout).expect("UTF-8 is printed");
    assert!(
        page.contains(".TH sealspec 1") && page.contains(".SH \"EXIT CODES\""),
        "{page}"
    );
}
