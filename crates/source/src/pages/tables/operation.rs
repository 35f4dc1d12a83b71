//! From the contents of a section to an Operation Object.

use std::collections::HashMap;
use std::ops::Range;

use specwright_diagnostics::Node;

use super::cells::{Cells, Column};
use super::levels;
use super::needs;
use super::notes::{Note, Notes};
use super::rows::{self, Name, Nest, Row};
use super::scan::{Contents, Rows};
use super::schema::{Known, Schemas};
use super::sections::Operation;
use super::types;
use super::{bodies, examples, status};
use crate::codes;
use crate::draft::Draft;
use crate::load::Refusal;
use crate::pages::Page;

/// What building an operation needs beside its section.
pub(super) struct Context<'a> {
    pub page: &'a Page<'a>,
    pub known: &'a Known<'a>,
    pub notes: &'a mut Notes,
}

/// Nests rows after giving them the values that tables list, as an example shows where it tells.
pub(super) fn nest(rows: Rows, example: Option<&Node>, notes: &mut Notes) -> Vec<Nest> {
    let Rows { mut rows, values, .. } = rows;
    for range in rows::enumerate(&mut rows, &values) {
        notes.count(Note::UnclearValues, range);
    }
    for range in example.map_or(Vec::new(), |example| levels::mend(&mut rows, example)) {
        notes.count(Note::Levels, range);
    }
    let (nests, too_deep) = rows::nest(rows);
    if let Some(range) = too_deep {
        notes.count(Note::Depth, range);
    }
    nests
}

/// Builds the operation, without what depends on the page as a whole.
pub(super) fn build(context: &mut Context, section: &Operation, contents: Contents) -> Draft {
    let mut operation = Draft::object(section.line.clone());
    let page = context.page;
    if let Some(range) = &contents.summary {
        operation.set("summary", Draft::leaf(page.slice(range).trim(), range.clone()));
    }
    if let Some(prose) = prose(page, &contents) {
        operation.set("description", prose);
    }
    for stray in &contents.strays {
        let message = "another endpoint stands in the section of the one above";
        let notice = Refusal::new(&codes::TABLE_LOSS, stray.clone(), message);
        let help = "give it a heading of its own";
        context.notes.say(notice.note("its tables are read as those of the first").help(help));
    }
    let mut contents = contents;
    let details = std::mem::take(&mut contents.details);
    let mut parameters = std::mem::take(&mut contents.parameters);
    describe(page, &mut parameters.rows, &details);
    let shown = examples::read(context, &contents.requests).into_iter().next();
    let value = shown.as_ref().and_then(|example| example.value.as_ref());
    let nests = nest(parameters, value, context.notes);
    let (body, others): (Vec<Nest>, Vec<Nest>) =
        nests.into_iter().partition(|nest| is_body(&nest.row));
    let mut list = Draft::array(section.line.clone());
    for nest in &others {
        if let Some(parameter) = parameter(context, nest) {
            list.push(parameter);
        }
    }
    if !list.is_empty() {
        operation.set("parameters", list);
    }
    if let Some(body) = bodies::request(context, body, shown, &contents) {
        operation.set("requestBody", body);
    }
    let responses = responses(context, section, contents);
    operation.set("responses", responses);
    operation
}

/// The description, with the boxes that stand further down.
fn prose(page: &Page, contents: &Contents) -> Option<Draft> {
    let remarks = contents.remarks.iter().map(|range| {
        let text = page.slice(range);
        (needs::inside(text).map_or(text, |inside| &text[inside]).trim(), range)
    });
    let main = contents.description.iter().map(|range| (page.slice(range).trim(), range));
    let (texts, ranges): (Vec<&str>, Vec<&Range<usize>>) = main.chain(remarks).unzip();
    let first = *ranges.first()?;
    Some(Draft::leaf(texts.join("\n\n"), first.clone()))
}

fn is_body(row: &Row) -> bool {
    matches!(row.place.as_str(), "body" | "formdata")
}

