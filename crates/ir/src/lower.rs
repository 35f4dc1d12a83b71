//! What the document says, as types and operations.
//!
//! Every named schema has its number before any is lowered, so that references need no order.
//! A schema is read into [`facets::Facets`] first, which makes one view of it and of the parts
//! of its `allOf`; [`schema`] decides from them what it is.

mod at;
mod condition;
mod facets;
mod form;
mod inheritance;
mod keywords;
mod media;
mod operation;
mod overlay;
mod parameter;
mod parts;
mod pattern;
mod schema;
mod union;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, PathItem, ReferenceOr, Schema};
use serde_json::Value;
use specwright_diagnostics::{Code, Diagnostic, Diagnostics, Place as Where};
use specwright_openapi::Normal;
use typed_arena::Arena;

use crate::api::{
    Api, Grant, GrantKind, Owner, Place, Scheme, SchemeKind, Server, Shape, Type, TypeId, Use,
};
use crate::{Docs, Kind};
use at::At;
use condition::Progress;

/// Lowers a whole document.
pub(crate) fn document(normal: &Normal, diagnostics: &mut Diagnostics) -> Api {
    let (arena, items) = (Arena::new(), Arena::new());
    let document = &normal.api;
    let mut lowering = Lowering {
        normal,
        document,
        arena: &arena,
        items: &items,
        named: IndexMap::new(),
        heirs: inheritance::heirs(document),
        types: Vec::new(),
        inline: HashMap::new(),
        depth: 0,
        work: 0,
        condition: Progress::default(),
        patterns: HashMap::new(),
        said: diagnostics.iter().map(|diagnostic| diagnostic.place.clone()).collect(),
        diagnostics,
    };
    lowering.schemas();
    let (operations, webhooks) = lowering.operations();
    let schemes = lowering.schemes();
    lowering.name_as_given();
    let servers = document
        .servers
        .iter()
        .map(|server| Server { url: fill(server), description: server.description.clone() });
    Api {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document.info.description.clone(),
        servers: servers.collect(),
        schemes,
        types: lowering.types,
        operations,
        webhooks,
    }
}

struct Lowering<'a> {
    normal: &'a Normal,
    document: &'a OpenAPI,
    /// Schemas that stood in `x-specwright-*` keys.
    arena: &'a Arena<Schema>,
    /// Path items of webhooks and of further methods that stood there too.
    items: &'a Arena<PathItem>,
    named: IndexMap<&'a str, TypeId>,
    /// The named schemas that are made of each by `allOf`.
    heirs: inheritance::Heirs<'a>,
    types: Vec<Type>,
    /// The inline schemas that have been lowered, or are being so.
    inline: HashMap<Vec<schema::Key>, schema::Inline>,
    depth: usize,
    work: usize,
    condition: Progress,
    /// What is wrong with each pattern that has been compiled.
    patterns: HashMap<String, Option<&'static str>>,
    /// The places of which something is said already.
    said: HashSet<Where>,
    diagnostics: &'a mut Diagnostics,
}

/// A schema or a reference to one, and where it stands.
#[derive(Clone)]
struct Sub<'a> {
    schema: ReferenceOr<&'a Schema>,
    at: At<'a>,
}

impl<'a> Sub<'a> {
    fn new(schema: &'a ReferenceOr<Schema>, at: At<'a>) -> Sub<'a> {
        let schema = match schema {
            ReferenceOr::Reference { reference } => ReferenceOr::ref_(reference),
            ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
        };
        Sub { schema, at }
    }

    fn boxed(schema: &'a ReferenceOr<Box<Schema>>, at: At<'a>) -> Sub<'a> {
        let schema = match schema {
            ReferenceOr::Reference { reference } => ReferenceOr::ref_(reference),
            ReferenceOr::Item(schema) => ReferenceOr::Item(&**schema),
        };
        Sub { schema, at }
    }
}

impl<'a> Lowering<'a> {
    fn schemas(&mut self) {
        let Some(components) = &self.document.components else { return };
        for (index, name) in components.schemas.keys().enumerate() {
            self.named.insert(name, TypeId(index));
            self.types.push(Type::new(Place { owner: Owner::Schema(name.clone()), steps: vec![] }));
        }
        let root = At::root().key("components").key("schemas");
        for (index, (name, schema)) in components.schemas.iter().enumerate() {
            self.define(TypeId(index), name, Sub::new(schema, root.key(name)));
        }
    }

    /// The name that the author gave to a named schema.
    fn given(&self, name: &str) -> String {
        let schema = self.document.components.as_ref().and_then(|all| all.schemas.get(name));
        let said = schema.and_then(|schema| match schema {
            ReferenceOr::Item(schema) => schema.schema_data.extensions.get("x-specwright-name"),
            ReferenceOr::Reference { .. } => None,
        });
        said.and_then(Value::as_str).unwrap_or(name).to_owned()
    }

    /// Calls the types by the names that the author gave to their schemas, where these differ.
    fn name_as_given(&mut self) {
        let mut taken: HashSet<String> = self.named.keys().map(|name| (*name).to_owned()).collect();
        let given: HashMap<String, String> = self
            .named
            .keys()
            .map(|name| ((*name).to_owned(), self.given(name)))
            .filter(|(_, given)| taken.insert(given.clone()))
            .collect();
        for ty in &mut self.types {
            if let Owner::Schema(name) = &mut ty.place.owner
                && let Some(given) = given.get(name)
            {
                name.clone_from(given);
            }
        }
    }

