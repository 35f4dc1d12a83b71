//! Where a configuration says what it says.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use specwright_diagnostics::{Layout, Node, Place, Pointer, Sources};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a configuration file says of one crate: its text, and where in it what stands. A key stands for its
/// value, and that of the table for all; items of lists have numbers.
#[derive(Clone, Debug, Default)]
pub struct Said {
    path: String,
    text: Arc<str>,
    spans: Arc<BTreeMap<Pointer, Range<usize>>>,
}

impl Said {
    /// What a file says of a crate.
    pub(crate) fn of(path: &Path, text: &Arc<str>, name: &str) -> Said {
        let mut spans = BTreeMap::new();
        let parsed = DeTable::parse(text).ok();
        let crates = parsed.as_ref().and_then(|all| all.get_ref().get("crates"));
        let crates = crates.and_then(|crates| crates.get_ref().as_table());
        if let Some((key, table)) = crates.and_then(|crates| crates.get_key_value(name)) {
            spans.insert(Pointer::default(), key.span());
            note(table, &Pointer::default(), &mut spans);
        }
        Said { path: path.display().to_string(), text: text.clone(), spans: Arc::new(spans) }
    }

    /// The places of all that it says, once its text is among the sources.
    pub(crate) fn places(&self, sources: &mut Sources) -> BTreeMap<Pointer, Place> {
        if self.spans.is_empty() {
            return BTreeMap::new();
        }
        let layout = Layout::whole("");
        let document = sources.add(&*self.path, self.text.clone(), layout, Node::object());
        let places = self.spans.iter();
        places.map(|(at, span)| (at.clone(), Place::Text(document, span.clone()))).collect()
    }
}

fn note(value: &Spanned<DeValue<'_>>, at: &Pointer, spans: &mut BTreeMap<Pointer, Range<usize>>) {
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                let at = at.join(key.get_ref().to_string());
                spans.insert(at.clone(), key.span());
                note(value, &at, spans);
            }
        }
        DeValue::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let at = at.join(index.to_string());
                spans.insert(at.clone(), value.span());
                note(value, &at, spans);
            }
        }
        _ => {}
    }
}