/// Puts the longer descriptions into the rows.
fn describe(page: &Page, rows: &mut [Row], details: &[(String, Range<usize>)]) {
    let details: HashMap<&str, &Range<usize>> =
        details.iter().map(|(name, range)| (name.as_str(), range)).collect();
    for row in rows {
        if let Some(range) = row.named().and_then(|name| details.get(name)) {
            row.description = Some(page.slice(range).trim().to_owned());
        }
    }
}

fn parameter(context: &mut Context, nest: &Nest) -> Option<Draft> {
    let row = &nest.row;
    let places = ["path", "query", "header", "cookie"];
    let Some(name) = row.named().filter(|_| places.contains(&row.place.as_str())) else {
        let message = match &row.name {
            Name::Named(name) => format!("the parameter `{name}` has no place that is known"),
            _ => "the parameter has no name".to_owned(),
        };
        let help = format!("known are {}, body", places.join(", "));
        let notice = Refusal::new(&codes::TABLE_ROW, row.range.clone(), message);
        context.notes.say(notice.note("it is left out").help(help));
        return None;
    };
    let mut parameter = Draft::object(row.range.clone())
        .with("name", name)
        .with("in", row.place.as_str())
        .with("required", row.required || row.place == "path");
    if let Some(text) = &row.description {
        parameter.put("description", text.as_str());
    }
    let schema = Schemas::new(context.known, context.notes).of_parameter(nest);
    parameter.set("schema", schema);
    Some(parameter)
}

fn responses(context: &mut Context, section: &Operation, mut contents: Contents) -> Draft {
    let mut responses = Draft::object(section.line.clone());
    examples::place(context, &mut contents);
    let mut schemas = std::mem::take(&mut contents.schemas);
    for cells in &contents.responses {
        let cell = cells.raw(Column::Status);
        let Some(status) = status::parse(cell).filter(|s| responses.get(s).is_none()) else {
            let message = match status::parse(cell) {
                Some(status) => format!("the status {status} is listed twice"),
                None => format!("`{cell}` is no status code, no range of them and not `default`"),
            };
            let range = cells.range_of(Column::Status);
            let notice = Refusal::new(&codes::TABLE_ROW, range, message);
            context.notes.say(notice.note("the row is left out"));
            continue;
        };
        let rows = schemas.swap_remove(&status);
        let response = response(context, cells, &status, rows, &contents);
        responses.set(status, response);
    }
    for cells in &contents.headers {
        header(context, &mut responses, cells);
    }
    if responses.is_empty() {
        responses.child("default", section.line.clone()).put("description", "");
    }
    responses
}

fn response(
    context: &mut Context,
    cells: &Cells,
    status: &str,
    rows: Option<Rows>,
    contents: &Contents,
) -> Draft {
    let mut response = Draft::object(cells.range.clone());
    let meaning = cells.raw(Column::Meaning);
    let meaning =
        meaning.strip_prefix('[').and_then(|m| m.split_once("](")).map_or(meaning, |m| m.0);
    let description = cells.prose(Column::Description).unwrap_or_else(|| meaning.trim().to_owned());
    let place = cells.range_of(Column::Description);
    response.set("description", Draft::leaf(description, place));
    if let Some(content) = bodies::response(context, cells, status, rows, contents) {
        response.set("content", content);
    }
    response
}

/// Adds a response header to its response.
fn header(context: &mut Context, responses: &mut Draft, cells: &Cells) {
    let name = cells.raw(Column::Header);
    let Some(response) = status::parse(cells.raw(Column::Status))
        .and_then(|status| responses.get_mut(&status))
        .filter(|_| !name.is_empty())
    else {
        let message = "the header belongs to no response of the table above";
        let notice = Refusal::new(&codes::TABLE_ROW, cells.range.clone(), message);
        context.notes.say(notice.note("it is left out"));
        return;
    };
    let mut ty = types::parse(cells.raw(Column::Type));
    let format = cells.raw(Column::Format);
    ty.format = (!format.is_empty()).then(|| format.to_owned()).or(ty.format);
    let range = cells.range.clone();
    let schema = Schemas::new(context.known, context.notes).of_type(&ty, range.clone());
    let mut header = Draft::object(range.clone());
    if let Some(text) = cells.prose(Column::Description) {
        header.put("description", Node::from(text));
    }
    header.set("schema", schema);
    response.child("headers", range).set(name, header);
}
