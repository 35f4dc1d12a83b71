//! What a user settles about the Rust that is written.

use std::collections::BTreeMap;

use specwright_ir::{Constraint, Kind, Owner, Text, TypeId, Use};

use crate::plan::Plan;

/// Types of the user's own, and what is written beside what the document says.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The Rust types that stand for schemas, by the names of these. Each is `Clone`, `Debug`,
    /// `PartialEq`, the runtime's `Wire` and, for servers, its `Shape`.
    pub types: BTreeMap<String, String>,
    /// The Rust types that stand for strings of a `format`.
    pub formats: BTreeMap<String, String>,
    /// Further traits that the types of schemas derive.
    pub derives: Vec<String>,
    /// Whether each schema's types stand in a file of its own, below `src/types/`.
    pub file_per_schema: bool,
    /// Further dependencies: what stands behind each name in `Cargo.toml`.
    pub dependencies: BTreeMap<String, String>,
}

impl Choices {
    /// The features of the runtime that the types need: those of its own are behind one each.
    pub(crate) fn features(&self) -> Vec<&str> {
        let types = self.types.values().chain(self.formats.values());
        let mut features: Vec<&str> = types
            .filter_map(|path| path.strip_prefix("rt::")?.split_once("::"))
            .map(|(feature, _)| feature)
            .collect();
        features.sort_unstable();
        features.dedup();
        features
    }
}

/// Whether a text is a type of Rust, as a field can have.
pub fn is_type(text: &str) -> bool {
    syn::parse_str::<syn::Type>(text).is_ok()
}

/// Whether a text is the path of a trait, as a derive can have.
pub fn is_path(text: &str) -> bool {
    syn::parse_str::<syn::Path>(text).is_ok()
}

fn schema(owner: &Owner) -> Option<&str> {
    match owner {
        Owner::Schema(name) => Some(name),
        _ => None,
    }
}

impl Plan<'_> {
    /// The user's own type for a schema.
    pub(crate) fn own_type(&self, id: TypeId) -> Option<&str> {
        let place = &self.api.get(id).place;
        let name = schema(&place.owner).filter(|_| place.steps.is_empty())?;
        self.config.choices.types.get(name).map(String::as_str)
    }

    /// The user's own type for a text of a format.
    pub(crate) fn own_text(&self, used: &Use) -> Option<&str> {
        let Kind::String(text) = &used.kind else { return None };
        let named = used.constraints.iter().find_map(|constraint| match constraint {
            Constraint::Format(name) => Some(name.as_str()),
            _ => None,
        });
        let formats = &self.config.choices.formats;
        let own = match (text, named) {
            (Text::Plain, Some(name)) => formats.get(name),
            (Text::Plain, None) => None,
            (text, _) => {
                let known = |name: &&String| Text::of_format(name).as_ref() == Some(text);
                formats.keys().find(known).and_then(|name| formats.get(name))
            }
        };
        own.map(String::as_str)
    }

    /// Whether a type of the user's own holds a value, through whatever aliases.
    pub(crate) fn is_own(&self, used: &Use) -> bool {
        let mut used = used;
        loop {
            let Kind::Type(id) = used.kind else { return self.own_text(used).is_some() };
            if self.own_type(id).is_some() {
                return true;
            }
            match &self.api.get(id).shape {
                specwright_ir::Shape::Alias(next) => used = next,
                _ => return false,
            }
        }
    }
}
