//! What to say where a text can be read in more than one way, or in none.

use std::ops::Range;

use specwright_diagnostics::Code;

use super::reading::{Fork, Step};
use super::search::Failure;
use super::steps::Steps;
use super::words::{Token, Words};
use crate::codes;
use crate::load::Refusal;

const FETCH: &str = "fetch the page again, with its line breaks";

/// Says how two readings differ, at the first decision in which they do.
pub(super) fn fork(words: &Words, steps: &Steps, fork: Fork, structural: bool) -> Refusal {
    let (mut one, mut two) = (steps.trace(fork.0), steps.trace(fork.1));
    let all = (one.clone(), two.clone());
    if structural {
        one.retain(|step| !step.documentation);
        two.retain(|step| !step.documentation);
    }
    let same = one.iter().zip(&two).take_while(|(one, two)| {
        (one.at, one.into, one.documentation) == (two.at, two.into, two.documentation)
    });
    let index = same.count();
    let (code, then) = match structural {
        true => (&codes::COLLAPSED_AMBIGUOUS, "neither reading is taken"),
        false => (&codes::COLLAPSED_DOCUMENTATION, "the inner one gets it"),
    };
    let (Some(one), Some(two)) = (one.get(index), two.get(index)) else {
        if let Some(step) = one.get(index).or(two.get(index)) {
            let what = words.slice(key_words(words, step.at));
            let path = if one.get(index).is_some() { &all.0 } else { &all.1 };
            let owner = owner(words, path, step);
            let message = format!("`{what}` can belong to {owner} or to what documents it");
            let refusal = Refusal::new(code, key_range(words, step.at), message);
            return related(words, refusal, step, &owner).note(then).help(FETCH);
        }
        let end = words.range(words.len().saturating_sub(1)..words.len());
        return Refusal::new(code, end, "the end can be read in two ways").help(FETCH);
    };
    let (refusal, settle) = match one.at == two.at {
        true => two_owners(words, code, [(&all.0, one), (&all.1, two)]),
        false if one.at < two.at => key_or_text(words, code, (&all.0, one), two),
        false => key_or_text(words, code, (&all.1, two), one),
    };
    let refusal = refusal.label("the line breaks that would tell are lost").note(then);
    if structural { refusal.help(format!("{FETCH}; or {settle}")) } else { refusal }
}

/// A step, and those that led to it.
type Path<'a> = (&'a [&'a Step], &'a Step);

/// A key that two objects may take, and how an author says which of them is meant.
fn two_owners(words: &Words, code: &'static Code, paths: [Path; 2]) -> (Refusal, String) {
    let at = paths[0].1.at;
    let owners = paths.map(|(path, step)| owner(words, path, step));
    let what = words.slice(key_words(words, at));
    let message = format!("`{what}` can belong to {} or to {}", owners[0], owners[1]);
    let mut refusal = Refusal::new(code, key_range(words, at), message);
    for ((_, step), owner) in paths.iter().zip(&owners) {
        refusal = related(words, refusal, step, owner);
    }
    // The document opens nowhere.
    let inner = paths.iter().map(|(_, step)| step.into).filter(|at| *at < words.len()).max();
    let inner = inner.map_or("", |at| words.slice(key_words(words, at)));
    let settle =
        format!("put the inner one in braces, with commas between its keys: `{inner} {{...}}`");
    (refusal, settle)
}

/// A key that may be part of a text, behind which `next` stands, and how an author says so.
fn key_or_text(words: &Words, code: &'static Code, key: Path, next: &Step) -> (Refusal, String) {
    let (path, step) = key;
    let owner = owner(words, path, step);
    let what = words.slice(key_words(words, step.at));
    let message = format!("`{what}` can be a key of {owner} or part of the text before it");
    let refusal = Refusal::new(code, key_range(words, step.at), message);
    let refusal = related(words, refusal, step, &owner)
        .related(key_range(words, next.at), "the text would go on up to here");
    (refusal, "put the text before it in quotes".to_owned())
}

fn related(words: &Words, refusal: Refusal, step: &Step, owner: &str) -> Refusal {
    if step.into >= words.len() {
        return refusal;
    }
    refusal.related(key_range(words, step.into), format!("if it belongs to {owner}"))
}

/// What an object is called: by its key, and by the next name around it that says more.
fn owner(words: &Words, path: &[&Step], step: &Step) -> String {
    const PARTS: [&str; 5] = ["properties", "items", "schema", "example", "content"];
    let name = |at: usize| match words.token(at) {
        Token::Key(symbol) => words.name(symbol),
        _ => "",
    };
    let around = |at: usize| path.iter().rev().find(|step| step.at == at).map(|step| step.into);
    match words.token(step.into) {
        Token::Key(symbol) => {
            let own = words.name(symbol);
            let telling = |at: &usize| !name(*at).is_empty() && !PARTS.contains(&name(*at));
            let outer = std::iter::successors(around(step.into), |at| around(*at)).find(telling);
            match outer.filter(|_| PARTS.contains(&own)) {
                Some(outer) => format!("the `{own}` of `{}`", name(outer)),
                None => format!("`{own}`"),
            }
        }
        Token::Dash => "the item of a list".to_owned(),
        Token::Plain | Token::Comment => "the document".to_owned(),
    }
}

fn key_words(words: &Words, at: usize) -> Range<usize> {
    match words.token(at) {
        Token::Key(_) => at..words.after_key(at),
        Token::Dash => at..(at + 2).min(words.len()),
        Token::Plain | Token::Comment => at..at + 1,
    }
}

fn key_range(words: &Words, at: usize) -> Range<usize> {
    words.range(key_words(words, at))
}

/// Says of an alias that nothing can be put in its place.
pub(super) fn alias(words: &Words, at: usize) -> Refusal {
    let message = format!("`{}` stands in what it repeats, or repeats too much", words.word(at));
    Refusal::new(&codes::COLLAPSED_SYNTAX, words.range(at..at + 1), message).help(FETCH)
}

/// Says where no reading goes on.
pub(super) fn failure(words: &Words, steps: &Steps, failure: Failure, cut_off: bool) -> Refusal {
    match failure {
        Failure::Countless(_, Some(between)) => fork(words, steps, between, true),
        Failure::Countless(at, None) => {
            let message = "from here on the text can be read in too many ways";
            Refusal::new(&codes::COLLAPSED_AMBIGUOUS, key_range(words, at), message).help(FETCH)
        }
        Failure::Unsound(at) => {
            let message = "no reading of the text makes a sound document";
            Refusal::new(&codes::COLLAPSED_SYNTAX, key_range(words, at), message)
                .label("the best one breaks a rule here")
                .help(FETCH)
        }
        Failure::Stuck(at) => {
            let ends = cut_off || words.next_key(at + 1) >= words.len();
            let message = match (words.token(at), ends) {
                _ if cut_off => "the page ends inside its document",
                (_, true) => "the document ends in the middle",
                (Token::Key(_), _) => "no open object takes this key with this value",
                _ => "here neither a key nor an item of a list can stand",
            };
            Refusal::new(&codes::COLLAPSED_SYNTAX, key_range(words, at), message).help(FETCH)
        }
    }
}
