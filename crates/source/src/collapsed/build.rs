//! From the decisions of a reading to the tree they describe.

use std::ops::Range;

use specwright_diagnostics::{Layout, Node, Number, Value as Scalar};

use super::reading::{Step, Value};
use super::words::{Shape, Token, Words};
use crate::draft::Draft;
use crate::yaml;

/// An object or list that is being filled.
struct Open {
    draft: Draft,
    /// The key it is for; an item has none.
    key: Option<String>,
}

/// Builds the tree of a reading, whose nodes stand where their words do.
pub(super) fn build(words: &Words, steps: &[&Step]) -> (Node, Layout) {
    let mut open = vec![Open { draft: Draft::object(words.range(0..words.len())), key: None }];
    for step in steps {
        for _ in 0..step.closed {
            close(&mut open);
        }
        let key = match words.token(step.at) {
            Token::Key(symbol) => Some(words.name(symbol).to_owned()),
            _ => None,
        };
        let range = words.range(step.at..step.at + 1);
        match &step.value {
            Value::Mapping => open.push(Open { draft: Draft::object(range), key }),
            Value::List => open.push(Open { draft: Draft::array(range), key }),
            Value::Words(value, shape) => {
                let draft = Draft::leaf(scalar(words, value, *shape), words.range(value.clone()));
                attach(&mut open, key, draft);
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    // The first was never closed.
    open.swap_remove(0).draft.finish()
}

fn close(open: &mut Vec<Open>) {
    if open.len() > 1
        && let Some(Open { draft, key }) = open.pop()
    {
        attach(open, key, draft);
    }
}

fn attach(open: &mut [Open], key: Option<String>, value: Draft) {
    if let Some(Open { draft, .. }) = open.last_mut() {
        match key {
            Some(key) => draft.set(key, value),
            None => draft.push(value),
        }
    }
}

fn scalar(words: &Words, value: &Range<usize>, shape: Shape) -> Node {
    let text = words.slice(value.clone());
    match shape {
        Shape::Plain => plain(text),
        // Of a text only the words are left; it is as one line of them.
        Shape::Block => Node::from(words.slice(value.start + 1..value.end)),
        // What the parser does not take after all stays the text it is.
        _ => yaml::parse(text).map_or_else(|_| Node::from(text), |parsed| parsed.tree),
    }
}

/// A value without quotes, by the rules of YAML's core schema.
fn plain(text: &str) -> Node {
    let number = |number| Node::new(Scalar::Number(number));
    match text {
        "null" | "Null" | "NULL" | "~" => return Node::new(Scalar::Null),
        "true" | "True" | "TRUE" => return Node::from(true),
        "false" | "False" | "FALSE" => return Node::from(false),
        _ => {}
    }
    let numeric = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
        && text.bytes().any(|b| b.is_ascii_digit());
    let digits = text.trim_start_matches(['-', '+']);
    let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if !numeric || padded {
        return Node::from(text);
    }
    match (text.parse::<i128>(), text.parse::<f64>()) {
        (Ok(whole), _) => number(Number::Integer(whole)),
        (_, Ok(float)) => number(Number::Float(float)),
        _ => Node::from(text),
    }
}
