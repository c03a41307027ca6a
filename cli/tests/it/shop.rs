//! An invented vendor that calls may go to.

use sealspec_mock::{Answer, MockVendor, Running, Sources, Verdict};

use crate::sealspec::{Run, sealspec, workspace};

/// Its spec, as the command is told it.
pub(crate) const SPEC: &str = "cli/tests/spec/shop";

/// The secret of its merchant, which no output may show.
pub(crate) const KEY: &str = "k-5ecret";

/// The vendor on a free port.
pub(crate) struct Shop {
    pub(crate) vendor: MockVendor,
    running: Running,
}

impl Shop {
    pub(crate) fn open() -> Self {
        let sources = Sources::read(&workspace().join(SPEC), SPEC).unwrap();
        let vendor = MockVendor::from_sources(&sources)
            .unwrap_or_else(|mistakes| panic!("{mistakes}"))
            .credential("merchant", "m-1")
            .credential("token", "t-5ecret")
            .credential("key", KEY);
        let running = vendor.serve().unwrap();
        Self { vendor, running }
    }

    /// The same with answers to an operation's next calls.
    pub(crate) fn answering(operation: &str, answers: impl IntoIterator<Item = Answer>) -> Self {
        let shop = Self::open();
        shop.vendor.script(operation, answers).unwrap();
        shop
    }

    pub(crate) fn url(&self) -> String {
        self.running.url()
    }

    /// A run that calls it.
    pub(crate) fn called(&self, arguments: &[&str]) -> Run {
        let url = self.url();
        let mut all = vec!["call", SPEC];
        all.extend(arguments);
        all.extend(["--base-url", &url]);
        with_credentials(sealspec(&all)).masking(self.running.address().port().to_string(), "PORT")
    }

    /// Names of the operations that were called as documented.
    pub(crate) fn calls(&self) -> Vec<String> {
        let seen = self.vendor.seen().into_iter();
        seen.map(|request| {
            assert_eq!(request.verdict, Verdict::Accepted);
            request.operation.unwrap()
        })
        .collect()
    }
}

/// A run that knows the merchant's credentials.
pub(crate) fn with_credentials(run: Run) -> Run {
    run.env("SEALSPEC_SHOP_MERCHANT", "m-1")
        .env("SEALSPEC_SHOP_KEY", KEY)
}
