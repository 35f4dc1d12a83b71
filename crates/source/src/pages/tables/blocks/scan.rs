//! From tags to operations with their parameters and responses.

use std::ops::Range;

use super::super::cells::plain;
use crate::outline::{Kind, trimmed};
use crate::pages::Page;
use crate::pages::tags::{self, Tag};

/// An operation as its block has it.
pub(in crate::pages) struct Operation<'a> {
    pub(super) method: &'a str,
    pub(super) base: &'a str,
    pub(super) path: &'a str,
    pub(super) summary: Option<Range<usize>>,
    pub(super) description: Option<Range<usize>>,
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) responses: Vec<Response<'a>>,
    /// The tag that opens it.
    pub(super) range: Range<usize>,
}

pub(super) struct Parameter<'a> {
    pub place: &'a str,
    pub name: String,
    pub ty: &'a str,
    pub required: bool,
    pub description: Option<Range<usize>>,
    pub range: Range<usize>,
}

impl Parameter<'_> {
    pub(super) fn is_body(&self) -> bool {
        matches!(self.place, "body" | "form-data" | "formData")
    }
}

pub(super) struct Response<'a> {
    pub status: &'a str,
    /// What is written behind the status.
    pub meaning: &'a str,
    pub description: Option<Range<usize>>,
    /// The inside of the first fence.
    pub example: Option<Range<usize>>,
    pub range: Range<usize>,
}

/// How many tags may stand inside of another.
const INSIDE: usize = 64;

pub(super) fn scan<'a>(page: &Page<'a>) -> Vec<Operation<'a>> {
    let tags = tags::find(page);
    let mut operations: Vec<Operation> = Vec::new();
    let mut is_open = false;
    // The place of the parameters that follow, which the older form says around them.
    let mut place = "";
    for (index, tag) in tags.iter().enumerate() {
        if part(tag.name.strip_prefix("end").unwrap_or(tag.name)) == Some("") {
            let opened = if tag.name.starts_with("end") { None } else { open(tag) };
            is_open = opened.is_some();
            place = "";
            operations.extend(opened);
            continue;
        }
        let (Some(part), Some(operation)) = (part(tag.name), operations.last_mut()) else {
            continue;
        };
        if !is_open {
            continue;
        }
        let inside = inside(page, &tags, index);
        let prose =
            || Some(trimmed(&page.file.text, inside.clone())).filter(|text| !text.is_empty());
        match part {
            "summary" => operation.summary = prose(),
            "description" => operation.description = prose(),
            "headers" => place = "header",
            "query-parameters" => place = "query",
            "path-parameters" => place = "path",
            "cookies" => place = "cookie",
            "body-parameters" => place = "body",
            "form-data-parameters" => place = "form-data",
            "parameter" => operation.parameters.push(parameter(tag, place, prose())),
            // The older form has its examples in there.
            "response" if tag.name == "api-method-response" => {}
            "response" | "response-example" => {
                operation.responses.push(response(page, tag, &inside));
            }
            "response-example-description" => {
                if let Some(response) = operation.responses.last_mut() {
                    response.description = prose();
                }
            }
            _ => {}
        }
    }
    operations
}

/// What a tag is a part of an operation as; empty for the operation itself.
fn part(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("swagger").or_else(|| name.strip_prefix("api-method"))?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('-') }
}

/// The operation that a tag opens, unless it is described in a file.
fn open<'a>(tag: &Tag<'a>) -> Option<Operation<'a>> {
    if tag.get("src").is_some() {
        return None;
    }
    Some(Operation {
        method: tag.get("method").unwrap_or_default(),
        base: tag.get("baseUrl").or_else(|| tag.get("host")).unwrap_or_default(),
        path: tag.get("path").unwrap_or_default(),
        summary: tag.range_of("summary"),
        description: None,
        parameters: Vec::new(),
        responses: Vec::new(),
        range: tag.range.clone(),
    })
}

fn parameter<'a>(tag: &Tag<'a>, around: &'a str, prose: Option<Range<usize>>) -> Parameter<'a> {
    let place = tag.get("in").unwrap_or(around);
    let name = tag.get("name").unwrap_or_default();
    // Some write a name as it stands in the path.
    let name = if place == "path" { name.trim_matches([':', '{', '}']) } else { name };
    Parameter {
        place,
        name: plain(name),
        ty: tag.get("type").unwrap_or_default(),
        required: tag.get("required") == Some("true"),
        description: prose,
        range: tag.range.clone(),
    }
}

fn response<'a>(page: &Page<'a>, tag: &Tag<'a>, inside: &Range<usize>) -> Response<'a> {
    let said = tag.get("status").or_else(|| tag.get("httpCode")).unwrap_or_default();
    let (status, meaning) = said.split_once(':').unwrap_or((said, ""));
    let first = page.blocks.partition_point(|block| block.range.start < inside.start);
    let blocks = page.blocks[first..].iter().take_while(|block| block.range.start < inside.end);
    let fence = blocks.into_iter().find_map(|block| match &block.kind {
        Kind::Fence { body, .. } => Some((block.range.start, body.clone())),
        _ => None,
    });
    let end = fence.as_ref().map_or(inside.end, |(start, _)| *start);
    let end = page.slice(&(inside.start..end)).find("{%").map_or(end, |at| inside.start + at);
    let prose = trimmed(&page.file.text, inside.start..end);
    Response {
        status: status.trim(),
        meaning: meaning.trim(),
        description: tag.range_of("description").or((!prose.is_empty()).then_some(prose)),
        example: fence.map(|(_, body)| body),
        range: tag.range.clone(),
    }
}

/// What stands between a tag and its end, or the next tag where it has none.
fn inside(page: &Page, tags: &[Tag], index: usize) -> Range<usize> {
    let start = tags[index].range.end;
    let ends = |tag: &&Tag| tag.name.strip_prefix("end") == Some(tags[index].name);
    let end = tags[index + 1..].iter().take(INSIDE).find(ends).or_else(|| tags.get(index + 1));
    start..end.map_or(page.file.text.len(), |tag| tag.range.start)
}
