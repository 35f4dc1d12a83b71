//! Documentation: a vendor's Markdown, and the HTML in it, as rustdoc that cannot break `cargo doc`
//! or run as code.
//!
//! | in the text | becomes |
//! |---|---|
//! | headings, lists, tables, quotations, emphasis, inline code | the same |
//! | a link to another site, or a URL that stands alone | a link |
//! | a link to anywhere else, an image | its text |
//! | code | a fence of `text`, which is not compiled |
//! | HTML that formats | its Markdown |
//! | characters that do not show, or turn the order of others round | left out |
//! | what else rustdoc would take for markup | escaped |

mod html;
mod markdown;
mod wrap;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Docs;

pub(crate) use markdown::rendered;

/// The documentation of an item: its summary, then its description, then that it is deprecated.
pub(crate) fn attributes(docs: &Docs, fallback: Option<&str>) -> TokenStream {
    let mut blocks = Vec::new();
    let summary = docs.summary.as_deref().filter(|text| !text.trim().is_empty());
    let description = docs.description.as_deref().filter(|text| !text.trim().is_empty());
    blocks.extend(summary);
    blocks.extend(description.filter(|text| Some(text.trim()) != summary.map(str::trim)));
    if blocks.is_empty() {
        blocks.extend(fallback);
    }
    let text = blocks.join("\n\n");
    // The attribute would warn in the crate itself; callers of the client see it there.
    let text = if docs.deprecated { format!("{text}\n\nDeprecated.") } else { text };
    lines(&text)
}

/// A text as doc attributes.
pub(crate) fn lines(text: &str) -> TokenStream {
    let lines = rendered(text);
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
