use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use super::Token;
use super::keeper::Keeper;
use super::turn::Turn;
use crate::clock::Clock;
use crate::error::Error;
use crate::secret::Secret;

type Fetched<E> = Pin<Box<dyn Future<Output = Result<Token, E>> + Send>>;
type Fetch<E> = Box<dyn Fn(Option<Token>) -> Fetched<E> + Send + Sync>;

/// Keeps a token, and fetches another shortly before it ends. Share it in an [`Arc`](std::sync::Arc).
///
/// ```
/// use std::time::Duration;
/// use sealspec::{Error, Token, Tokens};
///
/// # async fn used() -> Result<(), Error> {
/// // Calls the operations that give tokens: with what renews the last one, or else from the start.
/// let tokens = Tokens::new(|last: Option<Token>| async move {
///     let value = match last.as_ref().and_then(Token::renewal) {
///         Some(renewal) => format!("token renewed with {}", renewal.expose()),
///         None => "the first token".to_owned(),
///     };
///     Ok::<_, Error>(Token::new(value).valid_for(Duration::from_secs(7200)).renewed_with("r-1"))
/// });
/// let token = tokens.get().await?;
/// # Ok(())
/// # }
/// ```
pub struct Tokens<E = Error> {
    keeper: Keeper,
    fetch: Fetch<E>,
    turn: Turn,
}

impl<E: From<Error>> Tokens<E> {
    /// Fetches tokens with this closure, which is given the last token, where there was one. It must not ask for a token itself.
    pub fn new<F, R>(fetch: F) -> Self
    where
        F: Fn(Option<Token>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Token, E>> + Send + 'static,
    {
        Self {
            keeper: Keeper::default(),
            fetch: Box::new(move |last| Box::pin(fetch(last))),
            turn: Turn::default(),
        }
    }

    /// Where time comes from. Default: the system.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.keeper.set_clock(clock);
        self
    }

    /// How long before its end a token is renewed, at most half of its time. Default: a minute.
    #[must_use]
    pub fn ahead(mut self, ahead: Duration) -> Self {
        self.keeper.set_ahead(ahead);
        self
    }

    /// The token, fetched where there is none or it is about to end. One is fetched at a time: whoever asks meanwhile waits for
    /// it. Where one can't be fetched, the last is given for as long as it is valid.
    ///
    /// # Errors
    ///
    /// The closure's, or [`Error::Refused`] where the clock tells no time.
    pub async fn get(&self) -> Result<Secret, E> {
        if let Some(token) = self.keeper.fresh()? {
            return Ok(token);
        }
        let _turn = self.turn.take().await;
        if let Some(token) = self.keeper.fresh()? {
            return Ok(token);
        }
        let asked = self.keeper.now()?;
        match (self.fetch)(self.keeper.last()).await {
            Ok(token) => {
                let value = token.value().clone();
                self.keeper.keep(token, asked);
                Ok(value)
            }
            Err(error) => self.keeper.valid().ok_or(error),
        }
    }

    /// Keeps a token that was had elsewhere, such as before a restart; its time counts from now.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] where the clock tells no time.
    pub fn keep(&self, token: Token) -> Result<(), Error> {
        self.keeper.keep(token, self.keeper.now()?);
        Ok(())
    }

    /// Lets a token end now, as when the vendor says that it isn't valid any more. If another one is kept meanwhile, nothing is
    /// done.
    pub fn expire(&self, token: &Secret) {
        self.keeper.expire(token);
    }
}

/// Shows no token.
impl<E> fmt::Debug for Tokens<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tokens").finish_non_exhaustive()
    }
}
