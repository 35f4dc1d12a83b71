//! A downstream crate: imports the five generated crates, and talks HTTP over loopback.

mod by_hand;
mod client;
mod door;
mod exchanges;
mod faults;
mod limits;
mod mock;
mod parts;
mod secrets;
mod served;
mod support;
mod values;
