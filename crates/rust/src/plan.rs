//! The plan: what everything is called, before anything is written.

mod derives;
mod response;

use std::collections::HashSet;

use specwright_ir::{
    Api, Component, Location, Name, Operation, Owner, Parameter, Place, Status, Step, TypeId, View,
};

use crate::names::{Scope, camel, snake, type_name};
use crate::{Config, names};
pub(crate) use derives::Derive;
pub(crate) use response::{Choice, Payload, Replies, Reply, is_text};

/// A name that gave way to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What it would have been called.
    pub wanted: String,
    /// What it is called.
    pub given: String,
    /// What it is of.
    pub what: Item,
    /// What the document, or the user, calls it; `None` for what has no name of its own.
    pub named: Option<String>,
}

/// What has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A type.
    Type(TypeId),
    /// An operation, by its number.
    Operation(usize),
    /// A webhook, by its number.
    Webhook(usize),
}

/// The module that a type stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// `types`
    Types,
    /// The module of an operation, by its number.
    Operation(usize),
    /// The module of a webhook, by its number.
    Webhook(usize),
}

/// A type's name.
#[derive(Debug)]
pub(crate) struct Named {
    pub home: Home,
    pub name: String,
}

/// An operation's names.
#[derive(Debug)]
pub(crate) struct Called {
    /// Its module, and the method of client and server.
    pub name: String,
    /// The path that it is served at; that of a webhook is its name.
    pub path: String,
    /// The fields of its request: those of the parameters, in order.
    pub parameters: Vec<String>,
    /// What comes back.
    pub replies: Replies,
}

pub(crate) struct Plan<'a> {
    pub api: &'a Api,
    pub config: &'a Config,
    pub types: Vec<Named>,
    pub operations: Vec<Called>,
    pub webhooks: Vec<Called>,
    pub derives: Vec<Derive>,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(api: &'a Api, config: &'a Config) -> Plan<'a> {
        let names = Names::of(api);
        let mut plan = Plan {
            api,
            config,
            types: names.types,
            operations: Vec::new(),
            webhooks: Vec::new(),
            derives: Vec::new(),
        };
        plan.derives = Derive::all(&plan);
        let operations = api.operations.iter().zip(names.operations).enumerate();
        for (index, (operation, name)) in operations {
            plan.operations.push(plan.call(operation, Home::Operation(index), name));
        }
        for (index, (webhook, name)) in api.webhooks.iter().zip(names.webhooks).enumerate() {
            plan.webhooks.push(plan.call(webhook, Home::Webhook(index), name));
        }
        plan
    }

    fn call(&self, operation: &Operation, home: Home, name: String) -> Called {
        let mut fields = Scope::with(&["body"]);
        let parameters = operation.parameters.iter().map(|parameter| {
            let name = snake(&parameter.name);
            let twin = operation
                .parameters
                .iter()
                .any(|p| p.location != parameter.location && snake(&p.name) == name);
            // The same name in two places is told apart by the place.
            let name = if twin {
                snake(&format!("{} {}", place(parameter.location), parameter.name))
            } else {
                name
            };
            fields.claim(name)
        });
        let path = match home {
            Home::Webhook(_) => format!("/{}", name.trim_start_matches("r#")),
            _ => expanded(operation),
        };
        Called {
            name,
            path,
            parameters: parameters.collect(),
            replies: Replies::new(self, operation, home),
        }
    }
}

/// What the types and the operations of an API are called.
pub(crate) struct Names {
    types: Vec<Named>,
    operations: Vec<String>,
    webhooks: Vec<String>,
    /// Those that gave way to another.
    pub renamed: Vec<Renamed>,
}

impl Names {
    pub(crate) fn of(api: &Api) -> Names {
        let mut renamed = Vec::new();
        let types = name_types(api, &mut renamed);
        let scope = Scope::with(&["new", "builder", "connection"]);
        let operations = name_operations(&api.operations, Item::Operation, scope, &mut renamed);
        let scope = Scope::with(&["receiver", "sender", "new", "connection"]);
        let webhooks = name_operations(&api.webhooks, Item::Webhook, scope, &mut renamed);
        Names { types, operations, webhooks, renamed }
    }
}

fn name_operations(
    operations: &[Operation],
    item: fn(usize) -> Item,
    mut scope: Scope,
    renamed: &mut Vec<Renamed>,
) -> Vec<String> {
    let name = |(index, operation): (usize, &Operation)| {
        let (wanted, named) = match &operation.name {
            Name::Given(name) => (names::operation(name), Some(name.clone())),
            Name::Route => (names::operation(&route_name(operation)), None),
        };
        let name = scope.claim(wanted.clone());
        if name != wanted {
            renamed.push(Renamed { wanted, given: name.clone(), what: item(index), named });
        }
        name
    };
    operations.iter().enumerate().map(name).collect()
}

/// An operation's path, in which parameters whose values may hold slashes stand as `{+name}` (RFC 6570,
/// section 3.2.3).
fn expanded(operation: &Operation) -> String {
    let spans = |p: &&Parameter| p.location == Location::Path && p.reserved;
    operation.parameters.iter().filter(spans).fold(operation.path.clone(), |path, parameter| {
        let name = &parameter.name;
        path.replace(&format!("{{{name}}}"), &format!("{{+{name}}}"))
    })
}

