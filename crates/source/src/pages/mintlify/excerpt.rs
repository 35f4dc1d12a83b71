//! Older pages hold an excerpt that is the site's own view of an operation and not OpenAPI. What it
//! says is said in OpenAPI here; it has no `operationId` and no headers of responses to lose.
//!
//! ~~~text
//! ````yaml api-reference/openapi.yaml post /pets
//! paths:
//!   path: /pets
//!   method: post
//!   servers: [{url: https://api.pets.test}]
//!   request:
//!     security: [{title: bearerAuth, parameters: {header: {Authorization: {type: http, ...}}}}]
//!     parameters: {path: {}, query: {limit: {schema: [{type: integer, required: false}]}}, ...}
//!     body: {application/json: {schemaArray: [...], examples: {...}, description: ...}}
//!   response:
//!     '200': {application/json: {schemaArray: [...], examples: {...}, description: ...}}
//!   deprecated: false
//!   type: path
//! components:
//!   schemas: {}
//! ````
//! ~~~

mod part;
mod schema;
mod security;

use specwright_diagnostics::{Node, Pointer, Value};

use super::super::fenced::Fence;
use super::announced;
use crate::codes;
use crate::draft::Draft;
use crate::load::{Loaded, Refusal};
use part::Part;

/// The media type under which a response without a body has its description.
const NO_BODY: &str = "_mintlify/placeholder";

/// Whether a fence holds such an excerpt: its first line says so, and what stands below its first key.
pub(in crate::pages) fn holds(info: &str, body: &str) -> bool {
    let mut lines = body.lines().map(str::trim_end).filter(|line| !line.is_empty());
    if announced(info).is_none() || lines.next() != Some("paths:") {
        return false;
    }
    let below = lines.clone().next().unwrap_or_default();
    let indented = &below[..below.len() - below.trim_start().len()];
    let has = |key: &str| {
        lines
            .clone()
            .any(|line| line.strip_prefix(indented).is_some_and(|line| line.starts_with(key)))
    };
    !indented.is_empty() && has("path:") && has("method:")
}

/// Makes the document of an excerpt; what is none stays as it is.
pub(super) fn complete(fence: &Fence, loaded: &mut Loaded) {
    let root = Part { node: &loaded.tree, at: Pointer::default() };
    let Some(endpoint) = root.get("paths").filter(|_| loaded.tree.get("openapi").is_none()) else {
        return;
    };
    let (Some(path), Some(method)) = (text(&endpoint, "path"), text(&endpoint, "method")) else {
        return;
    };
    let (path, method) = (path.to_owned(), method.to_ascii_lowercase());
    let mut builder = Builder { schemes: Draft::object(endpoint.at.clone()), unclear: Vec::new() };
    let operation = builder.operation(fence, &endpoint);
    let document = document(&root, &endpoint, builder.schemes, (path, method, operation));
    let notices = builder.unclear.into_iter().map(|what| {
        Refusal::new(&codes::EXCERPT_LOSS, fence.info_range.clone(), what)
            .help("use the vendor's OpenAPI file, if there is one")
    });
    loaded.notices.extend(notices);
    let (tree, layout) = document.moved(loaded.layout.clone());
    (loaded.tree, loaded.layout) = (tree, layout);
}

fn document(
    root: &Part,
    endpoint: &Part,
    schemes: Draft<Pointer>,
    (path, method, operation): (String, String, Draft<Pointer>),
) -> Draft<Pointer> {
    let here = || endpoint.at.clone();
    let mut document = Draft::object(root.at.clone());
    document.put("openapi", version(root.node));
    // It is older than a page that names a version, which counts where they differ.
    document.set("info", Draft::object(here()).with("title", "").with("version", "0.0.0"));
    if let Some(servers) = endpoint.get("servers") {
        document.set("servers", list(&servers, server));
    }
    let mut item = Draft::object(here());
    item.set(method, operation);
    let mut items = Draft::object(here());
    items.set(path, item);
    let is_webhook = text(endpoint, "type") == Some("webhook");
    document.set(if is_webhook { "webhooks" } else { "paths" }, items);
    let mut components = match root.get("components") {
        Some(components) => components.each(|_, section| section.copy()),
        None => Draft::object(here()),
    };
    if !schemes.is_empty() {
        components.set("securitySchemes", schemes);
    }
    if !components.is_empty() {
        document.set("components", components);
    }
    document
}

/// Which OpenAPI its schemas are of. Those on top say `exclusiveMinimum: true`, as 3.0 does, and
/// those below what the vendor's file says.
fn version(tree: &Node) -> &'static str {
    fn is_of_30(node: &Node) -> bool {
        match &node.value {
            Value::Array(items) => items.iter().any(is_of_30),
            Value::Object(map) => map.iter().any(|(key, value)| {
                let key = ["nullable", "exclusiveMinimum", "exclusiveMaximum"].contains(&&**key);
                key && value.as_bool().is_some() || is_of_30(value)
            }),
            _ => false,
        }
    }
    if is_of_30(tree) { "3.0.3" } else { "3.1.0" }
}

struct Builder {
    /// The security schemes of the document.
    schemes: Draft<Pointer>,
    /// What the excerpt leaves open.
    unclear: Vec<String>,
}

