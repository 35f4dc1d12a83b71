//! The order in which the tools that make pages write the keys of some objects.
//!
//! They take a document apart and put an excerpt together, so their order is theirs and not the
//! author's. It decides what nothing else does: whether `servers` behind the responses is the
//! operation's or the document's.

use specwright_grammar::Kind;

/// Who wrote a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Producer {
    /// An author, in any order.
    Author,
    Mintlify,
    Fern,
    Apidog,
    /// Some tool that writes excerpts.
    Other,
}

impl Producer {
    /// Whether a document holds one operation, and only the components that it needs.
    pub(super) fn is_excerpt(self) -> bool {
        self != Producer::Author
    }

    /// The keys of a kind of object in their order. Others may stand anywhere.
    pub(super) fn order(self, kind: Kind) -> &'static [&'static str] {
        match (self, kind) {
            (Producer::Mintlify, Kind::Document) => {
                &["openapi", "info", "servers", "security", "tags", "paths", "components"]
            }
            (Producer::Mintlify, Kind::Operation) => &[
                "tags",
                "summary",
                "description",
                "operationId",
                "parameters",
                "requestBody",
                "responses",
                "deprecated",
                "security",
            ],
            (Producer::Apidog, Kind::Document) => {
                &["openapi", "info", "tags", "paths", "components", "servers", "security"]
            }
            (Producer::Apidog, Kind::Operation) => &[
                "summary",
                "deprecated",
                "description",
                "operationId",
                "tags",
                "parameters",
                "requestBody",
                "responses",
                "security",
            ],
            (Producer::Fern, Kind::Document) => {
                &["openapi", "info", "paths", "servers", "components"]
            }
            (Producer::Fern, Kind::Operation) => &[
                "operationId",
                "summary",
                "description",
                "tags",
                "parameters",
                "responses",
                "requestBody",
                "security",
            ],
            (Producer::Fern, Kind::Schema) => &[
                "$ref",
                "type",
                "format",
                "enum",
                "items",
                "properties",
                "additionalProperties",
                "oneOf",
                "anyOf",
                "allOf",
                "required",
                "discriminator",
                "default",
                "description",
                "title",
            ],
            // Apidog and its exports: what may be null says so behind the list of its properties.
            (_, Kind::Schema) => &["x-apidog-orders", "x-apifox-orders", "nullable"],
            (Producer::Fern, Kind::Parameter) => {
                &["name", "in", "description", "required", "schema"]
            }
            (Producer::Apidog, Kind::Parameter) => {
                &["name", "in", "description", "required", "example", "schema"]
            }
            (Producer::Mintlify | Producer::Fern, Kind::Response) => {
                &["description", "headers", "content"]
            }
            (Producer::Apidog, Kind::Response) => &["description", "content", "headers"],
            (_, Kind::MediaType) if self.is_excerpt() => {
                &["schema", "example", "examples", "encoding"]
            }
            // An excerpt has what its path item says in its operation.
            _ => &[],
        }
    }

    /// Whether the producer never writes a key of a kind of object, though there is one.
    pub(super) fn lacks(self, kind: Kind, key: &str) -> bool {
        match kind {
            Kind::Operation => key == "servers" && !self.path_keys(),
            Kind::Parameter => key == "example" && self == Producer::Fern,
            _ => false,
        }
    }

    /// Whether the key may stand beside the method of a path item: excerpts have what the path
    /// says in its operation.
    pub(super) fn path_keys(self) -> bool {
        matches!(self, Producer::Author | Producer::Other)
    }
}
