//! What a schema is: a type with a name of its own, or something said in place.

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;
use specwright_diagnostics::Origin;

use super::facets::{Additional, Facets, Group};
use super::keywords::Keywords;
use super::union::alternatives_of;
use super::{Lowering, Sub, overlay};
use crate::api::{
    Constant, Constraint, Docs, Enumeration, Field, Integer, Kind, Object, Owner, Place, Rest,
    Shape, Step, Text, Type, TypeId, Use,
};
use crate::codes;

/// How many schemas may stand in each other. Documents are less deep than that themselves.
const DEPTH: usize = 160;

/// How many schemas one named schema or operation may consist of.
const WORK: usize = 50_000;

/// The schemas that make an inline type, by identity.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Schema(*const Schema),
    Reference(String),
    Owner(Owner),
}

impl Key {
    pub(super) fn of(sub: &Sub<'_>) -> Key {
        match &sub.schema {
            ReferenceOr::Item(schema) => Key::Schema(*schema),
            ReferenceOr::Reference { reference } => Key::Reference(reference.clone()),
        }
    }
}

/// How far the lowering of an inline schema is.
pub(super) enum Inline {
    /// Under way; a type waits for it once something inside has asked for it.
    Open(Option<TypeId>),
    /// Done.
    Done(Use),
}

/// What became of a schema.
pub(super) enum Lowered {
    /// Something that needs a name, and what else its values must be.
    Shape(Shape, Vec<Constraint>),
    /// Something that can be said in place.
    Plain(Use),
}

impl<'a> Lowering<'a> {
    /// Lowers a named schema into the type that waits for it.
    pub(super) fn define(&mut self, id: TypeId, name: &str, sub: Sub<'a>) {
        let place = self.types[id.0].place.clone();
        self.work = 0;
        if let Some(used) = self.reference(&sub) {
            let nullable = self.own_nullable(&sub);
            let ty = &mut self.types[id.0];
            ty.shape = Shape::Alias(used);
            ty.nullable = nullable;
            return;
        }
        let facets = self.facets(std::slice::from_ref(&sub));
        let described = described(&facets);
        let origin = self.origin(&facets, std::slice::from_ref(&sub));
        let (lowered, nullable) = match self.inherited(&sub, &facets, name, &place) {
            Some(union) => (union, facets.nullable),
            None => self.lower(facets, &place),
        };
        let (shape, constraints) = lowered.into_shape();
        let ty = &mut self.types[id.0];
        ty.constraints = constraints;
        (ty.docs, ty.examples) = described;
        ty.origin = origin;
        ty.shape = shape;
        ty.nullable = nullable;
    }

