//! The places of which a document says nothing but that something is there.

use crate::api::{Api, Component, Kind, Owner, Place, Rest, Shape, Step, Use};
use crate::{Location, Media, Operation, Status};

impl Api {
    /// Where values may be anything, written like JSON pointers into the normal form, in the order of
    /// the types and operations. They name what became of the document: what parts of an `allOf` say
    /// is shown at the schema they make, an alternative by its name, a webhook like an operation.
    pub fn untyped(&self) -> Vec<String> {
        let mut found = Vec::new();
        for ty in &self.types {
            let at = self.pointer(&ty.place);
            match &ty.shape {
                Shape::Object(object) => {
                    for field in &object.fields {
                        let at = format!("{at}/properties/{}", escaped(&field.name));
                        walk(&field.used, &at, &mut found);
                    }
                    if let Rest::Keep(used) = &object.rest {
                        walk(used, &format!("{at}/additionalProperties"), &mut found);
                    }
                }
                Shape::Union(union) => {
                    for alternative in &union.alternatives {
                        let at = format!("{at}/{}", escaped(&alternative.name));
                        walk(&alternative.used, &at, &mut found);
                    }
                }
                Shape::Alias(used) | Shape::Wrapper(used) => walk(used, &at, &mut found),
                Shape::Enumeration(_) => {}
            }
        }
        for operation in self.operations.iter().chain(&self.webhooks) {
            operation_uses(operation, &mut found);
        }
        found
    }

    /// The bodies of all requests and responses, in the order of the operations, and where they
    /// stand in the normal form.
    pub fn bodies(&self) -> impl Iterator<Item = (String, &Media)> {
        self.operations.iter().chain(&self.webhooks).flat_map(bodies)
    }

    /// Where a type stands, written like a JSON pointer into the normal form, as
    /// [`untyped`](Api::untyped) does.
    pub fn pointer(&self, place: &Place) -> String {
        let mut at = match &place.owner {
            Owner::Schema(name) => format!("/components/schemas/{}", escaped(name)),
            Owner::Component(kind, name) => {
                let kind = match kind {
                    Component::Response => "responses",
                    Component::Parameter => "parameters",
                    Component::RequestBody => "requestBodies",
                    Component::Header => "headers",
                };
                format!("/components/{kind}/{}", escaped(name))
            }
            Owner::Operation(index) => root(&self.operations[*index]),
            Owner::Webhook(index) => root(&self.webhooks[*index]),
        };
        for step in &place.steps {
            at.push_str(&match step {
                Step::Property(name) => format!("/properties/{}", escaped(name)),
                Step::Item => "/items".to_owned(),
                Step::Position(index) => format!("/prefixItems/{index}"),
                Step::Alternative(name) => format!("/{}", escaped(name)),
                Step::Parameter(name) => format!("/parameters/{}", escaped(name)),
                Step::Body => "/requestBody".to_owned(),
                Step::Media(range) => format!("/content/{}", escaped(range)),
                Step::Response(status) => format!("/responses/{}", shown(*status)),
                Step::Header(name) => format!("/headers/{}", escaped(name)),
            });
        }
        at
    }
}

fn bodies(operation: &Operation) -> impl Iterator<Item = (String, &Media)> {
    let at = root(operation);
    let request = operation.body.iter().flat_map(|body| &body.media);
    let request = request.map(|media| ("requestBody".to_owned(), media));
    let responses = operation.responses.iter().flat_map(|response| {
        let at = format!("responses/{}", shown(response.status));
        response.media.iter().map(move |media| (at.clone(), media))
    });
    request.chain(responses).map(move |(of, media)| {
        let range = media.ranges.first().map_or("", String::as_str);
        (format!("{at}/{of}/content/{}", escaped(range)), media)
    })
}

fn operation_uses(operation: &Operation, found: &mut Vec<String>) {
    let at = root(operation);
    for parameter in &operation.parameters {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let at = format!("{at}/parameters/{place}/{}", escaped(&parameter.name));
        walk(&parameter.used, &at, found);
    }
    for (at, media) in bodies(operation) {
        walk(&media.used, &at, found);
    }
    for response in &operation.responses {
        let at = format!("{at}/responses/{}", shown(response.status));
        for header in &response.headers {
            walk(&header.used, &format!("{at}/headers/{}", escaped(&header.name)), found);
        }
    }
}

fn walk(used: &Use, at: &str, found: &mut Vec<String>) {
    match &used.kind {
        Kind::Any => found.push(at.to_owned()),
        Kind::Array(item) => walk(item, &format!("{at}/items"), found),
        Kind::Map(value) => walk(value, &format!("{at}/additionalProperties"), found),
        Kind::Tuple(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{at}/prefixItems/{index}"), found);
            }
        }
        _ => {}
    }
}

fn root(operation: &Operation) -> String {
    format!("/paths/{}/{}", escaped(&operation.path), operation.method.to_ascii_lowercase())
}

fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// A segment of a JSON pointer (RFC 6901).
fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
