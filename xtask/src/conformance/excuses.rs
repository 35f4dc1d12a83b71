//! Failures that are not ours, each with its reason. The file may only shrink.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use crate::root;

/// How many failures may be excused.
const MOST: usize = 10;

/// Documents and checks.
pub struct Excuses {
    all: BTreeSet<(String, String)>,
    taken: BTreeSet<(String, String)>,
}

impl Excuses {
    /// Reads `excused.tsv`: a document, or `*` for any, a check and the reason on each line.
    pub fn read() -> io::Result<Excuses> {
        let text = fs::read_to_string(root().join("xtask/src/conformance/excused.tsv"))?;
        let mut all = BTreeSet::new();
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [document, check, reason] = columns[..] else {
                return Err(io::Error::other(format!("excused.tsv: not three columns: {line}")));
            };
            if reason.trim().is_empty() {
                return Err(io::Error::other(format!("excused.tsv: no reason: {line}")));
            }
            all.insert((document.to_owned(), check.to_owned()));
        }
        if all.len() > MOST {
            let message = format!("excused.tsv: {} excuses, at most {MOST}", all.len());
            return Err(io::Error::other(message));
        }
        Ok(Excuses { all, taken: BTreeSet::new() })
    }

    /// Whether a failure is excused.
    pub fn take(&mut self, document: &str, check: &str) -> bool {
        let keys = [document, "*"].map(|document| (document.to_owned(), check.to_owned()));
        let excuse = keys.into_iter().find(|key| self.all.contains(key));
        excuse.map(|key| self.taken.insert(key)).is_some()
    }

    /// The excuses for documents that ran and did not fail so.
    pub fn unused(&self, ran: impl Fn(&str) -> bool) -> Vec<String> {
        let unused = self.all.difference(&self.taken).filter(|(document, _)| ran(document));
        unused.map(|(document, check)| format!("{document}: {check}")).collect()
    }
}
