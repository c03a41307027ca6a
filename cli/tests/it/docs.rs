//! References of `sealspec docs`: complete, in both languages, with links that lead somewhere.

use std::collections::BTreeSet;
use std::fs;

use sealspec_codegen::Sources;
use sealspec_codegen::model::Api;

use crate::sealspec::{scratch, sealspec, workspace};

const SPECS: [&str; 4] = [
    "spec/ishansong",
    "spec/storepos",
    "tests/specs/testbed",
    "tests/specs/strongbox",
];

const STYLES: [&[&str]; 4] = [
    &[],
    &["--lang", "zh"],
    &["--format", "html"],
    &["--format", "html", "--lang", "zh"],
];

fn text(arguments: &[&str]) -> String {
    let output = sealspec(&[&["docs"], arguments].concat()).output();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8 is printed")
}

fn api(spec: &str) -> Api {
    let sources = Sources::read(&workspace().join(spec), spec).expect("the spec is there");
    sealspec_codegen::check(&sources).expect("the spec has no mistakes")
}

/// What stands between `before` and `after`, wherever it does.
fn between<'t>(text: &'t str, before: &str, after: char) -> Vec<&'t str> {
    let found = text.split(before).skip(1);
    found.filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn a_small_reference_as_a_whole() {
    sealspec(&["docs", "tests/specs/strongbox"]).golden("docs/strongbox_markdown");
    sealspec(&[
        "docs",
        "tests/specs/strongbox",
        "--lang",
        "zh",
        "--format",
        "html",
    ])
    .golden("docs/strongbox_html_zh");
}

#[test]
fn everything_of_a_spec_has_its_place_and_every_link_leads_to_one() {
    for spec in SPECS {
        let api = api(spec);
        for style in STYLES {
            let text = text(&[&[spec], style].concat());
            let anchors = between(&text, "id=\"", '"');
            let once: BTreeSet<&str> = anchors.iter().copied().collect();
            assert_eq!(
                once.len(),
                anchors.len(),
                "{spec} {style:?}: no anchor twice"
            );
            let mut links = between(&text, "](#", ')');
            links.extend(between(&text, "href=\"#", '"'));
            assert!(links.len() > 10, "{spec} {style:?} has links");
            for link in links {
                assert!(once.contains(link), "{spec} {style:?}: #{link}");
            }
            for page in &api.pages {
                for operation in &page.operations {
                    let anchor = format!("operation-{}", operation.name);
                    assert!(once.contains(anchor.as_str()), "{spec} {style:?}: {anchor}");
                    for field in &operation.request {
                        assert!(text.contains(&field.wire), "{spec}: {}", field.wire);
                    }
                }
                for callback in &page.callbacks {
                    let anchor = format!("callback-{}", callback.name);
                    assert!(once.contains(anchor.as_str()), "{spec} {style:?}: {anchor}");
                }
            }
            for profile in &api.profiles {
                let anchor = format!("profile-{}", profile.name);
                assert!(once.contains(anchor.as_str()), "{spec} {style:?}: {anchor}");
            }
        }
    }
}

#[test]
fn every_documented_request_is_shown_as_it_is_sent() {
    for spec in SPECS {
        let api = api(spec);
        let text = text(&[spec]);
        for operation in api.pages.iter().flat_map(|page| &page.operations) {
            // What stands behind a host that is known at run time only is nowhere documented.
            if operation.takes_url() {
                continue;
            }
            let section = text
                .split(&format!("<a id=\"operation-{}\">", operation.name))
                .nth(1)
                .and_then(|rest| rest.split("<a id=").next())
                .unwrap_or_default();
            let documented = operation.examples.iter();
            let documented = documented
                .filter(|example| example.request.is_some())
                .count();
            let shown = section.matches(" HTTP/1.1\n").count();
            assert_eq!(shown, documented, "{spec}: {}", operation.name);
        }
    }
}

#[test]
fn signatures_are_worked_out_line_by_line() {
    let text = text(&["ishansong"]);
    let worked = "\
fields  clientIdcid-1data{\"a\":1}shopIdshop-9timestamp1700000000000
text    secret-1clientIdcid-1data{\"a\":1}shopIdshop-9timestamp1700000000000
sign    683042FE4702409D69A75ABB10D43409
";
    assert!(text.contains(worked), "{text}");
}

#[test]
fn each_language_has_its_own_words_and_the_vendors() {
    let english = text(&["tests/specs/testbed"]);
    let chinese = text(&["tests/specs/testbed", "--lang", "zh"]);
    for (en, zh) in [
        ("# Test bed", "# 试验台"),
        ("## Servers", "## 服务器"),
        ("Places an order.", "下单"),
        ("**Assumed:**", "**推定：**"),
        (
            "**Deprecated:** Use `place_order`.",
            "**已弃用：** 请使用下单接口",
        ),
        (
            "Exactly one of `pickup` or `locker` must be given.",
            "`pickup` 或 `locker` 必须且只能给出一项。",
        ),
        ("Done where `ok` is `yes`.", "`ok` 为 `yes` 时为成功。"),
    ] {
        assert!(english.contains(en) && !english.contains(zh), "{en}");
        assert!(chinese.contains(zh) && !chinese.contains(en), "{zh}");
    }
}

#[test]
fn a_page_needs_nothing_else_and_text_stays_text() {
    let folder = scratch("docs-escapes").join("strongbox");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let own = workspace().join("tests/specs/strongbox");
    for name in ["api.yaml", "boxes.yaml"] {
        let yaml = fs::read_to_string(own.join(name)).expect("the spec is there");
        let yaml = yaml.replace(
            "doc: Tells whether the vendor is there.",
            "doc: \"<script>alert(1)</script> & [x](y) *z*\"",
        );
        fs::write(folder.join(name), yaml).expect("the spec can be written");
    }
    let folder = folder.to_str().expect("the path is text");
    let html = text(&[folder, "--format", "html"]);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; [x](y) *z*"));
    for outside in ["<script", "<link", "<img", "src=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
    let markdown = text(&[folder]);
    assert!(markdown.contains("\\<script\\>alert(1)\\</script\\> & \\[x\\](y) \\*z\\*"));
}

#[test]
fn both_languages_go_into_a_folder() {
    let folder = scratch("docs-both");
    for (format, extension) in [("markdown", "md"), ("html", "html")] {
        let output = sealspec(&[
            "docs",
            "ishansong",
            "--lang",
            "both",
            "--format",
            format,
            "--output",
            ".",
        ])
        .within(&folder)
        .output();
        assert!(output.status.success(), "{output:?}");
        let names = [
            format!("ishansong.en.{extension}"),
            format!("ishansong.zh.{extension}"),
        ];
        let told = String::from_utf8(output.stdout).expect("UTF-8 is printed");
        for (name, language) in names.iter().zip(["en", "zh"]) {
            assert!(told.contains(name.as_str()), "{told}");
            let written = fs::read_to_string(folder.join(name)).expect("the file is there");
            let printed = text(&["ishansong", "--lang", language, "--format", format]);
            assert!(written == printed, "{name} is what would be printed");
        }
    }
}

#[test]
fn mistakes_are_told() {
    for (name, arguments) in [
        ("unknown_vendor", vec!["storepo"]),
        ("both_to_stdout", vec!["ishansong", "--lang", "both"]),
        (
            "unwritable",
            vec!["ishansong", "--output", "Cargo.toml/api.md"],
        ),
    ] {
        sealspec(&[&["docs"], &arguments[..]].concat()).golden(&format!("docs/{name}"));
    }
}
