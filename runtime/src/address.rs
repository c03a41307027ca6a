//! Base URLs: what may stand in one, and what a request needs of it.

use std::borrow::Cow;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// A base URL: scheme, host and perhaps a path, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    text: String,
    authority: Authority,
    cleartext: bool,
}

impl BaseUrl {
    /// A base URL from its text; the error is a half-sentence that goes after "the base URL".
    ///
    /// The text isn't repeated in an error, since a mistaken one may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let uri: Uri = text.parse().map_err(|_| "isn't a URL")?;
        let cleartext = match uri.scheme_str() {
            Some("https") => false,
            Some("http") => true,
            _ => return Err("doesn't begin with `https://` (or `http://`)"),
        };
        let authority = uri.authority().cloned().ok_or("has no host")?;
        if authority.host().is_empty() {
            return Err("has no host");
        }
        if authority.as_str().contains('@') {
            return Err("has a user name or a password in it");
        }
        if text.contains(['?', '#']) {
            return Err("has a query or a fragment");
        }
        Ok(Self {
            text: text.trim_end_matches('/').to_owned(),
            authority,
            cleartext,
        })
    }

    /// A whole URL, and its query. What stands behind `#` isn't sent.
    pub(crate) fn split(url: &str) -> Result<(Self, &str), &'static str> {
        let url = url.split('#').next().unwrap_or_default();
        let (text, query) = url.split_once('?').unwrap_or((url, ""));
        let mut base = Self::parse(text)?;
        base.text = text.to_owned();
        if base.path().is_empty() {
            base.text.push('/');
        }
        Ok((base, query))
    }

    /// Where an operation goes.
    pub(crate) fn join(&self, path: impl Into<Cow<'static, str>>) -> Target<'_> {
        let path = path.into();
        let path = match self.path() {
            "" => path,
            own => format!("{own}{path}").into(),
        };
        Target { base: self, path }
    }

    /// The URL itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    fn path(&self) -> &str {
        self.text.get(self.origin().len()..).unwrap_or_default()
    }

    /// Scheme and authority.
    fn origin(&self) -> &str {
        let scheme = self.scheme().len() + "://".len();
        let end = scheme + self.authority.as_str().len();
        self.text.get(..end).unwrap_or_default()
    }

    /// Host, with its port where that isn't the default.
    pub(crate) fn host(&self) -> &str {
        let host = self.authority.as_str();
        let default_port = if self.cleartext { ":80" } else { ":443" };
        host.strip_suffix(default_port).unwrap_or(host)
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.cleartext { "http" } else { "https" }
    }

    /// Whether it is plain `http`.
    pub(crate) fn is_cleartext(&self) -> bool {
        self.cleartext
    }
}

/// Where one call goes.
pub(crate) struct Target<'b> {
    base: &'b BaseUrl,
    path: Cow<'static, str>,
}

impl Target<'_> {
    /// Scheme, host and path.
    pub(crate) fn url(&self) -> String {
        format!("{}{}", self.base.origin(), self.path)
    }

    /// The path as it is sent, that of the base URL included.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The whole URL. One without a query shares what is known of it.
    pub(crate) fn uri(&self, query: &str) -> Result<Uri, http::Error> {
        let path = match (&self.path, query) {
            (Cow::Borrowed(""), "") => Bytes::from_static(b"/"),
            (Cow::Borrowed(path), "") => Bytes::from_static(path.as_bytes()),
            (path, "") => Bytes::copy_from_slice(path.as_bytes()),
            (path, query) => Bytes::from(format!("{path}?{query}")),
        };
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(match self.base.cleartext {
            true => Scheme::HTTP,
            false => Scheme::HTTPS,
        });
        parts.authority = Some(self.base.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(path)?);
        Ok(Uri::from_parts(parts)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_base_url_apart() {
        let url = BaseUrl::parse("https://a.example:443/x/").unwrap();
        assert_eq!(
            (url.as_str(), url.host()),
            ("https://a.example:443/x", "a.example")
        );
        let target = url.join("/y");
        assert_eq!(
            (&*target.url(), target.path()),
            ("https://a.example:443/x/y", "/x/y")
        );
        let url = BaseUrl::parse("http://127.0.0.1:8080").unwrap();
        assert_eq!((url.host(), url.is_cleartext()), ("127.0.0.1:8080", true));
    }

    #[test]
    fn takes_a_whole_url_apart() {
        for (whole, path, query) in [
            ("https://a.example/x/?a=%41&b#top", "/x/", "a=%41&b"),
            ("https://a.example?x", "/", "x"),
            ("https://a.example/#?x", "/", ""),
        ] {
            let (url, rest) = BaseUrl::split(whole).unwrap();
            assert_eq!((url.join("").path(), rest), (path, query), "{whole}");
        }
        assert!(BaseUrl::split("/x?a=1").is_err());
    }

    #[test]
    fn refuses_what_is_no_base_url() {
        for bad in [
            "",
            "a.example",
            "/x",
            "ftp://a.example",
            "https://",
            "https://u:p@a.example",
            "https://a.example?x=1",
            "https://a.example/#x",
            "https://a b",
            "https://超.example",
        ] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad:?}");
        }
    }
}
