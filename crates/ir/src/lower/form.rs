//! How the members of a form are written (OpenAPI 3.0.3, "Encoding Object").

use openapiv3::{Encoding, QueryStyle};

use super::{At, Lowering};
use crate::api::{Kind, Shape, TypeId, Use};
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

    /// Keeps the media types of parts that are bytes or text, and says what else of the encodings of a
    /// body of parts is not heeded.
    pub(super) fn encode_parts(
        &mut self,
        used: &Use,
        encodings: impl IntoIterator<Item = (&'a String, &'a Encoding)>,
        at: &At<'a>,
    ) {
        let Kind::Type(id) = used.kind else { return };
        for (name, encoding) in encodings {
            let Shape::Object(object) = &self.types[id.0].shape else { return };
            let Some(index) = object.fields.iter().position(|field| field.name == *name) else {
                continue;
            };
            let part = self.sent(&object.fields[index].used);
            let at = at.key("encoding").key(name.as_str());
            // What is said of `Content-Type` there does not count.
            if encoding.headers.keys().any(|name| !name.eq_ignore_ascii_case("content-type")) {
                let why = "the headers of a part are not sent, and not read";
                self.warn_once(&codes::UNHEEDED_ENCODING, &at.key("headers"), why);
            }
            let asked = encoding.content_type.as_deref().unwrap_or("*/*");
            let media = one_media(encoding).filter(|media| part.is_labelled(media));
            if let Some(instead) = part.instead(asked).filter(|_| media.is_none()) {
                let why = format!("the part is sent as {instead}");
                self.warn_once(&codes::UNHEEDED_ENCODING, &at.key("contentType"), why);
            }
            if media.is_some()
                && let Shape::Object(object) = &mut self.types[id.0].shape
            {
                object.fields[index].media = media;
            }
        }
    }

    /// What the part of a member holds, or each of the parts of a list.
    fn sent(&self, member: &Use) -> Part {
        let item = match &member.kind {
            Kind::Array(item) if !member.nullable => item,
            _ => member,
        };
        let is_text = |id: TypeId| match &self.types[id.0].shape {
            Shape::Enumeration(found) => found.constants.iter().all(|one| one.value.is_string()),
            _ => false,
        };
        match self.resolve(item).kind {
            _ if member.is_binary() => Part::Bytes,
            Kind::String(_) => Part::Text,
            Kind::Type(id) if is_text(id) => Part::Text,
            Kind::Array(_) | Kind::Tuple(_) => Part::Structure,
            _ if self.is_object(item) => Part::Structure,
            _ => Part::Scalar,
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

/// What a part holds.
#[derive(Clone, Copy)]
enum Part {
    Bytes,
    Text,
    /// A number or the like, which is the same in text and in JSON.
    Scalar,
    Structure,
}

impl Part {
    /// Whether it is sent with such a label.
    fn is_labelled(self, media: &str) -> bool {
        match self {
            Part::Bytes => true,
            Part::Text => !json(media),
            Part::Scalar | Part::Structure => false,
        }
    }

    /// What it is sent as where that is none of the media types that are asked for.
    fn instead(self, asked: &str) -> Option<&'static str> {
        let any = |takes: fn(&str) -> bool| asked.split(',').any(|media| takes(media.trim()));
        let text =
            |media: &str| matches!(media, "*/*" | "text/*") || media.starts_with("text/plain");
        let structure = |media: &str| matches!(media, "*/*" | "application/*") || json(media);
        match self {
            Part::Bytes => None,
            Part::Text => (!any(text)).then_some("text"),
            Part::Scalar => (!any(text) && !any(structure)).then_some("text"),
            Part::Structure => (!any(structure)).then_some("JSON"),
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
