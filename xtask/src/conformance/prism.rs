//! Prism, which judges every request of a generated client and answers it by the document. The
//! requests are those that Schemathesis makes of the document, through the relay.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::schemathesis::{Reading, Schemathesis};
use super::subject::{Process, Subject};
use super::{Failure, misread};
use crate::tools;

const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.14.2";

/// What came of the requests of one document.
pub struct Judgement {
    /// How many were sent to Prism; those that it finds at fault, and the answers that the client does
    /// not understand.
    pub relayed: (u64, Vec<Failure>),
    /// How many round trips they made to the mirrors, and what changed on the way.
    pub mirrored: (u64, Vec<Failure>),
}

/// The tool, installed.
pub struct Prism {
    program: PathBuf,
}

impl Prism {
    pub fn installed() -> Option<Prism> {
        tools::node(PACKAGE, VERSION).map(|modules| Prism { program: modules.join(".bin/prism") })
    }

    /// Sends requests through the crate's relay to Prism.
    pub fn judge(
        &self,
        subject: &Subject,
        attacker: &Schemathesis,
        cases: usize,
    ) -> io::Result<Judgement> {
        let (prism, relay) = (subject.out.join("prism.log"), subject.out.join("relay.log"));
        let mut served = self.serve(&subject.normal, &prism)?;
        let upstream = served.as_ref().map(|(url, _)| url.clone());
        let front = subject.relay(upstream.as_deref(), &relay)?;
        let (sent, mut failures) = attacker.attack(subject, &front.url, Reading::Relayed, cases)?;
        if upstream.is_none() {
            let about = format!("see {}", prism.display());
            let said = read(&prism)?;
            failures.push(Failure { check: "Unread".to_owned(), about, said });
        }
        let mut violations = violations(&read(&prism)?);
        violations.extend(lines(&relay, "judged", "Violation"));
        misread::mark(&mut violations, &subject.document, &read(&prism)?, &read(&relay)?);
        failures.extend(violations);
        let mut lost = lines(&relay, "not understood", "NotUnderstood");
        if let Some((_, process)) = &mut served
            && process.0.try_wait()?.is_some()
        {
            lost.retain(|failure| !failure.about.ends_with("no answer"));
            let about = format!("see {}", prism.display());
            let said = read(&prism)?;
            failures.push(Failure { check: "Crashed".to_owned(), about, said });
        }
        failures.extend(lost);
        Ok(Judgement {
            relayed: (sent, failures),
            mirrored: (trips(&relay), lines(&relay, "changed", "Changed")),
        })
    }

    /// Starts Prism; `None` where it cannot read the document.
    fn serve(&self, document: &Path, log: &Path) -> io::Result<Option<(String, Process)>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let output = fs::File::create(log)?;
        let process = Command::new(&self.program)
            .args(["mock", "--errors", "--port", &port.to_string()])
            .arg(document)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let process = Process(process);
        for _ in 0..300 {
            if fs::read_to_string(log)?.contains("is listening on") {
                return Ok(Some((format!("http://127.0.0.1:{port}"), process)));
            }
            sleep(Duration::from_millis(100));
        }
        Ok(None)
    }
}

fn read(log: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(log)?).into_owned())
}

/// Of what Prism says that it does not judge it.
const UNJUDGED: &str = "We currently do not support this type of security scheme";

/// The different violations that a log of Prism tells of. A value that fits no alternative is one, with
/// what is wrong by each of them.
fn violations(log: &str) -> Vec<Failure> {
    let mut found = BTreeSet::new();
    for request in log.split("Request received") {
        let told = request.lines().filter(|line| !line.contains(UNJUDGED));
        let told = told.filter_map(|line| line.split_once("Violation: request"));
        let mut told: Vec<&str> = told.map(|(_, violation)| violation).collect();
        let place = |violation: &str| violation.split(' ').next().unwrap_or_default().to_owned();
        let misses = |violation: &&&str| {
            ["match a schema in anyOf", "match exactly one schema in oneOf"]
                .iter()
                .any(|words| violation.contains(words))
        };
        // From the outermost.
        let mut unfit: Vec<String> = told.iter().filter(misses).map(|v| place(v)).collect();
        unfit.sort_by_key(String::len);
        for outer in unfit {
            let within = |violation: &&str| {
                let rest = violation.strip_prefix(outer.as_str());
                rest.is_some_and(|rest| rest.starts_with([' ', '.']))
            };
            let (inner, others): (Vec<&str>, Vec<&str>) = told.into_iter().partition(within);
            if !inner.is_empty() {
                let inner: BTreeSet<&str> = inner.into_iter().collect();
                let inner: Vec<&str> = inner.into_iter().collect();
                found.insert(format!("request{}", inner.join("; request")));
            }
            told = others;
        }
        found.extend(told.iter().map(|violation| format!("request{violation}")));
    }
    let failure =
        |about: String| Failure { check: "Violation".to_owned(), about, said: String::new() };
    found.into_iter().map(failure).collect()
}

/// How many round trips a relay tells of.
fn trips(log: &Path) -> u64 {
    let text = read(log).unwrap_or_default();
    let told =
        text.lines().filter_map(|line| line.strip_prefix("round trips: ")?.parse::<u64>().ok());
    told.sum()
}

/// The different lines of a log that say this.
fn lines(log: &Path, mark: &str, check: &str) -> Vec<Failure> {
    let text = read(log).unwrap_or_default();
    let found: BTreeSet<&str> = text.lines().filter_map(|l| Some(&l[l.find(mark)?..])).collect();
    let failure = |about: &str| Failure {
        check: check.to_owned(),
        about: about.to_owned(),
        said: String::new(),
    };
    found.into_iter().map(failure).collect()
}

#[cfg(test)]
mod tests {
    use super::violations;

    #[test]
    fn what_is_wrong_by_each_alternative_is_one_violation() {
        let log = "Request received
            Violation: request.body.a.size Request body property a.size must be <= 9
            Violation: request.body.a Request body property a must have required property 'b'
            Violation: request.body.a Request body property a must match a schema in anyOf
            Violation: request.body.ab Request body property ab must be string
            Violation: request We currently do not support this type of security scheme: http/other
            Request received
            Violation: request.body.a.size Request body property a.size must be <= 9";
        let told: Vec<String> = violations(log).into_iter().map(|failure| failure.about).collect();
        assert_eq!(told.len(), 3, "{told:#?}");
        assert_eq!(told[0].matches("; request.body.a").count(), 2, "{told:#?}");
        assert!(told.iter().any(|told| told.ends_with("ab must be string")));
    }
}
