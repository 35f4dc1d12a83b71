//! What a page lost when its site took from the vendor's file what one operation needs: sites follow
//! `$ref`s to schemas, though not all of them, and not what a discriminator maps its values to.

use std::collections::HashSet;
use std::ops::Range;

use specwright_diagnostics::{Map, Node, Value};

use super::Page;
use crate::codes;
use crate::load::{Loaded, Refusal};

/// Where the schemas of a page are.
const SCHEMAS: &str = "#/components/schemas/";

/// Passes over the values of discriminators whose schemas the page lacks.
pub(super) fn mappings(page: &Page, body: &Range<usize>, loaded: &mut Loaded) {
    if !page.slice(body).contains("mapping") {
        return;
    }
    let mut lost = Lost::of(&loaded.tree);
    walk(&mut loaded.tree, Key::Word, &mut |map| {
        let discriminator = map.get_mut("discriminator").and_then(Node::as_object_mut);
        let discriminator = discriminator.filter(|map| map.contains_key("propertyName"));
        let mapping = discriminator.and_then(|map| map.get_mut("mapping"));
        if let Some(mapping) = mapping.and_then(Node::as_object_mut) {
            mapping.retain(|_, value| !lost.notes(value));
        }
    });
    let message = |what: String| format!("a discriminator leads to {what}, which the page lacks");
    let notice = lost.notice(page, body, "mapping", message);
    loaded.notices.extend(notice.map(|it| it.note("values that lead there are passed over")));
}

/// Takes any value where a schema is referred to that the page lacks.
pub(super) fn references(page: &Page, body: &Range<usize>, loaded: &mut Loaded) {
    let mut lost = Lost::of(&loaded.tree);
    walk(&mut loaded.tree, Key::Word, &mut |map| {
        if map.get("$ref").is_some_and(|text| lost.notes(text)) {
            map.shift_remove("$ref");
        }
    });
    let message = |what: String| format!("the page refers to {what}, which it lacks");
    let notice = lost.notice(page, body, "$ref", message);
    loaded.notices.extend(notice.map(|it| it.note("any value is accepted there")));
}

/// The references that lead nowhere.
struct Lost {
    schemas: Option<Node>,
    all: HashSet<String>,
    first: Option<String>,
}

impl Lost {
    fn of(tree: &Node) -> Lost {
        let schemas = tree.get("components").and_then(|components| components.get("schemas"));
        Lost { schemas: schemas.cloned(), all: HashSet::new(), first: None }
    }

    /// Whether a reference is one of them, which may be the mere name of a schema.
    fn notes(&mut self, reference: &Node) -> bool {
        let Some(text) = reference.as_str() else { return false };
        let is_name = !text.contains(['/', '.', '#']);
        let way = if is_name { Some(text) } else { text.strip_prefix(SCHEMAS) };
        if !way.is_some_and(|way| self.is_lost(way)) {
            return false;
        }
        self.first.get_or_insert_with(|| text.to_owned());
        self.all.insert(text.to_owned());
        true
    }

    /// Whether a way leads to nothing among the schemas. What leads through other references, or has to
    /// be decoded, is left to those who resolve them.
    fn is_lost(&self, way: &str) -> bool {
        let mut node = self.schemas.as_ref();
        for segment in way.split('/') {
            let Some(schema) = node else { return true };
            if schema.get("$ref").is_some() || segment.contains('%') {
                return false;
            }
            node = schema.get(&segment.replace("~1", "/").replace("~0", "~"));
        }
        node.is_none()
    }

    /// One message a page, at the first, which stands behind a key.
    fn notice(
        self,
        page: &Page,
        body: &Range<usize>,
        key: &str,
        message: impl Fn(String) -> String,
    ) -> Option<Refusal> {
        let first = self.first?;
        let what = match self.all.len() - 1 {
            0 => format!("`{first}`"),
            more => format!("`{first}` and to {more} more"),
        };
        let text = page.slice(body);
        let start = text.find(key).unwrap_or_default();
        let found = text[start..].find(first.as_str()).map(|at| body.start + start + at);
        let range = found.map_or(body.start..body.start, |at| at..at + first.len());
        let notice = Refusal::new(&codes::EXCERPT_LOSS, range, message(what));
        Some(notice.help("use the vendor's OpenAPI file, if there is one"))
    }
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Key {
    /// Words of OpenAPI.
    Word,
    /// Names that the vendor gave.
    Name,
    /// Those of a value that is shown.
    Shown,
}

/// Visits all objects whose keys are words.
fn walk(node: &mut Node, keys: Key, visit: &mut impl FnMut(&mut Map)) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, keys, visit)),
        Value::Object(map) if keys != Key::Shown => {
            if keys == Key::Word {
                visit(map);
            }
            for (key, value) in map.iter_mut() {
                let below = match (keys, key.as_str()) {
                    (Key::Name, _) => Key::Word,
                    (_, "properties" | "patternProperties" | "schemas") => Key::Name,
                    (_, "example" | "examples" | "default" | "enum" | "const") => Key::Shown,
                    _ => Key::Word,
                };
                walk(value, below, visit);
            }
        }
        _ => {}
    }
}
