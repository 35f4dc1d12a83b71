//! Pages that hold no document but tables of parameters, responses and properties: what Apifox
//! and Apidog export and what widdershins writes. They share their tables, of which PAGES of
//! either kind become an OpenAPI 3.0.3 tree here; how they open an operation and introduce the
//! API is in [`sections`] and [`root`].

mod bases;
pub(super) mod blocks;
mod bodies;
mod cells;
mod examples;
mod levels;
mod needs;
mod notes;
mod operation;
mod root;
mod rows;
mod scan;
mod schema;
mod schemes;
mod sections;
mod security;
mod servers;
mod status;
mod titles;
mod types;
mod unlisted;

use std::collections::HashSet;

use specwright_diagnostics::{Diagnostics, Sources};

use self::notes::{Note, Notes};
use self::operation::Context;
use self::scan::Contents;
use self::schema::{Known, Schemas};
use self::sections::{Operation, Schema, Sections, Style};
use super::Page;
use super::fenced::Fence;
use crate::draft::Draft;
use crate::load::{Loaded, Refusal};
use crate::outline::{Block, Kind};
use crate::{Entry, Format, codes, json};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const TEXT: &str = "text/plain";
const XML: &str = "application/xml";

/// The sections of a page, if it is one of tables.
pub(super) fn find<'p>(page: &'p Page) -> Option<Sections<'p>> {
    page.blocks.iter().find(|block| is_of_endpoint(page, block))?;
    Some(sections::cut(page)).filter(|sections| !sections.operations.is_empty())
}

/// Whether a block is a table of parameters or responses.
pub(super) fn is_of_endpoint(page: &Page, block: &Block) -> bool {
    match &block.kind {
        Kind::Table { rows } => cells::of_endpoint(&page.file.text, rows).is_some(),
        _ => false,
    }
}

/// The sections of a page of schemas alone.
pub(super) fn find_schemas<'p>(page: &'p Page) -> Option<Sections<'p>> {
    let sections = sections::cut(page);
    (sections.operations.is_empty() && !sections.schemas.is_empty()).then_some(sections)
}

/// Whether all of the fences, of which there are some, are examples of bodies in the sections.
pub(super) fn are_examples(page: &Page, sections: &Sections, fences: &[Fence]) -> bool {
    if fences.is_empty() {
        return false;
    }
    let operations = sections.operations.iter().map(|section| (section.blocks, Some(section.at)));
    let schemas = sections.schemas.iter().map(|section| (section.blocks, None));
    let mut shown = HashSet::new();
    for (blocks, endpoint) in operations.chain(schemas) {
        let contents = scan::scan(page, blocks, endpoint);
        shown.extend(contents.requests.into_iter().map(|(_, body)| body.start));
        shown.extend(contents.examples.into_iter().map(|shown| shown.body.start));
        shown.extend(contents.sample.map(|body| body.start));
    }
    fences.iter().all(|fence| shown.contains(&fence.body.start))
}

/// Turns the sections into a document.
pub(super) fn read(
    sources: &mut Sources,
    page: &Page,
    sections: Sections,
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let mut notes = Notes::default();
    let names = sections.schemas.iter().map(|schema| {
        let anchor = schema.anchor.as_ref().map(|anchor| page.slice(anchor));
        (page.slice(&schema.name), anchor, is_list(page, schema))
    });
    let known = Known::new(names, page.beside);
    let mut document = root::build(page, sections.intro);
    let mut context = Context { page, known: &known, notes: &mut notes };
    let mut schemes = security::schemes(page, sections.intro);
    for section in &sections.operations {
        operation(&mut context, &mut document, &mut schemes, section);
    }
    schemas(&mut context, &mut document, &sections.schemas);
    bases::discriminate(page, &mut document);
    schemes.finish(&mut document);
    let style = sections.operations.first().map(|operation| operation.style);
    let format = match style {
        Some(Style::Code) => Format::Widdershins,
        _ => Format::Apifox,
    };
    let (tree, layout) = document.finish();
    let group = super::title_group(&tree);
    let notices = notes.into_notices();
    let loaded = Loaded { tree, layout, oddities: Vec::new(), notices, no_json: None };
    let document = loaded.add(sources, page.file, diagnostics);
    vec![Entry { document, format, group }]
}

fn operation(
    context: &mut Context,
    document: &mut Draft,
    schemes: &mut security::Schemes,
    section: &Operation,
) {
    let page = context.page;
    let mut contents = scan::scan(page, section.blocks, Some(section.at));
    place(page, section, &mut contents, context.notes);
    contents.columns.drain(..).for_each(|column| context.notes.count(Note::Unknown, column));
    let (server, path) = path(page, section, &contents.parameters.rows);
    for callback in &section.callbacks {
        context.notes.count(Note::Callbacks, callback.line.clone());
        // What the owner needs stands last.
        contents.security = scan::scan(page, callback.blocks, None).security;
    }
    let security = contents.security.clone();
    let header = schemes.header(page, &mut contents);
    let mut operation = operation::build(context, section, contents);
    name(page, section, &mut operation);
    if let Some(folder) = &section.folder {
        let mut tags = Draft::array(folder.clone());
        tags.push(Draft::leaf(page.slice(folder), folder.clone()));
        operation.set("tags", tags);
    }
    if let Some(server) = server {
        let mut servers = Draft::array(section.path.clone());
        servers.push(Draft::object(section.path.clone()).with("url", server));
        operation.set("servers", servers);
    }
    let demands =
        security.is_some_and(|range| schemes.secure(page, &range, &mut operation, context.notes));
    let item = document.child("paths", section.line.clone()).child(&path, section.path.clone());
    if item.get(section.method).is_some() {
        let message =
            format!("`{} {path}` stands on the page twice", section.method.to_uppercase());
        let notice = Refusal::new(&codes::TABLE_ROW, section.line.clone(), message);
        context.notes.say(notice.note("the first is taken"));
        return;
    }
    item.set(section.method, operation);
    if let Some(header) = header.filter(|_| !demands) {
        schemes.ask(path, section.method, header);
    }
}

