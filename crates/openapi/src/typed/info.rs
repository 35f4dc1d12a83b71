//! What is said about the API, its servers and tags.

use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable, Tag};
use specwright_diagnostics::Node;

use super::Typing;
use super::fields::Fields;

impl Typing<'_> {
    pub(super) fn info(&mut self, node: &Node) -> Info {
        let fields = Fields::of(node);
        Info {
            title: fields.text("title"),
            description: fields.string("description"),
            terms_of_service: fields.string("termsOfService"),
            contact: fields.get("contact").map(contact),
            license: fields.get("license").map(license),
            version: fields.text("version"),
            extensions: fields.extensions(),
        }
    }

    pub(super) fn servers(&mut self, fields: &Fields<'_>) -> Vec<Server> {
        fields.items("servers").map(server).collect()
    }

    pub(super) fn tag(&mut self, node: &Node) -> Tag {
        let fields = Fields::of(node);
        Tag {
            name: fields.text("name"),
            description: fields.string("description"),
            external_docs: self.external_docs(&fields),
            extensions: fields.extensions(),
        }
    }

    /// The link of an object; without a URL it is none.
    pub(super) fn external_docs(&mut self, fields: &Fields<'_>) -> Option<ExternalDocumentation> {
        let fields = Fields::of(fields.get("externalDocs")?);
        Some(ExternalDocumentation {
            description: fields.string("description"),
            url: fields.string("url")?,
            extensions: fields.extensions(),
        })
    }
}

fn contact(node: &Node) -> Contact {
    let fields = Fields::of(node);
    Contact {
        name: fields.string("name"),
        url: fields.string("url"),
        email: fields.string("email"),
        extensions: fields.extensions(),
    }
}

fn license(node: &Node) -> License {
    let fields = Fields::of(node);
    License {
        name: fields.text("name"),
        url: fields.string("url"),
        extensions: fields.extensions(),
    }
}

pub(super) fn server(node: &Node) -> Server {
    let fields = Fields::of(node);
    let variables = fields.get("variables").map(|_| {
        fields.entries("variables").map(|(name, node)| (name.clone(), variable(node))).collect()
    });
    Server {
        url: fields.text("url"),
        description: fields.string("description"),
        variables,
        extensions: fields.extensions(),
    }
}

fn variable(node: &Node) -> ServerVariable {
    let fields = Fields::of(node);
    ServerVariable {
        enumeration: fields.strings("enum"),
        default: fields.text("default"),
        description: fields.string("description"),
        extensions: fields.extensions(),
    }
}
