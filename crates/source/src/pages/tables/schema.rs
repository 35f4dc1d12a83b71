//! From nested rows to schemas.

use std::collections::HashMap;
use std::ops::Range;

use specwright_diagnostics::Node;

use super::notes::{Note, Notes};
use super::rows::{Nest, Row};
use super::titles::{self, Titles};
use super::types::{Base, Composition, Link, Type};
use crate::Beside;
use crate::codes;
use crate::draft::Draft;
use crate::load::Refusal;

/// The schemas that a page has sections for, and whether each is a list by its example, by their
/// names in lower case: links are.
pub(super) struct Known<'a> {
    own: HashMap<String, (String, bool)>,
    beside: &'a dyn Beside,
}

impl<'a> Known<'a> {
    pub(super) fn new<'n>(
        schemas: impl Iterator<Item = (&'n str, Option<&'n str>, bool)>,
        beside: &'a dyn Beside,
    ) -> Known<'a> {
        let mut own = HashMap::new();
        let mut anchors = Vec::new();
        for (name, anchor, list) in schemas {
            own.entry(name.to_lowercase()).or_insert_with(|| (name.to_owned(), list));
            anchors.extend(anchor.map(|anchor| (anchor.to_lowercase(), (name.to_owned(), list))));
        }
        for (anchor, named) in anchors {
            own.entry(anchor).or_insert(named);
        }
        Known { own, beside }
    }

    /// The `$ref` that leads to a schema which is there.
    fn reference(&self, base: &Base) -> Option<String> {
        let (name, page) = match base {
            Base::Reference(link) => (&link.name, link.page.as_deref()),
            Base::Word(name) => (name, None),
            _ => return None,
        };
        match self.own.get(&name.to_lowercase()) {
            Some((name, _)) => Some(pointer(name)),
            None => page
                .filter(|page| self.beside.has_schema(page, name))
                .map(|page| page.to_owned() + &pointer(name)),
        }
    }

    /// Whether a type is one that needs no schema, or whose schema is there.
    pub(super) fn has(&self, ty: &Type) -> bool {
        match &ty.base {
            Base::List(item) => self.has(item),
            Base::Reference(_) | Base::Word(_) => self.reference(&ty.base).is_some(),
            _ => true,
        }
    }

    /// Whether a type is a schema of the page that is no list.
    pub(super) fn is_one(&self, ty: &Type) -> bool {
        let (Base::Reference(Link { name, .. }) | Base::Word(name)) = &ty.base else {
            return false;
        };
        self.own.get(&name.to_lowercase()).is_some_and(|(_, list)| !list)
    }
}

/// Where the schema of a name is in a document.
pub(super) fn pointer(name: &str) -> String {
    format!("#/components/schemas/{}", escape(name))
}

/// Turns rows into schemas.
pub(super) struct Schemas<'a> {
    pub known: &'a Known<'a>,
    pub notes: &'a mut Notes,
    titles: Titles,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(known: &'a Known<'a>, notes: &'a mut Notes) -> Schemas<'a> {
        Schemas { known, notes, titles: Titles::default() }
    }
}

