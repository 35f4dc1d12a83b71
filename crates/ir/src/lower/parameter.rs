//! Parameters and headers.

use openapiv3::{
    Parameter as Source, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, Schema,
};

use super::{At, Lowering, Sub, follow};
use crate::api::{Docs, Kind, Place, Step, Text, Use};
use crate::{Header, Location, Parameter, Style};

impl<'a> Lowering<'a> {
    /// The parameters of an operation: its own, then those of its path that it does not replace.
    pub(super) fn parameters(
        &mut self,
        lists: [(&'a [ReferenceOr<Source>], At<'a>); 2],
        place: &Place,
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (list, at) in lists {
            for (index, source) in list.iter().enumerate() {
                let Some((source, at)) = self.parameter_target(source, at.index(index)) else {
                    continue;
                };
                let (location, ..) = how(source);
                let name = &source.parameter_data_ref().name;
                let known = parameters.iter().any(|p| p.name == *name && p.location == location);
                if !known {
                    parameters.push(self.parameter(source, &at, place));
                }
            }
        }
        parameters
    }

    fn parameter_target(
        &self,
        source: &'a ReferenceOr<Source>,
        at: At<'a>,
    ) -> Option<(&'a Source, At<'a>)> {
        match source {
            ReferenceOr::Item(source) => Some((source, at)),
            ReferenceOr::Reference { reference } => {
                let components = self.document.components.as_ref()?;
                follow(&components.parameters, "parameters", reference)
            }
        }
    }

    fn parameter(&mut self, source: &'a Source, at: &At<'a>, place: &Place) -> Parameter {
        let data = source.parameter_data_ref();
        let (location, mut style, explode, reserved) = how(source);
        let place = place.join(Step::Parameter(data.name.clone()));
        let (used, content) = self.format(&data.format, at, &place);
        if content {
            style = Style::Json;
        }
        if data.extensions.get("x-specwright-in").is_some_and(|place| place == "querystring") {
            style = if is_form(&data.format) { Style::Form } else { Style::Whole };
        }
        if data.extensions.get("x-specwright-collectionFormat").is_some_and(|f| f == "tsv") {
            style = Style::Tab;
        }
        let unescaped =
            data.extensions.get("x-specwright-allowReserved").is_some_and(|is| is == true);
        let schema = self.schema_in(&data.format);
        let docs = docs(&data.description, data.deprecated, schema);
        let named = data.examples.values().find_map(|example| self.example(example));
        Parameter {
            name: data.name.clone(),
            location,
            style,
            explode: data.explode.unwrap_or(explode),
            reserved: reserved || unescaped,
            required: data.required || location == Location::Path,
            docs,
            default: self.default_of(&data.format),
            example: data.example.clone().or(named).or_else(|| schema?.schema_data.example.clone()),
            used: binary_is_text(used),
        }
    }

    fn default_of(&self, format: &ParameterSchemaOrContent) -> Option<serde_json::Value> {
        match format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => {
                schema.schema_data.default.clone()
            }
            _ => None,
        }
    }

    /// The schema of a parameter or header, be it behind a reference.
    fn schema_in(&self, format: &'a ParameterSchemaOrContent) -> Option<&'a Schema> {
        let schema = match format {
            ParameterSchemaOrContent::Schema(schema) => schema,
            ParameterSchemaOrContent::Content(content) => content.first()?.1.schema.as_ref()?,
        };
        self.schema_of(&Sub::new(schema, At::root())).map(|(schema, _)| schema)
    }

    /// What a parameter or header holds, and whether it is written as JSON.
    fn format(
        &mut self,
        format: &'a ParameterSchemaOrContent,
        at: &At<'a>,
        place: &Place,
    ) -> (Use, bool) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => {
                (self.use_of(&[Sub::new(schema, at.key("schema"))], place), false)
            }
            ParameterSchemaOrContent::Content(content) => {
                let Some((range, media)) = content.first() else {
                    return (Use::of(Kind::Any), true);
                };
                let at = at.key("content").key(range.as_str()).key("schema");
                let used = match &media.schema {
                    Some(schema) => self.use_of(&[Sub::new(schema, at)], place),
                    None => Use::of(Kind::Any),
                };
                (used, range.contains("json"))
            }
        }
    }

    pub(super) fn headers(
        &mut self,
        headers: &'a indexmap::IndexMap<String, ReferenceOr<openapiv3::Header>>,
        at: &At<'a>,
        place: &Place,
    ) -> Vec<Header> {
        let mut all = Vec::new();
        for (name, header) in headers {
            let (header, at) = match header {
                ReferenceOr::Item(header) => (header, at.key(name.as_str())),
                ReferenceOr::Reference { reference } => {
                    let Some(components) = &self.document.components else { continue };
                    let Some(found) = follow(&components.headers, "headers", reference) else {
                        continue;
                    };
                    found
                }
            };
            // OpenAPI 3.0.3, Response Object: a Content-Type header is passed over.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let place = place.join(Step::Header(name.clone()));
            let (used, _) = self.format(&header.format, &at, &place);
            all.push(Header {
                name: name.clone(),
                used: binary_is_text(used),
                required: header.required,
                explode: header.extensions.get("x-specwright-explode").is_some_and(|e| e == true),
                docs: docs(&header.description, header.deprecated, self.schema_in(&header.format)),
            });
        }
        all
    }
}

/// What is said of a parameter or header: its own words, else those of its schema.
fn docs(description: &Option<String>, deprecated: Option<bool>, schema: Option<&Schema>) -> Docs {
    let own = description.as_ref().filter(|text| !text.trim().is_empty());
    let description = own.or_else(|| schema?.schema_data.description.as_ref());
    Docs {
        description: description.cloned(),
        deprecated: deprecated == Some(true),
        ..Docs::default()
    }
}

/// Outside of bodies there are no bytes as they are.
fn binary_is_text(mut used: Use) -> Use {
    if used.kind == Kind::String(Text::Binary) {
        used.kind = Kind::String(Text::Plain);
    }
    used
}

/// Where a parameter stands and how it is written: its `explode` is the style's own.
fn how(source: &Source) -> (Location, Style, bool, bool) {
    match source {
        Source::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style, false, false)
        }
        Source::Query { style, allow_reserved, .. } => {
            let (style, explode) = match style {
                QueryStyle::Form => (Style::Form, true),
                QueryStyle::SpaceDelimited => (Style::Space, false),
                QueryStyle::PipeDelimited => (Style::Pipe, false),
                QueryStyle::DeepObject => (Style::DeepObject, true),
            };
            (Location::Query, style, explode, *allow_reserved)
        }
        Source::Header { .. } => (Location::Header, Style::Simple, false, false),
        Source::Cookie { .. } => (Location::Cookie, Style::Form, true, false),
    }
}

/// Whether a parameter is written as a form is.
fn is_form(format: &ParameterSchemaOrContent) -> bool {
    let ParameterSchemaOrContent::Content(content) = format else { return false };
    content.keys().any(|range| range.starts_with("application/x-www-form-urlencoded"))
}
