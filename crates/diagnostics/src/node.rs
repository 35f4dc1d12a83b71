//! The tree: what JSON and YAML have in common, with an [`Origin`] on every node.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// The keys and values of an object, in document order. Looking up keys is a tenth of a run with the
/// standard library's hasher.
pub type Map = IndexMap<String, Node, RandomState>;

/// Which node of which loaded document a node came from; [`Origin::NONE`] for one that no
/// document contains. A converted, moved or copied node keeps its origin.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub(crate) u32);

impl Origin {
    /// The origin of a node that stands in no document.
    pub const NONE: Origin = Origin(u32::MAX);

    /// This origin, or `other` where this is [`Origin::NONE`].
    #[must_use]
    pub fn or(self, other: Origin) -> Origin {
        if self == Origin::NONE { other } else { self }
    }
}

impl Default for Origin {
    fn default() -> Self {
        Origin::NONE
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Origin::NONE => f.write_str("-"),
            Origin(id) => write!(f, "#{id}"),
        }
    }
}

/// A number as the document writes it: whole numbers exactly, all others as a double.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number between -2^127 and 2^127.
    Integer(i128),
    /// Any other number, `.inf` and `.nan` of YAML among them.
    Float(f64),
}

impl Number {
    /// The number as a double, rounded where it must be.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Integer(n) => n as f64,
            Number::Float(n) => n,
        }
    }

    /// The number if it is whole, however it was written (`1`, `1.0`, `1e3`).
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Number::Integer(n) => Some(n),
            // Below 2^100 the conversion of a whole double is exact and in range.
            Number::Float(n) if n.fract() == 0.0 && n.abs() < 1e30 => Some(n as i128),
            Number::Float(_) => None,
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Integer(n) => n.fmt(f),
            Number::Float(n) => n.fmt(f),
        }
    }
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// An object.
    Object(Map),
}

/// A value and where it came from. Two nodes are equal when their values are.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the node came from.
    pub origin: Origin,
    /// What it holds.
    pub value: Value,
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A node that stands in no document yet.
    pub fn new(value: Value) -> Node {
        Node { origin: Origin::NONE, value }
    }

    /// An empty object.
    pub fn object() -> Node {
        Node::new(Value::Object(Map::default()))
    }

    /// An empty list.
    pub fn array() -> Node {
        Node::new(Value::Array(Vec::new()))
    }

    /// This node with another origin; its children keep theirs.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Node {
        self.origin = origin;
        self
    }

    /// The value of `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// The value of `key` to change, if this is an object that has it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.as_object_mut()?.get_mut(key)
    }

    /// Sets `key` of an object, keeping its position if it was there; nothing on other nodes.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Node>) {
        if let Value::Object(map) = &mut self.value {
            map.insert(key.into(), value.into());
        }
    }

    /// Takes `key` out of an object; the order of the others stays.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.as_object_mut()?.shift_remove(key)
    }

    /// Appends to a list; nothing on other nodes.
    pub fn push(&mut self, value: impl Into<Node>) {
        if let Value::Array(items) = &mut self.value {
            items.push(value.into());
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self.value {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items to change, if it is a list.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values, if it is an object.
    pub fn as_object(&self) -> Option<&Map> {
        match &self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The keys and values to change, if it is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        match &mut self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What kind of value it is, in JSON's words: `object`, `array`, `string`, `number`,
    /// `boolean` or `null`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// The same value without origins. What JSON cannot say (`.inf`, `.nan`) becomes `null`.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(Number::Integer(n)) => i64::try_from(*n)
                .map(Json::from)
                .or_else(|_| u64::try_from(*n).map(Json::from))
                .unwrap_or_else(|_| Json::from(*n as f64)),
            Value::Number(Number::Float(n)) => Json::from(*n),
            Value::String(text) => Json::String(text.clone()),
            Value::Array(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Object(map) => {
                Json::Object(map.iter().map(|(key, node)| (key.clone(), node.to_json())).collect())
            }
        }
    }

    /// Numbers this node and all below it in document order, from `next` on.
    pub(crate) fn number(&mut self, next: &mut u32) {
        self.origin = Origin(*next);
        *next += 1;
        match &mut self.value {
            Value::Array(items) => items.iter_mut().for_each(|item| item.number(next)),
            Value::Object(map) => map.values_mut().for_each(|value| value.number(next)),
            _ => {}
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::new(Value::String(text.to_owned()))
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::new(Value::String(text))
    }
}

impl From<bool> for Node {
    fn from(value: bool) -> Node {
        Node::new(Value::Bool(value))
    }
}

impl From<i32> for Node {
    fn from(value: i32) -> Node {
        Node::from(i64::from(value))
    }
}

impl From<i64> for Node {
    fn from(value: i64) -> Node {
        Node::new(Value::Number(Number::Integer(value.into())))
    }
}

impl From<Vec<Node>> for Node {
    fn from(items: Vec<Node>) -> Node {
        Node::new(Value::Array(items))
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Node {
        Node::new(Value::Object(map))
    }
}

impl From<serde_json::Value> for Node {
    fn from(value: serde_json::Value) -> Node {
        use serde_json::Value as Json;
        Node::new(match value {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(value),
            Json::Number(n) => Value::Number(match (n.as_i64(), n.as_u64()) {
                (Some(n), _) => Number::Integer(n.into()),
                (_, Some(n)) => Number::Integer(n.into()),
                // `as_f64` is `None` only under a serde_json feature that is not on here.
                _ => Number::Float(n.as_f64().unwrap_or(f64::NAN)),
            }),
            Json::String(text) => Value::String(text),
            Json::Array(items) => Value::Array(items.into_iter().map(Node::from).collect()),
            Json::Object(map) => {
                Value::Object(map.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
        })
    }
}
