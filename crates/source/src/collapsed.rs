//! Restores YAML whose line breaks and indentation were lost.
//!
//! Text copied out of a browser or squeezed by a tool is one line, in which indentation no
//! longer says what belongs to what. The grammar of OpenAPI does, mostly: which keys an object
//! may have and has not yet, which values they take, and what an object must have before it may
//! end. So all readings are followed at once ([`search`]), each object open at a key being tried
//! ([`place`]), and what is wrong with a reading is counted: a required key that is missing, a
//! `title` that is another object's, `items` of a string. The one with the fewest faults wins;
//! where several have as few, what examples show ([`evidence`]), what else stands together
//! ([`siblings`]) and what an object would say as a whole ([`sense`]) may speak against all but
//! one. Where several are left, what they all share teaches the habits of the author
//! ([`customs`]), and the text is read again with these. Where two are left that mean different
//! things, neither wins.
//!
//! What is gone stays gone: paragraphs, comments, and the lengths of white space in texts.

mod anchors;
mod build;
mod claim;
mod close;
mod components;
mod customs;
mod ends;
mod evidence;
mod fit;
mod frames;
mod hash;
mod keys;
mod naming;
mod orders;
mod place;
mod producer;
mod reading;
mod report;
mod roles;
mod search;
mod sense;
mod shared;
mod siblings;
mod steps;
mod targets;
mod values;
mod whole;
mod words;

use std::ops::Range;

use specwright_grammar::{Dialect, Kind, object};

use self::customs::Customs;
use self::evidence::Evidence;
use self::place::Rules;
pub(crate) use self::producer::Producer;
use self::search::{Failure, Found, Search};
use self::steps::Steps;
use self::words::Words;
use crate::detect;
use crate::load::{Loaded, Part, Refusal};

/// How often a text is read again with what its certain parts have taught.
const PASSES: usize = 2;

/// How many readings are followed at once, and how many where these were too few and the text is
/// so short that its length times theirs is in bounds.
const READINGS: usize = 200;
const MORE_READINGS: usize = 1000;
const PATIENCE: usize = 1_000_000;

/// Whether a text that is no YAML may be YAML that was collapsed: its lines, if it has several,
/// are long, and none of them is indented.
pub(crate) fn is_collapsed(part: &str) -> bool {
    let part = part.trim();
    root_key(part).is_some()
        && part.lines().count() <= 1 + part.len() / 60
        && !part.lines().any(|line| line.starts_with([' ', '\t']))
}

/// Where a document begins that is written on one line: at the start of the text, or behind the
/// comment or mark before its root key.
pub(crate) fn root_key(text: &str) -> Option<usize> {
    if detect::is_root_key(text) || is_sorted_document(text) {
        return Some(0);
    }
    if !text.starts_with(['#', '-']) {
        return None;
    }
    let line = text.lines().next()?;
    let mut starts = line.match_indices(' ').map(|(space, _)| space + 1);
    let at = starts.find(|at| detect::is_root_key(&line[*at..]))?;
    // In a page such a line is an example's.
    let whole = line[at..].contains(" info:") && line[at..].contains(" paths:");
    (whole && !line[..at].contains("```")).then_some(at)
}

/// Whether a text begins with a key of documents and says behind it of what version it is: a tool
/// sorted its keys.
fn is_sorted_document(text: &str) -> bool {
    let first = text.split_once(':').map_or("", |(key, _)| key);
    let begins = Dialect::ALL.into_iter().any(|dialect| {
        object(dialect, Kind::Document).entry(first).is_some() && !first.starts_with("x-")
    });
    begins && text.lines().next().is_some_and(|line| version(line.split_whitespace()).is_some())
}

/// The dialect that the first key with a version behind it names.
fn version<'t>(mut words: impl Iterator<Item = &'t str>) -> Option<Dialect> {
    let mut before = words.next()?;
    words.find_map(|word| {
        let key = std::mem::replace(&mut before, word).strip_suffix(':')?;
        let named = matches!(key.trim_matches(['\'', '"']), "openapi" | "swagger");
        named.then(|| Dialect::of_version(word.trim_matches(['\'', '"']))).flatten()
    })
}

/// Whether a text is one that only seems to be YAML: all behind its first ` #` would be a comment.
pub(crate) fn is_commented_out(part: &str) -> bool {
    is_collapsed(part)
        && part.lines().any(|line| {
            let comment = line.strip_prefix('#').or(line.split_once(" #").map(|(_, rest)| rest));
            comment.is_some_and(|rest| {
                [" info:", " paths:", " components:"].iter().any(|key| rest.contains(key))
            })
        })
}

/// Reads a collapsed document.
pub(crate) fn recover(text: &str, range: Range<usize>, of: Part) -> Result<Loaded, Box<Refusal>> {
    let part = text[range.clone()].trim_start();
    let start = range.end - part.len() + root_key(part).unwrap_or(0);
    let range = start..range.end;
    let words = Words::new(text, range.clone());
    let evidence = Evidence::new(&words, [&text[..range.start], &text[range.end..]]);
    let dialect = version(text[range].split_whitespace()).unwrap_or(Dialect::V3_0);
    let mut rules = Rules::new(&words, dialect, of.producer(), evidence);
    let (mut steps, mut found) = read(&mut rules, READINGS, Steps::default());
    let more = MORE_READINGS.min(PATIENCE / words.len().max(1));
    if matches!(found, Err(Failure::Countless(..))) && more > READINGS {
        (steps, found) = read(&mut rules, more, steps);
    }
    let found = found
        .map_err(|failure| Box::new(report::failure(&words, &steps, failure, of.cut_off())))?;
    if let Some(fork) = found.structural {
        return Err(Box::new(report::fork(&words, &steps, fork, true)));
    }
    let fork = found.documentation;
    let notices = fork.map(|fork| report::fork(&words, &steps, fork, false));
    let built = build::build(&words, &steps.trace(found.last));
    let (tree, layout) = built.map_err(|at| Box::new(report::alias(&words, at)))?;
    let notices = notices.into_iter().collect();
    Ok(Loaded { tree, layout, oddities: Vec::new(), notices, no_json: None })
}

/// Reads a text, and again with what its certain parts have taught.
fn read(rules: &mut Rules, readings: usize, steps: Steps) -> (Steps, Result<Found, Failure>) {
    let (mut steps, mut found) = Search::run(rules, readings, steps);
    for _ in 0..PASSES {
        let ends = match &found {
            Ok(found) if found.structural.is_some() => vec![found.last],
            Err(Failure::Countless(_, Some(fork))) => vec![fork.0, fork.1],
            _ => break,
        };
        let customs = Customs::learn(rules, &steps, &ends);
        if customs == rules.customs {
            break;
        }
        rules.customs = customs;
        (steps, found) = Search::run(rules, readings, steps);
    }
    (steps, found)
}
