//! A request being written.

use http::header::COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::media::{Content, Unfit};
use crate::parameter::{Parameter, Place, ambiguous, encode_pairs, encode_text, escape_cookie};
use crate::schema::Rule;
use crate::wire::{Wire, from_json, to_json};
use crate::{Body, Json};

/// The parts of a request, put together one by one.
#[derive(Debug, Default)]
pub struct Outgoing {
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// How many pairs of the query are those of the document's path.
    fixed: usize,
    pub(crate) headers: HeaderMap,
    cookies: Vec<(String, String)>,
    pub(crate) body: Body,
    /// The header that makes the request safe to repeat, where the document has one.
    pub(crate) idempotency: Option<HeaderName>,
}

impl Outgoing {
    pub(crate) fn new(path: &str) -> Outgoing {
        // What follows `?` or `#` in a document's path tells its operations apart on paper.
        let path = path.split('#').next().unwrap_or("");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let fixed = query.split('&').filter_map(|pair| pair.split_once('='));
        let query: Vec<(String, String)> =
            fixed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Outgoing { path: path.to_owned(), fixed: query.len(), query, ..Outgoing::default() }
    }

    /// What is shown beside it, of which the cookies stand in one header with its own.
    pub(crate) fn beside(&self) -> Outgoing {
        Outgoing { cookies: self.cookies.clone(), ..Outgoing::default() }
    }

    /// Writes a parameter; null is its name alone.
    ///
    /// # Errors
    /// It has no place in HTTP: a path parameter that is empty or `.`, a header with a line break, a list
    /// with an item that holds what parts the items.
    pub fn required<T: Wire>(&mut self, parameter: &Parameter, value: &T) -> Result<(), Unfit> {
        let value = json(parameter, value)?;
        self.write(parameter, &value)
    }

