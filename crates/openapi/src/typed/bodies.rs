//! Request bodies, media types, encodings and examples.

use openapiv3::{Content, Encoding, Example, MediaType, QueryStyle, RequestBody};
use specwright_diagnostics::Node;

use super::Typing;
use super::fields::{Fields, reference_or};

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
        content.map(|(name, node)| (name.clone(), self.media_type(node))).collect()
    }

    fn media_type(&mut self, node: &Node) -> MediaType {
        let fields = Fields::of(node);
        let encoding = fields.entries("encoding");
        MediaType {
            schema: fields.get("schema").map(|schema| self.schema_or_reference(schema)),
            example: fields.json("example"),
            examples: fields.map_of("examples", |n| reference_or(n, |n| self.example(n))),
            encoding: encoding.map(|(name, node)| (name.clone(), self.encoding(node))).collect(),
            extensions: fields.extensions(),
        }
    }

    /// `explode` is on by default where the style is `form`, which the type cannot tell from
    /// `false`: it is set as it takes effect.
    fn encoding(&mut self, node: &Node) -> Encoding {
        let fields = Fields::of(node);
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
