use super::SigningError;
use crate::fields::Fields;
use crate::moment::Moment;
use crate::text::Text;

/// What a signature can be computed from, besides credentials.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Fields of the query and of the body in wire order, members of a JSON object among them.
    pub fields: &'a Fields<'a>,
    /// Headers, their names in lower case.
    pub headers: &'a Fields<'a>,
    /// `http` or `https`.
    pub scheme: &'a str,
    /// HTTP method, in upper case.
    pub method: &'a str,
    /// Host of the URL, with its port where that isn't the default.
    pub host: &'a str,
    /// Path of the URL.
    pub path: &'a str,
    /// Query string without `?`, as sent.
    pub query: &'a str,
    /// Body as sent.
    pub body: &'a [u8],
    /// When the request is signed, and its nonce.
    pub moment: &'a Moment,
}

impl<'a> Input<'a> {
    /// The value of the first field of this name; nothing where there is none.
    pub fn field(&self, name: &str) -> &'a str {
        self.fields.get(name).unwrap_or_default()
    }

    /// The value of the first header of this name, in any case; nothing where there is none.
    pub fn header(&self, name: &str) -> &'a str {
        self.headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map_or("", |header| &header.value)
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// Where it isn't UTF-8.
    pub fn body_text(&self) -> Result<&'a str, SigningError> {
        std::str::from_utf8(self.body).map_err(|_| {
            SigningError::new(
                "body",
                "isn't UTF-8, so it can't be signed as text",
                "let a digest take the bytes",
            )
        })
    }

    /// The host without its port.
    pub fn hostname(&self) -> &'a str {
        self.host_and_port().0
    }

    /// The port; that of the scheme where the host names none.
    pub fn port(&self) -> &'a str {
        match (self.host_and_port().1, self.scheme) {
            ("", "http") => "80",
            ("", _) => "443",
            (port, _) => port,
        }
    }

    fn host_and_port(&self) -> (&'a str, &'a str) {
        match self.host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, port),
            _ => (self.host, ""),
        }
    }

    /// Scheme, host and path.
    pub fn url(&self) -> Text<'static> {
        Text::joined([self.scheme, "://", self.host, self.path].into_iter())
    }

    /// The path, and `?` with the query where there is one.
    pub fn target(&self) -> Text<'static> {
        let mark = if self.query.is_empty() { "" } else { "?" };
        Text::joined([self.path, mark, self.query].into_iter())
    }
}
