//! The order of versions.

use std::cmp::Ordering;

/// Compares versions as people read them: numbers as numbers, the rest as text.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let (mut ones, mut others) = (parts(one), parts(other));
    loop {
        let ordering = match (ones.next(), others.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (a.parse::<u64>(), b.parse::<u64>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                (Ok(_), Err(_)) => Ordering::Greater,
                (Err(_), Ok(_)) => Ordering::Less,
                _ => a.cmp(b),
            },
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

fn parts(version: &str) -> impl Iterator<Item = &str> {
    let version = version.trim().trim_start_matches(['v', 'V']);
    version.split(['.', '-', '+', '_', ' ']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_numbers() {
        assert_eq!(compare("1.10.0", "1.9.3"), Ordering::Greater);
        assert_eq!(compare("v2", "2"), Ordering::Equal);
        assert_eq!(compare("", "1"), Ordering::Less);
        assert_eq!(compare("2024-11-02", "2024-10-30"), Ordering::Greater);
        assert_eq!(compare("1.0", "1.beta"), Ordering::Greater);
    }
}
