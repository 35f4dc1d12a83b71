//! A request being read: its parts are taken one by one, and all that is wrong is kept.

use http::HeaderMap;
use http::header::{CONTENT_TYPE, COOKIE};
use http::request::Parts;
use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};

use super::upload::{self, Late};
use crate::media::spool::Broken;
use crate::media::{Message, PartNames, Reception, Slot, choose, is_whole, media_type, spool};
use crate::parameter::{
    Doubled, Pairs, Parameter, Place, Source, Style, decode, encode_pairs, members_of, query,
};
use crate::schema::{Path, Property, Rule, Schema, Shape, Violation, check_json};
use crate::server::{Options, Refused};
use crate::wire::{Wire, from_json, to_json};
use crate::{Body, Bytes, Json};

/// On what terms a server takes a body.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    /// Whether rules beyond the types are checked.
    pub(crate) validate: bool,
    /// How much may be held in memory.
    pub(crate) memory_limit: usize,
    /// Where it is told what is wrong with what a handler is already reading.
    pub(crate) late: Late,
}

/// What is said of a parameter or member that is one text and stands several times.
const STANDS_ONCE: &str = "must stand once";

/// A request whose body is at hand, or still to come.
#[derive(Debug)]
pub struct Incoming {
    pub(crate) parts: Box<Parts>,
    body: Slot,
    terms: Terms,
    captures: Vec<(&'static str, String)>,
    cookies: String,
    found: Vec<Violation>,
    refused: Option<Refused>,
}

impl Incoming {
    pub(super) fn new(
        parts: Box<Parts>,
        captures: Vec<(&'static str, String)>,
        body: Body,
        late: Late,
        options: &Options,
    ) -> Incoming {
        let cookies = cookies(&parts.headers);
        let refused = not_utf8(&parts);
        Incoming {
            parts,
            body: body.into(),
            terms: Terms { validate: options.validate, memory_limit: options.memory_limit, late },
            captures,
            cookies,
            found: Vec::new(),
            refused,
        }
    }

    /// A parameter that must be there; `None` when it is not or is not as it must be.
    pub fn required<T: Wire + Shape>(&mut self, parameter: &Parameter) -> Option<T> {
        match self.value(parameter, T::schema()) {
            Ok(Some(value)) => self.typed(parameter, &value),
            Ok(None) => {
                self.say(parameter, "is required");
                None
            }
            Err(Doubled) => {
                self.say(parameter, STANDS_ONCE);
                None
            }
        }
    }

    /// A parameter that may be missing; `None` when it is not as it must be. An object of which the
    /// type knows nothing is missing: there is no other way to write it.
    pub fn optional<T: Wire + Shape>(&mut self, parameter: &Parameter) -> Option<Option<T>> {
        let value = match self.value(parameter, T::schema()) {
            Ok(Some(value)) => value,
            Ok(None) => return Some(None),
            Err(Doubled) => {
                self.say(parameter, STANDS_ONCE);
                return None;
            }
        };
        let read = self.typed(parameter, &value)?;
        let paired = matches!(parameter.place, Place::Query | Place::Cookie);
        let written = !(paired && value.is_object())
            || to_json(&read).is_ok_and(|value| !encode_pairs(parameter, &value).is_empty());
        Some(written.then_some(read))
    }

    /// Whether nothing is wrong so far.
    pub fn is_sound(&self) -> bool {
        self.found.is_empty() && self.refused.is_none()
    }

    /// What is wrong.
    pub(super) fn take_refused(&mut self) -> Option<Refused> {
        // A body that cannot be parsed says more than a parameter that is wrong.
        let found = std::mem::take(&mut self.found);
        self.refused.take().or_else(|| (!found.is_empty()).then_some(Refused::Violations(found)))
    }

    pub(super) fn into_parts(self) -> Box<Parts> {
        self.parts
    }

    pub(crate) fn message(&mut self) -> Message<'_> {
        Message::new(&self.parts.headers, &mut self.body).on(&self.terms)
    }

    /// Whether there is no body.
    pub(crate) fn is_empty(&self) -> bool {
        self.body.at_hand().is_some_and(|bytes| bytes.is_empty())
    }

