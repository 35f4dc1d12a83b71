//! What the keys of a map look like.

/// The rule that the free keys of an object or map follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Anything: property names, examples, header names.
    Any,
    /// The name of a component: letters, digits, `.`, `_` and `-` (since 3.0).
    Component,
    /// A path of the API, which begins with `/`.
    Path,
    /// A status code, or a range of them such as `4XX`.
    Status,
    /// A media type or a range of them: `application/json`, `text/*`.
    MediaType,
    /// A runtime expression that a callback goes to: `{$request.body#/url}`.
    Expression,
    /// An HTTP method that has no field of its own.
    Method,
    /// The name of a security scheme.
    SecurityScheme,
}

impl Keys {
    /// Whether a key follows the rule as the specification has it.
    ///
    /// ```
    /// use specwright_grammar::Keys;
    ///
    /// assert!(Keys::Path.admit("/pets/{id}") && !Keys::Path.admit("pets"));
    /// assert!(Keys::Status.admit("404") && Keys::Status.admit("4XX"));
    /// assert!(!Keys::Status.admit("4xx"));
    /// ```
    pub fn admit(self, key: &str) -> bool {
        match self {
            Keys::Any | Keys::Expression | Keys::SecurityScheme => true,
            Keys::Component => {
                let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
                !key.is_empty() && key.bytes().all(legal)
            }
            Keys::Path => key.starts_with('/'),
            Keys::Status => match key.as_bytes() {
                [b'1'..=b'5', b'X', b'X'] => true,
                [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
                _ => false,
            },
            Keys::MediaType => key.split_once('/').is_some_and(|(main, sub)| {
                !main.is_empty() && !sub.is_empty() && !key.contains(char::is_control)
            }),
            Keys::Method => {
                let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
                !key.is_empty() && key.bytes().all(token)
            }
        }
    }

    /// What such a key is, for messages: "a path, which begins with `/`".
    pub fn describe(self) -> &'static str {
        match self {
            Keys::Any => "any key",
            Keys::Component => "a component's name (letters, digits, `.`, `_` and `-`)",
            Keys::Path => "a path, which begins with `/`",
            Keys::Status => "a status code, a range such as `4XX`, or `default`",
            Keys::MediaType => "a media type such as `application/json`",
            Keys::Expression => "a runtime expression",
            Keys::Method => "an HTTP method",
            Keys::SecurityScheme => "the name of a security scheme",
        }
    }
}

/// The status of which a key of Responses names a further response, and what that is called: tools
/// whose users may describe a status several times write all but the first as extensions.
///
/// ```
/// use specwright_grammar::further_response;
///
/// assert_eq!(further_response("x-422:Not enough left"), Some(("422", "Not enough left")));
/// assert_eq!(further_response("x-order"), None);
/// ```
pub fn further_response(key: &str) -> Option<(&str, &str)> {
    let (status, name) = key.strip_prefix("x-")?.split_once(':')?;
    (status == "default" || Keys::Status.admit(status)).then_some((status, name.trim()))
}
