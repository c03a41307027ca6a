//! `sealspec mock`: its log, its page, and that page in a real browser.

mod browser;
mod log;
mod page;
pub(crate) mod served;
mod start;
