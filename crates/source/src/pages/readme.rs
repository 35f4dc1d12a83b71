//! ReadMe: a JSON fence under the heading "OpenAPI definition".

use specwright_diagnostics::{Node, Value};

use super::Page;
use super::fenced::Fence;
use crate::load::Loaded;
use crate::{Group, json};

/// The heading above the fence. It is of the first level and no title.
pub(super) const HEADING: &str = "OpenAPI definition";

pub(super) fn claims(page: &Page, fence: &Fence) -> bool {
    fence.heading.eq_ignore_ascii_case(HEADING) && fence.is_json(page)
}

/// Takes out the key by which the site finds the file, and makes values of examples.
pub(super) fn complete(loaded: &mut Loaded) -> Option<Group> {
    loaded.tree.remove("_id");
    let paths = loaded.tree.get_mut("paths").and_then(Node::as_object_mut);
    let items = paths.into_iter().flat_map(|paths| paths.values_mut());
    let operations = items.filter_map(Node::as_object_mut).flat_map(|item| item.values_mut());
    for operation in operations {
        operation.get_mut("requestBody").into_iter().for_each(examples);
        let responses = operation.get_mut("responses").and_then(Node::as_object_mut);
        responses.into_iter().flat_map(|all| all.values_mut()).for_each(examples);
    }
    None
}

/// The editor of the site keeps an example as its text, in a body of JSON too. Where the body is a
/// text itself, nothing tells the two apart.
fn examples(body: &mut Node) {
    let content = body.get_mut("content").and_then(Node::as_object_mut);
    let media = content.into_iter().flatten().filter(|(name, _)| name.contains("json"));
    for (_, media) in media.filter(|(_, media)| !is_text(media)) {
        media.get_mut("example").into_iter().for_each(parse);
        let several = media.get_mut("examples").and_then(Node::as_object_mut);
        for example in several.into_iter().flat_map(|several| several.values_mut()) {
            example.get_mut("value").into_iter().for_each(parse);
        }
    }
}

fn is_text(media: &Node) -> bool {
    let ty = media.get("schema").and_then(|schema| schema.get("type"));
    ty.and_then(Node::as_str) == Some("string")
}

/// Makes an object or a list of the text of one.
fn parse(example: &mut Node) {
    let Some(text) = example.as_str().filter(|text| text.trim_start().starts_with(['{', '[']))
    else {
        return;
    };
    if let Ok(parsed) = json::parse(text)
        && matches!(parsed.tree.value, Value::Object(_) | Value::Array(_))
    {
        example.value = parsed.tree.value;
    }
}
