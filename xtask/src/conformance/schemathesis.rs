//! Schemathesis: how it is called, and what it reports.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use specwright::ir::{Scheme, SchemeKind};

use super::Failure;
use super::subject::{KEY, Subject};
use crate::tools;

const PACKAGE: &str = "schemathesis==4.32.5";

/// What notes the reasons of refusals.
const HOOKS: &str = include_str!("hooks.py");

/// What stands before the reasons in the words of a failure: a JSON list.
pub const REFUSED: &str = "refused for: ";

/// A run that takes longer hangs.
const SECONDS: &str = "1800";

/// The statuses that a sound request may meet: those of the tool, and that of a mock which would have to
/// speak another protocol.
const EXPECTED: &str = "[checks.positive_data_acceptance]
expected-statuses = [\"2xx\", \"3xx\", 401, 403, 404, 409, 426, 429, \"5xx\"]
";

/// As what a document is given to the tool.
#[derive(Clone, Copy)]
pub enum Reading {
    /// The document itself; of a page, its normal form.
    Original,
    /// Its normal form, with what the server answers by itself.
    Served,
    /// Its normal form, for requests that are sound, through the client.
    Relayed,
    /// The same requests, from the client to a server of its own crate.
    Mirrored,
}

impl Reading {
    pub fn word(self) -> &'static str {
        match self {
            Reading::Original => "original",
            Reading::Served => "as-served",
            Reading::Relayed => "relayed",
            Reading::Mirrored => "mirrored",
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
            Reading::Relayed | Reading::Mirrored => {
                &["--checks", "not_a_server_error", "--mode", "positive"]
            }
        };
        let document = match reading {
            Reading::Original => &subject.original,
            Reading::Served => &subject.served,
            Reading::Relayed | Reading::Mirrored => &subject.normal,
        };
        let out = std::path::absolute(&subject.out)?;
        let report = out.join(format!("{}.json", reading.word()));
        let log = fs::File::create(report.with_extension("log"))?;
        let refusals = report.with_extension("refusals");
        for old in [&report, &refusals] {
            let _ = fs::remove_file(old);
        }
        let hooks = out.join("hooks.py");
        fs::write(&hooks, HOOKS)?;
        let settings = format!("{EXPECTED}{}", settings(&subject.schemes));
        fs::write(out.join("schemathesis.toml"), settings)?;
        let mut command = Command::new("timeout");
        command
            .env("SCHEMATHESIS_HOOKS", &hooks)
            .env("SPECWRIGHT_REFUSALS", &refusals)
            .arg(SECONDS)
            .arg(self.python.with_file_name("st"))
            .arg("run")
            .arg(std::path::absolute(document)?)
            // It keeps what it found where it runs.
            .current_dir(&out)
            .args(["--url", url, "--phases", "examples,coverage,fuzzing"])
            .args(authorization(&subject.schemes))
            .args(checks)
            .args(["--continue-on-failure", "--seed", "1", "--no-color"])
            // There is no secret; what was sent is to be seen.
            .args(["--output-sanitize", "false"])
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

/// The tool's settings: what the mock takes, for every scheme that they know.
fn settings(schemes: &[Scheme]) -> String {
    let table = |scheme: &Scheme| {
        let shown = match scheme.kind {
            SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
                format!("api_key = \"{KEY}\"")
            }
            SchemeKind::Basic => format!("username = \"user\"\npassword = \"{KEY}\""),
            SchemeKind::Bearer => format!("bearer = \"{KEY}\""),
            SchemeKind::Other(_) | SchemeKind::Connection => return String::new(),
        };
        format!("[auth.openapi.{}]\n{shown}\n", Value::from(scheme.name.as_str()))
    };
    schemes.iter().map(table).collect()
}

/// What the mock takes for a scheme that the settings do not know, unless another has the header.
fn authorization(schemes: &[Scheme]) -> Vec<String> {
    let mut all = schemes.iter().map(|scheme| &scheme.kind);
    if all.any(|kind| matches!(kind, SchemeKind::Basic | SchemeKind::Bearer)) {
        return Vec::new();
    }
    let other = schemes.iter().find_map(|scheme| match &scheme.kind {
        SchemeKind::Other(word) => Some(word),
        _ => None,
    });
    let header = |word| ["-H".to_owned(), format!("Authorization: {word} {KEY}")];
    other.into_iter().flat_map(header).collect()
}

/// What the report says: a failure for each operation and check, with what the log says of it. A run
/// that has no report or no cases failed as a whole.
fn read(report: &Path) -> io::Result<(u64, Vec<Failure>)> {
    let log = report.with_extension("log");
    let whole = |check: &str| Failure {
        check: check.to_owned(),
        about: format!("see {}", log.display()),
        said: String::new(),
    };
    let Ok(text) = fs::read_to_string(report) else {
        return Ok((0, vec![whole("NoReport")]));
    };
    let value: Value = serde_json::from_str(&text)?;
    let log = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let refusals = fs::read_to_string(report.with_extension("refusals")).unwrap_or_default();
    let refusals: HashMap<&str, &str> =
        refusals.lines().filter_map(|line| line.split_once('\t')).collect();
    let list = |key: &str| value[key].as_array().map_or(&[][..], Vec::as_slice);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for failure in list("failures") {
        for operation in failure["operations"].as_array().into_iter().flatten() {
            let (check, about) = (word(&failure["type"]), word(operation));
            let said = said(&log, &about, failure["code"].as_str().unwrap_or_default(), &refusals);
            all.extend(said.into_iter().map(|said| Failure {
                check: check.clone(),
                about: about.clone(),
                said,
            }));
        }
    }
    if !list("errors").is_empty() {
        all.extend(errors(&log));
    }
    let cases = value["test_cases"]["generated"].as_u64().unwrap_or_default();
    if value["complete"] != true || (cases == 0 && all.is_empty()) {
        all.push(whole("Incomplete"));
    }
    Ok((cases, all))
}

/// The operations that the tool could make no requests for, with what the log says of it.
fn errors(log: &str) -> Vec<Failure> {
    let section = log.lines().skip_while(|line| !line.contains("== ERRORS =="));
    let section = section.skip(1).take_while(|line| !line.starts_with("=="));
    let mut errors: Vec<Failure> = Vec::new();
    for line in section {
        if is_headline(line) {
            let about = line.trim_matches('_').trim().to_owned();
            errors.push(Failure { check: "Error".to_owned(), about, said: String::new() });
        } else if let Some(error) = errors.last_mut() {
            error.said.push_str(line);
            error.said.push('\n');
        }
    }
    if errors.is_empty() {
        let about = "an error that the log does not tell".to_owned();
        errors.push(Failure { check: "Error".to_owned(), about, said: String::new() });
    }
    errors
}

fn is_headline(line: &str) -> bool {
    line.starts_with("__") && line.ends_with("__")
}

/// What a log says of an operation under a check's code, for each case, with the reasons of its
/// refusal; nothing once if it does not.
fn said(log: &str, operation: &str, code: &str, refusals: &HashMap<&str, &str>) -> Vec<String> {
    let mut cases: Vec<String> = Vec::new();
    let mut within = false;
    for line in log.lines() {
        if is_headline(line) || line.starts_with("===") {
            within = line.trim_matches('_').trim() == operation;
            cases.push(String::new());
        } else if let Some((_, id)) = line.split_once("Test Case ID: ") {
            let why = refusals.get(id.trim()).filter(|_| within);
            cases.push(why.map(|why| format!("{REFUSED}{why}\n")).unwrap_or_default());
        } else if let Some(case) = cases.last_mut().filter(|_| within) {
            case.push_str(line);
            case.push('\n');
        }
    }
    cases.retain(|case| case.contains(&format!("- {code} ")));
    if cases.is_empty() { vec![String::new()] } else { cases }
}

#[cfg(test)]
mod tests {
    use super::{errors, said};

    #[test]
    fn each_error_is_told_with_its_words() {
        let log = "=== ERRORS ===\n__ GET /a __\nSchema Error\n\nno value\n__ GET /b __\nno path\n=== X ===\n- no";
        let told = errors(log);
        assert_eq!(told.len(), 2);
        assert_eq!((&*told[0].about, &*told[1].about), ("GET /a", "GET /b"));
        assert!(told[0].said.contains("no value") && !told[1].said.contains("- no"));
    }
    #[test]
    fn a_case_is_told_with_the_reasons_of_its_refusal() {
        let log =
            "__ GET /a __\n1. Test Case ID: x1\n- ST1 Refused\n2. Test Case ID: x2\n- ST2 Taken\n";
        let told = said(log, "GET /a", "ST1", &[("x1", "[]"), ("x2", "[1]")].into());
        assert_eq!(told, ["refused for: []\n- ST1 Refused\n"]);
        assert_eq!(said(log, "GET /b", "ST1", &Default::default()), [""]);
    }
}
