//! Any bytes: a page or document is read, its places are found, and what was read is normalised.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_diagnostics::{Diagnostics, Sources, Style, human};
use specwright_openapi::{NoFiles, normalise, to_yaml};
use specwright_source::{Input, read};

fuzz_target!(|bytes: &[u8]| {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let input = Input { path: "input".into(), bytes: bytes.to_vec() };
    let entries = read(&mut sources, input, &mut diagnostics);
    assert!(!entries.is_empty() || diagnostics.has_errors(), "neither API nor reason");
    let roots: Vec<_> = entries.iter().map(|entry| entry.document).collect();
    let normal = normalise(&mut sources, &roots, &mut NoFiles, &mut diagnostics);
    if let Some(normal) = normal {
        let _ = to_yaml(&normal);
    }
    let _ = human(&sources, &diagnostics, Style::Plain);
});
