//! Schemas whose `discriminator` tells apart those that are made of them by `allOf` (OpenAPI 3.0.3,
//! "Models with Polymorphism Support"). Wherever such a base stands, any of its heirs may.
//!
//! ```text
//! Pet {petType}              Pet = Cat, if petType is "Cat" | Dog, if it is "Dog" | PetBase
//! Cat: allOf Pet, {hunts}    Cat {petType, hunts}
//! Dog: allOf Pet, {size}     Dog {petType, size}
//! ```
//!
//! A schema without a name is no heir, as no discriminator can mean it. What it says beside a base, it says
//! of whatever heir stands there, unless it says itself which that is.
//!
//! ```text
//! pet: allOf Pet, {since}    pet = allOf Cat, {since} | allOf Dog, {since} | {petType, since}
//! ```

use std::collections::HashMap;

use openapiv3::{AnySchema, Discriminator, OpenAPI, ReferenceOr, Schema, SchemaKind};

use super::facets::Facets;
use super::keywords::Keywords;
use super::schema::Lowered;
use super::union::alternatives_of;
use super::{At, Lowering, Sub};
use crate::api::{Constraint, Kind, Place, Step, Use};

/// The named schemas that are made of each.
pub(super) type Heirs<'a> = HashMap<&'a str, Vec<&'a str>>;

const SCHEMAS: &str = "#/components/schemas/";

/// Which schemas are made of which by `allOf`, directly.
pub(super) fn heirs(document: &OpenAPI) -> Heirs<'_> {
    let mut heirs = Heirs::new();
    let schemas = document.components.iter().flat_map(|components| &components.schemas);
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else { continue };
        let keywords = Keywords::of(&schema.schema_kind);
        // Another name for a schema is no heir of it.
        if keywords.alias().is_some() {
            continue;
        }
        for part in keywords.all_of {
            if let ReferenceOr::Reference { reference } = part
                && let Some(base) = reference.strip_prefix(SCHEMAS)
            {
                heirs.entry(base).or_default().push(name);
            }
        }
    }
    heirs
}

impl<'a> Lowering<'a> {
    /// The union that a named schema is, if it is a base that has heirs.
    pub(super) fn inherited(
        &mut self,
        sub: &Sub<'a>,
        facets: &Facets<'a>,
        name: &str,
        place: &Place,
    ) -> Option<Lowered> {
        self.union_of_heirs(name, base(sub)?, facets, &[], place)
    }

    /// The union that a schema without a name is, if it says more of a base that has heirs.
    pub(super) fn extended(
        &mut self,
        sub: &Sub<'a>,
        facets: &Facets<'a>,
        place: &Place,
    ) -> Option<Lowered> {
        let ReferenceOr::Item(schema) = sub.schema else { return None };
        let parts = Keywords::of(&schema.schema_kind).all_of;
        let (index, reference, discriminator) =
            parts.iter().enumerate().find_map(|(index, part)| {
                let ReferenceOr::Reference { reference } = part else { return None };
                Some((index, reference, base(&self.target(reference)?.1)?))
            })?;
        // Who speaks of what tells heirs apart is one of them, if without a name.
        let tells = facets.properties.get(&discriminator.property_name[..]);
        if tells.is_some_and(|subs| subs.len() > 1) {
            return None;
        }
        let at = sub.at.key("allOf");
        let others = parts.iter().enumerate().filter(|(other, _)| *other != index);
        let mut more: Vec<Sub<'a>> =
            others.map(|(index, part)| Sub::new(part, at.index(index))).collect();
        let beside = &*self.arena.alloc(without_parts(schema));
        more.push(Sub { schema: ReferenceOr::Item(beside), at: sub.at.clone() });
        let name = reference.strip_prefix(SCHEMAS)?.replace("~1", "/").replace("~0", "~");
        let said = self.facets(&more);
        if said.only_describes() && !self.heirs_of(&name).is_empty() {
            let (id, _) = self.target(reference)?;
            return Some(Lowered::Plain(Use::of(Kind::Type(id))).with(said.conditions));
        }
        self.union_of_heirs(&name, discriminator, facets, &more, place)
    }

    /// The union of the heirs of a base, each with what more is said, and of the base itself, of which
    /// these are the facets with that in them.
    fn union_of_heirs(
        &mut self,
        name: &str,
        discriminator: &Discriminator,
        facets: &Facets<'a>,
        more: &[Sub<'a>],
        place: &Place,
    ) -> Option<Lowered> {
        let heirs = self.heirs_of(name);
        let tag = &discriminator.property_name[..];
        // What heirs do not carry cannot tell them apart.
        let known = facets.properties.contains_key(tag) || facets.required.contains(tag);
        if heirs.is_empty() || !known {
            return None;
        }
        let mut alternatives = Vec::new();
        let mut tags = Vec::new();
        for heir in heirs {
            let reference = format!("{SCHEMAS}{}", heir.replace('~', "~0").replace('/', "~1"));
            let mut subs =
                vec![Sub { schema: ReferenceOr::Reference { reference }, at: At::root() }];
            let heir = self.given(heir);
            let values = self.tags(discriminator, &subs[0], &heir);
            subs.extend(more.iter().cloned());
            let used = self.use_of(&subs, &place.join(Step::Alternative(heir.clone())));
            tags.push(Some((discriminator.property_name.clone(), values)));
            alternatives.push((heir, Use { nullable: false, ..used }));
        }
        // What no heir is, is the base itself: heirs are added over the years. A value that names one
        // and is not as it must be is none.
        let place = place.join(Step::Alternative("base".to_owned()));
        let mut itself = self.use_of_facets(facets.clone(), &place);
        let values = tags.iter().flatten().flat_map(|(_, values)| values.clone()).collect();
        let named = Constraint::Property(tag.to_owned(), vec![Constraint::Constants(values)]);
        itself
            .constraints
            .push(Constraint::Not(vec![Constraint::Required(vec![tag.to_owned()]), named]));
        tags.push(None);
        alternatives.push(("base".to_owned(), Use { nullable: false, ..itself }));
        Some(alternatives_of(alternatives, &tags, false))
    }

    /// Whatever is made of a schema, directly or not, in the order of the document.
    fn heirs_of(&self, name: &str) -> Vec<&'a str> {
        let mut all: Vec<&'a str> = Vec::new();
        let mut open = vec![name.to_owned()];
        while let Some(base) = open.pop() {
            for heir in self.heirs.get(base.as_str()).into_iter().flatten() {
                if *heir != name && !all.contains(heir) {
                    all.push(heir);
                    open.push((*heir).to_owned());
                }
            }
        }
        all.sort_by_key(|name| self.named.get(name).map(|id| id.0));
        all
    }
}

/// A schema without its `allOf`.
fn without_parts(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    match &mut schema.schema_kind {
        SchemaKind::Any(any) => any.all_of.clear(),
        kind => *kind = SchemaKind::Any(AnySchema::default()),
    }
    schema
}

/// The discriminator of a schema that lists no alternatives itself.
fn base<'a>(sub: &Sub<'a>) -> Option<&'a Discriminator> {
    let ReferenceOr::Item(schema) = sub.schema else { return None };
    let keywords = Keywords::of(&schema.schema_kind);
    let discriminator = schema.schema_data.discriminator.as_ref()?;
    (keywords.one_of.is_empty() && keywords.any_of.is_empty()).then_some(discriminator)
}
