//! Schemas that are another one and say nothing new of its values: an `allOf` of a reference, and
//! of parts that describe it, or that repeat its type and what it requires. These are that schema,
//! described where they stand, and no types of their own.

use openapiv3::{ReferenceOr, Schema, SchemaData};

use super::keywords::Keywords;
use super::{Lowering, Sub};
use crate::api::{Kind, TypeId, Use};

/// What stands around the reference.
struct Overlay<'a> {
    reference: &'a str,
    types: Vec<&'a str>,
    required: Vec<&'a String>,
}

impl<'a> Overlay<'a> {
    /// `None` if the schema has not just one reference among its parts, or says more.
    fn of(schema: &'a Schema) -> Option<Overlay<'a>> {
        let mut overlay = Overlay { reference: "", types: Vec::new(), required: Vec::new() };
        let is_reference = |part: &ReferenceOr<Schema>| part.as_item().is_none();
        Keywords::of(&schema.schema_kind).all_of.iter().any(is_reference).then_some(())?;
        overlay.take(schema, true)?;
        Some(overlay)
    }

    fn take(&mut self, schema: &'a Schema, outer: bool) -> Option<()> {
        let own = Keywords::of(&schema.schema_kind);
        let keyword =
            |key: &String| key.starts_with("x-specwright-") && *key != "x-specwright-examples";
        let silent = own.describes_nothing() && !schema.schema_data.extensions.keys().any(keyword);
        (silent && (outer || own.all_of.is_empty())).then_some(())?;
        self.types.extend(own.typ);
        self.required.extend(own.required);
        for part in own.all_of {
            match part {
                ReferenceOr::Reference { reference } if self.reference.is_empty() => {
                    self.reference = reference;
                }
                ReferenceOr::Reference { .. } => return None,
                ReferenceOr::Item(part) => self.take(part, false)?,
            }
        }
        Some(())
    }
}

/// What those parts of a schema say that are no references.
pub(super) fn parts(schema: &Schema) -> impl Iterator<Item = &SchemaData> {
    let parts = Keywords::of(&schema.schema_kind).all_of.iter();
    parts.filter_map(|part| Some(&part.as_item()?.schema_data))
}

impl<'a> Lowering<'a> {
    /// The use of another schema, where a schema says nothing new of its values.
    pub(super) fn other(&mut self, sub: &Sub<'a>) -> Option<Use> {
        if let Some(used) = self.reference(sub) {
            return Some(used);
        }
        let ReferenceOr::Item(schema) = sub.schema else { return None };
        Some(Use::of(Kind::Type(self.overlaid(schema)?)))
    }

    /// The type of the schema that another one is without saying more of it.
    pub(super) fn overlaid(&mut self, schema: &'a Schema) -> Option<TypeId> {
        let overlay = Overlay::of(schema)?;
        let (id, base) = self.target(overlay.reference)?;
        if !overlay.types.is_empty() || !overlay.required.is_empty() {
            let known = self.facets(&[Sub::clone(&base)]);
            let object = known.types.is_empty() && !known.properties.is_empty();
            let typed = |word: &&str| known.types == [*word] || object && *word == "object";
            let required = |name: &&String| known.required.contains(&name[..]);
            let repeats = overlay.types.iter().all(typed) && overlay.required.iter().all(required);
            repeats.then_some(())?;
        }
        Some(id)
    }
}
