//! Pages of documentation. One format, one file; a format says which pages are its own and what
//! their frames add to the document.

mod apidog;
mod authorization;
mod elsewhere;
mod fenced;
mod fern;
mod gitbook;
mod mintlify;
mod pruned;
mod readme;
mod samples;
mod squeezed;
mod tables;
mod tags;

use std::ops::Range;

use specwright_diagnostics::{Diagnostics, DocumentId, Node, Sources, Value};

use crate::load::{self, File, Refusal};
use crate::outline::{Block, Kind, outline};
use crate::{Alone, Beside, Entry, Group, codes, detect};

/// A page and its blocks.
pub(crate) struct Page<'a> {
    pub file: &'a File,
    pub blocks: Vec<Block>,
    /// What other pages have.
    pub beside: &'a dyn Beside,
}

impl<'a> Page<'a> {
    pub(crate) fn new(file: &'a File, beside: &'a dyn Beside) -> Page<'a> {
        Page { file, blocks: outline(&file.text), beside }
    }

    /// The text at a range.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.file.text[range.clone()]
    }
}

/// Finds the documents of a page.
pub(crate) fn read(
    sources: &mut Sources,
    file: &File,
    beside: &dyn Beside,
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let page = Page::new(file, beside);
    let mut fences = fenced::find(&page);
    let tables = tables::find(&page);
    match &tables {
        // What an operation takes or answers may be a document too.
        Some(tables) if tables::are_examples(&page, tables, &fences) => fences.clear(),
        _ if fences.is_empty() => fences = squeezed::find(&page),
        _ => {}
    }
    if !fences.is_empty() {
        for channel in mintlify::channels(&page) {
            load::report(sources, file, channel, diagnostics);
        }
        return fenced::read(sources, &page, &fences, diagnostics);
    }
    if let Some(tables) = tables {
        return tables::read(sources, &page, tables, diagnostics);
    }
    if let Some(operations) = tables::blocks::find(&page) {
        return tables::blocks::read(sources, &page, &operations, diagnostics);
    }
    let refusal = mintlify::reject(&page)
        .or_else(|| elsewhere::reject(&page))
        .or_else(|| elsewhere::foreign(&page))
        .or_else(|| elsewhere::in_components(&page))
        .unwrap_or_else(|| nothing(&page));
    load::report(sources, file, refusal, diagnostics);
    Vec::new()
}

/// Makes a document of a page of schemas alone.
pub(crate) fn schemas(
    sources: &mut Sources,
    file: &File,
    diagnostics: &mut Diagnostics,
) -> Option<DocumentId> {
    let page = Page::new(file, &Alone);
    let sections = tables::find_schemas(&page)?;
    tables::read(sources, &page, sections, diagnostics).first().map(|entry| entry.document)
}

/// The documents that a page names.
pub(crate) fn named(file: &File) -> Vec<String> {
    elsewhere::files(&Page::new(file, &Alone))
}

/// Says what was looked for.
fn nothing(page: &Page) -> Refusal {
    let fences = page.blocks.iter().filter(|b| matches!(b.kind, Kind::Fence { .. })).count();
    let tables = page.blocks.iter().filter(|b| matches!(b.kind, Kind::Table { .. })).count();
    let range = detect::first_line(&page.file.text);
    let endpoint = page.blocks.iter().find(|block| tables::is_of_endpoint(page, block));
    if let Some(endpoint) = endpoint {
        let message = "tables of endpoints are here, and no line says of which";
        let range = detect::line(&page.file.text, endpoint.range.start);
        return Refusal::new(&codes::NO_API, range, message)
            .note("looked for a line such as `GET /pets` below a heading and above the table")
            .help("write method and path on a line of their own there");
    }
    if tables::find_schemas(page).is_some() {
        let message = "this page has sections of schemas, and none of an operation";
        return Refusal::new(&codes::NO_API, range, message)
            .note("looked for tables of parameters and responses below a line such as `GET /pets`")
            .help("name it together with the pages of operations that link to it");
    }
    let counted = |count: usize, none: &str, one: &str, many: &str| match count {
        0 => none.to_owned(),
        1 => format!("one {one}"),
        _ => format!("{count} {many}"),
    };
    Refusal::new(&codes::NO_API, range, "no API was found on this page")
        .note(format!(
            "looked for an OpenAPI document in a code fence ({}) and for tables of endpoints ({})",
            counted(
                fences,
                "there is none",
                "fence, which holds none",
                "fences, of which none holds one"
            ),
            counted(
                tables,
                "there is none",
                "table, of something else",
                "tables, of something else"
            ),
        ))
        .help("a guide or an index describes no operation; leave it out, or use a reference page")
}

/// The title and servers of a document, by which documents that name no file belong together.
pub(crate) fn title_group(tree: &Node) -> Group {
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or("").to_owned();
    let title = text(tree.get("info").and_then(|info| info.get("title")));
    let servers = match tree.get("servers").and_then(Node::as_array) {
        Some(servers) => servers.iter().map(|server| text(server.get("url"))).collect(),
        None => {
            let url = text(tree.get("host")) + &text(tree.get("basePath"));
            if url.is_empty() { Vec::new() } else { vec![url] }
        }
    };
    Group::Title { title, servers }
}

/// The methods that a path item may have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The method a word names, in lower case.
fn method(word: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|method| word.eq_ignore_ascii_case(method))
}

/// The operations of a document: path, method and operation.
fn operations(tree: &Node) -> impl Iterator<Item = (&str, &str, &Node)> {
    let paths = tree.get("paths").and_then(Node::as_object).into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let entries = item.as_object().into_iter().flatten();
        entries
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// The one operation of an excerpt, to complete; `None` where there are several.
fn only_operation(tree: &mut Node) -> Option<&mut Node> {
    if operations(tree).count() != 1 {
        return None;
    }
    let paths = tree.get_mut("paths")?.as_object_mut()?;
    paths.values_mut().find_map(|item| {
        let entries = item.as_object_mut()?;
        entries.iter_mut().find(|(key, _)| METHODS.contains(&key.as_str())).map(|(_, node)| node)
    })
}

/// Gives an operation without `operationId` the name that its heading has, if that is one word.
fn name_operation(operation: &mut Node, heading: &str) {
    let word = heading.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let named = operation.get("operationId").is_some_and(|id| !id.is_null());
    if word && !heading.is_empty() && !named && matches!(operation.value, Value::Object(_)) {
        operation.insert("x-specwright-name", heading);
    }
}
