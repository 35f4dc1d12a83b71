//! What to say where a text can be read in more than one way, or in none.

use std::ops::Range;

use super::reading::{Fork, Step};
use super::search::Failure;
use super::words::{Token, Words};
use crate::codes;
use crate::load::Refusal;

const FETCH: &str = "fetch the page again, with its line breaks";

/// The decisions that led to a step, first to last.
pub(super) fn trace(steps: &[Step], last: usize) -> Vec<&Step> {
    let mut trace = Vec::new();
    let mut at = Some(last);
    while let Some(index) = at {
        trace.push(&steps[index]);
        at = steps[index].before;
    }
    trace.reverse();
    trace
}

/// Says how two readings differ, at the first decision in which they do.
pub(super) fn fork(words: &Words, steps: &[Step], fork: Fork, structural: bool) -> Refusal {
    let (mut one, mut two) = (trace(steps, fork.0), trace(steps, fork.1));
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
    let (first, second) = if one.at <= two.at { (one, two) } else { (two, one) };
    let place = key_range(words, first.at);
    let what = words.slice(key_words(words, first.at));
    let refusal = if first.at == second.at {
        let owners = (owner(words, &all.0, one), owner(words, &all.1, two));
        let message = format!("`{what}` can belong to {} or to {}", owners.0, owners.1);
        let refusal = related(words, Refusal::new(code, place, message), one, &owners.0);
        related(words, refusal, two, &owners.1)
    } else {
        let path = if one.at <= two.at { &all.0 } else { &all.1 };
        let owner = owner(words, path, first);
        let message = format!("`{what}` can be a key of {owner} or part of the text before it");
        let refusal = related(words, Refusal::new(code, place, message), first, &owner);
        let place = key_range(words, second.at);
        refusal.related(place, "the text would go on up to here")
    };
    let refusal = refusal.label("the line breaks that would tell are lost").note(then);
    if structural { refusal.help(FETCH) } else { refusal }
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

/// Says where no reading goes on.
pub(super) fn failure(words: &Words, steps: &[Step], failure: Failure, cut_off: bool) -> Refusal {
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
