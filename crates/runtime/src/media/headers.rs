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
    value: Option<&T>,
) -> Result<(), Unfit> {
    let unfit = || Unfit(format!("the header {} cannot be written", parameter.name));
    let Some(value) = value else { return Ok(()) };
    let value = to_json(value).map_err(|_| unfit())?;
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
    let values: Vec<&str> =
        headers.get_all(parameter.name).iter().filter_map(|value| value.to_str().ok()).collect();
    if values.is_empty() {
        return Ok(None);
    }
    let text = values.join(",");
    let _step = strict::step(parameter.name);
    // A header has no types: what reads as text is text, then a number or the like, then a list.
    let list = || text.split(',').map(|item| guess(item.trim())).collect();
    let texts = || text.split(',').map(|item| Json::String(item.trim().to_owned())).collect();
    [Json::String(text.clone()), guess(&text), Json::Array(texts()), Json::Array(list())]
        .iter()
        .find_map(|value| {
            let mark = strict::mark();
            from_json(value).inspect_err(|_| strict::forget(mark)).ok()
        })
        .map(Some)
        .ok_or_else(|| Unfit(format!("the header {} is of another type", parameter.name)))
}

fn guess(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
}
