//! `multipart/form-data` and its kin (RFC 7578).

mod reader;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod spool;

use bytes::{Bytes, BytesMut};
use futures_util::{FutureExt, StreamExt, stream};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use self::reader::{Head, Reader};
use super::{Content, Message, Reception, Slot, Unfit};
use crate::parameter::text;
use crate::wire::{Wire, from_json, to_json};
use crate::{Body, File, Json};

/// Gives a struct its multipart codec, from a table with a line a part: the part's name, the
/// field's, whether it is `required` or `optional` (as in [`object!`](crate::object)), and whether it is a `file`, a `value`, or a
/// list of parts of one name, `files` or `values`; behind `as` the media type that such parts are sent in.
#[macro_export]
macro_rules! multipart {
    ($T:ident { $($key:literal => $field:ident: $mode:ident $(($given:ty))? $kind:ident $(as $media:literal)? $([$($rule:expr),* $(,)?])?,)* }) => {
        impl $crate::media::FormParts for $T {
            const PARTS: &'static [(&'static str, bool)] = &[$(($key, $crate::media::is_file::$kind)),*];

            fn write_parts(self, __to: &mut $crate::media::Parts) {
                let _ = &__to; // a form of no parts
                $(__to.$kind($key, &[$($media)?], $crate::operation::$mode(self.$field));)*
            }

            fn read_parts(__from: &mut $crate::media::Received) -> ::core::option::Option<Self> {
                #[allow(unused_imports)] // where no line has a rule
                use $crate::schema::rules::*;
                // All at once: a rule is not to mean the field of another line.
                let ($($field,)*) = ($({
                    const RULES: &[$crate::schema::Rule] = &[$($($rule),*)?];
                    let part = __from.$kind($key, RULES);
                    __from.$mode($key, part, || $crate::media::absent::$kind(RULES))
                },)*);
                ::core::option::Option::Some($T { $($field: $field?,)* })
            }
        }
        $crate::__new!($T [$($($given)?)*] [] { $($field: $mode ($($given)?) (),)* });
    };
}

const JSON: &str = "application/json";
const OCTETS: &str = "application/octet-stream";

/// Bodies of parts.
#[derive(Debug)]
pub enum Multipart {}

/// A struct with a [`multipart!`](crate::multipart) table.
pub trait FormParts: Sized {
    /// The names of the parts, and whether they are files.
    const PARTS: PartNames;

    /// Writes the parts.
    fn write_parts(self, to: &mut Parts);

    /// Reads the parts; `None` when `from` holds what is wrong.
    fn read_parts(from: &mut Received) -> Option<Self>;
}

/// The names of parts, and whether they are files.
pub type PartNames = &'static [(&'static str, bool)];

/// Whether parts are files, by the tables' words for them.
#[doc(hidden)]
#[allow(non_upper_case_globals)] // the tables' words
pub mod is_file {
    pub const value: bool = false;
    pub const values: bool = false;
    pub const file: bool = true;
    pub const files: bool = true;
}

/// What a part is that must be there and is not: no part at all is how an empty list is written.
#[doc(hidden)]
pub mod absent {
    use crate::schema::Rule;

    pub fn value<T>(_: &[Rule]) -> Option<T> {
        None
    }

    pub fn file<T>(_: &[Rule]) -> Option<T> {
        None
    }

    pub fn values<T>(rules: &[Rule]) -> Option<Vec<T>> {
        let some = rules.iter().any(|rule| matches!(rule, Rule::MinItems(1..)));
        (!some).then(Vec::new)
    }

    pub use values as files;
}

/// A multipart body being written.
#[derive(Debug)]
pub struct Parts {
    boundary: String,
    /// What has been written up to the last file that is a stream, and that file.
    written: Vec<Body>,
    /// What has been written since.
    text: Vec<u8>,
}

impl Parts {
    fn new() -> Parts {
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        Parts { boundary, written: Vec::new(), text: Vec::new() }
    }

    /// Writes a part: bare text, in the media type that it has, if any, or JSON where the value is an
    /// object or a list, or where the text would be taken for a string.
    pub fn value<T: Wire>(&mut self, name: &str, media: &[&str], value: Option<T>) {
        match value.as_ref().map(to_json) {
            None | Some(Ok(Json::Null) | Err(_)) => {}
            Some(Ok(Json::String(text))) => self.part(name, None, media.first().copied(), text),
            Some(Ok(value)) => {
                let text = text(&value).into_owned();
                let composed = matches!(value, Json::Object(_) | Json::Array(_));
                let json = composed || from_json::<T>(&Json::String(text.clone())).is_ok();
                self.part(name, None, json.then_some(JSON), text);
            }
        }
    }

