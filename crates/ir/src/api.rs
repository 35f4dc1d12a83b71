//! The types of an API.

mod used;

use serde::Serialize;
use serde_json::Value;
use specwright_diagnostics::Origin;

pub use self::used::{Constraint, Integer, Kind, Text, Use};
use crate::{Codec, Media, Operation};

/// An HTTP API.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The document's version of the API.
    pub version: String,
    /// The document's description, in Markdown.
    pub description: Option<String>,
    /// Where the API is served, with variables filled in.
    pub servers: Vec<Server>,
    /// What callers show to be let in.
    pub schemes: Vec<Scheme>,
    /// All types, in document order.
    pub types: Vec<Type>,
    /// All operations, in document order.
    pub operations: Vec<Operation>,
    /// What the API calls at its users' servers, in document order.
    pub webhooks: Vec<Operation>,
}

impl Api {
    /// The type with this id.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }

    /// Where a type stands in the document, or what it is a part of.
    pub fn origin(&self, id: TypeId) -> Origin {
        let Type { origin, place, .. } = self.get(id);
        let whole = match &place.owner {
            Owner::Operation(at) => self.operations.get(*at).map(|operation| operation.origin),
            Owner::Webhook(at) => self.webhooks.get(*at).map(|webhook| webhook.origin),
            owner => self
                .types
                .iter()
                .find(|ty| ty.place.owner == *owner && ty.place.steps.is_empty())
                .map(|ty| ty.origin),
        };
        origin.or(whole.unwrap_or_default())
    }

    /// The use that an alias stands for in the end; any other use is its own.
    pub fn resolve<'a>(&'a self, mut used: &'a Use) -> &'a Use {
        // Aliases that lead nowhere but back are no aliases: lowering has broken them up.
        while let Kind::Type(id) = used.kind
            && let Shape::Alias(next) = &self.get(id).shape
        {
            used = next;
        }
        used
    }

    /// Whether a body is read and written as it comes: its values, its bytes, or its files.
    pub fn is_stream(&self, media: &Media) -> bool {
        match media.codec {
            Codec::Lines | Codec::Events | Codec::Binary => true,
            Codec::Multipart => match self.resolve(&media.used).kind {
                Kind::Type(id) => {
                    matches!(&self.get(id).shape, Shape::Object(object) if object.holds_files())
                }
                _ => false,
            },
            Codec::Json | Codec::Form | Codec::Text => false,
        }
    }
}

/// A server of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Server {
    /// Its URL, absolute or relative to the document's.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug, Serialize)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it says.
    pub docs: Docs,
    /// What is shown, and where.
    pub kind: SchemeKind,
    /// How tokens are granted without a user at a browser, where it is OAuth 2.0.
    pub grants: Vec<Grant>,
}

/// A flow of OAuth 2.0 that a program can go through alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// Which it is.
    pub kind: GrantKind,
    /// The URL of the token endpoint, absolute or relative to the server's.
    pub token_url: String,
    /// The URL at which tokens are refreshed, if that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// The scopes that there are, and what each allows.
    pub scopes: Vec<(String, String)>,
}

/// A kind of grant (RFC 6749, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum GrantKind {
    /// By the name and secret of the client.
    ClientCredentials,
    /// By the name and password of a user.
    Password,
}

/// What a security scheme asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum SchemeKind {
    /// A key in a header.
    Header(String),
    /// A key in the query.
    Query(String),
    /// A key in a cookie.
    Cookie(String),
    /// HTTP Basic.
    Basic,
    /// A bearer token.
    Bearer,
    /// Another scheme of the `Authorization` header.
    Other(String),
    /// A certificate of the connection.
    Connection,
}

/// What a document says to people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// A few words.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
}

/// The number of a type in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeId(pub usize);

/// A type with a name of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Type {
    /// Where it stands, which names it.
    pub place: Place,
    /// What it says.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// Whether `null` is one of its values; every use of it says so too.
    pub nullable: bool,
    /// What else its values must be.
    pub constraints: Vec<Constraint>,
    /// Values that the document gives as examples.
    pub examples: Vec<Value>,
    /// Where it stands in the document, if that is one place; of a union, its alternatives.
    #[serde(skip)]
    pub origin: Origin,
    /// The view of the schema that this type is.
    pub view: View,
    /// Where its values go.
    pub direction: Direction,
}

impl Type {
    /// The named schema that it is.
    pub fn schema(&self) -> Option<&str> {
        match &self.place.owner {
            Owner::Schema(name) if self.place.steps.is_empty() => Some(name),
            _ => None,
        }
    }
}

/// Which messages the values of a type stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Direction {
    /// Some request.
    pub request: bool,
    /// Some response.
    pub response: bool,
}

/// Which side of `readOnly` and `writeOnly` a type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum View {
    /// It keeps every property, or is the response's where neither does.
    #[default]
    Plain,
    /// What requests hold, where that is less.
    Input,
    /// What responses hold, where that is less.
    Output,
}

/// Where a type stands in the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// What it belongs to.
    pub owner: Owner,
    /// The way from there.
    pub steps: Vec<Step>,
}

/// What a type belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Owner {
    /// A named schema.
    Schema(String),
    /// A named response, parameter or the like, that operations share.
    Component(Component, String),
    /// An operation, by its number in [`Api::operations`].
    Operation(usize),
    /// A webhook, by its number in [`Api::webhooks`].
    Webhook(usize),
}

