//! Status codes, as the tables and what stands between them have them.

/// A status as OpenAPI writes it.
pub(super) fn parse(word: &str) -> Option<String> {
    let word = word.trim_matches(['*', ':', '`']);
    let digits = word.len() == 3 && matches!(word.as_bytes()[0], b'1'..=b'5');
    if digits && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word.to_owned());
    }
    let upper = word.to_ascii_uppercase();
    match upper.as_str() {
        "DEFAULT" => Some("default".to_owned()),
        _ if digits && upper.ends_with("XX") => Some(upper),
        _ => None,
    }
}

/// The status in `HTTP Status Code **200**`, which stands above a table.
pub(super) fn of_table(line: &str) -> Option<String> {
    ["HTTP Status Code ", "Status Code ", "状态码 "].iter().find_map(|mark| {
        let (start, rest) = line.split_at_checked(mark.len())?;
        start.eq_ignore_ascii_case(mark).then(|| parse(rest.trim()))?
    })
}
