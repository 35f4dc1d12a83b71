//! The files of a crate as one module.

use crate::File;

/// What is said of each item of the module. The module is a part of the user's crate, which may be private
/// there and use little of it.
const ALLOWED: &str = "#[allow(dead_code, unused_imports, clippy::disallowed_names, clippy::large_enum_variant, \
    clippy::type_complexity, clippy::wrong_self_convention)]\n";

/// Puts the files of `src/` into modules of one text.
pub(crate) fn bundle(files: &[File]) -> String {
    let root = text(files, "src/lib.rs");
    let mut out = inline(root, 0, files, "src/");
    out.push('\n');
    out
}

fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
}

/// A file's text, with the modules it declares in their place. `depth` counts the modules that
/// it stands in.
fn inline(text: &str, depth: usize, files: &[File], folder: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        // Attributes and documentation of a whole file have no place in an included text, and
        // the features that it asks for are those of another crate.
        if line.starts_with("#![") || line.starts_with("//!") || line.starts_with("#[cfg(feature") {
            continue;
        }
        if depth == 0 && line.starts_with("pub ") {
            out.push_str(ALLOWED);
        }
        let declared = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';'));
        match declared {
            Some(name) => {
                let bare = name.trim_start_matches("r#");
                let path = format!("{folder}{bare}.rs");
                let inner =
                    inline(self::text(files, &path), depth + 1, files, &format!("{folder}{bare}/"));
                out.push_str(&format!("pub mod {name} {{\n{inner}}}\n"));
            }
            None => {
                out.push_str(&relative(line, depth));
                out.push('\n');
            }
        }
    }
    out
}

/// A line whose imports begin at the file's root, for a file that stands this deep. What is
/// indented stands in a module more.
fn relative(line: &str, depth: usize) -> String {
    let bare = line.trim_start();
    let indent = (line.len() - bare.len()) / 4;
    for start in ["use crate::", "pub use crate::"] {
        if let Some(rest) = bare.strip_prefix(start) {
            let up = "super::".repeat(depth + indent);
            let start = start.trim_end_matches("crate::");
            let own = if up.is_empty() { "self::" } else { "" };
            return format!("{}{start}{own}{up}{rest}", " ".repeat(indent * 4));
        }
    }
    let own = ["client", "mock", "server", "receiver", "sender"];
    for start in own.map(|module| format!("pub use {module}::")) {
        if let Some(rest) = bare.strip_prefix(&start) {
            let module = start.trim_start_matches("pub use ");
            return format!("pub use self::{module}{rest}");
        }
    }
    line.to_owned()
}
