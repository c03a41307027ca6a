//! The macros with which generated code declares its requests and its client.

mod builder;
mod client;
mod expected;
mod link;
mod poll;
mod request;
mod send;
