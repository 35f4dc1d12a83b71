//! From bytes to trees: OpenAPI files in YAML and JSON, and pages of documentation in Markdown.
//!
//! A file is told by what it holds and not by its name. What comes out is the document as its
//! author wrote it, dialect and all; [`specwright_diagnostics::Sources`] knows where on the page
//! each of its nodes stands. What only a page knows is written into the tree: examples beside
//! the schemas they are of, and as `x-specwright-name` the one-word heading of an operation that
//! has no `operationId`.
//!
//! | format | told by |
//! |---|---|
//! | OpenAPI, Swagger | a root key `openapi` or `swagger`, in YAML or JSON |
//! | Mintlify | a fence whose first line names method and path, or a webhook |
//! | Fern | a fence below a `Reference:` line or above SDK examples |
//! | Apidog | a fence with `x-apidog-` keys |
//! | ReadMe | a JSON fence under the heading "OpenAPI definition" |
//! | GitBook | other JSON fences that hold a document, or `{% swagger %}` blocks |
//! | Apifox | tables of parameters below `## METHOD name`, in English or Chinese |
//! | widdershins | such tables below a line `` `METHOD /path` `` |
//!
//! YAML whose line breaks were lost is restored by the grammar of OpenAPI: see `collapsed`.
//!
//! # Limits
//! A document is untrusted: at most 128 MiB of text, 128 levels of nesting, and as many nodes
//! and bytes as four times its text, which aliases alone can exceed. Every reader takes time
//! linear in its input.
//!
//! ```
//! use specwright_diagnostics::{Diagnostics, Sources};
//! use specwright_source::{Format, Input, read};
//!
//! let page = "# Ping\n\n## OpenAPI\n\n````yaml openapi.yaml get /ping\n\
//!     openapi: 3.0.3\npaths:\n  /ping:\n    get: {}\n````\n";
//! let input = Input { path: "ping.md".into(), bytes: page.into() };
//! let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
//! let entries = read(&mut sources, input, &mut diagnostics);
//! assert_eq!(entries[0].format, Format::Mintlify);
//! let tree = sources.tree(entries[0].document);
//! assert_eq!(tree.get("openapi").unwrap().as_str(), Some("3.0.3"));
//! ```

pub mod codes;
mod collapsed;
mod detect;
mod draft;
mod json;
mod load;
mod outline;
mod pages;
mod syntax;
mod text;
mod tree;
mod yaml;

use std::fmt;

use specwright_diagnostics::{Diagnostics, DocumentId, Sources};

/// A file to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name, as the user gave it and as diagnostics show it.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A document that was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The document.
    pub document: DocumentId,
    /// What it was found in.
    pub format: Format,
    /// Which API it is, or is an excerpt of.
    pub group: Group,
}

/// What a document was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// An OpenAPI or Swagger file.
    OpenApi,
    /// A page of Mintlify.
    Mintlify,
    /// A page of Fern.
    Fern,
    /// A page of an Apidog or Apifox site.
    Apidog,
    /// A page of ReadMe.
    ReadMe,
    /// A page of GitBook.
    GitBook,
    /// Any other Markdown with an OpenAPI document in a fence.
    Markdown,
    /// A Markdown export of Apifox or Apidog: tables.
    Apifox,
    /// A page written by widdershins: tables.
    Widdershins,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::OpenApi => "OpenAPI",
            Format::Mintlify => "Mintlify",
            Format::Fern => "Fern",
            Format::Apidog => "Apidog",
            Format::ReadMe => "ReadMe",
            Format::GitBook => "GitBook",
            Format::Markdown => "Markdown",
            Format::Apifox => "Apifox",
            Format::Widdershins => "widdershins",
        })
    }
}

/// What the documents of one API have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The page names the file that it shows an excerpt of.
    File {
        /// The host of the documentation, where the page says it and the file does not.
        host: Option<String>,
        /// The file, without a leading `/`, or its URL.
        file: String,
    },
    /// A file, or a page that names none; its document has this title and these servers.
    Title {
        /// `info.title`
        title: String,
        /// The URLs of `servers`, or host and base path.
        servers: Vec<String>,
    },
}

/// What the pages beside the one that is read have.
pub trait Beside {
    /// Whether the page that a link leads to has a section for a schema: [`read_schemas`].
    fn has_schema(&self, link: &str, name: &str) -> bool;
}

/// For a page that stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Beside for Alone {
    fn has_schema(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// Finds the documents of a file: one for an OpenAPI file, any number for a page, none where
/// there is no API, with a diagnostic that says what was looked for.
pub fn read(sources: &mut Sources, input: Input, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    read_beside(sources, input, &Alone, diagnostics)
}

/// Finds the documents of a file as [`read`] does. Links to schemas that other pages have become
/// references to the files of these.
pub fn read_beside(
    sources: &mut Sources,
    input: Input,
    beside: &dyn Beside,
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let Some((path, text)) = text::decode(sources, input, diagnostics) else {
        return Vec::new();
    };
    let file = load::File { path, text: text.into() };
    match detect::detect(&file.text) {
        detect::Kind::Document => {
            let Some(document) = load::document(sources, &file, diagnostics) else {
                return Vec::new();
            };
            let group = pages::title_group(sources.tree(document));
            vec![Entry { document, format: Format::OpenApi, group }]
        }
        detect::Kind::Page => pages::read(sources, &file, beside, diagnostics),
        detect::Kind::Other(fault) => {
            load::report(sources, &file, fault, diagnostics);
            Vec::new()
        }
    }
}

/// Reads a page of tables that are of schemas alone, for which [`read`] finds no API. `None` where
/// it is none.
pub fn read_schemas(
    sources: &mut Sources,
    input: Input,
    diagnostics: &mut Diagnostics,
) -> Option<DocumentId> {
    let (path, text) = text::decode(sources, input, diagnostics)?;
    match detect::detect(&text) {
        detect::Kind::Page => {
            pages::schemas(sources, &load::File { path, text: text.into() }, diagnostics)
        }
        _ => None,
    }
}

/// The documents that a page names for its operations without describing them, by path or URL; an
/// empty name where it says none. Each is named once.
pub fn named(input: Input) -> Vec<String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some((path, text)) = text::decode(&mut sources, input, &mut diagnostics) else {
        return Vec::new();
    };
    match detect::detect(&text) {
        detect::Kind::Page => pages::named(&load::File { path, text: text.into() }),
        _ => Vec::new(),
    }
}

/// Reads a file that a `$ref` names: YAML or JSON that holds anything.
pub fn read_data(
    sources: &mut Sources,
    input: Input,
    diagnostics: &mut Diagnostics,
) -> Option<DocumentId> {
    let (path, text) = text::decode(sources, input, diagnostics)?;
    load::document(sources, &load::File { path, text: text.into() }, diagnostics)
}
