//! Failures that are not ours, each with its reason. The file may only shrink.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use super::Failure;
use crate::root;

/// The document of an excuse that holds for all of them.
pub const ANY: &str = "*";

/// How many failures may be excused.
const MOST: usize = 10;

/// An excuse: for one document, or `*` for any, one check, and what it is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Excuse {
    document: String,
    check: String,
    /// An operation, or words of what the tool says.
    about: String,
}

/// The excuses, and which of them were needed.
pub struct Excuses {
    all: BTreeSet<Excuse>,
    taken: BTreeSet<Excuse>,
}

impl Excuses {
    /// Reads `excused.tsv`: a document or `*`, a check, what it is about and the reason on each line.
    pub fn read() -> io::Result<Excuses> {
        let text = fs::read_to_string(root().join("xtask/src/conformance/excused.tsv"))?;
        let mut all = BTreeSet::new();
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.iter().any(|column| column.trim().is_empty()) {
                return Err(io::Error::other(format!("excused.tsv: says too little: {line}")));
            }
            let [document, check, about, _reason] = columns[..] else {
                return Err(io::Error::other(format!("excused.tsv: not four columns: {line}")));
            };
            let [document, check, about] = [document, check, about].map(str::to_owned);
            all.insert(Excuse { document, check, about });
        }
        if all.len() > MOST {
            let message = format!("excused.tsv: {} excuses, at most {MOST}", all.len());
            return Err(io::Error::other(message));
        }
        Ok(Excuses { all, taken: BTreeSet::new() })
    }

    /// Whether a failure is excused.
    pub fn take(&mut self, document: &str, failure: &Failure) -> bool {
        let excuses = |excuse: &&Excuse| {
            (excuse.document == document || excuse.document == ANY)
                && excuse.check == failure.check
                && (failure.about.contains(&excuse.about) || failure.said.contains(&excuse.about))
        };
        let excuse = self.all.iter().find(excuses);
        excuse.map(|excuse| self.taken.insert(excuse.clone())).is_some()
    }

    /// The excuses for documents that ran and did not fail so; [`ANY`] has run when all have.
    pub fn unused(&self, ran: impl Fn(&str) -> bool) -> Vec<String> {
        let unused = self.all.difference(&self.taken).filter(|excuse| ran(&excuse.document));
        unused.map(|e| format!("{}: {}: {}", e.document, e.check, e.about)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excuse_for_any_document_is_taken_for_each_and_kept_until_all_have_run() {
        let excuse = |document: &str| Excuse {
            document: document.to_owned(),
            check: "Check".to_owned(),
            about: "words".to_owned(),
        };
        let all = BTreeSet::from([excuse(ANY), excuse("pets")]);
        let mut excuses = Excuses { all, taken: BTreeSet::new() };
        let failure = Failure {
            check: "Check".to_owned(),
            about: "GET /".to_owned(),
            said: "some words".to_owned(),
        };
        assert_eq!(excuses.unused(|document| document != ANY), ["pets: Check: words"]);
        assert_eq!(excuses.unused(|_| true).len(), 2);
        assert!(excuses.take("owners", &failure));
        assert_eq!(excuses.unused(|_| true), ["pets: Check: words"]);
    }
}