/// Gives the parameters of tables without a column for their place the one that the path shows.
fn place(page: &Page, section: &Operation, contents: &mut Contents, notes: &mut Notes) {
    let path = page.slice(&section.path);
    let braced = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let marked = path.split(['/', '?']).filter_map(|segment| segment.strip_prefix(':'));
    let names: HashSet<&str> = braced.chain(marked).collect();
    let tables = std::mem::take(&mut contents.unplaced);
    for row in &mut contents.parameters.rows {
        let before = tables.partition_point(|table| table.start <= row.range.start);
        if before > 0 && tables[before - 1].contains(&row.range.start) {
            let in_path = row.named().is_some_and(|name| names.contains(name));
            row.place = if in_path { "path" } else { "query" }.to_owned();
        }
    }
    tables.into_iter().for_each(|table| notes.count(Note::Places, table));
}

/// Names the operation: by its anchor, else by a heading of one word. What widdershins makes of
/// method and path where a document gives neither is no name.
fn name(page: &Page, section: &Operation, operation: &mut Draft) {
    let heading = cells::plain(page.slice(&section.heading));
    if let Some(id) = &section.id {
        operation.set("operationId", Draft::leaf(page.slice(id), id.clone()));
    }
    let (first, rest) = heading.split_once(' ').unwrap_or((&heading, ""));
    let title = if first == section.method.to_uppercase() { rest.trim() } else { &heading };
    let made = title.starts_with(&format!("{}__", section.method));
    let word = title.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if section.id.is_none() && word && !title.is_empty() && !made {
        operation.set("x-specwright-name", Draft::leaf(title, section.heading.clone()));
    } else if operation.get("summary").is_none() && !title.is_empty() && !made {
        operation.set("summary", Draft::leaf(title, section.heading.clone()));
    }
}

/// The path as OpenAPI writes it, and the server that stands before it. `:id` is a parameter
/// where the tables have one of that name, or it can be nothing else. A query is no part of a
/// path, unless the page has it from a document's.
fn path(page: &Page, section: &Operation, rows: &[rows::Row]) -> (Option<String>, String) {
    let written = page.slice(&section.path);
    let (server, path) = match written.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (Some(format!("{scheme}://{host}")), path)
        }
        None => (None, written),
    };
    let path = match section.style {
        Style::Code => path,
        Style::Plain => path.split_once('?').map_or(path, |(path, _)| path),
    };
    let parameters: HashSet<&str> =
        rows.iter().filter(|row| row.place == "path").filter_map(rows::Row::named).collect();
    let segments = path.split('/').map(|segment| match segment.strip_prefix(':') {
        Some(name) if parameters.contains(name) || is_identifier(name) => format!("{{{name}}}"),
        _ => segment.to_owned(),
    });
    let path = segments.collect::<Vec<_>>().join("/");
    (server, if path.is_empty() { "/".to_owned() } else { path })
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Whether the example of a schema is a list.
fn is_list(page: &Page, section: &Schema) -> bool {
    let bodies = section.blocks.iter().find_map(|block| match &block.kind {
        Kind::Fence { body, .. } => Some(body),
        _ => None,
    });
    bodies.is_some_and(|body| page.slice(body).trim_start().starts_with('['))
}

fn schemas(context: &mut Context, document: &mut Draft, sections: &[Schema]) {
    let scanned = sections.iter().map(|section| scan::scan(context.page, section.blocks, None));
    let scanned: Vec<Contents> = scanned.collect();
    let same = unlisted::Same::new(context.page, sections, &scanned);
    for (section, mut contents) in sections.iter().zip(scanned) {
        contents.columns.drain(..).for_each(|column| context.notes.count(Note::Unknown, column));
        let range = section.name.clone();
        let shown = contents.sample.clone();
        let rows = contents.schemas.into_iter().next().map(|(_, rows)| rows);
        let example =
            contents.sample.and_then(|range| json::parse(context.page.slice(&range)).ok());
        let example = example.map(|parsed| parsed.tree);
        let mut schema = match rows {
            Some(rows) => {
                let place = rows.range.clone();
                let nests = operation::nest(rows, example.as_ref(), context.notes);
                Schemas::new(context.known, context.notes).of_table(
                    &nests,
                    place,
                    example.as_ref(),
                    false,
                )
            }
            None => {
                let tables = section.blocks.iter().filter(|b| matches!(b.kind, Kind::Table { .. }));
                tables.for_each(|table| context.notes.count(Note::Columns, table.range.clone()));
                unlisted::schema(context, &same, shown, example.as_ref(), &range)
            }
        };
        let prose = contents.description.filter(|_| schema.get("$ref").is_none());
        if let (Some(prose), None) = (prose, schema.get("description")) {
            let text = context.page.slice(&prose).trim();
            schema.set("description", Draft::leaf(text, prose));
        }
        let name = context.page.slice(&section.name);
        let schemas = document.child("components", range.clone()).child("schemas", range);
        if schemas.get(name).is_none() {
            schemas.set(name, schema);
        }
    }
}