    /// The use of a schema that stands in this place. One that `allOf` brings to several places
    /// is one type, called by where it stands itself.
    pub(super) fn use_of(&mut self, subs: &[Sub<'a>], place: &Place) -> Use {
        if let [sub] = subs
            && let Some(used) = self.other(sub)
        {
            return used.or_null(self.own_nullable(sub));
        }
        let own_place = match subs {
            [sub] => sub.at.place(),
            _ => None,
        };
        let mut key: Vec<Key> = subs.iter().map(Key::of).collect();
        // What belongs to an operation is not another's, wherever both have it from.
        if own_place.is_none() {
            key.push(Key::Owner(place.owner.clone()));
        }
        match self.inline.get_mut(&key) {
            Some(Inline::Done(used)) => return used.clone(),
            Some(Inline::Open(Some(id))) => return Use::of(Kind::Type(*id)),
            Some(Inline::Open(waiting)) => {
                // It contains itself: what is being lowered will be this type.
                let id = TypeId(self.types.len());
                *waiting = Some(id);
                self.types.push(Type::new(place.clone()));
                return Use::of(Kind::Type(id));
            }
            None => {}
        }
        self.inline.insert(key.clone(), Inline::Open(None));
        let place = own_place.unwrap_or_else(|| place.clone());
        let facets = self.facets(subs);
        let (docs, examples) = described(&facets);
        let origin = self.origin(&facets, subs);
        let extended = match subs {
            [sub] => self.extended(sub, &facets, &place),
            _ => None,
        };
        let (lowered, nullable) = match extended {
            Some(union) => (union, facets.nullable),
            None => self.lower(facets, &place),
        };
        let waiting = match self.inline.get(&key) {
            Some(Inline::Open(waiting)) => *waiting,
            _ => None,
        };
        let used = match (lowered, waiting) {
            (Lowered::Plain(used), None) => used,
            (Lowered::Shape(shape, constraints), None) => {
                self.add(Type { docs, examples, origin, shape, constraints, ..Type::new(place) })
            }
            (lowered, Some(id)) => {
                let (shape, constraints) = lowered.into_shape();
                let ty = Type { docs, examples, origin, shape, constraints, ..Type::new(place) };
                self.types[id.0] = ty;
                Use::of(Kind::Type(id))
            }
        };
        let used = used.or_null(nullable);
        self.inline.insert(key, Inline::Done(used.clone()));
        used
    }

    pub(super) fn use_of_facets(&mut self, facets: Facets<'a>, place: &Place) -> Use {
        let (docs, examples) = described(&facets);
        let origin = self.origin(&facets, &[]);
        match self.lower(facets, place) {
            (Lowered::Plain(used), nullable) => used.or_null(nullable),
            (Lowered::Shape(shape, constraints), nullable) => {
                let ty = Type::new(place.clone());
                self.add(Type { docs, examples, origin, shape, constraints, ..ty })
                    .or_null(nullable)
            }
        }
    }

    /// Where alternatives stand, or else the first of the schemas.
    fn origin(&self, facets: &Facets<'a>, subs: &[Sub<'a>]) -> Origin {
        let group = facets.groups.first().map(|group| &group.at);
        let first = group.or_else(|| subs.first().map(|sub| &sub.at));
        first.map_or_else(Origin::default, |at| self.normal.origin(&at.pointer()))
    }

    /// The use of another schema, where a schema is a reference and no more than that.
    pub(super) fn reference(&self, sub: &Sub<'a>) -> Option<Use> {
        let reference = match &sub.schema {
            ReferenceOr::Reference { reference } => reference,
            ReferenceOr::Item(schema) => match Keywords::of(&schema.schema_kind).alias()? {
                ReferenceOr::Reference { reference } => reference,
                ReferenceOr::Item(_) => return None,
            },
        };
        self.target(reference).map(|(id, _)| Use::of(Kind::Type(id)))
    }

    fn own_nullable(&self, sub: &Sub<'a>) -> bool {
        matches!(sub.schema, ReferenceOr::Item(schema) if schema.schema_data.nullable)
    }

    /// Lowers a view of a schema; whether `null` is one of its values is told apart.
    pub(super) fn lower(&mut self, facets: Facets<'a>, place: &Place) -> (Lowered, bool) {
        // Alternatives that bring in the schema that they are of would go on for ever.
        if self.depth > DEPTH || self.work > WORK {
            return (Lowered::Plain(Use::of(Kind::Any)), false);
        }
        self.depth += 1;
        self.work += 1;
        let lowered = self.lower_within(facets, place);
        self.depth -= 1;
        lowered
    }

    fn lower_within(&mut self, mut facets: Facets<'a>, place: &Place) -> (Lowered, bool) {
        // What holds whatever else is said.
        let conditions = std::mem::take(&mut facets.conditions);
        let (lowered, nullable) = self.lower_structure(facets, place);
        (lowered.with(conditions), nullable)
    }