impl Schemas<'_> {
    /// The schema of a row, with what the row says about it.
    pub(super) fn of(&mut self, nest: &Nest) -> Draft {
        let schema = self.plain(nest);
        annotate(schema, &nest.row, true)
    }

    /// The schema of a parameter's row; the prose goes to the parameter.
    pub(super) fn of_parameter(&mut self, nest: &Nest) -> Draft {
        let schema = self.plain(nest);
        annotate(schema, &nest.row, false)
    }

    /// The schema of the rows of a whole table. A single row without a name is the whole, and so
    /// is one before its variants; named rows are properties, of a list's items where an example
    /// shows that it is one. In a table with `roots`, rows without marks are no properties.
    pub(super) fn of_table(
        &mut self,
        nests: &[Nest],
        range: Range<usize>,
        example: Option<&Node>,
        roots: bool,
    ) -> Draft {
        self.titles = Titles::of(nests, example, roots);
        if let Some((whole, parts)) = titles::whole(nests)
            && self.titles.unnamed(whole)
        {
            // What has a mark is below something: the item of a list.
            let is_item = whole.row.depth > 0 && !matches!(whole.row.ty.base, Base::List(_));
            if roots && is_item && parts.is_empty() && example.and_then(Node::as_array).is_some() {
                let item = self.of(whole);
                return list_of(item, range);
            }
            let schema = match parts {
                [] => self.plain(whole),
                parts => self.object(parts, range, None, false),
            };
            return annotate(schema, &whole.row, true);
        }
        let object = self.object(nests, range.clone(), None, true);
        match Titles::of_items(nests, example) {
            true => list_of(object, range),
            false => object,
        }
    }

    /// The schema that a type cell alone names.
    pub(super) fn of_type(&mut self, ty: &Type, range: Range<usize>) -> Draft {
        let mut schema = self.typed(ty, &range, &range, &[]);
        if ty.nullable && schema.get("$ref").is_none() {
            schema.put("nullable", true);
        }
        schema
    }

    fn plain(&mut self, nest: &Nest) -> Draft {
        self.typed(&nest.row.ty, &nest.row.range, &nest.row.type_range, &nest.below)
    }

    fn typed(
        &mut self,
        ty: &Type,
        range: &Range<usize>,
        cell: &Range<usize>,
        below: &[Nest],
    ) -> Draft {
        let range = range.clone();
        match &ty.base {
            Base::List(item) => {
                let mut list = Draft::object(range.clone()).with("type", "array");
                list.set("items", self.item(item, &range, cell, below));
                list
            }
            Base::Reference(_) | Base::Word(_) => match self.known.reference(&ty.base) {
                Some(reference) => Draft::object(cell.clone()).with("$ref", reference),
                None => {
                    self.unknown(&ty.base, cell, !below.is_empty());
                    self.object(below, range, None, false)
                }
            },
            Base::Variants(kind) => self.object(below, range, Some(*kind), false),
            Base::Any => self.object(below, range, None, false),
            Base::Simple("object") => self.object(below, range, None, true),
            Base::Simple(name) => {
                let mut schema = Draft::object(range);
                schema.set("type", Draft::leaf(*name, cell.clone()));
                if let Some(format) = &ty.format {
                    schema.set("format", Draft::leaf(format.as_str(), cell.clone()));
                }
                schema
            }
            Base::Null => Draft::object(range).with("nullable", true),
        }
    }

    /// What a list is of: what its cell says, or the rows below it.
    fn item(
        &mut self,
        item: &Type,
        range: &Range<usize>,
        cell: &Range<usize>,
        below: &[Nest],
    ) -> Draft {
        let told = match &item.base {
            Base::Any | Base::Simple("object") => false,
            Base::Reference(_) | Base::Word(_) => self.known.has(item),
            _ => true,
        };
        match (&item.base, below) {
            (_, [only]) if !told && self.titles.unnamed(only) && only.row.variant.is_none() => {
                self.of(only)
            }
            (Base::Any, []) => {
                self.notes.count(Note::Lists, cell.clone());
                Draft::object(range.clone())
            }
            _ => {
                let mut schema = self.typed(item, range, cell, below);
                if item.nullable && schema.get("$ref").is_none() {
                    schema.put("nullable", true);
                }
                schema
            }
        }
    }

    /// An object of the named rows, with the variants that the others are.
    fn object(
        &mut self,
        below: &[Nest],
        range: Range<usize>,
        kind: Option<Composition>,
        typed: bool,
    ) -> Draft {
        let mut schema = Draft::object(range.clone());
        let (variants, named): (Vec<&Nest>, Vec<&Nest>) =
            below.iter().partition(|nest| self.titles.unnamed(nest));
        if !named.is_empty() || typed && variants.is_empty() {
            schema.put("type", "object");
        }
        let mut required = Draft::array(range.clone());
        for nest in named {
            let Some(name) = nest.row.named() else {
                let rest = self.of(nest);
                schema.set("additionalProperties", rest);
                continue;
            };
            let property = self.of(nest);
            if nest.row.required {
                required.push(Draft::leaf(name, nest.row.range.clone()));
            }
            schema.child("properties", range.clone()).set(name, property);
        }
        if !required.is_empty() {
            schema.set("required", required);
        }
        self.variants(&mut schema, &variants, kind);
        schema
    }

    fn variants(&mut self, schema: &mut Draft, variants: &[&Nest], kind: Option<Composition>) {
        for nest in variants {
            if nest.row.ty.base == Base::Null {
                schema.put("nullable", true);
                continue;
            }
            let kind = nest.row.variant.or(kind).unwrap_or_else(|| {
                self.notes.count(Note::Variants, nest.row.range.clone());
                Composition::Any
            });
            let variant = self.of(nest);
            if schema.get(kind.keyword()).is_none() {
                schema.set(kind.keyword(), Draft::array(nest.row.range.clone()));
            }
            if let Some(list) = schema.get_mut(kind.keyword()) {
                list.push(variant);
            }
        }
    }

    fn unknown(&mut self, base: &Base, cell: &Range<usize>, rows: bool) {
        let instead = match rows {
            true => "the rows below it are taken instead",
            false => "any value is accepted instead",
        };
        let notice = match base {
            Base::Reference(Link { name, page }) => {
                let message = format!("the page has no section for the schema `{name}`");
                let notice = Refusal::new(&codes::TABLE_REFERENCE, cell.clone(), message);
                match page {
                    Some(page) => notice.help(format!(
                        "what `{page}` has counts where it is read together with this page"
                    )),
                    None => notice,
                }
            }
            Base::Word(name) => {
                let message = format!("`{name}` is not a type");
                Refusal::new(&codes::TABLE_TYPE, cell.clone(), message)
            }
            _ => return,
        };
        self.notes.say(notice.note(instead));
    }
}

