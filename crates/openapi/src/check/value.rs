//! A value against what its key holds.

use specwright_diagnostics::{Diagnostic, Node, Number, Value, closest};
use specwright_grammar::{Holds, Keys, Kind};

use super::Check;
use crate::codes;

impl Check<'_> {
    /// Checks a value and all below it.
    pub(super) fn value(&mut self, holds: Holds, node: &Node) {
        match holds {
            Holds::Any => {}
            Holds::String | Holds::Text | Holds::Reference => self.string(node),
            Holds::Bool => self.boolean(node),
            Holds::Number => self.number(node),
            Holds::Count => self.count(node),
            Holds::Word(words) => self.word(words, node),
            Holds::Object(kind) => self.object(kind, false, node),
            Holds::Referable(kind) => self.object(kind, true, node),
            Holds::List(inner) => self.list(*inner, node),
            Holds::Map(keys, inner) => self.map(keys, inner, node),
            Holds::Either(options) => match options.iter().find(|option| fits(option, node)) {
                Some(option) => self.value(*option, node),
                None => self.wrong_kind(&expected(holds), node),
            },
        }
    }

    fn string(&mut self, node: &Node) {
        match &node.value {
            Value::String(_) => {}
            Value::Null => self.absent(node),
            Value::Number(_) | Value::Bool(_) => self.coerced("string", node),
            _ => self.wrong_kind("a string", node),
        }
    }

    fn boolean(&mut self, node: &Node) {
        match &node.value {
            Value::Bool(_) => {}
            Value::Null => self.absent(node),
            Value::String(text) if matches!(text.as_str(), "true" | "false") => {
                self.coerced("boolean", node);
            }
            _ => self.wrong_kind("`true` or `false`", node),
        }
    }

    fn number(&mut self, node: &Node) {
        match &node.value {
            Value::Number(_) => {}
            Value::Null => self.absent(node),
            Value::String(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                self.coerced("number", node);
            }
            _ => self.wrong_kind("a number", node),
        }
    }

    fn count(&mut self, node: &Node) {
        let integer = |number: Number| number.as_integer();
        match &node.value {
            Value::Number(number) if integer(*number).is_some_and(|n| n >= 0) => {}
            Value::Null => self.absent(node),
            Value::String(text) if text.parse::<u64>().is_ok() => self.coerced("number", node),
            _ => self.wrong_kind("a whole number that is not negative", node),
        }
    }

    fn word(&mut self, words: &[&str], node: &Node) {
        let Value::String(word) = &node.value else {
            return self.wrong_kind(&one_of(words), node);
        };
        if words.contains(&word.as_str()) {
            return;
        }
        let message = format!("`{word}` is none of the words that may stand here");
        let fault = Diagnostic::new(&codes::UNKNOWN_WORD, node.origin, message);
        // Parameters of Swagger 2.0 that are a body.
        let is_body = words.contains(&"cookie") && matches!(&word[..], "body" | "formData");
        self.diagnostics.push(match closest(word, words.iter().copied()) {
            _ if is_body => fault.help("describe the body in `requestBody`, by its media types"),
            Some(close) => fault.help(format!("did you mean `{close}`?")),
            None => fault.help(format!("write {}", one_of(words))),
        });
    }

    fn list(&mut self, inner: Holds, node: &Node) {
        match &node.value {
            Value::Array(items) => items.iter().for_each(|item| self.value(inner, item)),
            Value::Null => self.absent(node),
            Value::Object(map) if map.is_empty() => self.empty("an empty list", node),
            _ => self.wrong_kind("a list", node),
        }
    }

    fn map(&mut self, keys: Keys, inner: &'static Holds, node: &Node) {
        let map = match &node.value {
            Value::Object(map) => map,
            Value::Array(items) if items.is_empty() => return self.empty("an empty object", node),
            _ => return self.wrong_kind("an object", node),
        };
        if let (1, Some(reference)) = (map.len(), map.get("$ref"))
            && reference.as_str().is_some()
        {
            self.misplaced_reference(reference);
            return self.refer(node, reference, Holds::Map(keys, inner));
        }
        for (key, value) in map {
            let of_schemas = matches!(inner, Holds::Object(Kind::Schema));
            if of_schemas && key == "required" && value.as_array().is_some() {
                self.misplaced_required(value);
                continue;
            }
            let is_named = matches!(inner, Holds::Object(_) | Holds::Referable(_));
            if key.starts_with("x-") && !(is_named && fits(inner, value)) {
                self.extension_among_names(is_named, key, value);
                continue;
            }
            self.key_rule(keys, key, value);
            self.value(*inner, value);
        }
    }

    /// Tags that stand in a list of their own, from the outermost group to the innermost.
    pub(super) fn tags(&mut self, node: &Node) -> bool {
        let Some(items) = node.as_array() else { return false };
        for item in items {
            let Some(nested) = item.as_array() else {
                self.string(item);
                continue;
            };
            let message = "a list stands where a string is meant";
            let fault = Diagnostic::new(&codes::COERCED, item.origin, message)
                .note("what it holds is read as if it stood in the list around it");
            self.diagnostics.push(fault);
            nested.iter().for_each(|tag| self.string(tag));
        }
        true
    }

    /// The list of required properties, a level too deep.
    fn misplaced_required(&mut self, node: &Node) {
        let message = "`required` stands among the properties";
        let fault = Diagnostic::new(&codes::IDLE_KEY, node.origin, message).at_key();
        self.diagnostics.push(fault.note("it is passed over").help("move it beside `properties`"));
    }

    /// An extension where every key is a name, of a property for one.
    pub(super) fn extension_among_names(&mut self, is_named: bool, key: &str, value: &Node) {
        if is_named {
            let message = format!("`{key}` would be a name here, and cannot be one");
            let fault = Diagnostic::new(&codes::IDLE_KEY, value.origin, message).at_key();
            self.diagnostics.push(fault.note("it is passed over"));
        }
    }

    /// A value of a kind that cannot be understood.
    pub(super) fn wrong_kind(&mut self, expected: &str, node: &Node) {
        let message = format!("expected {expected}, found {}", with_article(node.kind()));
        self.diagnostics.push(Diagnostic::new(&codes::WRONG_KIND, node.origin, message));
    }

    /// A scalar that is written as another kind of scalar.
    fn coerced(&mut self, wanted: &str, node: &Node) {
        let message = format!("a {} stands where a {wanted} is meant", node.kind());
        let fault = Diagnostic::new(&codes::COERCED, node.origin, message)
            .note(format!("it is read as a {wanted}"));
        self.diagnostics.push(fault);
    }

    /// An empty list for an empty object, or the other way round, as PHP writes them.
    pub(super) fn empty(&mut self, meant: &str, node: &Node) {
        let found = if node.as_array().is_some() { "list" } else { "object" };
        let message = format!("an empty {found} stands where {meant} is meant");
        let fault = Diagnostic::new(&codes::COERCED, node.origin, message);
        self.diagnostics.push(fault.note(format!("it is read as {meant}")));
    }

    /// A `null` where something could be left out.
    fn absent(&mut self, node: &Node) {
        let fault = Diagnostic::new(&codes::NULL_VALUE, node.origin, "`null` holds no value here")
            .note("the key is read as if it were not there")
            .help("leave the key out");
        self.diagnostics.push(fault);
    }
}

