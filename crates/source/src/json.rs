//! JSON into a tree: the same visitor as for YAML, without its merge keys.

use serde::de::DeserializeSeed;

use crate::syntax::{Fault, FaultKind, Parsed, offset_of};
use crate::tree::Reading;

/// Reads all of `text` as one value.
pub(crate) fn parse(text: &str) -> Result<Parsed, Fault> {
    let reading = Reading::new(text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = reading
        .deserialize(&mut deserializer)
        .and_then(|tree| deserializer.end().map(|()| tree))
        .map_err(|error| fault(text, &error))?;
    Ok(Parsed { tree, oddities: reading.into_oddities(), more: false })
}

fn fault(text: &str, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let problem = message.rsplit_once(" at line ").map_or(message.as_str(), |(problem, _)| problem);
    // The column is that of the byte read last, counted from 1 in bytes.
    let line = offset_of(text, error.line(), 1);
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if problem.contains("recursion limit") {
        return Fault::new(FaultKind::Depth, at, "the text nests deeper than 128 levels");
    }
    Fault::new(FaultKind::Syntax, at, problem)
}