fn list_of(item: Draft, range: Range<usize>) -> Draft {
    let mut list = Draft::object(range).with("type", "array");
    list.set("items", item);
    list
}

/// A name as a segment of a JSON pointer.
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Adds what a row says about its schema. Nothing may stand beside a `$ref`, so that moves into
/// an `allOf`.
fn annotate(schema: Draft, row: &Row, prose: bool) -> Draft {
    let mut notes = Draft::object(row.range.clone());
    if prose {
        for (key, text) in [("title", &row.title), ("description", &row.description)] {
            if let Some(text) = text {
                notes.put(key, text.as_str());
            }
        }
    }
    let flags =
        [("nullable", row.ty.nullable), ("readOnly", row.read_only), ("writeOnly", row.write_only)];
    for (key, set) in flags {
        if set {
            notes.put(key, true);
        }
    }
    if schema.get("$ref").is_some() {
        if notes.is_empty() {
            return schema;
        }
        let mut list = Draft::array(schema.range());
        list.push(schema);
        notes.set("allOf", list);
        return notes;
    }
    let mut schema = schema;
    for key in ["title", "description", "nullable", "readOnly", "writeOnly"] {
        if let Some(value) = notes.get(key) {
            schema.set(key, value.clone());
        }
    }
    values(&mut schema, row);
    schema
}

/// Adds the values of `enum`, in the type that the schema or its items have.
fn values(schema: &mut Draft, row: &Row) {
    if row.values.is_empty() {
        return;
    }
    let list = schema.get("type").and_then(Draft::as_str) == Some("array");
    let target = match schema.get_mut("items") {
        Some(items) if list => items,
        _ => schema,
    };
    if target.get("$ref").is_some() {
        return;
    }
    let ty = target.get("type").and_then(Draft::as_str).unwrap_or("").to_owned();
    let mut values = Draft::array(row.values[0].1.clone());
    for (text, range) in &row.values {
        values.push(Draft::leaf(value(text, &ty), range.clone()));
    }
    target.set("enum", values);
}

/// A value as its type writes it, or the text where it is not of the type.
fn value(text: &str, ty: &str) -> Node {
    let parsed = serde_json::from_str(text).ok().filter(|value: &serde_json::Value| match ty {
        "integer" | "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => false,
    });
    parsed.map_or_else(|| Node::from(text), Node::from)
}
