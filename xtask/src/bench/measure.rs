//! Times of child processes, and sizes of what they wrote.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a child process cost, in seconds.
pub struct Cost {
    pub wall: f64,
    /// User and system time, its own children included; wall time where the system does not tell.
    pub cpu: f64,
}

/// Runs a command; `None` when it fails.
pub fn run(command: &mut Command) -> Option<Cost> {
    let (start, before) = (Instant::now(), children());
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed().as_secs_f64();
    let cpu = children().zip(before).map_or(wall, |(after, before)| after - before);
    status.ok()?.success().then_some(Cost { wall, cpu })
}

/// CPU seconds of all children that have ended.
#[cfg(unix)]
fn children() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Some(seconds(usage.user_time()) + seconds(usage.system_time()))
}

#[cfg(not(unix))]
fn children() -> Option<f64> {
    None
}

pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

pub fn median_cost(costs: Vec<Cost>) -> Option<Cost> {
    let (wall, cpu) = costs.into_iter().map(|cost| (cost.wall, cost.cpu)).unzip();
    Some(Cost { wall: median(wall)?, cpu: median(cpu)? })
}

/// How much source text a folder holds.
#[derive(Default)]
pub struct Size {
    pub lines: usize,
    pub bytes: usize,
}

impl Size {
    /// That of all Rust files below a folder. `client_only` leaves out what is no part of types and
    /// client.
    pub fn of(folder: &Path, client_only: bool) -> Size {
        let mut size = Size::default();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                let inner = Size::of(&path, false);
                size.lines += inner.lines;
                size.bytes += inner.bytes;
            } else if client_only && (name == "server.rs" || name == "mock.rs") {
                continue;
            } else if let (true, Ok(text)) =
                (path.extension().is_some_and(|e| e == "rs"), fs::read_to_string(&path))
            {
                size.lines += text.lines().count();
                size.bytes += text.len();
            }
        }
        size
    }
}
