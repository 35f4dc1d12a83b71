//! What documents say differently, and how it is shown: once for each way of saying it, at the
//! first place where it differs from what is taken.

use indexmap::IndexMap;
use specwright_diagnostics::{Code, Diagnostic, Diagnostics, Node, Origin, Value};

/// The conflicts of a merge, by what they are about.
#[derive(Default)]
pub(super) struct Conflicts(IndexMap<String, Vec<Variant>>);

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
        let variants = self.0.entry(what).or_default();
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

    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for variant in self.0.into_values().flatten() {
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
struct Difference {
    taken: Origin,
    comes: Origin,
    /// Whether it is the key of what comes.
    at_key: bool,
    label: String,
}

fn difference(taken: &Node, comes: &Node) -> Difference {
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
                    Some(here) if here != there => return difference(here, there).or(taken, comes),
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
                Some((here, there)) => difference(here, there).or(taken, comes),
                None => at(format!("{} here, and {} there", theirs.len(), ours.len())),
            }
        }
        _ => at("it is different here".to_owned()),
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
