//! Bodies in their media types.

use openapiv3::{Content, Example, MediaType, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::schema::Lowered;
use super::union::alternatives_of;
use super::{At, Lowering, Sub};
use crate::api::{
    Constraint, Docs, Field, Kind, Object, Place, Rest, Shape, Step, Text, Type, Use,
};
use crate::{Codec, Media, codes};

impl<'a> Lowering<'a> {
    /// The media types of a body; those that hold the same in the same way are one. The types of the
    /// others are reached by nothing, and so are those of a structure that travels as it is, of which it is
    /// said unless another media type has structures.
    pub(super) fn content(
        &mut self,
        content: &'a Content,
        at: &At<'a>,
        place: &Place,
    ) -> Vec<Media> {
        let mut all: Vec<Media> = Vec::new();
        let mut unread = Vec::new();
        let many = content.len() > 1;
        for (range, media) in json_first(content) {
            let mut place = place.clone();
            if many && !all.is_empty() {
                place = place.join(Step::Media(range.clone()));
            }
            let at = at.key(range.as_str());
            let lowered = self.media(range, media, &at, &place, &mut unread);
            let same = all.iter_mut().find(|known| {
                (known.codec, &known.styles) == (lowered.codec, &lowered.styles)
                    && self.same(&known.used, &lowered.used)
            });
            match same {
                Some(known) => {
                    known.ranges.extend(lowered.ranges);
                    known.examples.extend(lowered.examples);
                }
                None => all.push(lowered),
            }
        }
        if all.iter().all(|media| matches!(media.codec, Codec::Text | Codec::Binary)) {
            for (range, at) in unread {
                let message = format!("`{range}` travels as it is: this schema is not used");
                self.warn_once(&codes::UNCHECKED_KEYWORD, &at, message);
            }
        }
        all
    }

    fn media(
        &mut self,
        range: &'a str,
        media: &'a MediaType,
        at: &At<'a>,
        place: &Place,
        unread: &mut Vec<(&'a str, At<'a>)>,
    ) -> Media {
        if let Some(codec) = stream(range) {
            let used = self.streamed(codec, media, at, place);
            let ranges = vec![range.to_owned()];
            return Media { ranges, codec, used, styles: Vec::new(), examples: Vec::new() };
        }
        let before = self.types.len();
        let mut used = match &media.schema {
            Some(schema) => {
                let sub = Sub::new(schema, at.key("schema"));
                self.use_of(&[sub], place)
            }
            None => Use::of(Kind::Any),
        };
        let codec = self.codec(range, &used, media.schema.is_some());
        if is_plain(range) && self.is_object(&used) && codec != Codec::Json {
            unread.push((range, at.key("schema")));
        }
        match codec {
            Codec::Text => {
                let constraints = self.text_constraints(&used);
                used = Use { constraints, ..Use::of(Kind::String(Text::Plain)) };
            }
            Codec::Binary => used = Use::of(Kind::String(Text::Binary)),
            Codec::Multipart => {
                let schema = media.schema.as_ref().map(|schema| Sub::new(schema, at.key("schema")));
                used = self.multipart(used, schema, at, place, before);
                self.encode_parts(&used, &media.encoding, at);
            }
            Codec::Json | Codec::Form | Codec::Lines | Codec::Events => {}
        }
        let examples = media.example.iter().cloned();
        let named = media.examples.values().filter_map(|example| self.example(example));
        let examples = examples.chain(named.collect::<Vec<_>>());
        let examples = match codec {
            Codec::Json => examples.map(|example| self.structure(example, &used)).collect(),
            _ => examples.collect(),
        };
        let styles = match codec {
            Codec::Form => self.field_styles(&media.encoding, &used),
            _ => Vec::new(),
        };
        Media { ranges: vec![range.to_owned()], codec, used, styles, examples }
    }

    /// What a body of text must be, of what its schema says of strings.
    fn text_constraints(&self, used: &Use) -> Vec<Constraint> {
        match &used.kind {
            Kind::String(Text::Plain | Text::Secret) => used.constraints.clone(),
            Kind::Type(id) => {
                let ty = &self.types[id.0];
                let of_shape = match &ty.shape {
                    Shape::Alias(next) => self.text_constraints(next),
                    Shape::Enumeration(e) if !e.free => {
                        let constants = e.constants.iter().map(|constant| constant.value.clone());
                        vec![Constraint::Constants(constants.collect())]
                    }
                    _ => Vec::new(),
                };
                of_shape.into_iter().chain(ty.constraints.iter().cloned()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn codec(&self, range: &str, used: &Use, described: bool) -> Codec {
        let bare = bare(range);
        let binary = matches!(self.resolve(used).kind, Kind::String(Text::Binary));
        match &bare[..] {
            "application/x-www-form-urlencoded" if self.is_object(used) => Codec::Form,
            "application/x-www-form-urlencoded" => Codec::Text,
            _ if bare.starts_with("multipart/") && self.is_object(used) => Codec::Multipart,
            _ if binary => Codec::Binary,
            _ if is_json(range) => Codec::Json,
            "application/xml" | "text/xml" => Codec::Binary,
            _ if bare.ends_with("+xml") => Codec::Binary,
            _ if bare.starts_with("text/") => Codec::Text,
            // What may be anything and is described as a structure is one.
            "*/*" | "application/*" if described && !self.is_text(used) => Codec::Json,
            _ => Codec::Binary,
        }
    }

    /// What each value of a stream is: what `itemSchema` (OpenAPI 3.2) says; else, as older documents
    /// have it, the schema itself, or that of its items where it is a list.
    fn streamed(&mut self, codec: Codec, media: &'a MediaType, at: &At<'a>, place: &Place) -> Use {
        let key = "x-specwright-itemSchema";
        let item = place.clone().join(Step::Item);
        let used = match (media.extensions.get(key), &media.schema) {
            (Some(schema), _) => {
                let event = self.parse(schema, at.key(key));
                let data = match codec {
                    Codec::Events => self.data_of(&event).unwrap_or(event),
                    _ => event,
                };
                self.use_of(&[data], &item)
            }
            (None, Some(schema)) => {
                let used = self.use_of(&[Sub::new(schema, at.key("schema"))], &item);
                match &self.resolve(&used).kind {
                    Kind::Array(item) => (**item).clone(),
                    _ => used,
                }
            }
            (None, None) if codec == Codec::Events => Use::of(Kind::String(Text::Plain)),
            (None, None) => Use::of(Kind::Any),
        };
        match self.resolve(&used).kind {
            // Data that is described as text of any sort is that text.
            Kind::String(_) if codec == Codec::Events => {
                let constraints = self.text_constraints(&used);
                Use { constraints, ..Use::of(Kind::String(Text::Plain)) }
            }
            _ => used,
        }
    }

    /// The schema of the data of an event that is described as an object of the fields of
    /// server-sent events: what it contains, where it is JSON in a string.
    fn data_of(&mut self, event: &Sub<'a>) -> Option<Sub<'a>> {
        let (schema, at) = self.schema_of(event)?;
        let SchemaKind::Type(openapiv3::Type::Object(object)) = &schema.schema_kind else {
            return None;
        };
        let data = Sub::boxed(object.properties.get("data")?, at.key("properties").key("data"));
        let (schema, at) = self.schema_of(&data)?;
        let key = "x-specwright-contentSchema";
        match schema.schema_data.extensions.get(key) {
            Some(content) => Some(self.parse(content, at.key(key))),
            None => Some(data),
        }
    }

    /// The schema that stands somewhere, or that the reference there leads to.
    pub(super) fn schema_of(&self, sub: &Sub<'a>) -> Option<(&'a Schema, At<'a>)> {
        let mut sub = sub.clone();
        for _ in 0..=self.named.len() {
            match sub.schema {
                ReferenceOr::Item(schema) => return Some((schema, sub.at)),
                ReferenceOr::Reference { reference } => sub = self.target(&reference)?.1,
            }
        }
        None
    }

    pub(super) fn resolve<'b>(&'b self, used: &'b Use) -> &'b Use {
        let mut used = used;
        for _ in 0..self.types.len() {
            match used.kind {
                Kind::Type(id) => match &self.types[id.0].shape {
                    Shape::Alias(next) => used = next,
                    _ => break,
                },
                _ => break,
            }
        }
        used
    }

    pub(super) fn is_object(&self, used: &Use) -> bool {
        let used = self.resolve(used);
        match used.kind {
            Kind::Type(id) => matches!(self.types[id.0].shape, Shape::Object(_) | Shape::Union(_)),
            Kind::Map(_) | Kind::AnyObject => true,
            _ => false,
        }
    }

    fn is_text(&self, used: &Use) -> bool {
        matches!(self.resolve(used).kind, Kind::String(_) | Kind::Any)
    }

    /// Whether two uses say the same, down through inline types.
    fn same(&self, a: &Use, b: &Use) -> bool {
        a == b
            || serde_json::to_value(self.spelled(a, 0)).ok()
                == serde_json::to_value(self.spelled(b, 0)).ok()
    }

    fn spelled(&self, used: &Use, depth: usize) -> Value {
        let named = |id: crate::TypeId| self.types[id.0].schema().is_some();
        let inner: Vec<Value> = match used.kind {
            Kind::Type(id) if named(id) || depth > 8 => vec![Value::from(id.0)],
            Kind::Type(id) => {
                let shape = &self.types[id.0].shape;
                let names: Vec<Value> = match shape {
                    Shape::Object(o) => o
                        .fields
                        .iter()
                        .map(|f| Value::from(format!("{}{}", f.name, f.required)))
                        .collect(),
                    Shape::Enumeration(e) => e.constants.iter().map(|c| c.value.clone()).collect(),
                    _ => Vec::new(),
                };
                names
                    .into_iter()
                    .chain(shape.uses().into_iter().map(|u| self.spelled(u, depth + 1)))
                    .collect()
            }
            _ => used.parts().into_iter().map(|u| self.spelled(u, depth + 1)).collect(),
        };
        let kind = match &used.kind {
            Kind::Type(_) | Kind::Array(_) | Kind::Map(_) | Kind::Tuple(_) => {
                format!("{:?}", std::mem::discriminant(&used.kind))
            }
            kind => format!("{kind:?}"),
        };
        serde_json::json!([kind, used.nullable, inner])
    }

    /// A type of its own for a multipart body: its files are files there and nowhere else. The
    /// parts of alternatives stand side by side, as none of them could be told from the others: what
    /// all of them require is required, and what they hold differently may be either.
    /// Of the types, those from `before` on were made for this body.
    fn multipart(
        &mut self,
        used: Use,
        schema: Option<Sub<'a>>,
        at: &At<'a>,
        place: &Place,
        before: usize,
    ) -> Use {
        let parts = self.parts_of(&used, 0);
        let fields: Vec<Field> =
            parts.into_iter().map(|part| self.field_of(part, at, place)).collect();
        let said = match self.resolve(&used).kind {
            Kind::Type(id) if matches!(self.types[id.0].shape, Shape::Union(_)) => {
                schema.map_or_else(Vec::new, |schema| self.alternatives_hold(schema))
            }
            Kind::Type(id) => self.types[id.0].constraints.clone(),
            _ => Vec::new(),
        };
        let constraints = self.of_parts(said, &fields).constraints;
        let object = Object { fields, rest: Rest::Skip, multipart: true };
        if let Kind::Type(id) = used.kind
            && id.0 >= before
            && self.types[id.0].place == *place
            && matches!(self.types[id.0].shape, Shape::Object(_) | Shape::Union(_))
        {
            self.types[id.0].shape = Shape::Object(object);
            self.types[id.0].constraints = constraints;
            return used;
        }
        let docs = match self.resolve(&used).kind {
            Kind::Type(id) => self.types[id.0].docs.clone(),
            _ => Docs::default(),
        };
        let shape = Shape::Object(object);
        let ty = Type { docs, shape, constraints, ..Type::new(place.clone()) };
        self.add(ty).or_null(used.nullable)
    }

    /// What a part holds. A file has no null, and no other name.
    fn part(&self, used: &Use) -> Use {
        let is_file = |used: &Use| self.resolve(used).kind == Kind::String(Text::Binary);
        let file = || Use::of(Kind::String(Text::Binary));
        match &self.resolve(used).kind {
            _ if is_file(used) => file(),
            Kind::Array(item) if is_file(item) => {
                let constraints = self.counts(used);
                Use { constraints, ..Use::of(Kind::Array(Box::new(file()))) }
            }
            _ => used.clone(),
        }
    }

    /// How many items a list has, as is said of it and of the types that it is another name for.
    fn counts(&self, used: &Use) -> Vec<Constraint> {
        let (mut used, mut all) = (used, Vec::new());
        for _ in 0..=self.types.len() {
            all.extend(used.constraints.clone());
            let Kind::Type(id) = used.kind else { break };
            all.extend(self.types[id.0].constraints.clone());
            let Shape::Alias(next) = &self.types[id.0].shape else { break };
            used = next;
        }
        all.retain(|one| matches!(one, Constraint::MinItems(_) | Constraint::MaxItems(_)));
        all
    }

    /// The parts of a body, and whatever each may hold.
    pub(super) fn parts_of(&self, used: &Use, depth: usize) -> Vec<(Field, Vec<Use>)> {
        let Kind::Type(id) = self.resolve(used).kind else { return Vec::new() };
        match &self.types[id.0].shape {
            Shape::Object(object) => {
                let part = |field: &Field| (field.clone(), vec![self.part(&field.used)]);
                object.fields.iter().map(part).collect()
            }
            Shape::Union(union) if depth < 4 => {
                let alternatives = union.alternatives.iter();
                let alternatives = alternatives.map(|a| self.parts_of(&a.used, depth + 1));
                alternatives.reduce(side_by_side).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The field of a part that may hold these.
    fn field_of(
        &mut self,
        (field, mut uses): (Field, Vec<Use>),
        at: &At<'a>,
        place: &Place,
    ) -> Field {
        let place = place.join(Step::Property(field.name.clone()));
        let used = match &uses[..] {
            [_] => uses.remove(0),
            _ if uses.iter().any(Use::is_binary) => self.file_of(&field.name, &uses, at),
            _ => {
                let nullable = uses.iter().any(|used| used.nullable);
                let named = uses.iter().enumerate();
                let alternatives: Vec<(String, Use)> = named
                    .map(|(at, used)| {
                        ((at + 1).to_string(), Use { nullable: false, ..used.clone() })
                    })
                    .collect();
                let lowered = self
                    .collapse(&alternatives)
                    .unwrap_or_else(|| alternatives_of(alternatives, &[], false));
                match lowered {
                    Lowered::Plain(used) => used.or_null(nullable),
                    lowered => {
                        let (shape, constraints) = lowered.into_shape();
                        self.add(Type { shape, constraints, ..Type::new(place) }).or_null(nullable)
                    }
                }
            }
        };
        Field { used, ..field }
    }

    /// A part that is a file in one of these uses: its bytes are whatever the others hold as well. It is
    /// a list of files if any of them is a list, for as many as all of them say.
    fn file_of(&mut self, name: &str, uses: &[Use], at: &At<'a>) -> Use {
        if !uses.iter().all(Use::is_binary) {
            let message = format!("the part `{name}` may be a file or a value: it is a file");
            self.warn(&codes::INDISTINCT_ALTERNATIVES, at, message);
        }
        let file = Use::of(Kind::String(Text::Binary));
        let is_list = |used: &Use| matches!(self.resolve(used).kind, Kind::Array(_));
        if !uses.iter().any(is_list) {
            return file;
        }
        let mut constraints = uses[0].constraints.clone();
        constraints.retain(|one| uses.iter().all(|used| used.constraints.contains(one)));
        Use { constraints, ..Use::of(Kind::Array(Box::new(file))) }
    }

    /// An example that is the text of a structure, as authors paste it, is the structure.
    fn structure(&self, example: Value, used: &Use) -> Value {
        match &example {
            Value::String(text)
                if text.trim_start().starts_with(['{', '[']) && !self.is_text(used) =>
            {
                serde_json::from_str(text).unwrap_or(example)
            }
            _ => example,
        }
    }

    pub(super) fn example(&self, example: &'a ReferenceOr<Example>) -> Option<Value> {
        let example = match example {
            ReferenceOr::Item(example) => example,
            ReferenceOr::Reference { reference } => {
                let name = reference.strip_prefix("#/components/examples/")?;
                self.document.components.as_ref()?.examples.get(name)?.as_item()?
            }
        };
        example.value.clone()
    }
}

/// The parts of two alternatives. What one of them does not require may be missing.
fn side_by_side(
    mut all: Vec<(Field, Vec<Use>)>,
    more: Vec<(Field, Vec<Use>)>,
) -> Vec<(Field, Vec<Use>)> {
    for (field, _) in &mut all {
        field.required &= more.iter().any(|(other, _)| other.name == field.name && other.required);
    }
    for (mut field, uses) in more {
        match all.iter_mut().find(|(known, _)| known.name == field.name) {
            Some((_, known)) => {
                let new: Vec<Use> = uses.into_iter().filter(|used| !known.contains(used)).collect();
                known.extend(new);
            }
            None => {
                field.required = false;
                all.push((field, uses));
            }
        }
    }
    all
}

/// The media types of a body in document order, but for JSON, which goes before those that are said to
/// have its schema and cannot be read by it: it is what a client asks for first, and a mock gives.
fn json_first(content: &Content) -> Vec<(&String, &MediaType)> {
    let mut all: Vec<(&String, &MediaType)> = content.iter().collect();
    let schemas = |json: bool| {
        let of_kind = all.iter().filter(move |(range, _)| is_json(range) == json);
        of_kind.filter_map(|(_, media)| media.schema.as_ref())
    };
    if schemas(true).any(|schema| schemas(false).any(|other| other == schema)) {
        all.sort_by_key(|(range, _)| !is_json(range));
    }
    all
}

fn is_json(range: &str) -> bool {
    let bare = bare(range);
    matches!(&bare[..], "application/json" | "text/json" | "json") || bare.ends_with("+json")
}

/// Whether a media type is text or bytes and says nothing of a structure.
fn is_plain(range: &str) -> bool {
    let bare = bare(range);
    bare == "application/octet-stream" || bare.starts_with("text/") && bare != "text/xml"
}

/// A media type without its parameters.
fn bare(range: &str) -> String {
    range.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// How the values of a stream stand in a media type; `None` for one that holds a single value.
fn stream(range: &str) -> Option<Codec> {
    let bare = bare(range);
    match &bare[..] {
        "text/event-stream" => Some(Codec::Events),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-seq" => Some(Codec::Lines),
        _ => None,
    }
}
