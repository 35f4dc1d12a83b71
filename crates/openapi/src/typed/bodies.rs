//! Request bodies, media types, encodings and examples.

use openapiv3::{Content, Encoding, Example, MediaType, QueryStyle, RequestBody};
use specwright_diagnostics::{Diagnostic, Node, Origin};

use super::Typing;
use super::fields::{Fields, reference_or};
use crate::codes;

/// The media type whose values have styles.
const FORM: &str = "application/x-www-form-urlencoded";

impl Typing<'_> {
    pub(super) fn request_body(&mut self, node: &Node) -> RequestBody {
        let fields = Fields::of(node);
        RequestBody {
            description: fields.string("description"),
            content: self.content(&fields),
            required: fields.flag("required"),
            extensions: fields.extensions(),
        }
    }

    pub(super) fn content(&mut self, fields: &Fields<'_>) -> Content {
        let content = fields.entries("content");
        content.map(|(name, node)| (name.clone(), self.media_type(name, node))).collect()
    }

    fn media_type(&mut self, name: &str, node: &Node) -> MediaType {
        let fields = Fields::of(node);
        let encoding = fields.entries("encoding");
        let is_form = name.to_ascii_lowercase().starts_with(FORM);
        MediaType {
            schema: fields.get("schema").map(|schema| self.schema_or_reference(schema)),
            example: fields.json("example"),
            examples: fields.map_of("examples", |n| reference_or(n, |n| self.example(n))),
            encoding: encoding
                .map(|(name, node)| (name.clone(), self.encoding(is_form, node)))
                .collect(),
            extensions: fields.extensions(),
        }
    }

    /// `explode` is on by default where the style is `form`, which the type cannot tell from
    /// `false`: it is set as it takes effect. What is no form has neither (OpenAPI 3.0.3, Encoding
    /// Object).
    fn encoding(&mut self, is_form: bool, node: &Node) -> Encoding {
        let fields = Fields::of(node);
        if !is_form {
            self.no_style(node, &fields);
            return Encoding {
                content_type: fields.string("contentType"),
                headers: fields.map_of("headers", |n| reference_or(n, |n| self.header(n))),
                style: None,
                explode: true,
                allow_reserved: false,
                extensions: fields.extensions(),
            };
        }
        let style = match fields.str("style") {
            Some("form") => Some(QueryStyle::Form),
            Some("spaceDelimited") => Some(QueryStyle::SpaceDelimited),
            Some("pipeDelimited") => Some(QueryStyle::PipeDelimited),
            Some("deepObject") => Some(QueryStyle::DeepObject),
            _ => None,
        };
        let form = matches!(style, None | Some(QueryStyle::Form));
        Encoding {
            content_type: fields.string("contentType"),
            headers: fields.map_of("headers", |n| reference_or(n, |n| self.header(n))),
            style,
            explode: fields.bool("explode").unwrap_or(form),
            allow_reserved: fields.flag("allowReserved"),
            extensions: fields.extensions(),
        }
    }

    /// Says that a style is passed over, unless it is what parts are like anyway, or nobody gave it:
    /// lists of OpenAPI 2.0 have one by default.
    fn no_style(&mut self, node: &Node, fields: &Fields<'_>) {
        let form = fields.str("style").is_none_or(|style| style == "form");
        let explode = fields.bool("explode").unwrap_or(form);
        if form && explode && !fields.flag("allowReserved") || node.origin == Origin::default() {
            return;
        }
        let message = "the style is passed over: this body is no form";
        let fault = Diagnostic::new(&codes::STYLE, node.origin, message)
            .note("a list is a part for each item, and an object is JSON");
        self.diagnostics.push(fault);
    }

    pub(super) fn example(&mut self, node: &Node) -> Example {
        let fields = Fields::of(node);
        Example {
            summary: fields.string("summary"),
            description: fields.string("description"),
            value: fields.json("value"),
            external_value: fields.string("externalValue"),
            extensions: fields.extensions(),
        }
    }
}
