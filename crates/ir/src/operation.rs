//! The operations of an API.

use serde::Serialize;
use serde_json::Value;
use specwright_diagnostics::Origin;

use crate::{Docs, Use};

/// A method and a path.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// What it is called.
    pub name: Name,
    /// The method, in upper case.
    pub method: String,
    /// The path as the document writes it: `/pets/{id}`.
    pub path: String,
    /// Where it is served, if that is not where the document is: a URL of HTTP, or a path on its server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The document's tags.
    pub tags: Vec<String>,
    /// What it says.
    pub docs: Docs,
    /// Its parameters, in document order.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub body: Option<Body>,
    /// Its responses, in document order, `default` last.
    pub responses: Vec<Response>,
    /// Which credentials it takes: one of these sets. No set means none, an empty set among
    /// them that it does without.
    pub security: Vec<Vec<Requirement>>,
    /// How its answers follow one another as pages, where the document makes that evident.
    pub paging: Option<Paging>,
    /// Where other operations have its method and path: the parameters that tell its requests apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told_by: Vec<Told>,
    /// Where it stands in the document.
    #[serde(skip)]
    pub origin: Origin,
}

/// A parameter of the query or header that is required and can have but one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Where it stands.
    pub location: Location,
    /// Its name.
    pub name: String,
    /// The value, as it is written.
    pub value: String,
}

/// The pages of an operation. Fields are named by the way to them, from the answer's body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paging {
    /// What leads to the next page.
    pub next: Next,
    /// The array of a page's items.
    pub items: Vec<String>,
    /// What an item is.
    pub item: Use,
    /// The field that says whether there is a next page.
    pub more: Option<Vec<String>>,
    /// The field that says how many there are in all: pages of [`Next::Page`], items of
    /// [`Next::Offset`].
    pub total: Option<Vec<String>>,
}

/// What leads to the next page. Parameters are called by their name in the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Next {
    /// The header `Link` with `rel="next"` (RFC 8288).
    Link,
    /// A field that holds its URL.
    Url(Vec<String>),
    /// A field that holds the parameter's next value.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The field.
        field: Vec<String>,
    },
    /// The number of the page.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
    },
    /// How many items come before the page.
    Offset {
        /// The parameter.
        parameter: String,
    },
}

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Name {
    /// As the document says: its `operationId`, or a page's heading.
    Given(String),
    /// As its method and path say.
    Route,
}

/// A security scheme that an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The scheme's name.
    pub scheme: String,
    /// The scopes.
    pub scopes: Vec<String>,
}

/// A parameter.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether the parts of a list or object stand apart.
    pub explode: bool,
    /// Whether reserved characters stand unescaped.
    pub reserved: bool,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub used: Use,
    /// What it says.
    pub docs: Docs,
    /// What a missing value means.
    pub default: Option<Value>,
    /// A value that the document gives as an example.
    pub example: Option<Value>,
}

/// The part of a request that a parameter stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)] // OpenAPI's own names
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a list or object is written in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // OpenAPI's own names
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    Tab,
    DeepObject,
    /// As JSON text: the parameter has `content`.
    Json,
    /// As the whole query: `in: querystring` (OpenAPI 3.2).
    Whole,
}

/// The body of a request.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub media: Vec<Media>,
    /// What it says.
    pub description: Option<String>,
}

/// A body in a media type.
#[derive(Clone, Debug, Serialize)]
pub struct Media {
    /// The media types or ranges that it may be labelled with, as the document writes them.
    pub ranges: Vec<String>,
    /// How a value stands in it.
    pub codec: Codec,
    /// What it holds.
    pub used: Use,
    /// How members of a form are written, where the document says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<FieldStyle>,
    /// Values that the document gives as examples.
    pub examples: Vec<Value>,
}

/// How a member of a form is written (OpenAPI 3.0.3, "Encoding Object").
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldStyle {
    /// The member's name.
    pub name: String,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether their parts stand apart.
    pub explode: bool,
    /// Whether reserved characters stand unescaped.
    pub reserved: bool,
}

/// How a value stands in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)] // the names say it
pub enum Codec {
    Json,
    Form,
    Multipart,
    Text,
    Binary,
    /// Many values in JSON, one after another; the use is that of each.
    Lines,
    /// Server-sent events; the use is that of their data, which is text where it is a string.
    Events,
}

/// A response.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Its status or statuses.
    pub status: Status,
    /// What it says.
    pub description: Option<String>,
    /// The headers that the document names.
    pub headers: Vec<Header>,
    /// What its body may be; nothing where it has none.
    pub media: Vec<Media>,
    /// Where it leads on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// What a response gives to another operation (OpenAPI 3.0.3, Link Object).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The other operation: its `operationId`, or a reference to it.
    pub operation: String,
    /// The values of its parameters, and of its body, as `body`: constants, or expressions such as
    /// `$response.body#/id`.
    pub values: Vec<(String, String)>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// The status of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Status {
    /// This one.
    Code(u16),
    /// Those that begin with this digit: `4XX`.
    Range(u16),
    /// All that the document does not name.
    Default,
}

impl Status {
    /// Whether it tells of success.
    pub fn is_success(self) -> bool {
        match self {
            // An upgrade or a redirect is what the caller asked for, where it is documented.
            Status::Code(code) => (200..300).contains(&code),
            Status::Range(digit) => digit == 2,
            Status::Default => false,
        }
    }
}

/// A header of a response.
#[derive(Clone, Debug, Serialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub used: Use,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the members of an object are written `key=value`.
    pub explode: bool,
    /// What it says.
    pub docs: Docs,
}