    fn lower_structure(&mut self, mut facets: Facets<'a>, place: &Place) -> (Lowered, bool) {
        let mut nullable = facets.nullable;
        if facets.types.contains(&"null") && facets.types.len() > 1 {
            facets.types.retain(|word| *word != "null");
            nullable = true;
        }
        if let Some(values) = &mut facets.values {
            let count = values.len();
            values.retain(|value| !value.is_null());
            nullable |= values.len() < count;
            if values.is_empty() && count > 0 {
                return (Lowered::Plain(Use::of(Kind::Null)), false);
            }
        }
        if facets.values.as_ref().is_some_and(|values| !values.is_empty()) {
            return (self.enumeration(facets), nullable);
        }
        if !facets.groups.is_empty() {
            let (lowered, inner) = self.union(facets, place);
            return (lowered, nullable | inner);
        }
        let lowered = match &facets.types[..] {
            [] => self.untyped(facets, place),
            [word] => {
                let word = *word;
                self.typed(word, facets, place)
            }
            _ => return (self.several_types(facets, place), nullable),
        };
        (lowered, nullable)
    }

    /// A schema without a type: what its other keywords speak of, if they are of one mind.
    fn untyped(&mut self, facets: Facets<'a>, place: &Place) -> Lowered {
        let object = !facets.properties.is_empty()
            || !matches!(facets.rest, Additional::Unsaid)
            || !facets.patterns.is_empty();
        if object {
            self.typed("object", facets, place)
        } else if facets.items.is_some() || !facets.prefix.is_empty() {
            self.typed("array", facets, place)
        } else if facets.format.as_deref().and_then(Text::of_format).is_some() {
            self.typed("string", facets, place)
        } else {
            let used = Use { constraints: facets.constraints, ..Use::of(Kind::Any) };
            Lowered::Plain(used)
        }
    }

    fn typed(&mut self, word: &str, facets: Facets<'a>, place: &Place) -> Lowered {
        let kind = match word {
            "object" => return self.object(facets, place),
            "array" => return Lowered::Plain(self.array(facets, place)),
            "string" => return Lowered::Plain(string(&facets)),
            "integer" => Kind::Integer(integer(&facets)),
            "number" => Kind::Number,
            "boolean" => Kind::Boolean,
            "null" => Kind::Null,
            _ => Kind::Any,
        };
        let keep = |c: &Constraint| {
            use Constraint::*;
            let of_number = matches!(
                c,
                Minimum(_) | Maximum(_) | ExclusiveMinimum(_) | ExclusiveMaximum(_) | MultipleOf(_)
            );
            of_number && matches!(kind, Kind::Integer(_) | Kind::Number)
        };
        let mut constraints: Vec<Constraint> =
            facets.constraints.into_iter().filter(keep).collect();
        if kind == Kind::Number && facets.format.as_deref() == Some("float") {
            constraints.push(Constraint::Format("float".to_owned()));
        }
        Lowered::Plain(Use { constraints, ..Use::of(kind) })
    }

    fn object(&mut self, facets: Facets<'a>, place: &Place) -> Lowered {
        let constraints = facets
            .constraints
            .iter()
            .filter(|c| matches!(c, Constraint::MinProperties(_) | Constraint::MaxProperties(_)));
        let constraints: Vec<Constraint> = constraints.cloned().collect();
        let constraints: Vec<Constraint> =
            constraints.into_iter().chain(self.property_names(&facets)).collect();
        if facets.properties.is_empty() && facets.required.is_empty() {
            let kind = match self.rest(&facets, place) {
                Rest::Keep(_) if matches!(facets.rest, Additional::Anything) => {
                    Some(Kind::AnyObject)
                }
                Rest::Keep(used) => Some(Kind::Map(Box::new(used))),
                Rest::Skip => Some(Kind::AnyObject),
                Rest::Deny => None,
            };
            if let Some(kind) = kind {
                return Lowered::Plain(Use { constraints, ..Use::of(kind) });
            }
        }
        let mut fields: Vec<Field> = Vec::new();
        for (name, subs) in &facets.properties {
            let required = facets.required.contains(name);
            fields.push(self.field(name, subs, required, place));
        }
        // A required property that the document does not describe may be anything.
        for name in &facets.required {
            if !facets.properties.contains_key(name) {
                fields.push(Field::of(name, Use::of(Kind::Any), true));
            }
        }
        let rest = self.rest(&facets, place);
        Lowered::Shape(Shape::Object(Object { fields, rest, multipart: false }), constraints)
    }

