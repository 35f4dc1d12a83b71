//! From the decisions of a reading to the tree they describe.

use std::ops::Range;

use specwright_diagnostics::{Layout, Node, Number, Value as Scalar};

use super::anchors::Named;
use super::reading::{Step, Value};
use super::words::{Shape, Token, Words};
use crate::draft::Draft;
use crate::yaml;

/// An object or list that is being filled.
struct Open {
    draft: Draft,
    /// The word of the key or dash it is behind.
    at: usize,
}

/// What is being built.
struct Build<'a> {
    words: &'a Words<'a>,
    open: Vec<Open>,
    named: Named,
    /// The first word that repeats what cannot be repeated.
    lost: Option<usize>,
}

/// Builds the tree of a reading, whose nodes stand where their words do; the word of an alias that
/// stands in what it repeats, or repeats too much.
pub(super) fn build(words: &Words, steps: &[&Step]) -> Result<(Node, Layout), usize> {
    let document = Open { draft: Draft::object(words.range(0..words.len())), at: usize::MAX };
    let mut build = Build { words, open: vec![document], named: Named::default(), lost: None };
    for step in steps {
        for _ in 0..step.closed {
            build.close();
        }
        let (at, range) = (step.at, words.range(step.at..step.at + 1));
        match &step.value {
            Value::Mapping => build.open.push(Open { draft: Draft::object(range), at }),
            Value::List => build.open.push(Open { draft: Draft::array(range), at }),
            Value::Words(value, shape) => {
                let draft = build.leaf(value, *shape);
                build.attach(at, draft);
            }
        }
    }
    while build.open.len() > 1 {
        build.close();
    }
    match build.lost {
        Some(at) => Err(at),
        // The first was never closed.
        None => Ok(build.open.swap_remove(0).draft.finish()),
    }
}

impl Build<'_> {
    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(Open { draft, at }) = self.open.pop()
        {
            self.attach(at, draft);
        }
    }

    /// Puts what stands behind the key or dash at a word into what is open.
    fn attach(&mut self, at: usize, value: Draft) {
        if self.words.is_anchor(at) {
            self.named.keep(at, &value);
        }
        let Some(Open { draft, .. }) = self.open.last_mut() else { return };
        match self.words.token(at) {
            Token::Key(symbol) => draft.set(self.words.name(symbol), value),
            _ => draft.push(value),
        }
    }

    fn leaf(&mut self, value: &Range<usize>, shape: Shape) -> Draft {
        if let Shape::Alias { of } = shape {
            match self.named.copy(of) {
                Some(copy) => return copy,
                None => self.lost = self.lost.or(Some(value.start)),
            }
        }
        Draft::leaf(scalar(self.words, value, shape), self.words.range(value.clone()))
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
