//! Request and response bodies: the tables say what is in them, the examples of what media type
//! they are.

use std::ops::Range;

use specwright_diagnostics::{Map, Node};

use super::cells::{Cells, Column};
use super::examples::{self, Example};
use super::notes::Note;
use super::operation::{Context, nest};
use super::rows::Nest;
use super::scan::{Contents, Rows};
use super::schema::Schemas;
use super::types::{self, Base, Type};
use super::{FORM, JSON, MULTIPART};
use crate::draft::Draft;

/// The request body of the rows that are about it, or of what is shown where there are none.
pub(super) fn request(
    context: &mut Context,
    rows: Vec<Nest>,
    example: Option<Example>,
    contents: &Contents,
) -> Option<Draft> {
    let value = example.as_ref().and_then(|example| example.value.as_ref());
    let rows = gather(rows, value);
    let Some(first) = rows.first() else { return shown(context, example?) };
    let mut schemas = Schemas::new(context.known, context.notes);
    let whole = rows.len() == 1 && first.row.place == "body" && !is_part(first, value);
    let range = first.row.range.clone();
    let mut body = Draft::object(range.clone());
    let schema = if whole {
        if let Some(text) = &first.row.description {
            body.put("description", text.as_str());
        }
        body_schema(&mut schemas, first, value, example.as_ref().map(|example| &example.range))
    } else {
        schemas.of_table(&rows, range.clone(), None, false)
    };
    let form = if whole { &first.below[..] } else { &rows[..] };
    let media_type = media_type(example.as_ref(), form, !whole, contents);
    let media_type = media_type.unwrap_or_else(|| {
        context.notes.count(Note::MediaType, range.clone());
        JSON.to_owned()
    });
    let mut content = Draft::object(range);
    add(&mut content, &media_type, schema, example.as_ref());
    body.set("content", content);
    body.put("required", rows.iter().any(|nest| nest.row.required));
    Some(body)
}

/// Whether the one row is of a property that the example has, and not of the body.
fn is_part(nest: &Nest, example: Option<&Node>) -> bool {
    let name = nest.row.named().filter(|name| *name != "body" && nest.below.is_empty());
    let has = |name| example.is_some_and(|example| example.get(name).is_some());
    name.is_some_and(has)
}

/// The body of an operation that only shows one.
fn shown(context: &mut Context, example: Example) -> Option<Draft> {
    let range = example.range.clone();
    context.notes.count(Note::Untyped, range.clone());
    let schema = examples::shape_of(context, Some(&example), &range);
    let mut content = Draft::object(range.clone());
    add(&mut content, example.media_type, schema, Some(&example));
    let mut body = Draft::object(range).with("required", true);
    body.set("content", content);
    Some(body)
}

/// Puts rows below the row of the body that stands before them where none of them is marked as a
/// part of it, unless an example has a property of that name.
fn gather(mut rows: Vec<Nest>, example: Option<&Node>) -> Vec<Nest> {
    let is_whole = rows.first().is_some_and(|first| {
        let object = matches!(first.row.ty.base, Base::Simple("object") | Base::Any);
        object && first.row.named() == Some("body") && first.below.is_empty()
    });
    let is_part = example.is_some_and(|example| example.get("body").is_some());
    if rows.len() > 1 && is_whole && !is_part {
        let parts = rows.split_off(1);
        rows[0].below = parts;
    }
    rows
}

/// A body that its cell calls any value has what its example has, one that is shown as a list of what its
/// cell names is that list, and one that is shown as an object or list is no text.
fn body_schema(
    schemas: &mut Schemas,
    nest: &Nest,
    example: Option<&Node>,
    range: Option<&Range<usize>>,
) -> Draft {
    let object = matches!(nest.row.ty.base, Base::Simple("object") | Base::Any);
    if object && !nest.below.is_empty() {
        return schemas.of_table(&nest.below, nest.row.range.clone(), example, false);
    }
    let is_text = nest.row.ty.base == Base::Simple("string") && nest.row.ty.format.is_none();
    let shown = example.filter(|it| it.as_object().is_some() || it.as_array().is_some());
    if let Some(shown) = shown.filter(|_| is_text && nest.below.is_empty()) {
        schemas.notes.count(Note::NoText, nest.row.range.clone());
        return examples::shape(Some(shown), &nest.row.range);
    }
    if let Some(shown) = range.filter(|_| object && example.is_some_and(examples::has_properties)) {
        schemas.notes.count(Note::Unlisted, shown.clone());
    }
    let schema = schemas.of_parameter(nest);
    let items = example.and_then(Node::as_array).and_then(<[Node]>::first);
    if items.is_some_and(|item| item.as_object().is_some()) && schemas.known.is_one(&nest.row.ty) {
        let mut list = Draft::object(nest.row.range.clone()).with("type", "array");
        list.set("items", schema);
        return list;
    }
    schema
}

