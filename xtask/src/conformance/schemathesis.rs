//! Schemathesis: how it is called, and what it reports.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::Failure;
use super::subject::Subject;
use crate::tools;

const PACKAGE: &str = "schemathesis==4.32.5";

/// A run that takes longer hangs.
const SECONDS: &str = "1800";

/// As what a document is given to the tool.
#[derive(Clone, Copy)]
pub enum Reading {
    /// The document itself; of a page, its normal form.
    Original,
    /// Its normal form, with what the server answers by itself.
    Served,
    /// Its normal form, for requests that are sound, through the client.
    Relayed,
}

impl Reading {
    pub fn word(self) -> &'static str {
        match self {
            Reading::Original => "original",
            Reading::Served => "as-served",
            Reading::Relayed => "relayed",
        }
    }
}

/// The tool, installed.
pub struct Schemathesis {
    python: PathBuf,
}

impl Schemathesis {
    pub fn installed() -> Option<Schemathesis> {
        tools::python("schemathesis", &[PACKAGE]).map(|python| Schemathesis { python })
    }

    /// Attacks a server; gives the number of cases and the failures.
    pub fn attack(
        &self,
        subject: &Subject,
        url: &str,
        reading: Reading,
        cases: usize,
    ) -> io::Result<(u64, Vec<Failure>)> {
        let checks: &[&str] = match reading {
            Reading::Original => {
                &["--checks", "all", "--exclude-checks", "status_code_conformance"]
            }
            Reading::Served => &["--checks", "all"],
            Reading::Relayed => &["--checks", "not_a_server_error", "--mode", "positive"],
        };
        let document = match reading {
            Reading::Original => &subject.original,
            Reading::Served => &subject.served,
            Reading::Relayed => &subject.normal,
        };
        let out = std::path::absolute(&subject.out)?;
        let report = out.join(format!("{}.json", reading.word()));
        let log = fs::File::create(report.with_extension("log"))?;
        let _ = fs::remove_file(&report);
        let mut command = Command::new("timeout");
        command
            .arg(SECONDS)
            .arg(self.python.with_file_name("st"))
            .arg("run")
            .arg(std::path::absolute(document)?)
            // It keeps what it found where it runs.
            .current_dir(&out)
            .args(["--url", url, "--phases", "examples,coverage,fuzzing"])
            .args(checks)
            .args(["--continue-on-failure", "--seed", "1", "--no-color"])
            .args(["--max-examples", &cases.to_string(), "--report", "json"])
            .arg("--report-json-path")
            .arg(&report)
            // Values that are hard to find are no fault of the server.
            .args(["--suppress-health-check", "all"])
            .stdout(log.try_clone()?)
            .stderr(log)
            .stdin(Stdio::null());
        command.status()?;
        read(&report)
    }
}

/// What the report says. A run that has none or no cases failed as a whole.
fn read(report: &Path) -> io::Result<(u64, Vec<Failure>)> {
    let whole = |check: &str| Failure {
        check: check.to_owned(),
        about: format!("see {}", report.with_extension("log").display()),
    };
    let Ok(text) = fs::read_to_string(report) else {
        return Ok((0, vec![whole("NoReport")]));
    };
    let value: Value = serde_json::from_str(&text)?;
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let failures = list("failures").into_iter().map(|failure| Failure {
        check: text(&failure["type"]),
        about: text(&failure["operations"]),
    });
    let errors = list("errors")
        .into_iter()
        .map(|error| Failure { check: "Error".to_owned(), about: error.to_string() });
    let mut all: Vec<Failure> = failures.chain(errors).collect();
    let cases = value["test_cases"]["generated"].as_u64().unwrap_or_default();
    if value["complete"] != true || (cases == 0 && all.is_empty()) {
        all.push(whole("Incomplete"));
    }
    Ok((cases, all))
}
