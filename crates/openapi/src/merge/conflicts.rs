//! What documents say differently, and how it is shown: once for each way of saying it, at the
//! first place where it differs from what is taken.

use indexmap::IndexMap;
use specwright_diagnostics::{Code, Diagnostic, Diagnostics, Node, Origin, Value};

use crate::codes;

/// The conflicts of a merge, by what they are about.
#[derive(Default)]
pub(super) struct Conflicts {
    variants: IndexMap<String, Vec<Variant>>,
    /// Operations of several bodies: the message, and how many more documents have another.
    joined: IndexMap<String, (Diagnostic, usize)>,
}

/// Another way of saying what is said already.
struct Variant {
    node: Node,
    diagnostic: Diagnostic,
    /// How many more documents say it in this way.
    further: usize,
}

impl Conflicts {
    /// Notes that `comes` is not what `taken` is.
    pub(super) fn add(
        &mut self,
        code: &'static Code,
        what: String,
        taken: &Node,
        comes: Node,
        is_newer: bool,
    ) {
        let message = format!("{what} is not the same everywhere");
        let variants = self.variants.entry(what).or_default();
        if let Some(known) = variants.iter_mut().find(|variant| variant.node == comes) {
            known.further += 1;
            return;
        }
        let Difference { taken, comes: origin, at_key, label } = difference(taken, &comes);
        let rule = match is_newer {
            true => "the one of the newer version is taken",
            false => "the first is taken",
        };
        let mut diagnostic = Diagnostic::new(code, origin, message)
            .label(label)
            .related(taken, "what is taken stands here")
            .note(rule);
        if at_key {
            diagnostic = diagnostic.at_key();
        }
        variants.push(Variant { node: comes, diagnostic, further: 0 });
    }

    /// Notes that `comes` is `taken` for another value of `property`.
    pub(super) fn joined(&mut self, what: &str, property: &str, taken: &Node, comes: &Node) {
        if let Some((_, further)) = self.joined.get_mut(what) {
            *further += 1;
            return;
        }
        let message = format!("{what} is described for several values of `{property}`");
        let diagnostic = Diagnostic::new(&codes::JOINED_OPERATIONS, comes.origin, message)
            .label("it is for another one here")
            .related(taken.origin, "the first stands here")
            .note("the body is one of those described, and all else is as the first says");
        self.joined.insert(what.to_owned(), (diagnostic, 0));
    }

    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (mut diagnostic, further) in self.joined.into_values() {
            if further > 0 {
                let rule = diagnostic.note.take().unwrap_or_default();
                diagnostic.note = Some(format!("{rule}; so it is in {further} more"));
            }
            diagnostics.push(diagnostic);
        }
        for variant in self.variants.into_values().flatten() {
            let mut diagnostic = variant.diagnostic;
            if variant.further > 0 {
                let rule = diagnostic.note.take().unwrap_or_default();
                let others = match variant.further {
                    1 => "one more document says the same".to_owned(),
                    n => format!("{n} more documents say the same"),
                };
                diagnostic.note = Some(format!("{rule}; {others} as the one shown"));
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// The first place where two nodes differ.
pub(super) struct Difference {
    taken: Origin,
    comes: Origin,
    /// Whether it is the key of what comes.
    at_key: bool,
    label: String,
}

/// What differs in more than words is shown, if anything does.
fn difference(taken: &Node, comes: &Node) -> Difference {
    counts(taken, comes, &[]).unwrap_or_else(|| {
        let label = "it is only said in other words".to_owned();
        Difference { label, ..any(taken, comes) }
    })
}

fn any(taken: &Node, comes: &Node) -> Difference {
    let at = |label: String| Difference {
        taken: taken.origin,
        comes: comes.origin,
        at_key: false,
        label,
    };
    match (&taken.value, &comes.value) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (key, there) in theirs {
                match ours.get(key) {
                    None => {
                        let label = format!("`{key}` is only here");
                        return Difference { comes: there.origin, at_key: true, ..at(label) };
                    }
                    Some(here) if here != there => return any(here, there).or(taken, comes),
                    Some(_) => {}
                }
            }
            let missing = ours.iter().find(|(key, _)| !theirs.contains_key(*key));
            let key = missing.map_or("", |(key, _)| key.as_str());
            let origin = missing.map_or(taken.origin, |(_, node)| node.origin.or(taken.origin));
            Difference { taken: origin, ..at(format!("`{key}` is missing here")) }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            match ours.iter().zip(theirs).find(|(here, there)| here != there) {
                Some((here, there)) => any(here, there).or(taken, comes),
                None => at(format!("{} here, and {} there", theirs.len(), ours.len())),
            }
        }
        _ => at("it is different here".to_owned()),
    }
}

/// Keys whose values are for readers.
const WORDS: [&str; 6] = ["summary", "description", "title", "example", "examples", "externalDocs"];

/// Keys that name an operation.
pub(super) const IDS: [&str; 3] = ["tags", "operationId", "x-specwright-name"];

/// Keys below which the vendor's names stand.
const NAMES: [&str; 6] = ["properties", "headers", "mapping", "variables", "encoding", "callbacks"];

/// The first place where two nodes differ in what they mean, but for these keys.
pub(super) fn counts(taken: &Node, comes: &Node, but: &[&str]) -> Option<Difference> {
    meaning(taken, comes, false, but)
}

/// Compares two nodes, whose keys may be names.
fn meaning(taken: &Node, comes: &Node, names: bool, but: &[&str]) -> Option<Difference> {
    let is_said = |key: &str| {
        let is_own = key.starts_with("x-") && !key.starts_with("x-specwright-");
        names || !(is_own || WORDS.contains(&key) || but.contains(&key))
    };
    let at = |comes: Origin, at_key: bool, label: String| {
        Some(Difference { taken: taken.origin, comes, at_key, label })
    };
    match (&taken.value, &comes.value) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (key, there) in theirs.iter().filter(|(key, _)| is_said(key)) {
                let Some(here) = ours.get(key) else {
                    return at(there.origin, true, format!("`{key}` is only here"));
                };
                let below = !names && NAMES.contains(&key.as_str());
                if let Some(found) = meaning(here, there, below, but) {
                    return Some(found.or(taken, comes));
                }
            }
            let missing = |key: &&String| is_said(key) && !theirs.contains_key(*key);
            let key = ours.keys().find(missing)?;
            at(comes.origin, false, format!("`{key}` is missing here"))
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            let mut pairs = ours.iter().zip(theirs);
            let found = pairs.find_map(|(here, there)| meaning(here, there, false, but));
            found.map(|found| found.or(taken, comes))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            at(comes.origin, false, format!("{} here, and {} there", theirs.len(), ours.len()))
        }
        _ if taken == comes => None,
        _ => at(comes.origin, false, "it is different here".to_owned()),
    }
}

impl Difference {
    /// What stands in no document is shown at what is around it.
    fn or(mut self, taken: &Node, comes: &Node) -> Difference {
        self.taken = self.taken.or(taken.origin);
        self.at_key &= self.comes != Origin::NONE;
        self.comes = self.comes.or(comes.origin);
        self
    }
}