    /// What becomes of properties that have no name of their own: by their patterns, and by what is said
    /// of all others. Where only patterns are spoken of, no others are meant.
    fn rest(&mut self, facets: &Facets<'a>, place: &Place) -> Rest {
        let place = place.join(Step::Item);
        let mut values: Vec<Sub<'a>> = facets.patterns.iter().map(|(_, sub)| sub.clone()).collect();
        match &facets.rest {
            Additional::Unsaid if values.is_empty() => return Rest::Skip,
            Additional::Denied if values.is_empty() => return Rest::Deny,
            Additional::Unsaid | Additional::Denied => {}
            Additional::Anything => return Rest::Keep(Use::of(Kind::Any)),
            Additional::Schemas(subs) if values.is_empty() => {
                return Rest::Keep(self.use_of(subs, &place));
            }
            Additional::Schemas(subs) => values.extend(subs.iter().cloned()),
        }
        let used = self.one_of(&values, &place);
        if let (Kind::Type(_), [first, _, ..]) = (&used.kind, &values[..]) {
            let at = first.at.clone();
            self.unchecked(&at, "which of the patterns a name fits is not checked");
        }
        Rest::Keep(used)
    }

    /// The names that properties may have where patterns are all there is besides those of their own.
    fn property_names(&mut self, facets: &Facets<'a>) -> Option<Constraint> {
        if !matches!(facets.rest, Additional::Denied) || facets.patterns.is_empty() {
            return None;
        }
        let mut names: Vec<Vec<Constraint>> = Vec::new();
        for (pattern, sub) in &facets.patterns {
            let (pattern, _) = self.pattern(pattern, &sub.at);
            names.push(vec![Constraint::Pattern(pattern)]);
        }
        if !facets.properties.is_empty() {
            let own = facets.properties.keys().map(|name| Value::from(*name));
            names.push(vec![Constraint::Constants(own.collect())]);
        }
        Some(Constraint::PropertyNames(match names.len() {
            1 => names.pop().unwrap_or_default(),
            _ => vec![Constraint::AnyOf(names)],
        }))
    }

    /// The use of one of several schemas, each as good as the others.
    fn one_of(&mut self, subs: &[Sub<'a>], place: &Place) -> Use {
        let [first, ..] = subs else { return Use::of(Kind::Any) };
        let group = Group {
            alternatives: subs.to_vec(),
            discriminator: None,
            at: first.at.clone(),
            exclusive: false,
        };
        self.use_of_facets(Facets { groups: vec![group], ..Facets::default() }, place)
    }

    fn field(&mut self, name: &'a str, subs: &[Sub<'a>], required: bool, place: &Place) -> Field {
        let place = place.join(Step::Property(name.to_owned()));
        let used = self.use_of(subs, &place);
        let mut field = Field::of(name, used, required);
        // What stands beside a reference is of the property; behind it, of the schema.
        for sub in subs {
            let ReferenceOr::Item(schema) = sub.schema else { continue };
            let parts = self.overlaid(schema).map(|_| overlay::parts(schema));
            for data in parts.into_iter().flatten().chain([&schema.schema_data]) {
                field.read_only |= data.read_only;
                field.write_only |= data.write_only;
                field.docs.deprecated |= data.deprecated;
                field.docs.description = data.description.clone().or(field.docs.description);
                field.default = data.default.clone().or(field.default);
                field.example = data.example.clone().or(field.example);
            }
        }
        if let Some(default) = &field.default
            && !self.may_be(default, &field.used)
        {
            if let Some(sub) = subs.first() {
                let message = format!("the default of `{name}` is not a value of its schema");
                self.warn_once(&codes::INVALID_DEFAULT, &sub.at.key("default"), message);
            }
            field.default = None;
        }
        field
    }

