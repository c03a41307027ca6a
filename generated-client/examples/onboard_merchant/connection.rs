//! Which vendor the program talks to: the real one where there are credentials, else a mock.

use std::env::{self, VarError};
use std::error::Error;
use std::time::Duration;

use sealspec::http::Uri;
use sealspec::{Explanation, Settings};
use sealspec_client::ishansong::{Client, Register};

use crate::ask::confirm;
use crate::mock::{self, Mock};

/// A client, and what the program does differently with a mock.
pub(crate) struct Connection {
    pub(crate) client: Client<Register>,
    /// Whom it talks to, in words.
    pub(crate) place: String,
    pub(crate) mock: Option<Mock>,
    /// The time between two questions for the audit status.
    pub(crate) pause: Duration,
    /// How often to ask before giving up.
    pub(crate) patience: u32,
}

impl Connection {
    pub(crate) fn from_environment(explain: bool) -> Result<Self, Box<dyn Error>> {
        let mut settings = Settings::default();
        if explain {
            settings = settings.on_prepared(print_explanation);
        }
        match (
            variable("ISHANSONG_CLIENT_ID")?,
            variable("ISHANSONG_APP_SECRET")?,
        ) {
            (Some(client_id), Some(app_secret)) => {
                Self::real(Register::new(client_id, app_secret), settings)
            }
            (None, None) => Self::mock(settings),
            (Some(_), None) => {
                Err("ISHANSONG_CLIENT_ID is set and ISHANSONG_APP_SECRET is not".into())
            }
            (None, Some(_)) => {
                Err("ISHANSONG_APP_SECRET is set and ISHANSONG_CLIENT_ID is not".into())
            }
        }
    }

    fn real(profile: Register, settings: Settings) -> Result<Self, Box<dyn Error>> {
        let server = variable("ISHANSONG_SERVER")?.unwrap_or_else(|| "sandbox".to_owned());
        let is_loopback = is_loopback(&server);
        if server != "sandbox" && !is_loopback {
            println!("This registers a made-up shop at {server}, with your credentials.");
            if !confirm("Type `yes` to go on")? {
                return Err("not confirmed, so nothing was sent".into());
            }
        }
        let is_url = server.contains("://");
        let settings = match (is_url, is_loopback) {
            (_, true) => settings.base_url(&*server).allow_cleartext(),
            (true, false) => settings.base_url(&*server),
            (false, false) => settings.environment(&*server),
        };
        Ok(Self {
            client: Client::with_settings(profile, settings)?,
            place: if is_url {
                server
            } else {
                format!("the vendor's {server} server")
            },
            mock: None,
            pause: Duration::from_secs(if is_loopback { 1 } else { 30 }),
            patience: 20,
        })
    }

    fn mock(settings: Settings) -> Result<Self, Box<dyn Error>> {
        let mock = Mock::serve()?;
        // The mock is on this machine, so plain http shows nobody anything.
        let settings = settings.base_url(mock.url()).allow_cleartext();
        Ok(Self {
            client: Client::with_settings(
                Register::new(mock::CLIENT_ID, mock::APP_SECRET),
                settings,
            )?,
            place: format!("a mock vendor on {}", mock.url()),
            mock: Some(mock),
            pause: Duration::from_millis(300),
            patience: 20,
        })
    }
}

/// Whether this is the address of a server on this machine, where plain http shows nobody anything.
fn is_loopback(server: &str) -> bool {
    let url = server.parse::<Uri>().ok();
    let host = url.as_ref().and_then(Uri::host);
    server.contains("://") && matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
}

/// An environment variable that may be missing.
fn variable(name: &str) -> Result<Option<String>, Box<dyn Error>> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(format!("{name} isn't UTF-8").into()),
    }
}

fn print_explanation(explanation: &Explanation) {
    for line in explanation.to_string().lines() {
        println!("     | {line}");
    }
}
