//! Schemas whose `discriminator` tells apart those that are made of them by `allOf` (OpenAPI 3.0.3,
//! "Models with Polymorphism Support"). Wherever such a base stands, any of its heirs may.
//!
//! ```text
//! Pet {petType}              Pet = Cat, if petType is "Cat" | Dog, if it is "Dog" | PetBase
//! Cat: allOf Pet, {hunts}    Cat {petType, hunts}
//! Dog: allOf Pet, {size}     Dog {petType, size}
//! ```

use std::collections::HashMap;

use openapiv3::{Discriminator, OpenAPI, ReferenceOr};

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
        let discriminator = base(sub)?;
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
            let Some((id, _)) = self.target(&reference) else { continue };
            let heir_sub = Sub { schema: ReferenceOr::Reference { reference }, at: At::root() };
            let values = self.tags(discriminator, &heir_sub, heir);
            tags.push(Some((discriminator.property_name.clone(), values)));
            alternatives.push((heir.to_owned(), Use::of(Kind::Type(id))));
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

/// The discriminator of a schema that lists no alternatives itself.
fn base<'a>(sub: &Sub<'a>) -> Option<&'a Discriminator> {
    let ReferenceOr::Item(schema) = sub.schema else { return None };
    let keywords = Keywords::of(&schema.schema_kind);
    let discriminator = schema.schema_data.discriminator.as_ref()?;
    (keywords.one_of.is_empty() && keywords.any_of.is_empty()).then_some(discriminator)
}
