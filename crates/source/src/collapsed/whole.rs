//! What a text says as a whole, before it is read.

use super::close::flow_items;
use super::hash::{HashMap, HashSet};
use super::place::{MODIFIERS, is_documentation};
use super::words::{Shape, Symbol, Token, Words};

/// The modifiers behind which another property follows somewhere, and which follow the names of
/// an object's required properties nowhere.
pub(super) fn habits(words: &Words, targets: &HashSet<(String, String)>) -> HashSet<Symbol> {
    let (mut inside, mut behind) = (HashSet::default(), HashSet::default());
    let mut last = "";
    for at in 0..words.len() {
        let Token::Key(key) = words.token(at) else { continue };
        let before = std::mem::replace(&mut last, words.name(key));
        if !MODIFIERS.contains(&last) {
            continue;
        }
        let next = past_documentation(words, words.after_key(at) + 1);
        if before == "required" {
            behind.insert(key);
        } else if let Token::Key(name) = words.token(next)
            && words.shape(words.after_key(next)) == Shape::Mapping
            && !targets.contains(&("schemas".to_owned(), words.name(name).to_owned()))
        {
            inside.insert(key);
        }
    }
    inside.retain(|key| !behind.contains(key));
    inside
}

/// The first key from a word on that is not documentation of one value.
fn past_documentation(words: &Words, mut at: usize) -> usize {
    while let Token::Key(key) = words.token(at)
        && is_documentation(words.name(key))
        && matches!(words.shape(words.after_key(at)), Shape::Plain | Shape::Block)
    {
        at = words.next_key(words.after_key(at));
    }
    at
}

/// The names in all lists below a key `required`.
pub(super) fn required(words: &Words) -> HashSet<String> {
    let mut names = HashSet::default();
    for at in 0..words.len() {
        let Token::Key(key) = words.token(at) else { continue };
        let mut item = words.after_key(at);
        if words.name(key) == "required"
            && let Shape::Flow { end, .. } = words.shape(item)
        {
            names.extend(flow_items(words.slice(item..end)));
        }
        while words.name(key) == "required" && words.token(item) == Token::Dash {
            names.insert(words.word(item + 1).trim_matches(['\'', '"']).to_owned());
            item += 2;
        }
    }
    names
}

/// The words at which each key stands before something that could be a schema.
pub(super) fn described(words: &Words) -> HashMap<Symbol, Vec<usize>> {
    let mut described: HashMap<Symbol, Vec<usize>> = HashMap::default();
    for at in 0..words.len() {
        let Token::Key(key) = words.token(at) else { continue };
        let shape = words.shape(words.after_key(at));
        if !matches!(shape, Shape::Plain | Shape::Block | Shape::Quoted { .. } | Shape::List) {
            described.entry(key).or_default().push(at);
        }
    }
    described
}

/// The values of `name` that have a dash among their words. One at their end is that of an item.
pub(super) fn dashed(words: &Words) -> Vec<String> {
    let name = |at: usize| {
        let Token::Key(key) = words.token(at) else { return None };
        let value = words.after_key(at);
        let plain = words.name(key) == "name" && words.shape(value) == Shape::Plain;
        plain.then(|| words.slice(value..words.plain_end(value)).trim_end_matches(" -"))
    };
    let names = (0..words.len()).filter_map(name);
    names.filter(|name| name.contains(" - ")).map(str::to_owned).collect()
}