    /// Writes a part for every item, or one with the whole list where these would not say it.
    pub fn values<T: Wire>(&mut self, name: &str, media: &[&str], values: Option<Vec<T>>) {
        let Some(values) = values else { return };
        let items: Vec<Json> = values.iter().filter_map(|value| to_json(value).ok()).collect();
        let list =
            |item: &Json| serde_json::from_str(&text(item)).is_ok_and(|v: Json| v.is_array());
        let none = items.is_empty();
        if none || items.iter().any(Json::is_null) || matches!(&items[..], [only] if list(only)) {
            self.part(name, None, Some(JSON), Json::Array(items).to_string());
            return;
        }
        for value in values {
            self.value(name, media, Some(value));
        }
    }

    /// Writes a file, in its own media type or in that of all such parts.
    pub fn file(&mut self, name: &str, media: &[&str], file: Option<File>) {
        if let Some(File { name: called, media_type, body }) = file {
            let media = media_type.as_deref().or(media.first().copied()).unwrap_or(OCTETS);
            let called = called.as_deref().filter(|called| !called.is_empty()).unwrap_or(name);
            self.part(name, Some(called), Some(media), body);
        }
    }

    /// Writes a part for every file; of no files an empty one without a name (HTML Standard, section 4.10.22.4).
    pub fn files(&mut self, name: &str, media: &[&str], files: Option<Vec<File>>) {
        if files.as_ref().is_some_and(Vec::is_empty) {
            self.part(name, Some(""), Some(OCTETS), Body::default());
        }
        for file in files.into_iter().flatten() {
            self.file(name, media, Some(file));
        }
    }

    fn part(&mut self, name: &str, file: Option<&str>, media: Option<&str>, body: impl Into<Body>) {
        // RFC 7578, section 2 and the HTML standard: quotes and line breaks are percent-encoded.
        let quote = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quote(name)
        );
        if let Some(file) = file {
            head += &format!("; filename=\"{}\"", quote(file));
        }
        if let Some(media) = media.filter(|media| HeaderValue::from_str(media).is_ok()) {
            head += &format!("\r\nContent-Type: {media}");
        }
        self.text.extend_from_slice(head.as_bytes());
        self.text.extend_from_slice(b"\r\n\r\n");
        let body = body.into();
        match body.at_hand() {
            Some(bytes) => self.text.extend_from_slice(&bytes),
            None => self.written.extend([std::mem::take(&mut self.text).into(), body]),
        }
        self.text.extend_from_slice(b"\r\n");
    }

    /// All of it: bytes, which can be sent again, unless there is a stream among the files.
    fn into_body(mut self) -> Body {
        self.text.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        if self.written.is_empty() {
            return self.text.into();
        }
        self.written.push(self.text.into());
        let mut bodies = self.written.iter();
        let length = bodies.try_fold(0u64, |sum, body| sum.checked_add(body.length()?));
        let stream = stream::iter(self.written).flatten();
        match length {
            Some(length) => Body::sized(stream, length),
            None => Body::from_stream(stream),
        }
    }
}

/// A multipart body being read. It keeps what is wrong.
#[derive(Debug, Default)]
pub struct Received {
    parts: Vec<(String, File)>,
    #[cfg(feature = "server")]
    found: Vec<crate::schema::Violation>,
    /// The values that were read, as the object that the body stands for.
    #[cfg(feature = "server")]
    whole: serde_json::Map<String, Json>,
    missing: bool,
}

#[cfg(feature = "server")]
/// What a part's value can be: on a server one that is checked.
pub trait PartValue: Wire + crate::schema::Shape {}
#[cfg(feature = "server")]
impl<T: Wire + crate::schema::Shape> PartValue for T {}

#[cfg(not(feature = "server"))]
/// What a part's value can be.
pub trait PartValue: Wire {}
#[cfg(not(feature = "server"))]
impl<T: Wire> PartValue for T {}

impl Received {
    /// The value of a part.
    pub fn value<T: PartValue>(&mut self, name: &str, rules: &[crate::schema::Rule]) -> Option<T> {
        let file = self.take(name)?;
        let (value, read) = self.read(name, &file)?;
        self.check::<T>(name, &value, rules);
        Some(read)
    }

