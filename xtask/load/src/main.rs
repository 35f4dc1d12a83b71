//! What generated servers and clients cost under load, beside ones written by hand: in the same
//! process, on the same machine, in turn, so that what slows one down slows the other.
//!
//! ```text
//! GET with parameters        by hand     unchecked  checked
//! requests a second            41210   40777  99 %    39650  96 %
//! p99 in microseconds           1180    1190 101 %     1236 105 %
//! ns of the server's thread     9461    9911 105 %    10421 110 %
//! ```

mod by_hand;
mod client;
mod drive;
mod generated;
mod routing;

use clap::Parser;
use drive::{Ask, Served, drive, serve, thread};
use tokio::runtime::Runtime;

const ASKS: &[Ask] = &[
    Ask {
        name: "GET with parameters",
        method: "GET",
        target: "/users/7/orders?limit=2&state=paid",
        body: "",
    },
    Ask {
        name: "POST of JSON with rules",
        method: "POST",
        target: "/orders",
        body: r#"{"customer": "Ada Lovelace", "email": "ada@example.org", "note": "before noon",
            "items": [{"sku": "AB-1234", "count": 2, "price": 9.5},
                {"sku": "CD-5678", "count": 1, "price": 120.0},
                {"sku": "EF-9012", "count": 12, "price": 0.25}]}"#,
    },
];

#[derive(Parser)]
struct Arguments {
    /// How often everything is measured; the median counts
    #[arg(long, default_value_t = 11)]
    rounds: usize,
    /// How many requests a measurement is made of
    #[arg(long, default_value_t = 20_000)]
    requests: usize,
    /// How many requests memory is watched over
    #[arg(long, default_value_t = 1_000_000)]
    watched: usize,
    /// Only this part: server, inside, client, routes or memory
    #[arg(long)]
    only: Option<String>,
}

fn main() {
    let arguments = Arguments::parse();
    let runtime = thread("load");
    let servers = [
        serve("by-hand", by_hand::router()),
        serve("unchecked", generated::router(false)),
        serve("checked", generated::router(true)),
    ];
    let wanted = |part: &str| arguments.only.as_deref().is_none_or(|only| only == part);
    for ask in ASKS.iter().filter(|_| wanted("server")) {
        load(&arguments, &runtime, &servers, *ask);
    }
    if wanted("inside") {
        inside(&arguments, &runtime);
    }
    if wanted("client") {
        calls(&arguments, &runtime, &servers[0]);
    }
    if wanted("routes") {
        routes(&arguments, &runtime);
    }
    if wanted("memory") {
        memory(&arguments, &runtime, &servers[2]);
    }
}

/// Services and client themselves, without sockets: what is ours of the time, in nanoseconds.
fn inside(arguments: &Arguments, runtime: &Runtime) {
    println!(
        "{:<26} {:>10} {:>16} {:>16}",
        "ns without sockets", "by hand", "unchecked", "checked"
    );
    let services = [by_hand::router(), generated::router(false), generated::router(true)];
    for ask in ASKS {
        let mut times: [Vec<f64>; 3] = Default::default();
        for _ in 0..arguments.rounds {
            for (at, service) in services.iter().enumerate() {
                times[at].push(drive::call(runtime, service, *ask, arguments.requests));
            }
        }
        row(ask.name, &times);
    }
    let alone = || client::Calls::in_process(runtime, arguments.requests);
    row("a client's call", &[(0..arguments.rounds).map(|_| alone()).collect()]);
}

fn load(arguments: &Arguments, runtime: &Runtime, servers: &[Served; 3], ask: Ask) {
    let mut rates: [Vec<f64>; 3] = Default::default();
    let mut tails: [Vec<f64>; 3] = Default::default();
    let mut work: [Vec<f64>; 3] = Default::default();
    for server in servers {
        drive(runtime, server.address, ask, arguments.requests / 4);
    }
    for _ in 0..arguments.rounds {
        for (at, server) in servers.iter().enumerate() {
            let before = drive::worked(server.name);
            let mut load = drive(runtime, server.address, ask, arguments.requests);
            if let (Some(before), Some(after)) = (before, drive::worked(server.name)) {
                work[at].push((after - before) / arguments.requests as f64);
            }
            rates[at].push(load.per_second());
            tails[at].push(load.p99());
        }
    }
    println!("{:<26} {:>10} {:>16} {:>16}", ask.name, "by hand", "unchecked", "checked");
    row("requests a second", &rates);
    row("p99 in microseconds", &tails);
    row("ns of the server's thread", &work);
}

fn calls(arguments: &Arguments, runtime: &Runtime, server: &Served) {
    let calls = client::Calls::new(server.address);
    let mut rates: [Vec<f64>; 2] = Default::default();
    let mut work: [Vec<f64>; 2] = Default::default();
    let count = arguments.requests / 2;
    for _ in 0..arguments.rounds {
        for at in 0..2 {
            let before = drive::worked_in_all();
            rates[at].push(match at {
                0 => calls.by_hand(runtime, count),
                _ => calls.generated(runtime, count),
            });
            if let (Some(before), Some(after)) = (before, drive::worked_in_all()) {
                work[at].push((after - before) / count as f64);
            }
        }
    }
    println!("{:<26} {:>10} {:>16}", "client", "by hand", "generated");
    row("calls a second", &rates);
    row("ns of the processor", &work);
}

fn routes(arguments: &Arguments, runtime: &Runtime) {
    let routers = routing::Routers::new();
    let mut rates: [Vec<f64>; 2] = Default::default();
    for _ in 0..arguments.rounds {
        rates[0].push(routers.axum(runtime));
        rates[1].push(routers.generated(runtime));
    }
    println!("{:<26} {:>10} {:>16}", "1000 routes", "axum", "generated");
    row("requests a second", &rates);
}

/// Prints medians, and those of the ratios to the first, round by round.
fn row(name: &str, columns: &[Vec<f64>]) {
    print!("{name:<26} {:>10.0}", median(columns[0].clone()));
    for column in &columns[1..] {
        let ratios = column.iter().zip(&columns[0]).map(|(own, first)| own / first).collect();
        print!(" {:>9.0} {:>4.0} %", median(column.clone()), 100.0 * median(ratios));
    }
    println!();
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Prints the memory of this process, servers and load together, before and after.
fn memory(arguments: &Arguments, runtime: &Runtime, server: &Served) {
    let chunk = 50_000.min(arguments.watched);
    drive(runtime, server.address, ASKS[1], chunk);
    let before = resident();
    for _ in 0..arguments.watched / chunk.max(1) {
        drive(runtime, server.address, ASKS[1], chunk);
    }
    match (before, resident()) {
        (Some(before), Some(after)) => println!(
            "memory over {} requests: {before} kB before, {after} kB after",
            arguments.watched
        ),
        _ => println!("memory: this system does not tell"),
    }
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
