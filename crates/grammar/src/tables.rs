//! The table itself, one file a part of the document.

mod bodies;
mod operations;
mod parameters;
mod root;
mod schema;
mod security;

use crate::{Definition, Kind};

/// The definition of a kind.
pub(crate) fn definition(kind: Kind) -> &'static Definition {
    match kind {
        Kind::Document => &root::DOCUMENT,
        Kind::Info => &root::INFO,
        Kind::Contact => &root::CONTACT,
        Kind::License => &root::LICENSE,
        Kind::Server => &root::SERVER,
        Kind::ServerVariable => &root::SERVER_VARIABLE,
        Kind::Components => &root::COMPONENTS,
        Kind::ExternalDocs => &root::EXTERNAL_DOCS,
        Kind::Tag => &root::TAG,
        Kind::Reference => &root::REFERENCE,
        Kind::Paths => &operations::PATHS,
        Kind::PathItem => &operations::PATH_ITEM,
        Kind::Operation => &operations::OPERATION,
        Kind::Callback => &operations::CALLBACK,
        Kind::Link => &operations::LINK,
        Kind::Responses => &operations::RESPONSES,
        Kind::Response => &operations::RESPONSE,
        Kind::Parameter => &parameters::PARAMETER,
        Kind::Items => &parameters::ITEMS,
        Kind::Header => &parameters::HEADER,
        Kind::RequestBody => &bodies::REQUEST_BODY,
        Kind::MediaType => &bodies::MEDIA_TYPE,
        Kind::Encoding => &bodies::ENCODING,
        Kind::Example => &bodies::EXAMPLE,
        Kind::Schema => &schema::SCHEMA,
        Kind::Discriminator => &schema::DISCRIMINATOR,
        Kind::Xml => &schema::XML,
        Kind::SecurityScheme => &security::SECURITY_SCHEME,
        Kind::OAuthFlows => &security::OAUTH_FLOWS,
        Kind::OAuthFlow => &security::OAUTH_FLOW,
        Kind::SecurityRequirement => &security::SECURITY_REQUIREMENT,
    }
}
