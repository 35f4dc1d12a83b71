//! How the members of a form are written (OpenAPI 3.0.3, "Encoding Object").

use openapiv3::{Encoding, QueryStyle};

use super::{At, Lowering};
use crate::api::{Kind, Shape, Use};
use crate::codes;
use crate::operation::{FieldStyle, Media, Style};

impl<'a> Lowering<'a> {
    /// What a form's encodings say of its members beyond what holds without them: lists repeat their
    /// name, and objects are written `name[key]`.
    pub(super) fn field_styles<'e>(
        &self,
        encodings: impl IntoIterator<Item = (&'e String, &'e Encoding)>,
        form: &Use,
    ) -> Vec<FieldStyle> {
        let members = self.parts_of(form, 0);
        let composed = |name: &str| {
            let member = members.iter().find(|(field, _)| field.name == name)?;
            Some(member.1.iter().any(|used| self.is_object(used)))
        };
        let said = encodings.into_iter().filter_map(|(name, encoding)| {
            let composed = composed(name)?;
            let style = style(encoding)?;
            let (explode, reserved) = (encoding.explode, encoding.allow_reserved);
            let plain = match style {
                Style::Form => explode && !composed,
                Style::DeepObject => composed,
                _ => false,
            };
            let name = name.clone();
            (!plain || reserved).then_some(FieldStyle { name, style, explode, reserved })
        });
        said.collect()
    }

    /// Keeps the media types of parts that are bytes or text; others are written as JSON whatever is
    /// said of them.
    pub(super) fn set_part_media<'e>(
        &mut self,
        used: &Use,
        encodings: impl IntoIterator<Item = (&'e String, &'e Encoding)>,
    ) {
        let Kind::Type(id) = used.kind else { return };
        for (name, encoding) in encodings {
            let Some(media) = one_media(encoding) else { continue };
            let Shape::Object(object) = &self.types[id.0].shape else { return };
            let Some(at) = object.fields.iter().position(|field| field.name == *name) else {
                continue;
            };
            let used = &object.fields[at].used;
            let is_text = || matches!(self.resolve(used).kind, Kind::String(_)) && !json(&media);
            let is_set = used.is_binary() || is_text();
            if is_set && let Shape::Object(object) = &mut self.types[id.0].shape {
                object.fields[at].media = Some(media);
            }
        }
    }

    /// Leaves a body one set of styles, where it may be a form in several ways.
    pub(super) fn one_style(&mut self, media: &mut [Media], at: &At<'a>) {
        let mut forms = media.iter_mut().filter(|media| !media.styles.is_empty());
        forms.next();
        for other in forms {
            other.styles.clear();
            let why = format!(
                "the styles of `{}` are not heeded, beside those of another form",
                other.ranges[0]
            );
            self.warn(&codes::STYLES_OF_ONE_FORM, at, why);
        }
    }
}

/// `None` where nothing is said. A content type that is JSON is the style of a member that is an object.
fn style(encoding: &Encoding) -> Option<Style> {
    if encoding.extensions.get("x-specwright-collectionFormat").is_some_and(|f| f == "tsv") {
        return Some(Style::Tab);
    }
    match &encoding.style {
        Some(QueryStyle::Form) => Some(Style::Form),
        Some(QueryStyle::SpaceDelimited) => Some(Style::Space),
        Some(QueryStyle::PipeDelimited) => Some(Style::Pipe),
        Some(QueryStyle::DeepObject) => Some(Style::DeepObject),
        None if !encoding.explode || encoding.allow_reserved => Some(Style::Form),
        None => encoding.content_type.as_ref().filter(|media| json(media)).map(|_| Style::Json),
    }
}

fn json(media: &str) -> bool {
    media == "application/json" || media.ends_with("+json")
}

/// The media type of a part, where it can be but one: which of several it is, its sender alone knows.
fn one_media(encoding: &Encoding) -> Option<String> {
    let media = encoding.content_type.as_deref()?.trim();
    let is_one = media.contains('/') && !media.contains(['*', ',']);
    is_one.then(|| media.to_owned())
}