    /// Whether a value is of the kind of a use.
    pub(super) fn may_be(&self, value: &Value, used: &Use) -> bool {
        match (&used.kind, value) {
            (_, Value::Null) => used.nullable || matches!(used.kind, Kind::Null | Kind::Any),
            (Kind::Any, _) | (Kind::AnyObject | Kind::Map(_), Value::Object(_)) => true,
            (Kind::Boolean, Value::Bool(_)) | (Kind::Number, Value::Number(_)) => true,
            (Kind::Integer(_), Value::Number(n)) => {
                n.is_i64() || n.is_u64() || n.as_f64().is_some_and(|n| n.fract() == 0.0)
            }
            (Kind::String(_), Value::String(_)) => true,
            (Kind::Array(item), Value::Array(items)) => {
                items.iter().all(|value| self.may_be(value, item))
            }
            (Kind::Tuple(_), Value::Array(_)) => true,
            (Kind::Type(id), _) => match &self.types[id.0].shape {
                Shape::Alias(used) => self.may_be(value, used),
                Shape::Enumeration(e) => e.constants.iter().any(|c| c.value == *value),
                _ => true,
            },
            _ => false,
        }
    }

    fn array(&mut self, facets: Facets<'a>, place: &Place) -> Use {
        let keep = |c: &&Constraint| {
            matches!(c, Constraint::MinItems(_) | Constraint::MaxItems(_) | Constraint::UniqueItems)
        };
        let constraints: Vec<Constraint> =
            facets.constraints.iter().filter(keep).cloned().collect();
        if let Some(first) = facets.prefix.first() {
            // Fewer items than positions are legal, so only what is sure to be whole is a tuple. More of
            // which the document says what they are would have no place in it.
            let count = facets.prefix.len();
            let sure = |c: &Constraint| matches!(c, Constraint::MinItems(n) if *n >= count as u64);
            if count <= 12 && facets.items.is_none() && constraints.iter().any(sure) {
                let items = facets.prefix.iter().enumerate().map(|(at, sub)| {
                    self.use_of(std::slice::from_ref(sub), &place.join(Step::Position(at)))
                });
                let items = items.collect();
                return Use { constraints, ..Use::of(Kind::Tuple(items)) };
            }
            let mut constraints = constraints;
            let item = place.join(Step::Item);
            let typed = facets.closed || facets.items.is_some();
            if typed && facets.prefix.iter().any(|sub| sub.schema != first.schema) {
                self.unchecked(&first.at, "which of these items stands where is not checked");
            }
            let item = if facets.closed {
                constraints.push(Constraint::MaxItems(count as u64));
                self.one_of(&facets.prefix, &item)
            } else if let Some(subs) = &facets.items {
                self.one_of(&[&facets.prefix[..], &subs[..]].concat(), &item)
            } else {
                let message = "these items are taken as any values, since others may follow";
                self.warn(&codes::UNTYPED_TUPLE, &first.at, message);
                Use::of(Kind::Any)
            };
            return Use { constraints, ..Use::of(Kind::Array(Box::new(item))) };
        }
        let item = match &facets.items {
            Some(subs) => self.use_of(subs, &place.join(Step::Item)),
            None => Use::of(Kind::Any),
        };
        Use { constraints, ..Use::of(Kind::Array(Box::new(item))) }
    }

    fn enumeration(&mut self, facets: Facets<'a>) -> Lowered {
        let mut constants: Vec<Constant> = Vec::new();
        for (index, value) in facets.values.into_iter().flatten().enumerate() {
            if constants.iter().all(|constant| constant.value != value) {
                let text = |list: &[String]| list.get(index).filter(|t| !t.is_empty()).cloned();
                let called = facets.called.iter().find(|said| said.get("value") == Some(&value));
                let said = |key: &str| called?.get(key)?.as_str().map(str::to_owned);
                let name = text(&facets.names).or_else(|| said("name"));
                let description = text(&facets.descriptions).or_else(|| said("description"));
                constants.push(Constant { value, name, description });
            }
        }
        // Of a boolean, both values are all there is.
        if constants.len() == 2 && constants.iter().all(|c| c.value.is_boolean()) {
            return Lowered::Plain(Use::of(Kind::Boolean));
        }
        let enumeration = Enumeration { constants, open: false, free: false };
        Lowered::Shape(Shape::Enumeration(enumeration), Vec::new())
    }