/// Whether a value is of the kind of JSON that is held.
fn fits(holds: &Holds, node: &Node) -> bool {
    match holds {
        Holds::Bool => node.as_bool().is_some(),
        Holds::Object(_) | Holds::Referable(_) | Holds::Map(..) => {
            node.as_object().is_some() || node.as_array().is_some_and(<[Node]>::is_empty)
        }
        Holds::List(_) => node.as_array().is_some(),
        Holds::Word(_) | Holds::String => node.as_str().is_some(),
        Holds::Number | Holds::Count => node.as_number().is_some(),
        _ => true,
    }
}

fn expected(holds: Holds) -> String {
    match holds {
        Holds::Any => "any value".into(),
        Holds::String | Holds::Text | Holds::Reference => "a string".into(),
        Holds::Bool => "`true` or `false`".into(),
        Holds::Number => "a number".into(),
        Holds::Count => "a whole number that is not negative".into(),
        Holds::Word(words) => one_of(words),
        Holds::Object(kind) | Holds::Referable(kind) => kind.with_article().into(),
        Holds::List(_) => "a list".into(),
        Holds::Map(..) => "an object".into(),
        Holds::Either(options) => {
            options.iter().map(|option| expected(*option)).collect::<Vec<_>>().join(", or ")
        }
    }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [only] => only.clone(),
        [rest @ .., last] => format!("one of {} and {last}", rest.join(", ")),
        [] => "nothing".into(),
    }
}

pub(super) fn with_article(kind: &str) -> String {
    match kind {
        "null" => "`null`".into(),
        "array" => "a list".into(),
        "object" => "an object".into(),
        kind => format!("a {kind}"),
    }
}
