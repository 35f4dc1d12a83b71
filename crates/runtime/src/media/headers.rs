//! The typed headers of responses.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Unfit;
use crate::Json;
use crate::parameter::{Parameter, encode_text};
use crate::wire::{Wire, from_json, strict, to_json};

/// Writes a header, if there is a value.
///
/// # Errors
/// The value cannot stand in a header.
pub fn write<T: Wire>(
    headers: &mut HeaderMap,
    parameter: &Parameter,
    value: Option<T>,
) -> Result<(), Unfit> {
    let unfit = || Unfit(format!("the header {} cannot be written", parameter.name));
    let Some(value) = value else { return Ok(()) };
    let value = to_json(&value).map_err(|_| unfit())?;
    if value.is_null() {
        return Ok(());
    }
    let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(|_| unfit())?;
    let text = encode_text(parameter, &value);
    headers.insert(name, HeaderValue::from_str(&text).map_err(|_| unfit())?);
    Ok(())
}

/// Reads a header that must be there.
///
/// # Errors
/// It is missing or of another type.
pub fn required<T: Wire>(headers: &HeaderMap, parameter: &Parameter) -> Result<T, Unfit> {
    optional(headers, parameter)?
        .ok_or_else(|| Unfit(format!("the header {} is missing", parameter.name)))
}

/// Reads a header that may be missing.
///
/// # Errors
/// It is of another type.
pub fn optional<T: Wire>(headers: &HeaderMap, parameter: &Parameter) -> Result<Option<T>, Unfit> {
    let unfit = |why: &str| Unfit(format!("the header {} {why}", parameter.name));
    let values = headers.get_all(parameter.name).iter();
    let values: Result<Vec<&str>, _> =
        values.map(|value| std::str::from_utf8(value.as_bytes())).collect();
    let values = values.map_err(|_| unfit("is not UTF-8"))?;
    if values.is_empty() {
        return Ok(None);
    }
    let text = values.join(",");
    let _step = strict::step(parameter.name);
    // A header has no types: what reads as text is text, then a number or the like, then a list or
    // an object, of texts or of whatever they look like.
    let parts = |of: fn(&str) -> Json| [list(&text, of), object(&text, parameter.explode, of)];
    [Json::String(text.clone()), guess(&text)]
        .into_iter()
        .chain(parts(|text| Json::String(text.to_owned())))
        .chain(parts(guess))
        .find_map(|value| {
            let mark = strict::mark();
            from_json(&value).inspect_err(|_| strict::forget(mark)).ok()
        })
        .map(Some)
        .ok_or_else(|| unfit("is of another type"))
}

/// `a,b`
fn list(text: &str, of: fn(&str) -> Json) -> Json {
    Json::Array(text.split(',').map(|item| of(item.trim())).collect())
}

/// `key=value,key=value`, or `key,value,key,value`.
fn object(text: &str, explode: bool, of: fn(&str) -> Json) -> Json {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let pairs: Vec<(&str, &str)> = match explode {
        true => parts.iter().filter_map(|part| part.split_once('=')).collect(),
        false => parts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
    };
    Json::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), of(value))).collect())
}

fn guess(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
}
