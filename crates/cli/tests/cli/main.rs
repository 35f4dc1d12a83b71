//! The `specwright` command as a user runs it: what it prints, writes and exits with.

mod commands;
mod faults;
mod folders;
mod names;
mod network;
mod outside;
mod settings;
mod support;
mod unchanged;

#[allow(dead_code, reason = "the tests of fetching use more of it")]
#[path = "../../../fetch/tests/fetch/server.rs"]
mod server;
