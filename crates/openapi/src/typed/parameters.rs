//! Parameters and headers.

use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};
use specwright_diagnostics::{Diagnostic, Node};

use super::Typing;
use super::fields::{Fields, reference_or};
use crate::codes;

impl Typing<'_> {
    pub(super) fn parameters(&mut self, fields: &Fields<'_>) -> Vec<ReferenceOr<Parameter>> {
        let parameters = fields.items("parameters");
        parameters.map(|node| reference_or(node, |node| self.parameter(node))).collect()
    }

    pub(super) fn parameter(&mut self, node: &Node) -> Parameter {
        let fields = Fields::of(node);
        let parameter_data = self.parameter_data(&fields);
        match fields.str("in") {
            Some("path") => Parameter::Path {
                parameter_data,
                style: self.style(
                    &fields,
                    &[
                        ("simple", PathStyle::Simple),
                        ("label", PathStyle::Label),
                        ("matrix", PathStyle::Matrix),
                    ],
                ),
            },
            Some("header") => Parameter::Header {
                parameter_data,
                style: self.style(&fields, &[("simple", HeaderStyle::Simple)]),
            },
            Some("cookie") => Parameter::Cookie {
                parameter_data,
                style: self.style(&fields, &[("form", CookieStyle::Form)]),
            },
            _ => Parameter::Query {
                parameter_data,
                allow_reserved: fields.flag("allowReserved"),
                style: self.style(
                    &fields,
                    &[
                        ("form", QueryStyle::Form),
                        ("spaceDelimited", QueryStyle::SpaceDelimited),
                        ("pipeDelimited", QueryStyle::PipeDelimited),
                        ("deepObject", QueryStyle::DeepObject),
                    ],
                ),
                allow_empty_value: fields.bool("allowEmptyValue"),
            },
        }
    }

    fn parameter_data(&mut self, fields: &Fields<'_>) -> ParameterData {
        ParameterData {
            name: fields.text("name"),
            description: fields.string("description"),
            required: fields.flag("required"),
            deprecated: fields.bool("deprecated"),
            format: self.schema_or_content(fields),
            example: fields.json("example"),
            examples: fields.map_of("examples", |n| reference_or(n, |n| self.example(n))),
            explode: fields.bool("explode"),
            extensions: fields.extensions(),
        }
    }

    fn schema_or_content(&mut self, fields: &Fields<'_>) -> ParameterSchemaOrContent {
        match fields.get("schema") {
            None if fields.has("content") => {
                ParameterSchemaOrContent::Content(self.content(fields))
            }
            schema => {
                let anything = Node::object();
                let schema = schema.unwrap_or(&anything);
                ParameterSchemaOrContent::Schema(self.schema_or_reference(schema))
            }
        }
    }

    /// The style of a place; the first where it is not one of those that the place has.
    fn style<T: Clone>(&mut self, fields: &Fields<'_>, styles: &[(&str, T)]) -> T {
        let Some(node) = fields.get("style") else { return styles[0].1.clone() };
        let given = node.as_str().unwrap_or_default();
        if let Some((_, style)) = styles.iter().find(|(name, _)| *name == given) {
            return style.clone();
        }
        let place = fields.str("in").unwrap_or("header");
        let message = format!("`{given}` is no style for a value in `{place}`");
        let fault = Diagnostic::new(&codes::STYLE, node.origin, message)
            .note(format!("it is read as `{}`", styles[0].0));
        self.diagnostics.push(fault);
        styles[0].1.clone()
    }

    /// A header. `explode`, which the type lacks, stays as `x-specwright-explode`.
    pub(super) fn header(&mut self, node: &Node) -> Header {
        let fields = Fields::of(node);
        let mut extensions = fields.extensions();
        if let Some(explode) = fields.json("explode") {
            extensions.insert("x-specwright-explode".into(), explode);
        }
        Header {
            description: fields.string("description"),
            style: HeaderStyle::Simple,
            required: fields.flag("required"),
            deprecated: fields.bool("deprecated"),
            format: self.schema_or_content(&fields),
            example: fields.json("example"),
            examples: fields.map_of("examples", |n| reference_or(n, |n| self.example(n))),
            extensions,
        }
    }
}
