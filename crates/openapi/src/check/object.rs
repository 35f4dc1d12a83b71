//! An object against its kind: its keys, what is missing, and where it leads.

use specwright_diagnostics::{Diagnostic, Map, Node, Origin, Severity, Value};
use specwright_grammar::{Dialects, Holds, Kind, object};

use super::{Check, value};
use crate::codes;
use crate::convert::may_be_schema;
use crate::reference::Pending;

impl Check<'_> {
    /// Checks an object and all below it. `referable` says whether a Reference Object may stand
    /// in its place.
    pub(super) fn object(&mut self, kind: Kind, referable: bool, node: &Node) {
        let map = match &node.value {
            Value::Object(map) => map,
            Value::Bool(_) if kind == Kind::Schema => return self.boolean_schema(node),
            Value::Array(items) if items.is_empty() => {
                return self.empty(kind.with_article(), node);
            }
            _ => {
                let found = value::with_article(node.kind());
                let message = format!("expected {}, found {found}", kind.with_article());
                self.diagnostics.push(Diagnostic::new(&codes::WRONG_KIND, node.origin, message));
                return;
            }
        };
        self.seen.objects.insert(node.origin, kind);
        if let Some(reference) = map.get("$ref") {
            // A schema and a path item go on: their other keys count, or are to be reported.
            if !self.reference(kind, referable, node, map, reference) {
                return;
            }
        }
        let before = self.diagnostics.iter().len();
        self.keys(kind, node, map);
        self.idle(kind, map);
        let is_type = match kind {
            Kind::Schema | Kind::Items => true,
            // In 3.x their types are schemas.
            Kind::Parameter | Kind::Header => !Dialects::V3.contains(self.dialect),
            _ => false,
        };
        if is_type {
            self.retyped_values(map);
        }
        match kind {
            Kind::Schema => self.schema(node, map),
            Kind::SecurityScheme => self.security_scheme(node, map),
            Kind::Parameter => {
                self.parameter(node, map);
                self.schema_or_content(kind, node, map);
            }
            Kind::Header => {
                self.parameter(node, map);
                self.schema_or_content(kind, node, map);
            }
            Kind::MediaType => {
                self.bare(kind, node, map);
            }
            Kind::PathItem => self.additional_operations(map),
            Kind::Document => self.containers(node, map),
            _ => {}
        }
        let is_alone = kind == Kind::Schema && !Dialects::SINCE_3_1.contains(self.dialect);
        if is_alone && map.contains_key("$ref") {
            self.pass_over_faulty_siblings(node, before);
        }
    }

    /// What stands beside a `$ref` is to be ignored before OpenAPI 3.1. It is read where it can be, and is
    /// no reason to refuse a document where it cannot.
    fn pass_over_faulty_siblings(&mut self, node: &Node, before: usize) {
        let faults = self.diagnostics.iter_mut().skip(before);
        let errors = faults.filter(|fault| fault.severity == Severity::Error);
        let mut is_faulty = false;
        for error in errors {
            is_faulty = true;
            *error = error.clone().warn().note("all that stands beside `$ref` is passed over");
        }
        if is_faulty {
            self.alone.push(node.origin);
        }
    }

    /// Records a `$ref` and says whether the object's other keys matter.
    fn reference(
        &mut self,
        kind: Kind,
        referable: bool,
        node: &Node,
        map: &Map,
        reference: &Node,
    ) -> bool {
        if reference.as_str().is_none() {
            self.wrong_kind("a reference, which is a string", reference);
            return false;
        }
        let is_keyword = matches!(kind, Kind::Schema | Kind::PathItem);
        if !is_keyword && !referable {
            self.misplaced_reference(reference);
        }
        let siblings = map.keys().filter(|key| *key != "$ref" && !key.starts_with("x-"));
        let ignored: Vec<&str> = siblings
            .map(String::as_str)
            .filter(|key| match kind {
                Kind::Schema => !Dialects::SINCE_3_1.contains(self.dialect),
                Kind::PathItem => false,
                _ => {
                    let overrides = matches!(*key, "summary" | "description");
                    !(overrides && Dialects::SINCE_3_1.contains(self.dialect))
                }
            })
            .collect();
        if let [first, ..] = ignored.as_slice() {
            let place = map.get(*first).map_or(node.origin, |sibling| sibling.origin);
            let message = format!("`{first}` stands beside `$ref`, where nothing may stand");
            let fault = Diagnostic::new(&codes::REFERENCE_SIBLINGS, place, message).at_key();
            self.diagnostics.push(match kind {
                Kind::Schema => fault.note("it is read as if the reference stood in `allOf`"),
                _ => fault.note("it is passed over"),
            });
        }
        self.refer(node, reference, Holds::Referable(kind));
        is_keyword && map.len() > 1
    }

    /// Records a reference that leads to what the place holds.
    pub(super) fn refer(&mut self, node: &Node, reference: &Node, holds: Holds) {
        let Some(text) = reference.as_str() else { return };
        self.found.push(Pending {
            document: self.document,
            dialect: self.dialect,
            holder: node.origin,
            place: reference.origin,
            text: text.trim().to_owned(),
            holds,
            mapping: false,
        });
    }

    pub(super) fn misplaced_reference(&mut self, reference: &Node) {
        let fault = Diagnostic::new(
            &codes::MISPLACED_REFERENCE,
            reference.origin,
            "a reference may not stand here",
        );
        self.diagnostics.push(fault.at_key().note("it is followed all the same"));
    }

    /// A reference that leads to an object of another kind.
    pub(super) fn wrong_target(&mut self, via: Origin, wanted: Kind, found: Kind, there: Origin) {
        let message =
            format!("this leads to {}, not to {}", found.with_article(), wanted.with_article());
        let fault = Diagnostic::new(&codes::REFERENCE_KIND, via, message)
            .related(there, format!("{} stands here", found.with_article()));
        self.diagnostics.push(match wanted {
            Kind::Schema => fault.warn().note("any value is admitted instead"),
            _ if may_be_schema(wanted) && found == Kind::Schema => {
                fault.warn().note("it is read as one in JSON with this schema")
            }
            _ => fault,
        });
    }

    /// What must be there and is not.
    pub(super) fn missing(&mut self, kind: Kind, node: &Node, map: &Map) {
        for field in object(self.dialect, kind).required() {
            if map.contains_key(field.name) {
                continue;
            }
            let message = format!("{} lacks `{}`", kind.with_article(), field.name);
            let fault = Diagnostic::new(&codes::MISSING_KEY, node.origin, message);
            self.diagnostics.push(match fallback(kind, field.name) {
                Some(note) => fault.warn().note(note),
                None => fault,
            });
        }
    }
}

/// What is taken where a required key is missing that can be done without.
fn fallback(kind: Kind, key: &str) -> Option<&'static str> {
    match (kind, key) {
        (Kind::Info, "title") => Some("the document has no name of its own"),
        (Kind::Info, "version") => Some("the version is read as empty"),
        (Kind::License, "name") => Some("the licence has no name"),
        (Kind::ServerVariable, "default") => Some("the first of `enum` is taken, or nothing"),
        (Kind::OAuthFlow, "scopes") => Some("the flow has no scopes"),
        (Kind::Parameter, "name") => Some("the parameter is passed over"),
        (Kind::Response, "description") => Some("the response is not described"),
        (Kind::Operation, "responses") => Some("the operation documents no response"),
        (Kind::RequestBody, "content") => Some("the body is taken as it comes"),
        (Kind::Header, "type") => Some("the header is a string"),
        _ => None,
    }
}