    /// The values of all parts of a name.
    pub fn values<T: PartValue>(
        &mut self,
        name: &str,
        rules: &[crate::schema::Rule],
    ) -> Option<Vec<T>> {
        let files = self.take_all(name)?;
        // One part may hold the whole list as JSON.
        let (list, values) = if let [file] = &files[..]
            && let Ok(list @ Json::Array(_)) = serde_json::from_slice(&bytes(file))
            && let Ok(values) = from_json(&list)
        {
            (list, values)
        } else {
            let read: Option<Vec<(Json, T)>> =
                files.iter().map(|file| self.read(name, file)).collect();
            let (items, values) = read?.into_iter().unzip();
            (Json::Array(items), values)
        };
        self.check::<Vec<T>>(name, &list, rules);
        Some(values)
    }

    /// A file.
    pub fn file(&mut self, name: &str, _: &[crate::schema::Rule]) -> Option<File> {
        let file = self.take(name).and_then(chosen)?;
        self.note(name, || Json::Null);
        Some(file)
    }

    /// All files of a name, as many as the rules allow.
    pub fn files(&mut self, name: &str, rules: &[crate::schema::Rule]) -> Option<Vec<File>> {
        let files: Vec<File> = self.take_all(name)?.into_iter().filter_map(chosen).collect();
        // What files hold is nobody's rule.
        self.check::<Vec<Json>>(name, &vec![Json::Null; files.len()].into(), rules);
        Some(files)
    }

    /// The part of a name. A server says where there are more; a client takes the first.
    fn take(&mut self, name: &str) -> Option<File> {
        let at = self.parts.iter().position(|(part, _)| part == name)?;
        let (_, file) = self.parts.remove(at);
        #[cfg(feature = "server")]
        if self.parts.iter().any(|(part, _)| part == name) {
            let pointer = crate::schema::Path::root("body").join(name).to_string();
            let rule = "must be one part".to_owned();
            self.found.push(crate::schema::Violation { pointer, rule });
        }
        Some(file)
    }

    fn take_all(&mut self, name: &str) -> Option<Vec<File>> {
        let parts = std::mem::take(&mut self.parts).into_iter();
        let (files, rest): (Vec<_>, Vec<_>) = parts.partition(|(part, _)| part == name);
        self.parts = rest;
        if !files.is_empty() {
            self.note(name, || Json::Null);
        }
        (!files.is_empty()).then(|| files.into_iter().map(|(_, file)| file).collect())
    }

    /// A part that must be there.
    pub fn required<T>(
        &mut self,
        name: &str,
        part: Option<T>,
        absent: impl Fn() -> Option<T>,
    ) -> Option<T> {
        let part = part.or_else(absent);
        if part.is_none() {
            self.say(name, "is required");
        }
        part
    }

    /// A part that may be missing.
    pub fn optional<T>(
        &mut self,
        _: &str,
        part: Option<T>,
        _: impl Fn() -> Option<T>,
    ) -> Option<Option<T>> {
        (!self.missing || part.is_some()).then_some(part)
    }

    fn read<T: PartValue>(&mut self, name: &str, file: &File) -> Option<(Json, T)> {
        let Ok(text) = String::from_utf8(bytes(file).into()) else {
            self.say(name, "must be UTF-8");
            return None;
        };
        let parsed = serde_json::from_str::<Json>(&text).ok();
        // Text first, so that a string of digits stays one, unless the sender says otherwise.
        let looks = parsed.clone().unwrap_or_else(|| Json::String(text.clone()));
        let mut values = vec![Json::String(text)];
        values.extend(parsed);
        if file.media_type.as_deref().is_some_and(|media| media.starts_with(JSON)) {
            values.reverse();
        }
        let read = values.iter().find_map(|value| Some((value.clone(), from_json(value).ok()?)));
        if read.is_none() {
            // What is wrong is told of what it looks like.
            self.check::<T>(name, &looks, &[]);
            self.say(name, "must be as the document says");
        }
        read
    }

    #[cfg(feature = "server")]
    fn check<T: PartValue>(&mut self, name: &str, value: &Json, rules: &[crate::schema::Rule]) {
        use crate::schema::{Path, check_json};
        let body = Path::root("body");
        check_json(value, T::schema(), rules, &body.join(name), &mut self.found);
        self.note(name, || value.clone());
    }

    /// Checks the body as a whole.
    #[cfg(feature = "server")]
    fn check_whole(&mut self, rules: &[crate::schema::Rule]) {
        use crate::schema::{Path, Schema, check_json};
        if rules.is_empty() {
            return;
        }
        for (name, _) in std::mem::take(&mut self.parts) {
            self.whole.entry(name).or_insert(Json::Null);
        }
        let whole = Json::Object(std::mem::take(&mut self.whole));
        check_json(&whole, Schema::Any, rules, &Path::root("body"), &mut self.found);
    }

    #[cfg(feature = "server")]
    fn note(&mut self, name: &str, value: impl Fn() -> Json) {
        self.whole.insert(name.to_owned(), value());
    }

