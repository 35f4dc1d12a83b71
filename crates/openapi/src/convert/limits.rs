//! Exclusive limits: a number of their own since 3.1, a flag beside the limit in 3.0.

use specwright_diagnostics::{Map, Node, Number};

pub(super) fn convert(map: &mut Map) {
    exclusive(map, "minimum", "exclusiveMinimum", |exclusive, other| exclusive >= other);
    exclusive(map, "maximum", "exclusiveMaximum", |exclusive, other| exclusive <= other);
}

/// Keeps the stricter one of two limits, as `limit` and a flag.
fn exclusive(map: &mut Map, limit: &str, flag: &str, stricter: fn(f64, f64) -> bool) {
    let Some(number) = map.get(flag).and_then(Node::as_number) else { return };
    let origin = map[flag].origin;
    let other = map.get(limit).and_then(Node::as_number).map(Number::as_f64);
    if other.is_none_or(|other| stricter(number.as_f64(), other)) {
        let value = map[flag].clone();
        map.insert(limit.into(), value);
        map.insert(flag.into(), Node::from(true).at(origin));
    } else {
        map.shift_remove(flag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(limits: &[(&str, i64)]) -> String {
        let entries = limits.iter().map(|(key, value)| ((*key).to_owned(), Node::from(*value)));
        let mut map: Map = entries.collect();
        convert(&mut map);
        Node::from(map).to_json().to_string()
    }

    #[test]
    fn the_stricter_limit_stays() {
        let strict = converted(&[("minimum", 1), ("exclusiveMinimum", 2)]);
        assert_eq!(strict, r#"{"minimum":2,"exclusiveMinimum":true}"#);
        let loose = converted(&[("minimum", 3), ("exclusiveMinimum", 2)]);
        assert_eq!(loose, r#"{"minimum":3}"#);
        let alone = converted(&[("exclusiveMaximum", 5)]);
        assert_eq!(alone, r#"{"exclusiveMaximum":true,"maximum":5}"#);
    }
}