/// What operations share besides schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)] // OpenAPI's own names
pub enum Component {
    Response,
    Parameter,
    RequestBody,
    Header,
}

/// A step on the way to an inline type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Step {
    /// A property.
    Property(String),
    /// The items of an array, or the values of a map.
    Item,
    /// An item of a tuple, from 0.
    Position(usize),
    /// An alternative of a union: its title or kind, a constant of its own, or its number from 1.
    Alternative(String),
    /// A parameter.
    Parameter(String),
    /// The request's body.
    Body,
    /// A media type of a body, where there are several.
    Media(String),
    /// A response.
    Response(crate::Status),
    /// A header of a response.
    Header(String),
}

/// What a type is.
#[derive(Clone, Debug, Serialize)]
pub enum Shape {
    /// Properties.
    Object(Object),
    /// One of several constants.
    Enumeration(Enumeration),
    /// One of several alternatives.
    Union(Union),
    /// Another name for something.
    Alias(Use),
    /// Something that contains itself and needs a name for that.
    Wrapper(Use),
}

/// An object.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Object {
    /// Its properties, in document order.
    pub fields: Vec<Field>,
    /// What becomes of others.
    pub rest: Rest,
    /// Whether it is the parts of a multipart body.
    pub multipart: bool,
}

impl Object {
    /// Whether there are files among the parts of a multipart body.
    pub fn holds_files(&self) -> bool {
        self.multipart && self.fields.iter().any(|field| field.used.is_binary())
    }
}

/// What becomes of the properties that an object does not name.
#[derive(Clone, Debug, Default, Serialize)]
pub enum Rest {
    /// They are passed over.
    #[default]
    Skip,
    /// They are refused.
    Deny,
    /// They are kept.
    Keep(Use),
}

/// A property.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub used: Use,
    /// Whether it must be there.
    pub required: bool,
    /// What a missing value means.
    pub default: Option<Value>,
    /// What it is in every union that tells its object from others by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Value>,
    /// What it says.
    pub docs: Docs,
    /// Whether it stands in responses alone.
    pub read_only: bool,
    /// Whether it stands in requests alone.
    pub write_only: bool,
    /// A value that the document gives as an example.
    pub example: Option<Value>,
    /// The media type that it has as a part of a multipart body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
}

/// An enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct Enumeration {
    /// Its constants, none of them twice, `null` not among them.
    pub constants: Vec<Constant>,
    /// Whether a value the document does not know is kept.
    pub open: bool,
    /// Whether the document itself says that any other text will do.
    pub free: bool,
}

/// A constant of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct Constant {
    /// The constant.
    pub value: Value,
    /// The name that the document gives it (`x-enum-varnames` and the like).
    pub name: Option<String>,
    /// What it says.
    pub description: Option<String>,
}

/// A union.
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// Its alternatives, in document order.
    pub alternatives: Vec<Alternative>,
    /// Whether a value that none of them takes is kept.
    pub open: bool,
    /// Whether a value is of no more than one of them: a `oneOf` without a discriminator.
    pub exclusive: bool,
}

/// An alternative of a union.
#[derive(Clone, Debug, Serialize)]
pub struct Alternative {
    /// What it is called: the schema's name, its title, its kind, a constant of its own, or its number.
    pub name: String,
    /// What it holds.
    pub used: Use,
    /// What tells its values apart.
    pub tell: Tell,
}

/// What tells the values of an alternative apart from those of the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tell {
    /// The kinds of JSON value it may be: `null`, `boolean`, `integer`, `number`, `string`,
    /// `array`, `object`. None means any.
    pub kinds: Vec<&'static str>,
    /// Properties that it has.
    pub has: Vec<String>,
    /// Properties that are one of a few constants in it.
    pub equals: Vec<(String, Vec<Value>)>,
    /// Properties that are one of a few constants in it, where a value has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub like: Vec<(String, Vec<Value>)>,
    /// Properties that are none of a few constants, which mean other alternatives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unlike: Vec<(String, Vec<Value>)>,
    /// A property that it is written with, besides its own, and the constant that means it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<(String, Value)>,
}

impl Shape {
    /// The uses in this shape.
    pub fn uses(&self) -> Vec<&Use> {
        match self {
            Shape::Object(object) => {
                let rest = match &object.rest {
                    Rest::Keep(used) => Some(used),
                    _ => None,
                };
                object.fields.iter().map(|field| &field.used).chain(rest).collect()
            }
            Shape::Union(union) => union.alternatives.iter().map(|a| &a.used).collect(),
            Shape::Alias(used) | Shape::Wrapper(used) => vec![used],
            Shape::Enumeration(_) => Vec::new(),
        }
    }

    /// The uses in this shape, to change.
    pub fn uses_mut(&mut self) -> Vec<&mut Use> {
        match self {
            Shape::Object(object) => {
                let rest = match &mut object.rest {
                    Rest::Keep(used) => Some(used),
                    _ => None,
                };
                object.fields.iter_mut().map(|field| &mut field.used).chain(rest).collect()
            }
            Shape::Union(union) => union.alternatives.iter_mut().map(|a| &mut a.used).collect(),
            Shape::Alias(used) | Shape::Wrapper(used) => vec![used],
            Shape::Enumeration(_) => Vec::new(),
        }
    }
}
