use super::About;

/// How the vendor says to ask what came of a call.
#[derive(Debug, Clone)]
pub struct Poll {
    /// Name of the operation that is called to ask; `None`: the same one again.
    pub via: Option<String>,
    /// Seconds before it is asked for the first time.
    pub first: u32,
    /// Seconds before each further time.
    pub every: u32,
    /// Seconds after which it isn't asked any more.
    pub until: u32,
    /// What is said about it.
    pub about: About,
}
