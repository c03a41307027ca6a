//! The web page in a real browser without a window: Chromium, by its driver.
//!
//! Where there is no driver, the tests say so and pass, unless `SEALSPEC_BROWSER=required`.

use std::future::Future;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, Key};

use super::served::Served;

/// A running driver; dropping it ends it.
struct Driver {
    child: Child,
    url: String,
    /// Kept, since who writes to a pipe that nobody reads is ended: the browser has it, too.
    _stdout: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// The driver on a free port; nothing where none is installed.
    fn start() -> Option<Self> {
        let mut command = Command::new("chromedriver");
        let started = command
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                let required =
                    std::env::var("SEALSPEC_BROWSER").is_ok_and(|value| value == "required");
                assert!(!required, "chromedriver doesn't start: {error}");
                eprintln!("SKIPPED: no chromedriver is installed");
                return None;
            }
        };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let url = format!(
            "http://127.0.0.1:{}",
            port.expect("the driver tells its port")
        );
        Some(Self {
            child,
            url,
            _stdout: lines,
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser of a phone's size, from which nothing but this machine can be reached.
async fn browser(driver: &Driver, profile: &str) -> WebDriver {
    let mut wanted = DesiredCapabilities::chrome();
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        &format!("--user-data-dir={profile}"),
    ] {
        wanted.add_arg(argument).unwrap();
    }
    let phone = serde_json::json!({"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2.0, "touch": true}});
    wanted
        .add_experimental_option("mobileEmulation", phone)
        .unwrap();
    wanted
        .set_logging_prefs("browser".to_owned(), LoggingPrefsLogLevel::All)
        .unwrap();
    wanted
        .set_logging_prefs("performance".to_owned(), LoggingPrefsLogLevel::All)
        .unwrap();
    // Built together with the workspace, the driver's HTTP client knows TLS, and wants to be told whose. It may have been told.
    let _ = rustls::crypto::ring::default_provider().install_default();
    WebDriver::new(&driver.url, wanted).await.unwrap()
}

static ALONE: Mutex<()> = Mutex::new(());

/// Runs a visit to the page of ishansong's mock vendor, where there is a browser.
fn visit<F: Future<Output = ()> + Send + 'static>(
    name: &str,
    visit: impl Fn(WebDriver, String) -> F,
) {
    // One browser at a time: a machine of two cores has enough to do with it.
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(driver) = Driver::start() else {
        return;
    };
    let profile =
        std::env::temp_dir().join(format!("sealspec-browser-{name}-{}", std::process::id()));
    let served = Served::start(&["ishansong"]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let browser = browser(&driver, profile.to_str().unwrap()).await;
        // In tasks of their own, so that the browser is ended whatever comes of them.
        let page = format!("{}/_sealspec", served.url);
        let visited = tokio::spawn(visit(browser.clone(), page)).await;
        let checked = tokio::spawn(only_here(browser.clone(), served.url.clone())).await;
        browser.quit().await.unwrap();
        visited.and(checked).unwrap();
    });
    let _ = std::fs::remove_dir_all(profile);
}

/// Nothing was asked of anyone but the mock vendor, and the browser has nothing to complain about.
async fn only_here(browser: WebDriver, url: String) {
    let network = browser.get_log("performance").await.unwrap();
    let mut requests = 0;
    for entry in network {
        let event: serde_json::Value = serde_json::from_str(&entry.message).unwrap();
        if event["message"]["method"] == "Network.requestWillBeSent" {
            let asked = event["message"]["params"]["request"]["url"]
                .as_str()
                .unwrap()
                .to_owned();
            assert!(
                ["data:", "chrome"].iter().any(|own| asked.starts_with(own))
                    || asked.starts_with(&url),
                "{asked}"
            );
            requests += 1;
        }
    }
    assert!(requests > 0);
    let console = browser.get_log("browser").await.unwrap();
    // A form that is refused is answered with 422, which the browser notes.
    let complaints = console
        .iter()
        .filter(|entry| !entry.message.contains("status of 422"));
    let complaints: Vec<_> = complaints.map(|entry| &entry.message).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

async fn text(browser: &WebDriver, css: &str) -> String {
    find(browser, By::Css(css)).await.text().await.unwrap()
}

/// An element, which may be on a page that is yet to come.
async fn find(browser: &WebDriver, by: By) -> WebElement {
    browser.query(by).first().await.unwrap()
}

#[test]
fn a_form_is_filled_and_its_signature_shown() {
    visit("form", |browser, page| async move {
        browser.goto(format!("{page}?lang=zh")).await.unwrap();
        let search = find(&browser, By::Id("q")).await;
        search.send_keys("短信").await.unwrap();
        let hidden = browser.find(By::LinkText("place_order")).await;
        assert!(hidden.is_err(), "the search hides what doesn't fit");
        find(&browser, By::LinkText("send_sms_code"))
            .await
            .click()
            .await
            .unwrap();
        let mobile = find(&browser, By::Id("field.mobile")).await;
        mobile.clear().await.unwrap();
        mobile.send_keys("13800000000").await.unwrap();
        find(&browser, By::Css("button.main"))
            .await
            .click()
            .await
            .unwrap();

        assert_eq!(text(&browser, "#verdict").await, "通过");
        let lines = text(&browser, ".lines").await;
        assert!(
            lines.contains("[app_secret]clientId") && lines.contains("13800000000"),
            "{lines}"
        );
        assert!(lines.contains("参与字段"), "{lines}");
        find(&browser, By::LinkText("English"))
            .await
            .click()
            .await
            .unwrap();
        assert_eq!(text(&browser, "h2").await, "How it is called");
        find(&browser, By::LinkText("Log"))
            .await
            .click()
            .await
            .unwrap();
        assert!(text(&browser, ".log").await.contains("Accepted"));
    });
}

#[test]
fn a_mistake_is_shown_at_its_field_and_what_was_typed_stays() {
    visit("mistake", |browser, page| async move {
        let form = format!("{page}/operations/quote_order?lang=zh&example=none");
        browser.goto(form).await.unwrap();
        let city = find(&browser, By::Id("field.cityName")).await;
        city.send_keys("北京市").await.unwrap();
        let sender = find(&browser, By::Id("field.sender")).await;
        sender.send_keys("{\"fromAddress\": ").await.unwrap();
        find(&browser, By::Css("button.main"))
            .await
            .click()
            .await
            .unwrap();

        assert!(text(&browser, "[role=alert]").await.contains("没有发送"));
        let city = find(&browser, By::Id("field.cityName")).await;
        assert_eq!(city.prop("value").await.unwrap().unwrap(), "北京市");
        let sender = find(&browser, By::Id("field.sender")).await;
        assert_eq!(
            sender.prop("value").await.unwrap().unwrap(),
            "{\"fromAddress\": "
        );
        assert_eq!(sender.attr("aria-invalid").await.unwrap().unwrap(), "true");
        let told = find(&browser, By::Id("field.sender.problem")).await;
        let told = told.text().await.unwrap();
        assert!(told.contains("`sender.fromAddress` isn't JSON"), "{told}");
        let missing = find(&browser, By::Id("field.receiverList.problem")).await;
        assert_eq!(missing.text().await.unwrap(), "此项必填。");
    });
}

#[test]
fn the_keyboard_is_enough() {
    visit("keyboard", |browser, page| async move {
        browser
            .goto(format!("{page}/operations/send_sms_code?lang=en"))
            .await
            .unwrap();
        let mobile = find(&browser, By::Id("field.mobile")).await;
        // From the top of the page to the field by Tab alone.
        let mut steps = 0;
        while browser.active_element().await.unwrap() != mobile {
            steps += 1;
            assert!(steps < 30, "Tab doesn't lead to the field");
            browser
                .active_element()
                .await
                .unwrap()
                .send_keys(Key::Tab + "")
                .await
                .unwrap();
        }
        mobile.send_keys(Key::Enter + "").await.unwrap();
        assert_eq!(text(&browser, "#verdict").await, "Accepted");
    });
}

#[test]
fn no_page_is_wider_than_a_phone() {
    visit("width", |browser, page| async move {
        let sources = sealspec_codegen::Sources::read(
            &crate::sealspec::workspace().join("spec/ishansong"),
            "spec/ishansong",
        );
        let api = sealspec_codegen::check(&sources.unwrap()).unwrap();
        let operations = api.pages.iter().flat_map(|page| &page.operations);
        let paths = operations.map(|own| format!("/operations/{}", own.name));
        let others = ["", "/log", "/callbacks", "/callbacks/order_status_callback"];
        let paths: Vec<_> = others
            .iter()
            .map(|path| (*path).to_owned())
            .chain(paths)
            .collect();
        for path in &paths {
            for language in ["zh", "en"] {
                browser
                    .goto(format!("{page}{path}?lang={language}"))
                    .await
                    .unwrap();
                fits(&browser, path).await;
            }
            // What came of it, too, where the page has a form.
            if path.starts_with("/operations/") {
                find(&browser, By::Css("button.main"))
                    .await
                    .click()
                    .await
                    .unwrap();
                fits(&browser, path).await;
            }
        }
    });
}

/// The page isn't wider than the window, and no input is so small that a phone zooms in.
async fn fits(browser: &WebDriver, path: &str) {
    let script = "if (document.readyState !== 'complete') return null;
        const all = [...document.querySelectorAll('input, select, textarea')];
        const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
        const root = document.documentElement;
        return [root.scrollWidth - root.clientWidth, Math.min(16, ...sizes), root.clientWidth];";
    let mut measured = None;
    for _ in 0..200 {
        let found = browser.execute(script, Vec::new()).await.unwrap();
        measured = found.convert::<Option<(f64, f64, f64)>>().unwrap();
        if measured.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (beyond, smallest, width) = measured.expect("the page is loaded in time");
    assert!(beyond <= 0.0, "{path} is {beyond} wider than the window");
    assert!(smallest >= 16.0, "{path} has an input of {smallest}");
    assert_eq!(width, 390.0);
}