    /// Refuses by what the head says of the body, before anybody waits for it, and waits for one that is
    /// read whole in any case. One that nobody expects is not read.
    ///
    /// # Errors
    /// Its media type is none of these, or it cannot be had.
    pub(super) async fn admit(&mut self, consumes: &[&'static str]) -> Result<(), Refused> {
        if consumes.is_empty() {
            self.body = Slot::Whole(Bytes::new());
            return Ok(());
        }
        let media_type = media_type(&self.parts.headers);
        let named = self.parts.headers.contains_key(CONTENT_TYPE);
        if named && choose(&media_type, consumes).is_none() {
            return Err(Refused::UnsupportedMediaType);
        }
        if is_whole(&media_type) && self.body.at_hand().is_none() {
            let whole = upload::whole(self.body.take(), self.terms.memory_limit, &self.terms.late);
            self.body = Slot::Whole(whole.await?);
        }
        Ok(())
    }

    /// Waits for a body as it was wanted; whether the request is to be read again, now that it is there.
    pub(super) async fn complete(&mut self) -> bool {
        let (reception, body) = match std::mem::replace(&mut self.body, Slot::Taken) {
            Slot::Wanted(reception, body) => (reception, body),
            other => {
                self.body = other;
                return false;
            }
        };
        self.found.clear();
        self.refused = not_utf8(&self.parts);
        let arrived = match reception {
            Reception::Whole => {
                let whole = upload::whole(body, self.terms.memory_limit, &self.terms.late);
                whole.await.map(Slot::Whole)
            }
            // Large and seldom: each request would carry the room for it.
            Reception::Parts(names) => Box::pin(self.keep(body, names)).await,
        };
        match arrived {
            Ok(body) => self.body = body,
            Err(refused) => self.refused = Some(refused),
        }
        self.refused.is_none()
    }

    /// Reads the parts of a body.
    async fn keep(&self, body: Body, names: PartNames) -> Result<Slot, Refused> {
        match spool::read(body, &self.parts.headers, names, self.terms.memory_limit).await {
            Ok(parts) => Ok(parts),
            Err(Broken::Unfit(unfit)) => Err(unfit.into()),
            Err(Broken::Body(error)) => {
                tracing::debug!(%error, "a body broke off");
                Err(Refused::Unparsable(upload::TOO_EARLY.to_owned()))
            }
            Err(Broken::TooLarge) => Err(Refused::TooLarge),
            Err(Broken::Disk(error)) => {
                tracing::error!(%error, "a file of a request cannot be kept");
                Err(Refused::Internal)
            }
        }
    }

    pub(crate) fn refuse(&mut self, refused: Refused) {
        match refused {
            Refused::Violations(violations) => self.found.extend(violations),
            refused => drop(self.refused.get_or_insert(refused)),
        }
    }

    fn value(&mut self, parameter: &Parameter, schema: Schema) -> Result<Option<Json>, Doubled> {
        let text = |text: &str| decode(parameter, schema, &Source::Text(text));
        match parameter.place {
            Place::Path => {
                let capture = self.captures.iter().find(|(name, _)| *name == parameter.name);
                capture.map_or(Ok(None), |(_, value)| text(value))
            }
            Place::Header => {
                let values = self.parts.headers.get_all(parameter.name).iter();
                let values: Result<Vec<&str>, _> =
                    values.map(|value| std::str::from_utf8(value.as_bytes())).collect();
                let Ok(values) = values else {
                    let why = format!("the header {} is not UTF-8", parameter.name);
                    self.refuse(Refused::Unparsable(why));
                    return Ok(None);
                };
                // Headers are not escaped; a percent sign stands for itself.
                match values.is_empty() {
                    true => Ok(None),
                    false => text(&values.join(",").replace('%', "%25")),
                }
            }
            Place::Query => {
                let pairs = Pairs::of_query(self.parts.uri.query().unwrap_or_default());
                decode(parameter, schema, &Source::Pairs(pairs))
            }
            Place::Cookie => {
                decode(parameter, schema, &Source::Pairs(Pairs::of_cookies(&self.cookies)))
            }
        }
    }

    fn typed<T: Wire + Shape>(&mut self, parameter: &Parameter, value: &Json) -> Option<T> {
        if !self.terms.validate
            && let Ok(read) = from_json(value)
        {
            return Some(read);
        }
        let before = self.found.len();
        let place = Path::root(place(parameter.place));
        check_json(
            value,
            T::schema(),
            parameter.rules,
            &place.join(parameter.name),
            &mut self.found,
        );
        if self.found.len() > before {
            return None;
        }
        let read = from_json(value).ok();
        if read.is_none() {
            self.say(parameter, "must be as the document says");
        }
        read
    }

    fn say(&mut self, parameter: &Parameter, rule: &str) {
        let place = Path::root(place(parameter.place));
        let pointer = place.join(parameter.name).to_string();
        self.found.push(Violation { pointer, rule: rule.to_owned() });
    }
}

/// Why the target of a request cannot be read: escaped bytes must be UTF-8, as nothing is to be
/// changed on the way.
fn not_utf8(parts: &Parts) -> Option<Refused> {
    let is = |text: &str| !text.contains('%') || percent_decode_str(text).decode_utf8().is_ok();
    let why = match (is(parts.uri.path()), is(parts.uri.query().unwrap_or_default())) {
        (true, true) => return None,
        (false, _) => "the path is not UTF-8",
        (_, false) => "the query is not UTF-8",
    };
    Some(Refused::Unparsable(why.to_owned()))
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

/// The names and values of all cookies, still escaped, as is every character that is not ASCII. No
/// charset is theirs: what is no UTF-8 is taken for ISO 8859-1, as headers once were. Nor is an escape
/// (RFC 6265): what none of UTF-8 would be is as it stands.
pub(super) fn cookies(headers: &HeaderMap) -> String {
    let mut all = String::new();
    for pair in headers.get_all(COOKIE).iter().flat_map(|value| value.as_bytes().split(is_end)) {
        let text = std::str::from_utf8(pair).map_or_else(|_| latin(pair), str::to_owned);
        let escaped = percent_decode_str(&text).decode_utf8().is_ok();
        let text = if escaped { text } else { text.replace('%', "%25") };
        all.extend(utf8_percent_encode(&text, CONTROLS));
        all.push(';');
    }
    all
}

fn is_end(byte: &u8) -> bool {
    *byte == b';'
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The tree of a form, told apart by the schema of what it should be.
///
/// # Errors
/// Members that are one text stand several times.
pub(crate) fn form_value(
    schema: Schema,
    text: &str,
    styles: &[Parameter],
) -> Result<Json, Refused> {
    let pairs = Pairs::of_query(text);
    let Schema::Object(table) = schema.unwrapped() else {
        // The parts of what is no object have names of their own, and none stands in one text.
        let value = decode(&query("").form(), schema, &Source::Pairs(pairs)).ok().flatten();
        return Ok(value.unwrap_or_else(|| Json::Object(Default::default())));
    };
    let (mut members, mut doubled) = (serde_json::Map::new(), Vec::new());
    for property in table.properties {
        match form_member(property, pairs, styles) {
            Ok(Some(value)) => drop(members.insert(property.name.to_owned(), value)),
            Ok(None) => {}
            Err(Doubled) => {
                let pointer = Path::root("body").join(property.name).to_string();
                doubled.push(Violation { pointer, rule: STANDS_ONCE.to_owned() });
            }
        }
    }
    if !doubled.is_empty() {
        return Err(Refused::Violations(doubled));
    }
    let known = |name: &str| {
        let bare = name.split(['[', '%']).next().unwrap_or(name);
        let is = |p: &Property| p.name == name || p.name == bare || is_spread(p, name, styles);
        table.properties.iter().any(is)
    };
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let named = pairs.iter().map(|(name, value)| (decoded(&name), decoded(&value)));
    members.extend(members_of(schema, named.filter(|(name, _)| !known(name))));
    Ok(Json::Object(members))
}

/// The value of a member that the document describes, in the style that it has there.
fn form_member(
    property: &Property,
    pairs: Pairs<'_>,
    styles: &[Parameter],
) -> Result<Option<Json>, Doubled> {
    let (schema, source) = ((property.schema)(), Source::Pairs(pairs));
    let composed = matches!(
        schema.unwrapped(),
        Schema::Object(_) | Schema::Map(_) | Schema::Union(..) | Schema::Array(_)
    );
    let value = match styles.iter().find(|parameter| parameter.name == property.name) {
        Some(parameter) => decode(parameter, schema, &source)?,
        None => {
            let form = query(property.name);
            let deep = Parameter { style: Style::DeepObject, ..form };
            match decode(&form, schema, &source)?.filter(|value| !(value.is_object() && composed)) {
                None if composed => decode(&deep, schema, &source)?,
                value => value,
            }
        }
    };
    // In a form, null and a missing value are the same.
    let value = value.filter(|value| !is_void(schema, value));
    Ok(value.or_else(|| unwritten(schema).filter(|_| property.required)))
}

/// Whether a name is that of a part of a member whose parts stand apart, under their own names.
fn is_spread(property: &Property, name: &str, styles: &[Parameter]) -> bool {
    let apart = |style: &&Parameter| style.style == Style::Form && style.explode;
    let spread = styles.iter().filter(apart).any(|style| style.name == property.name);
    match (property.schema)().unwrapped() {
        Schema::Object(table) if spread => table.properties.iter().any(|part| part.name == name),
        Schema::Object(_) => false,
        Schema::Map(_) => spread,
        _ => false,
    }
}

/// What it is that no name in a form stands for.
fn unwritten(schema: Schema) -> Option<Json> {
    match schema {
        Schema::Nullable(_) => Some(Json::Null),
        Schema::Array(_) => Some(Json::Array(Vec::new())),
        Schema::Map(_) => Some(Json::Object(Default::default())),
        _ => None,
    }
}

fn is_void(schema: Schema, value: &Json) -> bool {
    matches!(schema, Schema::Nullable(_)) && value.is_null()
}

/// A tree as a body, checked.
pub(crate) fn admit_json<T: Wire + Shape>(
    value: &Json,
    rules: &[Rule],
    validate: bool,
) -> Result<T, Refused> {
    if !validate && let Ok(read) = from_json(value) {
        return Ok(read);
    }
    let mut found = Vec::new();
    check_json(value, T::schema(), rules, &Path::root("body"), &mut found);
    if !found.is_empty() {
        return Err(Refused::Violations(found));
    }
    from_json(value).map_err(|_| Refused::violation("/body", "must be as the document says"))
}
