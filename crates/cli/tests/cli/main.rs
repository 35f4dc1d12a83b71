//! The `specwright` command as a user runs it: what it prints, writes and exits with.

mod commands;
mod faults;
mod folders;
mod names;
mod outside;
mod support;
