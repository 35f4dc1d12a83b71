//! What speaks for the server where Schemathesis reports a failure: words that are added to it, for
//! `excused.tsv` to refer to. Each is found out by itself: from the reasons that the server gave, from
//! what the tool sent, and from the document.

use serde_json::Value;

use super::Failure;
use super::schemathesis::REFUSED;
use super::subject::Subject;
use super::unbroken::Operation;

const REJECTED: &str = "RejectedPositiveData";
const ACCEPTED: &str = "AcceptedNegativeData";

/// A sound request that is none by the document as served.
const RULED_OUT: &str = "ruled out as served";

/// A sound request of which the tool sent something else.
const LOST: &str = "lost in the writing";

/// A request that is sound as it was sent, whatever the tool broke in it.
const UNBROKEN: &str = "unbroken in the writing";

/// Adds to each failure what speaks for the server. An answer of a status that the document does not name
/// has no type that it names either: by the original, the server may give it.
pub fn weigh(failures: &mut Vec<Failure>, subject: &Subject) {
    failures.retain(|failure| {
        let operation = Operation::find(&subject.document, &failure.about);
        let named = |status: &str| {
            operation.is_none_or(|o| ["default", status].iter().any(|s| !o.responses[*s].is_null()))
        };
        failure.check != "UndefinedContentType" || status(&failure.said).is_none_or(named)
    });
    for failure in failures {
        let reasons = reasons(&failure.said);
        if failure.check == REJECTED
            && !reasons.is_empty()
            && reasons.iter().all(|reason| reason["lost"].is_string())
        {
            failure.said.push_str(LOST);
        }
        let operation = Operation::find(&subject.document, &failure.about);
        if failure.check == ACCEPTED
            && operation.is_some_and(|o| o.takes(&failure.said, subject.conflicts))
        {
            failure.said.push_str(UNBROKEN);
        }
    }
}

/// Marks the refusals of sound requests that are not sound by the document as served: there the server
/// refuses none of the operation, and nothing that it says of the request speaks against it.
pub fn rule_out(original: &mut [Failure], served: &[Failure]) {
    for failure in original.iter_mut().filter(|failure| failure.check == REJECTED) {
        let also = |other: &Failure| {
            other.check == REJECTED && other.about == failure.about && !other.said.contains(LOST)
        };
        if !served.iter().any(also) && may_be_implied(&failure.said) {
            failure.said.push_str(RULED_OUT);
        }
    }
}

/// The status of the answer, as the tool tells it.
fn status(said: &str) -> Option<&str> {
    said.lines().find_map(|line| line.trim().strip_prefix('[')?.split_once("] ")).map(|(s, _)| s)
}

/// The reasons of a refusal, each with its `detail`, its `pointer`, the `kind` of value there, and how
/// that was `lost`.
fn reasons(said: &str) -> Vec<Value> {
    let told = said.lines().find_map(|line| line.strip_prefix(REFUSED));
    told.and_then(|told| serde_json::from_str(told).ok()).unwrap_or_default()
}

/// Whether a refusal can be for bounds and types that a document leaves out. Of alternatives it is not
/// said what is wrong with each: a value of another kind than theirs, or a wide number, speaks for it.
fn may_be_implied(said: &str) -> bool {
    let wide = has_wide_number(said);
    let implied = |reason: &Value| {
        let word = |key: &str| reason[key].as_str().unwrap_or_default();
        let detail = word("detail");
        // A parameter's text has the type that it is read as.
        let in_body = word("pointer").starts_with("/body");
        let plain = !matches!(word("kind"), "object" | "array" | "");
        detail.starts_with("must be from ")
            || in_body && matches!(detail, "must be an object" | "must be an array")
            || detail == "must be one of the alternatives" && (wide || in_body && plain)
    };
    let reasons = reasons(said);
    if reasons.is_empty() { wide } else { reasons.iter().all(implied) }
}

/// Whether a request has an integer that 64 bits do not hold, or a number beyond single precision.
fn has_wide_number(said: &str) -> bool {
    let request = said.lines().filter(|line| line.trim_start().starts_with("curl "));
    let mut words = request.flat_map(|line| {
        line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')))
    });
    words.any(|word| {
        let digits = word.strip_prefix('-').unwrap_or(word);
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            digits.len() >= 19 && word.parse::<i64>().is_err()
        } else {
            let number = digits.starts_with(|c: char| c.is_ascii_digit()).then(|| word.parse());
            number.is_some_and(|n| n.is_ok_and(|n: f64| n.abs() > f64::from(f32::MAX)))
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(reasons: &Value) -> String {
        format!("{REFUSED}{reasons}\n")
    }

    #[test]
    fn a_refusal_is_ruled_out_where_its_reason_is_implied_and_none_is_refused_as_served() {
        let failure = |about: &str, said: &str| Failure {
            check: REJECTED.to_owned(),
            about: about.to_owned(),
            said: said.to_owned(),
        };
        let because = |detail: &str, pointer: &str, kind: &str| {
            refused(&json!([{"detail": detail, "pointer": pointer, "kind": kind}]))
        };
        let bound = because("must be from 0 to 255", "/body/a", "number");
        let mut original = [failure("GET /a", &bound), failure("GET /b", &bound)];
        rule_out(&mut original, &[failure("GET /b", &bound)]);
        assert_eq!(original.map(|failure| failure.said.contains(RULED_OUT)), [true, false]);
        assert!(!may_be_implied("`{\"message\":\"in the document's shape\"}`"));
        let implied = |d, p, k| may_be_implied(&because(d, p, k));
        assert!(!implied("must be a multiple of 2", "/body/a", "number"));
        assert!(implied("must be an array", "/body/a", "null"));
        assert!(!implied("must be an array", "/query/a", "null"));
        assert!(implied("must be one of the alternatives", "/body/a", "null"));
        assert!(!implied("must be one of the alternatives", "/body/a", "object"));
    }

    #[test]
    fn the_status_of_an_answer_is_read() {
        assert_eq!(status("Expected: [a]\n\n[401] Unauthorized:\n"), Some("401"));
        assert_eq!(status("no answer"), None);
    }

    #[test]
    fn a_number_is_wide_where_64_bits_or_single_precision_do_not_hold_it() {
        assert!(has_wide_number("    curl -d '{\"a\": 9223372036854775808}' http://x"));
        assert!(has_wide_number("    curl http://x/-9223372036854775809?a=b"));
        assert!(!has_wide_number("    curl http://x/9223372036854775807"));
        assert!(has_wide_number("    curl -d '{\"a\": -3.5e+39}' http://x"));
        assert!(!has_wide_number("    curl -d '{\"a\": 3.4e+38, \"b\": \"1e39x\"}' http://x"));
        assert!(!has_wide_number("    curl http://x/99999999999999999999.5"));
        assert!(!has_wide_number("must be from -9223372036854775809"));
    }
}
