//! Request and response bodies: the tables say what is in them, the examples of what media type
//! they are.

use std::ops::Range;

use specwright_diagnostics::Node;

use super::cells::{Cells, Column};
use super::examples::{self, Example};
use super::notes::Note;
use super::operation::Context;
use super::rows::Nest;
use super::scan::Contents;
use super::schema::Schemas;
use super::types::{self, Base, Type};
use super::{FORM, JSON, MULTIPART};
use crate::draft::Draft;

/// The request body of the rows that are about it.
pub(super) fn request(context: &mut Context, rows: &[Nest], contents: &Contents) -> Option<Draft> {
    let first = rows.first()?;
    let example = examples::first(context, &contents.requests);
    let mut schemas = Schemas::new(context.known, context.notes);
    let whole = rows.len() == 1 && first.row.place == "body";
    let range = first.row.range.clone();
    let mut body = Draft::object(range.clone());
    let schema = if whole {
        if let Some(text) = &first.row.description {
            body.put("description", text.as_str());
        }
        body_schema(&mut schemas, first, example.as_ref())
    } else {
        schemas.of_table(rows, range.clone(), None, false)
    };
    let form = if whole { &first.below[..] } else { rows };
    let media_type = media_type(example.as_ref(), form, !whole, contents);
    let media_type = media_type.unwrap_or_else(|| {
        context.notes.count(Note::MediaType, range.clone());
        JSON.to_owned()
    });
    let content = media(&media_type, schema, example.as_ref(), &range);
    body.set("content", content);
    body.put("required", rows.iter().any(|nest| nest.row.required));
    Some(body)
}

/// A body that its cell calls any value has what its example has, and one that is shown as a list
/// of what its cell names is that list.
fn body_schema(schemas: &mut Schemas, nest: &Nest, example: Option<&Example>) -> Draft {
    let object = matches!(nest.row.ty.base, Base::Simple("object") | Base::Any);
    if object && !nest.below.is_empty() {
        return schemas.of_table(
            &nest.below,
            nest.row.range.clone(),
            example.map(|e| &e.value),
            false,
        );
    }
    let schema = schemas.of_parameter(nest);
    let items = example.and_then(|example| example.value.as_array()).and_then(<[Node]>::first);
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
    rows: Option<(&[Nest], Range<usize>)>,
    contents: &Contents,
) -> Option<Draft> {
    let cell = cells.raw(Column::Schema);
    let range = cells.range_of(Column::Schema);
    let shown = contents.examples.iter().filter(|example| example.status == status);
    let fences: Vec<(&str, Range<usize>)> =
        shown.map(|example| (example.language, example.body.clone())).collect();
    let example = examples::first(context, &fences);
    let ty = types::parse(cell);
    let told = !cell.is_empty() && !cell.eq_ignore_ascii_case("inline");
    // Rows say more than a name that means nothing here.
    let inline = !told || rows.is_some() && !context.known.has(&ty);
    let bodiless = status.starts_with('1')
        || matches!(status, "204" | "205" | "304")
        || !cells.has(Column::Schema);
    if cell.eq_ignore_ascii_case("none")
        || inline && rows.is_none() && example.is_none() && bodiless
    {
        return None;
    }
    let mut schemas = Schemas::new(context.known, context.notes);
    let schema = match rows {
        Some((rows, place)) if inline => {
            schemas.of_table(rows, place, example.as_ref().map(|e| &e.value), true)
        }
        _ if inline => {
            if example.is_none() {
                context.notes.count(Note::Untyped, range.clone());
            }
            Draft::object(range.clone())
        }
        _ => schemas.of_type(&ty, range.clone()),
    };
    let known = example.as_ref().map(|e| e.media_type.to_owned());
    let media_type = known.or(contents.produces.map(str::to_owned)).unwrap_or_else(|| {
        context.notes.count(Note::MediaType, cells.range.clone());
        JSON.to_owned()
    });
    Some(media(&media_type, schema, example.as_ref(), &range))
}

fn media(
    media_type: &str,
    schema: Draft,
    example: Option<&Example>,
    range: &Range<usize>,
) -> Draft {
    let mut content = Draft::object(range.clone());
    let entry = content.child(media_type, range.clone());
    entry.set("schema", schema);
    if let Some(Example { value, range, media_type: FORM | JSON }) = example {
        entry.set("example", Draft::leaf(value.clone(), range.clone()));
    }
    content
}