    #[cfg(not(feature = "server"))]
    fn note(&mut self, _: &str, _: impl Fn() -> Json) {}

    #[cfg(not(feature = "server"))]
    fn check<T: PartValue>(&mut self, _: &str, _: &Json, _: &[crate::schema::Rule]) {}

    #[cfg(feature = "server")]
    fn say(&mut self, name: &str, rule: &str) {
        let at = crate::schema::Path::root("body");
        let pointer = at.join(name).to_string();
        // A part that does not read has been named already.
        if !self.found.iter().any(|violation| violation.pointer == pointer) {
            self.found.push(crate::schema::Violation { pointer, rule: rule.to_owned() });
        }
        self.missing = true;
    }

    #[cfg(not(feature = "server"))]
    fn say(&mut self, _: &str, _: &str) {
        self.missing = true;
    }
}

/// A file, unless it stands for none: a form with no file selected sends an empty one without a name
/// (HTML Standard, section 4.10.22.4).
fn chosen(file: File) -> Option<File> {
    let nameless = file.name.as_deref() == Some("");
    let none = nameless && file.body.length() == Some(0);
    (!none).then(|| File { name: file.name.filter(|_| !nameless), ..file })
}

/// What a part that is no file holds, which is kept in memory.
fn bytes(part: &File) -> Bytes {
    part.body.at_hand().unwrap_or_default()
}

/// The parts of a message: of a body that is at hand, or as they were received. One that is still to
/// come it asks for.
fn receive(message: Message<'_>, names: PartNames) -> Result<Received, Unfit> {
    let parts = match std::mem::replace(message.body, Slot::Taken) {
        Slot::Parts(parts) => parts?,
        Slot::Whole(bytes) => {
            *message.body = Slot::Whole(bytes.clone());
            at_hand(bytes, message.headers)?
        }
        unread => {
            *message.body = unread;
            return Err(message.body.want(Reception::Parts(names)));
        }
    };
    Ok(Received { parts, ..Received::default() })
}

fn at_hand(bytes: Bytes, headers: &HeaderMap) -> Result<Vec<(String, File)>, Unfit> {
    let mut reader = Reader::new(bytes.into(), headers)?;
    let parts = async {
        let mut parts = Vec::new();
        while let Some(head) = reader.next().await? {
            let mut bytes = BytesMut::new();
            while let Some(chunk) = reader.chunk().await? {
                bytes.extend_from_slice(&chunk);
            }
            parts.push(head.part(bytes.freeze()));
        }
        Ok(parts)
    };
    // All bytes are at hand, so the future has nothing to wait for.
    let parts = parts.now_or_never();
    parts.unwrap_or_else(|| Err(Unfit("a body that is a stream".to_owned())))
}

impl Head {
    /// The part of this head, by its name.
    fn part(self, body: impl Into<Body>) -> (String, File) {
        // What is sent where no type or no name is given is none.
        let media_type = self.media.filter(|media| media != OCTETS);
        let name = self.file.filter(|file| *file != self.name);
        (self.name, File { name, media_type, body: body.into() })
    }
}

impl<T: FormParts> Content<Multipart> for T {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        let mut parts = Parts::new();
        self.write_parts(&mut parts);
        let media = if media.contains('*') { "multipart/form-data" } else { media };
        let kind = format!("{media}; boundary={}", parts.boundary);
        let kind = HeaderValue::from_str(&kind)
            .map_err(|_| Unfit("the media type is no header value".to_owned()))?;
        headers.insert(CONTENT_TYPE, kind);
        Ok(parts.into_body())
    }

    fn decode(message: Message<'_>) -> Result<Self, Unfit> {
        let mut parts = receive(message, T::PARTS)?;
        T::read_parts(&mut parts)
            .ok_or_else(|| Unfit("a multipart body of another shape than documented".to_owned()))
    }
}

#[cfg(feature = "server")]
impl<T: FormParts> super::Admit<Multipart> for T {
    fn admit(
        message: Message<'_>,
        rules: &'static [crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused> {
        use crate::server::Refused;

        let validate = message.is_validated();
        let mut parts = receive(message, T::PARTS).map_err(|unfit| Refused::Unparsable(unfit.0))?;
        let value = T::read_parts(&mut parts);
        if value.is_some() && validate {
            parts.check_whole(rules);
        }
        match value {
            Some(value) if !validate => Ok(value),
            _ if !parts.found.is_empty() => Err(Refused::Violations(parts.found)),
            Some(value) => Ok(value),
            None => Err(Refused::violation("/body", "must be as the document says")),
        }
    }
}