    /// Several types at once: a union with an alternative for each.
    fn several_types(&mut self, facets: Facets<'a>, place: &Place) -> Lowered {
        let words: Vec<&str> = facets.types.clone();
        // Every whole number is a number.
        let numeric = words.iter().all(|word| matches!(*word, "integer" | "number"));
        if numeric {
            return self.typed("number", facets, place);
        }
        if words.len() >= 6 && !facets.has_structure() {
            return Lowered::Plain(Use::of(Kind::Any));
        }
        let alternatives = words.iter().map(|word| {
            let place = place.join(Step::Alternative((*word).to_owned()));
            let facets = Facets { types: vec![word], nullable: false, ..facets.clone() };
            ((*word).to_owned(), self.use_of_facets(facets, &place))
        });
        let alternatives = alternatives.collect();
        alternatives_of(alternatives, &[], false)
    }
}

impl Lowered {
    /// With these constraints besides its own.
    pub(super) fn with(self, more: Vec<Constraint>) -> Lowered {
        let add = |mut all: Vec<Constraint>| {
            all.extend(more);
            all
        };
        match self {
            Lowered::Shape(shape, constraints) => Lowered::Shape(shape, add(constraints)),
            Lowered::Plain(used) => {
                Lowered::Plain(Use { constraints: add(used.constraints.clone()), ..used })
            }
        }
    }

    /// As what a type with a name is: what needs none is an alias, which brings its constraints.
    pub(super) fn into_shape(self) -> (Shape, Vec<Constraint>) {
        match self {
            Lowered::Shape(shape, constraints) => (shape, constraints),
            Lowered::Plain(used) => (Shape::Alias(used), Vec::new()),
        }
    }
}

fn described(facets: &Facets<'_>) -> (Docs, Vec<Value>) {
    (facets.docs.clone(), facets.examples.clone())
}

impl Place {
    /// This place, one step further.
    pub(super) fn join(&self, step: Step) -> Place {
        let mut place = self.clone();
        place.steps.push(step);
        place
    }
}

impl Field {
    pub(super) fn of(name: &str, used: Use, required: bool) -> Field {
        Field {
            name: name.to_owned(),
            used,
            required,
            default: None,
            tag: None,
            docs: Docs::default(),
            read_only: false,
            write_only: false,
            example: None,
            media: None,
        }
    }
}

fn string(facets: &Facets<'_>) -> Use {
    let text = facets.format.as_deref().and_then(Text::of_format);
    let keep = |c: &&Constraint| {
        matches!(c, Constraint::MinLength(_) | Constraint::MaxLength(_) | Constraint::Pattern(_))
    };
    let mut constraints: Vec<Constraint> =
        facets.constraints.iter().filter(keep).cloned().collect();
    // Lengths of files and of Base64 text are not those of strings.
    if matches!(text, Some(Text::Binary)) {
        constraints.clear();
    }
    if text.is_none()
        && let Some(format) = &facets.format
    {
        constraints.push(Constraint::Format(format.clone()));
    }
    Use { constraints, ..Use::of(Kind::String(text.unwrap_or(Text::Plain))) }
}

fn integer(facets: &Facets<'_>) -> Integer {
    let beyond = |limit: f64| {
        facets.constraints.iter().any(|c| matches!(c, Constraint::Maximum(n) if *n >= limit))
    };
    let not_negative = facets.constraints.iter().any(
        |c| matches!(c, Constraint::Minimum(n) | Constraint::ExclusiveMinimum(n) if *n >= 0.0),
    );
    match facets.format.as_deref() {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") if !beyond(2_147_483_648.0) => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32" | "uint") => Integer::U32,
        Some("uint64") => Integer::U64,
        // 2^63 and more fit only without a sign.
        _ if not_negative && beyond(9_223_372_036_854_775_808.0) => Integer::U64,
        _ => Integer::I64,
    }
}