impl Builder {
    fn operation(&mut self, fence: &Fence, endpoint: &Part) -> Draft<Pointer> {
        let mut operation = Draft::object(endpoint.at.clone());
        for (key, above) in [("summary", fence.title), ("description", &*quoted(fence))] {
            let own = endpoint.get(if key == "summary" { "title" } else { key });
            match own.filter(|own| own.node.as_str().is_some()) {
                Some(own) => operation.set(key, own.copy()),
                None if !above.is_empty() => operation.put(key, above),
                None => {}
            }
        }
        // It is said of every operation; a document says it of those that are.
        let deprecated = endpoint.get("deprecated");
        if let Some(deprecated) = deprecated.filter(|it| it.node.as_bool() != Some(false)) {
            operation.set("deprecated", deprecated.copy());
        }
        if let Some(request) = endpoint.get("request") {
            self.request(&mut operation, &request);
        }
        if let Some(responses) = endpoint.get("response") {
            operation.set("responses", responses.each(|_, contents| response(&contents)));
        }
        operation
    }

    fn request(&mut self, operation: &mut Draft<Pointer>, request: &Part) {
        if let Some(sections) = request.get("parameters") {
            let mut all = Draft::array(sections.at.clone());
            for (place, section) in sections.entries() {
                section.entries().for_each(|(name, at)| all.push(parameter(place, name, &at)));
            }
            if !all.is_empty() {
                operation.set("parameters", all);
            }
        }
        if let Some(contents) = request.get("body").filter(|body| body.entries().next().is_some()) {
            operation.set("requestBody", body(&contents));
        }
        if let Some(options) = request.get("security") {
            operation.set("security", security::requirements(self, &options));
        }
    }
}

fn parameter(place: &str, name: &str, at: &Part) -> Draft<Pointer> {
    let mut parameter = Draft::object(at.at.clone()).with("name", name).with("in", place);
    if let Some(schemas) = at.get("schema") {
        let first = schemas.items().next();
        for key in schema::SAID.into_iter().chain(["required"]) {
            if let Some(value) = first.as_ref().and_then(|first| first.get(key)) {
                parameter.set(key, value.copy());
            }
        }
        parameter.set("schema", schema::without(&schemas, &schema::SAID));
    }
    for key in ["style", "explode"] {
        if let Some(value) = at.get(key) {
            parameter.set(key, value.copy());
        }
    }
    parameter
}

fn body(contents: &Part) -> Draft<Pointer> {
    let mut body = Draft::object(contents.at.clone());
    if let Some(description) = description(contents) {
        body.set("description", description);
    }
    body.set("content", contents.each(|_, media| content(&media)));
    let first = contents.entries().find_map(|(_, media)| media.get("schemaArray")?.items().next());
    if let Some(required) = first.and_then(|schema| schema.get("required")) {
        body.set("required", required.copy());
    }
    body
}

fn response(contents: &Part) -> Draft<Pointer> {
    let mut response = Draft::object(contents.at.clone());
    match description(contents) {
        Some(description) => response.set("description", description),
        None => response.put("description", ""),
    }
    let mut content = Draft::object(contents.at.clone());
    for (name, media) in contents.entries().filter(|(name, _)| *name != NO_BODY) {
        content.set(name, self::content(&media));
    }
    if !content.is_empty() {
        response.set("content", content);
    }
    response
}

/// That of a body or response stands with each of its media types.
fn description(contents: &Part) -> Option<Draft<Pointer>> {
    contents.entries().find_map(|(_, media)| Some(media.get("description")?.copy()))
}

fn content(media: &Part) -> Draft<Pointer> {
    let mut content = Draft::object(media.at.clone());
    if let Some(schemas) = media.get("schemaArray").filter(|list| !schema::is_none(list)) {
        content.set("schema", schema::alternatives(&schemas));
    }
    let mut examples = Draft::object(media.at.clone());
    let shown = media.get("examples");
    for (name, example) in shown.iter().flat_map(Part::entries) {
        let Some(value) = example.get("value").filter(|value| !is_made_up(value.node)) else {
            continue;
        };
        if name == "example" {
            content.set("example", value.copy());
        } else {
            examples.set(name, example.copy());
        }
    }
    if !examples.is_empty() && content.get("example").is_none() {
        content.set("examples", examples);
    }
    content
}

/// The site makes an example where there is none, with these words for values that it does not know.
fn is_made_up(example: &Node) -> bool {
    match &example.value {
        Value::String(text) => matches!(&**text, "<string>" | "<any>" | "<unknown>"),
        Value::Array(items) => items.iter().any(is_made_up),
        Value::Object(map) => map.values().any(is_made_up),
        _ => false,
    }
}

fn server(server: &Part) -> Draft<Pointer> {
    server.each(|key, value| match key {
        "variables" => value.each(|_, variable| variable.without(&["type"])),
        _ => value.copy(),
    })
}

fn list(part: &Part, each: impl Fn(&Part) -> Draft<Pointer>) -> Draft<Pointer> {
    let mut list = Draft::array(part.at.clone());
    part.items().for_each(|item| list.push(each(&item)));
    list
}

fn text<'a>(part: &Part<'a>, key: &str) -> Option<&'a str> {
    part.node.get(key)?.as_str()
}

/// What stands right below the title, of which the first line is quoted: the description of the
/// operation, up to what people wrote below it in components.
fn quoted(fence: &Fence) -> String {
    let below = fence.before.rsplit_once("\n# ").map_or(fence.before, |(_, below)| below);
    let is_passed = |line: &&str| line.trim().is_empty() || line.starts_with("Source: ");
    let mut lines = below.lines().skip(1).skip_while(is_passed).peekable();
    if !lines.peek().is_some_and(|line| line.starts_with('>')) {
        return String::new();
    }
    let ends = |line: &str| ["#", "<", "***", "```"].iter().any(|mark| line.starts_with(mark));
    let lines = lines.map_while(|line| (!ends(line)).then(|| line.trim_start_matches('>').trim()));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
