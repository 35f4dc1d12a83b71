//! GitBook's blocks: an operation with its parameters and responses in tags, as people wrote it in the
//! editor, and the older form of the same.
//!
//! ```text
//! {% swagger method="get" path="/pets" baseUrl="https://api.pets.test" summary="All pets" %}
//! {% swagger-parameter in="query" name="limit" type="Number" required="true" %} ... {% endswagger-parameter %}
//! {% swagger-response status="200: OK" description="Fine" %} an example in a fence {% endswagger-response %}
//! {% endswagger %}
//! ```
//!
//! Pages have an operation or a few, and nothing says of what API but its URL. So an API is called by
//! its host alone, and paths begin there.

mod fields;
mod scan;
mod url;

use std::collections::HashSet;
use std::ops::Range;

use specwright_diagnostics::{Diagnostics, Node, Sources};

use self::scan::{Operation, Parameter, Response};
use self::url::Url;
use super::notes::{Note, Notes};
use super::schema::{Known, Schemas};
use super::{FORM, JSON, MULTIPART};
use super::{examples, types};
use crate::draft::Draft;
use crate::load::{Loaded, Refusal};
use crate::outline::{Kind, trimmed};
use crate::pages::{Page, authorization, elsewhere, method, title_group};
use crate::{Entry, Format, codes};

/// The operations of a page that has some in blocks.
pub(in crate::pages) fn find<'a>(page: &Page<'a>) -> Option<Vec<Operation<'a>>> {
    let operations = scan::scan(page);
    operations.iter().any(|operation| method(operation.method).is_some()).then_some(operations)
}

/// Turns the operations into a document.
pub(in crate::pages) fn read(
    sources: &mut Sources,
    page: &Page,
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let mut notes = Notes::default();
    let mut document = Draft::object(0..page.file.text.len()).with("openapi", "3.0.3");
    document.set("info", Draft::object(0..0).with("title", "").with("version", "1.0.0"));
    let server = operations.iter().find_map(|operation| Url::of(operation).server);
    if let Some(server) = &server {
        document.set("servers", servers(server, 0..0));
    }
    let server = server.as_deref();
    let mut reader = Reader {
        page,
        notes: &mut notes,
        server,
        title: title(page),
        placeholders: HashSet::new(),
    };
    for operation in operations {
        reader.operation(&mut document, operation);
    }
    if let Some(mut named) = elsewhere::reject(page) {
        named.code = &codes::PAGE_MISMATCH;
        notes.say(named);
    }
    let (tree, layout) = document.finish();
    let group = title_group(&tree);
    let loaded =
        Loaded { tree, layout, oddities: Vec::new(), notices: notes.into_notices(), no_json: None };
    let document = loaded.add(sources, page.file, diagnostics);
    vec![Entry { document, format: Format::GitBook, group }]
}

fn title(page: &Page) -> Option<Range<usize>> {
    let title = page.blocks.iter().find_map(|block| match &block.kind {
        Kind::Heading { level: 1, text, .. } => Some(text.clone()),
        _ => None,
    });
    title.filter(|title| !title.is_empty())
}

fn servers(url: &str, range: Range<usize>) -> Draft {
    let mut servers = Draft::array(range.clone());
    servers.push(Draft::object(range).with("url", url));
    servers
}

struct Reader<'a> {
    page: &'a Page<'a>,
    notes: &'a mut Notes,
    /// The first heading of the first level.
    title: Option<Range<usize>>,
    /// The server of the page: that of its first operation.
    server: Option<&'a str>,
    /// What stands for hosts and has been reported.
    placeholders: HashSet<String>,
}

