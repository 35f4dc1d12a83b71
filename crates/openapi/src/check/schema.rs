//! What the grammar cannot say about schemas, parameters and security schemes: keys whose
//! values real documents write in several ways, and keys that need or exclude each other.

use std::collections::HashSet;

use specwright_diagnostics::{Diagnostic, Map, Node, Value, closest};
use specwright_grammar::{Dialects, Holds, Kind};

use super::Check;
use crate::codes;
use crate::convert::{
    alternatives, bare_keys, bare_schema, idle, retyped, schemes, types, wrapped,
};
use crate::reference::Pending;

const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "array", "object", "null"];

impl Check<'_> {
    /// Rules about a schema's keys together.
    pub(super) fn schema(&mut self, node: &Node, map: &Map) {
        if let Some(Node { value: Value::Array(items), origin }) = map.get("enum")
            && items.is_empty()
        {
            let fault = Diagnostic::new(&codes::EMPTY_ENUM, *origin, "`enum` lists no value")
                .note("it is passed over");
            self.diagnostics.push(fault);
        }
        for key in ["enum", "required"] {
            self.repeated(map.get(key));
        }
        self.wrapped_values(map);
        if let Some(flag) = alternatives::null_part(map) {
            let message =
                "`nullable` in a part of `allOf`, where the other parts do not admit null";
            let fault = Diagnostic::new(&codes::NULLABLE_PART, flag.origin, message).at_key();
            self.diagnostics.push(fault.note("it is read as if it stood beside `allOf`"));
        }
        if let Some(reference) = map.get("$dynamicRef") {
            self.refer_dynamically(node, reference);
        }
    }

    /// Values that stand in objects. As a rule all of a list do.
    fn wrapped_values(&mut self, map: &Map) {
        let entries = map.get("enum").and_then(Node::as_array).unwrap_or_default();
        if let Some(entry) = entries.iter().find(|entry| wrapped::value(entry, map).is_some()) {
            let message = "an object stands where its `value` is meant";
            let fault = Diagnostic::new(&codes::COERCED, entry.origin, message);
            let note = "the `value` is read, as that of each object in this list";
            self.diagnostics.push(fault.note(note));
        }
    }

    /// Values that are written as another type than the one beside them.
    pub(super) fn retyped_values(&mut self, map: &Map) {
        for (node, read) in retyped::values(map) {
            let message = format!("a {} stands where a {} is meant", node.kind(), read.kind());
            let fault = Diagnostic::new(&codes::COERCED, node.origin, message);
            self.diagnostics.push(fault.note(format!("it is read as `{}`", read.to_json())));
        }
    }

    fn repeated(&mut self, list: Option<&Node>) {
        let mut seen = HashSet::new();
        for item in list.and_then(Node::as_array).unwrap_or_default() {
            let text = match item.as_str() {
                Some(text) => format!("\"{text}"),
                None => item.to_json().to_string(),
            };
            if !seen.insert(text) {
                let fault =
                    Diagnostic::new(&codes::DUPLICATE_VALUE, item.origin, "this is listed twice");
                self.diagnostics.push(fault.note("it is read once"));
            }
        }
    }

    /// Methods that have a key of their own are not among the additional ones.
    pub(super) fn additional_operations(&mut self, map: &Map) {
        const OWN: [&str; 9] =
            ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
        let further = map.get("additionalOperations").and_then(Node::as_object);
        for (method, operation) in further.into_iter().flatten() {
            if OWN.iter().any(|own| method.eq_ignore_ascii_case(own)) {
                let message = format!("`{method}` has a key of its own in a path item");
                let fault = Diagnostic::new(&codes::IDLE_KEY, operation.origin, message).at_key();
                self.diagnostics.push(fault.note("it is read as an operation all the same"));
            }
        }
    }

    /// A document of 3.1 holds paths, webhooks or components.
    pub(super) fn containers(&mut self, node: &Node, map: &Map) {
        let is_there = ["paths", "webhooks", "components"].iter().any(|key| map.contains_key(*key));
        if Dialects::SINCE_3_1.contains(self.dialect) && !is_there {
            let message = "a document needs `paths`, `webhooks` or `components`";
            self.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, node.origin, message));
        }
    }

    /// The path would not be there without it.
    pub(super) fn parameter(&mut self, node: &Node, map: &Map) {
        self.name(map);
        let in_path = map.get("in").and_then(Node::as_str) == Some("path");
        if in_path && map.get("required").and_then(Node::as_bool) != Some(true) {
            let place = map.get("required").unwrap_or(node).origin;
            let message = "a parameter in the path is `required: true`";
            let fault = Diagnostic::new(&codes::OPTIONAL_PATH_PARAMETER, place, message);
            let why = "a request without it would go to another path";
            self.diagnostics.push(fault.note(why).help("say `required: true`"));
        }
        if let Some(format) = map.get("collectionFormat")
            && format.as_str() == Some("multi")
            && !matches!(map.get("in").and_then(Node::as_str), Some("query" | "formData"))
        {
            let message = "only a parameter in `query` or `formData` can be repeated";
            let fault = Diagnostic::new(&codes::COLLECTION_FORMAT, format.origin, message);
            self.diagnostics.push(fault);
        }
        let takes_simple = self.dialect == specwright_grammar::Dialect::V2_0;
        if takes_simple && map.get("type").and_then(Node::as_str) == Some("object") {
            let message = "a parameter of Swagger 2.0 is a string, number, boolean or list";
            let fault = Diagnostic::new(&codes::OTHER_DIALECT, map["type"].origin, message);
            self.diagnostics.push(fault.note("it is read as in OpenAPI 3.0"));
        }
    }

    /// What has an empty name is sent under none. Where it is the whole query, it needs none.
    fn name(&mut self, map: &Map) {
        let is_whole = map.get("in").and_then(Node::as_str) == Some("querystring");
        if let Some(name) = map.get("name").filter(|name| name.as_str() == Some("") && !is_whole) {
            let message = "the name of the parameter is empty";
            let fault = Diagnostic::new(&codes::NAMELESS_PARAMETER, name.origin, message);
            self.diagnostics.push(fault.note("the parameter is passed over"));
        }
    }

    fn refer_dynamically(&mut self, node: &Node, reference: &Node) {
        // Beside `$ref` it could only narrow what that already says.
        if node.get("$ref").is_none() {
            self.refer(node, reference, Holds::Referable(Kind::Schema));
        }
    }

    /// `true` and `false` are schemas since 3.1.
    pub(super) fn boolean_schema(&mut self, node: &Node) {
        if !Dialects::SINCE_3_1.contains(self.dialect) {
            let message = format!("a schema is an object in {}", self.dialect);
            let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, message)
                .note("it is read as in OpenAPI 3.1: `true` admits everything, `false` nothing");
            self.diagnostics.push(fault);
        }
    }

    /// `type`: a word, or since 3.1 a list of words.
    pub(super) fn schema_type(&mut self, node: &Node) {
        match &node.value {
            Value::String(word) => self.type_word(word, node, false),
            Value::Array(words) => {
                if !Dialects::SINCE_3_1.contains(self.dialect) {
                    let message = format!("`type` is one word in {}", self.dialect);
                    let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, message)
                        .note("it is read as in OpenAPI 3.1");
                    self.diagnostics.push(fault);
                }
                for word in words {
                    match &word.value {
                        Value::String(text) => self.type_word(text, word, true),
                        Value::Null => self.type_word("null", word, true),
                        _ => self.wrong_kind("the name of a type", word),
                    }
                }
            }
            _ => self.wrong_kind("the name of a type", node),
        }
    }

    /// A schema in the place of the name of its type.
    pub(super) fn schema_as_type(&mut self, node: &Node) {
        let message = "a schema stands where the name of a type is meant";
        let fault = Diagnostic::new(&codes::COERCED, node.origin, message)
            .note("it is read as if it stood in `allOf`")
            .help("put what it says in the place of this `type`");
        self.diagnostics.push(fault);
        self.object(Kind::Schema, true, node);
    }

    fn type_word(&mut self, word: &str, node: &Node, in_list: bool) {
        let since_3_1 = Dialects::SINCE_3_1.contains(self.dialect);
        if TYPES[..6].contains(&word)
            || word == "null" && (since_3_1 || in_list)
            || word == "file" && self.dialect == specwright_grammar::Dialect::V2_0
        {
            return;
        }
        // It is one elsewhere.
        let dialect = if word == "null" { format!(" in {}", self.dialect) } else { String::new() };
        let message = format!("`{word}` is not a type{dialect}");
        if let Some(alias) = types::alias(word) {
            let fault = Diagnostic::new(&codes::TYPE_ALIAS, node.origin, message);
            self.diagnostics.push(fault.note(format!("it is read as {}", alias.describe())));
            return;
        }
        let fault = Diagnostic::new(&codes::UNKNOWN_TYPE, node.origin, message);
        self.diagnostics.push(match closest(word, TYPES) {
            Some(close) => fault.help(format!("did you mean `{close}`?")),
            None => fault.help(
                "the types are `string`, `number`, `integer`, `boolean`, `array` and `object`",
            ),
        });
    }

    /// `required: true` on a property is what JSON Schema had before it was a list.
    pub(super) fn required(&mut self, node: &Node) -> bool {
        if node.as_bool().is_none() {
            return false;
        }
        let message = "`required` is a list of property names";
        let fault = Diagnostic::new(&codes::REQUIRED_FLAG, node.origin, message)
            .note("it is passed over")
            .help("name the property in the `required` of the object that has it");
        self.diagnostics.push(fault);
        true
    }

    /// Examples of a schema are a list. Named ones are those of a media type.
    pub(super) fn examples(&mut self, node: &Node) -> bool {
        if node.as_array().is_some() {
            return false;
        }
        let fault =
            Diagnostic::new(&codes::IDLE_KEY, node.origin, "`examples` is a list in a schema");
        self.diagnostics.push(fault.note("it is passed over"));
        true
    }

    /// How a value is written in XML, in which no code is generated.
    pub(super) fn xml_node_type(&mut self, node: &Node) -> bool {
        const WORDS: [&str; 5] = ["element", "attribute", "text", "cdata", "none"];
        let is_known = node.as_str().is_some_and(|word| WORDS.contains(&word));
        if !is_known {
            let fault = Diagnostic::new(&codes::UNKNOWN_WORD, node.origin, "this is no node type");
            self.diagnostics.push(fault.warn().note("it is passed over"));
        }
        true
    }

    /// A flag beside the limit before 3.1, the limit itself since.
    pub(super) fn exclusive_limit(&mut self, key: &str, node: &Node) {
        let is_flag = match &node.value {
            Value::Bool(_) => true,
            Value::Number(_) => false,
            _ => return self.wrong_kind("a boolean or a number", node),
        };
        if is_flag == Dialects::SINCE_3_1.contains(self.dialect) {
            let other = if is_flag { "OpenAPI 3.0" } else { "OpenAPI 3.1" };
            let message = format!("`{key}` is written as in {other}, and this is {}", self.dialect);
            let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, message)
                .note("it is read as meant");
            self.diagnostics.push(fault);
        }
    }

    /// A list of schemas is what drafts before 2020-12 had in place of `prefixItems`.
    pub(super) fn items(&mut self, node: &Node) -> bool {
        let Value::Array(items) = &node.value else {
            return false;
        };
        let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, "`items` is one schema")
            .note("it is read as `prefixItems`");
        self.diagnostics.push(fault);
        items.iter().for_each(|item| self.value(Holds::Object(Kind::Schema), item));
        true
    }

    /// The values of a discriminator's mapping lead to schemas, by name or by reference. A mere
    /// word is the form of 2.0.
    pub(super) fn discriminator(&mut self, node: &Node) -> bool {
        let Value::Object(map) = &node.value else {
            let in_v2 = self.dialect == specwright_grammar::Dialect::V2_0;
            if node.as_str().is_some_and(|name| !name.is_empty()) && !in_v2 {
                let message = format!("`discriminator` is an object in {}", self.dialect);
                let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, message)
                    .note("it is read as its `propertyName`");
                self.diagnostics.push(fault);
                return true;
            }
            return false;
        };
        let targets = map
            .get("mapping")
            .and_then(Node::as_object)
            .into_iter()
            .flat_map(|mapping| mapping.values())
            .chain(map.get("defaultMapping"));
        for target in targets {
            let Some(text) = target.as_str() else { continue };
            self.found.push(Pending {
                document: self.document,
                dialect: self.dialect,
                holder: target.origin,
                place: target.origin,
                text: text.to_owned(),
                holds: Holds::Referable(Kind::Schema),
                mapping: true,
            });
        }
        false
    }

    /// A parameter holds a schema, or a content with one media type; in 2.0 its type.
    pub(super) fn schema_or_content(&mut self, kind: Kind, node: &Node, map: &Map) {
        if !Dialects::V3.contains(self.dialect) {
            return;
        }
        let name = kind.name();
        match (map.get("schema"), map.get("content")) {
            (Some(schema), Some(content)) => {
                let message = format!("the {name} has both `schema` and `content`");
                let fault = Diagnostic::new(&codes::SCHEMA_OR_CONTENT, content.origin, message)
                    .at_key()
                    .related(schema.origin, "one of them is enough");
                self.diagnostics.push(fault);
            }
            (None, Some(Node { value: Value::Object(content), origin })) if content.len() != 1 => {
                let message = format!("the `content` of a {name} has exactly one media type");
                self.diagnostics.push(Diagnostic::new(&codes::SCHEMA_OR_CONTENT, *origin, message));
            }
            (None, None) if !self.bare(kind, node, map) && kind == Kind::Parameter => {
                let message = format!("the {name} has neither `schema` nor `content`");
                let fault = Diagnostic::new(&codes::NO_SCHEMA, node.origin, message);
                self.diagnostics.push(fault.note("it is read as one that admits any value"));
            }
            _ => {}
        }
    }

    /// Reports what says its type beside its name, and not in a schema; whether it does.
    pub(super) fn bare(&mut self, kind: Kind, node: &Node, map: &Map) -> bool {
        let bare = bare_keys(kind, map, self.dialect);
        if bare.is_empty() {
            return false;
        }
        let keys = bare.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let message = format!("the {} has no `schema`", kind.name());
        let fault = Diagnostic::new(&codes::NO_SCHEMA, node.origin, message)
            .note(format!("it is read as if {keys} stood in one"))
            .help("move what belongs to its type into `schema`");
        self.diagnostics.push(fault);
        self.object(Kind::Schema, true, &bare_schema(map, &bare));
        true
    }

    /// A type that the dialect does not have, but leaves no doubt about the scheme.
    pub(super) fn scheme_type(&mut self, node: &Node, map: &Map) -> bool {
        let Some(word) = node.as_str() else { return false };
        if word == "mutualTLS" && !Dialects::SINCE_3_1.contains(self.dialect) {
            let message =
                format!("`{word}` is a type of OpenAPI 3.1, and this is {}", self.dialect);
            let fault = Diagnostic::new(&codes::OTHER_DIALECT, node.origin, message);
            self.diagnostics.push(fault.note("it is read as in OpenAPI 3.1"));
            return true;
        }
        let in_v3 = Dialects::V3.contains(self.dialect);
        let Some(scheme) = schemes::http(map).filter(|_| in_v3) else { return false };
        let message = format!("`{word}` is not a type of security scheme");
        let fault = Diagnostic::new(&codes::UNKNOWN_WORD, node.origin, message).warn();
        self.diagnostics
            .push(fault.note(format!("it is read as `http`, with the scheme `{scheme}`")));
        true
    }

    /// What each type of security scheme needs.
    pub(super) fn security_scheme(&mut self, node: &Node, map: &Map) {
        let needs: &[&str] = match (map.get("type").and_then(Node::as_str), self.dialect) {
            (Some("apiKey"), _) => &["name", "in"],
            (Some("http"), _) => &["scheme"],
            (Some("openIdConnect"), _) => &["openIdConnectUrl"],
            (Some("oauth2"), specwright_grammar::Dialect::V2_0) => &["flow"],
            (Some("oauth2"), _) => &["flows"],
            _ => &[],
        };
        for key in needs.iter().filter(|key| !map.contains_key(**key)) {
            let message = format!("this type of security scheme needs `{key}`");
            self.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, node.origin, message));
        }
    }

    /// Keys that say nothing.
    pub(super) fn idle(&mut self, kind: Kind, map: &Map) {
        for key in idle(kind, map) {
            let message = match kind {
                Kind::Schema if key == "multipleOf" => format!("`{key}` must be greater than 0"),
                Kind::Schema => format!("`{key}` says nothing without the limit"),
                Kind::SecurityScheme => {
                    format!("`{key}` says nothing in a security scheme of this type")
                }
                _ => "`example` and `examples` exclude each other".to_owned(),
            };
            let fault = Diagnostic::new(&codes::IDLE_KEY, map[key].origin, message).at_key();
            self.diagnostics.push(fault.note("it is passed over"));
        }
    }
}
