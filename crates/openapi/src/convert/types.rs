//! Words that documents use as types and that are none, and what is meant by them.

/// What a word that is no type is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alias {
    /// The type; none where any is meant.
    pub name: Option<&'static str>,
    /// The format, where the word says more than the type.
    pub format: Option<&'static str>,
}

impl Alias {
    /// For messages: "`integer` with the format `int64`".
    pub(crate) fn describe(self) -> String {
        match (self.name, self.format) {
            (None, _) => "any type".into(),
            (Some(name), None) => format!("`{name}`"),
            (Some(name), Some(format)) => format!("`{name}` with the format `{format}`"),
        }
    }
}

/// What is meant by a word that is no type, for those that real documents use.
pub(crate) fn alias(word: &str) -> Option<Alias> {
    let (name, format) = match word.to_ascii_lowercase().as_str() {
        "any" | "mixed" | "" => return Some(Alias { name: None, format: None }),
        "string" | "str" | "text" | "enum" => ("string", None),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "numeric" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" => ("array", None),
        "object" | "map" | "dict" | "json" | "hash" => ("object", None),
        "null" => ("null", None),
        "file" | "binary" => ("string", Some("binary")),
        "byte" => ("string", Some("byte")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        _ => return None,
    };
    Some(Alias { name: Some(name), format })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_alias() {
        assert_eq!(alias("strnig"), None);
        assert_eq!(
            alias("long").map(Alias::describe).unwrap(),
            "`integer` with the format `int64`"
        );
    }
}
