//! How the program is linked.

use std::env;

/// A run on a small document takes two milliseconds, and a tenth of that is the loader that moves a
/// position-independent program to where it will stand: on Linux it stands at a fixed place. Its stack,
/// its heap and the system's libraries are placed at random all the same.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let set = |name: &str| env::var(name).unwrap_or_default();
    let glibc = set("CARGO_CFG_TARGET_OS") == "linux" && set("CARGO_CFG_TARGET_ENV") == "gnu";
    let shared = !set("CARGO_CFG_TARGET_FEATURE").contains("crt-static");
    if glibc && shared {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