    fn write(&mut self, parameter: &Parameter, value: &Json) -> Result<(), Unfit> {
        let unfit = |why: &str| unfit(parameter, why);
        if let Some(separator) = ambiguous(parameter, value) {
            return Err(unfit(&format!("has a part with {separator:?}, which parts them")));
        }
        match parameter.place {
            Place::Path => {
                let text = encode_text(parameter, value);
                if text.is_empty() {
                    return Err(unfit("is empty, which a path cannot say"));
                }
                // They are resolved away, escaped too (RFC 3986, section 5.2.4; the URL standard), and
                // the request would go to another resource.
                if text.split('/').any(|segment| matches!(segment, "." | "..")) {
                    return Err(unfit("is a dot segment, which a path cannot say"));
                }
                self.path = filled(&self.path, parameter.name, &text);
            }
            Place::Query => {
                let pairs = encode_pairs(parameter, value);
                // A parameter says for itself what the path has of it.
                let said = |name: &String| pairs.iter().any(|(own, _)| own == name);
                while let Some(at) = self.query[..self.fixed].iter().position(|(n, _)| said(n)) {
                    self.query.remove(at);
                    self.fixed -= 1;
                }
                self.query.extend(pairs);
            }
            Place::Cookie => self.cookies.extend(encode_pairs(parameter, value)),
            Place::Header => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes())
                    .map_err(|_| unfit("is no header"))?;
                let text = encode_text(parameter, value);
                let value = HeaderValue::from_str(&text)
                    .map_err(|_| unfit("holds what a header cannot"))?;
                if is_idempotency_key(parameter) {
                    self.idempotency = Some(name.clone());
                }
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// Writes a parameter that is there, and is not null: where it may be missing, that says it.
    ///
    /// # Errors
    /// As [`Outgoing::required`].
    pub fn optional<T: Wire>(
        &mut self,
        parameter: &Parameter,
        value: &Option<T>,
    ) -> Result<(), Unfit> {
        match value {
            Some(value) => match json(parameter, value)? {
                Json::Null => Ok(()),
                value => self.write(parameter, &value),
            },
            None if is_idempotency_key(parameter) => {
                self.idempotency = key_header::<T>(parameter);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Writes the body, if there is one.
    ///
    /// # Errors
    /// It cannot be written in the media type.
    pub fn body<C, T: Content<C>>(
        &mut self,
        body: Option<T>,
        media: &[&'static str],
    ) -> Result<(), Unfit> {
        if let Some(body) = body {
            let media = media.first().copied().unwrap_or("");
            self.body = body.encode(media, &mut self.headers)?;
        }
        Ok(())
    }

    /// The query as text, without its question mark.
    pub(crate) fn query_text(&self) -> String {
        let length = self.query.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        let mut text = String::with_capacity(length);
        for (at, (name, value)) in self.query.iter().enumerate() {
            if at > 0 {
                text.push('&');
            }
            // A value that is all of the query has no name.
            if !name.is_empty() {
                text.push_str(name);
                text.push('=');
            }
            text.push_str(value);
        }
        text
    }

    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        let escape = |text| crate::parameter::escape(text, false);
        self.query.push((escape(name), escape(value)));
    }

    pub(crate) fn add_cookie(&mut self, name: &str, value: &str) {
        self.cookies.push((name.to_owned(), escape_cookie(value)));
    }

    /// Joins the cookies into their one header.
    pub(crate) fn close(&mut self) -> Result<(), Unfit> {
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let text = pairs.collect::<Vec<_>>().join("; ");
            let value = HeaderValue::from_str(&text)
                .map_err(|_| Unfit("a cookie holds what a header cannot".to_owned()))?;
            self.headers.insert(COOKIE, value);
        }
        Ok(())
    }
}

/// A path with the text in the place of a parameter, `{name}` or `{+name}`.
fn filled(path: &str, name: &str, text: &str) -> String {
    let mut filled = String::with_capacity(path.len() + text.len());
    let mut pieces = path.split('{');
    filled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let named = piece.strip_prefix('+').unwrap_or(piece);
        match named.strip_prefix(name).and_then(|rest| rest.strip_prefix('}')) {
            Some(rest) => filled.extend([text, rest]),
            None => filled.extend(["{", piece]),
        }
    }
    filled
}

fn unfit(parameter: &Parameter, why: &str) -> Unfit {
    Unfit(format!("the parameter {} {why}", parameter.name))
}

/// A parameter's value as a tree.
fn json<T: Wire>(parameter: &Parameter, value: &T) -> Result<Json, Unfit> {
    to_json(value).map_err(|_| unfit(parameter, "cannot be written"))
}

/// Whether a parameter is the `Idempotency-Key` header that the HTTP API working group describes,
/// in any of the spellings that documents have for it.
fn is_idempotency_key(parameter: &Parameter) -> bool {
    let name = parameter.name.as_bytes();
    let name = match name {
        [b'x' | b'X', b'-', rest @ ..] => rest,
        name => name,
    };
    let letters = name.iter().filter(|byte| !matches!(byte, b'-' | b'_'));
    parameter.place == Place::Header
        && letters.map(u8::to_ascii_lowercase).eq(b"idempotencykey".iter().copied())
}

/// The header of a key that the client may fill in: a UUID is a value of it.
fn key_header<T: Wire>(parameter: &Parameter) -> Option<HeaderName> {
    let uuid = Json::String(uuid::Uuid::nil().to_string());
    let fits = parameter.rules.iter().all(|rule| match rule {
        Rule::MaxLength(max) => *max >= 36,
        Rule::MinLength(min) => *min <= 36,
        Rule::Format(name) => *name == "uuid",
        // What the caller alone can meet.
        Rule::Pattern(_) | Rule::OneOf(_) => false,
        _ => true,
    });
    let header = HeaderName::from_bytes(parameter.name.as_bytes()).ok()?;
    (fits && from_json::<T>(&uuid).is_ok()).then_some(header)
}
