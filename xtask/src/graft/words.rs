//! Names and words that are awkward in Rust, in HTTP or in OpenAPI.

use fastrand::Rng;

/// One of several.
pub fn any<'a>(random: &mut Rng, words: &[&'a str]) -> &'a str {
    words[random.usize(..words.len())]
}

/// Of properties, parameters and headers.
#[rustfmt::skip]
pub const NAMES: &[&str] = &[
    "type", "self", "new", "default", "extra", "1", "ñ", "Self", "crate", "match", "a b", "a-b",
    "A", "a", "_", "__", "x.y", "x[]", "async", "body", "status", "value", "clone", "from", "into",
    "to", "id", "ID", "Id", "None", "Some", "Ok", "rt", "types", "fields", "key", "T", "S", "M",
    "result", "error", "ok", "kind", "request", "response", "success", "failure", "object",
    "string", "maximum", "is", "not", "format", "read", "write", "schema", "union", "日本",
    "two\nlines", "quote\"s", "back\\slash", "{brace}", "r#type", "super", "gen", "try", "yield",
    "raw", "safe", "Link", "ETag", "Retry-After", "headers", "path", "query", "so\u{ad}ft\"\u{202e}",
];

/// Of schemas.
#[rustfmt::skip]
pub const TYPES: &[&str] = &[
    "String", "Vec", "Option", "Result", "Client", "Server", "Error", "Request", "Success",
    "Failure", "rt", "types", "Box", "Self", "Mock", "Json", "Body", "File", "Context", "Bytes",
    "Secret", "Map", "Default", "Debug", "Clone", "From", "Into", "Unknown", "Other", "Call",
    "Status", "Builder", "Sender", "Receiver", "Ok", "Err", "Some", "None", "bool", "i64", "u8",
    "str", "Send", "Sync", "Copy", "Drop", "Eq", "Any", "Value", "Pet_Store", "pet-store",
    "Pet.Store", "1", "T", "Operation", "Event", "Stream", "Base", "Input", "Output",
];

/// Of operations.
#[rustfmt::skip]
pub const OPERATIONS: &[&str] = &[
    "new", "default", "client", "server", "router", "clone", "builder", "layers", "self", "type",
    "async", "drop", "send", "service", "mock", "types", "operations", "list", "get", "a/b", "a.b",
    "GetAll", "get_all", "getAll", "123", "fmt", "call", "credential", "base_url", "with", "rt",
    "crate", "super", "webhooks", "into", "try_into", "from", "as_ref", "eq", "borrow", "to_owned",
    "main", "test", "std", "core", "tokio", "http", "from_id", "into_parts", "is_there",
];

/// Of constants.
#[rustfmt::skip]
pub const CONSTANTS: &[&str] = &[
    "a", "b", "A", "1", "", "self", "Unknown", "a b", "ñ", "+", "-", "+1", "-1", "<", "<=", "true",
    "null", "\"\u{200b}\u{2066}",
];

/// Of formats.
#[rustfmt::skip]
pub const FORMATS: &[&str] = &[
    "int32", "int64", "uint64", "uint8", "float", "double", "decimal", "date", "date-time", "time",
    "duration", "uuid", "byte", "binary", "password", "email", "uri", "ipv4", "ipv6", "hostname",
    "regex", "unix-time", "custom",
];

/// Of media types.
#[rustfmt::skip]
pub const MEDIA: &[&str] = &[
    "application/json", "application/vnd.api+json", "application/x-www-form-urlencoded",
    "multipart/form-data", "multipart/mixed", "text/plain", "text/html", "application/octet-stream",
    "application/xml", "*/*", "image/png", "image/*", "text/event-stream", "application/x-ndjson",
    "application/jsonl", "application/problem+json; charset=utf-8",
];

/// Of statuses.
#[rustfmt::skip]
pub const STATUSES: &[&str] = &[
    "200", "201", "202", "204", "2XX", "304", "3XX", "404", "422", "4XX", "5XX", "default", "101",
];
