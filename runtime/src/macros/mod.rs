//! The macros with which generated code declares its requests, its replies and its client.

mod builder;
mod client;
mod expected;
mod link;
mod open_enum;
mod poll;
mod reply;
mod request;
mod send;
