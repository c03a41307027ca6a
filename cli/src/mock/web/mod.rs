//! The web page: what there is to call, forms to call it, and what came of it.
//!
//! Plain HTML that the server writes; the script is a convenience, and nothing is loaded from elsewhere.

mod callbacks;
mod form;
mod guard;
mod input;
mod layout;
mod log;
mod operation;
mod operations;
mod result;
mod texts;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use http::{StatusCode, Uri, header};
use sealspec_caller::Caller;
use sealspec_codegen::model::Callback;
use sealspec_mock::MockVendor;

use super::credentials::Credentials;
use super::log::Log;
use view::View;

/// Path of the web page.
pub(crate) const ROOT: &str = "/_sealspec";

/// The largest form that is read.
const FORM_LIMIT: usize = 64 << 20;

/// What all pages lean on.
pub(crate) struct Site {
    pub(crate) vendor: MockVendor,
    pub(crate) caller: Caller,
    pub(crate) credentials: Credentials,
    pub(crate) log: Arc<Log>,
    /// Base URL of the vendor.
    pub(crate) url: String,
    /// Whether callbacks are sent: not for whoever comes over the network.
    pub(crate) sends: bool,
}

impl Site {
    fn callbacks(&self) -> impl Iterator<Item = &Callback> {
        let pages = self.vendor.api().pages.iter();
        pages.flat_map(|page| &page.callbacks)
    }
}

type Shared = State<Arc<Site>>;

/// The web page beside the vendor itself.
pub(crate) fn router(site: Site) -> Router {
    let vendor = site.vendor.router();
    let redirects = is_free(&site);
    let pages = Router::new()
        .route("/", get(list))
        .route("/operations/{name}", get(show_form).post(call))
        .route("/callbacks", get(list_callbacks))
        .route("/callbacks/{name}", get(show_callback).post(make_callback))
        .route("/log", get(show_log))
        .route("/style.css", get(style))
        .route("/script.js", get(script))
        .fallback(nothing_here)
        .layer(middleware::from_fn(guard::guard))
        .with_state(Arc::new(site));
    let router = Router::new()
        .nest(ROOT, pages)
        .route(&format!("{ROOT}/"), get(to_root))
        .merge(vendor);
    match redirects {
        true => router.route("/", get(to_root)),
        false => router,
    }
}

/// Whether the vendor documents nothing at `/`.
fn is_free(site: &Site) -> bool {
    let operations = site
        .vendor
        .api()
        .pages
        .iter()
        .flat_map(|page| &page.operations);
    let mut variants = operations.flat_map(|operation| &operation.variants);
    !variants.any(|variant| variant.path == "/")
}

/// Leads to the web page, in the language that was asked for.
async fn to_root(uri: Uri) -> Redirect {
    match uri.query() {
        Some(query) => Redirect::to(&format!("{ROOT}?{query}")),
        None => Redirect::to(ROOT),
    }
}

async fn list(State(site): Shared, request: Request) -> Response {
    let view = View::of(&site, &request);
    page(StatusCode::OK, operations::page(&view))
}

async fn show_form(State(site): Shared, Path(name): Path<String>, request: Request) -> Response {
    let view = View::of(&site, &request);
    match view.operation(&name) {
        Some(operation) => page(StatusCode::OK, operation::page(&view, operation)),
        None => missing(&view),
    }
}

async fn call(State(site): Shared, Path(name): Path<String>, request: Request) -> Response {
    let view = View::of(&site, &request);
    let Some(operation) = view.operation(&name) else {
        return missing(&view);
    };
    let Some(request) = read(request).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (status, html) = operation::submitted(&view, operation, &request);
    page(status, html)
}

async fn list_callbacks(State(site): Shared, request: Request) -> Response {
    let view = View::of(&site, &request);
    page(StatusCode::OK, callbacks::list(&view))
}

async fn show_callback(
    State(site): Shared,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let view = View::of(&site, &request);
    match view.callback(&name) {
        Some(callback) => page(StatusCode::OK, callbacks::page(&view, callback)),
        None => missing(&view),
    }
}

async fn make_callback(
    State(site): Shared,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let view = View::of(&site, &request);
    let Some(callback) = view.callback(&name) else {
        return missing(&view);
    };
    let Some(request) = read(request).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (status, html) = callbacks::submitted(&view, callback, &request).await;
    page(status, html)
}

async fn show_log(State(site): Shared, request: Request) -> Response {
    let view = View::of(&site, &request);
    page(StatusCode::OK, log::page(&view))
}

async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("style.css"))
}

async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("script.js"))
}

async fn nothing_here(State(site): Shared, request: Request) -> Response {
    missing(&View::of(&site, &request))
}

fn missing(view: &View<'_>) -> Response {
    let text = view.say(texts::NOTHING_HERE);
    let html = layout::page(view, text, maud::html! { h1 { (text) } });
    page(StatusCode::NOT_FOUND, html)
}

/// A form with its whole body; nothing where it is too large.
async fn read(request: Request) -> Option<http::Request<Bytes>> {
    let (head, body): (_, Body) = request.into_parts();
    let body = to_bytes(body, FORM_LIMIT).await.ok()?;
    Some(http::Request::from_parts(head, body))
}

fn page(status: StatusCode, html: maud::Markup) -> Response {
    (status, html).into_response()
}

fn file(content_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type)], text).into_response()
}
