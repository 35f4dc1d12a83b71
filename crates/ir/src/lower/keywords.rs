//! The keywords of one schema, in whichever of [`openapiv3`]'s kinds they stand.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type,
    VariantOrUnknownOrEmpty as Format,
};
use serde_json::Value;

use crate::api::Constraint;

/// What a schema says, borrowed from it. What it does not say is empty.
#[derive(Default)]
pub(super) struct Keywords<'a> {
    pub typ: Option<&'a str>,
    pub format: Option<Cow<'a, str>>,
    pub values: Vec<Value>,
    pub properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub required: &'a [String],
    pub rest: Option<&'a AdditionalProperties>,
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub all_of: &'a [ReferenceOr<Schema>],
    pub one_of: &'a [ReferenceOr<Schema>],
    pub any_of: &'a [ReferenceOr<Schema>],
    pub not: Option<&'a ReferenceOr<Schema>>,
    pub constraints: Vec<Constraint>,
}

impl<'a> Keywords<'a> {
    pub(super) fn of(kind: &'a SchemaKind) -> Keywords<'a> {
        let none = Keywords::default();
        match kind {
            SchemaKind::Any(any) => Keywords::of_any(any),
            SchemaKind::OneOf { one_of } => Keywords { one_of, ..none },
            SchemaKind::AnyOf { any_of } => Keywords { any_of, ..none },
            SchemaKind::AllOf { all_of } => Keywords { all_of, ..none },
            SchemaKind::Not { not } => Keywords { not: Some(not), ..none },
            SchemaKind::Type(typ) => Keywords::of_type(typ),
        }
    }

    fn of_any(any: &'a AnySchema) -> Keywords<'a> {
        let exclusive = |flag: Option<bool>| flag == Some(true);
        let constraints = [
            length(any.min_length, Constraint::MinLength),
            length(any.max_length, Constraint::MaxLength),
            any.pattern.clone().map(Constraint::Pattern),
            minimum(any.minimum, exclusive(any.exclusive_minimum)),
            maximum(any.maximum, exclusive(any.exclusive_maximum)),
            any.multiple_of.map(Constraint::MultipleOf),
            length(any.min_items, Constraint::MinItems),
            length(any.max_items, Constraint::MaxItems),
            exclusive(any.unique_items).then_some(Constraint::UniqueItems),
            length(any.min_properties, Constraint::MinProperties),
            length(any.max_properties, Constraint::MaxProperties),
        ];
        Keywords {
            typ: any.typ.as_deref(),
            format: any.format.as_deref().map(Cow::Borrowed),
            values: any.enumeration.clone(),
            properties: Some(&any.properties),
            required: &any.required,
            rest: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            all_of: &any.all_of,
            one_of: &any.one_of,
            any_of: &any.any_of,
            not: any.not.as_deref(),
            constraints: constraints.into_iter().flatten().collect(),
        }
    }

    fn of_type(typ: &'a Type) -> Keywords<'a> {
        let none = Keywords::default();
        let all =
            |constraints: Vec<Option<Constraint>>| constraints.into_iter().flatten().collect();
        match typ {
            Type::String(t) => Keywords {
                typ: Some("string"),
                format: word(&t.format),
                values: values(&t.enumeration),
                constraints: all(vec![
                    length(t.min_length, Constraint::MinLength),
                    length(t.max_length, Constraint::MaxLength),
                    t.pattern.clone().map(Constraint::Pattern),
                ]),
                ..none
            },
            Type::Number(t) => Keywords {
                typ: Some("number"),
                format: word(&t.format),
                values: values(&t.enumeration),
                constraints: all(vec![
                    minimum(t.minimum, t.exclusive_minimum),
                    maximum(t.maximum, t.exclusive_maximum),
                    t.multiple_of.map(Constraint::MultipleOf),
                ]),
                ..none
            },
            Type::Integer(t) => Keywords {
                typ: Some("integer"),
                format: word(&t.format),
                values: values(&t.enumeration),
                constraints: all(vec![
                    minimum(t.minimum.map(|n| n as f64), t.exclusive_minimum),
                    maximum(t.maximum.map(|n| n as f64), t.exclusive_maximum),
                    t.multiple_of.map(|n| Constraint::MultipleOf(n as f64)),
                ]),
                ..none
            },
            Type::Boolean(t) => {
                Keywords { typ: Some("boolean"), values: values(&t.enumeration), ..none }
            }
            Type::Object(t) => Keywords {
                typ: Some("object"),
                properties: Some(&t.properties),
                required: &t.required,
                rest: t.additional_properties.as_ref(),
                constraints: all(vec![
                    length(t.min_properties, Constraint::MinProperties),
                    length(t.max_properties, Constraint::MaxProperties),
                ]),
                ..none
            },
            Type::Array(t) => Keywords {
                typ: Some("array"),
                items: t.items.as_ref(),
                constraints: all(vec![
                    length(t.min_items, Constraint::MinItems),
                    length(t.max_items, Constraint::MaxItems),
                    t.unique_items.then_some(Constraint::UniqueItems),
                ]),
                ..none
            },
        }
    }

    /// The schema that this one is another name for: an `allOf` of one, and nothing beside it.
    pub(super) fn alias(&self) -> Option<&'a ReferenceOr<Schema>> {
        let [only] = self.all_of else { return None };
        let silent = self.typ.is_none() && self.required.is_empty() && self.describes_nothing();
        silent.then_some(only)
    }

    /// Whether a schema says nothing of its values but their type, what they require and its parts.
    pub(super) fn describes_nothing(&self) -> bool {
        self.format.is_none()
            && self.values.is_empty()
            && self.properties.is_none_or(IndexMap::is_empty)
            && self.rest.is_none()
            && self.items.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.not.is_none()
            && self.constraints.is_empty()
    }
}

fn length(n: Option<usize>, of: fn(u64) -> Constraint) -> Option<Constraint> {
    n.map(|n| of(n as u64))
}

fn minimum(n: Option<f64>, exclusive: bool) -> Option<Constraint> {
    n.map(if exclusive { Constraint::ExclusiveMinimum } else { Constraint::Minimum })
}

fn maximum(n: Option<f64>, exclusive: bool) -> Option<Constraint> {
    n.map(if exclusive { Constraint::ExclusiveMaximum } else { Constraint::Maximum })
}

fn word<T: serde::Serialize>(format: &Format<T>) -> Option<Cow<'_, str>> {
    match format {
        Format::Item(item) => {
            let word = serde_json::to_value(item).ok()?;
            word.as_str().map(|word| Cow::Owned(word.to_owned()))
        }
        Format::Unknown(word) => Some(Cow::Borrowed(word)),
        Format::Empty => None,
    }
}

fn values<T: Clone + Into<Value>>(values: &[Option<T>]) -> Vec<Value> {
    values.iter().map(|value| value.clone().map_or(Value::Null, Into::into)).collect()
}
