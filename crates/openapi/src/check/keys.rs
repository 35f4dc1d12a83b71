//! The keys of an object: which are known, which are misspelt or belong elsewhere.

use specwright_diagnostics::{Diagnostic, Map, Node, closest};
use specwright_grammar::{Dialects, Holds, Keys, Kind, Object, further_response, object};

use super::Check;
use crate::codes;
use crate::convert::{bare_keys, may_join, schema_as_type, schema_of_response};

impl Check<'_> {
    /// Checks every key of an object and what it holds, and that nothing required is missing.
    pub(super) fn keys(&mut self, kind: Kind, node: &Node, map: &Map) {
        let grammar = object(self.dialect, kind);
        let bare = bare_keys(kind, map, self.dialect);
        for (key, value) in map {
            if bare.contains(&&key[..]) || (!bare.is_empty() && key == "collectionFormat") {
                // They are checked as the schema that they make.
            } else if let Some(field) = grammar.field(key) {
                if key != "$ref" && !self.is_read_specially(kind, key, value, map) {
                    self.value(field.holds, value);
                }
            } else if grammar.is_extension(key) || self.is_further_response(kind, key, value, map) {
            } else if is_extension_of_names(key, value, map) {
                self.extension_among_names(true, key, value);
            } else if let Some(rest) = grammar.rest() {
                self.key_rule(rest.keys, key, value);
                self.value(rest.holds, value);
            } else if !self.key_of_another_dialect(grammar, key, value, map) {
                self.unknown_key(grammar, key, value, map);
            }
        }
        if !map.contains_key("$ref") {
            self.missing(kind, node, map);
        }
    }

    /// Whether the key names another response of a status, which is checked as one if it is read as one.
    fn is_further_response(&mut self, kind: Kind, key: &str, value: &Node, map: &Map) -> bool {
        let further = further_response(key).filter(|_| kind == Kind::Responses);
        let Some((status, _)) = further else { return false };
        let message = format!("`{key}` is another response of `{status}`");
        let fault = Diagnostic::new(&codes::FURTHER_RESPONSE, value.origin, message).at_key();
        if may_join(map, status, value) {
            self.diagnostics.push(fault.note("a body may be of either"));
            self.value(Holds::Referable(Kind::Response), value);
        } else {
            self.diagnostics.push(fault.note("it is passed over: both must be responses"));
        }
        true
    }

    /// Whether the value has a check of its own that knows what real documents write.
    fn is_read_specially(&mut self, kind: Kind, key: &str, value: &Node, map: &Map) -> bool {
        match (kind, key) {
            (Kind::Schema, "type") if schema_as_type(map).is_some() => {
                self.schema_as_type(value);
                true
            }
            (Kind::Schema | Kind::Items, "type") => {
                self.schema_type(value);
                true
            }
            (Kind::Parameter | Kind::Header, "type") => {
                self.schema_type(value);
                true
            }
            (Kind::SecurityScheme, "type") => self.scheme_type(value, map),
            (Kind::Operation, "tags") => self.tags(value),
            (Kind::Xml, "nodeType") => self.xml_node_type(value),
            (Kind::Schema, "required") => self.required(value),
            (Kind::Schema, "exclusiveMinimum" | "exclusiveMaximum") => {
                self.exclusive_limit(key, value);
                true
            }
            (Kind::Schema, "items") => self.items(value),
            (Kind::Schema, "discriminator") => self.discriminator(value),
            (Kind::Schema, "examples") => self.examples(value),
            _ => false,
        }
    }

    /// Checks a free key against the rule of its map.
    pub(super) fn key_rule(&mut self, keys: Keys, key: &str, value: &Node) {
        // Names of components are free in 2.0.
        let admitted =
            keys.admit(key) || keys == Keys::Component && !Dialects::V3.contains(self.dialect);
        if admitted {
            return;
        }
        let fault = match keys {
            Keys::Component => {
                let message = format!("`{key}` is no name for a component");
                Diagnostic::new(&codes::COMPONENT_NAME, value.origin, message)
                    .note("in the normal form every other character is `_`")
                    .help("use letters, digits, `.`, `_` and `-`")
            }
            Keys::Path => {
                let message = format!("the path `{key}` does not begin with `/`");
                Diagnostic::new(&codes::INVALID_PATH, value.origin, message)
            }
            Keys::Status if Keys::Status.admit(&key.to_uppercase()) => {
                let message = format!("`{key}` is written `{}`", key.to_uppercase());
                Diagnostic::new(&codes::STATUS_CASE, value.origin, message)
            }
            Keys::MediaType => {
                let message = format!("`{key}` is not a media type");
                Diagnostic::new(&codes::MEDIA_TYPE, value.origin, message)
            }
            _ => {
                let message = format!("`{key}` is not {}", keys.describe());
                Diagnostic::new(&codes::INVALID_KEY, value.origin, message)
            }
        };
        self.diagnostics.push(fault.at_key());
    }

    /// Reports a key that other versions of OpenAPI have. What it holds is checked as there.
    fn key_of_another_dialect(
        &mut self,
        grammar: Object,
        key: &str,
        value: &Node,
        map: &Map,
    ) -> bool {
        let Some(dialect) = grammar.elsewhere(key).next() else {
            return false;
        };
        // The keys of 2.0 that 3.0 replaced by others say nothing there.
        let meant = object(dialect, grammar.kind()).field(key).map(|field| field.holds);
        let message = format!("`{key}` is a key of {dialect}, and this is {}", self.dialect);
        let fault = Diagnostic::new(&codes::OTHER_DIALECT, value.origin, message).at_key();
        let is_body = schema_of_response(grammar.kind(), map, self.dialect).is_some();
        let is_read = grammar.kind() == Kind::Schema || is_body && key == "schema";
        self.diagnostics.push(match is_read {
            true if is_body => fault.note("it is read as that of a body in JSON"),
            true => fault.note(format!("it is read as in {dialect}")),
            false => fault.note("it is passed over"),
        });
        if let (true, Some(holds)) = (is_read, meant)
            && !self.is_read_specially(grammar.kind(), key, value, map)
        {
            self.value(holds, value);
        }
        true
    }

    fn unknown_key(&mut self, grammar: Object, key: &str, value: &Node, map: &Map) {
        let kind = grammar.kind();
        let message = format!("`{key}` is not a key of {}", kind.with_article());
        let fault = Diagnostic::new(&codes::UNKNOWN_KEY, value.origin, message).at_key();
        let free = grammar.fields().map(|f| f.name).filter(|name| !map.contains_key(*name));
        self.diagnostics.push(match closest(key, free) {
            Some(close) => fault.help(format!("did you mean `{close}`?")),
            None => fault.note("it is passed over").help(format!("name it `x-{key}` to keep it")),
        });
    }
}

/// Whether a key among the schemes that a security requirement names is none of them. What is left of
/// the requirement still requires something.
fn is_extension_of_names(key: &str, value: &Node, map: &Map) -> bool {
    key.starts_with("x-")
        && value.as_object().is_some_and(|extension| !extension.is_empty())
        && map.values().any(|scopes| scopes.as_array().is_some())
}