/// The media type of a request body, where something tells it.
fn media_type(
    example: Option<&Example>,
    fields: &[Nest],
    form: bool,
    contents: &Contents,
) -> Option<String> {
    let file = |ty: &Type| ty.format.as_deref() == Some("binary");
    let files = fields.iter().any(|nest| match &nest.row.ty.base {
        Base::List(item) => file(item),
        _ => file(&nest.row.ty),
    });
    let example = example.map(|example| example.media_type);
    if files && (form || example.is_none_or(|media_type| media_type == FORM)) {
        return Some(MULTIPART.to_owned());
    }
    let declared = contents.consumes.map(str::to_owned);
    declared.or(example.map(str::to_owned)).or(form.then(|| FORM.to_owned()))
}

/// The `content` of a response; `None` for one without a body.
pub(super) fn response(
    context: &mut Context,
    cells: &Cells,
    status: &str,
    rows: Option<Rows>,
    contents: &Contents,
) -> Option<Draft> {
    let cell = cells.raw(Column::Schema);
    let range = cells.range_of(Column::Schema);
    let shown = contents.examples.iter().filter(|example| example.status == status);
    let fences: Vec<(&str, Range<usize>)> =
        shown.map(|example| (example.language, example.body.clone())).collect();
    let examples = examples::read(context, &fences);
    let example = examples.iter().find_map(|example| example.value.as_ref());
    let rows = rows.map(|rows| (rows.range.clone(), nest(rows, example, context.notes)));
    let ty = types::parse(cell);
    let is_none = cell.eq_ignore_ascii_case("none");
    let told = !cell.is_empty() && !is_none && !cell.eq_ignore_ascii_case("inline");
    // Rows say more than a name that means nothing here.
    let inline = !told || rows.is_some() && !context.known.has(&ty);
    let bodiless = is_empty(status) || !cells.has(Column::Schema);
    if examples.is_empty() && (is_none || inline && rows.is_none() && bodiless)
        || is_none && is_empty(status)
    {
        return None;
    }
    let mut schemas = Schemas::new(context.known, context.notes);
    let schema = match rows {
        Some((place, rows)) if inline && !rows.is_empty() => {
            schemas.of_table(&rows, place, example, true)
        }
        _ if inline => {
            if examples.is_empty() {
                context.notes.count(Note::Untyped, range.clone());
            }
            let listed = |it: &&Example| {
                !it.mixed && it.value.as_ref().is_some_and(examples::has_properties)
            };
            if let Some(shown) = examples.iter().find(listed) {
                context.notes.count(Note::Unlisted, shown.range.clone());
            }
            // What nobody has described is shown as an object without properties.
            let is_nothing = |value: &Node| value.as_object().is_some_and(Map::is_empty);
            let shows = |it: &&Example| it.mixed || !it.value.as_ref().is_some_and(is_nothing);
            let first = examples.iter().find(|example| example.value.is_some()).filter(shows);
            examples::shape_of(context, first, &range)
        }
        _ => schemas.of_type(&ty, range.clone()),
    };
    let mut content = Draft::object(range);
    for example in &examples {
        let declared = contents
            .produces
            .filter(|media_type| example.media_type == JSON && media_type.ends_with("+json"));
        let media_type = declared.unwrap_or(example.media_type);
        add(&mut content, media_type, schema.clone(), Some(example));
    }
    if examples.is_empty() {
        let media_type = contents.produces.unwrap_or_else(|| {
            context.notes.count(Note::MediaType, cells.range.clone());
            JSON
        });
        add(&mut content, media_type, schema, None);
    }
    Some(content)
}

/// Whether a response of this status has no body, whatever is said of it.
fn is_empty(status: &str) -> bool {
    status.starts_with('1') || matches!(status, "204" | "205" | "304")
}

/// Adds a media type with what an example of it shows.
fn add(content: &mut Draft, media_type: &str, schema: Draft, example: Option<&Example>) {
    let entry = content.child(media_type, content.range());
    entry.set("schema", schema);
    if let Some(Example { value: Some(value), range, .. }) = example {
        entry.set("example", Draft::leaf(value.clone(), range.clone()));
    }
}