impl Reader<'_> {
    fn operation(&mut self, document: &mut Draft, block: &Operation) {
        let url = Url::of(block);
        let range = block.range.clone();
        let Some(method) = method(block.method) else {
            let message = format!("`{}` is no method of HTTP", block.method);
            return self.left_out(&range, message, "the operation is left out");
        };
        let item = document.child("paths", range.clone()).child(&url.path, range.clone());
        if item.get(method).is_some() {
            let (method, path) = (method.to_uppercase(), &url.path);
            let message = format!("`{method} {path}` stands on the page twice");
            return self.left_out(&range, message, "the first is taken");
        }
        let mut operation = Draft::object(range.clone());
        self.prose(&mut operation, block);
        self.server(&mut operation, &url, &range);
        self.parameters(document, &mut operation, block, &url);
        self.body(&mut operation, block);
        self.responses(&mut operation, block);
        document.child("paths", range.clone()).child(&url.path, range).set(method, operation);
    }

    /// What is said of the operation, and the page as its tag.
    fn prose(&mut self, operation: &mut Draft, block: &Operation) {
        for (key, text) in [("summary", &block.summary), ("description", &block.description)] {
            if let Some(text) = text {
                operation.set(key, Draft::leaf(self.page.slice(text), text.clone()));
            }
        }
        if let Some(title) = self.title.clone() {
            let mut tags = Draft::array(title.clone());
            tags.push(Draft::leaf(self.page.slice(&title), title));
            operation.set("tags", tags);
        }
    }

    /// The server of an operation, where it is another than the page's.
    fn server(&mut self, operation: &mut Draft, url: &Url, range: &Range<usize>) {
        if let Some(placeholder) = &url.placeholder
            && self.placeholders.insert(placeholder.clone())
        {
            let message = format!("`{placeholder}` stands for a host that the page does not name");
            let notice = Refusal::new(&codes::TABLE_LOSS, range.clone(), message);
            self.notes.say(notice.note("the document names none; a client is given it"));
        }
        if let Some(server) = url.server.as_deref().filter(|server| Some(*server) != self.server) {
            operation.set("servers", servers(server, range.clone()));
        }
    }

    fn parameters(
        &mut self,
        document: &mut Draft,
        operation: &mut Draft,
        block: &Operation,
        url: &Url,
    ) {
        let mut list = Draft::array(block.range.clone());
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for row in block.parameters.iter().filter(|row| !row.is_body()) {
            let known = ["path", "query", "header", "cookie"].contains(&row.place);
            if row.name.is_empty() {
                let message = "the parameter has no name".to_owned();
                self.left_out(&row.range, message, "it is left out");
            } else if !known {
                let message = format!("the parameter `{}` has no place that is known", row.name);
                self.left_out(&row.range, message, "it is left out");
            } else if seen.contains(&(row.place, row.name.as_str())) {
                let message = format!("the parameter `{}` is listed twice", row.name);
                self.left_out(&row.range, message, "the first is taken");
            } else if authorization::is_header(&row.name, row.place) {
                self.require(document, operation, row);
            } else {
                seen.insert((row.place, &row.name));
                list.push(self.parameter(row));
            }
        }
        for name in url.query.iter().filter(|name| !seen.contains(&("query", name.as_str()))) {
            let message = format!("`{name}` stands in the URL and not among the parameters");
            self.left_out(&block.range, message, "it is left out");
        }
        if !list.is_empty() {
            operation.set("parameters", list);
        }
    }

    fn parameter(&mut self, row: &Parameter) -> Draft {
        let required = row.required || row.place == "path";
        let mut parameter = Draft::object(row.range.clone())
            .with("name", row.name.as_str())
            .with("in", row.place)
            .with("required", required);
        if let Some(text) = &row.description {
            parameter.set("description", Draft::leaf(self.page.slice(text), text.clone()));
        }
        let untyped = row.ty.is_empty();
        let schema = match untyped {
            true => Draft::object(row.range.clone()).with("type", "string"),
            false => self.schema(row),
        };
        parameter.set("schema", schema);
        parameter
    }

    /// Makes the header `Authorization` a requirement.
    fn require(&mut self, document: &mut Draft, operation: &mut Draft, row: &Parameter) {
        let description = row.description.as_ref().map_or("", |text| self.page.slice(text));
        let (name, scheme) = authorization::scheme(description, "");
        let schemes = document.child("components", row.range.clone());
        let schemes = schemes.child("securitySchemes", row.range.clone());
        if schemes.get(name).is_none() {
            schemes.set(name, Draft::leaf(scheme, row.range.clone()));
        }
        let mut list = Draft::array(row.range.clone());
        list.push(Draft::object(row.range.clone()).with(name, Vec::<Node>::new()));
        if !row.required {
            list.push(Draft::object(row.range.clone()));
        }
        operation.set("security", list);
    }

    fn schema(&mut self, row: &Parameter) -> Draft {
        let known = Known::new(std::iter::empty(), self.page.beside);
        Schemas::new(&known, self.notes).of_type(&types::parse(row.ty), row.range.clone())
    }

    /// The fields of a body: an object in JSON, unless something says that it is a form.
    fn body(&mut self, operation: &mut Draft, block: &Operation) {
        let fields = block.parameters.iter().filter(|row| row.is_body());
        let (rows, nameless): (Vec<&Parameter>, Vec<&Parameter>) =
            fields.partition(|row| !row.name.is_empty());
        for row in nameless {
            let message = "a field of the body has no name".to_owned();
            self.left_out(&row.range, message, "it is left out");
        }
        let Some(first) = rows.first() else { return };
        let range = first.range.clone();
        let media_type = self.media_type(block, &rows);
        let (schema, is_required) = fields::schema(self, &rows, media_type != JSON, &range);
        let mut body = Draft::object(range.clone()).with("required", is_required);
        body.child("content", range.clone()).child(media_type, range).set("schema", schema);
        operation.set("requestBody", body);
    }

    fn media_type(&mut self, block: &Operation, rows: &[&Parameter]) -> &'static str {
        let is_file = |row: &&Parameter| row.ty.eq_ignore_ascii_case("file");
        if rows.iter().any(is_file) || rows.iter().any(|row| row.place == "form-data") {
            return MULTIPART;
        }
        let header = block
            .parameters
            .iter()
            .find(|row| row.place == "header" && row.name.eq_ignore_ascii_case("Content-Type"));
        let said = header.and_then(|row| row.description.as_ref());
        let said = said.map(|text| self.page.slice(text).to_ascii_lowercase()).unwrap_or_default();
        if let Some(known) = [JSON, FORM, MULTIPART].into_iter().find(|known| said.contains(known))
        {
            return known;
        }
        self.notes.count(Note::MediaType, rows[0].range.clone());
        JSON
    }

    fn responses(&mut self, operation: &mut Draft, block: &Operation) {
        let mut responses = Draft::object(block.range.clone());
        for response in &block.responses {
            let status = super::status::parse(response.status);
            let Some(status) = status.filter(|status| responses.get(status).is_none()) else {
                let message =
                    format!("`{}` is no status code, or is listed twice", response.status);
                self.left_out(&response.range, message, "the response is left out");
                continue;
            };
            let response = self.response(&status, response);
            responses.set(status, response);
        }
        if responses.is_empty() {
            responses.child("default", block.range.clone()).put("description", "");
        }
        operation.set("responses", responses);
    }

    fn response(&mut self, status: &str, row: &Response) -> Draft {
        let description =
            row.description.as_ref().map_or(row.meaning, |text| self.page.slice(text));
        let range = row.range.clone();
        let mut response = Draft::object(range.clone()).with("description", description);
        let example = row.example.as_ref().and_then(|body| self.example(body));
        if example.is_none() && (status.starts_with('1') || matches!(status, "204" | "205" | "304"))
        {
            return response;
        }
        let shown = example.as_ref().map(|(example, _)| example);
        if shown.is_none() {
            self.notes.count(Note::Unshown, range.clone());
        }
        if let Some((_, body)) = example.as_ref().filter(|(it, _)| examples::has_properties(it)) {
            self.notes.count(Note::Unlisted, body.clone());
        }
        let schema = examples::shape(shown, &range);
        let media = response.child("content", range.clone()).child(JSON, range);
        media.set("schema", schema);
        if let Some((example, place)) = example {
            media.set("example", Draft::leaf(example, place));
        }
        response
    }

    /// The example in a fence. What the editor puts there before anybody writes one is a comment.
    fn example(&mut self, body: &Range<usize>) -> Option<(Node, Range<usize>)> {
        let text = self.page.slice(body).trim();
        let inside = text.trim_start_matches('{').trim_end_matches('}').trim();
        if inside.is_empty() || inside.starts_with("//") && !inside.contains('\n') {
            return None;
        }
        match examples::json(text) {
            Ok(tree) => Some((tree, body.clone())),
            Err(fault) => {
                let inside = trimmed(&self.page.file.text, body.clone());
                self.notes.say(examples::unreadable(self.page, &inside, "JSON", &fault));
                None
            }
        }
    }

    fn left_out(&mut self, range: &Range<usize>, message: String, note: &str) {
        self.notes.say(Refusal::new(&codes::TABLE_ROW, range.clone(), message).note(note));
    }
}
