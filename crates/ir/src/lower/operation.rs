//! Operations and webhooks.

use openapiv3::{
    LinkOperation, Operation as Source, PathItem, ReferenceOr, RequestBody,
    Response as SourceResponse,
};
use serde_json::Value;

use super::{At, Lowering, fill, follow};
use crate::api::{Docs, Kind, Owner, Place, Step, Text, Use};
use crate::codes;
use crate::{
    Body, Link, Location, Name, Operation, Parameter, Requirement, Response, Status, Style,
};

/// An operation where it stands.
#[derive(Clone)]
struct Stand<'a> {
    method: String,
    path: &'a str,
    source: &'a Source,
    item: &'a PathItem,
    at: At<'a>,
    item_at: At<'a>,
}

impl<'a> Lowering<'a> {
    /// All operations, and all webhooks.
    pub(super) fn operations(&mut self) -> (Vec<Operation>, Vec<Operation>) {
        let paths = At::root().key("paths");
        let document = self.document;
        let mut operations = Vec::new();
        // What may call back, and by which name.
        let mut callers: Vec<(Stand<'a>, Option<String>)> = Vec::new();
        for (path, item) in &document.paths.paths {
            let Some(item) = item.as_item() else { continue };
            for stand in self.stands(path, item, paths.key(path.as_str())) {
                let owner = Owner::Operation(operations.len());
                let server = self.own_server(&stand);
                let operation = Operation { server, ..self.operation(stand.clone(), owner) };
                callers.push((stand, given(&operation)));
                operations.push(operation);
            }
        }
        let mut webhooks = Vec::new();
        let at = At::root().key("x-specwright-webhooks");
        if let Some(Value::Object(items)) = document.extensions.get("x-specwright-webhooks") {
            for (name, item) in items {
                // The normal form holds what openapiv3 takes.
                let Ok(item) = serde_json::from_value::<PathItem>(item.clone()) else { continue };
                let item = self.items.alloc(item);
                for stand in self.stands(name, item, at.key(name.as_str())) {
                    let webhook = self.webhook(stand.clone(), webhooks.len(), name);
                    callers.push((stand, given(&webhook)));
                    webhooks.push(webhook);
                }
            }
        }
        // A callback may have callbacks of its own.
        let mut next = 0;
        while let Some((stand, caller)) = callers.get(next).cloned() {
            next += 1;
            for (name, stand) in self.callbacks(&stand) {
                let name = caller.as_ref().map_or(name.to_owned(), |by| format!("{by} {name}"));
                let webhook = self.webhook(stand.clone(), webhooks.len(), &name);
                callers.push((stand, given(&webhook)));
                webhooks.push(webhook);
            }
        }
        (operations, webhooks)
    }

    /// What an operation calls back, and the name under which.
    fn callbacks(&mut self, stand: &Stand<'a>) -> Vec<(&'a str, Stand<'a>)> {
        let mut all = Vec::new();
        for (name, callback) in &stand.source.callbacks {
            let at = stand.at.key("callbacks").key(name.as_str());
            for (url, item) in callback {
                let stands = self.stands(url, item, at.key(url.as_str()));
                all.extend(stands.into_iter().map(|stand| (name.as_str(), stand)));
            }
        }
        all
    }

    /// The server of an operation's own, where it has any and the document does not have it too.
    fn own_server(&mut self, stand: &Stand<'a>) -> Option<String> {
        let (servers, at) = match (&stand.source.servers[..], &stand.item.servers[..]) {
            ([], []) => return None,
            ([], shared) => (shared, &stand.item_at),
            (own, _) => (own, &stand.at),
        };
        let own: Vec<String> = servers.iter().map(fill).collect();
        let is_shared = |url: &String| self.document.servers.iter().any(|s| fill(s) == *url);
        if own.iter().any(is_shared) {
            return None;
        }
        let usable = own.iter().find(|url| is_absolute(url)).cloned();
        if usable.is_none() {
            let message = format!("a client cannot tell where `{}` is", own[0]);
            self.warn_once(&codes::OTHER_SERVER, &at.key("servers"), message);
        }
        usable
    }

    /// What is called at a URL of somebody else's: the document's credentials are not for it.
    fn webhook(&mut self, stand: Stand<'a>, index: usize, name: &str) -> Operation {
        if stand.source.security.iter().flatten().any(|set| !set.is_empty()) {
            let message = format!("the credentials of the webhook `{name}` are not checked");
            self.warn(&codes::NOT_WRITTEN, &stand.at.key("security"), message);
        }
        let path = stand.path;
        let mut webhook = self.operation(Stand { path: "", ..stand }, Owner::Webhook(index));
        webhook.path = path.to_owned();
        webhook.security.clear();
        if webhook.name == Name::Route {
            webhook.name = Name::Given(name.to_owned());
        }
        webhook
    }

    fn stands(&mut self, path: &'a str, item: &'a PathItem, at: At<'a>) -> Vec<Stand<'a>> {
        let stand = |method: &str, source, at: At<'a>, item_at: &At<'a>| Stand {
            method: method.to_ascii_uppercase(),
            path,
            source,
            item,
            at,
            item_at: item_at.clone(),
        };
        let mut all: Vec<Stand<'a>> = item
            .iter()
            .map(|(method, source)| stand(method, source, at.key(method.to_owned()), &at))
            .collect();
        if let Some(Value::Object(more)) = item.extensions.get("x-specwright-operations") {
            for (method, operation) in more {
                // The normal form holds what openapiv3 takes.
                let Ok(source) = serde_json::from_value::<Source>(operation.clone()) else {
                    continue;
                };
                let holder =
                    self.items.alloc(PathItem { get: Some(source), ..PathItem::default() });
                if let Some(source) = &holder.get {
                    let inner = at.key("x-specwright-operations").key(method.as_str());
                    all.push(stand(method, source, inner, &at));
                }
            }
        }
        all
    }

    fn operation(&mut self, stand: Stand<'a>, owner: Owner) -> Operation {
        let Stand { method, path, source, item, at, item_at } = stand;
        self.work = 0;
        let place = Place { owner, steps: Vec::new() };
        let own = (&source.parameters[..], at.key("parameters"));
        let shared = (&item.parameters[..], item_at.key("parameters"));
        let mut parameters = self.parameters([own, shared], &place);
        self.undeclared(path, &mut parameters, &at);
        let body = source.request_body.as_ref().and_then(|body| self.body(body, &at, &place));
        let responses = self.responses(source, &method, &at, &place);
        let given = source.operation_id.clone().filter(|id| !id.trim().is_empty());
        let heading = source.extensions.get("x-specwright-name").and_then(Value::as_str);
        let name = given.map(|id| cut(&id, &method, path)).or(heading.map(str::to_owned));
        let security = source.security.as_ref().or(self.document.security.as_ref());
        Operation {
            name: name.map_or(Name::Route, Name::Given),
            method,
            path: path.to_owned(),
            server: None,
            tags: source.tags.clone(),
            docs: Docs {
                summary: source.summary.clone().or_else(|| item.summary.clone()),
                description: source.description.clone().or_else(|| item.description.clone()),
                deprecated: source.deprecated,
            },
            parameters,
            body,
            responses,
            security: security.into_iter().flatten().map(requirements).collect(),
            paging: None,
            told_by: Vec::new(),
            origin: self.normal.origin(&at.pointer()),
        }
    }

    /// Declares the parameters that a path names and the operation does not.
    fn undeclared(&mut self, path: &str, parameters: &mut Vec<Parameter>, at: &At<'a>) {
        let mut rest = path;
        while let Some((name, after)) =
            rest.split_once('{').and_then(|(_, inner)| inner.split_once('}'))
        {
            rest = after;
            let known = |p: &Parameter| p.location == Location::Path && p.name == name;
            if name.is_empty() || parameters.iter().any(known) {
                continue;
            }
            let message = format!("the path names `{name}`, which the operation does not declare");
            self.warn(&codes::UNDECLARED_PATH_PARAMETER, at, message);
            parameters.push(Parameter {
                name: name.to_owned(),
                location: Location::Path,
                style: Style::Simple,
                explode: false,
                reserved: false,
                required: true,
                used: Use::of(Kind::String(Text::Plain)),
                docs: Docs::default(),
                default: None,
                example: None,
            });
        }
        // A parameter that the path does not name has no place in it.
        parameters
            .retain(|p| p.location != Location::Path || path.contains(&format!("{{{}}}", p.name)));
    }

    fn body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        at: &At<'a>,
        place: &Place,
    ) -> Option<Body> {
        let (body, at) = match body {
            ReferenceOr::Item(body) => (body, at.key("requestBody")),
            ReferenceOr::Reference { reference } => {
                let components = self.document.components.as_ref()?;
                follow(&components.request_bodies, "requestBodies", reference)?
            }
        };
        if body.content.is_empty() {
            return None;
        }
        if !body.required {
            self.warn(&codes::OPTIONAL_BODY, &at, "the request body is optional");
        }
        let mut media = self.content(&body.content, &at.key("content"), &place.join(Step::Body));
        self.one_style(&mut media, &at);
        Some(Body { required: body.required, media, description: body.description.clone() })
    }

    fn responses(
        &mut self,
        source: &'a Source,
        method: &str,
        at: &At<'a>,
        place: &Place,
    ) -> Vec<Response> {
        let at = at.key("responses");
        let codes = source.responses.responses.iter().map(|(code, response)| {
            let status = match code {
                openapiv3::StatusCode::Code(code) => Status::Code(*code),
                openapiv3::StatusCode::Range(digit) => Status::Range(*digit),
            };
            (status, response)
        });
        let default = source.responses.default.iter().map(|response| (Status::Default, response));
        let all: Vec<(Status, &'a ReferenceOr<SourceResponse>)> = codes.chain(default).collect();
        all.into_iter()
            .filter_map(|(status, response)| self.response(status, response, method, &at, place))
            .collect()
    }

    fn link(&self, link: &'a ReferenceOr<openapiv3::Link>) -> Option<Link> {
        let link = match link {
            ReferenceOr::Item(link) => link,
            ReferenceOr::Reference { reference } => {
                let components = self.document.components.as_ref()?;
                follow(&components.links, "links", reference)?.0
            }
        };
        let operation = match &link.operation {
            LinkOperation::OperationRef(reference) => reference.clone(),
            LinkOperation::OperationId(id) => id.clone(),
        };
        let parameters = link.parameters.iter().map(|(name, value)| (name.clone(), text(value)));
        let body = link.request_body.iter().map(|value| ("body".to_owned(), text(value)));
        let values = parameters.chain(body).collect();
        Some(Link { operation, values, description: link.description.clone() })
    }

    fn response(
        &mut self,
        status: Status,
        response: &'a ReferenceOr<SourceResponse>,
        method: &str,
        at: &At<'a>,
        place: &Place,
    ) -> Option<Response> {
        let (response, at) = match response {
            ReferenceOr::Item(response) => (response, at.key(shown(status))),
            ReferenceOr::Reference { reference } => {
                let components = self.document.components.as_ref()?;
                follow(&components.responses, "responses", reference)?
            }
        };
        let place = place.join(Step::Response(status));
        let headers = self.headers(&response.headers, &at.key("headers"), &place);
        let content = at.key("content");
        let mut media = match bodiless(status, method) {
            None => self.content(&response.content, &content, &place),
            Some(_) if response.content.is_empty() => Vec::new(),
            Some(which) => {
                self.warn(&codes::BODILESS_RESPONSE, &content, format!("{which} has no body"));
                Vec::new()
            }
        };
        // Encodings are of requests (OpenAPI 3.0.3, "Media Type Object").
        media.iter_mut().for_each(|media| media.styles.clear());
        let switches = status == Status::Code(101)
            && headers.iter().any(|header| header.name.eq_ignore_ascii_case("upgrade"));
        if matches!(status, Status::Code(100..200) | Status::Range(1)) && !switches {
            let message = format!("a handler cannot answer with {}", shown(status));
            self.warn(&codes::INTERIM_RESPONSE, &at, message);
        }
        let description = Some(response.description.clone()).filter(|text| !text.trim().is_empty());
        let links = response.links.values().filter_map(|link| self.link(link)).collect();
        Some(Response { status, description, headers, media, links })
    }
}

/// A value of a link as it is shown: a text bare, anything else as JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The name that the document gives an operation.
fn given(operation: &Operation) -> Option<String> {
    match &operation.name {
        Name::Given(name) => Some(name.clone()),
        Name::Route => None,
    }
}

/// What a response is that has no body in HTTP (RFC 9110, section 6.4.1).
fn bodiless(status: Status, method: &str) -> Option<String> {
    match status {
        _ if method == "HEAD" => Some("a response to HEAD".to_owned()),
        Status::Code(204 | 205 | 304) => {
            Some(format!("a response with the status {}", shown(status)))
        }
        _ => None,
    }
}

/// A status as documents write it.
fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn requirements(set: &openapiv3::SecurityRequirement) -> Vec<Requirement> {
    let one = |(scheme, scopes): (&String, &Vec<String>)| Requirement {
        scheme: scheme.clone(),
        scopes: scopes.clone(),
    };
    set.iter().map(one).collect()
}

/// FastAPI makes an `operationId` of a function's name, the path and the method: the name alone
/// says it.
fn cut(id: &str, method: &str, path: &str) -> String {
    let path: String = path.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let tail = format!("{path}_{}", method.to_ascii_lowercase());
    match id.strip_suffix(&tail) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => id.to_owned(),
    }
}

/// Whether a URL is one of HTTP or a path from the root of a server, and whole.
fn is_absolute(url: &str) -> bool {
    let begins = ["http://", "https://", "/"].iter().any(|start| url.starts_with(start));
    begins && !url.contains(['{', '?', '#', ' '])
}