    /// The named schema that a reference means.
    fn target(&self, reference: &str) -> Option<(TypeId, Sub<'a>)> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        let name = name.replace("~1", "/").replace("~0", "~");
        let (index, name, id) = self.named.get_full(&name[..])?;
        let schema = self.document.components.as_ref()?.schemas.get_index(index)?.1;
        let at = At::root().key("components").key("schemas").key(*name);
        Some((*id, Sub::new(schema, at)))
    }

    fn schemes(&mut self) -> Vec<Scheme> {
        use openapiv3::{APIKeyLocation, SecurityScheme};
        let Some(components) = &self.document.components else { return Vec::new() };
        let schemes = components.security_schemes.iter().filter_map(|(name, scheme)| {
            let (kind, description) = match scheme.as_item()? {
                SecurityScheme::APIKey { location, name, description, .. } => {
                    let kind = match location {
                        APIKeyLocation::Header => SchemeKind::Header(name.clone()),
                        APIKeyLocation::Query => SchemeKind::Query(name.clone()),
                        APIKeyLocation::Cookie => SchemeKind::Cookie(name.clone()),
                    };
                    (kind, description)
                }
                SecurityScheme::HTTP { scheme, description, .. } => {
                    let kind = match &scheme.to_ascii_lowercase()[..] {
                        "basic" => SchemeKind::Basic,
                        "bearer" => SchemeKind::Bearer,
                        "mutual" => SchemeKind::Connection,
                        _ => SchemeKind::Other(scheme.clone()),
                    };
                    (kind, description)
                }
                SecurityScheme::OAuth2 { description, .. }
                | SecurityScheme::OpenIDConnect { description, .. } => {
                    (SchemeKind::Bearer, description)
                }
            };
            let docs = Docs { description: description.clone(), ..Docs::default() };
            let grants = match scheme.as_item()? {
                SecurityScheme::OAuth2 { flows, .. } => grants(flows),
                _ => Vec::new(),
            };
            Some(Scheme { name: name.clone(), docs, kind, grants })
        });
        schemes.collect()
    }

    fn warn(&mut self, code: &'static Code, at: &At<'a>, message: impl Into<String>) {
        let origin = self.normal.origin(&at.pointer());
        self.diagnostics.push(Diagnostic::new(code, origin, message));
    }

    /// Adds a message unless another says of the place what is wrong there.
    fn warn_once(&mut self, code: &'static Code, at: &At<'a>, message: impl Into<String>) {
        let place = Where::from(self.normal.origin(&at.pointer()));
        if place == Where::Nowhere || self.said.insert(place.clone()) {
            self.diagnostics.push(Diagnostic::new(code, place, message));
        }
    }

    /// A new type, and a use of it.
    fn add(&mut self, ty: Type) -> Use {
        self.types.push(ty);
        Use::of(Kind::Type(TypeId(self.types.len() - 1)))
    }
}

/// The flows that a program can go through alone.
fn grants(flows: &openapiv3::OAuth2Flows) -> Vec<Grant> {
    type Scopes = indexmap::IndexMap<String, String>;
    let grant = |kind, url: &String, refresh: &Option<String>, scopes: &Scopes| Grant {
        kind,
        token_url: url.clone(),
        refresh_url: refresh.clone().filter(|refresh| !refresh.is_empty() && refresh != url),
        scopes: scopes.iter().map(|(name, about)| (name.clone(), about.clone())).collect(),
    };
    let client = flows.client_credentials.as_ref().map(|flow| {
        grant(GrantKind::ClientCredentials, &flow.token_url, &flow.refresh_url, &flow.scopes)
    });
    let password = flows
        .password
        .as_ref()
        .map(|flow| grant(GrantKind::Password, &flow.token_url, &flow.refresh_url, &flow.scopes));
    client.into_iter().chain(password).filter(|grant| !grant.token_url.is_empty()).collect()
}

impl Type {
    fn new(place: Place) -> Type {
        Type {
            place,
            docs: Docs::default(),
            shape: Shape::Alias(Use::of(Kind::Any)),
            nullable: false,
            constraints: Vec::new(),
            examples: Vec::new(),
            origin: Default::default(),
            view: Default::default(),
            direction: Default::default(),
        }
    }
}

/// The component that a reference leads to, through others that are references themselves, with
/// its name.
fn follow<'a, T>(
    components: &'a IndexMap<String, ReferenceOr<T>>,
    kind: &str,
    reference: &str,
) -> Option<(&'a T, At<'a>)> {
    let mut reference = reference;
    // A circle of references has been reported; no chain is longer than there are components.
    for _ in 0..=components.len() {
        let name =
            reference.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
        let name = name.replace("~1", "/").replace("~0", "~");
        let (_, name, component) = components.get_full(&name)?;
        match component {
            ReferenceOr::Reference { reference: next } => reference = next,
            ReferenceOr::Item(item) => {
                let at = At::root().key("components").key(kind.to_owned()).key(name.as_str());
                return Some((item, at));
            }
        }
    }
    None
}

/// A server's URL with its variables at their defaults.
fn fill(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}
