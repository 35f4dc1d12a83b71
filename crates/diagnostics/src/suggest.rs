//! "Did you mean ...".

/// The candidate that a word is probably a misspelling of; the first where several are as close,
/// `None` where none is close. Case does not count.
///
/// ```
/// use specwright_diagnostics::closest;
///
/// assert_eq!(closest("strnig", ["string", "number"]), Some("string"));
/// assert_eq!(closest("uuid", ["string", "number"]), None);
/// ```
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (similarity(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= 0.7)
        // The first of equals, so that the order of candidates decides.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, candidate)| candidate)
}

fn similarity(a: &str, b: &str) -> f64 {
    // Words of very different length are never close, and long ones would take long to compare.
    if a.len().abs_diff(b.len()) > 3 + a.len() / 4 || a.len() > 200 {
        return 0.0;
    }
    let similarity = strsim::normalized_damerau_levenshtein(a, b);
    // One slip in a short word weighs much, and is one slip all the same.
    let is_one_slip = a.len().min(b.len()) > 1 && strsim::damerau_levenshtein(a, b) == 1;
    if is_one_slip { similarity.max(0.7) } else { similarity }
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_is_recognised() {
        let types = ["string", "number", "integer", "boolean"];
        assert_eq!(closest("strnig", types), Some("string"));
        assert_eq!(closest("Integer", types), Some("integer"));
        assert_eq!(closest("uuid", types), None);
        assert_eq!(closest("Pt", ["Owner", "Pet"]), Some("Pet"));
    }
}
