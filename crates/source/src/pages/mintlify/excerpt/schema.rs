//! Schemas of an excerpt. The one on top is taken apart: what it refers to and what it is composed of
//! is written out, each alternative as an item of its list, and a type says whether it is an enum or
//! a file. Those of its properties are the vendor's own, each in an `allOf`, or lists in turn.

use specwright_diagnostics::Pointer;

use super::part::Part;
use crate::draft::Draft;

/// What only the site needs: the names of what was written out, and whether a value must be given,
/// which is said of whatever has the value.
const OWN: [&str; 7] = [
    "required",
    "refIdentifier",
    "isOneOf",
    "isAnyOf",
    "isAllOf",
    "placeholder",
    "contentEncoding",
];

/// What is said of a parameter, and not of its schema again.
pub(super) const SAID: [&str; 2] = ["description", "deprecated"];

/// Whether a list stands for a schema that is not there: the site calls a file what it knows the media
/// type of and nothing else.
pub(super) fn is_none(list: &Part) -> bool {
    let is_file = |part: &Part| {
        let has = |key: &str| part.node.get(key).is_some();
        let ty = part.node.get("type").and_then(|node| node.as_str());
        ty == Some("file") && has("contentMediaType") && !has("contentEncoding")
    };
    let mut items = list.items();
    items.next().is_some_and(|first| is_file(&first)) && items.next().is_none()
}

/// The schema of a list of alternatives.
pub(super) fn alternatives(list: &Part) -> Draft<Pointer> {
    without(list, &[])
}

/// Such a schema without some of its keys, which the object around it has.
pub(super) fn without(list: &Part, said: &[&str]) -> Draft<Pointer> {
    let mut items = list.items();
    let (Some(first), second) = (items.next(), items.next()) else {
        return Draft::object(list.at.clone());
    };
    if second.is_none() {
        return simple(&first, said);
    }
    // The excerpt does not say whether one or several of them may match, but for a schema with a name.
    let is_one_of = list.items().all(|item| item.get("isOneOf").is_some());
    let mut all = Draft::array(list.at.clone());
    list.items().for_each(|item| all.push(simple(&item, said)));
    let mut schema = Draft::object(list.at.clone());
    schema.set(if is_one_of { "oneOf" } else { "anyOf" }, all);
    schema
}

fn simple(part: &Part, said: &[&str]) -> Draft<Pointer> {
    let mut schema = Draft::object(part.at.clone());
    let is_kept = |key: &str| !OWN.contains(&key) && !said.contains(&key);
    for (key, value) in part.entries().filter(|(key, _)| is_kept(key)) {
        match key {
            "type" => typed(&mut schema, part, &value),
            "requiredProperties" => schema.set("required", value.copy()),
            "properties" => schema.set(key, value.each(|_, property| nested(&property))),
            "items" | "additionalProperties" => schema.set(key, nested(&value)),
            _ => schema.set(key, value.copy()),
        }
    }
    schema
}

fn typed(schema: &mut Draft<Pointer>, part: &Part, ty: &Part) {
    let word = ty.node.as_str().unwrap_or_default();
    match word {
        "any" => {}
        "file" => {
            let encoding = part.node.get("contentEncoding").and_then(|node| node.as_str());
            let is_text = encoding.is_some_and(|encoding| encoding.starts_with("base64"));
            schema.set("type", Draft::leaf("string", ty.at.clone()));
            let format = if is_text { "byte" } else { "binary" };
            schema.set("format", Draft::leaf(format, ty.at.clone()));
        }
        _ => match word.strip_prefix("enum<").and_then(|word| word.strip_suffix('>')) {
            Some(of) => schema.set("type", Draft::leaf(of, ty.at.clone())),
            None => schema.set("type", ty.copy()),
        },
    }
}

fn nested(part: &Part) -> Draft<Pointer> {
    if part.node.as_array().is_some() {
        return alternatives(part);
    }
    let alone = part.entries().count() == 1;
    let of = part.get("allOf").filter(|_| alone);
    let mut of = of.iter().flat_map(Part::items);
    match (of.next(), of.next()) {
        (Some(only), None) => only.copy(),
        _ => part.copy(),
    }
}
