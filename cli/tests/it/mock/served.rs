//! The mock vendor as a process.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Stdio};
use std::thread;
use std::time::Duration;

use sealspec::{BlockingTransport as _, Bytes, Limits, Moment, Ureq, http};
use sealspec_caller::Caller;

use crate::sealspec::{sealspec, workspace};

/// A vendor that is being served; it ends when this is dropped.
pub(crate) struct Served {
    child: Child,
    stdout: Option<BufReader<ChildStdout>>,
    told: String,
    pub(crate) url: String,
}

/// A request as tests make it.
pub(crate) type Request = http::Request<Bytes>;

impl Served {
    /// Starts it on a free port.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut all = vec!["mock", "--port", "0"];
        all.extend(arguments);
        let mut child = sealspec(&all).stdout(Stdio::piped()).spawn();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut told = String::new();
        let is_json = arguments.contains(&"--json");
        let last = |line: &str| is_json || line.starts_with("Ctrl-C");
        loop {
            let begin = told.len();
            let read = stdout.read_line(&mut told).unwrap();
            assert!(read > 0, "it ended at once:\n{told}");
            if last(&told[begin..]) {
                break;
            }
        }
        let start = told.find("http://").unwrap();
        let end = told[start..].find(|end| "\"\n".contains(end)).unwrap();
        Self {
            url: told[start..start + end].to_owned(),
            child,
            stdout: Some(stdout),
            told,
        }
    }

    /// Sends a request; nothing where no whole reply comes.
    pub(crate) fn send(&self, request: Request) -> Option<http::Response<Bytes>> {
        let limits = Limits::default();
        let transport = Ureq::new(&limits, None).unwrap();
        transport.send(request, &limits).ok()
    }

    /// Ends it. All that it printed, its port as `PORT`.
    pub(crate) fn end(mut self) -> String {
        self.child.kill().unwrap();
        let mut told = std::mem::take(&mut self.told);
        self.stdout
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        let port = self.url.rsplit(':').next().unwrap();
        told.replace(port, "PORT")
    }

    /// Stops reading what it prints.
    pub(crate) fn stop_reading(&mut self) {
        self.stdout.take();
    }

    /// Waits until it ends by itself, and tells its exit code.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        for _ in 0..200 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("it goes on, though nobody reads");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A call of `send_sms_code` by the credentials that the mock vendor is told by itself.
pub(crate) fn sms(url: &str, secret: &str) -> Request {
    let sources =
        sealspec_codegen::Sources::read(&workspace().join("spec/ishansong"), "spec/ishansong");
    let caller = Caller::from_sources(&sources.unwrap())
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .credential("client_id", "ss1OF5yx8qBgtoB7I")
        .credential("app_secret", secret);
    let mut call = caller.call("send_sms_code", None).unwrap();
    call.text("mobile", "16700000000").unwrap();
    let prepared = call
        .prepare(url, &Moment::new(1_700_000_000_000, "n"))
        .unwrap();
    prepared.into_request()
}

/// A request without a body.
pub(crate) fn get(url: impl AsRef<str>) -> Request {
    http::Request::get(url.as_ref()).body(Bytes::new()).unwrap()
}
