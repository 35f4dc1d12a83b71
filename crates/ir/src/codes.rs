//! The rules about meaning.

use specwright_diagnostics::{Code, Severity};

macro_rules! codes {
    ($($NAME:ident = $name:literal, $severity:ident, $explanation:literal;)*) => {
        $(
            #[doc = $explanation]
            pub static $NAME: Code =
                Code { name: $name, severity: Severity::$severity, explanation: $explanation };
        )*

        /// All of them.
        pub static ALL: &[&Code] = &[$(&$NAME),*];
    };
}

codes! {
    INDISTINCT_ALTERNATIVES = "indistinct-alternatives", Warning,
        "Alternatives of a `oneOf` or `anyOf` are told apart by a discriminator, by the kind of \
         JSON value, by a property that only one of them requires, or by a constant. Where \
         nothing does, the first that fits a value takes it, in document order; a part of a multipart \
         body that is a file in one of them is a file. Give the \
         alternatives a `discriminator`, or a property with a constant (`enum` of one value).";
    CONFLICTING_ALL_OF = "conflicting-all-of", Warning,
        "The parts of an `allOf` say different things of the same value, so that no value can \
         satisfy all of them. What the first part says is taken.";
    CIRCULAR_SCHEMA = "circular-schema", Warning,
        "A schema refers to nothing but itself, through `$ref` or `allOf`, and so says nothing. \
         It is taken as any value.";
    UNCHECKED_KEYWORD = "unchecked-keyword", Warning,
        "The keyword says what values may be, in a way that the generated types and checks do \
         not express: values that break it are accepted.";
    UNCHECKED_PATTERN = "unchecked-pattern", Warning,
        "Generated servers check a `pattern` with an engine that does not take all of ECMA-262: no escapes \
         of control characters (`\\cA`) or of halves of surrogate pairs (`\\uD83D`), no empty classes \
         (`[^]`), nothing repeated that is not there (`*.txt`), and nothing that is very large when it is \
         compiled, as `.{0,65535}` is. Any text is taken for one that such a pattern fits. For a length \
         there are `minLength` and `maxLength`.";
    UNDECLARED_PATH_PARAMETER = "undeclared-path-parameter", Warning,
        "A path template names a parameter that the operation does not declare (OpenAPI 3.0.3, \
         Path Templating). It is taken as a required string.";
    OPTIONAL_BODY = "optional-body", Warning,
        "The request body is not marked as required, so the generated request may leave it out, \
         as the document says (OpenAPI 3.0.3, Request Body Object: `required` defaults to \
         false). If it is needed, set `required: true`.";
    UNTYPED_TUPLE = "untyped-tuple", Warning,
        "`prefixItems` make a tuple only where `minItems` says that all of them are there, where \
         there are at most twelve, and where `items` does not say what follows them. Otherwise they make a list, of any values where `items` \
         does not say what may follow them. Set `minItems` to the number of items.";
    INTERIM_RESPONSE = "interim-response", Warning,
        "A status of 1xx is a word on the way to an answer and not one (RFC 9110, section 15.2), but for \
         a switch of protocols (101), which names the next one in `Upgrade` (section 7.8). Where the \
         document has no such header, the variant of this response cannot be written by a server, \
         which answers with 500 in its place. A handler that switches protocols answers with `Other`.";
    BODILESS_RESPONSE = "bodiless-response", Warning,
        "A response to HEAD, and one with the status 204, 205 or 304, has no body, whatever the \
         document says of one (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5). Its \
         `content` is passed over. A response that has a body needs another status, such as 200.";
    INVALID_DEFAULT = "invalid-default", Warning,
        "The `default` is not a value of its schema. It is passed over.";
    NOT_WRITTEN = "not-written", Warning,
        "Webhooks and callbacks are calls that the API makes at its users' servers. How these tell \
         that it is the API that calls is for their handlers to check: the security requirements of \
         a webhook are understood, and nothing is written for them.";
    OTHER_SERVER = "other-server", Warning,
        "The path or operation has servers of its own (OpenAPI 3.0.3, Path Item Object and Operation \
         Object), and what says where is no URL of HTTP and no path from the root of the document's \
         server. A generated client calls the document's server: make a client of its own, with this \
         base URL, for what is served elsewhere.";
    STYLES_OF_ONE_FORM = "styles-of-one-form", Warning,
        "A body that may be a form in several media types says in more than one of them how members \
         are written (OpenAPI 3.0.3, Encoding Object). The first says it for the crate; the others \
         are written and read as if they said nothing.";
    UNHEEDED_ENCODING = "unheeded-encoding", Warning,
        "What the encoding of a part says (OpenAPI 3.0.3, Encoding Object) and generated code does not do: \
         headers of its own, a text in JSON or under one of several labels, or an object that is not in JSON. Give \
         a member `format: binary` that is to be sent as it stands, under its label.";
    UNKNOWN_NAME = "unknown-name", Error,
        "The configuration picks, renames or replaces something that the document does not have, or \
         that `tags` and `operations` leave out; or it wants a media type that nothing has. Operations \
         are called by their `operationId` or as `GET /pets/{id}`, schemas by their names under \
         `components`.";
    UNUSED_SETTING = "unused-setting", Warning,
        "The configuration speaks of something that the document does not have: a name among `secrets` \
         that no property or parameter has, or a format in `replace.formats` that no string has. \
         Remove it, or look for a slip in it.";
    SAME_ROUTE = "same-route", Warning,
        "Two operations have the same method and a path that differs in its query or fragment, which no \
         request has in its path (OpenAPI 3.0.3, Paths Object), and neither a required parameter of the \
         query or header that can have but one value nor the media type of the body tells them apart. \
         The server answers with the first.";
}