fn place(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// `GET /pets/{id}/names` is `get_pets_by_id_names`.
fn route_name(operation: &Operation) -> String {
    let mut words = vec![operation.method.to_ascii_lowercase()];
    for segment in operation.path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.contains('{') {
            words.push("by".to_owned());
        }
        words.push(segment.replace(['{', '}'], " "));
    }
    words.join(" ")
}

fn name_types(api: &Api, renamed: &mut Vec<Renamed>) -> Vec<Named> {
    let mut types = Scope::default();
    let mut operations: Vec<Scope> = Vec::new();
    let mut webhooks: Vec<Scope> = Vec::new();
    let fresh = || Scope::with(&["Request", "Success", "Failure"]);
    operations.resize_with(api.operations.len(), fresh);
    webhooks.resize_with(api.webhooks.len(), fresh);
    let mut successes = HashSet::new();
    let called = api.operations.iter().enumerate().map(|(at, o)| (Owner::Operation(at), o));
    let called =
        called.chain(api.webhooks.iter().enumerate().map(|(at, w)| (Owner::Webhook(at), w)));
    for ((owner, operation), scope) in called.zip(operations.iter_mut().chain(&mut webhooks)) {
        response::reserve(operation, scope);
        successes.extend(response::success(api, operation, &owner));
    }
    // Named schemas come first: an inline type never takes the name of one.
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|index| {
        let ty = &api.types[*index];
        (ty.schema().is_none(), ty.view != View::Plain)
    });
    let mut named: Vec<Option<Named>> = api.types.iter().map(|_| None).collect();
    for index in order {
        let ty = &api.types[index];
        let (home, scope) = match ty.place.owner {
            Owner::Schema(_) | Owner::Component(..) => (Home::Types, &mut types),
            Owner::Operation(at) => (Home::Operation(at), &mut operations[at]),
            Owner::Webhook(at) => (Home::Webhook(at), &mut webhooks[at]),
        };
        if successes.contains(&TypeId(index)) {
            named[index] = Some(Named { home, name: "Success".to_owned() });
            continue;
        }
        let wanted = wanted_name(api, &ty.place, ty.view);
        let name = scope.claim(wanted.clone());
        if name != wanted {
            let named = ty.schema().map(str::to_owned);
            renamed.push(Renamed {
                wanted,
                given: name.clone(),
                what: Item::Type(TypeId(index)),
                named,
            });
        }
        named[index] = Some(Named { home, name });
    }
    named.into_iter().flatten().collect()
}

/// What a type would be called: where it stands, in one word.
fn wanted_name(api: &Api, place: &Place, view: View) -> String {
    let mut words = Vec::new();
    let operation = match &place.owner {
        Owner::Schema(name) => {
            words.push(camel(name));
            None
        }
        Owner::Component(kind, name) => {
            let kind = match kind {
                Component::Response => "Response",
                Component::Parameter => "Parameter",
                Component::RequestBody => "Body",
                Component::Header => "Header",
            };
            let name = camel(name);
            words.push(name.strip_suffix(kind).map_or(name.clone(), str::to_owned));
            words.push(kind.to_owned());
            None
        }
        Owner::Operation(index) => Some(&api.operations[*index]),
        Owner::Webhook(index) => Some(&api.webhooks[*index]),
    };
    for (index, step) in place.steps.iter().enumerate() {
        let last = index + 1 == place.steps.len();
        match (step, operation) {
            (Step::Property(name) | Step::Parameter(name) | Step::Header(name), _) => {
                words.push(camel(name));
            }
            // The items of a list are called as the list is, unless that is a type already.
            (Step::Item, _) if last && place.steps.iter().all(|step| *step == Step::Item) => {
                words.push("Item".to_owned());
            }
            (Step::Item, Some(_)) if last && index == 1 => words.push("Item".to_owned()),
            (Step::Item, _) => {}
            (Step::Position(at), _) => words.push(format!("Item{}", at + 1)),
            (Step::Alternative(name), _) => words.push(alternative(name)),
            (Step::Media(range), _) => words.push(response::media_name(range)),
            (Step::Body, Some(operation)) => {
                words.push("Body".to_owned());
                let several = operation.body.as_ref().filter(|body| body.media.len() > 1);
                words.extend(several.and_then(|body| first_media(&body.media, place)));
            }
            (Step::Response(status), Some(operation)) => {
                words.push(response::base_name(operation, *status));
                words.extend(response::inner_name(operation, *status));
                let response = operation.responses.iter().find(|r| r.status == *status);
                let several = response.filter(|response| response.media.len() > 1);
                words.extend(several.and_then(|r| first_media(&r.media, place)));
            }
            (Step::Body | Step::Response(_), None) => {}
        }
    }
    let suffix = match view {
        View::Plain => "",
        View::Input => "Input",
        View::Output => "Output",
    };
    type_name(&format!("{}{suffix}", words.concat()))
}

/// Of several media types, the first's name; the others carry theirs as a step.
fn first_media(media: &[specwright_ir::Media], place: &Place) -> Option<String> {
    let named = place.steps.iter().any(|step| matches!(step, Step::Media(_)));
    let first = media.first().filter(|_| !named)?;
    first.ranges.first().map(|range| response::media_name(range))
}

/// An alternative of a union in the name of its type; a mere number is spelled out.
pub(crate) fn alternative(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_digit()) { format!("Variant{name}") } else { camel(name) }
}

/// Whether a status is what the operation's `Success` is.
pub(crate) fn is_success(operation: &Operation, status: Status) -> bool {
    status.is_success()
        || (status == Status::Default && !operation.responses.iter().any(|r| r.status.is_success()))
}
